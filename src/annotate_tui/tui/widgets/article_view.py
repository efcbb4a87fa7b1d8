"""The article: all of it, scrolled to the unit in front of the annotator.

Drawn row by row with the framework's Line API: rows are computed once for a
width, and a key repaints only the rows of the units that it touched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.widgets.flow import PROSE_MARK, STUCK, Flow, Run, paragraphs
from annotate_tui.tui.widgets.rows import BareWidget, Row, Span, strip_of

if TYPE_CHECKING:
    from annotate_tui.labelling.sheet import Sheet
    from annotate_tui.tui.theme import Theme

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
ROOMY = 24
"""From so many rows on there is an empty row between all units, not only between blocks."""
MEASURE = 100
"""Text wider than this is tiring to read; wider windows get a margin."""
KEPT = 2000
"""So many painted rows are kept for when they are scrolled back to."""

_HEADINGS = frozenset({"title", "heading"})


class ArticleView(ScrollView, BareWidget, can_focus=True):
    """Shows a sheet; whoever owns it says which unit is the current one and which have changed."""

    DEFAULT_CSS = """
    ArticleView { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: scroll;
                  scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar = []

    class Clicked(Message):
        """A unit was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, prose: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.prose = prose
        self.current = 0
        self._sheet: Sheet | None = None
        self._flow = Flow([], 0)
        self._last_row_text = ""
        self._unsaved: frozenset[int] = frozenset()
        self._looks: dict[int, str] = {}
        self._cues: Callable[[int], tuple[tuple[int, int], ...]] | None = None
        self._passages: Callable[[int], tuple[tuple[int, int], ...]] | None = None
        self._marked: dict[int, tuple[tuple[int, int], ...]] = {}
        self._strips: dict[int, Strip] = {}
        self._made_for: tuple[object, int] = (None, 0)

    # -- what the owner says -------------------------------------------------

    def show_sheet(self, sheet: Sheet, current: int) -> None:
        """Another article, or the same one in another shape."""
        self._sheet = sheet
        self.current = current
        self._looks.clear()
        self._marked.clear()
        self._lay_out(force=True)

    def set_prose(self, prose: bool) -> None:
        """Flowing text, or one unit a paragraph."""
        self.prose = prose
        self._lay_out(force=True)

    def set_cues(self, cues: Callable[[int], tuple[tuple[int, int], ...]] | None) -> None:
        """What to underline in a unit: (start, end) offsets into its text."""
        self._cues = cues
        self._strips.clear()
        self.refresh()

    def set_passages(self, passages: Callable[[int], tuple[tuple[int, int], ...]]) -> None:
        """Where something is marked in a unit: (start, end) offsets into its text, none overlapping."""
        self._passages = passages
        self._strips.clear()
        self.refresh()

    def show_current(self, index: int, touched: Iterable[int], unsaved: frozenset[int]) -> None:
        """The current unit, and the units whose labels are others than before."""
        changed = {*touched, *(self._unsaved ^ unsaved)}
        self._unsaved = unsaved
        moved = set()
        if index != self.current:
            moved = {self.current, index}
            self.current = index
        if not self._flow.width:
            return
        for unit in changed | moved:
            self._refresh_unit(unit, only_gutter=unit not in moved)
        self._scroll_to_current()

    def _refresh_unit(self, unit: int, *, only_gutter: bool) -> None:
        first, last = self._rows_of(unit)
        for row in range(first, last + 1):
            self._strips.pop(row, None)
        width = self._page.width
        same = self._looks.get(unit) == self._look_of(unit) and self._marked.get(unit, ()) == self._marks(
            unit
        )
        if only_gutter and not self.prose and same:
            width = GUTTER
        self.refresh(Region(0, first - self.scroll_offset.y, width, last - first + 1))

    def scroll_page(self, direction: int) -> None:
        """Read ahead or back without moving to another unit."""
        rows = max(1, self.scrollable_content_region.height - 2)
        self.scroll_to(y=self.scroll_offset.y + direction * rows, animate=False, force=True)

    # -- rows ------------------------------------------------------------------

    @property
    def _gutter(self) -> int:
        return PROSE_GUTTER if self.prose else GUTTER

    def _lay_out(self, *, force: bool = False) -> None:
        sheet = self._sheet
        region = self._page = self.scrollable_content_region
        width = min(region.width - self._gutter - 1, MEASURE)
        if sheet is None or width < 1:
            return
        roomy = 1 if region.height >= ROOMY else 0
        if not force and width == self._flow.width and roomy == self._roomy:
            self._scroll_to_current()
            return
        self._roomy = roomy
        shape = paragraphs(sheet.text, sheet.units, prose=self.prose, gap=roomy)
        self._flow = Flow.of(shape, width)
        self._last_row_text = displayable("About the article as a whole") if sheet.has_document else ""
        height = self._flow.height + (2 if sheet.has_document else 0)
        self.virtual_size = Size(0, height)
        self._strips.clear()
        self.refresh()
        self._scroll_to_current(force=True)

    _roomy = -1
    _page = Region()

    def _rows_of(self, unit: int) -> tuple[int, int]:
        if self._sheet is not None and self._sheet.is_document(unit):
            row = self._flow.height + (1 if self._flow.height else 0)
            return row, row
        return self._flow.rows_of(unit)

    def _scroll_to_current(self, *, force: bool = False) -> None:
        """Move only when the unit leaves the page; then bring it to the upper third."""
        if self._sheet is None or not len(self._sheet) or not self._flow.width:
            return
        first, last = self._rows_of(self.current)
        top, height = self.scroll_offset.y, self._page.height
        if height < 1:
            return
        fits = last - first < height
        if force or first < top or (last >= top + height and (fits or first >= top + height)):
            # Near the beginning of the article it is shown from its first row.
            lead = first if last < height * 2 // 3 else height // 3 if fits else 0
            if fits and first - lead + height <= last:
                lead = max(0, height - (last - first) - 1)
            self.scroll_to(y=max(0, first - lead), animate=False, force=True)

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or self._sheet is None:
            return
        row = offset.y + self.scroll_offset.y
        if self._sheet.has_document and row == self._rows_of(len(self._sheet.units))[0]:
            self.post_message(self.Clicked(len(self._sheet.units)))
            return
        unit = self._unit_at(offset.x - self._gutter, row)
        if unit is not None:
            self.post_message(self.Clicked(unit))

    def _unit_at(self, x: int, row: int) -> int | None:
        found: int | None = None
        left = 0
        for run in self._flow.runs(row):
            if run.unit >= 0 and (found is None or left <= x):
                found = run.unit
            left += width_of(run.text)
        return found

    # -- painting ----------------------------------------------------------------

    def strips(self, first: int, last: int, width: int) -> list[Strip]:
        made_for = (self.app.look, width)  # type: ignore[attr-defined]  # every app of ours has it
        if made_for != self._made_for or len(self._strips) > KEPT:
            self._made_for = made_for
            self._strips.clear()
        top, known = self.scroll_offset.y, self._strips
        for y in range(first, last):
            if y + top not in known:
                known[y + top] = self.render_line(y)
        return [known[y + top] for y in range(first, last)]

    def render_line(self, y: int) -> Strip:
        theme: Theme = self.app.look  # type: ignore[attr-defined]  # every app of ours has it
        width = self._made_for[1]
        row = y + self.scroll_offset.y
        sheet = self._sheet
        if sheet is None or not self._flow.width:
            return Strip([Segment(" " * width, theme["text"])], width)
        if row >= self._flow.height:
            return strip_of(self._document_row(sheet, row), width, theme)
        runs = self._flow.runs(row)
        if not runs:
            return strip_of((), width, theme)
        spans = self._prose_spans(sheet, runs) if self.prose else self._list_spans(sheet, row, runs)
        return strip_of(tuple(spans), width, theme)

    def _document_row(self, sheet: Sheet, row: int) -> Row:
        if not sheet.has_document or row != self._rows_of(len(sheet.units))[0]:
            return ()
        index = len(sheet.units)
        here = self.current == index
        mark, role = self._mark(sheet, index)
        bar = Span("▌", "bar") if here else Span(" ")
        text = Span(self._last_row_text, "current" if here else "heading")
        if self.prose:
            return (bar, Span(" "), Span(f"{mark} ", role), text)
        return (bar, Span(mark, role), Span(" " * (GUTTER - 2)), text)

    def _mark(self, sheet: Sheet, unit: int) -> tuple[str, str]:
        if unit in self._unsaved:
            return UNSAVED
        return CONFLICT if sheet.rivals(unit) else MARKS[sheet.state(unit)]

    def _list_spans(self, sheet: Sheet, row: int, runs: list[Run]) -> list[Span]:
        unit = next(run.unit for run in runs if run.unit >= 0)
        first, last = self._flow.rows_of(unit)
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
        sheet = self._sheet
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
        cues = self._cues(run.unit) if self._cues is not None else ()
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

    def _marks(self, unit: int) -> tuple[tuple[int, int], ...]:
        if self._passages is None or self._sheet is None or self._sheet.is_document(unit):
            return ()
        return self._passages(unit)


def _underlined(run: Run, role: str, cues: tuple[tuple[int, int], ...], underlined: str) -> list[Span]:
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
