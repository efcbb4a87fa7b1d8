"""The one write path: events are appended, and everything that follows from them is kept in step.

All of it happens inside one transaction: the event, what it replaces, the label,
the unit's state and the progress of the article.
"""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotate_tui import __version__
from annotate_tui.errors import UsageError
from annotate_tui.store.codebooks import ActiveCodebook
from annotate_tui.store.database import Database, Row
from annotate_tui.store.events import (
    NO_FACET,
    PROJECT_UNIT,
    Content,
    Layer,
    PortableId,
    new_session_id,
    wall_clock_ms,
)
from annotate_tui.store.states import Standing, current_answers

Clock = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event to be appended; keys are row keys, ``value`` is JSON or None."""

    kind: str
    layer: str
    owner: int
    unit: int | None
    facet: str
    item: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The current label of one register, as the fold keeps it."""

    value: str | None
    event: int
    head_events: int


@dataclass(slots=True)
class _Place:
    """Where a unit lies; offsets and the article's id go into the digest."""

    article: int
    article_id: str
    start: int
    end: int


class _Unit:
    """One owner's labels of one unit while an act is being written."""

    def __init__(self, log: Log, owner: int, layer: str, unit: int) -> None:
        self.heads = {
            (facet, item): Head(value, event, head_events)
            for facet, item, value, event, head_events in log.database.rows(
                "SELECT facet, item, value, event, head_events FROM label "
                "WHERE owner = ? AND layer = ? AND unit = ?",
                (owner, layer, unit),
            )
        }
        self.touched = False
        self.segmentation: int | None = None
        self.kind: str | None = None
        self.before: Standing | None = None
        if unit != PROJECT_UNIT:
            row = log.database.row(_UNIT_NOW, (owner, layer, unit))
            if row is not None:
                self.segmentation, self.kind, *standing = row
                self.before = None if standing[0] is None else Standing(*standing)


_UNIT_NOW = """
    SELECT s.segmentation, k.kind, w.state, w.unsure, w.noted
    FROM unit u JOIN article_state s ON s.article = u.article
    LEFT JOIN seg_unit k ON k.segmentation = s.segmentation AND k.unit = u.id
    LEFT JOIN unit_state w ON w.owner = ? AND w.layer = ? AND w.unit = u.id
    WHERE u.id = ?"""

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

UNREPLACED = """
    SELECT e.id, e.value, e.lamport, s.session_id, e.seq, e.digest
    FROM event e JOIN session s ON s.id = e.session
    WHERE e.unit IS ? AND e.facet = ? AND e.item = ? AND e.owner = ? AND e.layer = ?
      AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.old = e.id)"""


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
        self._units: dict[tuple[int, str, int], _Unit] = {}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """One user action: durable when it ends; after an error nothing has happened."""
        before = self._seq, self._session
        try:
            with self.database.writing():
                yield
        except BaseException:
            self._seq, self._session = before
            self.active.forget()
            raise

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
        lamport, active = self._clocks()
        codebook_key, codebook_id = codebook or active or (None, None)
        session = self._session_key()
        txn = self._seq + 1
        now = self.wall_ms = self.now()
        self._units = {}
        written = []
        for entry in entries:
            lamport += 1
            self._seq += 1
            unit = self._unit(entry)
            replaced = self._replaced(entry, unit)
            segmentation = unit.segmentation
            content = Content(
                self.session_id, self._seq, lamport, txn, entry.kind, entry.layer,
                self._owner_id(entry.owner), *self._portable_place(entry.unit), entry.facet, entry.item,
                codebook_id, self._segmentation_id(segmentation), entry.value, now, dwell_ms, ref,
            )  # fmt: skip
            digest = content.digest(name for _, name in replaced)
            cursor = self.database.execute(
                _ADD_EVENT,
                (
                    session, self._seq, digest, lamport, txn, entry.kind, entry.layer, entry.owner,
                    entry.unit, entry.facet, entry.item, codebook_key, segmentation, entry.value, now,
                    dwell_ms, ref,
                ),
            )  # fmt: skip
            event = cursor.lastrowid
            assert event is not None  # noqa: S101 - an INSERT that succeeded has made a row
            for old, _ in replaced:
                self.database.execute("INSERT INTO replaces(old, event) VALUES(?, ?)", (old, event))
            if entry.facet != NO_FACET:
                self._fold(entry, unit, event)
            dwell_ms = None
            written.append(PortableId(lamport, self.session_id, self._seq, digest))
        self._settle(now)
        return written

    def states(self) -> dict[int, str]:
        """The states, after the last act, of the units that it touched; document units are left out."""
        return {
            unit: labels.before.state
            for (_, _, unit), labels in self._units.items()
            if labels.before is not None
        }

    # -- the steps of an append ----------------------------------------------

    def _clocks(self) -> tuple[int, tuple[int, str] | None]:
        lamport, active = self.database.row(
            "SELECT (SELECT max(lamport) FROM event), (SELECT value FROM label WHERE owner = 0 AND "
            "layer = 'project' AND unit = 0 AND facet = 'codebook' AND item = '')"
        ) or (None, None)
        return lamport or 0, self.active.use(active)

    def _session_key(self) -> int:
        if self._session is None:
            self.database.execute(
                "INSERT INTO session(session_id, annotator, host, program, started_ms) VALUES(?, ?, ?, ?, ?) "
                "ON CONFLICT(session_id) DO NOTHING",
                (self.session_id, self.annotator, self._host, self._program, self._started_ms),
            )
            self._session = self.database.value(
                "SELECT id FROM session WHERE session_id = ?", (self.session_id,)
            )
            self.database.execute(
                "INSERT INTO meta(key, value) VALUES('last_annotator', ?) "
                "ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE excluded.value <> ''",
                (self._owner_ids[self.annotator],),
            )
        assert self._session is not None  # noqa: S101 - it was found or made just now
        return self._session

    def _unit(self, entry: Entry) -> _Unit:
        key = (entry.owner, entry.layer, PROJECT_UNIT if entry.unit is None else entry.unit)
        unit = self._units.get(key)
        if unit is None:
            unit = self._units[key] = _Unit(self, *key)
        return unit

    def _replaced(self, entry: Entry, unit: _Unit) -> list[tuple[int, PortableId]]:
        head = unit.heads.get((entry.facet, entry.item))
        if head is None or entry.facet == NO_FACET:
            return []
        if head.head_events == 1:
            rows = self.database.rows(
                "SELECT e.id, e.lamport, s.session_id, e.seq, e.digest "
                "FROM event e JOIN session s ON s.id = e.session WHERE e.id = ?",
                (head.event,),
            )
        else:
            register = (entry.unit, entry.facet, entry.item, entry.owner, entry.layer)
            rows = [(row[0], *row[2:]) for row in self.database.rows(UNREPLACED, register)]
        return [(row[0], PortableId(*row[1:])) for row in rows]

    def _fold(self, entry: Entry, unit: _Unit, event: int) -> None:
        where = PROJECT_UNIT if entry.unit is None else entry.unit
        self.database.execute(
            _SET_LABEL, (entry.owner, entry.layer, where, entry.facet, entry.item, entry.value, event)
        )
        unit.heads[entry.facet, entry.item] = Head(entry.value, event, 1)
        unit.touched = True

    def _settle(self, now: int) -> None:
        judge = self.active.judge
        for (owner, layer, key), unit in self._units.items():
            if layer == Layer.PROJECT or key == PROJECT_UNIT or not unit.touched:
                continue
            added = (0, 0, 0, 0, 0)
            if unit.kind is not None and judge is not None:
                answers = current_answers((facet, head.value) for (facet, _), head in unit.heads.items())
                after = judge.standing(unit.kind, answers)
                if after != unit.before:
                    self.database.execute(_SET_STATE, (owner, layer, key, *after))
                    before = judge.tally(unit.kind, unit.before)
                    added = judge.tally(unit.kind, after).minus(before)
                    unit.before = after
            article = self._place(key).article
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
            row: Row | None = self.database.row(
                'SELECT u.article, a.article_id, u.start, u."end" FROM unit u '
                "JOIN article a ON a.id = u.article WHERE u.id = ?",
                (unit,),
            )
            if row is None:
                raise UsageError(f"There is no unit with the key {unit}.")
            place = self._places[unit] = _Place(*row)
        return place

    def _portable_place(self, unit: int | None) -> tuple[str | None, int | None, int | None]:
        if unit is None:
            return None, None, None
        place = self._place(unit)
        return place.article_id, place.start, place.end

    def _segmentation_id(self, key: int | None) -> str | None:
        if key is None:
            return None
        name = self._segmentation_ids.get(key)
        if name is None:
            name = self.database.value("SELECT segmentation_id FROM segmentation WHERE id = ?", (key,))
            self._segmentation_ids[key] = name
        return name
