"""The labelling session: every rule of labelling, and no screen.

A screen (or `plain.py`, or a test) hands the session keys and commands, and
draws what it finds in it: the article that is open (`sheet`), the unit in front
of the annotator (`index`), the question in focus (`focus`), and what each act
came to (`Outcome`).

Acts are written through one writer, in order, and are durable before they are
shown as labelled; see `saving.py` for what happens when a disk stalls.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from annotate_tui.codebook.conditions import UnitState, warnings_for
from annotate_tui.codebook.keys import KeyTarget, key_map
from annotate_tui.codebook.model import Answer, Answers, Facet, SoftWarning
from annotate_tui.errors import AnnotateError, NotSavedError, UsageError
from annotate_tui.labelling import answering
from annotate_tui.labelling.answering import Edits, RefusedError
from annotate_tui.labelling.cues import Cues, Mode, Spans
from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.queue import EVERYTHING, Only, next_index, nth_index
from annotate_tui.labelling.saving import Act, Line
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import answer_in_words, keys_of, place, sentences
from annotate_tui.store.session import Change

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.session import Undone
    from annotate_tui.store.store import Store
    from annotate_tui.store.writer import Writer, WriterState

PATIENCE_S = 0.1
"""How long a key waits for the disk before the screen says "saving…"."""


_LOOK_BACK = 50
"""So many of the newest events are looked at for where the annotator was."""


class LabellingSession:
    """One annotator at work on a database.

    ``store`` is read, ``writer`` writes.  ``clock`` counts seconds.  There must be
    at least one article.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer,
        annotator: AnnotatorRow,
        *,
        only: Only = EVERYTHING,
        cues: Cues | None = None,
        auto_advance: bool = True,
        idle_cutoff_s: float = 120.0,
        patience_s: float = PATIENCE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store = store
        self.annotator = annotator
        self.codebook = store.codebook()
        self.articles = store.articles()
        self.only = only
        self.cues = cues
        self.auto_advance = auto_advance
        self.index = 0
        self.focus: Facet | None = None
        self.seconds = 0.0
        """Labelling time spent in this run of the program, idle time cut off."""
        self.sheet: Sheet
        self._writer = writer
        self._line = Line(writer, patience_s)
        self._dwell = Dwell(clock, idle_cutoff_s)
        self._unit_keys = key_map(self.codebook, "unit")
        self._document_keys = key_map(self.codebook, "document")
        self._labelled: list[tuple[int, str, Mapping[str, Answer]]] = []
        self._shown: dict[int, bool] = {}
        self._document_offered: set[int] = set()
        self._warned: set[tuple[int, str]] = set()
        self._overridden: set[tuple[int, str]] = set()

    # -- what a screen shows -----------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many acts are still on their way to the disk."""
        return len(self._line)

    @property
    def state(self) -> WriterState:
        """Whether everything is on disk."""
        return self._writer.state

    @property
    def failure(self) -> NotSavedError | None:
        """Why acts cannot be written at the moment."""
        error = getattr(self._writer.state, "error", None)
        return error if isinstance(error, NotSavedError) else None

    @property
    def is_waiting(self) -> bool:
        """Whether the session gave up waiting for the disk, and wants to hear when it is done."""
        return self._line.slow

    def unsaved_units(self) -> frozenset[int]:
        """The indexes of the units of this article whose labels are still on their way."""
        found = (self.sheet.index_of(key) for key in self._line.units())
        return frozenset(index for index in found if index is not None)

    def key_meanings(self) -> Mapping[str, KeyTarget]:
        """The keys of the codebook and what they mean here."""
        return self._document_keys if self.sheet.is_document(self.index) else self._unit_keys

    def warnings(self, index: int | None = None) -> tuple[SoftWarning, ...]:
        """Combinations of answers that deserve a second look; they never stop anybody."""
        index = self.index if index is None else index
        return self._doubts(index, self.sheet.answers(index))

    def cues_at(self, index: int) -> Spans:
        """The phrases to underline in a unit."""
        sheet = self.sheet
        if self.cues is None or sheet.is_document(index) or not self._cues_shown(index):
            return ()
        return self.cues.spans(sheet.unit_text(index))

    def toggle_cues(self) -> Outcome:
        """Switch cue highlights on or off, where the project lets annotators choose; it is kept."""
        if self.cues is None or not len(self.sheet.units):
            return refused("This project shows no cue highlights.")
        before = self.cues.chosen
        message = self.cues.toggle()
        if self.cues.chosen == before:
            return refused(message)
        unit = self.sheet.key(min(self.index, len(self.sheet.units) - 1))
        state = "on" if self.cues.chosen else "off"
        self._line.view(self.sheet.article.key, unit, "highlights", state)
        return self.settle().then(Outcome(message))

    def _cues_shown(self, index: int) -> bool:
        if self.cues is None or self.sheet.is_document(index):
            return False
        return self.cues.is_shown(self.sheet.article.article_id, answered=bool(self.sheet.answers(index)))

    def _keep_what_was_shown(self, index: int) -> None:
        """With an answer: which highlights the annotator saw, wherever a project has any."""
        if self.cues is None or self.cues.mode is Mode.OFF or self.sheet.is_document(index):
            return
        key, shown = self.sheet.key(index), self._cues_shown(index)
        if self._shown.get(key) == shown:
            return
        self._shown[key] = shown
        record = self.cues.record(self.sheet.unit_text(index), shown=shown)
        self._line.view(self.sheet.article.key, key, "cues", record)

    # -- articles ------------------------------------------------------------

    def start(self, article: int | None = None) -> Outcome:
        """Open an article, or the one that this annotator worked on last, where they were."""
        last = self._last_place()
        if article is None:
            known = {row.key for row in self.articles}
            article = last[0] if last is not None and last[0] in known else self.articles[0].key
        outcome = self.open_article(article)
        index = self.sheet.index_of(last[1]) if last is not None and last[0] == article else None
        if index is not None:
            self._arrive(index)
            if not self.sheet.is_document(index) and not self._is_todo(index):
                self._to_next_todo()
        return outcome

    def _last_place(self) -> tuple[int, int] | None:
        """The article and unit of this annotator's newest act, from whatever run of the program."""
        for row in reversed(list(self.store.history(annotator=self.annotator.key, limit=_LOOK_BACK))):
            if row.article is not None and row.unit is not None:
                return row.article, row.unit
        return None

    def open_article(self, key: int) -> Outcome:
        """Open an article at its first unit that wants an answer."""
        row = next(row for row in self.articles if row.key == key)
        answers = self.store.answers(self.annotator.key, key)
        self.sheet = Sheet(
            self.codebook,
            row,
            self.store.text(key),
            self.store.units(key),
            self.store.document_unit(key),
            answers,
            self._rivals(key),
        )
        for act in self._line:
            for change in act.changes:
                self.sheet.apply(change.unit, change.facet, change.value)
        self._arrive(0)
        if len(self.sheet) and not self._is_todo(0):
            self._to_next_todo()
        return Outcome(article=True)

    def _rivals(self, article: int) -> dict[int, dict[str, tuple[Answer | None, ...]]]:
        found: dict[int, dict[str, tuple[Answer | None, ...]]] = {}
        for conflict in self.store.conflicts(self.annotator.key):
            if conflict.article == article and conflict.unit is not None and not conflict.item:
                values = tuple(rival.value for rival in conflict.rivals)
                found.setdefault(conflict.unit, {})[conflict.facet] = values
        return found

    def move_article(self, step: int) -> Outcome:
        """The next or previous article in the list."""
        here = next(n for n, row in enumerate(self.articles) if row.key == self.sheet.article.key)
        there = here + step
        if not 0 <= there < len(self.articles):
            return refused("This is the last article." if step > 0 else "This is the first article.")
        return self.open_article(self.articles[there].key)

    def next_unfinished(self) -> ArticleRow | None:
        """The next article, from here round the list, in which something is open for this annotator."""
        progress = {row.article: row for row in self.store.progress(self.annotator.key)}
        here = next(n for n, row in enumerate(self.articles) if row.key == self.sheet.article.key)
        for row in (*self.articles[here + 1 :], *self.articles[:here]):
            known = progress.get(row.key)
            if known is None or known.done < known.n_asked:
                return row
        return None

    # -- moving ----------------------------------------------------------------

    def move(self, steps: int) -> Outcome:
        """So many units forward (or back, below zero); with a choice of units, among these."""
        self._dwell.touch()
        target = nth_index(len(self.sheet), self.index, steps, self._is_wanted)
        if target == self.index:
            return refused("This is the end." if steps > 0 else "This is the beginning.")
        self._arrive(target)
        return NOTHING

    def go_to(self, number: int) -> Outcome:
        """The unit with a number, counted from 1."""
        self._dwell.touch()
        count = len(self.sheet.units)
        if not 1 <= number <= count:
            return refused(f"There is no sentence {number}: this article has {count}.")
        self._arrive(number - 1)
        return NOTHING

    def go_to_end(self, *, last: bool) -> Outcome:
        """The first or the last unit."""
        return self.go_to(len(self.sheet.units) if last else 1)

    def place_at(self, index: int) -> Outcome:
        """A unit by its index, as from a list of finds or with the mouse."""
        self._dwell.touch()
        if index != self.index and 0 <= index < len(self.sheet):
            self._arrive(index)
        return NOTHING

    def next_open(self, step: int = 1) -> Outcome:
        """The next unit that wants an answer, without confirming anything here."""
        self._dwell.touch()
        if self._to_next_todo(step):
            return NOTHING
        return self._all_done()

    def move_focus(self, step: int) -> Outcome:
        """The next or previous question of this unit."""
        self._dwell.touch()
        questions = self.sheet.questions(self.index)
        if not questions:
            return refused("Nothing is asked here.")
        here = questions.index(self.focus) if self.focus in questions else (-1 if step > 0 else 0)
        self.focus = questions[(here + step) % len(questions)]
        return NOTHING

    # -- answering ---------------------------------------------------------------

    def press(self, key: str) -> Outcome | None:
        """A key of the codebook; None when the codebook gives it no meaning here."""
        self._dwell.touch()
        target = self.key_meanings().get(key)
        if target is None:
            return None
        if not target.facet:
            return self._attempt(self._abstain)
        facet = self.codebook.facet(target.facet)
        if target.value:
            return self.choose(facet, target.value)
        if facet.type == "boolean":
            return self.toggle(facet)
        if facet.type in ("text", "number"):
            return self.edit(facet)
        return self.look_at(facet)

    def choose(self, facet: Facet, value_id: str) -> Outcome:
        """Answer a question with a value: set it, or put it into a set or take it out."""
        self._dwell.touch()
        return self._attempt(
            lambda: self._do(answering.choose(self.sheet, self.index, facet, value_id), facet)
        )

    def toggle(self, facet: Facet) -> Outcome:
        """Switch a flag on or off."""
        self._dwell.touch()
        return self._attempt(
            lambda: self._do(answering.switch(self.sheet, self.index, facet), facet, kind="flag")
        )

    def look_at(self, facet: Facet) -> Outcome:
        """Put a question into focus."""
        self._dwell.touch()
        return self._attempt(lambda: self._look_at(facet))

    def note_facet(self) -> Facet | None:
        """The facet that notes go to: the first text that need not be answered."""
        texts = (facet for facet in self.codebook.unit_facets if facet.type == "text")
        return next((facet for facet in texts if not facet.required), None)

    def edit(self, facet: Facet) -> Outcome:
        """Ask the screen to let the annotator write a text or a number."""
        return self._attempt(lambda: self._edit(facet))

    def write_text(self, facet: Facet, text: str) -> Outcome:
        """Answer a question that takes a text or a number; an empty text clears it."""
        self._dwell.touch()
        kind = "note" if facet.type == "text" else "label"
        return self._attempt(
            lambda: self._do(answering.write(self.sheet, self.index, facet, text), facet, kind=kind)
        )

    def confirm(self) -> Outcome:
        """Enter: take what is proposed or meant by confirming, then on to the next open unit."""
        self._dwell.touch()
        return self._attempt(self._confirm)

    def clear(self) -> Outcome:
        """Take the answer of the focused question away; nothing else."""
        self._dwell.touch()
        facet = self.focus
        if facet is None:
            return refused("Nothing is asked here.")
        if facet.id not in self.sheet.answers(self.index):
            return refused(f"{facet.name} has no answer to clear.", help="undo")
        outcome = self._submit({facet.id: None})
        return outcome.saying(f"{facet.name} cleared.")

    def repeat(self) -> Outcome:
        """Give this unit the labels of the unit that was labelled last."""
        self._dwell.touch()
        if self.sheet.is_document(self.index):
            return refused("Only sentences can repeat the labels of another.")
        source = self._last_labelled()
        if source is None:
            return refused("Nothing was labelled yet that could be repeated.")
        where, given = source
        return self._attempt(lambda: self._repeat(where, given))

    def open_unit(self) -> Outcome:
        """Ask about a unit whose kind is skipped."""
        self._dwell.touch()
        kind = self.sheet.kind(self.index)
        if self.sheet.is_document(self.index) or self.sheet.state(self.index) is not UnitState.SKIPPED:
            return refused("This is asked anyway.")
        if not self.codebook.policy(kind).can_open:
            return refused("The codebook does not let this be opened.")
        self.sheet.open_skipped(self.index)
        self._focus_first()
        return Outcome("Opened: label it like a sentence.", touched=frozenset({self.index}))

    def undo(self) -> Outcome:
        """Take back the newest act of this annotator, wherever it was."""
        self._dwell.touch()
        self._line.undo(self.sheet.article.key)
        return self.settle()

    def redo(self) -> Outcome:
        """Do again what was taken back."""
        self._dwell.touch()
        self._line.redo(self.sheet.article.key)
        return self.settle()

    # -- saving --------------------------------------------------------------------

    def settle(self) -> Outcome:
        """Take note of what the writer has finished; a screen calls this when the writer reports."""
        outcome = NOTHING
        waiting = self.unsaved_units()
        try:
            for act, result in self._line.finished():
                if act.direction:
                    outcome = outcome.then(self._moved_back(act, result))
        except AnnotateError as error:
            # The writer refused for good: what stands on the disk is what is shown.
            self.sheet.replace(self.store.answers(self.annotator.key, self.sheet.article.key))
            return Outcome(str(error), Tone.ERROR, touched=waiting | {self.index})
        return outcome.then(Outcome(touched=waiting))

    def retry(self) -> None:
        """Try again to write what could not be written."""
        self._writer.retry()

    def close(self, timeout: float) -> int:
        """Wait until everything is on disk; how many acts are not when the time is up."""
        return self._writer.close(timeout)

    # -- inside ----------------------------------------------------------------------

    def _attempt(self, act: Callable[[], Outcome]) -> Outcome:
        try:
            return act()
        except RefusedError as reason:
            return refused(str(reason), help=reason.help)
        except UsageError as error:
            return refused(str(error))

    def _look_at(self, facet: Facet) -> Outcome:
        answering.check_asked(self.sheet, self.index, facet)
        self.focus = facet
        return NOTHING

    def _abstain(self) -> Outcome:
        if self.focus is None:
            raise RefusedError("Nothing is asked here.")
        return self._do(answering.abstain(self.sheet, self.index, self.focus), self.focus)

    def _edit(self, facet: Facet) -> Outcome:
        answering.check_asked(self.sheet, self.index, facet)
        return Outcome(edit=facet.id)

    def _do(self, edits: Edits, facet: Facet, *, kind: str = "label") -> Outcome:
        """Write an answer to one question, and go on to the next question or unit."""
        was_missing = self._missing()
        outcome = self._submit(edits, kind=kind)
        if self.sheet.is_question(facet):
            self.focus = facet
            completed = bool(was_missing) and not self._missing()
            if completed and facet.auto_advance and self.auto_advance and facet.type != "multi":
                return outcome.then(self._go_on())
            if facet.id in self.sheet.answers(self.index) and facet.type != "multi":
                self._focus_next_missing()
        return outcome

    def _confirm(self) -> Outcome:
        sheet, index = self.sheet, self.index
        if sheet.state(index) is UnitState.SKIPPED:
            return self._go_on()
        focus = self.focus
        if focus is not None and focus.type in ("text", "number") and focus.id not in sheet.answers(index):
            return self._edit(focus)
        try:
            edits = answering.confirm(sheet, index)
        except RefusedError as reason:
            return self._say_missing(str(reason))
        doubts = self._doubts(index, {**sheet.answers(index), **edits})
        stopping = [doubt for doubt in doubts if doubt.confirm and self._shown_now(index, doubt)]
        if stopping:
            return refused(f"{stopping[0].message} Confirm once more if it is meant so.")
        proposed = any(sheet.proposed(index, self.codebook.facet(name)) is not None for name in edits)
        outcome = self._submit(edits, ref="prefilled" if proposed else None)
        for doubt in doubts:
            self._keep_overridden(index, doubt)
        where = place(sheet, index)
        outcome = outcome.then(self.settle()).then(self._go_on())
        if doubts and not outcome.finished:
            outcome = outcome.saying(f"{where.capitalize()}: {doubts[0].message}", Tone.WARNING)
        return outcome

    def _doubts(self, index: int, answers: Answers) -> tuple[SoftWarning, ...]:
        sheet = self.sheet
        if sheet.is_document(index):
            return ()
        return warnings_for(self.codebook, sheet.kind(index), answers, sheet.unit_text(index))

    def _shown_now(self, index: int, doubt: SoftWarning) -> bool:
        """Whether a warning is shown for the first time here."""
        shown = (self.sheet.key(index), doubt.id)
        if shown in self._warned:
            return False
        self._warned.add(shown)
        return True

    def _keep_overridden(self, index: int, doubt: SoftWarning) -> None:
        key = self.sheet.key(index)
        if (key, doubt.id) not in self._overridden:
            self._overridden.add((key, doubt.id))
            self._line.view(self.sheet.article.key, key, "warning", doubt.id)

    def _say_missing(self, message: str) -> Outcome:
        missing = self._missing()
        open_questions = [facet for facet in missing if self.sheet.proposed(self.index, facet) is None]
        for facet in open_questions:
            if facet.answer_on_confirm is None:
                self.focus = facet
                return refused(f"{message} {keys_of(facet)}".rstrip())
        return refused(message)

    def _repeat(self, where: str, given: Mapping[str, Answer]) -> Outcome:
        if self.sheet.state(self.index) is UnitState.SKIPPED:
            for facet in self.sheet.facets(self.index):
                answering.check_asked(self.sheet, self.index, facet)
        edits = answering.copy(self.sheet, self.index, given)
        if not edits:
            return refused(f"The labels of {where} are here already.")
        outcome = self._submit(edits, kind="label", ref="repeat")
        self._focus_first()
        return outcome.saying(f"Labelled as {where}.")

    def _last_labelled(self) -> tuple[str, Mapping[str, Answer]] | None:
        here = self.sheet.key(self.index)
        for key, where, given in reversed(self._labelled):
            if key == here:
                continue
            index = self.sheet.index_of(key)
            current = given if index is None else answering.labels(self.sheet, index)
            if current:
                return where, current
        if self._labelled:
            return None
        # The first repeat after a start: what was labelled last is in the database.
        for row in reversed(list(self.store.history(annotator=self.annotator.key, limit=_LOOK_BACK))):
            index = None if row.unit is None else self.sheet.index_of(row.unit)
            if index is None or index == self.index or self.sheet.is_document(index):
                continue
            if given := answering.labels(self.sheet, index):
                return place(self.sheet, index), given
        return None

    def _submit(self, edits: Edits, *, kind: str = "label", ref: str | None = None) -> Outcome:
        if not edits:
            return NOTHING
        sheet, index = self.sheet, self.index
        key = sheet.key(index)
        if sheet.rivals(index).keys() & edits.keys():
            kind = "resolve"
        self._keep_what_was_shown(index)
        dwell = self._dwell.take()
        self.seconds += dwell / 1000
        changes = [Change(key, facet, answer) for facet, answer in edits.items()]
        self._line.label(sheet.article.key, changes, kind=kind, dwell_ms=dwell, ref=ref)
        for facet, answer in edits.items():
            sheet.apply(key, facet, answer)
        if not sheet.is_document(index):
            self._remember(key, index)
        return Outcome(touched=frozenset({index})).then(self.settle())

    def _remember(self, key: int, index: int) -> None:
        given = answering.labels(self.sheet, index)
        self._labelled = [entry for entry in self._labelled if entry[0] != key][-1:]
        self._labelled.append((key, place(self.sheet, index), dict(given)))

    def _moved_back(self, act: Act, result: Undone | None) -> Outcome:
        """Show what an undo or redo did, where it did it."""
        if result is None:
            return refused("Nothing to undo." if act.direction == "undo" else "Nothing to redo.")
        outcome = NOTHING
        if result.article != self.sheet.article.key:
            if all(row.key != result.article for row in self.articles):
                return refused("That was in an article that is not in the list any more.")
            outcome = self.open_article(result.article)
        index = self.sheet.index_of(result.unit)
        if index is None:
            return outcome.saying("That was in a sentence of an earlier segmentation; it is done.")
        said = []
        last: Facet | None = None
        for facet_id, _item, before, after in result.changes:
            self.sheet.apply(result.unit, facet_id, after)
            try:
                facet = self.codebook.facet(facet_id)
            except KeyError:
                continue
            last = last or facet
            words = [answer_in_words(facet, answer) for answer in (before, after)]
            said.append(f"{facet.name}: {words[0]} → {words[1]}")
        # What was pressed since then, and is still in line, counts on top.
        for later in self._line:
            for change in later.changes:
                self.sheet.apply(change.unit, change.facet, change.value)
        self._arrive(index)
        if last is not None and last in self.sheet.questions(index):
            self.focus = last
        verb = "Undone" if act.direction == "undo" else "Done again"
        where = place(self.sheet, index)
        return outcome.then(Outcome(f"{verb} in {where}. {'; '.join(said)}", touched=frozenset({index})))

    def _missing(self) -> tuple[Facet, ...]:
        return answering.still_missing(self.sheet, self.index, self.sheet.answers(self.index))

    def _is_wanted(self, index: int) -> bool:
        if self.only is EVERYTHING:
            return True
        return not self.sheet.is_document(index) and self.only.wants(self.sheet, index)

    def _is_todo(self, index: int) -> bool:
        if self.sheet.is_document(index):
            return False
        return self.sheet.is_open(index) if self.only is EVERYTHING else self.only.wants(self.sheet, index)

    def _to_next_todo(self, step: int = 1) -> bool:
        target = next_index(len(self.sheet), self.index, self._is_todo, step=step)
        if target is None or (target == self.index and step > 0):
            return False
        self._arrive(target)
        return True

    def _go_on(self) -> Outcome:
        return NOTHING if self._to_next_todo() else self._all_done()

    def _all_done(self) -> Outcome:
        sheet = self.sheet
        if len(sheet.units) and self._is_todo(min(self.index, len(sheet.units) - 1)):
            which = "open" if self.only is EVERYTHING else f"“{self.only.name}”"
            return refused(f"No other sentence is {which} here.")
        key = sheet.article.key
        if sheet.has_document and not sheet.is_document(self.index) and key not in self._document_offered:
            self._document_offered.add(key)
            if sheet.state(len(sheet.units)) is not UnitState.DONE and self.only is EVERYTHING:
                self._arrive(len(sheet.units))
                done = sentences(sheet.tally(UnitState.DONE))
                return Outcome(f"All done: {done}. Now a few questions about the article as a whole.")
        return Outcome(finished=True)

    def _arrive(self, index: int) -> None:
        self.index = index
        self._dwell.arrive()
        self._focus_first()

    def _focus_first(self) -> None:
        questions = self.sheet.questions(self.index) if len(self.sheet) else ()
        self.focus = questions[0] if questions else None
        self._focus_next_missing(include_here=True)

    def _focus_next_missing(self, *, include_here: bool = False) -> None:
        """The next question without an answer, required ones first, from the focused one round."""
        questions = self.sheet.questions(self.index)
        if self.focus not in questions:
            self.focus = questions[0] if questions else None
            return
        here = questions.index(self.focus)
        start = here if include_here else here + 1
        round_ = [questions[(start + n) % len(questions)] for n in range(len(questions))]
        answers = self.sheet.answers(self.index)
        is_document = self.sheet.is_document(self.index)
        for facet in round_:
            if facet.id in answers or self.sheet.proposed(self.index, facet) is not None:
                continue
            if facet.required or is_document:
                self.focus = facet
                return
