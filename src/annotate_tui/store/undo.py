"""Which act of an annotator undo takes back, and redo does again.

Undo is a new event that compensates, so the log only grows.  What is undone at
the moment is found by reading the annotator's acts backwards: the newest undo
or redo of an act decides about it, and an act by hand empties the redo list.
Sessions play no part, so undo reaches back over restarts, units and articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotate_tui.codebook.answers import from_json
from annotate_tui.codebook.model import Answer
from annotate_tui.store.acting import newest_first
from annotate_tui.store.database import Database
from annotate_tui.store.events import NO_FACET, UNDOABLE, Kind, PortableId
from annotate_tui.store.log import Entry
from annotate_tui.store.without import value_without

_NOT_BY_HAND = frozenset({Kind.IMPORT, Kind.MIGRATE})


class Restored(NamedTuple):
    """One answer that an undo or a redo changed."""

    facet: str
    item: str
    before: Answer | None
    after: Answer | None


class Undone(NamedTuple):
    """What an undo or a redo did."""

    article: int
    unit: int
    """The unit (key) where it happened; of an act on several units, the first."""
    changes: tuple[Restored, ...]
    """What changed in ``unit``."""
    kind: str
    """The kind of the act that was taken back or done again."""
    units: tuple[int, ...]
    """All units that changed, ``unit`` first."""
    layer: str
    state: str | None
    """The state of ``unit`` now, or None for a unit that has none."""


class Act(NamedTuple):
    """One act of an annotator in the log, named by the id of its first event."""

    name: PortableId
    session: int
    txn: int
    kind: str
    ref: str | None
    wall_ms: int


class Step(NamedTuple):
    """One event of an act, and the value without it."""

    event: int
    kind: str
    unit: int
    facet: str
    item: str
    layer: str
    owner: int
    value: str | None
    before: str | None


def newest_done(database: Database, annotator: int, layer: str | None = None) -> Act | None:
    """The act (in one layer, or in any) that undo takes back: the newest by hand that is not undone."""
    settled: set[str] = set()
    for act in _acts(database, annotator, layer):
        if act.kind in (Kind.UNDO, Kind.REDO):
            if act.ref is None or act.ref in settled:
                continue
            settled.add(act.ref)
            if act.kind == Kind.REDO:
                redone = _find(database, act.ref)
                if redone is not None:
                    return redone
        elif str(act.name) not in settled:
            return act
    return None


def newest_undone(database: Database, annotator: int, layer: str | None = None) -> Act | None:
    """The act (in one layer, or in any) that redo does again: the newest undone since the last by hand."""
    settled: set[str] = set()
    for act in _acts(database, annotator, layer):
        if act.kind not in (Kind.UNDO, Kind.REDO):
            return None
        if act.ref is None or act.ref in settled:
            continue
        settled.add(act.ref)
        if act.kind == Kind.UNDO:
            return _find(database, act.ref)
    return None


def steps(database: Database, act: Act) -> list[Step]:
    """The events of an act that changed labels, in order."""
    found = []
    following = act.name.lamport
    for lamport, seq, digest, txn, wall_ms, *row in database.each(
        "SELECT lamport, seq, digest, txn, wall_ms, id, kind, unit, facet, item, layer, owner, value "
        "FROM event WHERE session = ? AND lamport >= ? ORDER BY lamport",
        (act.session, following),
    ):
        if lamport > following:
            break
        # A program whose file was put back to an older state, or a machine that was copied while it
        # ran, can give the same numbers to two acts; they differ in what was done, or when.
        same_act = txn == act.txn and seq - lamport == act.name.seq - act.name.lamport
        if not same_act or wall_ms != act.wall_ms or (seq == txn and digest != act.name.digest):
            continue
        following = lamport + 1
        event, kind, unit, facet, item, layer, owner, value = row
        if facet != NO_FACET and unit is not None:
            without = value_without(database, event, (unit, facet, item, layer, owner))
            found.append(Step(event, kind, unit, facet, item, layer, owner, value, without))
    return found


def entries(
    database: Database, act: Act, direction: Kind, annotator: int
) -> tuple[list[Entry], list[tuple[Step, Entry]]]:
    """The events that take an act back or do it again, and what each of them is for.

    A label that somebody else has changed since is left as it is; when nothing
    remains, one event without a facet keeps the order of undo and redo.
    """
    pairs = []
    walk = steps(database, act)
    for step in reversed(walk) if direction is Kind.UNDO else walk:
        if _taken_over(database, step, annotator):
            continue
        value = step.before if direction is Kind.UNDO else step.value
        entry = Entry(direction, step.layer, step.owner, step.unit, step.facet, step.item, value)
        pairs.append((step, entry))
    if pairs:
        # Undone last to first; told in the order in which the act was done.
        told = pairs[::-1] if direction is Kind.UNDO else pairs
        return [entry for _, entry in pairs], told
    unit = walk[0].unit if walk else None
    layer = walk[0].layer if walk else "annotation"
    return [Entry(direction, layer, annotator, unit, NO_FACET, "", None)], []


def restored(
    pairs: list[tuple[Step, Entry]], current: dict[tuple[int, str, str], str | None]
) -> list[Restored]:
    """The changes in the unit of the first of these events; ``current`` is what stood before them."""
    if not pairs:
        return []
    unit = pairs[0][0].unit
    return [
        Restored(
            step.facet, step.item, _answer(current.get((unit, step.facet, step.item))), _answer(entry.value)
        )
        for step, entry in pairs
        if step.unit == unit
    ]


def _answer(value: str | None) -> Answer | None:
    return None if value is None else from_json(value)


def _acts(database: Database, annotator: int, layer: str | None) -> Iterator[Act]:
    kinds = sorted([*UNDOABLE, Kind.UNDO, Kind.REDO])
    for *name, session, txn, kind, ref, wall_ms in newest_first(
        database,
        annotator,
        "e.session, e.txn, e.kind, e.ref, e.wall_ms",
        f"e.seq = e.txn AND e.kind IN ({','.join('?' * len(kinds))}) AND e.layer = coalesce(?, e.layer)",
        (*kinds, layer),
    ):
        yield Act(PortableId._make(name), session, txn, kind, ref, wall_ms)


def _find(database: Database, ref: str) -> Act | None:
    name = PortableId.parse(ref)
    row = database.row(
        "SELECT e.session, e.txn, e.kind, e.ref, e.wall_ms FROM event e JOIN session s ON s.id = e.session "
        "WHERE e.lamport = ? AND s.session_id = ? AND e.seq = ? AND e.digest = ?",
        name,
    )
    return None if row is None else Act(name, *row)


def _taken_over(database: Database, step: Step, annotator: int) -> bool:
    """Whether somebody else, or a file, has changed a label since."""
    row = database.row(
        """SELECT s.annotator, e.kind, e.id FROM label l JOIN event e ON e.id = l.event
           JOIN session s ON s.id = e.session
           WHERE l.owner = ? AND l.layer = ? AND l.unit = ? AND l.facet = ? AND l.item = ?""",
        (step.owner, step.layer, step.unit, step.facet, step.item),
    )
    if row is None:
        return False
    author, kind, event = row
    return author != annotator or (kind in _NOT_BY_HAND and event != step.event)
