"""The report for a terminal: plain lines, the verdict first.

No line is wider than asked for, none holds an escape code; texts from outside
are cut to one line and made harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from annotate_tui.report import compose, tables
from annotate_tui.report import tables_of_labels as labels
from annotate_tui.report import tables_of_people as people
from annotate_tui.report import tables_of_spans as spans
from annotate_tui.report.document import Column, Table
from annotate_tui.report.model import Disagreement, FacetReport, Report
from annotate_tui.report.numbers import ROUNDING, SPACE, aligned, count, counted
from annotate_tui.report.read_parts import HIGHLIGHTING, WITH_THEMSELVES
from annotate_tui.report.safe import for_terminal
from annotate_tui.report.sentences import (
    basis,
    benchmarks,
    capital,
    indices,
    left_out,
    marked,
    members,
    narrow,
    one_label,
)
from annotate_tui.report.verdict import too_narrow, verdict
from annotate_tui.report.words import symbol

NARROWEST = 40
DISAGREEMENTS = 3
TERMS = (
    "Same: how often two annotators gave the same answer. Agreement on an answer: where one gave it, how "
    "often the other did. κ, Brennan–Prediger and AC1: as α, but each with its own idea of chance; AC1 "
    "suffers least where one answer is very frequent. SE: standard error."
)
CONVENTIONS = (
    "Percent agreement is the mean over units. Cohen’s κ is that of the units both rated, with more "
    "annotators the "
    "mean over pairs; the other κ and AC follow Gwet (2014) where ratings are missing."
)
MORE = (
    "Everything (articles, roles, versions of the codebook, time, the method in full) with --format html or "
    "markdown; tables for a paper with --format latex."
)
GUTTER = 2


def lines(report: Report, *, width: int = 80, by_article: bool = True) -> list[str]:
    """The report in lines of at most ``width`` cells, at least 40; ``by_article`` lists all articles."""
    width = max(width, NARROWEST)
    out = list(_overview(report, width))
    for facet in report.facets:
        out += ["", *_facet(facet, width, by_article)]
    out += ["", *_reading(report, width), "", *_method(report, width)]
    return [line.replace(SPACE, " ").rstrip() for line in out]


def facet_lines(facet: FacetReport, width: int) -> list[str]:
    """One question in lines of at most ``width`` cells: the verdict, then everything about it."""
    out = [*wrapped(capital(verdict(facet).sentence), width), "", *_facet(facet, width, by_article=True)]
    return [line.replace(SPACE, " ").rstrip() for line in out]


def _overview(report: Report, width: int) -> Iterator[str]:
    yield from wrapped(report.title, width)
    yield "═" * min(width, max(map(cell_len, wrapped(report.title, width)), default=0))
    for facet in report.facets:
        yield from wrapped(f"{facet.name}: {verdict(facet).sentence}", width, after="  ")
    for text in report.warnings:
        yield from wrapped(f"! {text}", width, after="  ")
    if report.left_out:
        yield from wrapped(left_out(report.left_out), width, after="  ")


def _facet(facet: FacetReport, width: int, by_article: bool) -> Iterator[str]:
    yield from heading(facet.name, width)
    yield from wrapped(basis(facet), width)
    if too_narrow(facet):
        yield from wrapped(f"! {narrow(facet)}", width, after="  ")
    for text in facet.warnings:
        yield from wrapped(f"! {text}", width, after="  ")
    for text in (left_out(facet.left_out), members(facet), marked(facet), indices(facet)):
        if text:
            yield from wrapped(text, width, after="  ")
    for found in _tables(facet, by_article):
        if found.rows:
            yield from table(found, width)
    yield from _confused(facet, width)
    remarks = [*benchmarks(facet), *facet.remarks]
    if remarks:
        yield ""
        for text in remarks:
            yield from wrapped(text, width)
    if facet.aggregated is not None and len(facet.annotators) > 2:
        yield ""
        yield from wrapped(f"One label from several. {one_label(facet)}", width)
    yield from _disagreements(facet, width)


def _tables(facet: FacetReport, by_article: bool) -> Iterator[Table]:
    if any(figure.value is not None for figure in facet.coefficients.values()):
        yield tables.short(facet)
    if facet.figure.value is None:
        if facet.models:
            yield people.models(facet)
        return
    yield from compose.gate(facet)
    yield spans.values(facet) if facet.scale == "span" else tables.values(facet)
    if len(facet.annotators) > 2:
        yield people.pairs(facet)
        yield spans.annotators(facet) if facet.scale == "span" else people.annotators(facet)
    for part, found in zip(facet.parts, people.parts(facet), strict=True):
        if part.title in (HIGHLIGHTING, WITH_THEMSELVES):
            yield found
    rates = labels.label_rates(facet)
    if rates is not None:
        yield rates
    if facet.models:
        yield people.models(facet)
    if by_article:
        yield replace(people.articles(facet), most=None)


def _confused(facet: FacetReport, width: int) -> Iterator[str]:
    found = tables.confused(facet)
    if not found or facet.scale == "boolean":
        return
    yield ""
    yield from wrapped("Taken for each other most often", width)
    for first, second, n, _share in found[:3]:
        yield from wrapped(f"  {first} / {second}: {counted(n, 'time')}", width, after="    ")


def _disagreements(facet: FacetReport, width: int) -> Iterator[str]:
    if not facet.disagreements:
        return
    yield ""
    n = len(facet.disagreements)
    shown = facet.disagreements[:DISAGREEMENTS]
    # Units of a file of ratings, which has no name and no question, are in no database.
    others = "annotate-tui disagreements" if facet.question or facet.name != "ratings" else "--format html"
    more = f" (of {count(n)}; the others: {others})" if n > len(shown) else ""
    yield from wrapped(f"To discuss{more}", width)
    for unit in shown:
        yield from _unit(unit, width)


def _unit(found: Disagreement, width: int) -> Iterator[str]:
    yield fitted(f"  “{for_terminal(found.unit.text)}", width, closing="”")
    said = ", ".join(f"{who}: {what}" for who, what in found.answers)
    place = f" ({found.unit.place})" if found.unit.place else ""
    yield from wrapped(f"    {said}{place}", width, after="      ")


def _reading(report: Report, width: int) -> Iterator[str]:
    yield from heading("How to read this", width)
    letter = symbol(report.facets[0].headline) if report.facets else "α"
    text = (
        f"{letter} is 1 when annotators always agree and 0 when they agree as often as guessing would make "
        "them. From .80 on labels are called reliable, from .667 on good enough for tentative conclusions; "
        "the verdict asks that of the lower end of the interval, because the figure itself could be luck."
    )
    yield from wrapped(text, width)
    yield from wrapped(TERMS, width)


def _method(report: Report, width: int) -> Iterator[str]:
    yield from heading("Method", width)
    facts, how = report.method.facts, report.method
    parts = [f"annotate-tui {facts.program_version}".rstrip()]
    if facts.codebook_id:
        digest = f" ({facts.codebook_hash[:8]})" if facts.codebook_hash else ""
        parts.append(f"codebook {facts.codebook_id} {facts.codebook_version}".rstrip() + digest)
    if facts.database_digest:
        parts.append(f"data {facts.database_digest[:8]}")
    if how.draws:
        drawn = "articles" if how.resampled == "cluster" else "units"
        seed = f", seed {how.seed}" if how.seed is not None else ""
        kind = "BCa" if how.interval == "bca" else "percentile"
        parts.append(f"{count(how.draws)} bootstrap draws of {drawn}{seed}, {kind} intervals")
    else:
        parts.append("no intervals")
    yield from wrapped(f"{'; '.join(parts)}.", width)
    if any("gwet_ac" in facet.coefficients for facet in report.facets):
        yield from wrapped(CONVENTIONS, width)
    yield from wrapped(ROUNDING, width)
    yield from wrapped(MORE, width)


def heading(text: str, width: int) -> list[str]:
    """A heading with a rule as wide as the page."""
    title = fitted(for_terminal(text), width - 4)
    return [f"── {title} {'─' * (width - 4 - cell_len(title))}"]


def wrapped(text: str, width: int, *, after: str = "") -> list[str]:
    """The text in lines of at most ``width`` cells; ``after`` stands before each line but the first."""
    start = text[: len(text) - len(text.lstrip(" "))]
    shown = for_terminal(text.strip(" "))
    found = wrap(shown, width, initial_indent=start, subsequent_indent=after) or [""]
    if all(cell_len(line) <= width for line in found):
        return found
    # Some characters take two cells: half the width is always enough.
    found = wrap(shown, max(width // 2, 20), initial_indent=start, subsequent_indent=after)
    return [fitted(line, width) for line in found]


def fitted(text: str, width: int, *, closing: str = "") -> str:
    """The text, or as much of its beginning as has room, with "…"; ``closing`` comes after either."""
    if cell_len(text) + len(closing) <= width:
        return text + closing
    return set_cell_size(text, max(width - 1 - len(closing), 0)).rstrip() + "…" + closing


def table(block: Table, width: int) -> list[str]:
    """A table without rules; where it is too wide its last columns go, then its names are cut."""
    rows = block.rows if block.most is None else block.rows[: block.most]
    columns = [replace(column, title=for_terminal(column.title)) for column in block.columns]
    cells = [[for_terminal(cell) for cell in row] for row in rows]
    for place, column in enumerate(columns):
        if column.numbers:
            for row, cell in zip(cells, aligned([row[place] for row in cells], " "), strict=True):
                row[place] = cell
    widths = [max([cell_len(c.title), *(cell_len(row[i]) for row in cells)]) for i, c in enumerate(columns)]
    widths[1:] = [min(size, max(width // 2 - GUTTER, 8)) for size in widths[1:]]
    while len(columns) > 2 and sum(widths[1:]) + GUTTER * len(columns) > width - min(widths[0], 16):
        del columns[-1], widths[-1]
    widths[0] = max(1, min(widths[0], width - sum(widths[1:]) - GUTTER * len(columns)))
    out = ["", *wrapped(block.caption, width)]
    out.append(_row([column.title for column in columns], columns, widths))
    out += [_row(row[: len(columns)], columns, widths) for row in cells]
    hidden = len(block.rows) - len(rows) + block.left_out
    if hidden:
        out.append(f"  … and {count(hidden)} more")
    return out


def _row(cells: list[str], columns: list[Column], widths: list[int]) -> str:
    parts = []
    for cell, column, size in zip(cells, columns, widths, strict=True):
        shown = fitted(cell, size)
        gap = " " * (size - cell_len(shown))
        parts.append(gap + shown if column.numbers else shown + gap)
    return " " * GUTTER + (" " * GUTTER).join(parts)
