"""The list of articles with the annotator's progress."""

from __future__ import annotations

import time

from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.text import displayable, pad
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

_BAR = 8
_NUMBERS = (("done", 11), ("open", 6), ("unsure", 7), ("notes", 6), ("last", 12))


def when(milliseconds: int | None) -> str:
    """A time as people read it in a list: the day, or the hour when it was today."""
    if milliseconds is None:
        return ""
    moment, now = time.localtime(milliseconds / 1000), time.localtime()
    today = moment[:3] == now[:3]
    return time.strftime("%H:%M" if today else "%Y-%m-%d", moment)


class ArticlesScreen(OverScreen):
    """All articles; Enter opens one at its first open unit."""

    HEADING = "Articles"

    def heading_text(self) -> tuple[str, str]:
        return f"Articles ({len(self.session.articles)})", self.session.annotator.name

    def first_cursor(self) -> int | None:
        return self.session.sheet.article.key

    def lines(self) -> list[Line]:
        session = self.session
        known = {row.article: row for row in session.store.progress(session.annotator.key)}
        width = max(20, min(self.app.size.width, self.page.MEASURE) - 4)
        wide = width >= 80
        title = (
            width - 5 - sum(cells for _, cells in _NUMBERS[: 5 if wide else 2]) - (_BAR + 1 if wide else 0)
        )
        heads = "".join(f"{name:>{cells}}" for name, cells in _NUMBERS[: 5 if wide else 2])
        made = [line(f"{'':4} {pad('', title)}{'' if not wide else ' ' * (_BAR + 1)}{heads}", "dim")]
        for row in session.articles:
            counts = known.get(row.key)
            done, asked = (counts.done, counts.n_asked) if counts is not None else (0, row.n_asked)
            cells = [f"{done} of {asked}", str(asked - done)]
            if wide and counts is not None:
                cells += [str(counts.unsure or ""), str(counts.noted or ""), when(counts.last_ms)]
            share = int(_BAR * done / asked) if asked else 0
            bar = "▰" * share + "▱" * (_BAR - share) + " " if wide else ""
            numbers = "".join(f"{cell:>{room}}" for cell, (_, room) in zip(cells, _NUMBERS, strict=False))
            spans = (
                Span(f"{row.number:>4} "),
                Span(pad(displayable(row.title) or "Untitled", title)),
                Span(bar + numbers, "done" if asked and done == asked else "dim"),
            )
            made.append(Line(spans, item=row.key))
        return made

    def choose(self, item: int) -> None:
        self.back_with(self.session.open_article(item))
