"""The analysis of one facet, or of several with the same draws.

>>> from annotate_tui.agreement.build import ratings_from_dicts
>>> records = [{"ann": "x", "ben": "x"}, {"ann": "y", "ben": "x"}, {"ann": "y", "ben": "y"}]
>>> ratings = ratings_from_dicts(records, scale="nominal", values=("x", "y"))
>>> result = analyse(ratings, draws=0)
>>> round(result.headline.value, 3)
0.444
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Any

import numpy as np

from annotate_tui.agreement.cleaning import select
from annotate_tui.agreement.facet import facet_result, prepare_facet
from annotate_tui.agreement.grouping import group_units
from annotate_tui.agreement.part import Part
from annotate_tui.agreement.ratings import Ratings
from annotate_tui.agreement.resample import DEFAULT_DRAWS, DEFAULT_SEED, FEWEST_CLUSTERS, bootstrap
from annotate_tui.agreement.result import FacetResult, Figure, Settings
from annotate_tui.agreement.span_facet import prepare_spans, span_result
from annotate_tui.agreement.span_ratings import SpanRatings
from annotate_tui.agreement.span_result import SpanResult
from annotate_tui.agreement.summarise import FEWEST_GROUPS, make_figure
from annotate_tui.agreement.sums import Floats
from annotate_tui.agreement.undefined import Reason

INTERVALS = ("bca", "percentile")
ERRORS = ("influence", "gwet")
RESAMPLE = ("auto", "cluster", "unit")
TAILS = "student_t on the effective number of groups (Kish) less one"
"""How intervals are widened: the name in the JSON output."""
SINGLE = "ratings"
"""What the facet is called when there is only one and nobody named it."""


def analyse(ratings: Ratings, **options: Any) -> FacetResult:
    """Everything about the agreement on one question; the options are those of `analyse_all`."""
    return analyse_all({SINGLE: ratings}, **options).facets[SINGLE]


def analyse_spans(ratings: SpanRatings, **options: Any) -> SpanResult:
    """Everything about the agreement on passages of text; the options are those of `analyse_all`."""
    return analyse_all({}, {SINGLE: ratings}, **options).spans[SINGLE]


def analyse_all(
    facets: Mapping[str, Ratings],
    spans: Mapping[str, SpanRatings] | None = None,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    level: float = 0.95,
    interval: str = "bca",
    se: str = "influence",
    resample: str = "auto",
    pool_models: bool = False,
) -> Agreement:
    """Agreement on several questions about the same units, all intervals from the same draws.

    ``spans`` are questions whose answers are passages; of them articles are drawn in any case.
    ``draws`` bootstrap draws (0: no intervals) of articles, of units where there are fewer than ten
    articles or ``resample`` is "unit"; ``interval`` "bca" or "percentile" becomes ``low`` and ``high``;
    ``se`` "influence", or "gwet" for the published formulas, which are larger where units were rated once.
    Model annotators are compared with people, and pooled with them only with ``pool_models``.
    Raises ValueError for an option that does not exist.
    """
    for name, value, allowed in (
        ("interval", interval, INTERVALS),
        ("se", se, ERRORS),
        ("resample", resample, RESAMPLE),
    ):
        if value not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value}")
    if draws < 0 or not 0 < level < 1:
        raise ValueError("draws must not be negative and level must lie between 0 and 1")
    settings = Settings(draws=draws, seed=seed, level=level, interval=interval, se=se)
    spans = spans or {}
    chosen = {name: select(ratings, pool_models=pool_models) for name, ratings in facets.items()}
    marked = {name: select(each.marked, pool_models=pool_models) for name, each in spans.items()}
    selections = [*chosen.values(), *marked.values()]
    grouping = group_units([each.headline for each in selections], resample=resample, seed=seed)
    groups = iter(grouping.groups)
    prepared = {name: prepare_facet(each, next(groups), grouping) for name, each in chosen.items()}
    passages = {
        name: prepare_spans(each, spans[name], next(groups), grouping) for name, each in marked.items()
    }
    parts = [part for facet in prepared.values() for part in facet.parts()]
    parts += [part for facet in passages.values() for part in facet.parts()]
    drawn = _drawn(parts, grouping.n_groups, settings)
    for facet in passages.values():
        if facet.own_draws:
            drawn |= _drawn(facet.own_parts(), facet.n_drawn, settings)
    results = {name: facet_result(facet, drawn, settings) for name, facet in prepared.items()}
    return Agreement(
        facets=results,
        spans={name: span_result(facet, drawn, settings) for name, facet in passages.items()},
        settings=settings,
        resampled=grouping.by,
        n_groups=grouping.n_groups,
        bagged=grouping.bagged,
        grouping_warning=grouping.warning,
        by_article=_by_article(results),
    )


def _by_article(results: Mapping[str, FacetResult]) -> str:
    """How far α goes with articles as observations, where units were drawn: the wider, honest interval."""
    figures = {name: result.sections["alpha_by_article"] for name, result in results.items()}
    found = [
        f"{max(figure.low, -1.0):.2f} to {figure.high:.2f}" + ("" if name == SINGLE else f" ({name})")
        for name, figure in figures.items()
        if figure is not None and figure.low is not None and figure.high is not None
    ]
    return f"Article by article, the interval of α is about {', '.join(found)}." if found else ""


def _drawn(parts: list[Part], n_groups: int, settings: Settings) -> dict[int, Mapping[str, Floats]]:
    """By ``id`` of the part: figures in every draw."""
    if n_groups < 2 or not settings.draws:
        return {}
    found = bootstrap([part.estimand() for part in parts], n_groups, settings.draws, settings.seed)
    return {id(part): figures for part, figures in zip(parts, found, strict=True)}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on all questions, from one set of draws."""

    facets: Mapping[str, FacetResult]
    spans: Mapping[str, SpanResult]
    """Questions whose answers are passages of text."""
    settings: Settings
    resampled: str
    """"cluster" (articles) or "unit"."""
    n_groups: int
    bagged: bool
    """Whether articles or units were put into bags before drawing, being very many."""
    grouping_warning: str
    """What is wrong with what was drawn; empty where nothing is."""
    by_article: str
    """How far α goes with articles as observations, where units were drawn."""

    @property
    def warning(self) -> str:
        """What belongs beside the intervals."""
        return " ".join(text for text in (self.grouping_warning, self.by_article) if text)

    def difference(self, first: tuple[str, str], second: tuple[str, str]) -> Figure:
        """The first coefficient minus the second, with an interval from the same draws.

        Coefficients are named by facet and name: ``("claim_type", "krippendorff_alpha")``.  Raises KeyError.
        """
        one, other = (self.facets[facet].coefficients[name] for facet, name in (first, second))
        if one.value is None or other.value is None:
            reason = (one.undefined or other.undefined) or Reason.NOT_COMPUTED
            return Figure(None, level=self.settings.level, undefined=reason)
        a, b = (self.facets[facet].draws.get(name) for facet, name in (first, second))
        u, v = (self.facets[facet].influences.get(name) for facet, name in (first, second))
        worths = [self.facets[facet].worths.get(name, inf) for facet, name in (first, second)]
        n_groups = min(self.facets[facet].n_groups for facet, _ in (first, second))
        return make_figure(
            one.value - other.value,
            lambda: Reason.NOT_COMPUTED,
            settings=self.settings,
            n_groups=n_groups,
            worth=min(n_groups, *worths),
            draws=None if a is None or b is None else a - b,
            influence=None if u is None or v is None else u - v,
        )

    def differences(self) -> list[dict[str, Any]]:
        """The headline of each facet minus that of each later one; passages have another headline."""
        return [
            {
                "facets": [a, b],
                **self.difference((a, "krippendorff_alpha"), (b, "krippendorff_alpha")).to_data(),
            }
            for a, b in combinations(self.facets, 2)
        ]

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        facets = {name: facet.to_data() for name, facet in self.facets.items()}
        facets |= {name: facet.to_data() for name, facet in self.spans.items()}
        return {
            "facets": facets,
            "cleaning": {name: facet.pop("cleaning") for name, facet in facets.items()},
            "differences": self.differences(),
            "method": {
                "draws": self.settings.draws,
                "seed": self.settings.seed,
                "level": self.settings.level,
                "interval": self.settings.interval,
                "se": self.settings.se,
                "resampled": self.resampled,
                "n_groups": self.n_groups,
                "bagged": self.bagged,
                "warning": self.grouping_warning,
                "by_article": self.by_article,
                "tails": TAILS,
                "fewest_articles_drawn": FEWEST_CLUSTERS,
                "fewest_behind_an_interval": FEWEST_GROUPS,
                "numpy": np.__version__,
            },
        }
