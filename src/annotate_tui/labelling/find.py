"""Searching all articles: words in the text, and what was answered.

A query is words, all of which must stand in a sentence, and filters: ``:open``,
``:unsure``, ``:noted`` (anything that `parse_only` knows, with a colon before
it), ``claim_type=harm``.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.codebook.model import Codebook
from annotate_tui.labelling.queue import Only, parse_only
from annotate_tui.labelling.reading import read_sheet

if TYPE_CHECKING:
    from annotate_tui.labelling.sheet import Sheet
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


class Choice(NamedTuple):
    """A filter as it is typed, and what it finds."""

    typed: str
    says: str


def choices(codebook: Codebook) -> list[Choice]:
    """All filters that there are for a codebook."""
    found = [
        Choice(":open", "still needs an answer"),
        Choice(":begun", "has some answers, but not all"),
        Choice(":done", "has all answers"),
        Choice(":noted", "has a note"),
        Choice(":conflict", "has two answers since a merge"),
    ]
    found += [
        Choice(f":{facet.id}", f"is marked “{facet.name}”")
        for facet in codebook.unit_facets
        if facet.type == "boolean"
    ]
    for facet in codebook.unit_facets:
        name = facet.name.rstrip("?")
        found += [
            Choice(f"{facet.id}={value.id}", f"{name}: {value.name}")
            for value in facet.values
            if not value.retired
        ]
        if facet.values and codebook.abstain.allowed:
            found.append(Choice(f"{facet.id}={codebook.abstain.id}", f"{name}: cannot decide"))
    return found


LOOK_UP = 500
"""After so many sentences whoever searches may look up."""


def find(
    store: Store,
    annotator: AnnotatorRow,
    codebook: Codebook,
    articles: Sequence[ArticleRow],
    query: Query,
    *,
    sheets: MutableMapping[int, Sheet] | None = None,
) -> Iterator[Found | None]:
    """The sentences that a query means, article by article.

    None is given every now and then, so that whoever searches can look up from
    it; only this annotator's own labels are looked at.  ``sheets`` holds articles
    by their keys that are known already, and takes those that had to be read.
    """
    sheets = {} if sheets is None else sheets
    touched: set[int] | None = None
    if any(only.name not in _UNTOUCHED for only in query.filters):
        # Where nothing was labelled, nothing can have a label.
        touched = {row.article for row in store.progress(annotator.key) if row.last_ms is not None}
    for article in articles:
        if touched is None or article.key in touched:
            yield from _in_article(store, annotator, codebook, article, query, sheets)
        yield None


_UNTOUCHED = ("all", "open")
"""What sentences can be that nobody has labelled."""


def _in_article(
    store: Store,
    annotator: AnnotatorRow,
    codebook: Codebook,
    article: ArticleRow,
    query: Query,
    sheets: MutableMapping[int, Sheet],
) -> Iterator[Found | None]:
    if query.words:
        known = sheets.get(article.key)
        folded = (store.text(article.key) if known is None else known.text).casefold()
        if not all(word in folded for word in query.words):
            return
    if article.key not in sheets:
        sheets[article.key] = read_sheet(store, annotator.key, codebook, article)
    sheet = sheets[article.key]
    for index in range(len(sheet.units)):
        if index % LOOK_UP == LOOK_UP - 1:
            yield None
        said = sheet.unit_text(index)
        low = said.casefold()
        if all(word in low for word in query.words) and all(
            only.wants(sheet, index) for only in query.filters
        ):
            yield Found(article, index, said, sheet.codes(index))
