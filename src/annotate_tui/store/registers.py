"""One owner's labels of one unit, while an act is being written."""

from __future__ import annotations

from typing import NamedTuple

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

    def __init__(self, database: Database, owner: int, layer: str, unit: int) -> None:
        self.owner = owner
        self.layer = layer
        self.unit = unit
        self.touched = False
        """Whether a label was changed in the act."""
        self.heads: dict[Register, Head] = {
            (row[0], row[1]): Head._make(row[2:]) for row in database.rows(_LABELS, (owner, layer, unit))
        }
        self.segmentation: int | None = None
        """The active segmentation of the unit's article."""
        self.kind: str | None = None
        """The unit's kind; None when it is not in the active segmentation."""
        self.before: Standing | None = None
        """How far the unit was; None when it was never labelled."""
        if unit != PROJECT_UNIT:
            row = database.row(_UNIT, (owner, layer, unit))
            if row is not None:
                self.segmentation, self.kind = row[:2]
                self.before = None if row[2] is None else Standing._make(row[2:])

    def values(self) -> list[tuple[str, str | None]]:
        """Facet and JSON value of every label."""
        return [(facet, head[0]) for (facet, _), head in self.heads.items()]


def replaced_by(
    database: Database, head: Head, place: tuple[int | None, str, str, int, str]
) -> list[tuple[int, PortableId]]:
    """The events, by key and portable id, that a new event in a register replaces.

    ``place`` is the register: unit, facet, item, owner and layer.
    """
    if head.head_events == 1:
        rows = database.rows(_ONE, (head.event,))
    else:
        rows = [(row[0], *row[2:]) for row in database.rows(UNREPLACED, place)]
    return [(row[0], PortableId._make(row[1:])) for row in rows]


_LABELS = """
    SELECT facet, item, value, event, head_events FROM label WHERE owner = ? AND layer = ? AND unit = ?"""

_UNIT = """
    SELECT s.segmentation, k.kind, w.state, w.unsure, w.noted
    FROM unit u JOIN article_state s ON s.article = u.article
    LEFT JOIN seg_unit k ON k.segmentation = s.segmentation AND k.unit = u.id
    LEFT JOIN unit_state w ON w.owner = ? AND w.layer = ? AND w.unit = u.id
    WHERE u.id = ?"""

_ONE = """
    SELECT e.id, e.lamport, s.session_id, e.seq, e.digest
    FROM event e JOIN session s ON s.id = e.session WHERE e.id = ?"""

UNREPLACED = """
    SELECT e.id, e.value, e.lamport, s.session_id, e.seq, e.digest
    FROM event e JOIN session s ON s.id = e.session
    WHERE e.unit IS ? AND e.facet = ? AND e.item = ? AND e.owner = ? AND e.layer = ?
      AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.old = e.id)"""
