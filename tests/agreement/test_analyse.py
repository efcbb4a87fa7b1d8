"""The whole analysis: what a caller sees in the result."""

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.build import ratings_from_rows


@pytest.fixture
def two_annotators():
    """Two annotators on ten units, two values (Krippendorff 2011, example A)."""
    first = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    second = [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
    rows = [(f"u{i}", name, str(v)) for name, r in (("a", first), ("b", second)) for i, v in enumerate(r)]
    return ratings_from_rows(rows, scale="nominal", values=("0", "1"))


def test_headline_and_pairs_of_a_small_study(two_annotators):
    result = analyse(two_annotators, draws=200)
    data = result.to_data()
    assert data["coefficients"]["krippendorff_alpha"]["value"] == pytest.approx(0.0952380952)
    assert data["coefficients"]["cohen_kappa"]["value"] == pytest.approx(0.0909090909)
    assert data["coefficients"]["percent_agreement"]["value"] == pytest.approx(0.6)
    assert (data["n_units"], data["n_pairable"], data["n_annotators"]) == (10, 10, 2)
    (pair,) = data["pairs"]
    assert pair["annotators"] == ["a", "b"]
    assert pair["cohen_kappa"] == pytest.approx(0.0909090909)
    assert np.sum(pair["confusion"]) == 10


def test_same_seed_same_interval(two_annotators):
    assert analyse(two_annotators, draws=100).to_data() == analyse(two_annotators, draws=100).to_data()
