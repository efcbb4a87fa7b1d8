"""Searching all articles: words in the text, and what was answered.

A query is words, all of which must stand in a sentence, and filters: ``:open``,
``:unsure``, ``:noted`` (anything that `parse_only` knows, with a colon before
it), ``claim_type=harm``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Codebook
from annotate_tui.labelling.queue import Only, parse_only
from annotate_tui.labelling.reading import read_sheet

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for."""

    words: tuple[str, ...]
    filters: tuple[Only, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.filters)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that was found: where it is, its text, and the codes of its labels."""

    article: ArticleRow
    index: int
    text: str
    codes: str


def parse_query(text: str, codebook: Codebook) -> Query:
    """Read a query.  Raises UsageError for a filter that does not exist."""
    words, filters = [], []
    facets = {facet.id for facet in codebook.unit_facets}
    for part in text.split():
        if part.startswith(":") and len(part) > 1:
            filters.append(parse_only(part[1:], codebook))
        elif part.partition("=")[0] in facets and "=" in part:
            filters.append(parse_only(part, codebook))
        elif part != ":":
            words.append(part.casefold())
    return Query(tuple(words), tuple(filters))


def find(
    store: Store, annotator: AnnotatorRow, codebook: Codebook, articles: list[ArticleRow], query: Query
) -> Iterator[Found | None]:
    """The sentences that a query means, article by article.

    None is given after each article, so that whoever searches can look up from
    it; only this annotator's own labels are looked at.
    """
    for article in articles:
        folded = store.text(article.key).casefold() if query.words else ""
        if all(word in folded for word in query.words):
            sheet = read_sheet(store, annotator.key, codebook, article)
            for index in range(len(sheet.units)):
                said = sheet.unit_text(index)
                low = said.casefold()
                if all(word in low for word in query.words) and all(
                    only.wants(sheet, index) for only in query.filters
                ):
                    yield Found(article, index, said, sheet.codes(index))
        yield None
