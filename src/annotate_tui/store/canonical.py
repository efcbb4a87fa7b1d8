"""A database in portable terms: what two copies with the same content agree on to the last byte.

Row keys, the order of rows and what one machine remembers for itself play no
part, so that databases merged in any order are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate_tui.store.store import Store

_QUERIES = (
    ("annotator", "SELECT annotator_id, kind FROM annotator ORDER BY annotator_id"),
    ("codebook", "SELECT codebook_id FROM codebook ORDER BY codebook_id"),
    (
        "article",
        """SELECT a.article_id, a.n_chars, s.lamport, g.segmentation_id, s.hidden, s.n_units, s.n_asked
           FROM article a LEFT JOIN article_state s ON s.article = a.id
           LEFT JOIN segmentation g ON g.id = s.segmentation ORDER BY a.article_id""",
    ),
    (
        "source",
        """SELECT a.article_id, o.source, o.title, o.media_type, o.metadata, o.original_sha256, o.lamport,
                  o.imported_ms FROM article_source o JOIN article a ON a.id = o.article
           ORDER BY a.article_id, o.source, o.title, o.media_type, o.metadata, o.original_sha256""",
    ),
    (
        "unit",
        """SELECT a.article_id, u.start, u."end" FROM unit u JOIN article a ON a.id = u.article
           ORDER BY a.article_id, u.start, u."end\"""",
    ),
    (
        "segmentation",
        """SELECT g.segmentation_id, k.position, u.start, u."end", k.kind, k.marker, k.block
           FROM segmentation g LEFT JOIN seg_unit k ON k.segmentation = g.id LEFT JOIN unit u ON u.id = k.unit
           ORDER BY g.segmentation_id, k.position""",
    ),
    (
        "session",
        """SELECT s.session_id, n.annotator_id, s.host, s.program, s.started_ms FROM session s
           JOIN annotator n ON n.id = s.annotator ORDER BY s.session_id""",
    ),
    (
        "event",
        """SELECT e.lamport, s.session_id, e.seq, hex(e.digest), e.txn, e.kind, e.layer, n.annotator_id,
                  a.article_id, u.start, u."end", e.facet, e.item, c.codebook_id, g.segmentation_id, e.value,
                  e.wall_ms, e.dwell_ms, e.ref
           FROM event e CROSS JOIN session s ON s.id = e.session JOIN annotator n ON n.id = e.owner
           LEFT JOIN unit u ON u.id = e.unit LEFT JOIN article a ON a.id = u.article
           LEFT JOIN codebook c ON c.id = e.codebook LEFT JOIN segmentation g ON g.id = e.segmentation
           ORDER BY e.lamport, s.session_id, e.seq, e.digest""",
    ),
    (
        "replaces",
        """SELECT n.lamport, t.session_id, n.seq, hex(n.digest), o.lamport, s.session_id, o.seq, hex(o.digest)
           FROM replaces r JOIN event n ON n.id = r.event JOIN session t ON t.id = n.session
           JOIN event o ON o.id = r.old JOIN session s ON s.id = o.session
           ORDER BY 1, 2, 3, 4, 5, 6, 7, 8""",
    ),
    (
        "label",
        """SELECT n.annotator_id, l.layer, a.article_id, u.start, u."end", l.facet, l.item, l.value, l.heads,
                  l.head_events, e.lamport, s.session_id, e.seq, hex(e.digest)
           FROM label l JOIN annotator n ON n.id = l.owner JOIN event e ON e.id = l.event
           JOIN session s ON s.id = e.session
           LEFT JOIN unit u ON u.id = l.unit LEFT JOIN article a ON a.id = u.article
           ORDER BY n.annotator_id, l.layer, a.article_id, u.start, u."end", l.facet, l.item""",
    ),
    (
        "unit_state",
        """SELECT n.annotator_id, w.layer, a.article_id, u.start, u."end", w.state, w.unsure, w.noted
           FROM unit_state w JOIN annotator n ON n.id = w.owner JOIN unit u ON u.id = w.unit
           JOIN article a ON a.id = u.article
           ORDER BY n.annotator_id, w.layer, a.article_id, u.start, u."end\"""",
    ),
    (
        "progress",
        """SELECT n.annotator_id, p.layer, a.article_id, p.done, p.begun, p.opened, p.unsure, p.noted,
                  p.last_ms
           FROM progress p JOIN annotator n ON n.id = p.owner JOIN article a ON a.id = p.article
           ORDER BY n.annotator_id, p.layer, a.article_id""",
    ),
)


def portable_rows(store: Store) -> Iterator[tuple[Any, ...]]:
    """Everything that a database holds, in portable terms and a fixed order; the table's name first."""
    for table, sql in _QUERIES:
        for row in store.database.each(sql):
            yield (table, *row)


def database_digest(store: Store) -> str:
    """SHA-256 of `portable_rows`, in hexadecimal: equal for databases that say the same."""
    digest = hashlib.sha256()
    for row in portable_rows(store):
        digest.update(json.dumps(row, ensure_ascii=False).encode())
    return digest.hexdigest()
