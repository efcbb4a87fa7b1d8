"""From a report to a document: what stands where, the same in every face."""

from __future__ import annotations

from functools import partial

from annotate_tui.report import method, pictures, tables
from annotate_tui.report import tables_of_labels as labels
from annotate_tui.report import tables_of_people as people
from annotate_tui.report import tables_of_spans as spans
from annotate_tui.report.document import (
    Block,
    Column,
    Disagreements,
    Paragraph,
    Picture,
    Section,
    Table,
)
from annotate_tui.report.guide import reading_guide
from annotate_tui.report.model import FacetReport, Report
from annotate_tui.report.numbers import counted, interval, percent, proportion
from annotate_tui.report.sentences import (
    basis,
    benchmarks,
    capital,
    left_out,
    listed,
    marked,
    members,
    narrow,
    one_label,
)
from annotate_tui.report.verdict import too_narrow, verdict
from annotate_tui.report.words import (
    name,
)

MOST_CONFUSED = 5
MOST_ARTICLES = 60
"""More articles than this are not listed; the data has them all."""
MOST_RELIABILITIES = 10
"""Confusion matrices of more annotators than this are in the data only."""
TOO_NARROW = " Here these intervals, too, are too narrow to tell."
MOST_LISTED = 100
"""An analysis lists so many disagreements and no more."""


def document(report: Report) -> Section:
    """The whole report: verdicts first, then each question, then how to read it and the method."""
    return Section(
        report.title,
        tuple(overview(report)),
        (
            *(facet_section(facet, number) for number, facet in enumerate(report.facets, 1)),
            reading_guide(report),
            method.section(report),
        ),
        anchor="top",
    )


def overview(report: Report) -> list[Block]:
    """The verdict on each question, in words, and what holds for all of them."""
    blocks: list[Block] = []
    for facet in report.facets:
        found = verdict(facet)
        blocks.append(
            Paragraph(found.sentence, role="verdict", reading=found.reading.value, subject=facet.name)
        )
    blocks += [Paragraph(text, role="warning") for text in report.warnings]
    if report.left_out:
        blocks.append(Paragraph(left_out(report.left_out), role="facts"))
    if len(report.facets) > 1:
        blocks.append(
            Picture("Headline coefficient of each question", lambda: pictures.headlines(report.facets))
        )
        blocks.append(_summary(report))
    if report.differences:
        blocks.append(_differences(report))
    return blocks


def _summary(report: Report) -> Table:
    return Table(
        caption="All questions",
        columns=(
            Column("Question"),
            Column("Coefficient"),
            Column("Value", numbers=True),
            Column("Interval", numbers=True),
            Column("Same", numbers=True),
            Column("Units", numbers=True),
        ),
        rows=tuple(
            (
                facet.name,
                name(facet.headline, facet.scale),
                tables.undefined_or(facet.figure),
                interval(facet.figure.low, facet.figure.high),
                _same(facet),
                f"{facet.n_pairable:,}",
            )
            for facet in report.facets
        ),
        note="Same: how often two annotators gave the same answer (percent agreement). "
        "Units: with two answers or more.",
        label="summary",
    )


def _differences(report: Report) -> Table:
    return Table(
        caption="Differences between questions",
        columns=(Column("Questions"), Column("Difference", numbers=True), Column("Interval", numbers=True)),
        rows=tuple(
            (f"{one} − {other}", proportion(figure.value), interval(figure.low, figure.high, proportion))
            for (one, other), figure in ((each.names, each.figure) for each in report.differences)
        ),
        note="One headline coefficient minus the other, from the same draws; an interval that holds 0 "
        "does not show which is larger." + (TOO_NARROW if any(map(too_narrow, report.facets)) else ""),
        label="differences",
    )


def _same(facet: FacetReport) -> str:
    raw = facet.coefficients.get("percent_agreement")
    return percent(raw.value if raw else None)


def facet_section(facet: FacetReport, number: int) -> Section:
    """Everything about one question."""
    found = verdict(facet)
    blocks: list[Block] = [
        Paragraph(capital(found.sentence), role="verdict", reading=found.reading.value),
        Paragraph(basis(facet), role="facts"),
    ]
    if too_narrow(facet):
        blocks.append(Paragraph(narrow(facet), role="warning"))
    blocks += [Paragraph(text, role="warning") for text in facet.warnings]
    if facet.left_out:
        blocks.append(Paragraph(left_out(facet.left_out), role="facts"))
    blocks += [Paragraph(text) for text in (members(facet), marked(facet)) if text]
    blocks += [
        Picture("Coefficients with their intervals", lambda: pictures.coefficients(facet), facet.name),
        tables.coefficients(facet),
    ]
    blocks += [Paragraph(text, role="note") for text in benchmarks(facet)]
    blocks += gate(facet)
    blocks += [Paragraph(text) for text in facet.remarks]
    parts = _values(facet)
    if facet.figure.value is not None:
        parts += [*_pairs(facet), *_annotators(facet), *_one_label(facet), *_parts(facet)]
        parts += _discussion(facet)
    elif facet.models:
        parts.append(Section("Annotators", (people.models(facet),)))
    return Section(facet.name, tuple(blocks), tuple(parts), anchor=f"question-{number}")


def gate(facet: FacetReport) -> list[Table]:
    """Of a question that is asked only after another: agreement on that, on the answer, and on both."""
    found = facet.gate
    if found is None:
        return []
    rows = [
        ("Whether it is asked", found.asked, found.n),
        ("The answer, where both were asked", facet.coefficients, found.n_both),
        ("Both at once (“not asked” as an answer)", found.joint, found.n_joint),
    ]
    return [
        Table(
            subject=facet.name,
            caption="Asked only after another answer",
            columns=(
                Column("Agreement on"),
                Column("Units", numbers=True),
                Column("Same", numbers=True),
                Column("α", numbers=True),
                Column("Interval", numbers=True),
            ),
            rows=tuple(
                (
                    title,
                    f"{n:,}" if n is not None else "–",
                    percent(figures["percent_agreement"].value if "percent_agreement" in figures else None),
                    tables.undefined_or(figures["krippendorff_alpha"]),
                    interval(figures["krippendorff_alpha"].low, figures["krippendorff_alpha"].high),
                )
                for title, figures, n in rows
                if "krippendorff_alpha" in figures
            ),
            note="A question that was not asked is never counted as agreement on its answer.",
            label="gate",
        )
    ]


def _values(facet: FacetReport) -> list[Section]:
    if not facet.values:
        return []
    if facet.scale == "span":
        return [Section("Values", (spans.values(facet),))]
    blocks: list[Block] = [tables.values(facet)]
    if any(value.share is not None for value in facet.values):
        blocks.append(
            Picture(
                "How often each answer was given (upright marks: single annotators)",
                lambda: pictures.distribution(facet),
                facet.name,
            )
        )
    worst = tables.confused(facet)
    if worst and facet.scale != "boolean":
        said = [
            f"“{a}” and “{b}” {counted(n, 'time')} ({percent(share)} of all disagreement)"
            for a, b, n, share in worst[:MOST_CONFUSED]
        ]
        blocks.append(Paragraph(f"Taken for each other most often: {listed(said)}."))
    matrix = tables.confusion(facet)
    if matrix is not None:
        blocks += [Picture("Who said what", lambda: pictures.confusion(facet), facet.name), matrix]
    indices = tables.value_indices(facet)
    if indices is not None:
        blocks.append(indices)
    return [Section("Answers", tuple(blocks))]


def _pairs(facet: FacetReport) -> list[Section]:
    if not facet.pairs:
        return []
    blocks: list[Block] = []
    if len(facet.pairs) > 1:
        caption = "F1 by characters of each pair" if facet.scale == "span" else "Cohen’s κ of each pair"
        blocks.append(Picture(caption, lambda: pictures.annotators(facet), facet.name))
    blocks.append(people.pairs(facet))
    indices = people.pair_indices(facet)
    if indices is not None:
        blocks.append(indices)
    return [Section("Pairs of annotators", tuple(blocks))]


def _annotators(facet: FacetReport) -> list[Section]:
    if not facet.annotator_rows and not facet.span_annotators:
        return []
    blocks = [spans.annotators(facet) if facet.scale == "span" else people.annotators(facet)]
    if facet.models:
        blocks.append(people.models(facet))
    return [Section("Annotators", tuple(blocks))]


def _one_label(facet: FacetReport) -> list[Section]:
    """Majority and Dawid-Skene, with the confusion matrix of each annotator."""
    table = labels.reliabilities(facet)
    if table is None or facet.aggregated is None:
        return []
    blocks: list[Block] = [Paragraph(one_label(facet)), table]
    for row in facet.aggregated.annotators[:MOST_RELIABILITIES]:
        if row.confusion:
            matrix = labels.reliability(facet, row)
            picture = Picture(matrix.caption, partial(pictures.reliability, facet, row), facet.name)
            blocks += [picture, matrix]
    return [Section("One label from several", tuple(blocks))]


def _parts(facet: FacetReport) -> list[Section]:
    found = [people.articles(facet, MOST_ARTICLES)] if len(facet.articles) > 1 else []
    rates = labels.label_rates(facet)
    found += [*people.parts(facet), *([rates] if rates is not None else [])]
    return [Section("Parts of the data", tuple(found))] if found else []


def _discussion(facet: FacetReport) -> list[Section]:
    if not facet.disagreements:
        return []
    n = len(facet.disagreements)
    which = "the first 100" if n == MOST_LISTED else counted(n, "unit")
    caption = f"Units that were answered differently, the greatest disagreement first ({which})."
    return [Section("To discuss", (Disagreements(facet.disagreements, caption),))]
