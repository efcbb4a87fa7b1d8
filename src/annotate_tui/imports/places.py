"""Where a row's text stands: article, unit, and offsets that are checked against what the file quotes.

Offsets are code points.  Programs that run in a browser count UTF-16 units instead; where a quoted
text stands at the offsets counted so, that is what was meant.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from annotate_tui.dataset.model import DOCUMENT
from annotate_tui.dataset.rows import ID_DIGITS
from annotate_tui.errors import UsageError
from annotate_tui.imports.rows import Place
from annotate_tui.store.rows import ArticleRow, StoredUnit
from annotate_tui.store.store import Store

_ARTICLES_AT_HAND = 16
_SHOWN = 60


@dataclass(frozen=True)
class Spot:
    """A stretch of an article that a row speaks of."""

    article: Opened
    start: int
    end: int
    unit: StoredUnit | None
    """None: the article as a whole."""

    @property
    def key(self) -> int:
        """The row key of the unit that labels hang on."""
        return self.article.document if self.unit is None else self.unit.key

    @property
    def kind(self) -> str:
        """The unit's kind, or ``document``."""
        return DOCUMENT if self.unit is None else self.unit.kind.value

    @property
    def text(self) -> str:
        """What stands there."""
        return self.article.text[self.start : self.end]


class Opened:
    """An article with its text and units."""

    def __init__(self, store: Store, row: ArticleRow) -> None:
        self.row = row
        self.text = store.text(row.key)
        self.units = store.units(row.key)
        self.document = store.document_unit(row.key)
        self._at = {(unit.start, unit.end): unit for unit in self.units}
        self._starts = [unit.start for unit in self.units]

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"“{self.row.title or self.row.source or self.row.article_id[:ID_DIGITS]}”"

    def whole(self) -> Spot:
        """The article as a whole."""
        return Spot(self, 0, len(self.text), None)

    def find_unit(self, start: int, end: int) -> StoredUnit | None:
        """The unit that begins and ends exactly there."""
        return self._at.get((start, end))

    def unit(self, start: int, end: int) -> StoredUnit:
        """The same.  Raises UsageError, with the nearest unit."""
        found = self.find_unit(start, end)
        if found is None:
            near = self.around(start)
            hint = f"; the nearest is {near.start}–{near.end}" if near else ""
            raise UsageError(
                f"{self.name} has no unit {start}–{end} in the segmentation that is in force{hint}."
            )
        return found

    def around(self, start: int) -> StoredUnit | None:
        """The unit in which an offset lies, or else the one before it."""
        place = bisect_right(self._starts, start) - 1
        return self.units[max(place, 0)] if self.units else None

    @cached_property
    def by_text(self) -> dict[str, list[StoredUnit]]:
        """Text → the units that have it."""
        found: dict[str, list[StoredUnit]] = {}
        for unit in self.units:
            found.setdefault(self.text[unit.start : unit.end], []).append(unit)
        return found


class Places:
    """The articles of a database, found by what files say of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = {row.article_id: row for row in store.articles()}
        self._by_prefix: dict[str, list[ArticleRow]] = {}
        for row in self._rows.values():
            self._by_prefix.setdefault(row.article_id[:ID_DIGITS], []).append(row)
        self._open: OrderedDict[str, Opened] = OrderedDict()

    def find(self, place: Place) -> Spot:
        """Where a row's text stands.  Raises UsageError."""
        prefix, start, end, document = _named(place)
        if not prefix:
            return self._by_text(place)
        article = self._article(prefix)
        if document:
            return article.whole()
        if start is None or end is None:
            return self._without_offsets(article, place.text)
        start, end = checked(article.text, start, end, place.text, article.name)
        return Spot(article, start, end, article.unit(start, end))

    def _article(self, name: str) -> Opened:
        name = name.lower()
        found = [row for row in self._by_prefix.get(name[:ID_DIGITS], ()) if row.article_id.startswith(name)]
        if len(found) != 1:
            raise UsageError(f"There is no article with the id {_short(name)}; import its text first.")
        return self._opened(found[0])

    def _opened(self, row: ArticleRow) -> Opened:
        article = self._open.get(row.article_id)
        if article is None:
            article = self._open[row.article_id] = Opened(self._store, row)
            if len(self._open) > _ARTICLES_AT_HAND:
                self._open.popitem(last=False)
        self._open.move_to_end(row.article_id)
        return article

    def _without_offsets(self, article: Opened, text: str | None) -> Spot:
        if text is None or text == article.text:
            return article.whole()
        units = article.by_text.get(text, ())
        if len(units) == 1:
            return Spot(article, units[0].start, units[0].end, units[0])
        if units:
            raise UsageError(
                f"{article.name} has {len(units)} units with the text “{_short(text)}”; "
                "give start and end as well."
            )
        raise UsageError(
            f"“{_short(text)}” is neither the text of {article.name} nor that of one of its units."
        )

    def _by_text(self, place: Place) -> Spot:
        if place.text is None:
            raise UsageError("the row does not say which article it is about (article_id).")
        known = self._rows.get(hashlib.sha256(place.text.encode()).hexdigest())
        if known is not None:
            return self._opened(known).whole()
        found = self._units_by_text.get(place.text.strip(), ())
        if len(found) == 1:
            article_id, start, end = found[0]
            article = self._opened(self._rows[article_id])
            return Spot(article, start, end, article.unit(start, end))
        if found:
            raise UsageError(
                f"“{_short(place.text)}” is the text of {len(found)} units; give article_id, start and end."
            )
        raise UsageError(f"“{_short(place.text)}” is neither the text of an article nor that of a unit here.")

    @cached_property
    def _units_by_text(self) -> dict[str, list[tuple[str, int, int]]]:
        found: dict[str, list[tuple[str, int, int]]] = {}
        for row in self._rows.values():
            text = self._store.text(row.key)
            for unit in self._store.units(row.key):
                found.setdefault(text[unit.start : unit.end], []).append(
                    (row.article_id, unit.start, unit.end)
                )
        return found


def _named(place: Place) -> tuple[str, int | None, int | None, bool]:
    """The id of the article or its beginning, start, end, and whether the whole article is meant."""
    prefix, start, end, document = place.article, place.start, place.end, place.document
    if place.unit and (not prefix or start is None or end is None):
        named, _, offsets = place.unit.partition(":")
        prefix = prefix or named
        first, _, last = offsets.partition("-")
        if offsets == DOCUMENT:
            document = True
        elif first.isdecimal() and last.isdecimal():
            start, end = int(first), int(last)
        else:
            raise UsageError(f"{place.unit!r} is no unit_id; it is written as in 1f2e3d4c5b6a7988:0-93.")
    if prefix and not (ID_DIGITS <= len(prefix) <= 64):
        raise UsageError(
            f"{prefix!r} is no id of an article; it has 64 digits, and {ID_DIGITS} of them must be given."
        )
    return prefix, start, end, document or (start == 0 and end == 0)


def checked(text: str, start: int, end: int, quoted: str | None, name: str) -> tuple[int, int]:
    """Offsets into a text in code points, if what the file quotes stands there.

    Raises UsageError when it stands there neither in code points nor in UTF-16 units.
    """
    if quoted is None:
        if not 0 <= start < end <= len(text):
            raise UsageError(f"{start}–{end} lies outside {name}, which has {len(text)} characters.")
        return start, end
    if 0 <= start < end <= len(text) and text[start:end] == quoted:
        return start, end
    units = text.encode("utf-16-le")
    if 0 <= start < end <= len(units) // 2 and units[2 * start : 2 * end] == quoted.encode("utf-16-le"):
        first = len(units[: 2 * start].decode("utf-16-le", errors="replace"))
        return first, first + len(quoted)
    there = text[start:end] if 0 <= start < end else ""
    raise UsageError(
        f"at {start}–{end} of {name} stands “{_short(there)}”, and the file quotes “{_short(quoted)}”."
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
