"""Articles, their texts, their units and where they came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.errors import UsageError
from annotate_tui.store import fold
from annotate_tui.store.database import Database
from annotate_tui.store.events import Kind
from annotate_tui.store.filesystem import queued
from annotate_tui.store.log import Log
from annotate_tui.store.project import statement
from annotate_tui.store.rows import Imported, StoredUnit

Segmenter = str | Callable[[Article], str]
"""Who cut the articles: a name, or what tells it for each."""

_STAGE = (
    """CREATE TABLE IF NOT EXISTS temp.incoming(
        n INTEGER PRIMARY KEY, article_id TEXT, source TEXT, title TEXT, media_type TEXT, metadata TEXT,
        original_sha256 TEXT, n_chars INTEGER, text TEXT, segmenter TEXT, segmentation_id TEXT,
        n_units INTEGER, status TEXT)""",
    """CREATE TABLE IF NOT EXISTS temp.incoming_unit(
        n INTEGER, position INTEGER, start INTEGER, "end" INTEGER, kind TEXT, marker TEXT, block INTEGER)""",
    "DELETE FROM temp.incoming",
    "DELETE FROM temp.incoming_unit",
)

_KEEP = (
    """INSERT INTO article(article_id, n_chars) SELECT article_id, n_chars FROM temp.incoming
        WHERE status <> 'duplicate' ORDER BY n ON CONFLICT(article_id) DO NOTHING""",
    """INSERT INTO article_text(article, text) SELECT a.id, i.text FROM temp.incoming i
        JOIN article a ON a.article_id = i.article_id
        WHERE i.status <> 'duplicate' ON CONFLICT(article) DO NOTHING""",
    """INSERT INTO unit(article, start, "end") SELECT a.id, 0, 0 FROM temp.incoming i
        JOIN article a ON a.article_id = i.article_id
        WHERE i.status <> 'duplicate' ORDER BY i.n ON CONFLICT(article, start, "end") DO NOTHING""",
    """INSERT INTO unit(article, start, "end") SELECT a.id, v.start, v."end"
        FROM temp.incoming i JOIN article a ON a.article_id = i.article_id
        JOIN temp.incoming_unit v ON v.n = i.n
        WHERE i.status <> 'duplicate' ORDER BY i.n, v.position
        ON CONFLICT(article, start, "end") DO NOTHING""",
)

_KEEP_SEGMENTATION = """
    INSERT INTO segmentation(segmentation_id, article, segmenter)
    SELECT i.segmentation_id, a.id, i.segmenter
    FROM temp.incoming i JOIN article a ON a.article_id = i.article_id
    WHERE i.status <> 'duplicate' ORDER BY i.n ON CONFLICT(segmentation_id) DO NOTHING"""

_KEEP_SEG_UNITS = """
    INSERT INTO seg_unit(segmentation, position, unit, kind, marker, block)
    SELECT g.id, v.position, u.id, v.kind, v.marker, v.block
    FROM temp.incoming i JOIN segmentation g ON g.segmentation_id = i.segmentation_id
    JOIN temp.incoming_unit v ON v.n = i.n
    JOIN unit u ON u.article = g.article AND u.start = v.start AND u."end" = v."end"
    WHERE i.status <> 'duplicate' ON CONFLICT DO NOTHING"""

ADD_SOURCE = """
    INSERT INTO article_source(
        article, source, title, media_type, metadata, original_sha256, lamport, imported_ms)
    VALUES(?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(article, source, title, media_type, metadata, original_sha256) DO UPDATE
    SET lamport = min(lamport, excluded.lamport), imported_ms = min(imported_ms, excluded.imported_ms)"""


def segmentation_id(article_id: str, segmenter: str, units: Iterable[Sequence[Any]]) -> str:
    """The name of a segmentation: a hash of which units it has, of which kind, made by whom.

    ``units`` are (start, end, kind, marker, block) in the order of the text.
    """
    body = [article_id, segmenter, [list(unit) for unit in units]]
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def import_articles(
    database: Database,
    log: Log,
    articles: Iterable[tuple[Article, Sequence[Unit]]],
    *,
    segmenter: Segmenter,
    resegment: bool,
) -> list[Imported]:
    """Keep articles with their units, all of them or none; see `Store.import_articles`."""
    # Reading and cutting may take long: collected first, so that nobody waits for the lock.
    _stage(database, articles, segmenter)
    with queued(database.path), log.transaction():
        _settle_status(database, resegment)
        for sql in _KEEP:
            database.execute(sql)
        database.execute(_KEEP_SEGMENTATION)
        database.execute(_KEEP_SEG_UNITS)
        _announce(database, log)
        judge = log.active.judge()
        changed = [
            key
            for (key,) in database.rows(
                "SELECT DISTINCT a.id FROM temp.incoming i JOIN article a ON a.article_id = i.article_id "
                "WHERE i.status <> 'duplicate'"
            )
        ]
        fold.begin_touching(database)
        fold.touch_articles(database, changed)
        fold.refresh_articles(database, judge)
        fold.refresh_units(database, judge)
    imported = [Imported(*row) for row in database.rows(
        "SELECT i.article_id, i.status, s.n_units, a.id FROM temp.incoming i "
        "JOIN article a ON a.article_id = i.article_id JOIN article_state s ON s.article = a.id ORDER BY i.n"
    )]  # fmt: skip
    database.execute("DELETE FROM temp.incoming")
    database.execute("DELETE FROM temp.incoming_unit")
    return imported


def _stage(
    database: Database, articles: Iterable[tuple[Article, Sequence[Unit]]], segmenter: Segmenter
) -> None:
    for sql in _STAGE:
        database.execute(sql)
    for n, (article, units) in enumerate(articles):
        rows = _checked_units(article, units)
        name = segmenter if isinstance(segmenter, str) else segmenter(article)
        metadata = json.dumps(dict(article.metadata), ensure_ascii=False, sort_keys=True)
        database.execute(
            "INSERT INTO temp.incoming VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            (
                n, article.article_id, article.source, article.title, article.media_type, metadata,
                article.original_sha256 or "", len(article.text), article.text,
                name, segmentation_id(article.article_id, name, rows), len(rows),
            ),
        )  # fmt: skip
        database.executemany(
            "INSERT INTO temp.incoming_unit VALUES(?, ?, ?, ?, ?, ?, ?)",
            ((n, position, *row) for position, row in enumerate(rows)),
        )


def _checked_units(article: Article, units: Sequence[Unit]) -> list[tuple[int, int, str, str | None, int]]:
    rows = [(unit.start, unit.end, str(unit.kind), unit.marker, unit.block) for unit in units]
    name = article.title or article.source or article.article_id[:12]
    if any(not 0 <= start < end <= len(article.text) for start, end, *_ in rows):
        raise UsageError(f"A unit of “{name}” does not lie inside its text.")
    if any(before[1] > after[0] for before, after in pairwise(rows)):
        raise UsageError(f"The units of “{name}” overlap or are not in the order of the text.")
    return rows


def _settle_status(database: Database, resegment: bool) -> None:
    seen: set[str] = set()
    statuses = []
    for n, article_id, wanted, hidden, active in database.rows(
        """SELECT i.n, i.article_id, i.segmentation_id, s.hidden, g.segmentation_id FROM temp.incoming i
           LEFT JOIN article a ON a.article_id = i.article_id
           LEFT JOIN article_state s ON s.article = a.id
           LEFT JOIN segmentation g ON g.id = s.segmentation ORDER BY i.n"""
    ):
        if article_id in seen:
            status = "duplicate"
        elif active is None:
            status = "new"
        elif hidden:
            status = "restored"
        elif resegment and wanted != active:
            status = "resegmented"
        else:
            status = "duplicate"
        seen.add(article_id)
        statuses.append((status, n))
    database.executemany("UPDATE temp.incoming SET status = ? WHERE n = ?", statuses)


def _announce(database: Database, log: Log) -> None:
    latest = database.value("SELECT max(lamport) FROM event") or 0
    for row in database.rows(
        """SELECT i.status, i.segmentation_id, d.id, a.id, i.source, i.title, i.media_type, i.metadata,
                  i.original_sha256
           FROM temp.incoming i JOIN article a ON a.article_id = i.article_id
           JOIN unit d ON d.article = a.id AND d.start = 0 AND d."end" = 0 ORDER BY i.n"""
    ):
        status, segmentation, document, *source = row
        if status != "duplicate":
            entries = [statement(Kind.SEGMENT, "segmentation", segmentation, unit=document)]
            if status == "restored":
                entries.append(statement(Kind.HIDE, "hidden", None, unit=document))
            latest = log.append(entries)[0].lamport
        database.execute(ADD_SOURCE, (*source, latest, log.now()))


def resegment(
    database: Database, log: Log, article: int, units: Sequence[Unit], *, segmenter: str
) -> list[StoredUnit]:
    """Give an article other units; see `Store.resegment`."""
    found = database.row(
        "SELECT a.article_id, t.text FROM article a JOIN article_text t ON t.article = a.id WHERE a.id = ?",
        (article,),
    )
    if found is None:
        raise UsageError(f"There is no article with the key {article}.")
    article_id, text = found
    rows = _checked_units(Article(text=text), units)
    name = segmentation_id(article_id, segmenter, rows)
    with log.transaction():
        document = document_unit(database, article)
        active = database.value(
            "SELECT value FROM label WHERE owner = 0 AND layer = 'project' AND unit = ? "
            "AND facet = 'segmentation' AND item = '' AND heads = 1",
            (document,),
        )
        if active != json.dumps(name):
            _keep_segmentation(database, article, name, segmenter, rows)
            log.append([statement(Kind.SEGMENT, "segmentation", name, unit=document)])
            judge = log.active.judge()
            fold.begin_touching(database)
            fold.touch_articles(database, [article])
            fold.refresh_articles(database, judge)
            fold.refresh_units(database, judge)
    return stored_units(database, article)


def _keep_segmentation(
    database: Database, article: int, name: str, segmenter: str, rows: Sequence[Sequence[Any]]
) -> None:
    known = database.value("SELECT id FROM segmentation WHERE segmentation_id = ?", (name,))
    if known is not None:
        return
    database.execute(
        "INSERT INTO segmentation(segmentation_id, article, segmenter) VALUES(?, ?, ?)",
        (name, article, segmenter),
    )
    key = database.value("SELECT id FROM segmentation WHERE segmentation_id = ?", (name,))
    database.executemany(
        'INSERT INTO unit(article, start, "end") VALUES(?, ?, ?) ON CONFLICT DO NOTHING',
        ((article, row[0], row[1]) for row in rows),
    )
    database.executemany(
        "INSERT INTO seg_unit(segmentation, position, unit, kind, marker, block) "
        'SELECT ?, ?, id, ?, ?, ? FROM unit WHERE article = ? AND start = ? AND "end" = ?',
        (
            (key, position, kind, marker, block, article, start, end)
            for position, (start, end, kind, marker, block) in enumerate(rows)
        ),
    )


def hide_article(database: Database, log: Log, article: int) -> None:
    """Take an article out of every list; its events stay."""
    with log.transaction():
        hide_in_transaction(database, log, article)


def hide_in_transaction(database: Database, log: Log, article: int) -> None:
    """What `hide_article` does, as part of a larger act."""
    document = document_unit(database, article)
    log.append([statement(Kind.HIDE, "hidden", True, unit=document)])
    database.execute("UPDATE article_state SET hidden = 1 WHERE article = ?", (article,))


def document_unit(database: Database, article: int) -> int:
    """The key of the unit that stands for a whole article.  Raises UsageError."""
    key: int | None = database.value(
        'SELECT id FROM unit WHERE article = ? AND start = 0 AND "end" = 0', (article,)
    )
    if key is None:
        raise UsageError(f"There is no article with the key {article}.")
    return key


def stored_units(database: Database, article: int) -> list[StoredUnit]:
    """The units of an article's active segmentation, in the order of the text."""
    rows: Iterator[tuple[Any, ...]] = iter(
        database.rows(
            'SELECT k.unit, k.position, u.start, u."end", k.kind, k.marker, k.block '
            "FROM article_state s JOIN seg_unit k ON k.segmentation = s.segmentation "
            "JOIN unit u ON u.id = k.unit WHERE s.article = ? ORDER BY k.position",
            (article,),
        )
    )
    kinds = {str(kind): kind for kind in UnitKind}
    # An article may have tens of thousands, and they are read before its first picture.
    make = StoredUnit._make
    return [
        make((key, index, start, end, kinds.get(kind, UnitKind.SENTENCE), marker, block))
        for key, index, start, end, kind, marker, block in rows
    ]
