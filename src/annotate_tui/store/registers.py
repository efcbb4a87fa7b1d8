"""One owner's labels of one unit, while an act is being written."""

from __future__ import annotations

from typing import NamedTuple

from annotate_tui.errors import UsageError
from annotate_tui.store.database import Database
from annotate_tui.store.events import PROJECT_UNIT, PortableId
from annotate_tui.store.states import Standing

Register = tuple[str, str]
"""Facet and item: what tells the labels of one owner, layer and unit apart."""


class Head(NamedTuple):
    """The current label of one register, as the fold keeps it."""

    value: str | None
    event: int
    head_events: int


class Registers:
    """The labels that one owner has in one layer of one unit, and how far the unit is with them."""

    __slots__ = ("before", "heads", "kind", "layer", "owner", "segmentation", "touched", "unit")

    def __init__(self, owner: int, layer: str, unit: int) -> None:
        self.owner = owner
        self.layer = layer
        self.unit = unit
        self.touched = False
        """Whether a label was changed in the act."""
        self.heads: dict[Register, Head] = {}
        self.segmentation: int | None = None
        """The active segmentation of the unit's article."""
        self.kind: str | None = None
        """The unit's kind; None when it is not in the active segmentation."""
        self.before: Standing | None = None
        """How far the unit was; None when it was never labelled."""

    def values(self) -> list[tuple[str, str | None]]:
        """Facet and JSON value of every label."""
        return [(facet, head[0]) for (facet, _), head in self.heads.items()]


class Now(NamedTuple):
    """What a new event must know about the database."""

    lamport: int
    """The highest clock of all events."""
    codebook: str | None
    """The codebook in force, as JSON; None before the first."""


def read(database: Database, owner: int, layer: str, unit: int) -> tuple[Now, Registers]:
    """The clock, the codebook in force and one owner's labels of a unit, in one query."""
    registers = Registers(owner, layer, unit)
    rows = database.rows(_READ if unit != PROJECT_UNIT else _READ_PROJECT, (owner, layer, unit))
    for row in rows:
        if row[7] is not None:
            registers.heads[row[7], row[8]] = Head(row[9], row[10], row[11])
    if not rows:
        raise UsageError(f"There is no unit with the key {unit}.")
    lamport, codebook, registers.segmentation, registers.kind, *standing = rows[0][:7]
    if standing[0] is not None:
        registers.before = Standing._make(standing)
    return Now(lamport or 0, codebook), registers


def replaced_by(
    database: Database, head: Head, place: tuple[int | None, str, str, int, str]
) -> list[tuple[int, PortableId]]:
    """The events, by key and portable id, that a new event in a register replaces.

    ``place`` is the register: unit, facet, item, owner and layer.
    """
    if head.head_events == 1:
        rows = database.rows(_ONE, (head.event,))
    else:
        rows = [(row[0], *row[2:]) for row in database.rows(_UNREPLACED, place)]
    return [(row[0], PortableId._make(row[1:])) for row in rows]


_NOW = """
    SELECT (SELECT max(lamport) FROM event),
           (SELECT value FROM label WHERE owner = 0 AND layer = 'project' AND unit = 0
            AND facet = 'codebook' AND item = ''),"""

_READ = f"""{_NOW}
           s.segmentation, k.kind, w.state, w.unsure, w.noted,
           l.facet, l.item, l.value, l.event, l.head_events
    FROM (SELECT ? AS owner, ? AS layer, ? AS unit) o CROSS JOIN unit u ON u.id = o.unit
    LEFT JOIN article_state s ON s.article = u.article
    LEFT JOIN seg_unit k ON k.segmentation = s.segmentation AND k.unit = u.id
    LEFT JOIN unit_state w ON w.owner = o.owner AND w.layer = o.layer AND w.unit = u.id
    LEFT JOIN label l ON l.owner = o.owner AND l.layer = o.layer AND l.unit = u.id"""

_READ_PROJECT = f"""{_NOW}
           NULL, NULL, NULL, NULL, NULL, l.facet, l.item, l.value, l.event, l.head_events
    FROM (SELECT ? AS owner, ? AS layer, ? AS unit) o
    LEFT JOIN label l ON l.owner = o.owner AND l.layer = o.layer AND l.unit = o.unit"""

_ONE = """
    SELECT e.id, e.lamport, s.session_id, e.seq, e.digest
    FROM event e JOIN session s ON s.id = e.session WHERE e.id = ?"""

_UNREPLACED = """
    SELECT e.id, e.value, e.lamport, s.session_id, e.seq, e.digest
    FROM event e CROSS JOIN session s ON s.id = e.session
    WHERE e.unit IS ? AND e.facet = ? AND e.item = ? AND e.owner = ? AND e.layer = ?
      AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.old = e.id)"""
