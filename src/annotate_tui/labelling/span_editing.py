"""Marking passages in the unit in front of the annotator: all rules, and no screen.

There is always a *selection*: a word, or as many as it was stretched over.
Either nothing is marked there yet, and the key of a value marks it; or it is a
passage that is *held*: then stretching moves the passage's own bounds, and the
key of a value changes what it is marked as.  Each of these is one act, on disk
when it is shown, and undone like any other.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Answer, Facet, Value
from annotate_tui.codebook.passages import Passage, offered_values, passages, value_name
from annotate_tui.labelling.outcome import NOTHING, Outcome, refused
from annotate_tui.labelling.text_words import TextWords

if TYPE_CHECKING:
    from annotate_tui.labelling.session import LabellingSession

MARK_KEY = "m"
"""Marks a passage where there are no values to choose from, and the question has no key of its own."""

PassageEdits = dict[str, Answer | None]
"""Entry (its item) → what it holds then; None where it is no more."""


class Edge(StrEnum):
    """Which bound of the selection stretching moves."""

    END = "end"
    START = "start"
    WHOLE = "whole"


_NEXT_EDGE = {Edge.END: Edge.START, Edge.START: Edge.WHOLE, Edge.WHOLE: Edge.END}


class SpanEditing:
    """Passages of one question in one unit of a session, and a selection in its text."""

    def __init__(self, session: LabellingSession, facet: Facet) -> None:
        self.session = session
        self.facet = facet
        self.unit = session.sheet.key(session.index)
        self.text = session.sheet.unit_text(session.index)
        self.words = TextWords(self.text)
        self.values = offered_values(session.codebook, facet)
        self.edge = Edge.END
        first = self.words.words[0] if self.words.words else None
        self.start, self.end = (first.start, first.end) if first else (0, 0)
        self.held: Passage | None = None

    # -- what there is ---------------------------------------------------------

    @property
    def is_current(self) -> bool:
        """Whether the session is still at this unit, with this question."""
        return self.session.sheet.key(self.session.index) == self.unit

    def passages(self) -> tuple[Passage, ...]:
        """What is marked, in the order of the text."""
        return passages(self.session.sheet.answers(self.session.index).get(self.facet.id))

    def key_meanings(self) -> dict[str, Value | None]:
        """The keys that mark: of values, or the one key where there are none."""
        if not self.values:
            return {self.facet.key or MARK_KEY: None}
        return {value.key: value for value in self.values if value.key}

    def quoted(self, passage: Passage) -> str:
        """What a passage says, on one row."""
        return " ".join(self.text[passage.start : passage.end].split())

    def named(self, value_id: str) -> str:
        """What a passage is marked as, in words; empty without a value."""
        return value_name(self.session.codebook, self.facet, value_id) if value_id else ""

    def told(self, passage: Passage) -> str:
        """A passage in words: “0.5 mg” as Dose."""
        name = self.named(passage.value)
        return f"“{self.quoted(passage)}”" + (f" as {name}" if name else "")

    # -- moving ------------------------------------------------------------------

    def move(self, steps: int) -> Outcome:
        """Select the word so many words on; a passage that was held is let go."""
        if not self.words.words:
            return refused("There are no words here.")
        if self._is_wide() and abs(steps) == 1:
            # From a stretch of words one steps to the word beside it.
            number = self.words.at(self.end - 1) + 1 if steps > 0 else self.words.at(self.start) - 1
        else:
            number = self.words.at(self.start) + steps
        self._select_word(max(0, min(number, len(self.words.words) - 1)))
        return NOTHING

    def move_to_end(self, *, last: bool) -> Outcome:
        """Select the first or the last word."""
        if self.words.words:
            self._select_word(len(self.words.words) - 1 if last else 0)
        return NOTHING

    def select(self, first: int, last: int) -> Outcome:
        """Select from one word to another, by their numbers, whichever stands first."""
        if not self.words.words:
            return refused("There are no words here.")
        most = len(self.words.words) - 1
        low, high = (max(0, min(number, most)) for number in sorted((first, last)))
        self._let_go(self.words.words[low].start, self.words.words[high].end)
        return NOTHING

    def hold_next(self, step: int) -> Outcome:
        """Hold the next or previous passage, from where the selection is, round the sentence."""
        marked = self.passages()
        if not marked:
            return refused("Nothing is marked here yet.")
        if self.held in marked:
            place = marked.index(self.held) + step
        elif step > 0:
            place = next((n for n, one in enumerate(marked) if one.start >= self.start), 0)
        else:
            place = next((n for n in reversed(range(len(marked))) if marked[n].start < self.start), -1)
        self.hold(marked[place % len(marked)])
        return NOTHING

    def hold(self, passage: Passage) -> None:
        """Hold a passage, to change it."""
        self.held = passage
        self.start, self.end = passage.start, passage.end

    def let_go(self) -> bool:
        """Let go of a held passage, or of a stretch of words; whether there was one."""
        if self.held is None and not self._is_wide():
            return False
        if self.words.words:
            self._select_word(self.words.at(self.start))
        self.held = None
        return True

    def next_edge(self) -> Outcome:
        """Which bound is stretched from now on."""
        self.edge = _NEXT_EDGE[self.edge]
        return NOTHING

    # -- stretching --------------------------------------------------------------

    def stretch(self, step: int, *, by_character: bool = False) -> Outcome:
        """Move a bound of the selection, or both, by a word or a character; of a held passage, its own."""
        start, end = self._stretched(step, by_character)
        if (start, end) == (self.start, self.end):
            return refused("It cannot go further that way.")
        if self.held is None:
            self.start, self.end = start, end
            return NOTHING
        return self._change(self.held, Passage(start, end, self.held.value))

    def _stretched(self, step: int, by_character: bool) -> tuple[int, int]:
        words = self.words
        start, end = self.start, self.end
        if by_character:
            starts = (words.character_before, words.character_after)
            ends = starts
        else:
            starts = (words.word_start_before, words.word_start_after)
            ends = (words.word_end_before, words.word_end_after)
        if self.edge is not Edge.END:
            start = starts[step > 0](start)
        if self.edge is not Edge.START:
            end = ends[step > 0](end)
        if self.edge is Edge.WHOLE and (start == self.start or end == self.end):
            return self.start, self.end
        return (start, end) if start < end else (self.start, self.end)

    # -- marking -----------------------------------------------------------------

    def press(self, key: str) -> Outcome | None:
        """The key of a value: mark the selection, or change what the held passage is; None for other keys."""
        meanings = self.key_meanings()
        if key not in meanings:
            return None
        value = meanings[key]
        return self.mark("" if value is None else value.id)

    def mark(self, value_id: str) -> Outcome:
        """Mark the selection as something, or change what the held passage is marked as."""
        wanted = Passage(self.start, self.end, value_id)
        if self.held is not None and self.held in self.passages():
            if self.held == wanted and not self._in_conflict():
                return refused(f"{self.told(wanted)} is marked already.", help="clear")
            return self._change(self.held, wanted)
        if wanted.start >= wanted.end:
            return refused("There are no words here.")
        if wanted in self.passages():
            self.hold(wanted)
            return refused(f"{self.told(wanted)} is marked already.", help="clear")
        outcome = self._write({secrets.token_hex(8): str(wanted)}, wanted, None)
        return outcome if outcome.message else outcome.saying(f"{self.told(wanted)} is marked.")

    def remove(self) -> Outcome:
        """Take away the held passage, or the shortest one at the selection."""
        marked = self.passages()
        here = Passage(self.start, self.end)
        found = [one for one in marked if one.overlaps(here)]
        if self.held is not None and self.held in marked:
            chosen = self.held
        elif found:
            chosen = min(found, key=lambda one: (one.end - one.start, one))
        else:
            return refused("Nothing is marked here.", help="undo")
        edits = self._without(chosen)
        outcome = self._write(edits, None, chosen)
        if outcome.message:
            return outcome
        return outcome.saying(f"{self.told(chosen)} is no longer marked.")

    # -- undo ----------------------------------------------------------------------

    def undo(self) -> Outcome:
        """Take back the newest act, wherever it was."""
        return self._followed(self.session.undo())

    def redo(self) -> Outcome:
        """Do again what was taken back."""
        return self._followed(self.session.redo())

    def _followed(self, outcome: Outcome) -> Outcome:
        """Keep to what is marked after the session changed it."""
        if self.is_current and self.held is not None and self.held not in self.passages():
            near = [one for one in self.passages() if one.overlaps(self.held)]
            if near:
                self.hold(near[0])
            else:
                self.held = None
        return outcome

    # -- writing -------------------------------------------------------------------

    def _change(self, before: Passage, after: Passage) -> Outcome:
        if after != before and after in self.passages():
            return refused(f"{self.told(after)} is marked already.")
        edits: PassageEdits = {}
        for item, entry in self._entries().items():
            held = passages(entry)
            if before in held:
                rest = tuple(str(after if one == before else one) for one in held)
                edits[item] = rest if isinstance(entry, tuple) else str(after)
        outcome = self._write(edits, after, before)
        if outcome.message:
            return outcome
        return outcome.saying(f"{self.told(before)} is now {self.told(after)}.")

    def _without(self, passage: Passage) -> PassageEdits:
        edits: PassageEdits = {}
        for item, entry in self._entries().items():
            held = passages(entry)
            if passage in held:
                rest = tuple(str(one) for one in held if one != passage)
                edits[item] = rest or None if isinstance(entry, tuple) else None
        return edits

    def _write(self, edits: PassageEdits, held: Passage | None, before: Passage | None) -> Outcome:
        others = [one for one in self.passages() if one != before]
        if held is not None and not self.facet.overlap:
            for other in others:
                if other.overlaps(held):
                    return refused(
                        f"That would overlap {self.told(other)}, which this codebook does not allow."
                    )
        outcome = self.session.write_passages(self.facet, edits)
        if held is not None and held in self.passages():
            self.hold(held)
        elif before is not None:
            self.held = None
        return outcome

    def _entries(self) -> dict[str, Answer]:
        return dict(self.session.sheet.entries(self.session.index, self.facet.id))

    def _in_conflict(self) -> bool:
        return self.facet.id in self.session.sheet.rivals(self.session.index)

    # -- the selection ---------------------------------------------------------------

    def _is_wide(self) -> bool:
        if not self.words.words:
            return False
        word = self.words.words[self.words.at(self.start)]
        return (word.start, word.end) != (self.start, self.end)

    def _select_word(self, number: int) -> None:
        self._let_go(*self.words.words[number])

    def _let_go(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.held = None
