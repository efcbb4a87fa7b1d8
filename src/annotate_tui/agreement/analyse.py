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
from typing import Any

import numpy as np

from annotate_tui.agreement.cleaning import select
from annotate_tui.agreement.facet import facet_result, prepare_facet
from annotate_tui.agreement.grouping import group_units
from annotate_tui.agreement.ratings import Ratings
from annotate_tui.agreement.resample import DEFAULT_DRAWS, DEFAULT_SEED, bootstrap
from annotate_tui.agreement.result import FacetResult, Figure, Settings
from annotate_tui.agreement.summarise import make_figure
from annotate_tui.agreement.undefined import Reason

INTERVALS = ("bca", "percentile")
ERRORS = ("influence", "gwet")
RESAMPLE = ("auto", "cluster", "unit")
SINGLE = "ratings"
"""What the facet is called when there is only one and nobody named it."""


def analyse(ratings: Ratings, **options: Any) -> FacetResult:
    """Everything about the agreement on one question; the options are those of `analyse_all`."""
    return analyse_all({SINGLE: ratings}, **options).facets[SINGLE]


def analyse_all(
    facets: Mapping[str, Ratings],
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
    selections = [select(ratings, pool_models=pool_models) for ratings in facets.values()]
    grouping = group_units([each.headline for each in selections], resample=resample, seed=seed)
    prepared = [
        prepare_facet(selection, groups, grouping)
        for selection, groups in zip(selections, grouping.groups, strict=True)
    ]
    parts = [part for facet in prepared for part in facet.parts()]
    wanted = draws if grouping.n_groups > 1 else 0
    drawn = bootstrap([part.estimand() for part in parts], grouping.n_groups, wanted, seed) if wanted else []
    by_part = {id(part): figures for part, figures in zip(parts, drawn, strict=False)}
    results = {
        name: facet_result(facet, by_part, settings) for name, facet in zip(facets, prepared, strict=True)
    }
    return Agreement(results, settings, grouping.by, grouping.n_groups, grouping.bagged, grouping.warning)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on all questions, from one set of draws."""

    facets: Mapping[str, FacetResult]
    settings: Settings
    resampled: str
    """"cluster" (articles) or "unit"."""
    n_groups: int
    bagged: bool
    """Whether articles or units were put into bags before drawing, being very many."""
    warning: str

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
        return make_figure(
            one.value - other.value,
            lambda: Reason.NOT_COMPUTED,
            settings=self.settings,
            n_groups=min(self.facets[first[0]].n_groups, self.facets[second[0]].n_groups),
            draws=None if a is None or b is None else a - b,
            influence=None if u is None or v is None else u - v,
        )

    def differences(self) -> list[dict[str, Any]]:
        """The headline of each facet minus that of each later one."""
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
                "warning": self.warning,
                "numpy": np.__version__,
            },
        }
