"""Corrections of texts by a lead.

Labels hang on stretches of text.  Cutting an article anew keeps those of unchanged
stretches by itself (`Store.resegment`, with units that `corpus.corrections` gives);
a corrected text is another article, to which the labels of unchanged units are
carried over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate_tui.codebook.answers import from_json, to_json
from annotate_tui.codebook.passages import rewrapped
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.corpus.changes import Change, changed_units
from annotate_tui.errors import UsageError
from annotate_tui.store import content
from annotate_tui.store.events import Kind, PortableId
from annotate_tui.store.log import Entry, Log

if TYPE_CHECKING:
    from annotate_tui.store.rows import StoredUnit
    from annotate_tui.store.store import Store

BY_HAND = "annotate-tui/by-hand"
"""The segmenter that is noted for units that a lead corrected."""


def as_units(stored: Iterable[StoredUnit]) -> list[Unit]:
    """The units of an article as they were imported, to be corrected and given to `Store.resegment`."""
    return [Unit(unit.start, unit.end, unit.kind, unit.marker, unit.block) for unit in stored]


@dataclass(frozen=True, slots=True)
class TextReplaced:
    """What became of an article whose text was corrected."""

    article: int
    """The key of the article with the new text."""
    unchanged: int
    """Units whose words are the same in both."""
    labels: int
    """Labels that were carried over."""
    lost: int
    """Labels on units that are no more; they stay in the history of the old text."""


def replace_text(
    store: Store, article: int, corrected: Article, units: Sequence[Unit], *, segmenter: str, by: str
) -> TextReplaced:
    """Put a corrected text in an article's place, and carry over the labels of unchanged units.

    Units are matched by their words, also where they were moved; white space does
    not count, as in `corpus.changes`.  The old text is hidden, and
    everything in it stays in the history; each label that is carried over names
    the event that it comes from.  Can be repeated after an interruption.  Raises
    UsageError while labels in the article are in conflict.
    """
    undecided = [conflict for conflict in store.conflicts() if conflict.article == article]
    if undecided:
        raise UsageError(f"{len(undecided)} labels in this article are in conflict; decide them first.")
    if corrected.text == store.text(article):
        raise UsageError("The text is the same; to cut it anew, give it other units.")
    (imported,) = store.import_articles([(corrected, units)], segmenter=segmenter)
    pairs = _unchanged(store, article, imported.key)
    of_passages = {facet.id for facet in store.codebook().facets if facet.type == "span"}
    texts = {
        unit.key: store.text(row)[unit.start : unit.end]
        for row in ((article, imported.key) if of_passages else ())
        for unit in store.units(row)
    }
    lead = store.ensure_annotator(by)
    log = Log(store.database, lead.key, lead.name)
    carried = lost = 0
    with log.transaction():
        for entry, codebook, event in _labels(store, article):
            unit = pairs.get(entry.unit)
            if unit is None:
                lost += 1
                continue
            if entry.facet in of_passages and entry.value is not None:
                passages = rewrapped(from_json(entry.value), texts[entry.unit or 0], texts[unit])
                entry = entry._replace(value=to_json(passages))
            if not _is_labelled(store, entry._replace(unit=unit)):
                log.append([entry._replace(unit=unit)], ref=str(event), codebook=codebook)
                carried += 1
        content.hide_in_transaction(store.database, log, article)
    return TextReplaced(imported.key, len(pairs) - 1, carried, lost)


def _unchanged(store: Store, old: int, new: int) -> dict[int | None, int]:
    """Old unit → new unit, for units with the same words, and the article itself."""
    olds, news = store.units(old), store.units(new)
    changes = changed_units(store.text(old), as_units(olds), store.text(new), as_units(news))
    pairs: dict[int | None, int] = {
        olds[change.old].key: news[change.new].key
        for change in changes
        if change.change in (Change.UNCHANGED, Change.MOVED)
        and change.old is not None
        and change.new is not None
    }
    return {**pairs, store.document_unit(old): store.document_unit(new)}


def _labels(store: Store, article: int) -> list[tuple[Entry, tuple[int, str] | None, PortableId]]:
    """The labels in an article as events to be carried over: with their codebook and where they come from."""
    rows = store.database.rows(
        """SELECT l.layer, l.owner, l.unit, l.facet, l.item, l.value, c.id, c.codebook_id,
                  e.lamport, s.session_id, e.seq, e.digest
           FROM unit u CROSS JOIN annotator n CROSS JOIN label l ON l.owner = n.id AND l.unit = u.id
           CROSS JOIN event e ON e.id = l.event CROSS JOIN session s ON s.id = e.session
           LEFT JOIN codebook c ON c.id = e.codebook
           WHERE u.article = ? AND l.layer IN ('annotation', 'gold') AND l.value IS NOT NULL
           ORDER BY e.lamport, s.session_id, e.seq""",
        (article,),
    )
    return [
        (
            Entry(Kind.MIGRATE, layer, owner, unit, facet, item, value),
            None if codebook is None else (codebook, codebook_id),
            PortableId(*event),
        )
        for layer, owner, unit, facet, item, value, codebook, codebook_id, *event in rows
    ]


def _is_labelled(store: Store, entry: Entry) -> bool:
    known = store.database.value(
        "SELECT 1 FROM label WHERE owner = ? AND layer = ? AND unit = ? AND facet = ? AND item = ?",
        (entry.owner, entry.layer, entry.unit, entry.facet, entry.item),
    )
    return known is not None
