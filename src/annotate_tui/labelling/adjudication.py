"""Deciding between annotators: the session of an adjudicator, and no screen.

It goes from case to case: units about which annotators disagree, or which have two
answers since a merge.  A decision is one act, one event in the layer ``gold`` that
names the labels that were considered, and can be undone like any other act.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from annotate_tui.codebook.answers import normalise
from annotate_tui.codebook.keys import KeyTarget, key_map
from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.errors import AnnotateError, NotSavedError, UsageError
from annotate_tui.labelling import rulings
from annotate_tui.labelling.answering import RefusedError
from annotate_tui.labelling.case_position import CasePosition
from annotate_tui.labelling.decisions import GOLD, considered_now
from annotate_tui.labelling.docket import Docket, Scope
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.saving import Act, Line
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.verdicts import Case, Verdict
from annotate_tui.labelling.voices import Voice
from annotate_tui.labelling.words import listed, place
from annotate_tui.store.session import Change

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.session import Undone
    from annotate_tui.store.store import Store
    from annotate_tui.store.writer import Writer

PATIENCE_S = 0.1


class AdjudicationSession:
    """One adjudicator at work.

    ``store`` is read, ``writer`` writes as ``annotator``.  ``articles`` are those that they may see
    (`adjudicators.may_decide_in`), at least one.  ``taken`` are keys that cannot stand for annotators.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer,
        annotator: AnnotatorRow,
        articles: list[ArticleRow],
        scope: Scope,
        *,
        taken: Collection[str] = (),
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.store = store
        self.annotator = annotator
        self.articles = articles
        self.scope = scope
        self.codebook = store.codebook()
        self._unit_keys = key_map(self.codebook, "unit")
        self._document_keys = key_map(self.codebook, "document")
        keys = {*taken, *self._unit_keys, *self._document_keys}
        self._writer = writer
        self._line = Line(writer, patience_s, GOLD)
        self._at = CasePosition(store, self.codebook, articles, scope, annotator, keys, self._pending)

    # -- what a screen shows -------------------------------------------------

    @property
    def docket(self) -> Docket:
        """The cases of the article that is open."""
        return self._at.docket

    @property
    def sheet(self) -> Sheet:
        """The article that is open, with its gold labels so far."""
        return self._at.sheet

    @property
    def index(self) -> int:
        """The unit in front of the adjudicator; behind the last one, the page about the article."""
        return self._at.index

    @property
    def focus(self) -> Facet | None:
        """The question in focus; None where there is no case."""
        return self._at.focus

    @property
    def unsaved(self) -> int:
        """How many decisions are still on their way to the disk."""
        return len(self._line)

    @property
    def failure(self) -> NotSavedError | None:
        """Why decisions cannot be written at the moment."""
        error = getattr(self._writer.state, "error", None)
        return error if isinstance(error, NotSavedError) else None

    @property
    def is_waiting(self) -> bool:
        """Whether the session gave up waiting for the disk, and wants to hear when it is done."""
        return self._line.slow

    def unsaved_units(self) -> frozenset[int]:
        """The indexes of the units of this article with decisions that are still on their way."""
        found = (self.sheet.index_of(key) for key in self._line.units())
        return frozenset(index for index in found if index is not None)

    def cases(self) -> dict[Facet, Case]:
        """The questions about the unit in front of the adjudicator."""
        return self._at.cases()

    def key_meanings(self) -> Mapping[str, KeyTarget]:
        """The keys of the codebook and what they mean here."""
        return self._document_keys if self.sheet.is_document(self.index) else self._unit_keys

    def name(self, voice: Voice) -> str:
        """What an annotator is called on the screen."""
        return voice.annotator.name if self.scope.by_name else voice.key or "·"

    def note_facet(self) -> Facet | None:
        """The text that reasons for decisions are written into."""
        return next((f for f in self.sheet.facets(self.index) if f.type == "text" and not f.required), None)

    # -- going from case to case ---------------------------------------------

    def start(self, article: int | None = None, unit: int | None = None) -> Outcome:
        """Open an article, or the first one in which something wants a decision; at a unit (by its key)."""
        return self._at.start(article, unit)

    def move(self, steps: int) -> Outcome:
        """So many cases forward, or back."""
        return self._at.move(steps)

    def place_at(self, index: int) -> Outcome:
        """A unit by its index, as with the mouse."""
        if 0 <= index < len(self.sheet):
            self._at.arrive(index)
        return NOTHING

    def next_wanted(self) -> Outcome:
        """The next unit that wants a decision, in this article or in another."""
        return self._at.next_wanted()

    def move_article(self, step: int) -> Outcome:
        """The next or previous article in which something is or was to be decided."""
        return self._at.another_article(step, wanted=False)

    def move_focus(self, step: int) -> Outcome:
        """The next or previous question that can be decided here."""
        return self._at.move_focus(step)

    # -- deciding ------------------------------------------------------------

    def press(self, key: str) -> Outcome | None:
        """A key of an annotator or of the codebook; None for one that means nothing here."""
        voice = next((voice for voice in self.docket.voices if voice.key and voice.key == key), None)
        if voice is not None:
            return self.take(voice)
        target = self.key_meanings().get(key)
        if target is None:
            return None
        if not target.facet:
            return self._attempt(self.focus, rulings.abstain)
        facet = self.codebook.facet(target.facet)
        if target.value:
            return self.choose(facet, target.value)
        if facet.type == "boolean":
            return self._attempt(facet, rulings.switch)
        if facet.type == "number":
            outcome = self.look_at(facet)
            return outcome if outcome.message else Outcome(edit=facet.id)
        return self.look_at(facet)

    def take(self, voice: Voice) -> Outcome:
        """Decide as an annotator said."""
        name = self.name(voice)
        facet = self.focus
        outcome = self._attempt(facet, partial(rulings.take, voice=voice, name=name))
        if facet is not None and outcome.message and outcome.tone is Tone.INFO:
            self._at.focus_next(facet)
            return outcome.saying(f"{outcome.message.removesuffix('.')}, as {name} said.")
        return outcome

    def choose(self, facet: Facet, value: str) -> Outcome:
        """Decide with a value of the codebook."""
        return self._attempt(facet, partial(rulings.choose, value=value))

    def look_at(self, facet: Facet) -> Outcome:
        """Put a question into focus."""
        try:
            rulings.check(self.docket, self.index, facet)
        except RefusedError as reason:
            return refused(str(reason))
        self._at.focus = facet
        return NOTHING

    def write_text(self, facet: Facet, text: str) -> Outcome:
        """Decide with a number that was typed, or note down why something was decided."""
        if facet.type == "text":
            try:
                note = normalise(facet, text, self.codebook)
            except UsageError as reason:
                return refused(str(reason))
            if self.docket.note(self.index, facet.id) == (note or ""):
                return NOTHING
            return self._write(facet, note, kind="note")
        return self._attempt(facet, partial(rulings.write, text=text))

    def edit_note(self) -> Outcome:
        """Ask the screen to let the adjudicator note down a reason."""
        facet = self.note_facet()
        return refused("This codebook has no notes.") if facet is None else Outcome(edit=facet.id)

    def confirm(self) -> Outcome:
        """Enter: keeps decisions that a later change put in question, and goes on to the next case."""
        cases = self.cases()
        missing = [f for f, case in cases.items() if case.verdict in (Verdict.OPEN, Verdict.RIVALS)]
        if missing:
            self._at.focus = missing[0]
            verb = "is" if len(missing) == 1 else "are"
            return refused(f"{listed([f.name for f in missing])} {verb} not decided yet.", help="next_open")
        outcome = NOTHING
        for facet, case in cases.items():
            if case.verdict is Verdict.STALE and case.decision is not None:
                outcome = outcome.then(self._write(facet, case.decision.answer))
        return outcome.then(self.next_wanted())

    def clear(self) -> Outcome:
        """Take the decision about the question in focus back."""
        facet = self.focus
        case = None if facet is None else self.cases().get(facet)
        if facet is None or case is None or case.decision is None:
            return refused("There is no decision to take back here.", help="undo")
        return self._write(facet, None)

    def undo(self) -> Outcome:
        """Take back this adjudicator's newest decision, wherever it was."""
        self._line.undo(self.sheet.article.key)
        return self.settle()

    def redo(self) -> Outcome:
        """Decide again what was taken back."""
        self._line.redo(self.sheet.article.key)
        return self.settle()

    # -- saving --------------------------------------------------------------

    def settle(self) -> Outcome:
        """Take note of what the writer has finished; a screen calls this when the writer reports."""
        waiting = self.unsaved_units()
        outcome = NOTHING
        try:
            for act, result in self._line.finished():
                if act.direction:
                    outcome = outcome.then(self._taken_back(act, result))
        except AnnotateError as error:
            # The writer refused for good: what stands on the disk is what is shown.
            self._at.read_again()
            return Outcome(str(error), Tone.ERROR, article=True)
        if not self._line and self._writer.others_wrote():
            self._at.read_again()
            outcome = outcome.then(Outcome(article=True))
        return outcome.then(Outcome(touched=waiting))

    def retry(self) -> None:
        """Try again to write what could not be written."""
        self._writer.retry()

    def close(self, timeout: float) -> int:
        """Wait until everything is on disk; how many decisions are not when the time is up."""
        return self._writer.close(timeout)

    # -- inside --------------------------------------------------------------

    def _pending(self) -> Iterator[tuple[int, str, Answer | None]]:
        return ((c.unit, c.facet, c.value) for act in self._line for c in act.changes)

    def _attempt(self, facet: Facet | None, rule: Callable[[Docket, int, Facet], Answer | None]) -> Outcome:
        if facet is None:
            return refused("There is nothing to decide here.")
        try:
            answer = rule(self.docket, self.index, facet)
        except (RefusedError, UsageError) as reason:
            return refused(str(reason))
        return self._write(facet, answer)

    def _write(self, facet: Facet, answer: Answer | None, *, kind: str = "label") -> Outcome:
        """Write one decision, or that it is taken back."""
        docket, index = self.docket, self.index
        case = docket.cases(index).get(facet)
        is_note = facet.type == "text"
        if not is_note:
            self._at.focus = facet
            if rulings.is_no_change(case, answer):
                return NOTHING
        rivals = case is not None and case.verdict is Verdict.RIVALS
        key = self.sheet.key(index)
        ref = None if is_note else considered_now(self.store, docket.voices, key, index, facet)
        change = Change(key, facet.id, answer, layer=GOLD)
        self._line.label(self.sheet.article.key, [change], kind="resolve" if rivals else kind, ref=ref)
        docket.decide(index, facet.id, answer, self.annotator.name)
        if not is_note and answer is not None and facet.type != "multi":
            self._at.focus_next(facet)
        message = "" if is_note else f"{facet.name}: {rulings.in_words(docket, facet, answer)}."
        if case is not None and case.verdict is Verdict.UNANIMOUS and answer != case.gold:
            message = f"{message[:-1]}, although all said {rulings.in_words(docket, facet, case.gold)}."
        return Outcome(message, touched=frozenset({index})).then(self.settle())

    def _taken_back(self, act: Act, result: Undone | None) -> Outcome:
        if result is None:
            return refused("No decision to undo." if act.direction == "undo" else "No decision to redo.")
        article = next((row for row in self.articles if row.key == result.article), None)
        if article is None:
            return refused("That was in an article that is not in the list any more.")
        self._at.open(article)
        index = self.sheet.index_of(result.unit)
        if index is None:
            return Outcome("That was in a sentence of an earlier segmentation; it is done.", article=True)
        self._at.arrive(index)
        known = {facet.id: facet for facet in self.sheet.facets(index)}
        said = []
        for name, _item, before, after in result.changes:
            facet = known.get(name)
            if facet is not None:
                self._at.focus = facet if facet in self.cases() else self.focus
                words = [rulings.in_words(self.docket, facet, answer) for answer in (before, after)]
                said.append(f"{facet.name}: {words[0]} → {words[1]}")
        verb = "Undone" if act.direction == "undo" else "Done again"
        return Outcome(f"{verb} in {place(self.sheet, index)}. {'; '.join(said)}", article=True)
