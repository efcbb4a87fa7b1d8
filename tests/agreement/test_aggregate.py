"""Aggregated labels."""

from itertools import pairwise

import numpy as np
import pytest

from annotate_tui.agreement.aggregate import dawid_skene, majority, soft_labels
from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.build import ratings_from_rows


def test_majority_says_ties():
    codes = np.array([[0, 0, 1], [0, 1, -1], [2, -1, -1], [1, 1, 1], [-1, -1, -1]])
    found = majority(codes, 3)
    assert found.codes.tolist() == [0, -1, 2, 1, -1]
    assert found.tied.tolist() == [False, True, False, False, False]
    assert found.unanimous.tolist() == [False, False, False, True, False]
    assert found.support.tolist() == [2 / 3, 1 / 2, 1, 1, 0]


def test_soft_labels_are_shares():
    assert soft_labels(np.array([[0, 0, 1], [-1, -1, -1]]), 2).tolist() == [[2 / 3, 1 / 3], [0, 0]]


def test_dawid_skene_knows_whom_to_trust():
    """Two careful annotators against three who guess: the majority is often wrong, the model seldom."""
    random = np.random.default_rng(0)
    truth = random.integers(0, 2, 2000)
    good = np.where(random.random((2000, 2)) < 0.95, truth[:, None], 1 - truth[:, None])
    bad = np.where(random.random((2000, 3)) < 0.55, truth[:, None], 1 - truth[:, None])
    codes = np.hstack([good, bad])
    codes[random.random(codes.shape) < 0.1] = -1
    model = dawid_skene(codes, 2)
    assert model.converged
    assert np.mean(model.codes == truth) > np.mean(majority(codes, 2).codes == truth) + 0.1
    assert np.all(np.abs(np.diagonal(model.errors[0]) - 0.95) < 0.07)
    assert np.allclose(model.errors.sum(axis=2), 1)
    assert np.allclose(model.posterior.sum(axis=1), 1)


def test_the_likelihood_never_falls():
    codes = np.random.default_rng(1).integers(-1, 3, (200, 4))
    steps = [dawid_skene(codes, 3, most=n).log_likelihood for n in range(1, 15)]
    assert all(after >= before - 1e-9 for before, after in pairwise(steps))


def test_somebody_without_ratings_and_units_without_ratings():
    codes = np.array([[0, 0, -1], [1, 1, -1], [1, 1, -1], [-1, -1, -1]])
    model = dawid_skene(codes, 2)
    assert np.isnan(model.errors[2]).all()
    assert np.allclose(model.posterior[3], model.prevalence)
    assert model.codes[:3].tolist() == [0, 1, 1]


def test_many_annotators_do_not_overflow_the_patterns():
    random = np.random.default_rng(2)
    truth = random.integers(0, 3, 100)
    codes = np.where(random.random((100, 60)) < 0.8, truth[:, None], random.integers(0, 3, (100, 60)))
    assert (dawid_skene(codes, 3).codes == truth).all()


def test_the_analysis_says_what_one_label_would_be():
    rows = [(f"u{i}", who, "xy"[i >= 30]) for i in range(60) for who in ("ann", "ben")]
    rows += [(f"u{i}", "cy", "x" if i < 30 or i % 10 == 0 else "y") for i in range(60)]
    rows += [("tie", "ann", "x"), ("tie", "ben", "y"), ("alone", "ann", "x")]
    ratings = ratings_from_rows(rows, scale="nominal", values=("x", "y"))
    data = analyse(ratings, draws=0).to_data()["aggregated"]
    wrong = 3
    assert data["majority"] | {"shares": 0} == {
        "n_units": 61, "unanimous": 60 - wrong, "majority": wrong, "tied": 1, "shares": 0,
    }  # fmt: skip
    model = data["dawid_skene"]
    assert model["converged"]
    assert model["annotators"]["ann"]["accuracy"] > model["annotators"]["cy"]["accuracy"]
    assert model["annotators"]["cy"]["confusion"][1][0] == pytest.approx(wrong / 30, abs=0.01)
    assert all(sum(row) == pytest.approx(1) for row in model["annotators"]["ben"]["confusion"])


def test_numbers_have_no_one_label():
    rows = [(f"u{i}", who, i) for i in range(5) for who in ("ann", "ben")]
    assert analyse(ratings_from_rows(rows, scale="interval"), draws=0).to_data()["aggregated"] is None
