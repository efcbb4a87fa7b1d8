"""Reports on passages: every face has them, in words and with their intervals."""

from __future__ import annotations

import csv
import io
import random

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse_all
from annotate_tui.agreement.ratings import Ratings
from annotate_tui.agreement.span_ratings import SpanRatings
from annotate_tui.agreement.spans import Span
from annotate_tui.report import (
    FacetNames,
    UnitText,
    build,
    html,
    latex,
    markdown,
    method,
    spreadsheet,
    terminal,
)
from annotate_tui.report.verdict import verdict

UNITS, ARTICLES = 60, 12
TEXT = "Results are guaranteed, and our doctors care for you like family."


def passages(labels=("promo", "slant"), people=("ann", "ben", "eve"), seed=1):
    dice = random.Random(seed)
    codes, spans = np.zeros((UNITS, len(people)), int), {}
    for row in range(UNITS):
        start, label = dice.randrange(30), dice.choice(labels)
        for column, who in enumerate(people):
            if row % 2 and dice.random() < 0.8:
                shift = dice.choice([0, 0, 1, 4])
                spans[f"u{row}", who] = (Span(start + shift, start + 12, label),)
                codes[row, column] = 1
    marked = Ratings(
        codes=codes,
        values=("false", "true"),
        scale="boolean",
        annotators=people,
        units=[f"u{row}" for row in range(UNITS)],
        clusters=np.repeat(np.arange(ARTICLES), UNITS // ARTICLES).astype(np.int32),
        cluster_names=tuple(f"a{place:02}" for place in range(ARTICLES)),
    )
    return SpanRatings(marked=marked, spans=spans, lengths=np.full(UNITS, len(TEXT)), labels=labels)


def made(ratings, **more):
    data = analyse_all({}, {"words": ratings}, draws=100).to_data()
    names = {"words": FacetNames(name="Words", question="Which words?", values={"promo": "Promotion"})}
    units = {f"u{row}": UnitText(text=TEXT, index=row) for row in range(UNITS)}
    return build(data, names=names, units=units, **more)


@pytest.fixture(scope="module")
def report():
    return made(passages())


def test_the_verdict_is_that_of_alpha_u(report):
    (facet,) = report.facets
    assert facet.headline == "krippendorff_alpha_u"
    assert "α_U" in verdict(facet).sentence
    assert facet.n_spans > 60


def test_the_terminal_shows_f1_and_values(report):
    shown = terminal.lines(report)
    text = "\n".join(shown)
    assert max(map(len, shown)) <= 80
    for words in ("F1 (exact)", "F1 (overlapping)", "F1 (by characters)", "Promotion", "holds any passage"):
        assert words in text
    assert "passages of the text" in " ".join(text.split())


def test_disagreements_quote_the_passages(report):
    said = [what for each in report.facets[0].disagreements for _, what in each.answers]
    assert "nothing" in said
    assert any("“" in what and "(Promotion)" in what for what in said)
    start = next(span for spans in passages().spans.values() for span in spans)
    assert TEXT[start.start : start.end] in " ".join(said)


def test_every_face_has_them(report):
    assert "Passages by value" in html.to_html(report)
    assert "F1 by characters of each pair" in html.to_html(report)
    assert "F1 (overlapping)" in markdown.to_markdown(report)
    assert r"\alpha_U" in latex.to_latex(report)
    rows = list(csv.DictReader(io.StringIO(spreadsheet.to_csv(report))))
    kinds = {(row["of"], row["coefficient"]) for row in rows}
    assert {("all", "span_f1_exact"), ("pair", "span_f1_char"), ("value", "krippendorff_alpha_u")} <= kinds
    assert ("marked", "krippendorff_alpha") in kinds


def test_the_method_names_the_sources(report):
    text = " ".join(method.paragraphs(report))
    assert "Krippendorff’s α_U (Krippendorff, 1995, 2004)" in text
    works = method.works(report)
    assert any(work.startswith("Hripcsak") for work in works)


def test_passages_that_nobody_marked_say_why():
    ratings = passages()
    marked = Ratings(
        codes=np.zeros((UNITS, 3), int),
        values=("false", "true"),
        scale="boolean",
        annotators=ratings.marked.annotators,
        units=ratings.marked.units,
    )
    nothing = SpanRatings(marked=marked, spans={}, lengths=ratings.lengths)
    text = " ".join("\n".join(terminal.lines(made(nothing))).split())
    assert "cannot be judged: α_U is undefined. Nobody marked a passage" in text


def test_one_question_by_itself_begins_with_its_verdict(report):
    shown = terminal.facet_lines(report.facets[0], 60)
    assert shown[0].startswith(("Not", "No", "At best", "Reliable"))
    assert max(map(len, shown)) <= 60
    assert any("a00" in line or "a11" in line for line in shown), "articles are listed"
