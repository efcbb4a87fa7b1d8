"""Lists of articles, and finding the one that a person means."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from pathlib import PurePath

from annotate_tui.errors import UsageError
from annotate_tui.store.database import Database
from annotate_tui.store.rows import ArticleRow, ArticleSource

_SHORTEST_ID = 4


def articles(database: Database) -> list[ArticleRow]:
    """The visible articles in the order of import."""
    rows = database.rows(
        """SELECT a.id, a.article_id, o.title, o.source, o.media_type, s.n_units, a.n_chars, s.n_asked
           FROM article_state s JOIN article a ON a.id = s.article
           LEFT JOIN (
               SELECT article, source, title, media_type,
                      row_number() OVER (PARTITION BY article ORDER BY lamport, source, title, media_type,
                                         metadata, original_sha256) AS place
               FROM article_source) o ON o.article = a.id AND o.place = 1
           WHERE s.hidden = 0 ORDER BY s.lamport, a.article_id"""
    )
    return [
        ArticleRow(key, article_id, number, title or "", source or "", media_type or "text/plain", *sizes)
        for number, (key, article_id, title, source, media_type, *sizes) in enumerate(rows, start=1)
    ]


def find_article(rows: Sequence[ArticleRow], reference: str) -> ArticleRow:
    """The article that a person means; see `Store.find_article`."""
    wanted = reference.strip()
    for test in (_is_number, _is_id, _is_name, _begins_name):
        found = [row for row in rows if test(row, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                f"{reference!r} means several articles: "
                + ", ".join(f"{row.number} ({row.title or row.source})" for row in found[:5])
                + ("." if len(found) <= 5 else " …")
                + " Give the number."
            )
    if not rows:
        raise UsageError("There are no articles yet; import some with 'annotate-tui import PATH'.")
    names = [name for row in rows for name in (row.title, _file_name(row)) if name]
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4)
    hint = " Did you mean " + " or ".join(f"“{name}”" for name in near) + "?" if near else ""
    raise UsageError(
        f"There is no article {reference!r}; there are {len(rows)}, see 'annotate-tui articles'.{hint}"
    )


def _is_number(row: ArticleRow, wanted: str) -> bool:
    return wanted.isdecimal() and int(wanted) == row.number


def _is_id(row: ArticleRow, wanted: str) -> bool:
    return len(wanted) >= _SHORTEST_ID and row.article_id.startswith(wanted.lower())


def _is_name(row: ArticleRow, wanted: str) -> bool:
    names = (row.title, row.source, _file_name(row), PurePath(row.source).stem if row.source else "")
    return wanted.casefold() in (name.casefold() for name in names if name)


def _begins_name(row: ArticleRow, wanted: str) -> bool:
    return bool(wanted) and any(
        name.casefold().startswith(wanted.casefold()) for name in (row.title, _file_name(row))
    )


def _file_name(row: ArticleRow) -> str:
    return PurePath(row.source).name


def sources(database: Database, article: int) -> list[ArticleSource]:
    """Where an article's text came from, first import first."""
    rows = database.rows(
        "SELECT source, title, media_type, metadata, original_sha256, imported_ms FROM article_source "
        "WHERE article = ? ORDER BY lamport, source, title, media_type, metadata, original_sha256",
        (article,),
    )
    return [
        ArticleSource(source, title, media_type, json.loads(metadata), original or None, imported_ms)
        for source, title, media_type, metadata, original, imported_ms in rows
    ]


def by_id(database: Database, article_id: str) -> int:
    """The key of the article with an id.  Raises UsageError."""
    key: int | None = database.value("SELECT id FROM article WHERE article_id = ?", (article_id,))
    if key is None:
        raise UsageError(f"There is no article with the id {article_id!r}.")
    return key


def count_labels(database: Database, article: int) -> int:
    """How many labels annotators have given in an article."""
    count: int = database.value(
        "SELECT count(*) FROM annotator n CROSS JOIN unit u ON u.article = ? "
        "CROSS JOIN label l ON l.owner = n.id AND l.layer = 'annotation' AND l.unit = u.id "
        "WHERE l.value IS NOT NULL",
        (article,),
    )
    return count
