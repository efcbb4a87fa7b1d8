"""Who did what, when: the log as people read it, and the conflicts in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

from annotate_tui.codebook.answers import from_json
from annotate_tui.codebook.model import Answer
from annotate_tui.store.acting import newest_first
from annotate_tui.store.database import Database, Row
from annotate_tui.store.events import PortableId
from annotate_tui.store.rows import Conflict, HistoryRow, Rival

_FEW = 1000
"""So many events of one annotator are fetched one by one."""

_HISTORY = """
    SELECT e.lamport, s.session_id, e.seq, e.digest, e.kind, e.layer, w.annotator_id, o.annotator_id,
           u.article, a.article_id, e.unit, k.position, u.start, u."end", e.facet, e.item, e.value,
           e.wall_ms, e.dwell_ms, e.ref, e.codebook, s.host
    FROM event e CROSS JOIN session s ON s.id = e.session CROSS JOIN annotator w ON w.id = s.annotator
    CROSS JOIN annotator o ON o.id = e.owner LEFT JOIN unit u ON u.id = e.unit
    LEFT JOIN article a ON a.id = u.article LEFT JOIN article_state t ON t.article = u.article
    LEFT JOIN seg_unit k ON k.segmentation = t.segmentation AND k.unit = e.unit"""


def history(
    database: Database,
    *,
    unit: int | None,
    article: int | None,
    annotator: int | None,
    layer: str | None,
    limit: int | None,
) -> Iterator[HistoryRow]:
    """Events in the order of the Lamport clock; see `Store.history`."""
    if annotator is not None and limit is not None and limit <= _FEW and unit is None and article is None:
        return _newest_of(database, annotator, layer, limit)
    # Of one unit or article there is less than of one annotator: the + keeps to the index by unit.
    plus = "" if unit is None and article is None else "+"
    # Always so, and where nothing else is wanted the events are read in this order.
    wanted = ["e.lamport > 0"]
    parameters: list[Any] = []
    for condition, value in (
        ("e.unit = ?", unit),
        ("e.unit IN (SELECT id FROM unit WHERE article = ?)", article),
        (f"{plus}e.session IN (SELECT id FROM session WHERE annotator = ?)", annotator),
        ("e.layer = ?", layer),
    ):
        if value is not None:
            wanted.append(condition)
            parameters.append(value)
    sql = f"{_HISTORY} WHERE {' AND '.join(wanted)}"
    if limit is None:
        return map(
            _history_row, database.snapshot(sql + " ORDER BY e.lamport, s.session_id, e.seq", parameters)
        )
    newest = database.rows(
        sql + " ORDER BY e.lamport DESC, s.session_id DESC, e.seq DESC LIMIT ?", (*parameters, limit)
    )
    return map(_history_row, reversed(newest))


def _newest_of(database: Database, annotator: int, layer: str | None, limit: int) -> Iterator[HistoryRow]:
    newest = newest_first(database, annotator, "e.id", "e.layer = coalesce(?, e.layer)", (layer,))
    keys = [row[-1] for row in islice(newest, limit)]
    rows = database.rows(
        f"{_HISTORY} WHERE e.id IN ({','.join('?' * len(keys))}) ORDER BY e.lamport, s.session_id, e.seq",
        keys,
    )
    return map(_history_row, rows)


def _history_row(row: Row) -> HistoryRow:
    (
        lamport, session, seq, digest, kind, layer, annotator, owner, article, article_id, unit, index, start,
        end, facet, item, value, wall_ms, dwell_ms, ref, codebook, host,
    ) = row  # fmt: skip
    return HistoryRow(
        event=str(PortableId(lamport, session, seq, digest)), kind=kind, layer=layer, annotator=annotator,
        owner=owner, article=article, article_id=article_id, unit=unit, index=index, start=start, end=end,
        facet=facet, item=item, value=_answer(value), wall_ms=wall_ms, dwell_ms=dwell_ms, lamport=lamport,
        ref=ref, codebook=codebook, session=session, host=host,
    )  # fmt: skip


_RIVALS = """
    SELECT l.owner, l.layer, u.article, nullif(l.unit, 0), l.facet, l.item,
           e.id = l.event, e.lamport, s.session_id, e.seq, e.digest, e.value, n.annotator_id, s.host,
           e.wall_ms
    FROM label l LEFT JOIN unit u ON u.id = l.unit
    CROSS JOIN event e ON e.unit IS nullif(l.unit, 0) AND e.facet = l.facet AND e.item = l.item
         AND e.owner = l.owner AND e.layer = l.layer
    CROSS JOIN session s ON s.id = e.session CROSS JOIN annotator n ON n.id = s.annotator
    WHERE l.heads > 1 AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.old = e.id)"""


def conflicts(database: Database, annotator: int | None) -> list[Conflict]:
    """The labels that have two values; see `Store.conflicts`."""
    rows = database.rows(
        _RIVALS
        + ("" if annotator is None else " AND +l.owner = ?")  # + keeps to the index of conflicts
        # The event whose value is shown comes first, then the newest.
        + " ORDER BY l.owner, l.layer, l.unit, l.facet, l.item, 7 DESC, e.lamport DESC, s.session_id DESC,"
        " e.seq DESC, e.digest DESC",
        () if annotator is None else (annotator,),
    )
    found = []
    for (owner, layer, article, unit, facet, item), group in groupby(rows, key=lambda row: row[:6]):
        rivals = tuple(
            Rival(str(PortableId(*name)), _answer(value), who, host, wall_ms)
            for *name, value, who, host, wall_ms in (row[7:] for row in group)
        )
        found.append(Conflict(owner, layer, article, unit, facet, item, rivals[0].value, rivals))
    return found


def conflict_names(database: Database) -> set[Row]:
    """Which labels have two values, by (annotator, layer, unit or None, facet, item)."""
    return set(database.rows("SELECT owner, layer, nullif(unit, 0), facet, item FROM label WHERE heads > 1"))


@lru_cache(maxsize=1024)
def _answer(value: str | None) -> Answer | None:
    try:
        return None if value is None else from_json(value)
    except ValueError:
        # A setting of the project can be anything that JSON can say.
        return value
