"""Agreement as lines to read, and its computation, which runs beside the screen.  No Textual here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from annotate_tui.codebook.answers import display
from annotate_tui.tui.text import displayable, fit, pad
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    from annotate_tui.dataset.disagreements import Disagreement
    from annotate_tui.report.model import Confusion, FacetReport, Report

_MOST = 300
_DRAWS = 1000
_SHADES = " ░▒▓█"
_NAME = 18
_CELL = 7


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was computed: the report, and the units that annotators answered differently."""

    report: Report
    differing: tuple[Disagreement, ...]
    all_shown: bool


def compute(database: Path, articles: Sequence[str] = ()) -> Agreed:
    """The agreement of everybody in a database (in some articles); takes seconds, so call it in a thread."""
    from annotate_tui.agreement.analyse import analyse_all
    from annotate_tui.dataset.data import Dataset
    from annotate_tui.dataset.disagreements import disagreements
    from annotate_tui.dataset.ratings import all_ratings
    from annotate_tui.report import FacetNames, build
    from annotate_tui.store.store import Store

    with Store.open(database, readonly=True) as store:
        data = Dataset(store, articles=articles)
        found = all_ratings(data)
        required = {facet.id for facet in data.facets if facet.required}
        ratings = {name: one for name, one in found.facets.items() if name in required or one.rated.any()}
        result = analyse_all(ratings, draws=_DRAWS)
        names = {
            facet.id: FacetNames(
                name=facet.name,
                question=facet.question,
                values={value.id: value.name for value in facet.values},
                scope=facet.scope,
                headline=facet.coefficient,
            )
            for facet in data.facets
        }
        titles = {row.article_id: row.title for row in data.articles}
        report = build(result.to_data(), names=names, articles=titles, left_out=found.left_out)
        differing = tuple(islice(disagreements(data), _MOST + 1))
    return Agreed(report, differing[:_MOST], len(differing) <= _MOST)


def agreement_lines(agreed: Agreed) -> list[Line]:
    """Verdicts, confusions, and then the units to talk about; these can be chosen."""
    made = _warnings(agreed.report.warnings)
    for facet in agreed.report.facets:
        made += [line(), *_facet_lines(facet)]
    made += [line(), line("To talk about", "focus")]
    if not agreed.differing:
        made.append(line("Nobody has answered the same question differently.", "dim"))
    place = ""
    for number, one in enumerate(agreed.differing):
        title = displayable(one.unit.title)
        if title != place:
            place = title
            made.append(line(title, "dim"))
        where = "article" if one.unit.index is None else str(one.unit.index + 1)
        made.append(Line((Span(f"{where:>7}  ", "dim"), Span(displayable(one.unit.text))), 9, number))
        for annotator, answer in one.answers.items():
            said = displayable(display(one.facet, answer) or "no")
            note = f"  ({displayable(one.notes[annotator])})" if annotator in one.notes else ""
            spans = (
                Span("         "),
                Span(f"{displayable(annotator)}: ", "code"),
                Span(said),
                Span(note, "dim"),
            )
            made.append(Line(spans, 11, number))
    if not agreed.all_shown:
        made.append(line(f"… and more; annotate-tui disagreements lists all beyond {_MOST}.", "dim"))
    return made


def _warnings(texts: Iterable[str]) -> list[Line]:
    return [Line((Span("! ", "warning"), Span(displayable(text))), 2) for text in texts]


def _facet_lines(facet: FacetReport) -> list[Line]:
    from annotate_tui.report.numbers import percent
    from annotate_tui.report.verdict import verdict

    counted = (
        f"{facet.n_pairable} of {facet.n_units} units with two answers or more, "
        f"{facet.n_annotators} annotators, {facet.n_articles} articles."
    )
    made = [
        line(displayable(facet.name), "focus"),
        line(displayable(verdict(facet).sentence.capitalize()), "title"),
        line(counted, "dim"),
    ]
    made += _warnings(facet.warnings)
    for row in facet.annotator_rows:
        alike = displayable(percent(row.agreement))
        made.append(line(f"  {pad(displayable(row.name), _NAME)} {row.n:>6} answers   {alike} alike", "dim"))
    if facet.confusion is not None and facet.confusion.n_pairs:
        made += _heat_map(facet.confusion)
    return made


def _heat_map(confusion: Confusion) -> list[Line]:
    """How often each answer met each other answer; darker is more often, the figures are there too."""
    largest = max((max(row) for row in confusion.counts), default=0.0)
    if not largest:
        return []
    names = [displayable(name) for name in confusion.names]
    head = "".join(f"{fit(name, _CELL - 1):>{_CELL}}" for name in names)
    made = [line(f"  {'':{_NAME}}{head}", "dim")]
    for name, row in zip(names, confusion.counts, strict=True):
        cells = "".join(_cell(count, largest) for count in row)
        made.append(Line((Span(f"  {pad(name, _NAME)}", "dim"), Span(cells))))
    return made


def _cell(count: float, largest: float) -> str:
    shade = _SHADES[min(len(_SHADES) - 1, int(count / largest * (len(_SHADES) - 1) + 0.999))]
    return f"{shade}{shade}{count:>{_CELL - 3}.0f} " if count else f"{'·':>{_CELL - 1}} "


def plain_lines(report: Report, width: int) -> list[Line]:
    """Everything in numbers, as on the command line."""
    from annotate_tui.report import terminal

    return as_lines(terminal.lines(report, width=width))


def as_lines(texts: Iterable[str]) -> list[Line]:
    """Texts as lines of a page."""
    return [line(displayable(text)) for text in texts]
