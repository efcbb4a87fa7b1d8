"""A labelled database from Python: articles, units, labels, rows, and how well annotators agree.

>>> import annotate_tui
>>> with annotate_tui.open_project("annotations.db") as project:  # doctest: +SKIP
...     rows = project.to_rows()
...     alpha = project.agreement("evidence").headline.value

What is read here is what exports hold; nothing can be changed.  The classes that come out are those of
`annotate_tui.dataset.model`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from annotate_tui.codebook.model import Codebook
from annotate_tui.dataset.data import Dataset, Rule
from annotate_tui.dataset.model import Annotation, UnitLabels, UnitRow
from annotate_tui.dataset.rows import unit_rows
from annotate_tui.errors import UsageError
from annotate_tui.store.rows import AnnotatorRow
from annotate_tui.store.store import Store

if TYPE_CHECKING:
    from annotate_tui.agreement.analyse import Agreement
    from annotate_tui.agreement.ratings import Ratings
    from annotate_tui.agreement.result import FacetResult

__all__ = ["Project", "ProjectArticle", "open_project"]

Labels = Literal["each", "majority", "gold", "soft"]


@dataclass(frozen=True)
class ProjectArticle:
    """An article with its text and its units; offsets are code points of ``text``, the end exclusive."""

    number: int
    """From 1, in the order of import."""
    article_id: str
    """SHA-256 of the text as UTF-8."""
    title: str
    source: str
    text: str
    units: tuple[UnitRow, ...]


def open_project(path: str | os.PathLike[str] | None = None) -> Project:
    """Open a database to read what was labelled in it.

    Without a path it is the one that the commands use here: ``ANNOTATE_TUI_DB``, the settings file, or
    ``annotations.db`` in the current folder.  Raises StoreError with one sentence.  Use it in the thread
    that opened it, and as a context manager or with `Project.close`.
    """
    if path is None:
        from annotate_tui.settings import load_settings

        path = load_settings().db
    return Project(Store.open(Path(path), readonly=True))


class Project:
    """A labelled database, or a part of it; made by `open_project`."""

    def __init__(
        self,
        store: Store,
        *,
        facets: Iterable[str] = (),
        annotators: Iterable[str] = (),
        articles: Iterable[str] = (),
    ) -> None:
        """See `only`."""
        self._store = store
        self._data = Dataset(store, facets=facets, annotators=annotators, articles=articles)

    def only(
        self, *, facets: Iterable[str] = (), annotators: Iterable[str] = (), articles: Iterable[str] = ()
    ) -> Project:
        """A part of the same database: some facets (ids), annotators (names), articles.

        An article is named by its number, the beginning of its id, its title or file name.  Models count
        in labels and agreement only if they are named.  Raises UsageError for what does not exist.
        """
        return Project(self._store, facets=facets, annotators=annotators, articles=articles)

    def close(self) -> None:
        """Close the database, for all parts of it."""
        self._store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what there is -------------------------------------------------------

    @property
    def path(self) -> Path:
        """The file."""
        return self._store.path

    @property
    def codebook(self) -> Codebook:
        """What annotators are asked."""
        return self._data.codebook

    @property
    def annotators(self) -> tuple[AnnotatorRow, ...]:
        """Who labelled, with name, kind (``human`` or ``model``) and role."""
        return self._data.annotators

    def articles(self) -> Iterator[ProjectArticle]:
        """The articles in the order of import, one in memory at a time."""
        for row in self._data.articles:
            text = self._store.text(row.key)
            units = tuple(unit for _, unit in unit_rows(row, text, self._store.units(row.key)))
            yield ProjectArticle(row.number, row.article_id, row.title, row.source, text, units)

    def units(self) -> Iterator[UnitRow]:
        """The units of all articles, labelled or not, in the order of the text."""
        for article in self.articles():
            yield from article.units

    # -- what was said -------------------------------------------------------

    def annotations(self) -> Iterator[Annotation]:
        """What each annotator said about each unit of the articles that they worked on."""
        return self._data.annotations()

    def labels(self, rule: Rule = "majority") -> Iterator[UnitLabels]:
        """One label a unit and facet, with where it comes from and the shares behind it."""
        return self._data.labels(rule)

    def to_rows(self, labels: Labels = "each", *, text: bool = True) -> list[dict[str, Any]]:
        """Everything as plain rows with the columns of the parquet export; all rows have the same keys.

        With ``each`` a row is what one annotator said about one unit; with ``majority``, ``gold`` or
        ``soft`` it is one unit.  Sets are lists, no answer is None, and ``…_empty`` says why.
        """
        from annotate_tui.export.huggingface import annotation_columns, unit_columns
        from annotate_tui.export.request import Request

        request = Request(labels=labels, text=text)
        if labels == "each":
            columns = annotation_columns(self._data, request)
            items: Iterable[Any] = self._data.annotations()
        else:
            columns = unit_columns(self._data, request)
            items = self._data.labels(labels)
        return [{column.name: _plain(column.get(item)) for column in columns} for item in items]

    # -- agreement -----------------------------------------------------------

    def ratings(self, facet: str) -> Ratings:
        """The ratings of one facet as an array of units × annotators, with why cells are empty.

        Raises UsageError for a facet that does not exist or has no scale.
        """
        from annotate_tui.dataset.ratings import all_ratings, has_scale

        found = next((one for one in self.codebook.facets if one.id == facet), None)
        if found is None:
            known = ", ".join(one.id for one in self.codebook.facets)
            raise UsageError(f"The codebook {self.codebook.id} has no facet {facet!r}; it has {known}.")
        if found.type == "span":
            raise UsageError(f"{facet} has passages and no ratings: agreements().spans compares them.")
        if not has_scale(found):
            raise UsageError(f"{facet} is {found.type}: there is no agreement coefficient for it.")
        return all_ratings(self._data, (found,)).facets[facet]

    def agreement(self, facet: str, **options: Any) -> FacetResult:
        """How well annotators agree on one facet: what ``annotate-tui agreement --facet`` reports.

        ``options`` are those of `annotate_tui.agreement.analyse.analyse_all`, such as ``draws=0`` for no
        intervals.  ``headline`` is Krippendorff's α; ``to_data()`` gives everything as plain data.
        """
        from annotate_tui.agreement.analyse import analyse_all

        return analyse_all({facet: self.ratings(facet)}, **options).facets[facet]

    def agreements(self, **options: Any) -> Agreement:
        """The same for all facets that somebody answered, from the same draws; ``spans`` are passages."""
        from annotate_tui.agreement.analyse import analyse_all
        from annotate_tui.dataset.ratings import all_ratings

        found = all_ratings(self._data)
        ratings = {name: one for name, one in found.facets.items() if one.rated.any()}
        return analyse_all(ratings, {name: one for name, one in found.spans.items() if one.spans}, **options)


def _plain(value: Any) -> Any:
    """The text of an enumeration's member; everything else as it is."""
    return str(value) if isinstance(value, str) else value
