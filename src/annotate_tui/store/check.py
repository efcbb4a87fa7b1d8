"""Is a database whole?  Everything that can be computed twice is computed and compared."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from annotate_tui.codebook.data import codebook_from_data, content_hash
from annotate_tui.errors import AnnotateError, CodebookError, StoreError
from annotate_tui.store import fold
from annotate_tui.store.codebooks import ActiveCodebook
from annotate_tui.store.content import segmentation_id
from annotate_tui.store.database import Database
from annotate_tui.store.older import open_current
from annotate_tui.store.portable import EVENTS, Names
from annotate_tui.store.schema import DERIVED_TABLES, VERSIONS

_SHOWN = 5
_CACHE_KIB = 64 * 1024
"""Pages are read several times, and not in order."""


def check(path: Path) -> list[str]:
    """What is wrong with a database, one sentence each; an empty list when it is whole.

    Checked are the file's pages and indexes, references between rows, every
    event's digest and order, every text, codebook and list of units against its
    hash, and labels, states and progress against the events.  Reads everything
    and changes nothing.  Raises StoreError for a file that cannot be opened as
    a database of ours.
    """
    with contextlib.closing(open_current(path)) as database:
        database.execute(f"PRAGMA cache_size={-_CACHE_KIB}")
        return list(_problems(database))


def _problems(database: Database) -> Iterator[str]:
    pages = list(_run(_pages, database))
    yield from pages
    for test in (_references, _texts, _codebooks, _segmentations, _digests, _order):
        yield from _run(test, database)
    # Broken pages would only be reported a second time.
    if not pages:
        yield from _run(_derived, database)


def _run(test: Callable[[Database], Iterator[str]], database: Database) -> Iterator[str]:
    try:
        yield from test(database)
    except StoreError as error:
        yield f"The test of {test.__name__.strip('_')} could not be finished: {error}"


def _few(found: list[str]) -> Iterator[str]:
    yield from found[:_SHOWN]
    if len(found) > _SHOWN:
        yield f"… and {len(found) - _SHOWN} more of this kind."


# -- the file ----------------------------------------------------------------


def _pages(database: Database) -> Iterator[str]:
    try:
        found = [str(row[0]) for row in database.rows("PRAGMA integrity_check")]
    except StoreError as error:
        found = [str(error)]
    if found == ["ok"]:
        return
    names = _damaged_tables(database)
    if names:
        yield f"Damaged pages in {', '.join(names)}."
    yield from _few([f"Damaged: {_with_names(database, ' '.join(line.split()))}" for line in found])


def _damaged_tables(database: Database) -> list[str]:
    try:
        tables = [name for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    except StoreError:
        return ["the list of tables"]
    return [f"the table {name}" for name in tables if not _is_whole(database, name)]


def _is_whole(database: Database, table: str) -> bool:
    try:
        return database.rows(f"PRAGMA integrity_check('{table}')") == [("ok",)]
    except StoreError:
        return False


def _with_names(database: Database, line: str) -> str:
    tree = re.search(r"[Tt]ree (?:page )?(\d+)", line)
    if tree is None:
        return line
    try:
        name = database.value("SELECT name FROM sqlite_master WHERE rootpage = ?", (int(tree[1]),))
    except StoreError:
        return line
    return f"{line} (in {name})" if name else line


def _references(database: Database) -> Iterator[str]:
    found = [
        f"A row of {table} refers to a row of {parent} that is not there."
        for table, _, parent, _ in database.rows("PRAGMA foreign_key_check")
    ]
    yield from _few(found)


# -- content -----------------------------------------------------------------


def _texts(database: Database) -> Iterator[str]:
    for article_id, n_chars, text in database.each(
        "SELECT a.article_id, a.n_chars, t.text FROM article a LEFT JOIN article_text t ON t.article = a.id"
    ):
        if text is None:
            yield f"The text of the article {article_id[:12]} is missing."
        elif hashlib.sha256(text.encode()).hexdigest() != article_id or len(text) != n_chars:
            yield f"The text of the article {article_id[:12]} does not match its hash."


def _codebooks(database: Database) -> Iterator[str]:
    for codebook_id, name, version, body in database.each(
        "SELECT codebook_id, name, version, body FROM codebook"
    ):
        try:
            whole = content_hash(codebook_from_data(json.loads(body))) == codebook_id
        except (CodebookError, ValueError):
            whole = False
        if not whole:
            yield f"The codebook {name} {version} does not match its hash."


def _segmentations(database: Database) -> Iterator[str]:
    rows = database.each(
        """SELECT g.segmentation_id, a.article_id, a.n_chars, g.segmenter, u.start, u."end", k.kind,
                  k.marker, k.block
           FROM segmentation g JOIN article a ON a.id = g.article
           LEFT JOIN seg_unit k ON k.segmentation = g.id LEFT JOIN unit u ON u.id = k.unit
           ORDER BY g.id, k.position"""
    )
    for (name, article_id, n_chars, segmenter), group in groupby(rows, key=lambda row: row[:4]):
        units = [row[4:] for row in group if row[4] is not None]
        if segmentation_id(article_id, segmenter, units) != name:
            yield f"The list of units {name[:12]} of the article {article_id[:12]} does not match its hash."
        if any(end > n_chars for _, end, *_ in units):
            yield f"The list of units {name[:12]} reaches beyond the text of the article {article_id[:12]}."


# -- events ------------------------------------------------------------------


def _digests(database: Database) -> Iterator[str]:
    names = Names(database)
    replaced = _Replaced(database, names)
    found = [
        f"Event {row[2]} of the session {names.sessions.get(row[1])} does not match its digest: "
        "it is damaged or was changed by hand."
        for row in database.each(f"{EVENTS} ORDER BY id")
        if not names.is_whole(row, replaced.by(row[0]))
    ]
    yield from _few(found)


class _Replaced:
    """The portable ids that events replace, read side by side with the events, by key."""

    def __init__(self, database: Database, names: Names) -> None:
        self._names = names
        self._rows = database.each(
            "SELECT r.event, o.lamport, o.session, o.seq, o.digest FROM replaces r "
            "JOIN event o ON o.id = r.old ORDER BY r.event"
        )
        self._next = next(self._rows, None)

    def by(self, event: int) -> list[str]:
        """What an event replaces; events must be asked for in ascending order."""
        found = []
        while self._next is not None and self._next[0] <= event:
            if self._next[0] == event:
                found.append(self._names.portable_id(*self._next[1:]))
            self._next = next(self._rows, None)
        return found


def _order(database: Database) -> Iterator[str]:
    wrong = database.value(
        """SELECT count(*) FROM replaces r JOIN event n ON n.id = r.event JOIN event o ON o.id = r.old
           WHERE n.lamport <= o.lamport OR n.unit IS NOT o.unit OR n.facet <> o.facet
              OR n.item <> o.item OR n.owner <> o.owner OR n.layer <> o.layer"""
    )
    if wrong:
        yield f"{wrong} events replace an event that is later, or of another label."


# -- what follows from the events --------------------------------------------


def _derived(database: Database) -> Iterator[str]:
    database.execute("PRAGMA query_only=OFF")  # for temporary tables
    statements = [statement for version in VERSIONS for statement in version]
    for table in DERIVED_TABLES:
        (make,) = [sql for sql in statements if sql.startswith(f"CREATE TABLE {table}(")]
        database.execute(make.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    fold.rebuild_labels(database, schema="temp")
    try:
        judge = ActiveCodebook(database).judge()
    except AnnotateError as error:
        yield str(error)
        return
    fold.rebuild_states(database, judge, schema="temp")
    for table in DERIVED_TABLES:
        yield from _compared(database, table)


def _compared(database: Database, table: str) -> Iterator[str]:
    count: Any = "SELECT count(*) FROM (SELECT * FROM {}.{} EXCEPT SELECT * FROM {}.{})"
    missing = database.value(count.format("temp", table, "main", table))
    wrong = database.value(count.format("main", table, "temp", table))
    if missing or wrong:
        yield (
            f"The table {table} differs from what follows from the events in {max(missing, wrong)} rows; "
            "'annotate-tui check --repair' computes it anew."
        )


def repair(path: Path) -> None:
    """Compute labels, states and progress anew from the events, in one transaction.

    Does not help against damaged pages or events.  Raises StoreError.
    """
    from annotate_tui.store.store import Store

    with Store.open(path) as store:
        database = store.database
        with database.writing():
            fold.rebuild_labels(database)
            fold.rebuild_states(database, ActiveCodebook(database).judge())
