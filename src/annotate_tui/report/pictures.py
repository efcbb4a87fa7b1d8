"""The pictures of a report: intervals, distributions, who said what, pairs of annotators.

All are narrow enough for a phone.  What colour says, a number or a title says too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import NamedTuple

from annotate_tui.report import svg
from annotate_tui.report.model import SPAN_HEADLINE, FacetReport, Figure, Pair, Reliability
from annotate_tui.report.numbers import (
    MINUS,
    RELIABLE,
    SPACE,
    TENTATIVE,
    coefficient,
    count,
    interval,
    percent,
)
from annotate_tui.report.tables import MOST_CELLS, SHARES, ordered
from annotate_tui.report.words import short_name, split

WIDTH = 360
ROW = 26
LABEL = 140
FIGURES = 92
HIGHEST_START = 0.4
"""The axis of intervals begins here at the latest."""
SHADES = 8
"""Shades of a heat map, of which the style sheet has so many: classes h0 to h7."""

Scale = Callable[[float], float]


class Cell(NamedTuple):
    """A cell of a heat map."""

    shown: str
    strength: float
    """How dark it is, 0 to 1."""
    title: str


def headlines(facets: Sequence[FacetReport]) -> str:
    """The headline coefficient of every question with its interval."""
    rows = [(facet.name, facet.figure) for facet in facets]
    return forest("Headline coefficient of each question", rows)


def coefficients(facet: FacetReport) -> str:
    """Every chance-corrected coefficient of a question with its interval.

    Percent agreement is not among them: the bounds .667 and .80 are not meant for it.
    """
    keys = [
        key
        for key in ordered(facet.coefficients)
        if split(key)[0] not in SHARES and key != "krippendorff_alpha_masi"
    ]
    rows = [(short_name(key, facet.scale), facet.coefficients[key]) for key in keys]
    if facet.scale == "span":
        rows += [(value.name, value.figures.get(SPAN_HEADLINE, Figure())) for value in facet.values]
    return forest(f"{facet.name}: coefficients with their intervals", rows)


def forest(title: str, rows: Sequence[tuple[str, Figure]]) -> str:
    """Points with intervals on one axis, and the bounds that readers go by."""
    ends = [figure.low if figure.low is not None else figure.value for _, figure in rows]
    lowest = min((end for end in ends if end is not None), default=0.0)
    start = min(max(floor((lowest - 0.05) * 5) / 5, -1.0), HIGHEST_START)
    left, right = LABEL + 8, WIDTH - FIGURES
    top, bottom = 22, 22 + ROW * len(rows)

    def x(value: float) -> float:
        return left + (min(max(value, start), 1.0) - start) / (1 - start) * (right - left)

    parts = [svg.box(x(TENTATIVE), top, x(RELIABLE) - x(TENTATIVE), bottom - top, "zone")]
    parts.append(svg.box(x(RELIABLE), top, right - x(RELIABLE), bottom - top, "zone good"))
    parts += [svg.line(x(bound), top, x(bound), bottom, "bound") for bound in (TENTATIVE, RELIABLE)]
    if start <= 0:
        parts.append(svg.line(x(0), top, x(0), bottom, "rule"))
    parts.append(svg.label(".667", x(TENTATIVE) - 2, top - 6, anchor="end", class_="small"))
    parts.append(svg.label(".80", x(RELIABLE) + 2, top - 6, class_="small"))
    for place, (words, figure) in enumerate(rows):
        parts.append(_forest_row(words, figure, top + ROW * (place + 0.5), x, start))
    parts.append(svg.line(left, bottom, right, bottom, "rule"))
    for tick in _ticks(start):
        parts.append(svg.line(x(tick), bottom, x(tick), bottom + 4, "rule"))
        parts.append(svg.label(_tick(tick), x(tick), bottom + 16, anchor="middle", class_="small"))
    described = "; ".join(f"{words} {_in_words(figure)}" for words, figure in rows)
    return svg.picture("".join(parts), WIDTH, bottom + 22, title=title, description=described, wide=True)


def _ticks(start: float) -> list[float]:
    """Every .2, or fewer where they would stand too close."""
    steps = round((1 - start) / 0.2)
    every = 1 if steps <= 4 else 2 if steps <= 6 else 5
    return [1 - 0.2 * step for step in range(0, steps + 1, every)]


def _tick(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("0.", ".").replace("-", MINUS)


def _in_words(figure: Figure) -> str:
    if figure.value is None:
        return "undefined"
    bounds = f", interval {interval(figure.low, figure.high)}" if figure.low is not None else ""
    return coefficient(figure.value) + bounds


def _forest_row(words: str, figure: Figure, y: float, x: Scale, start: float) -> str:
    parts = [svg.side_label(words, LABEL, y + 4, room=LABEL)]
    if figure.value is None:
        parts.append(svg.label("undefined", x(start) + 6, y + 4, class_="small"))
        return svg.titled("".join(parts), f"{words}: undefined. {figure.undefined}".strip())
    if figure.low is not None and figure.high is not None:
        parts.append(svg.line(x(figure.low), y, x(figure.high), y, "range"))
        parts += [svg.line(x(end), y - 4, x(end), y + 4, "range") for end in (figure.low, figure.high)]
    parts.append(svg.dot(x(figure.value), y, 4.5))
    bounds = ""
    if figure.low is not None and figure.high is not None:
        bounds = f" [{coefficient(figure.low)}, {coefficient(figure.high)}]"
    parts.append(svg.label(coefficient(figure.value) + bounds, WIDTH, y + 4, anchor="end", class_="figures"))
    return svg.titled("".join(parts), f"{words}: {_in_words(figure)}")


def distribution(facet: FacetReport) -> str:
    """How often each answer was given: a bar for all annotators, a mark for each."""
    rows = [value for value in facet.values if value.share is not None]
    most = max([value.share or 0.0 for value in rows] + [0.01])
    people = [row for row in facet.annotator_rows if row.shares]
    most = max([most, *(share for row in people for share in row.shares.values())])
    left, right = LABEL + 8, WIDTH - 48
    scale = (right - left) / most
    parts = []
    for place, value in enumerate(rows):
        y = ROW * place
        share = value.share or 0.0
        bar = svg.box(left, y + 6, share * scale, ROW - 12, "bar")
        marks = [
            svg.titled(
                svg.line(at, y + 3, at, y + ROW - 3, "tick"),
                f"{row.name}: {percent(row.shares.get(value.id, 0.0))} “{value.name}”",
            )
            for row in people
            for at in [left + row.shares.get(value.id, 0.0) * scale]
        ]
        parts.append(svg.side_label(value.name, LABEL, y + ROW / 2 + 4, room=LABEL))
        parts.append(svg.titled(bar, f"{value.name}: {percent(share)}"))
        parts += marks
        parts.append(svg.label(percent(share), WIDTH, y + ROW / 2 + 4, anchor="end", class_="figures"))
    parts.append(svg.line(left, 0, left, ROW * len(rows)))
    title = f"{facet.name}: how often each answer was given"
    described = "; ".join(f"{value.name} {percent(value.share)}" for value in rows)
    if people:
        described += ". Upright marks are single annotators."
    return svg.picture(
        "".join(parts), WIDTH, ROW * len(rows) + 4, title=title, description=described, wide=True
    )


def confusion(facet: FacetReport) -> str:
    """A heat map of who said what: each row as shares, so that rare answers are seen too."""
    found = facet.confusion
    if found is None or len(found.names) > MOST_CELLS:
        return ""
    rows = []
    for title, counts in zip(found.names, found.counts, strict=True):
        total = sum(counts)
        cells = [
            Cell(
                count(round(n)) if n else "",
                n / total if total else 0.0,
                f"“{title}” and “{other}”: {count(round(n))}, {percent(n / total)} of what stood beside "
                f"“{title}”"
                if total
                else "",
            )
            for other, n in zip(found.names, counts, strict=True)
        ]
        rows.append(cells)
    return heat_map(
        f"{facet.name}: who said what",
        found.names,
        found.names,
        rows,
        "Rows: what one annotator said. Columns: what another said of the same unit. The darker, the "
        "larger the share of the row; agreement is on the diagonal.",
    )


def reliability(facet: FacetReport, row: Reliability) -> str:
    """A heat map of one annotator's answers by estimated true answers."""
    names = facet.aggregated.names if facet.aggregated is not None else ()
    rows = [
        [
            Cell(
                f"{share * 100:.0f}" if round(share, 2) else "",
                share,
                f"Where “{title}” is true: “{other}” {share * 100:.0f}{SPACE}%",
            )
            for other, share in zip(names, shares, strict=True)
        ]
        for title, shares in zip(names, row.confusion, strict=True)
    ]
    return heat_map(
        f"{facet.name}: what {row.name} says where an answer is true",
        names,
        names,
        rows,
        "Rows: answers that Dawid and Skene’s model takes for true. Columns: what this annotator said. "
        "The darker, "
        "the larger the share of the row; right answers are on the diagonal.",
    )


def annotators(facet: FacetReport) -> str:
    """A heat map of all pairs of annotators."""
    names = facet.annotators
    if not 2 <= len(names) <= MOST_CELLS:
        return ""
    by_pair = {frozenset(pair.annotators): pair for pair in facet.pairs}
    rows = []
    for first in names:
        row = []
        for second in names:
            pair = by_pair.get(frozenset((first, second))) if first != second else None
            row.append(_pair_cell(pair, first, second))
        rows.append(row)
    return heat_map(
        f"{facet.name}: pairs of annotators",
        names,
        names,
        rows,
        f"{'F1 by characters' if facet.scale == 'span' else 'Cohen’s κ'} of each pair of annotators; the "
        "darker, the "
        "better they agree.",
    )


def _pair_cell(pair: Pair | None, first: str, second: str) -> Cell:
    if pair is None:
        return Cell("", 0.0, "")
    key = next((k for k in ("cohen_kappa", "alpha", "percent", "span_f1_char") if k in pair.figures), "")
    figure = pair.figures.get(key, Figure())
    if figure.value is None:
        return Cell("–", 0.0, f"{first} and {second}: undefined. {figure.undefined}".strip())
    title = f"{first} and {second}: {coefficient(figure.value)} on {count(pair.n)} units"
    return Cell(coefficient(figure.value), max(figure.value, 0.0), title)


def heat_map(
    title: str,
    row_names: Sequence[str],
    column_names: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    description: str,
) -> str:
    """Cells in shades, each with its number."""
    head = 12 + svg.LETTER * min(max((len(column) for column in column_names), default=0), 20)
    side = 12 + svg.LETTER * min(max((len(row) for row in row_names), default=0), 20)
    size = min(max((WIDTH - side) / max(len(column_names), 1), 30), 56)
    high = min(size, 32)
    parts = [
        svg.upright(column, side + size * (place + 0.5) + 4, head - 6, room=head - 6)
        for place, column in enumerate(column_names)
    ]
    for place, (row_name, cells) in enumerate(zip(row_names, rows, strict=True)):
        y = head + high * place
        parts.append(svg.side_label(row_name, side - 6, y + high / 2 + 4, room=side - 6))
        for column, (shown, strength, words) in enumerate(cells):
            shade = min(int(strength * SHADES), SHADES - 1)
            left = side + size * column
            cell = svg.box(left + 0.5, y + 0.5, size - 1, high - 1, f"h{shade}")
            cell += svg.label(shown, left + size / 2, y + high / 2 + 4, anchor="middle", class_=f"t{shade}")
            parts.append(svg.titled(cell, words) if words else cell)
    width = side + size * len(column_names)
    height = head + high * len(row_names) + 2
    return svg.picture("".join(parts), width, height, title=title, description=description)
