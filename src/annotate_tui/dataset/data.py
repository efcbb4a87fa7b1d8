"""A database as a data set: what was labelled, article by article."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from annotate_tui.codebook.answers import from_json
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.dataset.consensus import VOTED, gold, majority
from annotate_tui.dataset.grid import Grid, read_grid
from annotate_tui.dataset.highlights import any_highlights, highlights_in
from annotate_tui.dataset.model import Annotation, Provenance, UnitLabels
from annotate_tui.dataset.rows import ID_DIGITS, Rows, document_row, unit_rows
from annotate_tui.errors import UsageError
from annotate_tui.store.events import NOBODY, Layer
from annotate_tui.store.rows import AnnotatorRow, ArticleRow, LabelRow
from annotate_tui.store.store import Store

Rule = Literal["majority", "gold", "soft"]
HUMAN = "human"
GOLD = Layer.GOLD.value


class Dataset:
    """What was labelled in a database, one article in memory at a time.

    Each iteration reads the database anew from the beginning.  Belongs to the thread of its store.
    """

    def __init__(
        self,
        store: Store,
        *,
        facets: Iterable[str] = (),
        annotators: Iterable[str] = (),
        articles: Iterable[str] = (),
        rename: Callable[[str], str] | None = None,
    ) -> None:
        """Everything, or only some facets (ids), annotators (names) and articles (see `Store.find_article`).

        ``rename`` gives the names that annotators have in the rows.  Raises UsageError for a facet,
        annotator or article that does not exist.
        """
        self.codebook: Codebook = store.codebook()
        self._store = store
        wanted = list(facets)
        self.facets = tuple(f for f in self.codebook.facets if not wanted or f.id in wanted)
        _known_facets(self.codebook, wanted)
        chosen = [store.annotator(name).key for name in annotators]
        self.chosen_annotators = bool(chosen)
        self.annotators: tuple[AnnotatorRow, ...] = tuple(
            row for row in store.annotators() if not chosen or row.key in chosen
        )
        numbers = {store.find_article(reference).key for reference in articles}
        self.articles: tuple[ArticleRow, ...] = tuple(
            row for row in store.articles() if not numbers or row.key in numbers
        )
        self.names: Mapping[int, str] = {
            row.key: rename(row.name) if rename else row.name for row in self.annotators
        }
        self.on_article: Callable[[ArticleRow], None] | None = None
        """Called after each article, to show progress."""
        self.left_out: Counter[str] = Counter()
        """What the last complete iteration left out, and how many of it."""
        self.provenance: dict[str, Counter[Provenance]] = {}
        """Facet → where its labels came from in the last complete iteration of `labels`, and how many."""

    @property
    def voted_facets(self) -> tuple[Facet, ...]:
        """The facets that get one label out of several annotators'."""
        return tuple(facet for facet in self.facets if facet.type in VOTED)

    def annotations(self) -> Iterator[Annotation]:
        """What each annotator said about each unit of the articles that they worked on."""
        for group in self.by_unit():
            yield from group

    def by_unit(self) -> Iterator[list[Annotation]]:
        """The annotations of one unit at a time, in the order of the text."""
        for _, groups in self._by_article(self.annotators):
            yield from groups

    def find_units(self, unit_ids: Collection[str]) -> dict[str, list[Annotation]]:
        """Unit id → what everybody said about it, for a few units; only their articles are read."""
        prefixes = {unit_id.partition(":")[0] for unit_id in unit_ids}
        articles = [a for a in self.articles if a.article_id[:ID_DIGITS] in prefixes]
        return {
            group[0].unit.unit_id: group
            for _, groups in self._by_article(self.annotators, articles)
            for group in groups
            if group[0].unit.unit_id in unit_ids
        }

    def labels(self, rule: Rule) -> Iterator[UnitLabels]:
        """One label a unit and facet; models count only if they were named."""
        people = tuple(a for a in self.annotators if self.chosen_annotators or a.kind == HUMAN)
        self.provenance.clear()
        for article, groups in self._by_article(people):
            settled = self._adjudicated(article) if rule == GOLD else {}
            for group in groups:
                if rule == GOLD:
                    found = gold(self.codebook, group, settled.get(group[0].unit.unit_id, {}))
                else:
                    found = majority(self.codebook, group)
                self._count(found)
                yield found

    def _count(self, found: UnitLabels) -> None:
        for facet in self.voted_facets:
            label = found.labels.get(facet.id)
            if label is not None and label.provenance is not None:
                self.provenance.setdefault(facet.id, Counter())[label.provenance] += 1

    def grid(self) -> Grid:
        """What everybody answered, as columns; the bridge to ratings."""
        return read_grid(self._store, self.articles, self.annotators)

    def labelled_articles(self) -> list[str]:
        """The ids of the articles in which anybody has labelled anything."""
        started = {row.article for row in self._store.progress() if row.last_ms is not None}
        return [article.article_id for article in self.articles if article.key in started]

    def text(self, article_id: str) -> str:
        """The raw text of one of the articles.  Raises KeyError."""
        keys = {article.article_id: article.key for article in self.articles}
        return self._store.text(keys[article_id])

    def digest(self) -> str:
        """SHA-256, in hexadecimal, of what was labelled: the same for every copy with the same labels."""
        whole = hashlib.sha256()
        names = {row.key: row.name for row in self.annotators} | {NOBODY: ""}
        for article in sorted(self.articles, key=lambda row: row.article_id):
            places = self._places(article)
            lines = sorted(
                f"{places[unit]} {facet} {item} {answer} {names[annotator]}"
                for layer in (Layer.ANNOTATION.value, GOLD)
                for unit, annotator, facet, item, answer in self._store.article_answers(
                    article.key, layer=layer
                )
                if unit in places and annotator in names
            )
            whole.update("\n".join([article.article_id, *lines, ""]).encode())
        return whole.hexdigest()

    def _places(self, article: ArticleRow) -> dict[int, str]:
        places = {unit.key: f"{unit.start}-{unit.end}" for unit in self._store.units(article.key)}
        return places | {self._store.document_unit(article.key): "document"}

    def _by_article(
        self, annotators: Sequence[AnnotatorRow], articles: Iterable[ArticleRow] | None = None
    ) -> Iterator[tuple[ArticleRow, Iterator[list[Annotation]]]]:
        self.left_out.clear()
        versions = {key: book.version for key, book in self._store.codebooks().items()}
        rows = Rows(self.codebook, annotators, self.names, versions)
        wanted = {annotator.key for annotator in annotators}
        for article in self.articles if articles is None else articles:
            labels = [label for label in self._store.article_labels(article.key) if label.annotator in wanted]
            if labels:
                yield article, self._groups(rows, article, labels)
            if self.on_article is not None:
                self.on_article(article)

    def _groups(self, rows: Rows, article: ArticleRow, labels: list[LabelRow]) -> Iterator[list[Annotation]]:
        units = list(unit_rows(article, self._store.text(article.key), self._store.units(article.key)))
        document = (self._store.document_unit(article.key), document_row(article))
        known = {key for key, _ in units} | {document[0]}
        here = [
            label
            for label in labels
            if label.unit in known and (not label.item or label.facet in self._of_passages)
        ]
        self.left_out["labels of units that a new segmentation did away with"] += sum(
            label.unit not in known for label in labels
        )
        self.left_out["labels in conflict"] += sum(label.heads > 1 for label in here)
        dwell = {(who, unit): spent for who, _, unit, spent in self._store.dwell_times(article=article.key)}
        highlights = highlights_in(self._store, article.key) if self.has_highlights else {}
        return rows.of_article(units, document, here, dwell=dwell, highlights=highlights)

    def _adjudicated(self, article: ArticleRow) -> dict[str, dict[str, Answer]]:
        """Unit id → facet → what was adjudicated; conflicts between adjudications are left out."""
        units = dict(unit_rows(article, self._store.text(article.key), self._store.units(article.key)))
        units[self._store.document_unit(article.key)] = document_row(article)
        settled: dict[str, dict[str, Answer]] = {}
        for label in self._store.article_labels(article.key, layer=GOLD):
            if label.unit in units and label.heads == 1 and not label.item:
                settled.setdefault(units[label.unit].unit_id, {})[label.facet] = from_json(label.answer)
        return settled

    @cached_property
    def _of_passages(self) -> frozenset[str]:
        """The facets whose answers are kept passage by passage."""
        return frozenset(facet.id for facet in self.codebook.facets if facet.type == "span")

    @cached_property
    def has_highlights(self) -> bool:
        """Whether it was ever kept which cue highlights annotators saw."""
        return any_highlights(self._store)

    def has_gold(self) -> bool:
        """Whether anything was adjudicated."""
        return any(True for _ in self._store.all_labels(layer=GOLD))


def _known_facets(codebook: Codebook, wanted: Iterable[str]) -> None:
    from annotate_tui.codebook.answers import nearest

    known = [facet.id for facet in codebook.facets]
    for facet in wanted:
        if facet not in known:
            raise UsageError(f"The codebook {codebook.id} has no facet {facet!r}{nearest(facet, known)}")
