"""Passages that annotators marked, unit by unit: what span agreement is computed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.spans import Span, matches, unitizing
from annotate_tui.agreement.sums import Floats

F1 = ("span_f1_exact", "span_f1_overlap", "span_f1_char")
ALPHA_U = "krippendorff_alpha_u"
WIDTH = 8
"""Sums of a label: agreement and what could agree (exact, overlap, characters); L²D_o, L²D_e."""


@dataclass(frozen=True, eq=False, kw_only=True)
class SpanRatings:
    """What annotators marked in units of text.

    An annotator who worked on a unit and marked nothing agrees with others who marked nothing there; one
    who did not work on it says nothing.  Raises ValueError when ``lengths`` does not fit the units, a
    passage has a label that is not declared, or somebody marked a unit without having worked on it.
    """

    marked: Ratings
    """Units × annotators: whether anything is marked (boolean, 0 nothing, 1 something, −1 not worked on)."""
    spans: Mapping[tuple[str, str], tuple[Span, ...]]
    """(unit, annotator) → passages, by characters of the unit."""
    lengths: npt.NDArray[np.int64]
    """(n_units,): characters of each unit."""
    labels: tuple[str, ...] = ("",)
    """Declared labels; "" for passages without one."""

    def __post_init__(self) -> None:
        if self.marked.scale is not Scale.BOOLEAN:
            raise ValueError("marked must be boolean")
        if len(self.lengths) != self.marked.n_units:
            raise ValueError(f"{len(self.lengths)} lengths for {self.marked.n_units} units")
        unknown = {span.label for spans in self.spans.values() for span in spans} - set(self.labels)
        if unknown:
            raise ValueError(f"passages have labels that are not declared: {', '.join(sorted(unknown))}")

    @property
    def rated(self) -> npt.NDArray[np.bool_]:
        """(n_units, n_annotators): who worked on what."""
        return self.marked.rated

    @property
    def articles(self) -> npt.NDArray[np.intp]:
        """(n_units,): the text that each unit belongs to; a text of its own where no article is named."""
        if self.marked.clusters is None:
            return np.arange(self.marked.n_units, dtype=np.intp)
        return self.marked.clusters.astype(np.intp)

    @property
    def article_names(self) -> Sequence[str]:
        """The names of ``articles``."""
        return self.marked.units if self.marked.clusters is None else self.marked.cluster_names

    def of(self, marked: Ratings) -> SpanRatings:
        """The same passages for a selection of units and annotators."""
        place = {unit: row for row, unit in enumerate(self.marked.units)}
        rows = np.array([place[unit] for unit in marked.units], np.intp)
        return replace(self, marked=marked, lengths=self.lengths[rows])

    def without(self, annotator: int) -> SpanRatings:
        """The same passages without one annotator (a column)."""
        others = [g for g in range(self.marked.n_annotators) if g != annotator]
        return replace(self, marked=self.marked.take_annotators(others))

    def at(self, row: int, annotator: int) -> tuple[Span, ...]:
        """The passages of an annotator in a unit."""
        return self.spans.get((self.marked.units[row], self.marked.annotators[annotator]), ())


def sums_by_article(ratings: SpanRatings, pairs: Sequence[tuple[int, int]] | None = None) -> Floats:
    """What the figures are made of: (n_articles, labels, WIDTH), all annotators together or ``pairs`` only.

    F1 adds up the pairs of annotators unit by unit.  For α_U the units of an article that the same annotators
    worked on are one continuum.
    """
    names = {label: place for place, label in enumerate(ratings.labels)}
    out = np.zeros((len(ratings.article_names), len(names), WIDTH))
    rated, articles = ratings.rated, ratings.articles
    for row in np.flatnonzero((ratings.marked.codes == 1).any(axis=1)).tolist():
        there = np.flatnonzero(rated[row]).tolist()
        for g, h in combinations(there, 2) if pairs is None else pairs:
            if not (rated[row, g] and rated[row, h]):
                continue
            one, other = ratings.at(row, g), ratings.at(row, h)
            for label in {span.label for span in (*one, *other)}:
                found = matches(_labelled(one, label), _labelled(other, label))
                out[articles[row], names[label], :6] += found.ravel()
    for article, columns, rows in _continua(ratings, pairs):
        texts, length = _joined(ratings, rows, columns)
        for label in {span.label for spans in texts for span in spans}:
            out[article, names[label], 6:] += unitizing(texts, length, label=label)
    return out


def _labelled(spans: Sequence[Span], label: str) -> list[Span]:
    return [span for span in spans if span.label == label]


def _continua(
    ratings: SpanRatings, pairs: Sequence[tuple[int, int]] | None
) -> Iterator[tuple[int, list[int], list[int]]]:
    """Article, annotators and units of each continuum on which two annotators or more worked."""
    articles, rated = ratings.articles, ratings.rated
    by_article: dict[int, list[int]] = {}
    for row, article in enumerate(articles.tolist()):
        by_article.setdefault(article, []).append(row)
    for article, rows in by_article.items():
        if not (ratings.marked.codes[rows] == 1).any():
            continue
        groups: dict[tuple[int, ...], list[int]] = {}
        if pairs is None:
            for row in rows:
                groups.setdefault(tuple(np.flatnonzero(rated[row]).tolist()), []).append(row)
        else:
            for pair in pairs:
                groups[pair] = [row for row in rows if rated[row, pair[0]] and rated[row, pair[1]]]
        for columns, together in groups.items():
            if len(columns) > 1 and together:
                yield article, list(columns), together


def _joined(ratings: SpanRatings, rows: list[int], columns: list[int]) -> tuple[list[list[Span]], int]:
    """The passages of each annotator in some units that are put one after the other, and their length."""
    texts: list[list[Span]] = [[] for _ in columns]
    begin = 0
    for row in rows:
        for place, column in enumerate(columns):
            texts[place] += [
                Span(begin + span.start, begin + span.end, span.label) for span in ratings.at(row, column)
            ]
        begin += int(ratings.lengths[row])
    return texts, begin
