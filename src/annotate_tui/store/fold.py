"""The labels and everything else that follows from the log, computed anew.

The write path keeps these tables in step, label by label.  After a merge, a new
segmentation or another codebook they are computed here, for what was touched;
`rebuild_labels` and `rebuild_states` do it for the whole database, and the
integrity check compares.

What was touched is collected in temporary tables, so that a merge of any size is
folded by the same few statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from annotate_tui.corpus.article import UnitKind
from annotate_tui.store.database import Database
from annotate_tui.store.states import Judge

_REGISTERS = "temp.touched_register"
_UNITS = "temp.touched_unit"
_ARTICLES = "temp.touched_article"
_BATCH = 1000
# With the types of the real tables, or their indexes are not used.
_WHOSE = "owner INTEGER, layer TEXT, unit INTEGER"


def rebuild_states(database: Database, judge: Judge, *, schema: str = "main") -> None:
    """Compute articles' states, units' states and progress from the labels; see `rebuild_labels`."""
    begin_touching(database)
    for table in ("article_state", "unit_state", "progress"):
        database.execute(f"DELETE FROM {schema}.{table}")
    touch_articles(database, None)
    refresh_articles(database, judge, schema=schema)
    touch_all_units(database, schema=schema)
    refresh_units(database, judge, schema=schema)


# -- labels ------------------------------------------------------------------

# The events that nothing replaces.  Nearly every label has one; those with more are counted
# here and folded again by the next statement.
_HEADS = """
    INSERT INTO {schema}.label(owner, layer, unit, facet, item, value, event, heads, head_events)
    SELECT e.owner, e.layer, coalesce(e.unit, 0), e.facet, e.item, e.value, e.id, 1, 1 FROM {source}
    WHERE e.facet <> '' AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.old = e.id)
    ON CONFLICT(owner, layer, unit, facet, item) DO UPDATE SET head_events = head_events + 1"""

# Of values that did not know of each other a set beats a clear, then the later by
# Lamport clock; ids break ties, so that every copy chooses the same.
_RIVALS = """
    SELECT l.owner, l.layer, l.unit, l.facet, l.item, e.value, e.id FROM {source}
    CROSS JOIN event e ON e.unit IS nullif(l.unit, 0) AND e.facet = l.facet AND e.item = l.item
         AND e.owner = l.owner AND e.layer = l.layer
    CROSS JOIN session s ON s.id = e.session
    WHERE l.head_events > 1 AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.old = e.id)
    ORDER BY l.owner, l.layer, l.unit, l.facet, l.item,
             (e.value IS NOT NULL) DESC, e.lamport DESC, s.session_id DESC, e.seq DESC, e.digest DESC"""

_SETTLE = """
    UPDATE {schema}.label SET value = ?, event = ?, heads = ?
    WHERE owner = ? AND layer = ? AND unit = ? AND facet = ? AND item = ?"""

_LABELS_OF_REGISTERS = (
    "l.owner = t.owner AND l.layer = t.layer AND l.unit = coalesce(t.unit, 0) AND l.facet = t.facet "
    "AND l.item = t.item"
)


def rebuild_labels(database: Database, *, schema: str = "main") -> None:
    """Compute all labels from the log alone.

    With ``schema="temp"`` the result goes into temporary tables of the same
    names, which the caller has made; the real ones are left alone.
    """
    database.execute(f"DELETE FROM {schema}.label")
    database.execute(_HEADS.format(schema=schema, source="event e"))
    _settle_rivals(database, schema, f"{schema}.label l")


def _settle_rivals(database: Database, schema: str, source: str) -> None:
    """Choose the value that is shown for the labels of ``source`` that have several heads."""
    heads = database.rows(_RIVALS.format(source=source))
    settled = []
    for register, group in groupby(heads, key=lambda row: row[:5]):
        values = [(value, event) for *_, value, event in group]
        # An answer that was cleared is a value too.
        settled.append((*values[0], len({value for value, _ in values}), *register))
    database.executemany(_SETTLE.format(schema=schema), settled)


def begin_touching(database: Database) -> None:
    """Make the temporary tables that collect what has to be folded again, and empty them."""
    for table, columns in (
        (_REGISTERS, f"{_WHOSE}, facet TEXT, item TEXT"),
        (_UNITS, f"{_WHOSE}, article INTEGER, PRIMARY KEY(owner, layer, unit)"),
        (_ARTICLES, "article INTEGER PRIMARY KEY"),
    ):
        database.execute(f"CREATE TABLE IF NOT EXISTS {table}({columns})")
        database.execute(f"DELETE FROM {table}")


def touch_registers(database: Database, after: int) -> None:
    """Note the labels that the events with keys above ``after`` speak of."""
    database.execute(
        f"INSERT INTO {_REGISTERS} SELECT DISTINCT owner, layer, unit, facet, item FROM event "
        "WHERE id > ? AND facet <> ''",
        (after,),
    )


def refold_touched(database: Database) -> None:
    """Fold the labels of the touched registers, and note their units and articles as touched."""
    database.execute(
        f"DELETE FROM label WHERE (owner, layer, unit, facet, item) IN "
        f"(SELECT owner, layer, coalesce(unit, 0), facet, item FROM {_REGISTERS})"
    )
    database.execute(
        _HEADS.format(
            schema="main",
            source=f"{_REGISTERS} t CROSS JOIN event e ON e.unit IS t.unit AND e.facet = t.facet "
            "AND e.item = t.item AND e.owner = t.owner AND e.layer = t.layer",
        )
    )
    _settle_rivals(database, "main", f"{_REGISTERS} t CROSS JOIN label l ON {_LABELS_OF_REGISTERS}")
    database.execute(
        f"INSERT OR IGNORE INTO {_UNITS} SELECT DISTINCT t.owner, t.layer, t.unit, u.article "
        f"FROM {_REGISTERS} t JOIN unit u ON u.id = t.unit WHERE t.layer <> 'project'"
    )
    changed = database.rows(
        f"SELECT DISTINCT u.article FROM {_REGISTERS} t JOIN unit u ON u.id = t.unit "
        "WHERE t.layer = 'project'"
    )
    touch_articles(database, (article for (article,) in changed))


# -- articles ----------------------------------------------------------------


def touch_articles(database: Database, articles: Iterable[int] | None) -> None:
    """Note the articles (None: all) whose segmentation or visibility may have changed.

    All labelled units of these articles are noted as touched.
    """
    if articles is None:
        database.execute(f"INSERT INTO {_ARTICLES} SELECT id FROM article")
        return
    database.executemany(f"INSERT OR IGNORE INTO {_ARTICLES} VALUES(?)", ((key,) for key in articles))
    database.execute(
        f"INSERT OR IGNORE INTO {_UNITS} SELECT DISTINCT e.owner, e.layer, e.unit, u.article "
        f"FROM {_ARTICLES} t CROSS JOIN unit u ON u.article = t.article CROSS JOIN event e ON e.unit = u.id "
        "WHERE e.facet <> '' AND e.layer <> 'project'"
    )


def refresh_articles(database: Database, judge: Judge, *, schema: str = "main") -> None:
    """Compute the state of the touched articles from the labels of the layer ``project``."""
    skipped = skipped_kinds(judge)
    marks = ",".join("?" * len(skipped))
    database.execute(
        f"""
        INSERT OR REPLACE INTO {schema}.article_state(
            article, lamport, segmentation, hidden, n_units, n_asked)
        SELECT t.article,
               (SELECT min(e.lamport) FROM event e WHERE e.unit = d.id AND e.facet = 'segmentation'),
               g.id,
               EXISTS(SELECT 1 FROM {schema}.label h WHERE h.owner = 0 AND h.layer = 'project'
                      AND h.unit = d.id AND h.facet = 'hidden' AND h.item = '' AND h.value = 'true'),
               (SELECT count(*) FROM seg_unit k WHERE k.segmentation = g.id),
               (SELECT count(*) FROM seg_unit k WHERE k.segmentation = g.id AND k.kind NOT IN ({marks}))
        FROM {_ARTICLES} t
        JOIN unit d ON d.article = t.article AND d.start = 0 AND d."end" = 0
        JOIN {schema}.label l ON l.owner = 0 AND l.layer = 'project' AND l.unit = d.id
             AND l.facet = 'segmentation' AND l.item = ''
        JOIN segmentation g ON g.segmentation_id = substr(l.value, 2, length(l.value) - 2)""",
        skipped,
    )


def skipped_kinds(judge: Judge) -> tuple[str, ...]:
    """The kinds of units that are asked nothing unless they are opened."""
    kinds = {*UnitKind, *judge.codebook.kinds}
    return tuple(sorted(str(kind) for kind in kinds if not judge.asks(kind)))


# -- units and progress ------------------------------------------------------


def touch_all_units(database: Database, *, schema: str = "main") -> None:
    """Note every labelled unit as touched."""
    database.execute(
        f"INSERT OR IGNORE INTO {_UNITS} SELECT DISTINCT l.owner, l.layer, l.unit, u.article "
        f"FROM {schema}.label l JOIN unit u ON u.id = l.unit WHERE l.layer <> 'project'"
    )


def refresh_units(database: Database, judge: Judge, *, schema: str = "main") -> None:
    """Compute the states of the touched units, and the progress in their articles."""
    database.execute(
        f"DELETE FROM {schema}.unit_state WHERE (owner, layer, unit) IN "
        f"(SELECT owner, layer, unit FROM {_UNITS})"
    )
    rows: list[tuple[Any, ...]] = []
    for row in _standings(database, judge, schema):
        rows.append(row)
        if len(rows) >= _BATCH:
            _add_states(database, schema, rows)
    _add_states(database, schema, rows)
    _refresh_progress(database, judge, schema)
    database.execute(f"DELETE FROM {_UNITS}")


def _standings(database: Database, judge: Judge, schema: str) -> Iterator[tuple[Any, ...]]:
    labels = database.each(
        f"""
        SELECT t.owner, t.layer, t.unit, k.kind, l.facet, l.value
        FROM {_UNITS} t
        CROSS JOIN {schema}.article_state s ON s.article = t.article
        CROSS JOIN seg_unit k ON k.segmentation = s.segmentation AND k.unit = t.unit
        CROSS JOIN {schema}.label l ON l.owner = t.owner AND l.layer = t.layer AND l.unit = t.unit
        ORDER BY t.owner, t.layer, t.unit, l.facet, l.item"""
    )
    for (owner, layer, unit, kind), group in groupby(labels, key=lambda row: row[:4]):
        labels_of_unit = ((facet, value) for *_, facet, value in group)
        yield (owner, layer, unit, *judge.standing_of(kind, labels_of_unit))


def _add_states(database: Database, schema: str, rows: list[tuple[Any, ...]]) -> None:
    database.executemany(f"INSERT INTO {schema}.unit_state VALUES(?, ?, ?, ?, ?, ?)", rows)
    rows.clear()


def _refresh_progress(database: Database, judge: Judge, schema: str) -> None:
    skipped = skipped_kinds(judge)
    marks = ",".join("?" * len(skipped))
    database.execute(
        f"""
        INSERT OR REPLACE INTO {schema}.progress(
            owner, layer, article, done, begun, opened, unsure, noted, last_ms)
        SELECT p.owner, p.layer, p.article,
               coalesce(sum(w.state = 'done'), 0), coalesce(sum(w.state = 'begun'), 0),
               coalesce(sum((w.state <> 'skipped') - (k.kind NOT IN ({marks}))), 0),
               coalesce(sum(w.unsure), 0), coalesce(sum(w.noted), 0),
               (SELECT max(e.wall_ms) FROM unit u CROSS JOIN event e ON e.unit = u.id
                WHERE u.article = p.article AND e.owner = p.owner AND e.layer = p.layer AND e.facet <> '')
        FROM (SELECT DISTINCT owner, layer, article FROM {_UNITS}) p
        JOIN {schema}.article_state s ON s.article = p.article
        LEFT JOIN (seg_unit k JOIN {schema}.unit_state w ON w.unit = k.unit)
             ON k.segmentation = s.segmentation AND w.owner = p.owner AND w.layer = p.layer
        GROUP BY p.owner, p.layer, p.article""",
        skipped,
    )
