"""Where the annotator is: the article, the unit, the question in focus, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.model import Facet
from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.outcome import NOTHING, Outcome, refused
from annotate_tui.labelling.queue import EVERYTHING, Only, next_index, nth_index
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import sentences


class Position:
    """A place in an article, and all ways from it to another.

    ``only`` is the choice of units to move among; the place itself may be any.
    ``leave`` hears which unit is not the one in front of the annotator any more.
    """

    def __init__(
        self, dwell: Dwell, only: Only, leave: Callable[[Sheet, int], None] = lambda _sheet, _index: None
    ) -> None:
        self.sheet: Sheet
        self.index = 0
        self.focus: Facet | None = None
        self.only = only
        self._dwell = dwell
        self._leave = leave
        self._offered: set[int] = set()

    # -- arriving ------------------------------------------------------------

    def enter(self, sheet: Sheet) -> None:
        """Another article, at its first unit that wants an answer."""
        if hasattr(self, "sheet"):
            self._leave(self.sheet, self.index)
        self.sheet, self.index = sheet, 0
        self._begin()
        if len(sheet) and not self.is_todo(0):
            self.to_next_todo()

    def arrive(self, index: int) -> None:
        """Come to a unit: its first open question is in focus, and its time begins."""
        if index != self.index:
            self._leave(self.sheet, self.index)
        self.index = index
        self._begin()

    def _begin(self) -> None:
        self._dwell.arrive()
        self.focus_first()

    def resume(self, index: int) -> None:
        """Come back to where one was, or to the next open unit if that one is done."""
        self.arrive(index)
        if not self.sheet.is_document(index) and not self.is_todo(index):
            self.to_next_todo()

    # -- moving --------------------------------------------------------------

    def move(self, steps: int) -> Outcome:
        """So many of the chosen units forward, or back."""
        target = nth_index(len(self.sheet), self.index, steps, self._is_wanted)
        if target == self.index:
            return refused("This is the end." if steps > 0 else "This is the beginning.")
        self.arrive(target)
        return NOTHING

    def go_to(self, number: int) -> Outcome:
        """The unit with a number, counted from 1."""
        count = len(self.sheet.units)
        if not 1 <= number <= count:
            return refused(f"There is no sentence {number}: this article has {count}.")
        self.arrive(number - 1)
        return NOTHING

    def place_at(self, index: int) -> None:
        """A unit by its index."""
        if index != self.index and 0 <= index < len(self.sheet):
            self.arrive(index)

    def to_next_todo(self, step: int = 1) -> bool:
        """Go to the next unit that wants an answer, round the article; whether there was another."""
        target = next_index(len(self.sheet), self.index, self.is_todo, step=step)
        if target is None or target == self.index:
            return False
        self.arrive(target)
        return True

    def go_on(self, step: int = 1) -> Outcome:
        """The next unit that wants an answer; after the last one, the article itself, once."""
        if self.to_next_todo(step):
            return NOTHING
        sheet = self.sheet
        if not sheet.is_document(self.index) and self.is_todo(self.index):
            which = "open" if self.only is EVERYTHING else f"“{self.only.name}”"
            return refused(f"No other sentence is {which} here.")
        key, page = sheet.article.key, len(sheet.units)
        if sheet.has_document and not sheet.is_document(self.index) and key not in self._offered:
            self._offered.add(key)
            if sheet.state(page) is not UnitState.DONE and self.only is EVERYTHING:
                self.arrive(page)
                said = f"All done: {sentences(sheet.tally(UnitState.DONE))}."
                if not sheet.n_asked:
                    said = "No sentence of this article is asked about."
                return Outcome(f"{said} Now a few questions about the article as a whole.")
        return Outcome(finished=True)

    def is_todo(self, index: int) -> bool:
        """Whether a unit is one to go to: open, or among those that were chosen."""
        if self.sheet.is_document(index):
            return False
        return self.sheet.is_open(index) if self.only is EVERYTHING else self.only.wants(self.sheet, index)

    def _is_wanted(self, index: int) -> bool:
        if self.only is EVERYTHING:
            return True
        return not self.sheet.is_document(index) and self.only.wants(self.sheet, index)

    # -- questions -----------------------------------------------------------

    def move_focus(self, step: int) -> Outcome:
        """The next or previous question of this unit."""
        questions = self.sheet.questions(self.index)
        if not questions:
            return refused("Nothing is asked here.")
        here = questions.index(self.focus) if self.focus in questions else (-1 if step > 0 else 0)
        self.focus = questions[(here + step) % len(questions)]
        return NOTHING

    def focus_first(self) -> None:
        """The first question that is still missing, or the first of all."""
        questions = self.sheet.questions(self.index) if len(self.sheet) else ()
        self.focus = questions[0] if questions else None
        self._focus_missing(questions)

    def focus_next(self) -> None:
        """The next question that is still missing, round from the one in focus; else it stays."""
        questions = self.sheet.questions(self.index)
        if self.focus not in questions:
            self.focus = questions[0] if questions else None
            return
        after = questions.index(self.focus) + 1
        self._focus_missing(questions[after:] + questions[:after])

    def _focus_missing(self, questions: tuple[Facet, ...]) -> None:
        answers = self.sheet.answers(self.index)
        for facet in questions:
            if facet.id in answers or self.sheet.proposed(self.index, facet) is not None:
                continue
            if facet.required or self.sheet.is_document(self.index):
                self.focus = facet
                return
