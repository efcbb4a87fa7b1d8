"""Tables of annotators and pairs of annotators, of articles and other parts of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from annotate_tui.report.document import Column, Table
from annotate_tui.report.model import FacetReport, Figure, Pair, PartRow
from annotate_tui.report.numbers import (
    NOTHING,
    SPACE,
    coefficient,
    count,
    counted,
    interval,
    percent,
    plain_number,
    proportion,
)
from annotate_tui.report.tables import INDICES, ON_INDICES, style_of, undefined_or
from annotate_tui.report.words import VARIANTS, split

PAIR_FIGURES = (
    "percent",
    "cohen_kappa",
    "cohen_kappa_linear",
    "scott_pi",
    "krippendorff_alpha",
    "span_f1_exact",
    "span_f1_overlap",
    "span_f1_char",
    "krippendorff_alpha_u",
)


def pairs(facet: FacetReport) -> Table:
    """All pairs of annotators, by Cohen's κ, the lowest first."""
    return _pairs(facet, facet.pairs, "Each pair", "pairs")


def models(facet: FacetReport) -> Table:
    """Each model with each person."""
    return _pairs(facet, facet.models, "Models beside people", "models")


def _pairs(facet: FacetReport, found: Sequence[Pair], caption: str, label: str) -> Table:
    keys = [key for key in PAIR_FIGURES if any(key in pair.figures for pair in found)]
    by = "cohen_kappa" if "cohen_kappa" in keys else (keys[-1] if keys else "")

    def low_first(figures: Mapping[str, Figure]) -> tuple[bool, float]:
        value = figures[by].value if by in figures else None
        return (value is None, value or 0.0)

    rows = sorted(found, key=lambda pair: low_first(pair.figures))
    return Table(
        subject=facet.name,
        caption=caption,
        columns=(
            Column("Pair"),
            Column("Units", numbers=True),
            *(Column(_pair_title(key), numbers=True) for key in keys),
            *((Column("Interval of κ", numbers=True),) if by == "cohen_kappa" else ()),
        ),
        rows=tuple(
            (
                f"{SPACE}–{SPACE}".join(pair.annotators),
                count(pair.n),
                *(
                    percent(_value(pair.figures, key)) if key == "percent" else _short(pair.figures, key)
                    for key in keys
                ),
                *(
                    (
                        interval(pair.figures[by].low, pair.figures[by].high)
                        if by in pair.figures
                        else NOTHING,
                    )
                    if by == "cohen_kappa"
                    else ()
                ),
            )
            for pair in rows
        ),
        note="Each pair on the units that both worked on. Exact, overlapping and by characters: F1."
        if facet.scale == "span"
        else "Each pair on the units that both answered. Same: how often they gave the same answer. "
        "κ: Cohen’s, beyond chance.",
        label=label,
        most=6,
    )


def pair_indices(facet: FacetReport) -> Table | None:
    """Of each pair, what κ could be at most, and Bangdiwala’s B; of two answers also prevalence and bias."""
    shown = [
        ("kappa_max", "κ at most", coefficient),
        ("bangdiwala", "B", proportion),
        *INDICES,
    ]
    keys = [entry for entry in shown if any(entry[0] in pair.indices for pair in facet.pairs)]
    if not keys:
        return None
    note = (
        "κ at most: what Cohen’s κ would be if the two agreed as far as the shares of their answers "
        "allow (Cohen, "
        "1960). B: Bangdiwala’s (1985), the share of the agreement chart that is filled."
    )
    return Table(
        subject=facet.name,
        caption="What bounds the κ of each pair",
        columns=(
            Column("Pair"),
            Column("κ", numbers=True),
            *(Column(title, numbers=True) for _, title, _ in keys),
        ),
        rows=tuple(
            (
                f"{SPACE}–{SPACE}".join(pair.annotators),
                _short(pair.figures, "cohen_kappa"),
                *(style(pair.indices.get(key)) for key, _, style in keys),
            )
            for pair in facet.pairs
        ),
        note=f"{note} {ON_INDICES}" if len(keys) > 2 else note,
        label="pair-indices",
    )


def _value(figures: Mapping[str, Figure], key: str) -> float | None:
    return figures[key].value if key in figures else None


def _short(figures: Mapping[str, Figure], key: str) -> str:
    return undefined_or(figures[key], style_of(key)) if key in figures else NOTHING


def _pair_title(key: str) -> str:
    base, variant = split(key)
    if base == "percent_agreement":
        return "Same"
    if base == "span_f1":
        return f"{VARIANTS[variant][0][:1].upper()}{VARIANTS[variant][0][1:]}"
    letter = {
        "cohen_kappa": "κ",
        "scott_pi": "π",
        "krippendorff_alpha": "α",
        "krippendorff_alpha_u": "α_U",
    }.get(base, base)
    return f"{letter} {variant}".rstrip()


def annotators(facet: FacetReport) -> Table:
    """Each annotator beside the others."""
    timed = any(row.seconds is not None for row in facet.annotator_rows)
    return Table(
        subject=facet.name,
        caption="Each annotator beside the others",
        columns=(
            Column("Annotator"),
            Column("Units", numbers=True),
            Column("Same", numbers=True),
            Column("κ", numbers=True),
            Column("Majority", numbers=True),
            Column("α without", numbers=True),
            *((Column("Seconds", numbers=True),) if timed else ()),
        ),
        rows=tuple(
            (
                row.name,
                count(row.n),
                percent(row.agreement),
                coefficient(row.kappa),
                percent(row.majority),
                coefficient(row.without.value),
                *((plain_number(row.seconds),) if timed else ()),
            )
            for row in facet.annotator_rows
        ),
        note=_note_on_annotators(facet),
        label="annotators",
    ).trimmed()


def _note_on_annotators(facet: FacetReport) -> str:
    first = "Same and κ: with each of the others, on average."
    said = [first, "Majority: how often they said what most of the others said."]
    if any(row.without.value is not None for row in facet.annotator_rows):
        said.append(
            "α without: α of the others; much higher than the α of all means that this annotator reads the "
            "codebook differently."
        )
    if any(row.seconds is not None for row in facet.annotator_rows):
        said.append("Seconds: median time for a unit.")
    return " ".join(said)


def articles(facet: FacetReport, most: int | None = None) -> Table:
    """Articles by agreement, the lowest first; only so many if ``most`` is given."""
    shown = facet.articles[:most]
    more = len(facet.articles) - len(shown)
    return Table(
        subject=facet.name,
        caption="Articles, least agreement first",
        columns=_part_columns("Article", same="F1", measure="α_U")
        if facet.scale == "span"
        else _part_columns("Article"),
        rows=tuple(_part(row, proportion if facet.scale == "span" else percent) for row in shown),
        note=(
            "F1: by characters. α_U of a single article scatters widely."
            if facet.scale == "span"
            else "α of a single article scatters widely; it is undefined where everybody gave one answer."
        )
        + (f" {counted(more, 'article')} with more agreement not shown." if more else ""),
        label="articles",
        most=5,
    ).trimmed()


def parts(facet: FacetReport) -> list[Table]:
    """Agreement on parts of the data: by role, codebook version, kind of unit, time."""
    return [
        Table(
            subject=facet.name,
            caption=each.title,
            columns=_part_columns("Part", each.counts, each.measure),
            rows=tuple(_part(row) for row in each.rows),
            note=each.note,
            label=each.title,
        ).trimmed()
        for each in facet.parts
    ]


def _part_columns(
    part: str, counts: str = "Units", measure: str = "α", same: str = "Same"
) -> tuple[Column, ...]:
    figures = (counts, same, measure, "Interval")
    return (Column(part), *(Column(title, numbers=True) for title in figures))


def _part(row: PartRow, same: Callable[[float | None], str] = percent) -> tuple[str, ...]:
    return (
        row.name,
        count(row.n),
        same(row.agreement),
        undefined_or(row.alpha),
        interval(row.alpha.low, row.alpha.high),
    )
