"""What a label would be without one event: what undo shows again.

Mostly it is what the event replaced.  Where two copies were merged it can be what was
done in the other copy, and never what was undone itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotate_tui.store.database import Database
from annotate_tui.store.events import Kind

_REGISTER = "e.unit = ? AND e.facet = ? AND e.item = ? AND e.layer = ? AND e.owner = ?"

# The first event of an act names it; the events of an act have consecutive numbers.
_EVENTS = f"""
    SELECT e.id, e.kind, e.value, e.ref, e.seq,
           f.lamport || ':' || s.session_id || ':' || f.seq || ':' || lower(hex(f.digest))
    FROM event e CROSS JOIN session s ON s.id = e.session
    LEFT JOIN event f ON f.lamport = e.lamport - e.seq + e.txn AND f.session = e.session AND f.seq = e.txn
         AND f.wall_ms = e.wall_ms
    WHERE {_REGISTER}
    ORDER BY e.lamport DESC, s.session_id DESC, e.seq DESC, e.digest DESC"""

_REPLACED = f"SELECT r.event, r.old FROM event e CROSS JOIN replaces r ON r.old = e.id WHERE {_REGISTER}"


class _Event(NamedTuple):
    key: int
    kind: str
    value: str | None
    ref: str | None
    seq: int
    act: str | None


def value_without(database: Database, event: int, register: tuple[int, str, str, str, int]) -> str | None:
    """The value (JSON) of a label had an event of it, and the rest of its act, not been.

    ``register`` is the label's unit, facet, item, layer and owner.
    """
    events = [_Event._make(row) for row in database.rows(_EVENTS, register)]
    olds: dict[int, list[int]] = {}
    for new, old in database.rows(_REPLACED, register):
        olds.setdefault(new, []).append(old)
    taken_back = next(one for one in events if one.key == event)
    left = [one for one in _not_undone(events) if one.act != taken_back.act or one.seq < taken_back.seq]
    known = _built_on((one.key for one in left), olds)
    standing = [one.value for one in left if one.key not in known]
    return next((value for value in standing if value is not None), None)


def _not_undone(events: Iterable[_Event]) -> list[_Event]:
    """The events, newest first, of acts that are not undone at the moment."""
    decided: dict[str, str] = {}
    for event in events:
        if event.kind in (Kind.UNDO, Kind.REDO) and event.ref is not None:
            decided.setdefault(event.ref, event.kind)
    return [
        event
        for event in events
        if event.kind not in (Kind.UNDO, Kind.REDO) and decided.get(event.act or "") != Kind.UNDO
    ]


def _built_on(events: Iterable[int], olds: Mapping[int, list[int]]) -> set[int]:
    """Everything that some of these events knew of when they were made."""
    known: set[int] = set()
    waiting = [old for event in events for old in olds.get(event, ())]
    while waiting:
        old = waiting.pop()
        if old not in known:
            known.add(old)
            waiting += olds.get(old, ())
    return known
