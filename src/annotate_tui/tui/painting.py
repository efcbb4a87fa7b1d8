"""What a key changed goes to the terminal at once.

The framework paints when it comes to it: each widget tells its screen through
two queues that it has changed, a timer calls the compositor, and that asks every
widget of the screen for its rows.  For rows that go to the terminal as they are
(`BareWidget`) none of this is needed, and without it a key takes half the time.

A `Painter` also remembers which rows it painted where, so that only the part of
a row that became another is sent.

It is a short cut and nothing more: where anything else is to be painted too, it
does nothing, and the framework paints as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from annotate_tui.tui.widgets.rows import BareWidget

if TYPE_CHECKING:
    from rich.console import Console
    from textual.screen import Screen
    from textual.widget import Widget

FRAME = ("\x1b[?2026h", "\x1b[?2026l")
"""Around a picture, for terminals that show it all at once."""


class Painter:
    """Paints rows that changed; the rows of one terminal."""

    def __init__(self) -> None:
        self._painted: dict[tuple[int, int], Strip] = {}

    def forget(self) -> None:
        """Somebody else painted: what stands where is not known any more."""
        self._painted.clear()

    def paint(self, screen: Screen[object], console: Console) -> str:
        """What to send to the terminal for everything that changed; empty where the framework must paint."""
        if screen._layout_required or screen._scroll_required or screen._repaint_required:
            return ""
        compositor = screen._compositor
        if screen._dirty_widgets or compositor._dirty_regions:
            return ""
        changed = _changed(compositor)
        if not changed:
            return ""
        sent: list[str] = []
        for widget in changed:
            widget._repaint_required = False
            self._paint_widget(widget, *compositor.visible_widgets[widget], console, sent)
        return "".join(sent)

    def _paint_widget(
        self, widget: Widget, place: Region, clip: Region, console: Console, sent: list[str]
    ) -> None:
        # Its scrollbar is a widget of its own, in front of it.
        seen = clip.intersection(place.shrink((0, widget.scrollbar_size_vertical, 0, 0)))
        left = seen.x
        for y, (first, end) in sorted(_rows(widget, place, seen).items()):
            rows = widget.render_lines(Region(left - place.x, y - place.y, seen.width, 1))
            strip = rows[0]
            before = self._painted.get((left, y))
            self._painted[left, y] = strip
            if before is None or before.cell_length != strip.cell_length:
                start, cut = first - left, strip.crop(first - left, end - left)
            elif (found := difference(before, strip)) is not None:
                start, cut = found
            else:
                continue
            sent += (f"\x1b[{y + 1};{left + start + 1}H", cut.render(console))


def _changed(compositor: Compositor) -> list[Widget]:
    """The widgets to paint; none when not all of them can be painted here."""
    changed: list[Widget] = []
    for widget in compositor.visible_widgets:
        if widget._layout_required or widget._scroll_required:
            return []
        if widget._repaint_required:
            if not isinstance(widget, BareWidget | ScrollBar):
                return []
            changed.append(widget)
    return changed


def _rows(widget: Widget, place: Region, seen: Region) -> dict[int, tuple[int, int]]:
    """The rows of the terminal to paint: from which column to before which."""
    rows: dict[int, tuple[int, int]] = {}
    for region in widget._exchange_repaint_regions():
        dirty = seen.intersection(region.translate(place.offset))
        for y in range(dirty.y, dirty.bottom):
            first, end = rows.get(y, (dirty.x, dirty.right))
            rows[y] = min(first, dirty.x), max(end, dirty.right)
    return rows


def difference(before: Strip, now: Strip) -> tuple[int, Strip] | None:
    """From which cell on a row must be painted again, and what; None where nothing changed.

    Both rows have the same number of cells.
    """
    old, new = before._segments, now._segments
    if old == new:
        return None
    first = cells = 0
    shortest = min(len(old), len(new))
    while first < shortest and old[first] == new[first]:
        cells += new[first].cell_length
        first += 1
    same = 0
    while same < shortest - first and old[-1 - same] == new[-1 - same]:
        same += 1
    return cells, Strip(new[first : len(new) - same])
