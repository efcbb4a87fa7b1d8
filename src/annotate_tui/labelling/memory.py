"""Which unit was labelled last, for giving its labels to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.codebook.model import Answers
from annotate_tui.labelling.answering import labels
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import place, place_elsewhere

if TYPE_CHECKING:
    from annotate_tui.store.rows import HistoryRow


class Source(NamedTuple):
    """A unit whose labels another can get: where it is, in words, and its labels."""

    where: str
    given: Answers


class _Remembered(NamedTuple):
    unit: int
    where: str
    """As it is called in another article."""
    given: Answers


class Labelled:
    """The last two units that were labelled: the current one may be one of them."""

    def __init__(self) -> None:
        self._units: list[_Remembered] = []

    def remember(self, sheet: Sheet, index: int) -> None:
        """This unit was labelled just now, or its labels were taken away."""
        key = sheet.key(index)
        given = labels(sheet, index)
        self._units = [entry for entry in self._units if entry.unit != key]
        if given:
            self._units = [*self._units[-1:], _Remembered(key, place_elsewhere(sheet, index), given)]

    def last(
        self,
        sheet: Sheet,
        index: int,
        events: Iterable[HistoryRow],
        read: Callable[[int], Sheet | None],
    ) -> Source | None:
        """The unit labelled last, other than this one, with its labels as they are now.

        ``events``, newest first, are looked at when nothing was labelled in this
        run of the program yet; ``read`` reads another article that they name.
        """
        here = sheet.key(index)
        for entry in reversed(self._units):
            found = sheet.index_of(entry.unit)
            given = entry.given if found is None else labels(sheet, found)
            if entry.unit != here and given:
                return Source(entry.where if found is None else place(sheet, found), given)
        if self._units:
            return None
        sheets: dict[int, Sheet | None] = {sheet.article.key: sheet}
        for row in events:
            if row.unit is None or row.unit == here or row.article is None:
                continue
            if row.article not in sheets:
                sheets[row.article] = read(row.article)
            if (there := sheets[row.article]) is None:
                continue
            found = there.index_of(row.unit)
            if found is None or there.is_document(found):
                continue
            if given := labels(there, found):
                where = place(there, found) if there is sheet else place_elsewhere(there, found)
                return Source(where, given)
        return None
