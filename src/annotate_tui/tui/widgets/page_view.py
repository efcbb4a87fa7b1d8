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

from annotate_tui.tui.text import row_starts, width_of
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


class PageView(ScrollView, can_focus=True):
    """Shows lines; with items, one of them is under the cursor."""

    DEFAULT_CSS = """
    PageView { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar = []
    MEASURE = 110

    class Clicked(Message):
        """An item was clicked."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the framework's name
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._rows: list[tuple[Row, int | None]] = []
        self._tops: list[int] = []
        self._width = 0
        self.cursor: int | None = None

    # -- what the owner says --------------------------------------------------

    def show(self, lines: Sequence[Line], *, cursor: int | None = None, keep_scroll: bool = False) -> None:
        """Show other lines; ``cursor`` is the item to stand on (the first one by default)."""
        self._lines = lines
        items = self.items()
        found = cursor is not None and cursor in items
        self.cursor = cursor if found else (items[0] if items else None)
        self._lay_out(keep_scroll=keep_scroll, into_view=found)

    def items(self) -> list[int]:
        """The items in their order."""
        return list(dict.fromkeys(entry.item for entry in self._lines if entry.item is not None))

    def move(self, steps: int) -> None:
        """The cursor so many items further; a page without items scrolls."""
        items = self.items()
        if not items or self.cursor is None:
            self.scroll_to(y=self.scroll_offset.y + steps, animate=False, force=True)
            return
        place = max(0, min(len(items) - 1, items.index(self.cursor) + steps))
        self._stand_on(items[place])

    def to_end(self, *, last: bool) -> None:
        """The first or the last item, or the top or bottom of a page without items."""
        items = self.items()
        if items:
            self._stand_on(items[-1 if last else 0])
        if not items or not last:
            self.scroll_to(y=len(self._rows) if last else 0, animate=False, force=True)

    def page(self, direction: int) -> None:
        """A page further or back."""
        height = max(1, self.scrollable_content_region.height - 2)
        if self.cursor is None:
            self.scroll_to(y=self.scroll_offset.y + direction * height, animate=False, force=True)
            return
        rows = self._rows_of(self.cursor)
        target = max(0, min(len(self._rows) - 1, (rows[0] if rows else 0) + direction * height))
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
        width = min(self.scrollable_content_region.width, self.MEASURE)
        if width < 4:
            return
        self._width = width
        self._rows, self._tops = [], []
        for entry in self._lines:
            self._tops.append(len(self._rows))
            self._rows += [(row, entry.item) for row in wrapped(entry.spans, width - 2, entry.indent)]
        self.virtual_size = Size(0, len(self._rows))
        self.refresh()
        if not keep_scroll:
            self.scroll_to(y=0, animate=False, force=True)
        if self.cursor is not None and into_view:
            self._into_view(self.cursor)

    def _rows_of(self, item: int) -> list[int]:
        return [row for row, (_, owner) in enumerate(self._rows) if owner == item]

    def _stand_on(self, item: int) -> None:
        before, self.cursor = self.cursor, item
        for changed in {before, item}:
            rows = self._rows_of(changed) if changed is not None else []
            if rows:
                self.refresh_lines(rows[0], rows[-1] - rows[0] + 1)
        self._into_view(item)

    def _into_view(self, item: int) -> None:
        rows = self._rows_of(item)
        if not rows:
            return
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if rows[0] < top:
            self.scroll_to(y=max(0, rows[0] - 1), animate=False, force=True)
        elif rows[-1] >= top + height:
            self.scroll_to(y=min(rows[0], rows[-1] - height + 2), animate=False, force=True)

    def on_resize(self, _event: events.Resize) -> None:
        self._lay_out(keep_scroll=True)

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
        text = "".join(span.text for span in row)
        mark = "▸ " if number == self._rows_of(item)[0] else "  "
        filled = text + " " * max(0, width - 2 - width_of(text))
        return strip_of((Span(mark, "bar"), Span(filled, "cursor")), width, theme)
