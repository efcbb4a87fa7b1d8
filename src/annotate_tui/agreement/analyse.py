"""The analysis of one facet, or of several with the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotate_tui.agreement import pairs as pairwise
from annotate_tui.agreement import pooled
from annotate_tui.agreement.encode import Table, table_of
from annotate_tui.agreement.grouping import Grouping, Groups, group_units
from annotate_tui.agreement.part import PairPart, Part
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.resample import DEFAULT_DRAWS, DEFAULT_SEED, bootstrap
from annotate_tui.agreement.result import Agreement, FacetResult, Figure, PairResult, Settings
from annotate_tui.agreement.sums import Array, Floats, group_sums
from annotate_tui.agreement.undefined import Reason

MOST_VALUES_IN_PAIRS = 64
"""Confusion matrices are made up to so many values."""
MOST_ORDINAL_IN_PAIRS = 7
"""Up to so many values, ordinal α of pairs has an interval."""


def analyse(
    ratings: Ratings,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    level: float = 0.95,
    interval: str = "bca",
    se: str = "influence",
    resample: str = "auto",
) -> FacetResult:
    """Everything about the agreement on one question; see `analyse_all`."""
    result = analyse_all(
        {"ratings": ratings},
        draws=draws,
        seed=seed,
        level=level,
        interval=interval,
        se=se,
        resample=resample,
    )
    return result.facets["ratings"]


def analyse_all(
    facets: Mapping[str, Ratings],
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    level: float = 0.95,
    interval: str = "bca",
    se: str = "influence",
    resample: str = "auto",
) -> Agreement:
    """Agreement on several questions about the same units, all intervals from the same draws.

    ``draws`` bootstrap draws (0: no intervals) of articles, of units where there are fewer than ten
    articles or ``resample`` is "unit"; ``interval`` "bca" or "percentile" becomes ``low`` and ``high``;
    ``se`` "influence" or "gwet" (the published formulas, conservative where units were rated once).
    """
    settings = Settings(draws=draws, seed=seed, level=level, interval=interval, se=se)
    grouping = group_units(list(facets.values()), resample=resample, seed=seed)
    prepared = [
        _prepare(ratings, groups, grouping)
        for ratings, groups in zip(facets.values(), grouping.groups, strict=True)
    ]
    parts = [part for one in prepared for part in (one.pooled, one.pairs) if part is not None]
    drawn = bootstrap([part.estimand() for part in parts], grouping.n_groups, draws, seed) if draws else []
    by_part = {id(part): figures for part, figures in zip(parts, drawn, strict=False)}
    results = {
        name: _result(one, by_part, settings, grouping) for name, one in zip(facets, prepared, strict=True)
    }
    return Agreement(results, settings, grouping.by, grouping.warning)


@dataclass(frozen=True, eq=False)
class _Prepared:
    """One facet with its sums."""

    ratings: Ratings
    table: Table | None
    pooled: Part | None
    pairs: PairPart | None
    pair_places: list[tuple[int, int]]
    confusion: Floats | None
    """(n_pairs, q, q)"""


def _prepare(ratings: Ratings, groups: Groups, grouping: Grouping) -> _Prepared:
    active = np.flatnonzero(ratings.rated.any(axis=0))
    ratings = ratings.take_annotators(active.tolist())
    table = table_of(ratings)
    places = pairwise.pairs_of(ratings.n_annotators)
    if table is None:
        return _Prepared(ratings, None, None, None, places, None)
    layout = table.layout()
    sums = group_sums(table.codes, layout, groups, grouping.n_groups)
    n_ratings = np.count_nonzero(ratings.rated, axis=1)

    def why(entry: int | None = None) -> Reason:
        if ratings.n_annotators < 2:
            return Reason.TOO_FEW_ANNOTATORS
        if not (n_ratings >= 2).any():
            return Reason.NO_PAIRABLE_UNIT
        if table.declared and table.n_values < 2:
            return Reason.TOO_FEW_VALUES
        return Reason.NO_VARIATION if entry is None else Reason.VALUE_NEVER_USED

    def evaluate(sums: Array, *, small_sample: bool = True) -> Mapping[str, Array]:
        return pooled.figures(sums, table, layout, small_sample=small_sample)

    part = Part(sums, evaluate, int(np.count_nonzero(layout.take(sums, "pairable"))), why)
    pair_part, confusion = None, None
    if places and table.n_values <= MOST_VALUES_IN_PAIRS:
        pair_part, confusion = _prepare_pairs(table, groups, grouping, places, part)
    return _Prepared(ratings, table, part, pair_part, places, confusion)


def _prepare_pairs(
    table: Table, groups: Groups, grouping: Grouping, places: list[tuple[int, int]], whole: Part
) -> tuple[PairPart, Floats]:
    q = table.n_values
    ordinal = table.scale is Scale.ORDINAL and q <= MOST_ORDINAL_IN_PAIRS
    packing = pairwise.Packing(table.weights, q, ordinal)
    packed, totals = [], []
    for pair in places:
        confusion = pairwise.confusions(table.codes, q, groups, grouping.n_groups, [pair])[:, 0]
        packed.append(packing.pack(confusion))
        totals.append(confusion.sum(axis=0))
    sums = np.stack(packed, axis=1)
    width = sums.shape[-1]

    def evaluate(sums: Array, *, small_sample: bool = True) -> Mapping[str, Array]:
        return packing.figures(sums.reshape(*sums.shape[:-1], len(places), width), small_sample=small_sample)

    def why(entry: int | None = None) -> Reason:
        n = totals[entry].sum() if entry is not None else sum(total.sum() for total in totals)
        return Reason.NO_VARIATION if n else Reason.NO_PAIRABLE_UNIT

    part = PairPart(sums.reshape(len(sums), -1), evaluate, whole.bearing, why, len(places))
    return part, np.stack(totals)


def _result(
    one: _Prepared, by_part: dict[int, dict[str, Floats]], settings: Settings, grouping: Grouping
) -> FacetResult:
    ratings, part = one.ratings, one.pooled
    n_ratings = np.count_nonzero(ratings.rated, axis=1)
    coefficients: dict[str, Figure] = {}
    values: dict[str, dict[str, Figure]] = {}
    if part is None:
        coefficients["krippendorff_alpha"] = Figure(None, undefined=Reason.TOO_MANY_VALUES)
    else:
        draws = by_part.get(id(part), {})
        for name in part.values:
            if name.startswith(pooled.PER_VALUE):
                for k, value in enumerate(ratings.values):
                    figure = part.figure(name, settings, draws, entry=k)
                    values.setdefault(value, {})[name.removeprefix(pooled.PER_VALUE)] = figure
            else:
                coefficients[name] = part.figure(name, settings, draws)
    pairs: list[PairResult] = []
    if one.pairs is not None:
        draws = by_part.get(id(one.pairs), {})
        for name in one.pairs.values:
            if name.startswith(("cohen_kappa", "scott_pi")):
                coefficients[name] = one.pairs.mean(name, settings, draws, _note_of_mean(ratings))
        pairs = [_pair(one, entry, settings, draws) for entry in range(len(one.pair_places))]
    return FacetResult(
        scale=ratings.scale,
        values_declared=ratings.values,
        n_units=int(np.count_nonzero(n_ratings >= 1)),
        n_pairable=int(np.count_nonzero(n_ratings >= 2)),
        n_annotators=ratings.n_annotators,
        n_clusters=grouping.n_clusters,
        n_ratings=int(n_ratings.sum()),
        annotators=ratings.annotators,
        resampled=grouping.by,
        warning=grouping.warning,
        coefficients=coefficients,
        pairs=pairs,
        values=values,
    )


def _note_of_mean(ratings: Ratings) -> str:
    if ratings.n_annotators == 2:
        return "Units that both annotators rated."
    return "Mean over pairs of annotators, each on the units that both rated (Light 1971)."


def _pair(one: _Prepared, entry: int, settings: Settings, draws: Mapping[str, Floats]) -> PairResult:
    part, confusion = one.pairs, one.confusion
    if part is None or confusion is None:
        raise ValueError("the facet has no pairs")
    first, second = one.pair_places[entry]
    return PairResult(
        annotators=(one.ratings.annotators[first], one.ratings.annotators[second]),
        n=int(confusion[entry].sum()),
        figures={name: part.figure(name, settings, draws, entry=entry) for name in part.values},
        confusion=confusion[entry].astype(int).tolist(),
    )
