"""What happened to a unit, as lines under their days.  No Textual here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Codebook
from annotate_tui.labelling.happened import happened, spent, who
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate_tui.store.rows import HistoryRow


def day_and_hour(milliseconds: int) -> tuple[str, str]:
    """When something happened, in local time."""
    moment = time.localtime(milliseconds / 1000)
    return time.strftime("%Y-%m-%d", moment), time.strftime("%H:%M:%S", moment)


def history_lines(rows: Iterable[HistoryRow], codebook: Codebook, text: str) -> list[Line]:
    """The events under their days; ``text`` is that of the unit."""
    made: list[Line] = []
    last = ""
    for row in rows:
        day, hour = day_and_hour(row.wall_ms)
        if day != last:
            last = day
            made += [line(), line(day, "title")]
        took = spent(row.dwell_ms)
        made.append(
            Line(
                (
                    Span(f"  {hour}  ", "dim"),
                    Span(f"{displayable(who(row))}  ", "code"),
                    Span(displayable(happened(row, codebook, text))),
                    Span(f"  after {took}" if took else "", "dim"),
                ),
                12,
            )
        )
    return made
