"""From selected ratings to the parts of an analysis: pooled coefficients, pairs, gate, members of sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from annotate_tui.agreement import bearing, pooled
from annotate_tui.agreement.encode import Table, table_of
from annotate_tui.agreement.grouping import Groups
from annotate_tui.agreement.moments import moments_of
from annotate_tui.agreement.pairs import Packing, confusions, pairs_of
from annotate_tui.agreement.part import PairPart, Part
from annotate_tui.agreement.ratings import Cell, Ratings, Scale
from annotate_tui.agreement.sums import Array, Floats, Layout, group_sums, sum_in_groups
from annotate_tui.agreement.undefined import Reason

MOST_VALUES_IN_PAIRS = 64
"""Confusion matrices are made up to so many values."""
NOT_ASKED = "not asked"


@dataclass(frozen=True, eq=False)
class Pooled:
    """The coefficients over all annotators of one table (or of numbers that are too many for one)."""

    ratings: Ratings
    table: Table | None
    layout: Layout | None
    part: Part


@dataclass(frozen=True, eq=False)
class Pairs:
    """The coefficients of pairs of annotators, and their confusion matrices."""

    ratings: Ratings
    places: list[tuple[int, int]]
    confusion: Floats
    """(n_pairs, q, q)"""
    part: PairPart


def prepare_pooled(ratings: Ratings, groups: Groups, n_groups: int) -> Pooled | None:
    """Sums of one set of ratings in groups; None when there are too many different sets."""
    each = np.count_nonzero(ratings.rated, axis=1)
    most = int(each.max(initial=0))

    def why(entry: int | None) -> Reason:
        if np.count_nonzero(ratings.rated.any(axis=0)) < 2:
            return Reason.TOO_FEW_ANNOTATORS
        if most < 2:
            return Reason.NO_PAIRABLE_UNIT
        return Reason.NO_VARIATION if entry is None else _why_value(entry)

    def _why_value(entry: int) -> Reason:
        used = ratings.codes[each >= 2] == entry
        return Reason.NO_VARIATION if used.any() else Reason.VALUE_NEVER_USED

    table = table_of(ratings)
    if table is None:
        if not ratings.scale.numeric:
            return None
        moments = moments_of(ratings)
        sums = sum_in_groups(ratings.codes, moments.features, moments.width, groups, n_groups)
        n_bearing = int(np.count_nonzero(sums[:, 1]))
        part = Part(sums, moments.figures, n_bearing, why, bears=bearing.of_column(sums, 1))
        return Pooled(ratings, None, None, part)
    layout = table.layout()
    sums = group_sums(table.codes, layout, groups, n_groups)

    def evaluate(sums: Array, *, small_sample: bool = True) -> Mapping[str, Array]:
        return pooled.figures(sums, table, layout, small_sample=small_sample)

    n_bearing = int(np.count_nonzero(layout.take(sums, "pairable")))
    part = Part(sums, evaluate, n_bearing, why, bears=bearing.of_table(sums, layout))
    return Pooled(ratings, table, layout, part)


def prepare_pairs(
    ratings: Ratings,
    table: Table | None,
    groups: Groups,
    n_groups: int,
    places: list[tuple[int, int]] | None = None,
) -> Pairs | None:
    """Pairs of annotators (all, unless ``places`` names them); None for too many values."""
    places = pairs_of(ratings.n_annotators) if places is None else places
    if table is None or not places or table.n_values > MOST_VALUES_IN_PAIRS:
        return None
    q = table.n_values
    packing = Packing(table.weights, q, table.scale)
    packed, totals = [], []
    n_bearing = 0
    for pair in places:
        confusion = confusions(table.codes, q, groups, n_groups, pair)
        n_bearing = max(n_bearing, int(np.count_nonzero(confusion.any(axis=(1, 2)))))
        packed.append(packing.pack(confusion))
        totals.append(confusion.sum(axis=0))
    sums = np.stack(packed, axis=1)
    width = sums.shape[-1]

    def evaluate(sums: Array, *, small_sample: bool = True) -> Mapping[str, Array]:
        return packing.figures(sums.reshape(*sums.shape[:-1], len(places), width), small_sample=small_sample)

    def why(entry: int | None) -> Reason:
        n = totals[entry].sum() if entry is not None else sum(total.sum() for total in totals)
        return Reason.NO_VARIATION if n else Reason.NO_PAIRABLE_UNIT

    sums = sums.reshape(len(sums), -1)
    bears = bearing.of_pairs(sums, len(places), q)
    part = PairPart(sums, evaluate, n_bearing, why, len(places), bears=bears)
    return Pairs(ratings, places, np.stack(totals), part)


def gate_ratings(ratings: Ratings) -> Ratings | None:
    """Whether the question was asked, as a boolean question; None when it was never closed.

    An annotator who has not come to a unit has not said anything about the gate either.
    """
    cells = ratings.cells()
    if not (cells == Cell.NOT_ASKED).any():
        return None
    asked = np.where(cells == Cell.MISSING, -1, np.where(cells == Cell.NOT_ASKED, 0, 1)).astype(np.int8)
    return replace(
        ratings, codes=asked, values=(NOT_ASKED, "asked"), scale=Scale.BOOLEAN, states=None, earlier=None
    )


def joint_ratings(ratings: Ratings) -> Ratings | None:
    """The answers with "not asked" as one more value, as a nominal question; None for numbers."""
    if ratings.scale.numeric:
        return None
    closed = (ratings.cells() == Cell.NOT_ASKED) & ~ratings.rated
    if ratings.scale is Scale.SET:
        table = table_of(ratings)
        if table is None:
            return None
        codes, names = table.codes, table.names
    else:
        codes, names = ratings.codes, ratings.values
    return replace(
        ratings,
        codes=np.where(closed, len(names), codes),
        values=(*names, NOT_ASKED),
        scale=Scale.NOMINAL,
        states=None,
        earlier=None,
    )
