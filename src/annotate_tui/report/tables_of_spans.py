"""Tables on passages: their values, and the annotators who marked them."""

from __future__ import annotations

from annotate_tui.report.document import Column, Table
from annotate_tui.report.model import SPAN_HEADLINE, FacetReport, Figure
from annotate_tui.report.numbers import coefficient, count, interval, plain_number, proportion
from annotate_tui.report.tables import undefined_or

F1 = (("span_f1_exact", "Exact"), ("span_f1_overlap", "Overlap"), ("span_f1_char", "Characters"))


def values(facet: FacetReport) -> Table:
    """What passages were marked as, the lowest α_U first."""

    def low_first(figure: Figure) -> tuple[bool, float]:
        return (figure.value is None, figure.value or 0.0)

    rows = sorted(facet.values, key=lambda value: low_first(value.figures.get(SPAN_HEADLINE, Figure())))
    return Table(
        subject=facet.name,
        caption="Passages by value, least agreement first",
        columns=(
            Column("Value"),
            Column("α_U", numbers=True),
            Column("Interval", numbers=True),
            *(Column(title, numbers=True) for _, title in F1),
            Column("Passages", numbers=True),
        ),
        rows=tuple(
            (
                value.name,
                undefined_or(value.figures.get(SPAN_HEADLINE, Figure())),
                interval(
                    value.figures.get(SPAN_HEADLINE, Figure()).low,
                    value.figures.get(SPAN_HEADLINE, Figure()).high,
                ),
                *(undefined_or(value.figures.get(key, Figure()), proportion) for key, _ in F1),
                count(value.n or 0),
            )
            for value in rows
        ),
        note="Exact, Overlap and Characters are F1: of passages that begin and end alike, of passages that "
        "share a character, and of the characters in them. Passages: of all annotators.",
        label="values",
        most=6,
    )


def annotators(facet: FacetReport) -> Table:
    """Each annotator beside the others."""
    timed = any(row.seconds is not None for row in facet.span_annotators)
    return Table(
        subject=facet.name,
        caption="Each annotator beside the others",
        columns=(
            Column("Annotator"),
            Column("Units", numbers=True),
            Column("Passages", numbers=True),
            Column("Characters", numbers=True),
            Column("F1", numbers=True),
            Column("α_U without", numbers=True),
            *((Column("Seconds", numbers=True),) if timed else ()),
        ),
        rows=tuple(
            (
                row.name,
                count(row.n),
                count(row.n_spans),
                count(row.characters),
                proportion(row.f1),
                coefficient(row.without.value),
                *((plain_number(row.seconds),) if timed else ()),
            )
            for row in facet.span_annotators
        ),
        note="F1: by characters with each of the others, on average. Characters: in all their passages."
        + (" α_U without: of the others." if len(facet.span_annotators) > 2 else "")
        + (" Seconds: median time for a unit." if timed else ""),
        label="annotators",
    ).trimmed()
