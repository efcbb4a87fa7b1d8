"""What was shown to the annotator that could influence a label: kept in the log beside the labels."""

from __future__ import annotations

from annotate_tui.codebook.conditions import warnings_for
from annotate_tui.codebook.model import Answers, SoftWarning
from annotate_tui.labelling.cues import Cues, Mode, Spans
from annotate_tui.labelling.outcome import Outcome, refused
from annotate_tui.labelling.saving import Line
from annotate_tui.labelling.sheet import Sheet

_NO_CUES = "This project shows no cue highlights."


class Shown:
    """Warnings and highlights: when they are shown, and that it is kept once."""

    def __init__(self, line: Line, cues: Cues | None) -> None:
        self.cues = cues
        self._line = line
        self._seen: dict[int, bool] = {}
        self._warned: set[tuple[int, str]] = set()
        self._overridden: set[tuple[int, str]] = set()

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
        """The annotator went on although these were said."""
        key = sheet.key(index)
        for doubt in doubts:
            if (key, doubt.id) not in self._overridden:
                self._overridden.add((key, doubt.id))
                self._line.view(sheet.article.key, key, "warning", doubt.id)

    # -- highlights ----------------------------------------------------------

    def cues_at(self, sheet: Sheet, index: int) -> Spans:
        """The phrases to underline in a unit."""
        if self.cues is None or not self._is_shown(self.cues, sheet, index):
            return ()
        return self.cues.spans(sheet.unit_text(index))

    def toggle_cues(self, sheet: Sheet, index: int) -> Outcome:
        """Switch highlights on or off, where the project lets annotators choose."""
        if self.cues is None or not sheet.units:
            return refused(_NO_CUES)
        before = self.cues.chosen
        message = self.cues.toggle()
        if self.cues.chosen == before:
            return refused(message)
        unit = sheet.key(min(index, len(sheet.units) - 1))
        self._line.view(sheet.article.key, unit, "highlights", "on" if self.cues.chosen else "off")
        return Outcome(message)

    def answering(self, sheet: Sheet, index: int) -> None:
        """An answer is about to be written: keep which highlights the annotator saw, where there are any."""
        if self.cues is None or self.cues.mode is Mode.OFF or sheet.is_document(index):
            return
        key, shown = sheet.key(index), self._is_shown(self.cues, sheet, index)
        if self._seen.get(key) != shown:
            self._seen[key] = shown
            record = self.cues.record(sheet.unit_text(index), shown=shown)
            self._line.view(sheet.article.key, key, "cues", record)

    @staticmethod
    def _is_shown(cues: Cues, sheet: Sheet, index: int) -> bool:
        if sheet.is_document(index):
            return False
        return cues.is_shown(sheet.article.article_id, answered=bool(sheet.answers(index)))
