"""From ratings to a table of small codes, with the weights and sums that the scale calls for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement import weights as w
from annotate_tui.agreement.build import EMPTY_SET
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.sums import Codes, Floats, Layout

MOST_SETS = 4096
"""More distinct sets than this cannot be compared with each other in memory."""
MOST_NUMBERS = 64
"""Up to so many distinct numbers are treated as values; more are handled by their moments."""


@dataclass(frozen=True, eq=False)
class Table:
    """Codes 0 … q − 1 (−1 missing) with everything that coefficients need to know about the values."""

    codes: Codes
    """(n_units, n_annotators)"""
    names: tuple[str, ...]
    scores: tuple[float, ...]
    """Positions of the values on the scale: ranks, or the numbers themselves."""
    scale: Scale
    declared: bool
    """Whether the values are the declared ones; distinct sets and numbers are read off the data."""
    weights: Mapping[str, Floats]

    @property
    def n_values(self) -> int:
        """q"""
        return len(self.names)

    def layout(self) -> Layout:
        """The sums that coefficients of this scale are computed from."""
        parts = set()
        if self.scale is not Scale.SET:
            parts |= {"shares", "margins", "one"}
        if self.scale is Scale.ORDINAL:
            parts.add("coincidence")
        return Layout(self.n_values, self.codes.shape[1], self.weights, frozenset(parts))


def table_of(ratings: Ratings) -> Table | None:
    """The table of ratings; None when numbers or sets are too many to be treated as values."""
    if ratings.scale is Scale.SET:
        return _set_table(ratings)
    if ratings.scale.numeric:
        return _number_table(ratings)
    scores = tuple(float(k) for k in range(len(ratings.values)))
    names = ("identity", "linear", "quadratic") if ratings.scale is Scale.ORDINAL else ("identity",)
    return Table(
        codes=ratings.codes,
        names=ratings.values,
        scores=scores,
        scale=ratings.scale,
        declared=True,
        weights={name: w.WEIGHTS[name](scores) for name in names},
    )


def _set_table(ratings: Ratings) -> Table | None:
    masks, places = _distinct(ratings.codes, ratings.rated)
    if len(masks) > MOST_SETS:
        return None
    sets = [int(mask) for mask in masks]
    return Table(
        codes=places,
        names=tuple(set_name(mask, ratings.values) for mask in sets),
        scores=tuple(float(k) for k in range(len(sets))),
        scale=Scale.SET,
        declared=False,
        weights={
            "identity": np.eye(len(sets)),
            "masi": 1 - w.masi(sets),
            "jaccard": 1 - w.jaccard(sets),
        },
    )


def _number_table(ratings: Ratings) -> Table | None:
    numbers, places = _distinct(ratings.codes, ratings.rated)
    if len(numbers) > MOST_NUMBERS:
        return None
    scores = tuple(float(number) for number in numbers)
    names = ("identity", "linear", "quadratic") + (("ratio",) if ratings.scale is Scale.RATIO else ())
    return Table(
        codes=places,
        names=tuple(f"{number:g}" for number in scores),
        scores=scores,
        scale=ratings.scale,
        declared=False,
        weights={name: w.WEIGHTS[name](scores) for name in names},
    )


def _distinct(
    codes: npt.NDArray[np.generic], rated: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.generic], Codes]:
    """Distinct values in order, and codes into them."""
    values, inverse = np.unique(codes[rated], return_inverse=True)
    places = np.full(codes.shape, -1, np.int32)
    places[rated] = inverse
    return values, places


def set_name(mask: int, members: tuple[str, ...]) -> str:
    """How a set is written: its members in declared order, joined by bars."""
    return "|".join(name for bit, name in enumerate(members) if mask >> bit & 1) or EMPTY_SET
