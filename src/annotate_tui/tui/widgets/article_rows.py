"""What each row of an article shows: the gutter with state and labels, and the text.  No Textual here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.widgets.flow import PROSE_MARK, STUCK, Flow, Run
from annotate_tui.tui.widgets.rows import Row, Span

if TYPE_CHECKING:
    from annotate_tui.labelling.sheet import Sheet

MARKS: Mapping[UnitState, tuple[str, str]] = {
    UnitState.OPEN: ("·", "open"),
    UnitState.BEGUN: ("◐", "begun"),
    UnitState.DONE: ("●", "done"),
    UnitState.SKIPPED: ("–", "skipped"),
}
UNSAVED = ("…", "warning")
CONFLICT = ("≠", "warning")
CODES = 5
"""Cells for the codes of given labels in the gutter; more go on in the next row of the unit."""
GUTTER = 3 + CODES + 1
PROSE_GUTTER = 2

_HEADINGS = frozenset({"title", "heading"})
_ABOUT = "About the article as a whole"

Stretches = tuple[tuple[int, int], ...]
"""(start, end) offsets into the text of a unit, in order."""


class ArticleRows:
    """The rows of a sheet as they are laid out; the view says what is current and what is unsaved.

    It also remembers how the text of each unit was shown last, so that a label
    that changes nothing of it repaints the gutter only.
    """

    def __init__(self, *, prose: bool) -> None:
        self.prose = prose
        self.sheet: Sheet | None = None
        self.flow = Flow([], 0)
        self.current = 0
        self.unsaved: frozenset[int] = frozenset()
        self.cues: Callable[[int], Stretches] | None = None
        self.passages: Callable[[int], Stretches] | None = None
        self._looks: dict[int, str] = {}
        self._marked: dict[int, Stretches] = {}

    def show(self, sheet: Sheet, current: int) -> None:
        """Another article, or the same one in another shape."""
        self.sheet = sheet
        self.current = current
        self._looks.clear()
        self._marked.clear()

    @property
    def gutter(self) -> int:
        """How many cells stand before the text."""
        return PROSE_GUTTER if self.prose else GUTTER

    @property
    def height(self) -> int:
        """How many rows there are: the text, and behind it the article itself."""
        return self.flow.height + (2 if self.sheet is not None and self.sheet.has_document else 0)

    def rows_of(self, unit: int) -> tuple[int, int]:
        """The first and the last row that a unit is on."""
        if self.sheet is not None and self.sheet.is_document(unit):
            row = self.flow.height + (1 if self.flow.height else 0)
            return row, row
        return self.flow.rows_of(unit)

    def unit_at(self, x: int, row: int) -> int | None:
        """The unit at a place, as for a click."""
        sheet = self.sheet
        if sheet is not None and sheet.has_document and row == self.rows_of(len(sheet.units))[0]:
            return len(sheet.units)
        found: int | None = None
        left = self.gutter
        for run in self.flow.runs(row):
            if run.unit >= 0 and (found is None or left <= x):
                found = run.unit
            left += width_of(run.text)
        return found

    def text_is_the_same(self, unit: int) -> bool:
        """Whether the text of a unit would be shown as it was shown last; only the gutter may differ."""
        same_look = self._looks.get(unit) == self._look_of(unit)
        return same_look and self._marked.get(unit, ()) == self._marks(unit)

    def row(self, row: int) -> Row:
        """What a row shows."""
        sheet = self.sheet
        if sheet is None:
            return ()
        if row >= self.flow.height:
            return self._document_row(sheet, row)
        runs = self.flow.runs(row)
        if not runs:
            return ()
        return tuple(self._prose_spans(sheet, runs) if self.prose else self._list_spans(sheet, row, runs))

    def _document_row(self, sheet: Sheet, row: int) -> Row:
        if not sheet.has_document or row != self.rows_of(len(sheet.units))[0]:
            return ()
        index = len(sheet.units)
        here = self.current == index
        mark, role = self._mark(sheet, index)
        bar = Span("▌", "bar") if here else Span(" ")
        text = Span(_ABOUT, "current" if here else "heading")
        if self.prose:
            return (bar, Span(" "), Span(f"{mark} ", role), text)
        return (bar, Span(mark, role), Span(" " * (GUTTER - 2)), text)

    def _mark(self, sheet: Sheet, unit: int) -> tuple[str, str]:
        if unit in self.unsaved:
            return UNSAVED
        return CONFLICT if sheet.rivals(unit) else MARKS[sheet.state(unit)]

    def _list_spans(self, sheet: Sheet, row: int, runs: list[Run]) -> list[Span]:
        unit = next(run.unit for run in runs if run.unit >= 0)
        first, last = self.flow.rows_of(unit)
        here = unit == self.current
        line = row - first
        mark, role = ("", "text")
        if line == 0:
            mark, role = self._mark(sheet, unit)
        codes = displayable(sheet.codes(unit))
        shown = codes[line * CODES : (line + 1) * CODES]
        if line == last - first and len(codes) > (line + 1) * CODES:
            shown = codes[line * CODES : (line + 1) * CODES - 1] + "…"
        noted = line == 0 and sheet.has_note(unit)
        spans = [
            Span("▌", "bar") if here else Span(" "),
            Span(mark or " ", role),
            Span("ⁿ" if noted else " ", "code" if noted else "text"),
            Span(shown, "code"),
            Span(" " * (CODES + 1 - width_of(shown))),
        ]
        for run in runs:
            spans += self._text_spans(run)
        return spans

    def _prose_spans(self, sheet: Sheet, runs: list[Run]) -> list[Span]:
        here = any(run.unit == self.current for run in runs)
        spans = [Span("▌" if here else " ", "bar"), Span(" ")]
        for run in runs:
            if run.offset < 0 and run.text.startswith(PROSE_MARK):
                mark, role = self._mark(sheet, run.unit)
                current = run.unit == self.current
                spans.append(Span("▸" if current else mark, "bar" if current else role))
                spans.append(Span(run.text[1:].replace(STUCK, " "), "current" if current else "dim"))
            else:
                spans += self._text_spans(run)
        return spans

    def _look_of(self, unit: int) -> str:
        """The role in which a unit's text is painted."""
        sheet = self.sheet
        if unit == self.current or sheet is None or sheet.is_document(unit):
            return "current"
        if sheet.kind(unit) in _HEADINGS:
            return "heading"
        return "skipped" if sheet.state(unit) is UnitState.SKIPPED else "text"

    def _text_spans(self, run: Run) -> list[Span]:
        if run.unit < 0:
            return [Span(run.text)]
        role = self._looks[run.unit] = self._look_of(run.unit)
        here = run.unit == self.current
        if run.offset < 0:
            return [Span(run.text.replace(STUCK, " "), role if here else "dim")]
        cues = self.cues(run.unit) if self.cues is not None else ()
        marks = self._marks(run.unit)
        if marks:
            self._marked[run.unit] = marks
        else:
            self._marked.pop(run.unit, None)
        pieces = _underlined(run, role, marks, "passage") if marks else [Span(run.text, role)]
        if not cues:
            return pieces
        spans: list[Span] = []
        place = run.offset
        for piece in pieces:
            part = Run(run.unit, piece.text, place)
            spans += _underlined(part, role, cues, f"{role} cue") if piece.role == role else [piece]
            place += len(piece.text)
        return spans

    def _marks(self, unit: int) -> Stretches:
        if self.passages is None or self.sheet is None or self.sheet.is_document(unit):
            return ()
        return self.passages(unit)


def _underlined(run: Run, role: str, cues: Stretches, underlined: str) -> list[Span]:
    """A run cut at what is to be underlined in it."""
    spans: list[Span] = []
    place, end = run.offset, run.offset + len(run.text)
    first = max(0, bisect_right(cues, (place, 0)) - 1)
    for start, stop in cues[first:]:
        if start >= end:
            break
        start, stop = max(start, place), min(stop, end)
        if start >= stop:
            continue
        if place < start:
            spans.append(Span(run.text[place - run.offset : start - run.offset], role))
        spans.append(Span(run.text[start - run.offset : stop - run.offset], underlined))
        place = stop
    if place < end:
        spans.append(Span(run.text[place - run.offset :], role))
    return spans
