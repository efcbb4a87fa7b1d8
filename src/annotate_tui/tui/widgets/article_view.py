"""The article: all of it, scrolled to the unit in front of the annotator.

Drawn row by row with the framework's Line API: rows are computed once for a
width, and a key repaints only the rows of the units that it touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotate_tui.tui.widgets.article_rows import GUTTER, ArticleRows, Stretches
from annotate_tui.tui.widgets.flow import Flow, paragraphs
from annotate_tui.tui.widgets.rows import BareWidget, strip_of

if TYPE_CHECKING:
    from annotate_tui.labelling.sheet import Sheet
    from annotate_tui.tui.theme import Theme

ROOMY = 24
"""From so many rows on there is an empty row between all units, not only between blocks."""
MEASURE = 100
"""Text wider than this is tiring to read; wider windows get a margin."""
KEPT = 2000
"""So many painted rows are kept for when they are scrolled back to."""


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
        self._rows = ArticleRows(prose=prose)
        self._page = Region()
        self._roomy = -1
        self._strips: dict[int, Strip] = {}
        self._made_for: tuple[object, int] = (None, 0)

    # -- what the owner says -------------------------------------------------

    def show_sheet(self, sheet: Sheet, current: int) -> None:
        """Another article, or the same one in another shape."""
        self._rows.show(sheet, current)
        self._lay_out(force=True)

    @property
    def prose(self) -> bool:
        """Whether sentences flow."""
        return self._rows.prose

    def set_prose(self, prose: bool) -> None:
        """Flowing text, or one unit a paragraph."""
        self._rows.prose = prose
        self._lay_out(force=True)

    def set_cues(self, cues: Callable[[int], Stretches] | None) -> None:
        """What to underline in a unit: (start, end) offsets into its text."""
        self._rows.cues = cues
        self._strips.clear()
        self.refresh()

    def set_passages(self, passages: Callable[[int], Stretches]) -> None:
        """Where something is marked in a unit: (start, end) offsets into its text, none overlapping."""
        self._rows.passages = passages
        self._strips.clear()
        self.refresh()

    def show_current(self, index: int, touched: Iterable[int], unsaved: frozenset[int]) -> None:
        """The current unit, and the units whose labels are others than before."""
        rows = self._rows
        changed = {*touched, *(rows.unsaved ^ unsaved)}
        rows.unsaved = unsaved
        moved = set()
        if index != rows.current:
            moved = {rows.current, index}
            rows.current = index
        if not rows.flow.width:
            return
        for unit in changed | moved:
            self._refresh_unit(unit, only_gutter=unit not in moved)
        self._scroll_to_current()

    def _refresh_unit(self, unit: int, *, only_gutter: bool) -> None:
        first, last = self._rows.rows_of(unit)
        for row in range(first, last + 1):
            self._strips.pop(row, None)
        width = self._page.width
        if only_gutter and not self.prose and self._rows.text_is_the_same(unit):
            width = GUTTER
        self.refresh(Region(0, first - self.scroll_offset.y, width, last - first + 1))

    def scroll_page(self, direction: int) -> None:
        """Read ahead or back without moving to another unit."""
        rows = max(1, self.scrollable_content_region.height - 2)
        self.scroll_to(y=self.scroll_offset.y + direction * rows, animate=False, force=True)

    # -- rows ------------------------------------------------------------------

    def _lay_out(self, *, force: bool = False) -> None:
        rows, sheet = self._rows, self._rows.sheet
        region = self._page = self.scrollable_content_region
        width = min(region.width - rows.gutter - 1, MEASURE)
        if sheet is None or width < 1:
            return
        roomy = 1 if region.height >= ROOMY else 0
        if not force and width == rows.flow.width and roomy == self._roomy:
            self._scroll_to_current()
            return
        self._roomy = roomy
        shape = paragraphs(sheet.text, sheet.units, prose=self.prose, gap=roomy)
        rows.flow = Flow.of(shape, width)
        self.virtual_size = Size(0, rows.height)
        self._strips.clear()
        self.refresh()
        self._scroll_to_current(force=True)

    def _scroll_to_current(self, *, force: bool = False) -> None:
        """Move only when the unit leaves the page; then bring it to the upper third."""
        rows = self._rows
        if rows.sheet is None or not len(rows.sheet) or not rows.flow.width:
            return
        first, last = rows.rows_of(rows.current)
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
        if offset is None:
            return
        unit = self._rows.unit_at(offset.x, offset.y + self.scroll_offset.y)
        if unit is not None:
            self.post_message(self.Clicked(unit))

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
        row = self._rows.row(y + self.scroll_offset.y) if self._rows.flow.width else ()
        return strip_of(row, self._made_for[1], theme)
