"""Tables for people: whole in a pipe, and in a terminal never wider than it is.

What gives way is long text, never a figure or an id.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click
from rich.cells import cell_len, set_cell_size

from annotate_tui.cli.output import say
from annotate_tui.visible import visible

LEGIBLE = 10
"""A text is not shortened below so many columns …"""

WORTH_SHOWING = 14
"""… and one that can be left out is left out rather than shown in fewer than so many."""

_WIDE, _NARROW = 2, 1
"""Blanks between columns, and where the terminal is narrow."""


@dataclass(frozen=True)
class _Layout:
    """The columns that are shown, how wide each of them is, and the blanks between them."""

    widths: dict[int, int]
    gap: int


def print_table(
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Sequence[int] = (),
    cut: Sequence[int] = (),
    drop: Sequence[int] = (),
) -> None:
    """A table for people, as wide as the terminal at most; into a pipe nothing is cut off.

    ``right`` numbers the columns that hold figures, ``cut`` those whose text may be
    shortened, and ``drop`` those that are left out when that is not enough, in this
    order; that is said.  Cells are data: nothing in them is markup.
    """
    cells = [[visible(str(cell)) for cell in row] for row in rows]
    natural = {number: max(cell_len(line[number]) for line in (head, *cells)) for number in range(len(head))}
    empty = [number for number in natural if not any(line[number] for line in cells)]
    if sys.stdout.isatty():
        layout = _fitted(natural, shutil.get_terminal_size().columns, cut, drop, empty if cells else [])
    else:
        layout = _Layout(natural, _WIDE)
    bold = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    for n, line in enumerate((head, *cells)):
        text = (" " * layout.gap).join(
            _cell(line[number], width, number in right) for number, width in layout.widths.items()
        )
        click.echo(click.style(text.rstrip(), bold=True) if bold and n == 0 else text.rstrip())
    missing = [head[number] for number in drop if number not in layout.widths and number not in empty]
    if missing:
        say(f"Left out because the terminal is narrow: {', '.join(missing)}. A wider one shows everything.")


def _fitted(
    natural: dict[int, int], columns: int, cut: Sequence[int], drop: Sequence[int], empty: Sequence[int]
) -> _Layout:
    """The first layout that fits: closer columns, no empty columns, then without what may be dropped."""
    shown = dict(natural)
    tried = [_Layout(shown, _WIDE), _Layout(shown, _NARROW)]
    for number in (None, *drop):
        shown = {n: width for n, width in shown.items() if n not in empty and n != number}
        tried += [_Layout(shown, _WIDE), _Layout(shown, _NARROW)]
    least = {number: WORTH_SHOWING if number in drop else LEGIBLE for number in cut}
    for layout in tried:
        widths = _shortened(layout.widths, columns - layout.gap * (len(layout.widths) - 1), least)
        if sum(widths.values()) + layout.gap * (len(widths) - 1) <= columns:
            return _Layout(widths, layout.gap)
    # Nothing fits: the shortest there is, and the terminal breaks the lines.
    return _Layout(_shortened(shown, 0, least), _NARROW)


def _shortened(widths: dict[int, int], room: int, least: dict[int, int]) -> dict[int, int]:
    """The widths with the widest texts made narrower until all fit into the room, or none can give way."""
    found = dict(widths)
    while sum(found.values()) > room:
        giving = [number for number in least if number in found and found[number] > least[number]]
        if not giving:
            break
        found[max(giving, key=found.__getitem__)] -= 1
    return found


def _cell(text: str, width: int, is_figure: bool) -> str:
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    blank = " " * (width - cell_len(text))
    return blank + text if is_figure else text + blank
