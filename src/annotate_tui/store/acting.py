"""What one annotator did, newest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import Any

from annotate_tui.store.database import Database, Row


def newest_first(
    database: Database, annotator: int, columns: str, condition: str, parameters: Sequence[Any] = ()
) -> Iterator[Row]:
    """The events of an annotator's sessions, read only as far as they are asked for.

    Each row is the event's Lamport clock, session id, sequence number and
    digest, then ``columns`` (of the event ``e`` and its session ``s``).
    """
    # Session by session: however much others did since, nothing of it is read.
    sql = (
        f"SELECT e.lamport, s.session_id, e.seq, e.digest, {columns} "
        "FROM session s CROSS JOIN event e ON e.session = s.id "
        f"WHERE s.id = ? AND ({condition}) ORDER BY e.lamport DESC, e.seq DESC, e.digest DESC"
    )
    sessions = database.rows("SELECT id FROM session WHERE annotator = ?", (annotator,))
    events = [database.each(sql, (key, *parameters)) for (key,) in sessions]
    return heapq.merge(*events, key=lambda row: row[:4], reverse=True)
