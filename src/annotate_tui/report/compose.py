"""From a report to a document: what stands where, the same in every face."""

from __future__ import annotations

from annotate_tui.report import method, pictures, tables
from annotate_tui.report.document import (
    Block,
    Column,
    Disagreements,
    Paragraph,
    Picture,
    Section,
    Table,
    Terms,
)
from annotate_tui.report.model import FacetReport, Report
from annotate_tui.report.numbers import counted, interval, percent
from annotate_tui.report.verdict import too_narrow, verdict
from annotate_tui.report.words import SCALES, SPECIFIC, meaning, name

FEWEST_CONFUSED = 2
MOST_CONFUSED = 5


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
        blocks.append(Paragraph(f"Left out: {method.listed(report.left_out)}.", role="facts"))
    if len(report.facets) > 1:
        blocks.append(
            Picture("Headline coefficient of each question", lambda: pictures.headlines(report.facets))
        )
        blocks.append(_summary(report))
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
        blocks.append(
            Paragraph(
                f"From {counted(facet.n_articles, 'article')} only: the intervals take units as "
                "independent and are too narrow.",
                role="warning",
            )
        )
    blocks += [Paragraph(text, role="warning") for text in facet.warnings]
    if facet.left_out:
        blocks.append(Paragraph(f"Left out: {method.listed(facet.left_out)}.", role="facts"))
    blocks += [
        Picture("Coefficients with their intervals", lambda: pictures.coefficients(facet), facet.name),
        tables.coefficients(facet),
    ]
    blocks += gate(facet)
    parts = [*_values(facet), *_pairs(facet), *_annotators(facet), *_articles(facet), *_discussion(facet)]
    blocks += [Paragraph(text) for text in facet.remarks]
    return Section(facet.name, tuple(blocks), tuple(parts), anchor=f"question-{number}")


def basis(facet: FacetReport) -> str:
    """What was asked, and how many units, annotators and articles are behind the figures."""
    asked = f"“{facet.question}” " if facet.question else ""
    what = SCALES.get(facet.scale, facet.scale)
    single = facet.n_units - facet.n_pairable
    alone = f" ({counted(single, 'other')} with one answer only)" if single else ""
    text = f"{asked}Answer: {what}. {counted(facet.n_pairable, 'unit')} with two answers or more{alone}, "
    text += counted(facet.n_annotators, "annotator")
    if facet.n_articles:
        text += f", {counted(facet.n_articles, 'article')}"
    return f"{text}."


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def gate(facet: FacetReport) -> list[Table]:
    """Of a question that is asked only after another: agreement on that, on the answer, and on both."""
    found = facet.gate
    if found is None:
        return []
    rows = [
        ("Whether it is asked", found.asked, found.n),
        ("The answer, where both were asked", facet.coefficients, found.n_both),
        ("Both at once (“not asked” as an answer)", found.joint, found.n),
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
    blocks: list[Block] = [tables.values(facet)]
    if any(value.share is not None for value in facet.values):
        blocks.append(
            Picture("How often each answer was given", lambda: pictures.distribution(facet), facet.name)
        )
    worst = tables.confused(facet)
    if worst and facet.scale != "boolean":
        said = [
            f"“{a}” and “{b}” {counted(n, 'time')} ({percent(share)} of all disagreement)"
            for a, b, n, share in worst[:MOST_CONFUSED]
        ]
        blocks.append(Paragraph(f"Taken for each other most often: {method.listed(said)}."))
    matrix = tables.confusion(facet)
    if matrix is not None:
        blocks += [Picture("Who said what", lambda: pictures.confusion(facet), facet.name), matrix]
    return [Section("Answers", tuple(blocks))]


def _pairs(facet: FacetReport) -> list[Section]:
    if not facet.pairs:
        return []
    blocks: list[Block] = []
    if len(facet.pairs) > 1:
        blocks.append(Picture("Pairs of annotators", lambda: pictures.annotators(facet), facet.name))
    blocks.append(tables.pairs(facet))
    return [Section("Pairs of annotators", tuple(blocks))]


def _annotators(facet: FacetReport) -> list[Section]:
    if not facet.annotator_rows:
        return []
    return [Section("Annotators", (tables.annotators(facet),))]


def _articles(facet: FacetReport) -> list[Section]:
    if not facet.articles:
        return []
    return [Section("Articles", (tables.articles(facet),))]


def _discussion(facet: FacetReport) -> list[Section]:
    if not facet.disagreements:
        return []
    n = len(facet.disagreements)
    caption = f"{counted(n, 'unit')} to discuss."
    return [Section("To discuss", (Disagreements(facet.disagreements, caption),))]


def reading_guide(report: Report) -> Section:
    """One plain sentence for each figure that the report holds."""
    entries: dict[str, str] = {}
    for facet in report.facets:
        for key in tables.ordered(facet.coefficients):
            if facet.scale == "set" and key == "krippendorff_alpha_masi":
                continue
            entries.setdefault(name(key, facet.scale), meaning(key, facet.scale))
    entries = {term: text for term, text in entries.items() if text}
    entries["Interval"] = (
        "The range that the figure would mostly lie in if other texts of the same kind had been labelled; "
        "the wider, the less is known. A verdict goes by its lower end."
    )
    entries["SE"] = "Standard error: the typical distance of the figure from what many more texts would give."
    if any(facet.values for facet in report.facets):
        entries["Agreement on an answer"] = SPECIFIC
    return Section("How to read the figures", (Terms(tuple(entries.items())),), anchor="reading")
