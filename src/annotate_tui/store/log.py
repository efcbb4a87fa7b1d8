"""The one write path: events are appended, and everything that follows from them is kept in step.

All of it happens inside one transaction: the event, what it replaces, the label,
the unit's state and the progress of the article.  A label takes eight or so
statements, prepared once, because a commit may cost little more than a bare one.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import NamedTuple

from annotate_tui import __version__
from annotate_tui.errors import UsageError
from annotate_tui.store.codebooks import ActiveCodebook
from annotate_tui.store.database import Database, Writing
from annotate_tui.store.events import (
    NO_FACET,
    PROJECT_UNIT,
    Content,
    Layer,
    PortableId,
    new_session_id,
    wall_clock_ms,
)
from annotate_tui.store.registers import Head, Registers, read, replaced_by
from annotate_tui.store.states import NOTHING

Clock = Callable[[], int]


class Entry(NamedTuple):
    """One event to be appended; keys are row keys, ``value`` is JSON or None."""

    kind: str
    layer: str
    owner: int
    unit: int | None
    facet: str
    item: str
    value: str | None


class _Place(NamedTuple):
    """Where a unit lies."""

    article: int
    article_id: str
    start: int
    end: int


class _Act:
    """One user action: after an error the log goes on where it was before."""

    __slots__ = ("_before", "_log", "_writing")

    def __init__(self, log: Log) -> None:
        self._log = log

    def __enter__(self) -> None:
        self._before = self._log._seq, self._log._session
        self._writing: Writing = self._log.database.writing()
        self._writing.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._writing.__exit__(kind, error, trace)
        except BaseException:
            self._take_back()
            raise
        if error is not None:
            self._take_back()

    def _take_back(self) -> None:
        self._log._seq, self._log._session = self._before
        self._log.active.forget()


class Log:
    """Appends events for one start of the program.

    The session's own row is written with the first event, so that looking at a
    database changes nothing.
    """

    def __init__(
        self,
        database: Database,
        annotator: int,
        annotator_id: str,
        *,
        host: str | None = None,
        program: str | None = None,
        clock: Clock = wall_clock_ms,
        session_id: str | None = None,
    ) -> None:
        self.database = database
        self.annotator = annotator
        self.session_id = session_id or new_session_id()
        self.active = ActiveCodebook(database)
        self.now: Clock = clock
        self.wall_ms = 0
        """When the last act was written."""
        self._host = platform.node() if host is None else host
        self._program = program or f"annotate-tui {__version__}"
        self._started_ms = clock()
        self._session: int | None = None
        self._seq = 0
        self._owner_ids = {annotator: annotator_id}
        self._places: dict[int, _Place] = {}
        self._segmentation_ids: dict[int, str] = {}
        self._touched: dict[tuple[int, str, int], Registers] = {}

    def transaction(self) -> _Act:
        """One user action (a context manager): durable when it ends; after an error nothing has happened.

        Raises NotSavedError.
        """
        return _Act(self)

    def append(
        self,
        entries: Sequence[Entry],
        *,
        dwell_ms: int | None = None,
        ref: str | None = None,
        codebook: tuple[int, str] | None = None,
    ) -> list[PortableId]:
        """Append one act inside `transaction`, and keep labels, states and progress in step.

        ``codebook`` (key and hash) is the one that the annotator saw; by default
        the one in force.  ``dwell_ms`` is noted once, with the act's first event.
        """
        session = self._session_key()
        txn = self._seq + 1
        now = self.wall_ms = self.now()
        lamport = 0
        self._touched = {}
        written = []
        for entry in entries:
            kind, layer, owner, unit, facet, item, value = entry
            registers, clock = self._registers(entry)
            lamport = max(lamport, clock) + 1
            self._seq += 1
            codebook_key, codebook_id = codebook or self.active.name or (None, None)
            replaced = self._replaced(entry, registers)
            segmentation = registers.segmentation
            article, start, end = self._portable_place(unit)
            digest = Content(
                self.session_id, self._seq, lamport, txn, kind, layer, self._owner_id(owner), article, start,
                end, facet, item, codebook_id, self._segmentation_id(segmentation), value, now, dwell_ms, ref,
            ).digest([name for _, name in replaced])  # fmt: skip
            event = self.database.insert(
                _ADD_EVENT,
                (
                    session, self._seq, digest, lamport, txn, kind, layer, owner, unit, facet, item,
                    codebook_key, segmentation, value, now, dwell_ms, ref,
                ),
            )  # fmt: skip
            for old, _ in replaced:
                self.database.execute("INSERT INTO replaces(old, event) VALUES(?, ?)", (old, event))
            if facet != NO_FACET:
                self._fold(entry, registers, event)
            dwell_ms = None
            written.append(PortableId(lamport, self.session_id, self._seq, digest))
        for registers in self._touched.values():
            if registers.touched:
                self._settle(registers, now)
        return written

    def states(self) -> dict[int, str]:
        """The states, after the last act, of the units that it changed; document units are left out."""
        return {
            registers.unit: registers.before.state
            for registers in self._touched.values()
            if registers.before is not None
        }

    # -- the steps of an append ----------------------------------------------

    def _session_key(self) -> int:
        session = self._session
        if session is None:
            self.database.execute(
                "INSERT INTO session(session_id, annotator, host, program, started_ms) VALUES(?, ?, ?, ?, ?) "
                "ON CONFLICT(session_id) DO NOTHING",
                (self.session_id, self.annotator, self._host, self._program, self._started_ms),
            )
            session = self._session = int(
                self.database.value("SELECT id FROM session WHERE session_id = ?", (self.session_id,))
            )
            self.database.execute(
                "INSERT INTO meta(key, value) VALUES('last_annotator', ?) "
                "ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE excluded.value <> ''",
                (self._owner_ids[self.annotator],),
            )
        return session

    def _registers(self, entry: Entry) -> tuple[Registers, int]:
        """The labels beside which an entry is written, and the clock when they were read."""
        key = (entry.owner, entry.layer, PROJECT_UNIT if entry.unit is None else entry.unit)
        registers = self._touched.get(key)
        if registers is not None:
            return registers, 0
        now, registers = read(self.database, *key)
        self.active.use(now.codebook)
        self._touched[key] = registers
        return registers, now.lamport

    def _replaced(self, entry: Entry, registers: Registers) -> list[tuple[int, PortableId]]:
        if entry.facet == NO_FACET:
            return []
        head = registers.heads.get((entry.facet, entry.item))
        if head is None:
            return []
        return replaced_by(
            self.database, head, (entry.unit, entry.facet, entry.item, entry.owner, entry.layer)
        )

    def _fold(self, entry: Entry, registers: Registers, event: int) -> None:
        # The new event replaces every head, so the fold of this register is the event itself.
        _, layer, owner, _, facet, item, value = entry
        self.database.execute(_SET_LABEL, (owner, layer, registers.unit, facet, item, value, event))
        registers.heads[facet, item] = Head(value, event, 1)
        registers.touched = True

    def _settle(self, registers: Registers, now: int) -> None:
        if registers.layer == Layer.PROJECT or registers.unit == PROJECT_UNIT:
            return
        owner, layer, unit = registers.owner, registers.layer, registers.unit
        judge, added = self.active.known_judge, NOTHING
        if registers.kind is not None and judge is not None:
            after = judge.standing_of(registers.kind, registers.values())
            if after != registers.before:
                self.database.execute(_SET_STATE, (owner, layer, unit, *after))
                before = judge.tally(registers.kind, registers.before)
                added = judge.tally(registers.kind, after).minus(before)
                registers.before = after
        article = self._place(unit).article
        self.database.execute(_ADD_PROGRESS, (owner, layer, article, *added, now))

    # -- names that are the same in every copy -------------------------------

    def _owner_id(self, key: int) -> str:
        name = self._owner_ids.get(key)
        if name is None:
            name = self.database.value("SELECT annotator_id FROM annotator WHERE id = ?", (key,))
            if name is None:
                raise UsageError(f"There is no annotator with the key {key}.")
            self._owner_ids[key] = name
        return name

    def _place(self, unit: int) -> _Place:
        place = self._places.get(unit)
        if place is None:
            row = self.database.row(
                'SELECT u.article, a.article_id, u.start, u."end" FROM unit u '
                "JOIN article a ON a.id = u.article WHERE u.id = ?",
                (unit,),
            )
            if row is None:
                raise UsageError(f"There is no unit with the key {unit}.")
            place = self._places[unit] = _Place._make(row)
        return place

    def _portable_place(self, unit: int | None) -> tuple[str | None, int | None, int | None]:
        if unit is None:
            return None, None, None
        _, article_id, start, end = self._place(unit)
        return article_id, start, end

    def _segmentation_id(self, key: int | None) -> str | None:
        if key is None:
            return None
        name = self._segmentation_ids.get(key)
        if name is None:
            name = self.database.value("SELECT segmentation_id FROM segmentation WHERE id = ?", (key,))
            self._segmentation_ids[key] = name
        return name


_ADD_EVENT = """
    INSERT INTO event(session, seq, digest, lamport, txn, kind, layer, owner, unit, facet, item,
                      codebook, segmentation, value, wall_ms, dwell_ms, ref)
    VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_SET_LABEL = """
    INSERT INTO label(owner, layer, unit, facet, item, value, event, heads, head_events)
    VALUES(?, ?, ?, ?, ?, ?, ?, 1, 1)
    ON CONFLICT(owner, layer, unit, facet, item) DO UPDATE
    SET value = excluded.value, event = excluded.event, heads = 1, head_events = 1"""

_SET_STATE = """
    INSERT INTO unit_state(owner, layer, unit, state, unsure, noted) VALUES(?, ?, ?, ?, ?, ?)
    ON CONFLICT(owner, layer, unit) DO UPDATE
    SET state = excluded.state, unsure = excluded.unsure, noted = excluded.noted"""

_ADD_PROGRESS = """
    INSERT INTO progress(owner, layer, article, done, begun, opened, unsure, noted, last_ms)
    VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(owner, layer, article) DO UPDATE
    SET done = done + excluded.done, begun = begun + excluded.begun, opened = opened + excluded.opened,
        unsure = unsure + excluded.unsure, noted = noted + excluded.noted,
        last_ms = max(last_ms, excluded.last_ms)"""
