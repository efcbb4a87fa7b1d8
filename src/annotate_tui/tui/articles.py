"""The list of articles as lines to choose from, in as many columns as there is room for.  No Textual here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.tui.text import bar, displayable, pad
from annotate_tui.tui.widgets.page_view import Line
from annotate_tui.tui.widgets.rows import Row, Span

if TYPE_CHECKING:
    from annotate_tui.store.rows import ArticleRow, ProgressRow

_BAR = 10
_NUMBER = 6
_SHORTEST_TITLE = 28


def when(milliseconds: int | None) -> str:
    """A time as people read it in a list: the day, or the hour when it was today."""
    if milliseconds is None:
        return ""
    moment, now = time.localtime(milliseconds / 1000), time.localtime()
    today = moment[:3] == now[:3]
    return time.strftime("%H:%M" if today else "%Y-%m-%d", moment)


class _Counts(NamedTuple):
    """An article's row in numbers."""

    units: int
    asked: int
    done: int
    unsure: int
    noted: int
    last_ms: int | None

    @property
    def share(self) -> float:
        """How much of what is asked is done."""
        return self.done / self.asked if self.asked else 0.0


def _counts(row: ArticleRow, known: ProgressRow | None) -> _Counts:
    if known is None:
        return _Counts(row.n_units, row.n_asked, 0, 0, 0, None)
    return _Counts(row.n_units, known.n_asked, known.done, known.unsure, known.noted, known.last_ms)


class _Column(NamedTuple):
    """``rank`` says which columns stay where there is little room (0 first)."""

    head: str
    cells: int
    rank: int
    says: Callable[[_Counts], str]


def _number(count: int) -> str:
    return f"{count:,}" if count else "–"


_COLUMNS = (
    _Column("", _BAR + 2, 6, lambda counts: bar(counts.share, _BAR)),
    _Column("units", 7, 5, lambda counts: _number(counts.units)),
    _Column("done", 7, 0, lambda counts: _number(counts.done)),
    _Column("open", 7, 1, lambda counts: _number(counts.asked - counts.done)),
    _Column("unsure", 8, 2, lambda counts: _number(counts.unsure)),
    _Column("notes", 7, 4, lambda counts: _number(counts.noted)),
    _Column("last worked on", 16, 3, lambda counts: when(counts.last_ms) or "–"),
)


def _layout(width: int) -> tuple[int, list[_Column]]:
    """How wide titles are, and the columns behind them."""
    room = width - _NUMBER
    chosen: list[_Column] = []
    for column in sorted(_COLUMNS, key=lambda each: each.rank):
        if room - column.cells < _SHORTEST_TITLE:
            break
        chosen.append(column)
        room -= column.cells
    return max(room, 10), [column for column in _COLUMNS if column in chosen]


def article_columns(width: int) -> Row:
    """What stands over the columns."""
    title, columns = _layout(width)
    heads = "".join(f"{column.head:>{column.cells}}" for column in columns)
    return (Span(" " * _NUMBER + pad("title", title) + heads, "dim"),)


def article_lines(
    articles: Sequence[ArticleRow], progress: Mapping[int, ProgressRow], width: int
) -> list[Line]:
    """One line an article; its row key is the item."""
    title, columns = _layout(width)
    made = []
    for row in articles:
        counts = _counts(row, progress.get(row.key))
        cells = "".join(f"{column.says(counts):>{column.cells}}" for column in columns)
        spans = (
            Span(f"{row.number:>{_NUMBER - 2}}  ", "dim"),
            Span(pad(displayable(row.title) or "Untitled", title)),
            Span(cells, "done" if counts.asked and counts.done >= counts.asked else "dim"),
        )
        made.append(Line(spans, item=row.key))
    return made
