"""Files that are imported again and say something else now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate_tui.cli.output import counted

if TYPE_CHECKING:
    from annotate_tui.corpus.article import Article, Unit
    from annotate_tui.corpus.changes import UnitChange
    from annotate_tui.store.corrections import TextReplaced
    from annotate_tui.store.rows import ArticleRow
    from annotate_tui.store.store import Store

_STILL_THE_SAME = 0.5
"""An article of which less than this is left is taken for another one."""
_SHOWN = 5
_WIDTH = 70


@dataclass(frozen=True)
class Changed:
    """An article whose file says something else now."""

    row: ArticleRow
    article: Article
    units: list[Unit]
    what: tuple[str, ...]
    """The sentences that changed, each in one line."""
    counts: Counter[str]
    """How many units changed, and how."""

    def summary(self) -> str:
        """What changed, in a sentence."""
        found = ", ".join(f"{n} {how}" for how, n in self.counts.items() if how != "unchanged")
        return (
            f"{self.article.source} has changed since it was imported (article {self.row.number}): {found}."
        )

    def lines(self) -> list[str]:
        """The changed sentences, the first few."""
        more = len(self.what) - _SHOWN
        return [*self.what[:_SHOWN], *([f"… and {more} more"] if more > 0 else [])]


class Sources:
    """The files that articles were imported from."""

    def __init__(self, store: Store) -> None:
        self._store = store
        rows = store.articles()
        named = Counter(row.source for row in rows)
        self._rows = {row.source: row for row in rows if row.source and named[row.source] == 1}
        self._ids = {row.article_id for row in rows}

    def changed(self, article: Article, units: list[Unit]) -> Changed | None:
        """What changed, if this article's file was imported before with another text."""
        row = self._rows.get(article.source)
        if row is None or article.article_id in self._ids:
            return None
        from annotate_tui.corpus.changes import changed_units
        from annotate_tui.store.corrections import as_units

        text, before = self._store.text(row.key), as_units(self._store.units(row.key))
        changes = changed_units(text, before, article.text, units)
        counts = Counter(change.change.value for change in changes)
        left = counts["unchanged"] + counts["moved"] + counts["changed"]
        if left < _STILL_THE_SAME * len(before):
            return None
        what = [_line(change, text, before, article.text, units) for change in changes]
        return Changed(row, article, units, tuple(filter(None, what)), counts)


def _line(change: UnitChange, old_text: str, old: list[Unit], new_text: str, new: list[Unit]) -> str:
    before = "" if change.old is None else _words(old_text, old[change.old])
    after = "" if change.new is None else _words(new_text, new[change.new])
    match change.change.value:
        case "added":
            return f"  + {after}"
        case "removed":
            return f"  - {before}"
        case "changed":
            return f"  ~ {after}"
        case _:
            return ""


def _words(text: str, unit: Unit) -> str:
    words = " ".join(text[unit.start : unit.end].split())
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…"


def replaced_sentence(replaced: TextReplaced) -> str:
    """What became of the labels."""
    kept = f"{counted(replaced.labels, 'label')} of unchanged units were carried over"
    lost = f"; {counted(replaced.lost, 'label')} of changed ones stay in the history" if replaced.lost else ""
    return f"  {kept}{lost}."
