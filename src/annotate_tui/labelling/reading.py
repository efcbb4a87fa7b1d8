"""Sheets as the database has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Answer, Codebook
from annotate_tui.labelling.sheet import Entries, Sheet

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
        _rivals(store, annotator, key, codebook),
        read_entries(store, annotator, codebook, key),
    )


def read_entries(store: Store, annotator: int, codebook: Codebook, article: int) -> Entries:
    """The passages that one annotator marked in an article, where the codebook asks for passages at all."""
    if all(facet.type != "span" for facet in codebook.facets):
        return {}
    return store.items(annotator, article)


def _rivals(
    store: Store, annotator: int, article: int, codebook: Codebook
) -> dict[int, dict[str, tuple[Answer | None, ...]]]:
    """The answers that stand beside each other since a merge."""
    of_passages = {facet.id for facet in codebook.facets if facet.type == "span"}
    found: dict[int, dict[str, tuple[Answer | None, ...]]] = {}
    for conflict in store.conflicts(annotator):
        known = not conflict.item or conflict.facet in of_passages
        if known and conflict.article == article and conflict.unit is not None:
            values = tuple(rival.value for rival in conflict.rivals)
            found.setdefault(conflict.unit, {})[conflict.facet] = values
    return found
