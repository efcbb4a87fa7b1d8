"""The agreement on a question whose answers are passages of text.

F1 of passages (exact, overlapping, by characters; Hripcsak & Rothschild 2005) and Krippendorff's α_U, which
takes chance into account.  Both are sums over articles, so articles are always what is drawn.  α_U of several
articles: 1 − Σ L²D_o / Σ L²D_e, chance putting the passages of an article anywhere in that article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate_tui.agreement.annotators import median_seconds
from annotate_tui.agreement.brief import finite, with_t_interval
from annotate_tui.agreement.cleaning import Selection
from annotate_tui.agreement.coefficients import divide
from annotate_tui.agreement.grouping import Grouping, Groups, used_clusters
from annotate_tui.agreement.pairs import pairs_of
from annotate_tui.agreement.part import PairPart, Part
from annotate_tui.agreement.planning import more_data
from annotate_tui.agreement.prepare import Pooled, gate_ratings, prepare_pooled
from annotate_tui.agreement.result import Figure, PairResult, Settings, figures_to_data
from annotate_tui.agreement.span_ratings import ALPHA_U, F1, WIDTH, SpanRatings, sums_by_article
from annotate_tui.agreement.span_result import (
    SpanAnnotator,
    SpanArticle,
    SpanResult,
    SpanValue,
    disagreements,
)
from annotate_tui.agreement.spans import few_articles
from annotate_tui.agreement.sums import Array, Floats
from annotate_tui.agreement.tables import Draws, gate_result, with_reading
from annotate_tui.agreement.undefined import Reason

MOST_DISAGREEMENTS = 100
MARKED = ("percent_agreement", "krippendorff_alpha", "gwet_ac")


@dataclass(frozen=True, eq=False)
class SpanFacet:
    """A question about passages with the sums of all its parts."""

    selection: Selection
    everything: SpanRatings
    """All units and annotators."""
    ratings: SpanRatings
    """Those of the headline."""
    by_article: Floats
    """(n_articles, labels, WIDTH)"""
    own_draws: bool
    """Whether articles have to be drawn for it alone, because units are drawn for the other questions."""
    whole: Part
    values: Part
    pairs: PairPart | None
    models: PairPart | None
    together: SpanRatings | None
    """People and models."""
    model_places: tuple[tuple[int, int], ...]
    marked: Pooled | None
    gate: Pooled | None

    def parts(self) -> list[Part]:
        """What is drawn with the other questions."""
        found = [each.part for each in (self.marked, self.gate) if each is not None]
        return found if self.own_draws else [*found, *self.own_parts()]

    def own_parts(self) -> list[Part]:
        """What is made of articles."""
        pairs: list[Part] = [part for part in (self.pairs, self.models) if part is not None]
        return [self.whole, self.values, *pairs]

    @property
    def n_drawn(self) -> int:
        """How many articles (or bags of them) are drawn."""
        return len(self.whole.groups)


def prepare_spans(
    selection: Selection, ratings: SpanRatings, groups: Groups, grouping: Grouping
) -> SpanFacet:
    """All parts of a question about passages; ``groups`` are those of the headline's units."""
    chosen = ratings.of(selection.headline)
    own = grouping.by != "cluster"
    place, n = (chosen.articles, len(chosen.article_names)) if own else (groups, grouping.n_groups)
    if own:  # only articles that two annotators worked on, so that nothing empty is drawn
        used = np.unique(chosen.articles[np.count_nonzero(chosen.rated, axis=1) >= 2])
        index = np.full(n, -1, np.intp)
        index[used] = np.arange(len(used))
        place, n = index[chosen.articles], max(len(used), 1)
    of_article = np.full(len(chosen.article_names), -1, np.intp)
    of_article[chosen.articles] = place
    bearing = _bearing(chosen, place)
    sums = sums_by_article(chosen)

    def why(_: int | None) -> Reason:
        return _why(chosen, selection.headline.n_annotators)

    def grouped(of_articles: Floats) -> Floats:
        """(n_articles, width) to (n, width)."""
        out = np.zeros((n, of_articles.shape[1]))
        kept = of_article >= 0
        np.add.at(out, of_article[kept], of_articles[kept])
        return out

    def pair_part(of: SpanRatings, places: list[tuple[int, int]]) -> PairPart | None:
        if not places:
            return None
        each = [grouped(sums_by_article(of, [pair]).sum(axis=1)) for pair in places]
        shape = (len(places), WIDTH)

        def evaluate(sums: Array, **_: bool) -> Mapping[str, Array]:
            return _figures(sums.reshape(*sums.shape[:-1], *shape))

        return PairPart(np.concatenate(each, axis=1), evaluate, bearing, why, len(places))

    labels = (len(chosen.labels), WIDTH)
    by_label = sums.reshape(len(sums), len(chosen.labels) * WIDTH)

    def evaluate_values(sums: Array, **_: bool) -> Mapping[str, Array]:
        return _figures(sums.reshape(*sums.shape[:-1], *labels))

    def evaluate(sums: Array, **_: bool) -> Mapping[str, Array]:
        return _figures(sums)

    together = None if selection.with_models is None else ratings.of(selection.with_models)
    across = []
    if together is not None:
        n_all = together.marked.n_annotators
        across = [(g, h) for h in range(selection.n_people, n_all) for g in range(selection.n_people)]
    gate = gate_ratings(selection.headline)
    return SpanFacet(
        selection=selection,
        everything=ratings,
        ratings=chosen,
        by_article=sums,
        own_draws=own,
        whole=Part(grouped(sums.sum(axis=1)), evaluate, bearing, why),
        values=Part(grouped(by_label), evaluate_values, bearing, why),
        pairs=pair_part(chosen, pairs_of(chosen.marked.n_annotators)),
        models=None if together is None else pair_part(together, across),
        together=together,
        model_places=tuple(across),
        marked=prepare_pooled(selection.headline, groups, grouping.n_groups),
        gate=None if gate is None else prepare_pooled(gate, groups, grouping.n_groups),
    )


def _figures(sums: Array) -> dict[str, Array]:
    """F1 and α_U from sums (..., WIDTH): name → (...)."""
    out = {name: divide(sums[..., 2 * k], sums[..., 2 * k + 1]) for k, name in enumerate(F1)}
    return {ALPHA_U: 1 - divide(sums[..., 6], sums[..., 7]), **out}


def _bearing(ratings: SpanRatings, place: Groups) -> int:
    return len(np.unique(place[np.count_nonzero(ratings.rated, axis=1) >= 2]))


def _why(ratings: SpanRatings, n_annotators: int) -> Reason:
    if n_annotators < 2:
        return Reason.TOO_FEW_ANNOTATORS
    pairable = np.count_nonzero(ratings.rated, axis=1) >= 2
    return Reason.NOTHING_MARKED if pairable.any() else Reason.NO_PAIRABLE_UNIT


def span_result(facet: SpanFacet, draws: Draws, settings: Settings) -> SpanResult:
    """The result of a question about passages from its parts and their draws."""
    ratings, cleaning = facet.ratings, facet.selection.cleaning
    marked, whole = ratings.marked, facet.whole
    drawn = draws.get(id(whole), {})
    coefficients = {name: with_reading(name, whole.figure(name, settings, drawn)) for name in whole.values}
    annotators = _annotators(facet, settings)
    return SpanResult(
        labels=ratings.labels,
        n_units=cleaning.n_rated,
        n_pairable=cleaning.n_pairable,
        n_annotators=marked.n_annotators,
        n_clusters=len(used_clusters(marked, 2)),
        n_ratings=int(np.count_nonzero(marked.rated)),
        n_spans=sum(row.n_spans for row in annotators.values()),
        annotators=marked.annotators,
        n_groups=whole.bearing,
        warning=few_articles(whole.bearing),
        coefficients=coefficients,
        pairs=_pairs(facet.pairs, ratings, pairs_of(marked.n_annotators), draws, settings),
        values=_values(facet, draws, settings),
        marked=_marked(facet.marked, draws, settings),
        gate=gate_result(facet.gate, None, cleaning.n_pairable, draws, settings),
        models=_pairs(facet.models, facet.together, facet.model_places, draws, settings),
        sections={
            "cleaning": cleaning,
            "annotators": annotators,
            "articles": _articles(facet),
            "disagreements": disagreements(ratings, MOST_DISAGREEMENTS),
            "kinds_apart": _apart(facet, settings),
            "more_data": more_data(
                coefficients[ALPHA_U],
                [row.alpha_u_without for row in annotators.values()],
                whole.bearing,
                marked.n_annotators,
            ),
        },
        draws={name: drawn.get(name) for name in whole.values},
        influences={name: whole.influence(name) for name in whole.values},
    )


def _pairs(
    part: PairPart | None,
    ratings: SpanRatings | None,
    places: Any,
    draws: Draws,
    settings: Settings,
) -> list[PairResult]:
    if part is None or ratings is None:
        return []
    drawn, names, rated = draws.get(id(part), {}), ratings.marked.annotators, ratings.rated
    return [
        PairResult(
            annotators=(names[g], names[h]),
            n=int(np.count_nonzero(rated[:, g] & rated[:, h])),
            figures={name: part.figure(name, settings, drawn, entry=entry) for name in part.values},
            indices={},
            confusion=[],
        )
        for entry, (g, h) in enumerate(places)
    ]


def _values(facet: SpanFacet, draws: Draws, settings: Settings) -> dict[str, SpanValue]:
    if facet.ratings.labels == ("",):
        return {}
    counts = dict.fromkeys(facet.ratings.labels, 0)
    for row, column in np.argwhere(facet.ratings.marked.codes == 1).tolist():
        for span in facet.ratings.at(row, column):
            counts[span.label] += 1
    drawn, part = draws.get(id(facet.values), {}), facet.values
    return {
        label: SpanValue(
            counts[label],
            {name: with_reading(name, part.figure(name, settings, drawn, entry=k)) for name in part.values},
        )
        for k, label in enumerate(facet.ratings.labels)
    }


def _marked(marked: Pooled | None, draws: Draws, settings: Settings) -> dict[str, Figure]:
    if marked is None:
        return {}
    drawn = draws.get(id(marked.part), {})
    return {name: with_reading(name, marked.part.figure(name, settings, drawn)) for name in MARKED}


def _annotators(facet: SpanFacet, settings: Settings) -> dict[str, SpanAnnotator]:
    ratings = facet.ratings
    places = pairs_of(ratings.marked.n_annotators)
    out = {}
    for g, name in enumerate(ratings.marked.annotators):
        rows = np.flatnonzero(ratings.marked.codes[:, g] == 1).tolist()
        spans = [span for row in rows for span in ratings.at(row, g)]
        values = [] if facet.pairs is None else facet.pairs.values["span_f1_char"].tolist()
        mine = [v for v, pair in zip(values, places, strict=False) if g in pair and np.isfinite(v)]
        out[name] = SpanAnnotator(
            n=int(np.count_nonzero(ratings.rated[:, g])),
            n_spans=len(spans),
            characters=sum(span.end - span.start for span in spans),
            span_f1_char=float(np.mean(mine)) if mine else None,
            alpha_u_without=_without(ratings, g, settings),
            median_seconds=median_seconds(ratings.marked, g),
        )
    return out


def _without(ratings: SpanRatings, g: int, settings: Settings) -> Figure:
    if ratings.marked.n_annotators < 3:
        return Figure(None, level=settings.level, undefined=Reason.TOO_FEW_ANNOTATORS)
    return _alone(ratings.without(g), settings)


def _alone(ratings: SpanRatings, settings: Settings) -> Figure:
    """α_U of some passages with a t interval by article."""

    def why(_: int | None) -> Reason:
        return _why(ratings, ratings.marked.n_annotators)

    def evaluate(sums: Array, **_: bool) -> Mapping[str, Array]:
        return _figures(sums)

    bearing = _bearing(ratings, ratings.articles)
    part = Part(sums_by_article(ratings).sum(axis=1), evaluate, bearing, why)
    return with_t_interval(part.figure(ALPHA_U, settings, {}), bearing)


def _articles(facet: SpanFacet) -> list[SpanArticle]:
    """Articles that two annotators worked on, the lowest F1 by characters first."""
    ratings = facet.ratings
    pairable = np.count_nonzero(ratings.rated, axis=1) >= 2
    n = np.bincount(ratings.articles[pairable], minlength=len(ratings.article_names))
    figures = _figures(facet.by_article.sum(axis=1))
    rows = [
        SpanArticle(
            name,
            int(n[place]),
            finite(float(figures["span_f1_char"][place])),
            finite(float(figures[ALPHA_U][place])),
        )
        for place, name in enumerate(ratings.article_names)
        if n[place]
    ]
    return sorted(rows, key=lambda row: (2.0 if row.span_f1_char is None else row.span_f1_char, row.article))


def _apart(facet: SpanFacet, settings: Settings) -> dict[str, Any]:
    out = {}
    for kind, marked in facet.selection.apart.items():
        each = np.count_nonzero(marked.rated, axis=1)
        if marked.n_units:
            figure = _alone(facet.everything.of(marked), settings)
            out[kind] = {"n_pairable": int(np.count_nonzero(each >= 2)), **figures_to_data({ALPHA_U: figure})}
    return out
