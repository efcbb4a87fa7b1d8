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
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from annotate_tui.codebook.keys import KeyTarget, key_map
from annotate_tui.codebook.model import Answer, Facet, SoftWarning
from annotate_tui.errors import NotSavedError, UsageError
from annotate_tui.labelling import acts, answering, articles, correcting, writing
from annotate_tui.labelling.answering import RefusedError
from annotate_tui.labelling.cues import Cues, Spans
from annotate_tui.labelling.desk import Desk
from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.memory import Labelled
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.position import Position
from annotate_tui.labelling.queue import EVERYTHING, Only
from annotate_tui.labelling.saving import Line
from annotate_tui.labelling.sheet import Sheet, marked_stretches
from annotate_tui.labelling.shown import Shown

if TYPE_CHECKING:
    from annotate_tui.corpus.article import UnitKind
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.store import Store
    from annotate_tui.store.writer import Writer, WriterState

PATIENCE_S = 0.1
"""How long a key waits for the disk before the screen says "saving…"."""
_CHANGED_ELSEWHERE = "This was labelled in another window meanwhile and is shown now; look, then press again."


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
        line, dwell = Line(writer, patience_s), Dwell(clock, idle_cutoff_s)
        shown = Shown(line, dwell, cues)
        self.store = store
        self.annotator = annotator
        self.codebook = store.codebook()
        self.articles = store.articles()
        self._desk = Desk(
            store=store,
            writer=writer,
            annotator=annotator,
            codebook=self.codebook,
            articles=self.articles,
            line=line,
            dwell=dwell,
            at=Position(dwell, only, shown.leave),
            labelled=Labelled(),
            shown=shown,
            auto_advance=auto_advance,
        )
        self._at = self._desk.at
        self._corrections: correcting.Corrections = []
        self._closed = False
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
        return self._desk.shown.cues

    @property
    def unsaved(self) -> int:
        """How many acts are still on their way to the disk."""
        return len(self._desk.line)

    @property
    def state(self) -> WriterState:
        """Whether everything is on disk."""
        return self._desk.writer.state

    @property
    def failure(self) -> NotSavedError | None:
        """Why acts cannot be written at the moment."""
        error = getattr(self._desk.writer.state, "error", None)
        return error if isinstance(error, NotSavedError) else None

    @property
    def is_waiting(self) -> bool:
        """Whether the session gave up waiting for the disk, and wants to hear when it is done."""
        return self._desk.line.slow

    def unsaved_units(self) -> frozenset[int]:
        """The indexes of the units of this article whose labels are still on their way."""
        return self._desk.unsaved_units()

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
        return self._desk.shown.warnings(self.sheet, index, self.sheet.answers(index))

    def cues_at(self, index: int) -> Spans:
        """The phrases to underline in a unit."""
        return self._desk.shown.cues_at(self.sheet, index)

    def passages_at(self, index: int) -> Spans:
        """Where something is marked in a unit, whatever the question; what overlaps is one stretch."""
        return marked_stretches(self.sheet, index)

    def toggle_cues(self) -> Outcome:
        """Switch cue highlights on or off, where the project lets annotators choose; it is kept."""
        outcome = self._desk.shown.toggle_cues(self.sheet, self.index)
        return self.settle().then(outcome)

    # -- articles ------------------------------------------------------------

    def start(self, article: int | None = None) -> Outcome:
        """Open an article, or the one that this annotator worked on last, where they were."""
        return articles.start(self._desk, article)

    def open_article(self, key: int) -> Outcome:
        """Open an article at its first unit that wants an answer."""
        return articles.open_article(self._desk, key)

    def move_article(self, step: int) -> Outcome:
        """The next or previous article in the list."""
        return articles.move(self._desk, step)

    def next_unfinished(self) -> ArticleRow | None:
        """The next article, from here round the list, in which something is open for this annotator."""
        return articles.next_unfinished(self._desk)

    # -- moving ----------------------------------------------------------------

    def move(self, steps: int) -> Outcome:
        """So many units forward (or back, below zero); with a choice of units, among these."""
        self._desk.dwell.touch()
        return self._at.move(steps)

    def go_to(self, number: int) -> Outcome:
        """The unit with a number, counted from 1."""
        self._desk.dwell.touch()
        return self._at.go_to(number)

    def go_to_end(self, *, last: bool) -> Outcome:
        """The first or the last unit."""
        return self.go_to(len(self.sheet.units) if last else 1)

    def place_at(self, index: int) -> Outcome:
        """A unit by its index, as from a list of finds or with the mouse."""
        self._desk.dwell.touch()
        self._at.place_at(index)
        return NOTHING

    def next_open(self, step: int = 1) -> Outcome:
        """The next unit that wants an answer, without confirming anything here."""
        self._desk.dwell.touch()
        return self._at.go_on(step)

    def move_focus(self, step: int) -> Outcome:
        """The next or previous question of this unit."""
        self._desk.dwell.touch()
        return self._at.move_focus(step)

    # -- answering ---------------------------------------------------------------

    def press(self, key: str) -> Outcome | None:
        """A key of the codebook; None when the codebook gives it no meaning here."""
        self._desk.dwell.touch()
        target = self.key_meanings().get(key)
        if target is None:
            return None
        if not target.facet:
            return self._attempt(lambda: acts.abstain(self._desk))
        facet = self.codebook.facet(target.facet)
        if target.value:
            return self.choose(facet, target.value)
        if facet.type == "boolean":
            return self.toggle(facet)
        if facet.type in ("text", "number", "span"):
            return self.edit(facet)
        return self.look_at(facet)

    def choose(self, facet: Facet, value_id: str) -> Outcome:
        """Answer a question with a value: set it, or put it into a set or take it out."""
        self._desk.dwell.touch()
        return self._attempt(
            lambda: acts.answer(self._desk, answering.choose(self.sheet, self.index, facet, value_id), facet)
        )

    def toggle(self, facet: Facet) -> Outcome:
        """Switch a flag on or off."""
        self._desk.dwell.touch()
        return self._attempt(
            lambda: acts.answer(
                self._desk, answering.switch(self.sheet, self.index, facet), facet, kind="flag"
            )
        )

    def look_at(self, facet: Facet) -> Outcome:
        """Put a question into focus."""
        self._desk.dwell.touch()
        return self._attempt(lambda: acts.look_at(self._desk, facet))

    def edit(self, facet: Facet) -> Outcome:
        """Ask the screen to let the annotator write a text or a number, or mark passages."""
        return self._attempt(lambda: acts.edit(self._desk, facet))

    def write_text(self, facet: Facet, text: str) -> Outcome:
        """Answer a question that takes a text or a number; an empty text clears it."""
        self._desk.dwell.touch()
        kind = "note" if facet.type == "text" else "label"
        return self._attempt(
            lambda: acts.answer(
                self._desk, answering.write(self.sheet, self.index, facet, text), facet, kind=kind
            ),
            typed=True,
        )

    def write_passages(self, facet: Facet, edits: Mapping[str, Answer | None]) -> Outcome:
        """Mark, move or take away passages: entry (its item) → what it holds, None where it is no more."""
        self._desk.dwell.touch()
        return self._attempt(lambda: acts.write_passages(self._desk, facet, edits), typed=True)

    def confirm(self, *, marked: bool = False) -> Outcome:
        """Enter: take what is proposed or meant by confirming, then on to the next open unit.

        ``marked``: the annotator has done with passages, on a question that Enter would open for them.
        """
        self._desk.dwell.touch()
        return self._attempt(lambda: acts.confirm(self._desk, marked=marked))

    def clear(self) -> Outcome:
        """Take the answer of the focused question away; nothing else."""
        self._desk.dwell.touch()
        return self._attempt(lambda: acts.clear(self._desk))

    def repeat(self) -> Outcome:
        """Give this unit the labels of the unit that was labelled last."""
        self._desk.dwell.touch()
        return self._attempt(lambda: acts.repeat(self._desk))

    def open_unit(self) -> Outcome:
        """Ask about a unit whose kind is skipped."""
        self._desk.dwell.touch()
        return self._attempt(lambda: acts.open_unit(self._desk))

    def undo(self) -> Outcome:
        """Take back the newest act of this annotator, wherever it was."""
        self._desk.dwell.touch()
        return writing.undo(self._desk)

    def redo(self) -> Outcome:
        """Do again what was taken back."""
        self._desk.dwell.touch()
        return writing.redo(self._desk)

    # -- time ------------------------------------------------------------------------

    def pause_time(self, why: str) -> None:
        """Something else lies before the annotator; this is no time spent on the unit."""
        self._desk.dwell.pause(why)

    def resume_time(self, why: str) -> None:
        """The unit is in front of the annotator again."""
        self._desk.dwell.resume(why)

    # -- correcting units -----------------------------------------------------------

    def join_next(self) -> Outcome:
        """Make this unit and the next one into one; see `correcting`."""
        return self._attempt(lambda: correcting.join_next(self._desk, self._corrections))

    def split_unit(self, at: int) -> Outcome:
        """Cut this unit in two, at an offset into its text."""
        return self._attempt(lambda: correcting.split(self._desk, self._corrections, at))

    def change_kind(self, kind: UnitKind) -> Outcome:
        """Give this unit another kind."""
        return self._attempt(lambda: correcting.change_kind(self._desk, self._corrections, kind))

    def take_back_correction(self) -> Outcome:
        """Put the units back as they were before the last correction."""
        return self._attempt(lambda: correcting.take_back(self._desk, self._corrections))

    @property
    def may_correct(self) -> bool:
        """Whether this annotator may correct units."""
        return correcting.may_correct(self._desk)

    # -- saving --------------------------------------------------------------------

    def settle(self) -> Outcome:
        """Take note of what the writer has finished; a screen calls this when the writer reports."""
        return writing.settle(self._desk)

    def retry(self) -> None:
        """Try again to write what could not be written."""
        self._desk.writer.retry()

    def close(self, timeout: float) -> int:
        """Wait until everything is on disk; how many acts are not when the time is up."""
        if not self._closed and hasattr(self._at, "sheet"):
            self._closed = True
            self._desk.shown.leave(self.sheet, self.index)
            self._desk.shown.flush(self.sheet.article.key)
        return self._desk.writer.close(timeout)

    def _attempt(self, act: Callable[[], Outcome], *, typed: bool = False) -> Outcome:
        """Do an act on what is on disk now; an act on an older state of the unit is not done.

        ``typed``: it is done all the same, so that what was written by hand is not lost.
        """
        elsewhere = writing.look_again(self._desk)
        if self.index in elsewhere.touched and not typed:
            return elsewhere.saying(_CHANGED_ELSEWHERE, Tone.WARNING)
        try:
            return elsewhere.then(act())
        except RefusedError as reason:
            return elsewhere.then(refused(str(reason), help=reason.help))
        except UsageError as error:
            return elsewhere.then(refused(str(error)))
