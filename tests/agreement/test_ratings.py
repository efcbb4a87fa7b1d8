"""Ratings: made from arrays and lists, and refused when they do not fit."""

import numpy as np
import pytest

from annotate_tui.agreement.build import ratings_from_dicts, ratings_from_rows
from annotate_tui.agreement.ratings import Cell, Ratings, Scale


def test_from_rows():
    rows = [
        ("u1", "ben", "b", "art"),
        ("u1", "ann", "a", "art"),
        ("u2", "ann", None, "bio"),
        ("u2", "ben", "a", "bio"),
    ]
    ratings = ratings_from_rows(rows, scale="nominal", values=("a", "b", "c"))
    assert ratings.annotators == ("ann", "ben")
    assert ratings.codes.tolist() == [[0, 1], [-1, 0]]
    assert ratings.cluster_names == ("art", "bio")
    assert ratings.clusters.tolist() == [0, 1]


def test_from_dicts_with_sets_numbers_and_truth_values():
    sets = ratings_from_dicts(
        [{"x": ["a", "b"], "y": "∅"}, {"x": "b|a", "y": None}], scale="set", values=("a", "b")
    )
    assert sets.codes.tolist() == [[3, 0], [3, -1]]
    numbers = ratings_from_dicts([{"x": 1.5, "y": "2"}], scale="interval")
    assert numbers.codes.tolist() == [[1.5, 2.0]]
    truth = ratings_from_dicts([{"x": True, "y": "no"}], scale="boolean")
    assert truth.codes.tolist() == [[1, 0]]
    assert truth.values == ("false", "true")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("u", "a", "x"), ("u", "a", "y")], "two different ratings"),
        ([("u", "a", "z")], "not a declared value"),
        ([("u", "a", "x", "c1"), ("u", "b", "x", "c2")], "two clusters"),
    ],
)
def test_rows_that_contradict_each_other(rows, sentence):
    with pytest.raises(ValueError, match=sentence):
        ratings_from_rows(rows, scale="nominal", values=("x", "y"))


def test_a_unit_twice():
    with pytest.raises(ValueError, match="twice"):
        ratings_from_dicts([{"unit": "u", "a": "x"}, {"unit": "u", "a": "x"}], scale="nominal", values="x")


def ratings(**changes):
    fields = {
        "codes": np.zeros((2, 2), int),
        "values": ("a", "b"),
        "scale": Scale.NOMINAL,
        "annotators": ("x", "y"),
        "units": ["1", "2"],
    }
    return Ratings(**fields | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"codes": np.zeros(3)},
        {"codes": np.full((2, 2), 2)},
        {"codes": np.full((2, 2), -2)},
        {"codes": np.full((2, 2), -1.0), "scale": Scale.RATIO},
        {"codes": np.full((2, 2), np.inf), "scale": Scale.INTERVAL},
        {"units": ["1"]},
        {"annotators": ("x",)},
        {"annotators": ("x", "x")},
        {"values": ("a", "a")},
        {"roles": ("lead",)},
        {"clusters": np.array([0, 1], np.int32), "cluster_names": ("one",)},
        {"clusters": np.array([0], np.int32), "cluster_names": ("one",)},
        {"states": np.zeros((2, 3), np.int8)},
        {"scale": Scale.SET, "values": tuple(str(i) for i in range(63))},
        {"earlier": np.full((2, 2), 5)},
    ],
)
def test_arrays_that_do_not_fit(changes):
    with pytest.raises(ValueError):
        ratings(**changes)


def test_cells_say_why_a_rating_is_missing():
    states = np.array([[Cell.RATED, Cell.NOT_ASKED], [Cell.CANNOT_DECIDE, Cell.MISSING]])
    cells = ratings(codes=np.array([[0, -1], [-1, 1]]), states=states).cells()
    assert cells.tolist() == [[Cell.RATED, Cell.NOT_ASKED], [Cell.CANNOT_DECIDE, Cell.RATED]]


def test_members_of_sets():
    sets = ratings(codes=np.array([[0, 1], [2, -1]]), scale=Scale.SET)
    assert sets.member(1).codes.tolist() == [[0, 0], [1, -1]]
    with pytest.raises(ValueError, match="sets"):
        ratings().member(0)
