"""The tables of a report: what stands in which column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from annotate_tui.report.document import Column, Table
from annotate_tui.report.model import FacetReport, Figure, ValueRow
from annotate_tui.report.numbers import (
    SPACE,
    coefficient,
    interval,
    level,
    percent,
    plain_number,
    proportion,
)
from annotate_tui.report.words import ONE_AGAINST_REST, SPECIFIC, name, rank, split

MOST_CELLS = 24
"""Up to so many answers (or different sets of them) it is shown who said what."""


def coefficients(facet: FacetReport) -> Table:
    """All coefficients of a question with their intervals."""
    shown = {key: facet.coefficients[key] for key in ordered(facet.coefficients)}
    if facet.scale == "set":
        shown.pop("krippendorff_alpha_masi", None)  # It is the headline once more.
    sure = level(facet.figure.level)
    return Table(
        subject=facet.name,
        caption="Coefficients",
        columns=(
            Column("Coefficient"),
            Column("Value", numbers=True),
            Column(f"{sure} interval", numbers=True),
            Column("SE", numbers=True),
        ),
        rows=tuple(
            (name(key, facet.scale), *_figure_cells(figure, style_of(key)), proportion(figure.se or None))
            for key, figure in shown.items()
        ),
        note=_why_undefined(shown),
        label="coefficients",
    )


def short(facet: FacetReport) -> Table:
    """The coefficients that are usually reported, for where there is little room."""
    whole = coefficients(facet)
    weighted = facet.scale == "ordinal" or facet.scale in ("interval", "ratio")
    keys = [
        key for key in ordered(facet.coefficients) if key != "krippendorff_alpha_masi" or facet.scale != "set"
    ]
    rows = [row for key, row in zip(keys, whole.rows, strict=True) if _usual(key, weighted)]
    return replace(whole, rows=tuple(rows), left_out=len(whole.rows) - len(rows))


def _usual(key: str, weighted: bool) -> bool:
    base, variant = split(key)
    if base in ("krippendorff_alpha", "percent_agreement"):
        return not variant
    if base in ("krippendorff_alpha_u", "span_f1"):
        return True
    if base == "cohen_kappa" and weighted:
        return variant in ("linear", "quadratic")
    if base == "scott_pi":
        return False
    return variant == ("linear" if weighted else "")


SHARES = ("percent_agreement", "specific_agreement", "span_f1")


def style_of(key: str) -> Callable[[float | None], str]:
    """How a figure is rounded: chance-corrected ones are read against bounds, shares are not."""
    return proportion if split(key)[0] in SHARES else coefficient


def _figure_cells(figure: Figure, style: Callable[[float | None], str]) -> tuple[str, str]:
    return undefined_or(figure, style), interval(figure.low, figure.high, style)


def ordered(figures: Mapping[str, Figure]) -> list[str]:
    """Names of coefficients in the order of a table: the headline first, variants after their own."""
    return sorted(figures, key=rank)


def undefined_or(figure: Figure, style: Callable[[float | None], str] = coefficient) -> str:
    """The value, or the word "undefined"; never a bare 0, 1 or NaN."""
    return style(figure.value) if figure.value is not None else "undefined"


def _why_undefined(figures: Mapping[str, Figure]) -> str:
    """The reasons, each once."""
    undefined = dict.fromkeys(figure.undefined for figure in figures.values() if figure.value is None)
    wide = dict.fromkeys(figure.no_interval for figure in figures.values() if figure.value is not None)
    sentences = [f"Undefined: {_lower(reason)}" for reason in undefined if reason]
    sentences += [f"No interval: {_lower(reason)}" for reason in wide if reason]
    return " ".join(sentences)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def values(facet: FacetReport) -> Table:
    """Values by specific agreement, worst first; those that nobody gave last."""
    others = [key for key in ("krippendorff_alpha", "gwet_ac") if any(key in v.figures for v in facet.values)]
    return Table(
        subject=facet.name,
        caption="Agreement on each answer, worst first",
        columns=(
            Column("Answer"),
            Column("Agreement", numbers=True),
            Column("Interval", numbers=True),
            *(Column("α" if key == "krippendorff_alpha" else "AC1", numbers=True) for key in others),
            Column("Share", numbers=True),
        ),
        rows=tuple(
            (
                value.name,
                *_figure_cells(specific(value), proportion),
                *(undefined_or(value.figures.get(key, Figure())) for key in others),
                percent(value.share),
            )
            for value in worst_first(facet.values)
        ),
        note=f"Agreement: {_lower(SPECIFIC)} α: {_one(ONE_AGAINST_REST)} "
        + ("Share: of answers that hold it." if facet.scale == "set" else "Share: of all answers."),
        label="values",
        most=6,
    )


INDICES = (
    ("prevalence_index", "Prevalence", proportion),
    ("bias_index", "Bias", proportion),
    ("pabak", "PABAK", coefficient),
)
ON_INDICES = (
    "Prevalence: 0 where the answer is given half of the time, −1 never, 1 always. Bias: the largest "
    "difference between two annotators in how often they give it. PABAK: what κ would be without either "
    "(Byrt et al., 1993)."
)


def value_indices(facet: FacetReport) -> Table | None:
    """Prevalence, bias and PABAK of each answer: why κ and α can be low at high agreement."""
    rows = [value for value in facet.values if value.indices]
    if not rows:
        return None
    if len(facet.values) == 2:  # of two answers, each is the mirror of the other
        rows = rows[-1:]
    return Table(
        subject=facet.name,
        caption="Prevalence and bias of each answer",
        columns=(Column("Answer"), *(Column(title, numbers=True) for _, title, _ in INDICES)),
        rows=tuple(
            (
                value.name,
                *(style(value.indices.get(key)) for key, _, style in INDICES),
            )
            for value in rows
        ),
        note=ON_INDICES,
        label="indices",
    )


def _one(sentence: str) -> str:
    return sentence.removeprefix("Krippendorff’s α ")


def specific(value: ValueRow) -> Figure:
    """The specific agreement of a value."""
    key = "positive_agreement" if "positive_agreement" in value.figures else "specific_agreement"
    return value.figures.get(key, Figure(undefined="It was not computed."))


def worst_first(rows: Sequence[ValueRow]) -> list[ValueRow]:
    """Values by specific agreement, the lowest first; undefined ones last."""

    def place(row: ValueRow) -> tuple[bool, float]:
        value = specific(row).value
        return (value is None, value if value is not None else 0.0)

    return sorted(rows, key=place)


def confusion(facet: FacetReport) -> Table | None:
    """How often one annotator said one thing and a second another."""
    if facet.confusion is None or len(facet.confusion.names) > MOST_CELLS:
        return None
    names = facet.confusion.names
    return Table(
        subject=facet.name,
        caption="Who said what",
        columns=(Column("Answer"), *(Column(str(place), numbers=True) for place in range(1, len(names) + 1))),
        rows=tuple(
            (f"{place}{SPACE}{title}", *(plain_number(cell, 0) for cell in row))
            for place, (title, row) in enumerate(zip(names, facet.confusion.counts, strict=True), 1)
        ),
        note="Each pair of answers to a unit is counted in both directions; on the diagonal both are the "
        "same.",
        label="confusion",
        folded=True,
    )


def confused(facet: FacetReport) -> list[tuple[str, str, int, float]]:
    """Pairs of different answers, the most frequent first: names, how often, share of all disagreement."""
    if facet.confusion is None:
        return []
    names, counts = facet.confusion.names, facet.confusion.counts
    cells = [
        (names[k], names[j], round(counts[k][j]))
        for k in range(len(names))
        for j in range(k)
        if counts[k][j] > 0
    ]
    total = sum(n for _, _, n in cells)
    return [(a, b, n, n / total) for a, b, n in sorted(cells, key=lambda cell: -cell[2]) if total]
