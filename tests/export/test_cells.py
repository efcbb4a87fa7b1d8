"""Cells: never a formula, and nothing lost by the escape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.export.cells import cell, escape, unescape


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "'-"]
)
def test_what_a_spreadsheet_would_run_is_escaped(text):
    assert escape(text) == f"'{text}"
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "''", " =1", "1-1", "—", "'a-b'"])
def test_other_texts_stay_as_they_are(text):
    assert escape(text) == text
    assert unescape(text) == text


@settings(max_examples=300)
@given(st.text(alphabet="'=+-@\t\ra ", max_size=6))
def test_the_escape_can_be_undone_and_leaves_no_formula(text):
    cell = escape(text)
    assert unescape(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_are_numbers():
    assert [cell(value) for value in (-1, -0.5, 0.1, True, False, None)] == [
        "-1",
        "-0.5",
        "0.1",
        "1",
        "0",
        "",
    ]
    assert cell("-1") == "'-1"
    assert cell("-1", raw=True) == "-1"
