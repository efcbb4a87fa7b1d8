"""Which article is open, and how an annotator comes to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.labelling.desk import Desk
from annotate_tui.labelling.outcome import Outcome, refused
from annotate_tui.labelling.reading import read_sheet
from annotate_tui.labelling.sheet import Sheet

if TYPE_CHECKING:
    from annotate_tui.store.rows import ArticleRow


def start(desk: Desk, article: int | None) -> Outcome:
    """Open an article, or the one that this annotator worked on last, where they were."""
    places = ((row.article, row.unit) for row in desk.newest_events() if row.unit is not None)
    last = next(places, None)
    if article is None:
        known = {row.key for row in desk.articles}
        article = desk.articles[0].key
        if last is not None and last[0] in known:
            article = last[0]
    outcome = open_article(desk, article)
    if last is not None and last[0] == article:
        index = desk.sheet.index_of(last[1])
        if index is not None:
            desk.at.resume(index)
    return outcome


def open_article(desk: Desk, key: int) -> Outcome:
    """Open an article at its first unit that wants an answer."""
    desk.seen = desk.store.data_version()
    sheet = _read(desk, next(row for row in desk.articles if row.key == key))
    desk.at.enter(sheet)
    return Outcome(article=True)


def read(desk: Desk, key: int) -> Sheet | None:
    """An article as it is now, without opening it; None where it is not in the list."""
    row = next((row for row in desk.articles if row.key == key), None)
    return None if row is None else _read(desk, row)


def _read(desk: Desk, row: ArticleRow) -> Sheet:
    sheet = read_sheet(desk.store, desk.annotator.key, desk.codebook, row)
    apply_line(desk, sheet)
    return sheet


def move(desk: Desk, step: int) -> Outcome:
    """The next or previous article in the list."""
    there = _place(desk) + step
    if not 0 <= there < len(desk.articles):
        return refused("This is the last article." if step > 0 else "This is the first article.")
    return open_article(desk, desk.articles[there].key)


def next_unfinished(desk: Desk) -> ArticleRow | None:
    """The next article, from here round the list, in which something is open for this annotator."""
    progress = {row.article: row for row in desk.store.progress(desk.annotator.key)}
    here = _place(desk)
    for row in (*desk.articles[here + 1 :], *desk.articles[:here]):
        known = progress.get(row.key)
        if known is None or known.done < known.n_asked:
            return row
    return None


def apply_line(desk: Desk, sheet: Sheet) -> None:
    """What was pressed and is still in line counts on top of what is on disk."""
    for act in desk.line:
        for change in act.changes:
            sheet.apply(change.unit, change.facet, change.value, change.item)


def _place(desk: Desk) -> int:
    return next(n for n, row in enumerate(desk.articles) if row.key == desk.sheet.article.key)
