"""The events of a database in portable terms, many at a time.

Row keys differ from copy to copy; a digest is taken of what is the same everywhere.
Looking the names up here costs less than joining six tables for every event.
"""

from __future__ import annotations

from typing import Any

from annotate_tui.store.database import Database, Row
from annotate_tui.store.events import event_digest

EVENTS = """
    SELECT id, session, seq, digest, lamport, txn, kind, layer, owner, unit, facet, item, codebook,
           segmentation, value, wall_ms, dwell_ms, ref
    FROM event"""
"""What `Names.digest` and `Names.replaced` take."""

_NOWHERE = (None, None, None)


class Names:
    """What the row keys of one database stand for."""

    def __init__(self, database: Database) -> None:
        def by_key(sql: str) -> dict[int | None, Any]:
            return dict(database.rows(sql))

        self.sessions = by_key("SELECT id, session_id FROM session")
        self.annotators = by_key("SELECT id, annotator_id FROM annotator")
        self.articles = by_key("SELECT id, article_id FROM article")
        self.codebooks = by_key("SELECT id, codebook_id FROM codebook")
        self.segmentations = by_key("SELECT id, segmentation_id FROM segmentation")
        self.units: dict[int | None, tuple[Any, ...]] = {
            key: (self.articles.get(article), start, end)
            for key, article, start, end in database.each('SELECT id, article, start, "end" FROM unit')
        }

    def is_whole(self, event: Row, replaced: list[str]) -> bool:
        """Whether an event (a row of `EVENTS`) matches its digest; ``replaced`` are portable ids."""
        (
            _, session, seq, digest, lamport, txn, kind, layer, owner, unit, facet, item, codebook,
            segmentation, value, wall_ms, dwell_ms, ref,
        ) = event  # fmt: skip
        try:
            article, start, end = _NOWHERE if unit is None else self.units[unit]
            expected = event_digest(
                self.sessions[session], seq, lamport, txn, kind, layer, self.annotators[owner], article,
                start, end, facet, item, None if codebook is None else self.codebooks[codebook],
                None if segmentation is None else self.segmentations[segmentation], value, wall_ms,
                dwell_ms, ref, replaced,
            )  # fmt: skip
        except (KeyError, TypeError):
            # It speaks of a row that is not there, or a number stands where a text should.
            return False
        return bool(expected == digest)

    def portable_id(self, lamport: int, session: int, seq: int, digest: bytes) -> str:
        """The portable id of an event, from the columns of its row."""
        return f"{lamport}:{self.sessions.get(session)}:{seq}:{digest.hex()}"
