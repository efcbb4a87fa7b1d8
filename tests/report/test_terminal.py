"""The report for a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from annotate_tui.report import Disagreement, FacetNames, terminal

HOSTILE = (
    "\x1b[31mred\x1b[0m\x9b2J \u202eback\u202c \u200b[bold]<b>&\ud800 "
    "\N{DIGIT ONE}\N{VARIATION SELECTOR-16}\r\n\ttab"
)
WIDE = "医療の主張" * 30


def test_the_verdict_comes_first(make):
    shown = terminal.lines(make.report())
    assert shown[2].startswith(
        "Claim type: reliable enough for tentative conclusions: α = .74, and with 95 %"
    )


def test_what_is_behind_the_figures_is_said(make):
    text = " ".join(terminal.lines(make.report()))
    assert (
        "128 units with two answers or more (2 others with one answer only), 2 annotators, 12 articles"
        in text
    )
    assert "2,000 bootstrap draws of articles, seed 7, BCa intervals" in text
    assert "codebook health-claims 1.0.0 (fedcba98)" in text


def test_values_are_listed_worst_first(make):
    shown = terminal.lines(make.report())
    head = next(place for place, line in enumerate(shown) if line.startswith("  Answer"))
    assert [line.partition("  .")[0].strip() for line in shown[head + 1 : head + 3]] == ["No claim", "Claim"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", ["Claim type", HOSTILE, WIDE, "x" * 300])
def test_no_line_is_wider_than_the_terminal(make, width, name):
    data = make.facet(annotators=[name, "ben"])
    data["pairs"] = [
        pair | {"annotators": [name, other]} for pair in data["pairs"] for other in ("ben", "eve")
    ]
    report = make.report(
        make.analysis(claim_type=data, other=make.facet(None, None, None)),
        names={"claim_type": FacetNames(name=name, question=name, values={"claim": name})},
        disagreements={
            "claim_type": [
                Disagreement(unit="u", article=name, text=name, index=0, answers=((name, name), ("ben", "x")))
            ]
        },
        title=name,
    )
    shown = terminal.lines(report, width=width)
    assert max(map(cell_len, shown)) <= width
    assert all(line.isprintable() for line in shown)


def test_undefined_figures_are_words(make):
    data = make.facet(None, None, None)
    text = "\n".join(terminal.lines(make.report(make.analysis(claim_type=data))))
    assert "cannot be judged: α is undefined" in text
    assert "nan" not in text.lower()
    assert "None" not in text
