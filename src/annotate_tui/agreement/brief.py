"""Short reckonings for parts of the data: percent agreement and α, with a standard error by article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np

from annotate_tui.agreement import bearing
from annotate_tui.agreement import coefficients as c
from annotate_tui.agreement.encode import Table, table_of
from annotate_tui.agreement.grouping import Groups
from annotate_tui.agreement.moments import moments_of
from annotate_tui.agreement.pairs import OWN_ALPHA
from annotate_tui.agreement.part import Part
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.resample import student_quantile
from annotate_tui.agreement.result import Figure, Settings
from annotate_tui.agreement.sums import Array, Floats, Layout, features, group_sums, sum_in_groups
from annotate_tui.agreement.undefined import Reason

BAGS = 2000
"""Units without an article are put into so many bags, in turn, for a standard error."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The agreement on a part of the data."""

    n_units: int
    n_pairable: int
    n_clusters: int
    percent_agreement: Figure
    krippendorff_alpha: Figure

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "n_units": self.n_units,
            "n_pairable": self.n_pairable,
            "n_clusters": self.n_clusters,
            "percent_agreement": self.percent_agreement.to_data(),
            "krippendorff_alpha": self.krippendorff_alpha.to_data(),
        }


def alpha_layout(table: Table) -> Layout:
    """The few sums that percent agreement and α on the table's scale need."""
    names = {"identity"} | ({OWN_ALPHA[table.scale]} if table.scale in OWN_ALPHA else set())
    weights = {name: weight for name, weight in table.weights.items() if name in names}
    parts = frozenset({"coincidence"} if table.scale is Scale.ORDINAL else set())
    return Layout(table.n_values, table.codes.shape[1], weights, parts)


def alpha_figures(sums: Array, table: Table, layout: Layout, *, small_sample: bool) -> Mapping[str, Array]:
    """Percent agreement and α on the table's scale."""
    if table.scale is Scale.ORDINAL:
        alpha = c.alpha_ordinal(sums, layout, small_sample=small_sample)
    else:
        alpha = c.alpha_fixed(sums, layout, OWN_ALPHA[table.scale], small_sample=small_sample)
    return {"percent_agreement": c.percent_agreement(sums, layout, "identity"), "krippendorff_alpha": alpha}


def alpha_part(ratings: Ratings, groups: Groups, n_groups: int) -> Part | None:
    """Percent agreement and α with their sums in groups; None when there are too many different sets."""

    def why(_: int | None) -> Reason:
        each = np.count_nonzero(ratings.rated, axis=1)
        return Reason.NO_VARIATION if (each >= 2).any() else Reason.NO_PAIRABLE_UNIT

    table = table_of(ratings)
    if table is None:
        if not ratings.scale.numeric:
            return None
        moments = moments_of(ratings)
        sums = sum_in_groups(ratings.codes, moments.features, moments.width, groups, n_groups)
        n_bearing = int(np.count_nonzero(sums[:, 1]))
        return Part(sums, moments.figures, n_bearing, why, bears=bearing.of_column(sums, 1))
    layout = alpha_layout(table)
    sums = group_sums(table.codes, layout, groups, n_groups)

    def evaluate(sums: Array, *, small_sample: bool = True) -> Mapping[str, Array]:
        return alpha_figures(sums, table, layout, small_sample=small_sample)

    n_bearing = int(np.count_nonzero(layout.take(sums, "pairable")))
    return Part(sums, evaluate, n_bearing, why, bears=bearing.of_table(sums, layout))


def coarse_groups(ratings: Ratings) -> tuple[Groups, int]:
    """Articles, or bags of units where no article is named."""
    if ratings.clusters is not None:
        return ratings.clusters.astype(np.intp), len(ratings.cluster_names)
    n = min(BAGS, max(ratings.n_units, 1))
    return np.arange(ratings.n_units, dtype=np.intp) % n, n


def brief(ratings: Ratings, level: float) -> Brief | None:
    """Percent agreement and α of some ratings, with t intervals from the standard error by article."""
    part = alpha_part(ratings, *coarse_groups(ratings))
    if part is None:
        return None
    each = np.count_nonzero(ratings.rated, axis=1)
    used = 0 if ratings.clusters is None else len(np.unique(ratings.clusters[each >= 2]))
    settings = Settings(draws=0, seed=0, level=level, interval="t", se="influence")
    return Brief(
        n_units=int(np.count_nonzero(each)),
        n_pairable=int(np.count_nonzero(each >= 2)),
        n_clusters=used,
        percent_agreement=with_t_interval(
            part.figure("percent_agreement", settings, {}), part.worth("percent_agreement")
        ),
        krippendorff_alpha=with_t_interval(
            part.figure("krippendorff_alpha", settings, {}), part.worth("krippendorff_alpha")
        ),
    )


def with_t_interval(figure: Figure, n_groups: float) -> Figure:
    """The figure with value ± t × standard error, cut off at 1; so many equal groups are behind it."""
    n_groups = round(n_groups)
    if figure.value is None:
        return figure
    if figure.se is None or n_groups < 2:
        return replace(figure, interval_undefined=Reason.ONLY_ONE_UNIT)
    if not figure.se > 0:
        return replace(figure, interval_undefined=Reason.ALL_DRAWS_EQUAL)
    reach = student_quantile((1 + figure.level) / 2, n_groups - 1) * figure.se
    return replace(
        figure,
        low=figure.value - reach,
        high=min(1.0, figure.value + reach),
        interval_undefined=None,
    )


def unit_agreement(ratings: Ratings) -> Floats:
    """For each unit the mean agreement of its pairs of ratings, NaN with fewer than two: (n_units,).

    Ordinal values agree in part when they are near (linear weights), sets by MASI, numbers by their rank
    among the numbers given; nominal values agree or do not.
    """
    table = table_of(ratings)
    each = np.count_nonzero(ratings.rated, axis=1)
    if table is None:
        numbers = ratings.codes if ratings.scale.numeric else np.full(ratings.codes.shape, np.nan)
        known = numbers[~np.isnan(numbers)]
        spread = float(known.max() - known.min()) if known.size else 0.0
        far = np.zeros(len(numbers))
        for g in range(numbers.shape[1]):
            for h in range(g + 1, numbers.shape[1]):
                far += np.nan_to_num(np.abs(numbers[:, g] - numbers[:, h]))
        mean = 2 * far / np.maximum(each * (each - 1), 1) / (spread or 1.0)
        return np.where(each >= 2, 1 - mean, np.nan)
    name = "linear" if "linear" in table.weights else "masi" if "masi" in table.weights else "identity"
    layout = Layout(table.n_values, table.codes.shape[1], {name: table.weights[name]}, frozenset())
    by_annotator = np.ascontiguousarray(table.codes.T)
    agreement = np.empty(ratings.n_units)
    for start in range(0, ratings.n_units, 20_000):
        part = slice(start, start + 20_000)
        agreement[part] = layout.take(features(by_annotator[:, part], layout).T, f"agree:{name}")
    return np.where(each >= 2, agreement, np.nan)


def finite(value: float) -> float | None:
    """A number for JSON: None instead of NaN."""
    return float(value) if isfinite(value) else None
