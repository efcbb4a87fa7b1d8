"""Which unit was labelled last, for giving its labels to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Answers
from annotate_tui.labelling.answering import labels
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import place

if TYPE_CHECKING:
    from annotate_tui.store.rows import HistoryRow


class Labelled:
    """The last two units that were labelled: the current one may be one of them."""

    def __init__(self) -> None:
        self._units: list[tuple[int, str, Answers]] = []

    def remember(self, sheet: Sheet, index: int) -> None:
        """This unit was labelled just now."""
        key = sheet.key(index)
        self._units = [entry for entry in self._units if entry[0] != key][-1:]
        self._units.append((key, place(sheet, index), labels(sheet, index)))

    def last(self, sheet: Sheet, index: int, events: Iterable[HistoryRow]) -> tuple[str, Answers] | None:
        """Where the unit labelled last is, other than this one, and its labels as they are now.

        ``events``, newest first, are looked at when nothing was labelled in this
        run of the program yet.
        """
        here = sheet.key(index)
        for key, where, given in reversed(self._units):
            found = sheet.index_of(key)
            current = given if found is None else labels(sheet, found)
            if key != here and current:
                return where, current
        if self._units:
            return None
        for row in events:
            found = None if row.unit is None else sheet.index_of(row.unit)
            if found is None or found == index or sheet.is_document(found):
                continue
            if given := labels(sheet, found):
                return place(sheet, found), given
        return None
