"""Tables on labels: how often each was given under cue highlights, and one label from several."""

from __future__ import annotations

from annotate_tui.report.document import Column, Table
from annotate_tui.report.model import FacetReport, Reliability
from annotate_tui.report.numbers import NOTHING, SPACE, count, percent
from annotate_tui.report.sentences import capital


def label_rates(facet: FacetReport) -> Table | None:
    """How often each answer was given, by what annotators saw of cue highlights."""
    found = facet.label_rates
    if found is None:
        return None
    return Table(
        subject=facet.name,
        caption="How often each answer was given, by what was underlined",
        columns=(Column("Answer"), *(Column(capital(state), numbers=True) for state, _ in found.states)),
        rows=(
            *((answer, *map(percent, shares)) for answer, shares in found.rows),
            ("Answers in all", *(count(n) for _, n in found.states)),
        ),
        note="Underlined: words were underlined in the unit; plain: highlights were on and nothing was; off: "
        "highlights were off. Units differ, too: words are underlined where a lexicon finds them.",
        label="label-rates",
    )


def reliability(facet: FacetReport, row: Reliability) -> Table:
    """The confusion matrix of one annotator: rows estimated true answers, columns given answers."""
    names = facet.aggregated.names if facet.aggregated is not None else ()
    return Table(
        subject=facet.name,
        caption=f"What {row.name} says where an answer is true, as estimated, in percent",
        columns=(
            Column("True answer"),
            *(Column(str(place), numbers=True) for place in range(1, len(names) + 1)),
        ),
        rows=tuple(
            (f"{place}{SPACE}{title}", *map(_estimated, shares))
            for place, (title, shares) in enumerate(zip(names, row.confusion, strict=True), 1)
        ),
        note="Columns: given answers, in the same order.",
        label=f"dawid-skene-{row.name}",
        folded=True,
    )


def reliabilities(facet: FacetReport) -> Table | None:
    """Annotators as Dawid and Skene’s model estimates them."""
    found = facet.aggregated
    if found is None:
        return None
    rows = []
    for row in found.annotators:
        errors = [
            (found.prevalence[k] * row.confusion[k][j], k, j)
            for k in range(len(row.confusion))
            for j in range(len(row.confusion))
            if k != j
        ]
        share, k, j = max(errors, default=(0.0, 0, 0))
        worst = NOTHING
        if share > 0.005:
            worst = f"{found.names[k]} → {found.names[j]} ({_estimated(row.confusion[k][j])})"
        rows.append((row.name, NOTHING if row.accuracy is None else _estimated(row.accuracy), worst))
    return Table(
        subject=facet.name,
        caption="Annotators as Dawid and Skene’s model estimates them",
        columns=(Column("Annotator"), Column("Right", numbers=True), Column("Most frequent error")),
        rows=tuple(rows),
        note="Right: the probability of the answer that the model takes for true. Error: true answer → given "
        "answer, and how often that happens where the first is true. The model (Dawid & Skene, 1979) takes "
        "errors of different annotators to be independent; errors that all make look right to it.",
        label="dawid-skene",
    )


def _estimated(share: float) -> str:
    """A share that a model estimates: its last digits say nothing, so 99.99 % is 100 %."""
    return f"{share * 100:.0f}{SPACE}%"
