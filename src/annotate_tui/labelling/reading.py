"""Sheets as the database has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Answer, Codebook
from annotate_tui.labelling.sheet import Sheet

if TYPE_CHECKING:
    from annotate_tui.store.rows import ArticleRow
    from annotate_tui.store.store import Store


def read_sheet(store: Store, annotator: int, codebook: Codebook, article: ArticleRow) -> Sheet:
    """An article with what one annotator (by row key) answered in it."""
    key = article.key
    return Sheet(
        codebook,
        article,
        store.text(key),
        store.units(key),
        store.document_unit(key),
        store.answers(annotator, key),
        _rivals(store, annotator, key),
    )


def _rivals(store: Store, annotator: int, article: int) -> dict[int, dict[str, tuple[Answer | None, ...]]]:
    """The answers that stand beside each other since a merge."""
    found: dict[int, dict[str, tuple[Answer | None, ...]]] = {}
    for conflict in store.conflicts(annotator):
        if conflict.article == article and conflict.unit is not None and not conflict.item:
            values = tuple(rival.value for rival in conflict.rivals)
            found.setdefault(conflict.unit, {})[conflict.facet] = values
    return found
