"""The writer thread of the screens: acts are written in order, and the screen never waits for a disk.

A commit normally takes a fifth of a millisecond, but a busy disk can stall one
for seconds.  So screens hand acts to a `Writer`, wait a moment for the ticket,
and go on taking keys when it takes longer.  When something fails, the line
stands still in its order until somebody says try again; nothing is dropped.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from annotate_tui.errors import AnnotateError, NotSavedError, StoreError
from annotate_tui.store.session import Change, Receipt, Undone, WritingSession
from annotate_tui.store.store import Store

Answer = Receipt | Undone | None

_LOOK_AFTER_S = 1.0
"""Large files are looked at for damage so long after the start, or before the first label."""


class Saved(NamedTuple):
    """Everything is on disk."""

    pending: Literal[0] = 0


class Saving(NamedTuple):
    """Acts are on their way to the disk."""

    pending: int
    since: float
    """When the oldest of them was handed over (`time.monotonic`)."""


class NotSaved(NamedTuple):
    """Writing failed; the line stands still until `Writer.retry`."""

    pending: int
    error: NotSavedError


WriterState = Saved | Saving | NotSaved


def _tell(call: Callable[[Any], object], what: object) -> None:
    # A screen that has gone, or makes a mistake, must not keep labels from the disk.
    with contextlib.suppress(Exception):
        call(what)


class Ticket:
    """One act on its way; may be asked from any thread."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._answer: Answer = None
        self._error: Exception | None = None
        self._callbacks: list[Callable[[Ticket], None]] = []

    @property
    def done(self) -> bool:
        """Whether the act is on disk, or was refused for good."""
        return self._done.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether it is done."""
        return self._done.wait(seconds)

    def result(self, timeout: float | None = None) -> Answer:
        """What the writing session answered: a Receipt for `Writer.submit`, an Undone or None for
        `Writer.undo` and `Writer.redo`.

        Raises TimeoutError when it is not done in time, and UsageError for an
        act that makes no sense (an unknown unit); such an act is not repeated.
        """
        if not self._done.wait(timeout):
            raise TimeoutError("The act is not on disk yet.")
        if self._error is not None:
            raise self._error
        return self._answer

    def add_done_callback(self, call: Callable[[Ticket], None]) -> None:
        """Call when done: on the writer thread, or at once if it is done already."""
        with self._lock:
            if not self._done.is_set():
                self._callbacks.append(call)
                return
        _tell(call, self)

    def _settle(self, answer: Answer, error: Exception | None = None) -> None:
        with self._lock:
            self._answer, self._error = answer, error
            self._done.set()
            callbacks, self._callbacks = self._callbacks, []
        for call in callbacks:
            _tell(call, self)


class Job(NamedTuple):
    """An act that waits to be written."""

    ticket: Ticket
    do: Literal["write", "undo", "redo"]
    changes: tuple[Change, ...]
    kind: str
    dwell_ms: int | None
    ref: str | None
    since: float
    layer: str | None = None
    """Of an undo or redo: the layer whose acts count; None: any."""

    def run(self, session: WritingSession) -> Answer:
        """Write it; durable when this returns."""
        if self.do == "undo":
            return session.undo(self.layer)
        if self.do == "redo":
            return session.redo(self.layer)
        return session.write(self.changes, kind=self.kind, dwell_ms=self.dwell_ms, ref=self.ref)


class Writer:
    """Writes the acts of one annotator on a thread of its own, with its own connection.

    Raises StoreError when the database cannot be opened or the annotator cannot
    be added, and UsageError for a name that nobody can have.  ``on_change`` is
    called on the writer thread whenever `state` changes, and must not block.
    """

    def __init__(
        self,
        path: Path,
        annotator: str,
        *,
        on_change: Callable[[WriterState], None] | None = None,
        host: str | None = None,
        program: str | None = None,
    ) -> None:
        self._path = path
        self._annotator = annotator
        self._host = host
        self._program = program
        self._on_change = on_change
        self._line: deque[Job] = deque()
        self._wake = threading.Condition()
        self._error: NotSavedError | None = None
        self._closing = False
        self._others_wrote = False
        self._told: WriterState = Saved()
        self.session_id = ""
        """The id of this start of the program."""
        opened: list[AnnotateError] = []
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(ready, opened), name="annotate-tui writer", daemon=True
        )
        self._thread.start()
        ready.wait()
        if opened:
            self._thread.join()
            raise opened[0]

    # -- for the screen ------------------------------------------------------

    def submit(
        self,
        changes: Sequence[Change],
        *,
        kind: str = "label",
        dwell_ms: int | None = None,
        ref: str | None = None,
    ) -> Ticket:
        """Hand over one user action (see `WritingSession.write`); returns at once."""
        return self._enter("write", tuple(changes), kind, dwell_ms, ref)

    def undo(self, layer: str | None = None) -> Ticket:
        """Hand over an undo of what is newest (in a layer) when its turn comes; returns at once."""
        return self._enter("undo", layer=layer)

    def redo(self, layer: str | None = None) -> Ticket:
        """Hand over a redo; returns at once."""
        return self._enter("redo", layer=layer)

    @property
    def state(self) -> WriterState:
        """SAVED, SAVING or NOT SAVED, as `Saved`, `Saving` or `NotSaved`."""
        with self._wake:
            return self._state()

    def others_wrote(self) -> bool:
        """Whether, up to the last act, another program wrote to the file since this was asked last."""
        with self._wake:
            said, self._others_wrote = self._others_wrote, False
        return said

    def retry(self) -> None:
        """Try again what could not be written, and then the rest of the line."""
        with self._wake:
            self._error = None
            self._wake.notify_all()

    def unsaved(self) -> list[Job]:
        """The acts that are not on disk yet, oldest first."""
        with self._wake:
            return list(self._line)

    def close(self, timeout: float) -> int:
        """Write what is left, at most so many seconds, and end; how many acts are still unsaved.

        What failed is tried once more.  After this nothing more can be handed over.
        """
        with self._wake:
            self._closing = True
            self._error = None
            self._wake.notify_all()
        self._thread.join(timeout)
        with self._wake:
            return len(self._line)

    # -- on the writer thread ------------------------------------------------

    def _run(self, ready: threading.Event, opened: list[AnnotateError]) -> None:
        try:
            store = Store.open(self._path)
        except StoreError as error:
            opened.append(error)
            ready.set()
            return
        try:
            try:
                session = store.begin(self._annotator, host=self._host, program=self._program)
                self.session_id = session.session_id
            except AnnotateError as error:
                opened.append(error)
                return
            finally:
                ready.set()
            if self._wait_for_work(_LOOK_AFTER_S):
                # Before the first label, and once the screen has been drawn.
                store.database.refuse_if_damaged()
            while self._step(session):
                pass
        finally:
            store.close()

    def _wait_for_work(self, seconds: float) -> bool:
        """Wait at most so long for a first act; whether there is still something to be done."""
        with self._wake:
            self._wake.wait_for(lambda: self._line or self._closing, seconds)
            return bool(self._line) or not self._closing

    def _step(self, session: WritingSession) -> bool:
        with self._wake:
            while not self._closing and (not self._line or self._error is not None):
                self._wake.wait()
            if not self._line or self._error is not None:
                return False
            job = self._line[0]
        self._tell()
        try:
            answer = job.run(session)
            if session.others_wrote():
                with self._wake:
                    self._others_wrote = True
        except NotSavedError as error:
            with self._wake:
                self._error = error
            self._tell()
            return True
        except Exception as error:  # noqa: BLE001 - handed to whoever asks the ticket
            self._finish(job, None, error)
        else:
            self._finish(job, answer, None)
        return True

    def _finish(self, job: Job, answer: Answer, error: Exception | None) -> None:
        with self._wake:
            self._line.popleft()
        job.ticket._settle(answer, error)
        self._tell()

    def _enter(
        self,
        do: Literal["write", "undo", "redo"],
        changes: tuple[Change, ...] = (),
        kind: str = "",
        dwell_ms: int | None = None,
        ref: str | None = None,
        layer: str | None = None,
    ) -> Ticket:
        job = Job(Ticket(), do, changes, kind, dwell_ms, ref, time.monotonic(), layer)
        with self._wake:
            if self._closing:
                raise StoreError("The program is leaving; nothing more can be labelled.")
            self._line.append(job)
            self._wake.notify_all()
        return job.ticket

    def _state(self) -> WriterState:
        if not self._line:
            return Saved()
        if self._error is not None:
            return NotSaved(len(self._line), self._error)
        return Saving(len(self._line), self._line[0].since)

    def _tell(self) -> None:
        if self._on_change is None:
            return
        with self._wake:
            state = self._state()
        if state != self._told:
            self._told = state
            _tell(self._on_change, state)
