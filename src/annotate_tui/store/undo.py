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
from annotate_tui.store.database import Database
from annotate_tui.store.events import NO_FACET, UNDOABLE, Kind, PortableId
from annotate_tui.store.log import Entry


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


class Step(NamedTuple):
    """One event of an act, and what it replaced."""

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
    for row in database.each(
        "SELECT id, txn, kind, unit, facet, item, layer, owner, value FROM event "
        "WHERE lamport >= ? AND session = ? ORDER BY lamport, seq",
        (act.name.lamport, act.session),
    ):
        event, txn, kind, unit, facet, item, layer, owner, value = row
        if txn != act.txn:
            break
        if facet != NO_FACET and unit is not None:
            before = _value_before(database, event)
            found.append(Step(event, kind, unit, facet, item, layer, owner, value, before))
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
    for lamport, session_id, seq, digest, session, txn, kind, ref in database.each(
        f"""SELECT e.lamport, s.session_id, e.seq, e.digest, e.session, e.txn, e.kind, e.ref
            FROM event e JOIN session s ON s.id = e.session
            WHERE e.session IN (SELECT id FROM session WHERE annotator = ?) AND e.seq = e.txn
              AND e.kind IN ({",".join("?" * len(kinds))}) AND e.layer = coalesce(?, e.layer)
            ORDER BY e.lamport DESC, s.session_id DESC""",
        (annotator, *kinds, layer),
    ):
        yield Act(PortableId(lamport, session_id, seq, digest), session, txn, kind, ref)


def _find(database: Database, ref: str) -> Act | None:
    name = PortableId.parse(ref)
    row = database.row(
        "SELECT e.session, e.txn, e.kind, e.ref FROM event e JOIN session s ON s.id = e.session "
        "WHERE e.lamport = ? AND s.session_id = ? AND e.seq = ? AND e.digest = ?",
        name,
    )
    return None if row is None else Act(name, *row)


def _value_before(database: Database, event: int) -> str | None:
    value: str | None = database.value(
        """SELECT o.value FROM replaces r JOIN event o ON o.id = r.old JOIN session s ON s.id = o.session
           WHERE r.event = ?
           ORDER BY (o.value IS NOT NULL) DESC, o.lamport DESC, s.session_id DESC, o.seq DESC, o.digest DESC
           LIMIT 1""",
        (event,),
    )
    return value


def _taken_over(database: Database, step: Step, annotator: int) -> bool:
    author = database.value(
        """SELECT s.annotator FROM label l JOIN event e ON e.id = l.event JOIN session s ON s.id = e.session
           WHERE l.owner = ? AND l.layer = ? AND l.unit = ? AND l.facet = ? AND l.item = ?""",
        (step.owner, step.layer, step.unit, step.facet, step.item),
    )
    return author is not None and author != annotator
