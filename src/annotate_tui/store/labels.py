"""Reading the current labels: for the screen, for exports, for agreement."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from annotate_tui.codebook.answers import from_json
from annotate_tui.codebook.model import Answer
from annotate_tui.store.database import Database, Row
from annotate_tui.store.events import NOBODY, Layer
from annotate_tui.store.rows import FacetColumns, LabelRow


def answers(database: Database, annotator: int, article: int, *, layer: str) -> dict[int, dict[str, Answer]]:
    """Unit → facet → answer of one annotator in one article; see `Store.answers`."""
    found: dict[int, dict[str, Answer]] = {}
    for unit, facet, item, value in _labels_of(database, annotator, article, layer):
        if not item:
            found.setdefault(unit, {})[facet] = from_json(value)
    return found


def items(
    database: Database, annotator: int, article: int, *, layer: str
) -> dict[int, dict[tuple[str, str], Answer]]:
    """Unit → (facet, item) → answer for the entries that have an item; see `Store.items`."""
    found: dict[int, dict[tuple[str, str], Answer]] = {}
    for unit, facet, item, value in _labels_of(database, annotator, article, layer):
        if item:
            found.setdefault(unit, {})[facet, item] = from_json(value)
    return found


def _labels_of(database: Database, annotator: int, article: int, layer: str) -> list[Row]:
    return database.rows(
        "SELECT u.id, l.facet, l.item, l.value FROM unit u "
        "CROSS JOIN label l ON l.owner = ? AND l.layer = ? AND l.unit = u.id "
        "WHERE u.article = ? AND l.value IS NOT NULL",
        (NOBODY if layer == Layer.GOLD else annotator, layer, article),
    )


def all_labels(
    database: Database, *, facet: str | None, layer: str, conflicts: bool, retired: bool
) -> Iterator[LabelRow]:
    """Every current label, by annotator, then unit; see `Store.all_labels`."""
    wanted = ["l.layer = ?", "l.value IS NOT NULL", "s.hidden = 0"]
    parameters = [layer]
    if facet is not None:
        wanted.append("l.facet = ?")
        parameters.append(facet)
    if not conflicts:
        wanted.append("l.heads = 1")
    if not retired:
        wanted.append("(u.\"end\" = 0 OR EXISTS(SELECT 1 FROM seg_unit k "
                      "WHERE k.segmentation = s.segmentation AND k.unit = u.id))")  # fmt: skip
    rows = database.snapshot(
        "SELECT u.article, l.unit, l.owner, l.facet, l.item, l.value, l.heads, e.codebook, e.wall_ms, "
        "e.dwell_ms, e.kind, l.event FROM label l CROSS JOIN unit u ON u.id = l.unit "
        "CROSS JOIN article_state s ON s.article = u.article CROSS JOIN event e ON e.id = l.event "
        f"WHERE {' AND '.join(wanted)} ORDER BY l.owner, l.unit",
        parameters,
    )
    return map(LabelRow._make, rows)


def article_labels(database: Database, article: int, *, layer: str) -> Iterator[LabelRow]:
    """The current labels of one article, by annotator, then unit; see `Store.article_labels`."""
    rows = database.snapshot(
        "SELECT u.article, l.unit, l.owner, l.facet, l.item, l.value, l.heads, e.codebook, e.wall_ms, "
        "e.dwell_ms, e.kind, l.event FROM annotator n CROSS JOIN unit u ON u.article = ? "
        "CROSS JOIN label l ON l.owner = n.id AND l.layer = ? AND l.unit = u.id "
        "CROSS JOIN event e ON e.id = l.event WHERE l.value IS NOT NULL",
        (article, layer),
    )
    return map(LabelRow._make, rows)


def article_answers(
    database: Database, article: int, *, layer: str
) -> Iterator[tuple[int, int, str, str, str]]:
    """The current answers of one article without their events; see `Store.article_answers`."""
    return database.snapshot(
        "SELECT l.unit, l.owner, l.facet, l.item, l.value FROM annotator n "
        "CROSS JOIN unit u ON u.article = ? "
        "CROSS JOIN label l ON l.owner = n.id AND l.layer = ? AND l.unit = u.id WHERE l.value IS NOT NULL",
        (article, layer),
    )


def facet_columns(database: Database, facet: str, *, layer: str, conflicts: bool) -> FacetColumns:
    """The labels of one facet as columns; see `Store.facet_columns`."""
    units, annotators, values = array("q"), array("q"), array("i")
    codes: dict[str, int] = {}
    for unit, annotator, value in database.rows(
        "SELECT l.unit, l.owner, l.value FROM label l CROSS JOIN unit u ON u.id = l.unit "
        "CROSS JOIN article_state s ON s.article = u.article "
        "WHERE l.layer = ? AND l.facet = ? AND l.item = '' AND l.value IS NOT NULL AND s.hidden = 0 "
        + ("" if conflicts else "AND l.heads = 1 ")
        + 'AND (u."end" = 0 OR EXISTS(SELECT 1 FROM seg_unit k WHERE k.segmentation = s.segmentation '
        "AND k.unit = u.id)) ORDER BY l.unit, l.owner",
        (layer, facet),
    ):
        units.append(unit)
        annotators.append(annotator)
        values.append(codes.setdefault(value, len(codes)))
    return FacetColumns(units, annotators, values, tuple(codes))


def dwell_times(
    database: Database, annotator: int | None, article: int | None
) -> Iterator[tuple[int, int, int, int]]:
    """(annotator, article, unit, milliseconds) looked at, summed over all acts; see `Store.dwell_times`."""
    wanted, parameters = ["e.dwell_ms IS NOT NULL"], []
    if annotator is not None:
        # Of one article there is less than of one annotator: the + keeps to the index by unit.
        plus = "" if article is None else "+"
        wanted.append(f"{plus}e.session IN (SELECT id FROM session WHERE annotator = ?)")
        parameters.append(annotator)
    # Of one article the units come first, so that the log is not read from end to end.
    source = "event e CROSS JOIN unit u ON u.id = e.unit"
    if article is not None:
        wanted.append("u.article = ?")
        parameters.append(article)
        source = "unit u CROSS JOIN event e ON e.unit = u.id"
    rows = database.snapshot(
        "SELECT s.annotator, u.article, u.id, sum(e.dwell_ms) "
        f"FROM {source} CROSS JOIN session s ON s.id = e.session "
        f"WHERE {' AND '.join(wanted)} GROUP BY s.annotator, u.article, u.id",
        parameters,
    )
    return ((who, where, unit, spent) for who, where, unit, spent in rows)
