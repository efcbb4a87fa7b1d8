"""Whatever the data look like, the analysis ends, and gives JSON without NaN."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.agreement.analyse import analyse, analyse_all
from annotate_tui.agreement.formulas import formula_of
from annotate_tui.agreement.ratings import Cell, Ratings, Scale


@st.composite
def any_ratings(draw):
    """Small ratings of any scale, with any of the optional parts."""
    scale = draw(st.sampled_from(list(Scale)))
    n, r = draw(st.integers(0, 14)), draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    q = 2 if scale is Scale.BOOLEAN else draw(st.integers(1, 4))
    missing = random.random((n, r)) < draw(st.sampled_from([0, 0.2, 0.7, 1]))
    codes = random.integers(0, 2**q if scale is Scale.SET else q, (n, r))
    codes = np.where(missing, np.nan if scale.numeric else -1, codes)
    more = {}
    if draw(st.booleans()):
        names = tuple("abcdefghijklm"[: draw(st.integers(1, 13))])
        more |= {"clusters": random.integers(0, len(names), n).astype(np.int32), "cluster_names": names}
    if draw(st.booleans()):
        more["states"] = np.where(missing, random.choice([0, 2, 3, 4, 5], (n, r)), int(Cell.RATED))
    if draw(st.booleans()):
        more |= {
            "roles": tuple(random.choice(["lead", "annotator"], r).tolist()),
            "annotator_kinds": tuple(random.choice(["human", "model"], r).tolist()),
            "kinds": random.integers(0, 2, n).astype(np.int32),
            "kind_names": ("sentence", "comment"),
            "kinds_apart": ("comment",),
            "highlighted": random.random(n) < 0.5,
            "times": random.random((n, r)),
            "dwell": np.where(missing, np.nan, random.random((n, r))),
            "versions": random.integers(-1, 2, (n, r)).astype(np.int32),
            "version_names": ("1", "2"),
            "earlier": np.where(random.random((n, r)) < 0.5, codes, np.nan if scale.numeric else -1),
        }
    return Ratings(
        codes=codes,
        values=() if scale.numeric else tuple(f"v{k}" for k in range(q)),
        scale=scale,
        annotators=tuple(f"r{g}" for g in range(r)),
        units=[f"u{i}" for i in range(n)],
        **more,
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(any_ratings(), min_size=1, max_size=2), st.sampled_from(["influence", "gwet"]))
def test_any_ratings(facets, se):
    agreement = analyse_all({f"f{i}": ratings for i, ratings in enumerate(facets)}, draws=20, se=se)
    data = agreement.to_data()
    json.dumps(data, allow_nan=False)
    for facet in data["facets"].values():
        for name, figure in facet["coefficients"].items():
            assert (figure["value"] is None) == (figure["undefined"] is not None), name
            if figure["low"] is not None:
                assert figure["low"] <= figure["high"]
            assert formula_of(name) is not None, name


def test_too_many_different_sets_are_said(make_ratings):
    random = np.random.default_rng(0)
    codes = random.integers(0, 2**20, (3000, 2))
    result = analyse(make_ratings(codes, "set", tuple(f"m{i}" for i in range(20))), draws=0)
    assert result.headline.undefined == "too_many_values"
    assert result.members["m3"].figures["krippendorff_alpha"].value == pytest.approx(0, abs=0.1)


def test_sixty_two_members(make_ratings):
    top = 1 << 61
    codes = np.array([[top, top], [1, top], [top | 1, 1], [0, 0]])
    result = analyse(make_ratings(codes, "set", tuple(f"m{i}" for i in range(62))), draws=0)
    assert result.members["m61"].figures["percent_agreement"].value == 0.5
    assert result.coefficients["percent_agreement"].value == 0.5
