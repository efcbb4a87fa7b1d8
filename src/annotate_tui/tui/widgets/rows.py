"""A widget that is handed finished rows and paints only those that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotate_tui.tui.text import fit, width_of

if TYPE_CHECKING:
    from annotate_tui.tui.theme import Theme


KEPT = 1000
"""So many painted rows a widget keeps: the same rows come again and again while one labels."""


class Span(NamedTuple):
    """A piece of a row: displayable text, its role in the theme, and what a click on it means."""

    text: str
    role: str = "text"
    target: tuple[str, str] | None = None


Row = tuple[Span, ...]


def fitted(row: Sequence[Span], width: int) -> Row:
    """The row cut to a width, with "…" where something is missing."""
    left = width
    kept: list[Span] = []
    for span in row:
        cells = width_of(span.text)
        if cells > left:
            if left > 0:
                kept.append(span._replace(text=fit(span.text, left)))
            elif kept and not kept[-1].text.endswith("…"):
                kept[-1] = kept[-1]._replace(text=fit(kept[-1].text + "…", width_of(kept[-1].text)))
            break
        kept.append(span)
        left -= cells
    return tuple(kept)


def strip_of(row: Row, width: int, theme: Theme, *, fill: str = "text") -> Strip:
    """A row as the terminal gets it, in exactly so many cells."""
    segments = [Segment(span.text, theme[span.role]) for span in row if span.text]
    cells = sum(width_of(span.text) for span in row)
    if cells < width:
        segments.append(Segment(" " * (width - cells), theme[fill]))
    strip = Strip(segments, max(cells, width))
    return strip if cells <= width else strip.adjust_cell_length(width, theme[fill])


class BareWidget(Widget):
    """A widget whose rows go to the terminal as they are.

    The framework adds borders, padding, background and opacity to every row of
    every visible widget at every key.  Our rows have none of these, and without
    that step a key costs a third less.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = self.strips(crop.y, crop.bottom, crop.right)
        filters = self.app.get_line_filters()
        if filters:  # NO_COLOR
            background = self.background_colors[1]
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips] if crop.x else strips

    def strips(self, first: int, last: int, width: int) -> list[Strip]:
        """The rows from one to before another, in so many cells."""
        raise NotImplementedError


class RowsWidget(BareWidget):
    """Rows of spans, from the top; whoever owns the widget hands it all rows at every change."""

    DEFAULT_CSS = "RowsWidget { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the framework's name
        super().__init__(id=id)
        self.rows: list[Row] = []
        self._strips: dict[int, Strip] = {}
        self._known: dict[Row, Strip] = {}
        self._made_for: tuple[object, int] = (None, 0)

    def show(self, rows: Sequence[Row]) -> None:
        """Paint these rows; only the ones that are others than before are sent to the terminal."""
        before, self.rows = self.rows, list(rows)
        count = max(len(before), len(self.rows))
        changed = [y for y in range(count) if before[y : y + 1] != self.rows[y : y + 1]]
        if changed:
            width = self._made_for[1] or self.size.width
            for y in changed:
                self._strips.pop(y, None)
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def strips(self, first: int, last: int, width: int) -> list[Strip]:
        made_for = (self.app.look, width)  # type: ignore[attr-defined]  # every app of ours has it
        if made_for != self._made_for or len(self._known) > KEPT:
            self._made_for = made_for
            self._strips.clear()
            self._known.clear()
        known = self._strips
        for y in range(first, last):
            if y not in known:
                known[y] = self.render_line(y)
        return [known[y] for y in range(first, last)]

    def render_line(self, y: int) -> Strip:
        row = self.rows[y] if y < len(self.rows) else ()
        strip = self._known.get(row)
        if strip is None:
            theme: Theme = self.app.look  # type: ignore[attr-defined]  # every app of ours has it
            strip = self._known[row] = strip_of(row, self._made_for[1], theme)
        return strip

    def target_at(self, x: int, y: int) -> tuple[str, str] | None:
        """What a click at a place means."""
        if not 0 <= y < len(self.rows):
            return None
        left = 0
        for span in self.rows[y]:
            left += width_of(span.text)
            if x < left:
                return span.target
        return None
