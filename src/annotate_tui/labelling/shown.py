"""What was shown to the annotator that could influence a label: kept in the log beside the labels.

It is kept in the act of the label that it belongs to, so that a label costs one
transaction as before; what belongs to no label waits here for the next one.
"""

from __future__ import annotations

from annotate_tui.codebook.conditions import UnitState, warnings_for
from annotate_tui.codebook.lexicon_shown import VIEW, ShownCues, State
from annotate_tui.codebook.model import Answers, SoftWarning
from annotate_tui.labelling.cue_policy import Mode
from annotate_tui.labelling.cues import Cues, Found, Spans
from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.outcome import Outcome, refused
from annotate_tui.labelling.saving import Line
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.store.session import Change

LOOKED_AT_MS = 1000
"""A unit that was in front of the annotator for less was only passed by."""

_NO_CUES = "This project shows no cue highlights."
_MOST_WAITING = 50


class Shown:
    """Warnings and highlights: when they are shown, and that it is kept."""

    def __init__(self, line: Line, dwell: Dwell, cues: Cues | None) -> None:
        self.cues = cues
        self._line = line
        self._dwell = dwell
        self._waiting: list[Change] = []
        self._kept: State | None = None
        """What was kept last about the unit that the annotator is at."""
        self._answered: set[int] = set()
        """Units that were answered while highlights waited for the first answer."""
        self._revealed: set[int] = set()
        self._warned: set[tuple[int, str]] = set()
        self._overridden: set[tuple[int, str]] = set()

    # -- what waits to be kept -------------------------------------------------

    def take(self) -> list[Change]:
        """What is to be kept with the label that is about to be written."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def flush(self, article: int) -> None:
        """Keep what waits in an act of its own, where there is no label to come."""
        if self._waiting:
            self._line.views(article, self.take())

    # -- warnings ------------------------------------------------------------

    def warnings(self, sheet: Sheet, index: int, answers: Answers) -> tuple[SoftWarning, ...]:
        """Combinations of answers that deserve a second look."""
        if sheet.is_document(index):
            return ()
        return warnings_for(sheet.codebook, sheet.kind(index), answers, sheet.unit_text(index))

    def stopping(self, sheet: Sheet, index: int, doubts: tuple[SoftWarning, ...]) -> SoftWarning | None:
        """The warning that wants a second Enter, the first time it appears at a unit."""
        for doubt in doubts:
            seen = (sheet.key(index), doubt.id)
            if doubt.confirm and seen not in self._warned:
                self._warned.add(seen)
                return doubt
        return None

    def overridden(self, sheet: Sheet, index: int, doubts: tuple[SoftWarning, ...]) -> None:
        """The annotator goes on although these were said."""
        key = sheet.key(index)
        for doubt in doubts:
            if (key, doubt.id) not in self._overridden:
                self._overridden.add((key, doubt.id))
                self._waiting.append(Change(key, "", doubt.id, item="warning"))

    # -- highlights ----------------------------------------------------------

    def cues_at(self, sheet: Sheet, index: int) -> Spans:
        """The phrases to underline in a unit."""
        cues = self.cues
        if cues is None or sheet.is_document(index) or not self._state(cues, sheet, index).shows:
            return ()
        return _found(cues, sheet, index).underlined()

    def toggle_cues(self, sheet: Sheet, index: int) -> Outcome:
        """Switch highlights on or off, where the project lets annotators choose."""
        if self.cues is None or not sheet.units:
            return refused(_NO_CUES)
        before = self.cues.chosen
        message = self.cues.toggle(sheet.article)
        if self.cues.chosen == before:
            return refused(message)
        unit = sheet.key(min(index, len(sheet.units) - 1))
        self._line.view(sheet.article.key, unit, "highlights", "on" if self.cues.chosen else "off")
        return Outcome(message, cues=True)

    def answering(self, sheet: Sheet, index: int) -> None:
        """An answer is about to be written: keep which highlights the annotator saw."""
        cues = self.cues
        if cues is None or sheet.is_document(index):
            return
        state = self._state(cues, sheet, index)
        key = sheet.key(index)
        first = None
        if state is State.AFTER and key not in self._revealed:
            self._revealed.add(key)
            first = sheet.answers(index)
        self._answered.add(key)
        if state is not self._kept:
            self._kept = state
            self._keep(sheet, index, self._record(cues, sheet, index, state, first=first))

    def reveal(self, sheet: Sheet, index: int, final: Answers) -> bool:
        """The first answer is complete: show the highlights where they come after it.

        False where there is nothing to show, or nothing new.
        """
        cues = self.cues
        if cues is None or cues.mode is not Mode.AFTERWARDS or sheet.is_document(index):
            return False
        if self._state(cues, sheet, index) is not State.BEFORE:
            return False
        if final != sheet.answers(index):
            self.answering(sheet, index)
        self._revealed.add(sheet.key(index))
        self._kept = State.AFTER
        self._keep(sheet, index, self._record(cues, sheet, index, State.AFTER, first=final))
        return bool(_found(cues, sheet, index).underlined())

    def leave(self, sheet: Sheet, index: int) -> None:
        """The annotator goes elsewhere: keep what they looked at without answering."""
        kept, self._kept = self._kept, None
        cues = self.cues
        if cues is None or kept is not None or not len(sheet) or sheet.is_document(index):
            return
        spent = self._dwell.visit_ms
        if spent < LOOKED_AT_MS:
            return
        state = self._state(cues, sheet, index)
        self._keep(sheet, index, self._record(cues, sheet, index, state, dwell_ms=spent))
        if len(self._waiting) >= _MOST_WAITING:
            self.flush(sheet.article.key)

    def _keep(self, sheet: Sheet, index: int, record: ShownCues) -> None:
        self._waiting.append(Change(sheet.key(index), "", record.to_text(), item=VIEW))

    def _record(
        self,
        cues: Cues,
        sheet: Sheet,
        index: int,
        state: State,
        *,
        first: Answers | None = None,
        dwell_ms: int | None = None,
    ) -> ShownCues:
        found = None if cues.mode is Mode.OFF else _found(cues, sheet, index)
        key_ms = self._dwell.first_key_ms
        return cues.record(state, found, first_key_ms=key_ms, first=first, dwell_ms=dwell_ms)

    def _state(self, cues: Cues, sheet: Sheet, index: int) -> State:
        key = sheet.key(index)
        was_done = key not in self._answered and sheet.state(index) is UnitState.DONE
        return cues.state(sheet.article, revealed=key in self._revealed or was_done)


def _found(cues: Cues, sheet: Sheet, index: int) -> Found:
    unit = sheet.units[index]
    return cues.found(sheet.article, unit.key, unit.start, sheet.unit_text(index))
