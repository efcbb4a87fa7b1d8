"""The package krippendorff, fed with our files of ratings, computes the figures that we report."""

from __future__ import annotations

import pytest

from annotate_tui import open_project

pytestmark = pytest.mark.readers
LEVELS = {"nominal": "nominal", "ordinal": "ordinal", "boolean": "nominal", "interval": "interval"}


def alpha(ratings, level):
    """The package's figure; None where it has none because all ratings are equal."""
    import krippendorff
    import numpy as np

    given = ratings[:, np.count_nonzero(~np.isnan(ratings), axis=0) > 1]
    if len(np.unique(given[~np.isnan(given)])) < 2:
        return None
    return krippendorff.alpha(ratings, level_of_measurement=level)


def test_alpha_is_the_same(labelled):
    import numpy as np
    import pandas as pd

    folder = labelled.export("ratings")
    compared = 0
    with open_project(labelled.path) as project:
        for name, facet in labelled.columns.items():
            path = folder / f"{name}.csv"
            if facet.measurement not in LEVELS or not path.exists():
                continue
            ours = project.agreement(facet.id, draws=0).headline.value
            frame = pd.read_csv(path)
            people = [column for column in frame.columns if column not in ("unit", "article")]
            assert len(people) == 2
            ratings = frame[people]
            if facet.measurement == "nominal":
                codes, _ = pd.factorize(ratings.to_numpy().ravel())
                ratings = pd.DataFrame(np.where(codes < 0, np.nan, codes).reshape(ratings.shape))
            theirs = alpha(ratings.to_numpy(float).T, LEVELS[facet.measurement])
            if theirs is None:
                assert ours is None
                continue
            assert ours == pytest.approx(theirs, abs=1e-9)
            compared += 1
    assert compared >= 3


def test_every_rating_is_in_the_files(labelled):
    import pandas as pd

    folder = labelled.export("ratings")
    for name, facet in labelled.columns.items():
        path = folder / f"{name}.csv"
        if facet.type != "single" or not path.exists():
            continue
        frames = [pd.read_csv(one, dtype=str, keep_default_na=False) for one in folder.rglob(f"{name}.csv")]
        found = {
            (column.removeprefix("'"), row["unit"]): row[column].removeprefix("'")
            for frame in frames
            for row in frame.to_dict("records")
            for column in frame.columns
            if column not in ("unit", "article") and row[column]
        }
        expected = {
            (who, unit): labelled.expected(who, unit)[name]
            for who, unit in labelled.said
            if "model" not in who and name in labelled.expected(who, unit)
        }
        assert found == expected
