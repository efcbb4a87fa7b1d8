"""What was shown to annotators while they labelled, as the log keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate_tui.codebook.answers import from_json
from annotate_tui.store.database import Database
from annotate_tui.store.rows import FirstAnswer, ViewRow


def views(
    database: Database, item: str, *, article: int | None, annotator: int | None, newest: bool
) -> Iterator[ViewRow]:
    """What was shown of one kind; see `Store.views`."""
    wanted = ["e.kind = 'view'", "e.item = ?"]
    parameters: list[Any] = [item]
    order, limit = ("DESC", " LIMIT 1") if newest else ("", "")
    if article is not None:
        wanted.append("u.article = ?")
        parameters.append(article)
    if annotator is not None:
        wanted.append("s.annotator = ?")
        parameters.append(annotator)
    rows = database.snapshot(
        "SELECT s.annotator, u.article, e.unit, e.value, e.wall_ms FROM unit u "
        "CROSS JOIN event e ON e.unit = u.id AND e.facet = '' CROSS JOIN session s ON s.id = e.session "
        f"WHERE {' AND '.join(wanted)} "
        f"ORDER BY e.lamport {order}, s.session_id {order}, e.seq {order}{limit}",
        parameters,
    )
    return (ViewRow(who, where, unit, from_json(value), ms) for who, where, unit, value, ms in rows)


def has_views(database: Database, item: str) -> bool:
    """Whether anything of a kind was ever shown; see `Store.has_views`."""
    found: Any = database.value(
        "SELECT EXISTS(SELECT 1 FROM unit u CROSS JOIN event e ON e.unit = u.id AND e.facet = '' "
        "AND e.kind = 'view' AND e.item = ?)",
        (item,),
    )
    return bool(found)


def first_answers(database: Database, article: int) -> Iterator[FirstAnswer]:
    """What each annotator answered first; see `Store.first_answers`."""
    rows = database.snapshot(
        "SELECT owner, unit, facet, value FROM ("
        "SELECT e.owner, e.unit, e.facet, e.value, row_number() OVER ("
        "PARTITION BY e.owner, e.unit, e.facet ORDER BY e.lamport, s.session_id, e.seq) AS place "
        "FROM unit u CROSS JOIN event e ON e.unit = u.id CROSS JOIN session s ON s.id = e.session "
        "WHERE u.article = ? AND e.layer = 'annotation' AND e.facet <> '' AND e.item = '' "
        "AND e.value IS NOT NULL) WHERE place = 1",
        (article,),
    )
    return (FirstAnswer(owner, unit, facet, from_json(value)) for owner, unit, facet, value in rows)
