"""The labelling session: every rule of labelling, and no screen.

A screen (or a line-by-line program, or a test) hands the session keys and
commands, and draws what it finds in it: the article that is open (`sheet`), the
unit in front of the annotator (`index`), the question in focus (`focus`), and
what each act came to (`Outcome`).

Acts are written through one writer, in order, and are durable before they are
shown as labelled; see `saving.py` for what happens when a disk stalls.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.keys import KeyTarget, key_map
from annotate_tui.codebook.model import Answers, Facet, SoftWarning
from annotate_tui.errors import AnnotateError, NotSavedError, UsageError
from annotate_tui.labelling import answering
from annotate_tui.labelling.answering import Edits, RefusedError
from annotate_tui.labelling.cues import Cues, Spans
from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.memory import Labelled
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.position import Position
from annotate_tui.labelling.queue import EVERYTHING, Only
from annotate_tui.labelling.reading import read_sheet
from annotate_tui.labelling.saving import Act, Line
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.shown import Shown
from annotate_tui.labelling.taken_back import apply_restored
from annotate_tui.labelling.words import keys_of, place
from annotate_tui.store.session import Change

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow, HistoryRow
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
        self.auto_advance = auto_advance
        self._writer = writer
        self._line = Line(writer, patience_s)
        self._dwell = Dwell(clock, idle_cutoff_s)
        self._at = Position(self._dwell, only)
        self._labelled = Labelled()
        self._shown = Shown(self._line, cues)
        self._unit_keys = key_map(self.codebook, "unit")
        self._document_keys = key_map(self.codebook, "document")

    # -- what a screen shows -----------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The article that is open."""
        return self._at.sheet

    @property
    def index(self) -> int:
        """The unit in front of the annotator; behind the last one, the page about the article."""
        return self._at.index

    @property
    def focus(self) -> Facet | None:
        """The question in focus; None where nothing is asked."""
        return self._at.focus

    @property
    def only(self) -> Only:
        """The choice of units to move among."""
        return self._at.only

    @property
    def cues(self) -> Cues | None:
        """The highlights that the project decided on."""
        return self._shown.cues

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

    def note_facet(self) -> Facet | None:
        """The facet that notes go to: the first text that need not be answered."""
        texts = (facet for facet in self.codebook.unit_facets if facet.type == "text")
        return next((facet for facet in texts if not facet.required), None)

    def warnings(self, index: int | None = None) -> tuple[SoftWarning, ...]:
        """Combinations of answers that deserve a second look; they never stop anybody."""
        index = self.index if index is None else index
        return self._shown.warnings(self.sheet, index, self.sheet.answers(index))

    def cues_at(self, index: int) -> Spans:
        """The phrases to underline in a unit."""
        return self._shown.cues_at(self.sheet, index)

    def toggle_cues(self) -> Outcome:
        """Switch cue highlights on or off, where the project lets annotators choose; it is kept."""
        outcome = self._shown.toggle_cues(self.sheet, self.index)
        return self.settle().then(outcome)

    # -- articles ------------------------------------------------------------

    def start(self, article: int | None = None) -> Outcome:
        """Open an article, or the one that this annotator worked on last, where they were."""
        places = ((row.article, row.unit) for row in self._newest_events() if row.unit is not None)
        last = next(places, None)
        if article is None:
            known = {row.key for row in self.articles}
            article = self.articles[0].key
            if last is not None and last[0] in known:
                article = last[0]
        outcome = self.open_article(article)
        if last is not None and last[0] == article:
            index = self.sheet.index_of(last[1])
            if index is not None:
                self._at.resume(index)
        return outcome

    def open_article(self, key: int) -> Outcome:
        """Open an article at its first unit that wants an answer."""
        row = next(row for row in self.articles if row.key == key)
        sheet = read_sheet(self.store, self.annotator.key, self.codebook, row)
        self._apply_line(sheet)
        self._at.enter(sheet)
        return Outcome(article=True)

    def move_article(self, step: int) -> Outcome:
        """The next or previous article in the list."""
        there = self._article_place() + step
        if not 0 <= there < len(self.articles):
            return refused("This is the last article." if step > 0 else "This is the first article.")
        return self.open_article(self.articles[there].key)

    def next_unfinished(self) -> ArticleRow | None:
        """The next article, from here round the list, in which something is open for this annotator."""
        progress = {row.article: row for row in self.store.progress(self.annotator.key)}
        here = self._article_place()
        for row in (*self.articles[here + 1 :], *self.articles[:here]):
            known = progress.get(row.key)
            if known is None or known.done < known.n_asked:
                return row
        return None

    # -- moving ----------------------------------------------------------------

    def move(self, steps: int) -> Outcome:
        """So many units forward (or back, below zero); with a choice of units, among these."""
        self._dwell.touch()
        return self._at.move(steps)

    def go_to(self, number: int) -> Outcome:
        """The unit with a number, counted from 1."""
        self._dwell.touch()
        return self._at.go_to(number)

    def go_to_end(self, *, last: bool) -> Outcome:
        """The first or the last unit."""
        return self.go_to(len(self.sheet.units) if last else 1)

    def place_at(self, index: int) -> Outcome:
        """A unit by its index, as from a list of finds or with the mouse."""
        self._dwell.touch()
        self._at.place_at(index)
        return NOTHING

    def next_open(self, step: int = 1) -> Outcome:
        """The next unit that wants an answer, without confirming anything here."""
        self._dwell.touch()
        return self._at.go_on(step)

    def move_focus(self, step: int) -> Outcome:
        """The next or previous question of this unit."""
        self._dwell.touch()
        return self._at.move_focus(step)

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
            lambda: self._answer(answering.choose(self.sheet, self.index, facet, value_id), facet)
        )

    def toggle(self, facet: Facet) -> Outcome:
        """Switch a flag on or off."""
        self._dwell.touch()
        return self._attempt(
            lambda: self._answer(answering.switch(self.sheet, self.index, facet), facet, kind="flag")
        )

    def look_at(self, facet: Facet) -> Outcome:
        """Put a question into focus."""
        self._dwell.touch()
        return self._attempt(lambda: self._look_at(facet))

    def edit(self, facet: Facet) -> Outcome:
        """Ask the screen to let the annotator write a text or a number."""
        return self._attempt(lambda: self._edit(facet))

    def write_text(self, facet: Facet, text: str) -> Outcome:
        """Answer a question that takes a text or a number; an empty text clears it."""
        self._dwell.touch()
        kind = "note" if facet.type == "text" else "label"
        return self._attempt(
            lambda: self._answer(answering.write(self.sheet, self.index, facet, text), facet, kind=kind)
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
        return self._submit({facet.id: None}).saying(f"{facet.name} cleared.")

    def repeat(self) -> Outcome:
        """Give this unit the labels of the unit that was labelled last."""
        self._dwell.touch()
        if self.sheet.is_document(self.index):
            return refused("Only sentences can repeat the labels of another.")
        source = self._labelled.last(self.sheet, self.index, self._newest_events())
        if source is None:
            return refused("Nothing was labelled yet that could be repeated.")
        return self._attempt(lambda: self._repeat(*source))

    def open_unit(self) -> Outcome:
        """Ask about a unit whose kind is skipped."""
        self._dwell.touch()
        sheet, index = self.sheet, self.index
        if sheet.is_document(index) or sheet.state(index) is not UnitState.SKIPPED:
            return refused("This is asked anyway.")
        if not self.codebook.policy(sheet.kind(index)).can_open:
            return refused("The codebook does not let this be opened.")
        sheet.open_skipped(index)
        self._at.focus_first()
        return Outcome("Opened: label it like a sentence.", touched=frozenset({index}))

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
                    outcome = outcome.then(self._taken_back(act, result))
        except AnnotateError as error:
            # The writer refused for good: what stands on the disk is what is shown.
            self.sheet.replace(self.store.answers(self.annotator.key, self.sheet.article.key))
            return Outcome(str(error), Tone.ERROR, touched=waiting | {self.index})
        outcome = outcome.then(Outcome(touched=waiting))
        if not self._line and self._writer.others_wrote():
            outcome = outcome.then(self._read_again())
        return outcome

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
        self._at.focus = facet
        return NOTHING

    def _edit(self, facet: Facet) -> Outcome:
        answering.check_asked(self.sheet, self.index, facet)
        return Outcome(edit=facet.id)

    def _abstain(self) -> Outcome:
        if self.focus is None:
            raise RefusedError("Nothing is asked here.")
        return self._answer(answering.abstain(self.sheet, self.index, self.focus), self.focus)

    def _answer(self, edits: Edits, facet: Facet, *, kind: str = "label") -> Outcome:
        """Write an answer to one question, and go on to the next question or unit."""
        was_missing = self._missing()
        outcome = self._submit(edits, kind=kind)
        if not self.sheet.is_question(facet):
            return outcome
        self._at.focus = facet
        completed = bool(was_missing) and not self._missing()
        if completed and facet.auto_advance and self.auto_advance and facet.type != "multi":
            return outcome.then(self._at.go_on())
        if facet.id in self.sheet.answers(self.index) and facet.type != "multi":
            self._at.focus_next()
        return outcome

    def _confirm(self) -> Outcome:
        sheet, index, focus = self.sheet, self.index, self.focus
        if sheet.state(index) is UnitState.SKIPPED:
            return self._at.go_on()
        if focus is not None and focus.type in ("text", "number") and focus.id not in sheet.answers(index):
            return self._edit(focus)
        try:
            edits = answering.confirm(sheet, index)
        except RefusedError as reason:
            return self._say_missing(str(reason))
        doubts = self._shown.warnings(sheet, index, {**sheet.answers(index), **edits})
        stopping = self._shown.stopping(sheet, index, doubts)
        if stopping is not None:
            return refused(f"{stopping.message} Confirm once more if it is meant so.")
        proposed = any(sheet.proposed(index, self.codebook.facet(name)) is not None for name in edits)
        outcome = self._submit(edits, ref="prefilled" if proposed else None)
        self._shown.overridden(sheet, index, doubts)
        outcome = outcome.then(self.settle()).then(self._at.go_on())
        if doubts and not outcome.finished:
            said = f"{place(sheet, index).capitalize()}: {doubts[0].message}"
            return outcome.saying(said, Tone.WARNING)
        return outcome

    def _say_missing(self, message: str) -> Outcome:
        for facet in self._missing():
            if facet.answer_on_confirm is None and self.sheet.proposed(self.index, facet) is None:
                self._at.focus = facet
                return refused(f"{message} {keys_of(facet)}".rstrip())
        return refused(message)

    def _missing(self) -> tuple[Facet, ...]:
        return answering.still_missing(self.sheet, self.index, self.sheet.answers(self.index))

    def _repeat(self, where: str, given: Answers) -> Outcome:
        if self.sheet.state(self.index) is UnitState.SKIPPED:
            for facet in self.sheet.facets(self.index):
                answering.check_asked(self.sheet, self.index, facet)
        edits = answering.copy(self.sheet, self.index, given)
        if not edits:
            return refused(f"The labels of {where} are here already.")
        outcome = self._submit(edits, ref="repeat")
        self._at.focus_first()
        return outcome.saying(f"Labelled as {where}.")

    def _submit(self, edits: Edits, *, kind: str = "label", ref: str | None = None) -> Outcome:
        """Write answers as one act."""
        if not edits:
            return NOTHING
        sheet, index = self.sheet, self.index
        key = sheet.key(index)
        if sheet.rivals(index).keys() & edits.keys():
            kind = "resolve"
        self._shown.answering(sheet, index)
        changes = [Change(key, facet, answer) for facet, answer in edits.items()]
        self._line.label(sheet.article.key, changes, kind=kind, dwell_ms=self._dwell.take(), ref=ref)
        for facet, answer in edits.items():
            sheet.apply(key, facet, answer)
        if not sheet.is_document(index):
            self._labelled.remember(sheet, index)
        return Outcome(touched=frozenset({index})).then(self.settle())

    def _read_again(self) -> Outcome:
        """Show what this annotator did meanwhile in another window or through an import."""
        sheet = self.sheet
        different = sheet.replace(self.store.answers(self.annotator.key, sheet.article.key))
        if not different:
            return NOTHING
        where = place(sheet, different[0]) if len(different) == 1 else f"{len(different)} sentences"
        return Outcome(
            f"Also changed in another window, and shown now: {where}.",
            Tone.WARNING,
            touched=frozenset(different),
        )

    def _taken_back(self, act: Act, result: Undone | None) -> Outcome:
        """Show what an undo or redo did, where it did it."""
        if result is None:
            return refused("Nothing to undo." if act.direction == "undo" else "Nothing to redo.")
        outcome = NOTHING
        if result.article != self.sheet.article.key:
            if all(row.key != result.article for row in self.articles):
                return refused("That was in an article that is not in the list any more.")
            outcome = self.open_article(result.article)
        sheet, index = self.sheet, self.sheet.index_of(result.unit)
        if index is None:
            return outcome.saying("That was in a sentence of an earlier segmentation; it is done.")
        said, focus = apply_restored(sheet, index, result.changes)
        self._apply_line(sheet)
        self._at.arrive(index)
        if focus is not None and focus in sheet.questions(index):
            self._at.focus = focus
        verb = "Undone" if act.direction == "undo" else "Done again"
        message = f"{verb} in {place(sheet, index)}. {said}"
        return outcome.then(Outcome(message, touched=frozenset({index})))

    def _apply_line(self, sheet: Sheet) -> None:
        """What was pressed and is still in line counts on top of what is on disk."""
        for act in self._line:
            for change in act.changes:
                sheet.apply(change.unit, change.facet, change.value)

    def _article_place(self) -> int:
        return next(n for n, row in enumerate(self.articles) if row.key == self.sheet.article.key)

    def _newest_events(self) -> Iterator[HistoryRow]:
        """This annotator's newest events, newest first, from whatever run of the program."""
        yield from reversed(list(self.store.history(annotator=self.annotator.key, limit=_LOOK_BACK)))
