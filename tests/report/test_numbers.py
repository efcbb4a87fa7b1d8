"""How numbers are printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.report import numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.744, ".74"),
        (0.5, ".50"),
        (1.0, "1.00"),
        (0.996, ".996"),
        (0.99999, ".99999"),
        (0.0, ".00"),
        (0.003, ".003"),
        (-0.034, "−.03"),
        (-0.001, "−.001"),
        (-1.0, "−1.00"),
        (0.8, ".80"),
        (0.7996, ".7996"),
        (0.804, ".80"),
        (0.667, ".67"),
        (0.6668, ".6668"),
        (0.66, ".66"),
        (1 - 1e-14, "1.00"),
        (-1e-14, ".00"),
        (None, "–"),
    ],
)
def test_coefficients_never_say_more_than_the_figure(value, shown):
    assert numbers.coefficient(value) == shown


@settings(max_examples=300)
@given(st.floats(-1, 1, allow_nan=False))
def test_a_printed_coefficient_lies_where_the_figure_lies(value):
    shown = float(numbers.coefficient(value).replace("−", "-"))
    exact = round(value, 9)
    assert abs(shown - exact) <= 0.005
    for bound in (0.667, 0.8):
        assert (shown >= bound) == (exact >= bound)
    assert (shown >= 1) == (exact >= 1)
    assert (shown > 0) == (exact > 0)


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.856, "86 %"), (0.996, "99.6 %"), (1.0, "100 %"), (0.0, "0 %"), (0.003, "0.3 %"), (None, "–")],
)
def test_percentages_reach_0_and_100_only_when_they_do(share, shown):
    assert numbers.percent(share).replace(numbers.SPACE, " ") == shown


def test_intervals_need_both_ends():
    assert numbers.interval(0.69, 0.79) == ".69 to .79"
    assert numbers.interval(None, 0.79) == "–"


def test_decimal_points_of_a_column_stand_below_each_other():
    assert numbers.aligned([".74", ".7996", "undefined", "–", "3"], " ") == [
        ".74  ",
        ".7996",
        "undefined",
        "–",
        "3    ",
    ]


def test_numbers_with_nouns():
    assert numbers.counted(1, "article").replace(numbers.SPACE, " ") == "1 article"
    assert numbers.counted(2000, "article").replace(numbers.SPACE, " ") == "2,000 articles"
