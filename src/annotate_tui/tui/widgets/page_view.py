"""A page of styled lines to read or to choose from; long lines wrap, nothing is cut.

All pages of the program (lists of articles, guideline, help, finds, history)
are lines in this one widget.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotate_tui.tui.text import is_narrow, row_starts
from annotate_tui.tui.widgets.rows import Row, Span, strip_of

if TYPE_CHECKING:
    from annotate_tui.tui.theme import Theme


class Line(NamedTuple):
    """A line of a page: displayable spans; rows after the first are indented.

    Lines with an ``item`` can be chosen; several lines may belong to one item.
    """

    spans: tuple[Span, ...] = ()
    indent: int = 0
    item: int | None = None


def line(text: str = "", role: str = "text", *, indent: int = 0, item: int | None = None) -> Line:
    """A line in one style."""
    return Line((Span(text, role),), indent, item)


def wrapped(spans: Sequence[Span], width: int, indent: int = 0) -> list[Row]:
    """The rows of a line: its spans, cut where the joined text wraps."""
    text = "".join(span.text for span in spans)
    if len(text) <= width and is_narrow(text):
        return [tuple(spans)]
    indent = min(indent, width // 2)
    starts = row_starts(text, width)
    if len(starts) > 1 and indent:
        tail = row_starts(text[starts[1] :], width - indent)
        starts = [0, *(starts[1] + start for start in tail)]
    rows: list[Row] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        end = start + len(text[start:end].rstrip(" "))
        row: list[Span] = [Span(" " * indent)] if number and indent else []
        place = 0
        for span in spans:
            first, last = max(start, place), min(end, place + len(span.text))
            if first < last:
                row.append(span._replace(text=span.text[first - place : last - place]))
            place += len(span.text)
        rows.append(tuple(row))
    return rows


MARGIN = 2
"""Cells before each row, where the cursor's mark stands."""


class PageView(ScrollView, can_focus=True):
    """Shows lines; with items, one of them is under the cursor."""

    DEFAULT_CSS = """
    PageView { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar = []

    class Clicked(Message):
        """An item was clicked."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, measure: int | None = None, id: str | None = None) -> None:  # noqa: A002 - the framework's name
        """``measure`` is how long rows may become, however wide the window is."""
        super().__init__(id=id)
        self._measure = measure
        self._lines: Sequence[Line] = ()
        self._rows: list[tuple[Row, int | None]] = []
        self._tops: list[int] = []
        self._items: list[int] = []
        self._places: dict[int, int] = {}
        """Item → its place among the items."""
        self._spans: dict[int, tuple[int, int]] = {}
        """Item → its first row and its last."""
        self.cursor: int | None = None
        self._follows = False
        """Whether the cursor stands where somebody put it, and so stays in view."""

    # -- what the owner says --------------------------------------------------

    def show(self, lines: Sequence[Line], *, cursor: int | None = None, keep_scroll: bool = False) -> None:
        """Show other lines; ``cursor`` is the item to stand on (the first one by default)."""
        self._lines = lines
        self._items = list(dict.fromkeys(entry.item for entry in lines if entry.item is not None))
        self._places = {item: place for place, item in enumerate(self._items)}
        found = cursor is not None and cursor in self._places
        self.cursor = cursor if found else (self._items[0] if self._items else None)
        self._follows = found
        self._lay_out(keep_scroll=keep_scroll, into_view=found)

    def items(self) -> list[int]:
        """The items in their order."""
        return self._items

    def move(self, steps: int) -> None:
        """The cursor so many items further; a page without items scrolls."""
        if self.cursor is None:
            self.scroll_to(y=self.scroll_offset.y + steps, animate=False, force=True)
            return
        place = self._places[self.cursor] + steps
        if 0 <= place < len(self._items):
            self._stand_on(self._items[place])
        else:
            # Past the last item there may be lines to read.
            self.to_end(last=steps > 0)
            self.scroll_to(y=len(self._rows) if steps > 0 else 0, animate=False, force=True)

    def to_end(self, *, last: bool) -> None:
        """The first or the last item, or the top or bottom of a page without items."""
        if self._items:
            self._stand_on(self._items[-1 if last else 0])
        if not self._items or not last:
            self.scroll_to(y=len(self._rows) if last else 0, animate=False, force=True)

    def page(self, direction: int) -> None:
        """A page further or back."""
        height = max(1, self.scrollable_content_region.height - 2)
        if self.cursor is None:
            self.scroll_to(y=self.scroll_offset.y + direction * height, animate=False, force=True)
            return
        here = self._spans.get(self.cursor, (0, 0))[0]
        target = max(0, min(len(self._rows) - 1, here + direction * height))
        around = range(target, len(self._rows)) if direction > 0 else range(target, -1, -1)
        for row in around:
            item = self._rows[row][1]
            if item is not None:
                self._stand_on(item)
                return
        self.to_end(last=direction > 0)

    def scroll_to_line(self, number: int) -> None:
        """Bring a line to the top."""
        if number < len(self._tops):
            self.scroll_to(y=self._tops[number], animate=False, force=True)

    def first_line_shown(self) -> int:
        """The number of the line at the top."""
        return max(0, bisect_right(self._tops, self.scroll_offset.y) - 1)

    # -- rows -----------------------------------------------------------------

    def _lay_out(self, *, keep_scroll: bool = False, into_view: bool = False) -> None:
        width = self.scrollable_content_region.width
        width = min(width, self._measure or width) - MARGIN
        if width < 2:
            return
        self._rows, self._tops, self._spans = [], [], {}
        for entry in self._lines:
            top = len(self._rows)
            self._tops.append(top)
            self._rows += [(row, entry.item) for row in wrapped(entry.spans, width, entry.indent)]
            if entry.item is not None:
                self._spans[entry.item] = (self._spans.get(entry.item, (top, top))[0], len(self._rows) - 1)
        self.virtual_size = Size(0, len(self._rows))
        self.refresh()
        if not keep_scroll:
            self.scroll_to(y=0, animate=False, force=True)
        if self.cursor is not None and into_view:
            self._into_view(self.cursor)

    def _stand_on(self, item: int) -> None:
        before, self.cursor = self.cursor, item
        self._follows = True
        for changed in {before, item}:
            if changed is not None and changed in self._spans:
                first, last = self._spans[changed]
                self.refresh_lines(first, last - first + 1)
        self._into_view(item)

    def _into_view(self, item: int) -> None:
        if item not in self._spans:
            return
        first, last = self._spans[item]
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if first < top:
            self.scroll_to(y=max(0, first - 1), animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=min(first, last - height + 2), animate=False, force=True)

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out(keep_scroll=True, into_view=self._follows)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        row = None if offset is None else offset.y + self.scroll_offset.y
        if row is not None and row < len(self._rows) and (item := self._rows[row][1]) is not None:
            self._stand_on(item)
            self.post_message(self.Clicked(item))

    def render_line(self, y: int) -> Strip:
        theme: Theme = self.app.look  # type: ignore[attr-defined]  # every app of ours has it
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return strip_of((), width, theme)
        row, item = self._rows[number]
        if item is None or item != self.cursor:
            return strip_of((Span("  "), *row), width, theme)
        mark = "▸ " if number == self._spans[item][0] else "  "
        chosen = [span._replace(role="cursor_match" if span.role == "match" else "cursor") for span in row]
        return strip_of((Span(mark, "bar"), *chosen), width, theme, fill="cursor")
