"""The report for a terminal."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from annotate_tui.report import terminal

WIDE = "医療の主張" * 30


def test_the_verdict_comes_first(make):
    shown = terminal.lines(make.report())
    assert shown[2].startswith(
        "Claim type: reliable enough for tentative conclusions: α = .74, and with 95 %"
    )


def test_what_is_behind_the_figures_is_said(make):
    text = " ".join(terminal.lines(make.report()))
    assert "128 units with two answers or more, 2 annotators, 12 articles" in text
    assert "2,000 bootstrap draws of articles, seed 7, BCa intervals" in text
    assert "codebook health-claims 1.0.0 (fedcba98)" in text


def test_values_are_listed_worst_first(make):
    shown = terminal.lines(make.report())
    head = next(place for place, line in enumerate(shown) if line.startswith("  Answer"))
    assert [line.partition("  .")[0].strip() for line in shown[head + 1 : head + 3]] == ["No claim", "Claim"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", ["Claim type", None, WIDE, "x" * 300, ""])
def test_no_line_is_wider_than_the_terminal(make, width, name):
    shown = terminal.lines(make.hostile(make.HOSTILE if name is None else name), width=width, by_article=True)
    assert max(map(cell_len, shown)) <= width
    assert all(line.isprintable() for line in shown)


def test_undefined_figures_are_words(make):
    data = make.facet(None, None, None)
    text = "\n".join(terminal.lines(make.report(make.analysis(claim_type=data))))
    assert "cannot be judged: α is undefined" in text
    assert re.search(r"\bnan\b", text, re.IGNORECASE) is None
    assert "None" not in text
