"""Sufficient statistics: every coefficient is a function of sums over units.

For each unit a row of features is made (counts of agreeing pairs, shares of
values …); features are summed within groups (articles, or units).  A bootstrap
draw is then a weighted sum of groups, a leave-one-out a difference of sums, an
article its own sum: no coefficient ever looks at the units again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.signedinteger[Any]]

BLOCK_CELLS = 400_000
"""Features × units that are in memory at once."""
LOOK_UP_FROM = 24
"""With more values than this, weighted agreement is looked up pair by pair of annotators."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Which sums there are and where: names of columns to places in a row.

    units, pairable   units with one or more and with two or more ratings
    agree:w           Σ a_i, a_i the weighted share of agreeing pairs of ratings of a unit
    pairs:w           Σ r_i a_i, r_i ratings of the unit
    values            n_k: ratings of value k on pairable units
    shares            Σ r_ik / r_i
    margins           annotator × value counts
    same              Σ r_ik (r_ik − 1) / (r_i − 1)
    coincidence       Σ r_ik (r_il − δ_kl) / (r_i − 1) for k ≤ l
    chosen, chances   Σ r_ik (r_ik − 1) and Σ r_ik (r_i − 1): specific agreement
    apart             Σ of the share of agreeing pairs when k is set against all other values
    """

    n_values: int
    n_annotators: int
    weights: Mapping[str, Floats]
    parts: frozenset[str] = frozenset({"shares", "margins", "one"})
    columns: dict[str, slice] = field(init=False)
    width: int = field(init=False)

    def __post_init__(self) -> None:
        q = self.n_values
        sizes = {"units": 1, "pairable": 1}
        for name in self.weights:
            sizes |= {f"agree:{name}": 1, f"pairs:{name}": 1}
        sizes["values"] = q
        if "shares" in self.parts:
            sizes["shares"] = q
        if "margins" in self.parts:
            sizes["margins"] = q * self.n_annotators
        if "one" in self.parts:
            sizes |= {"same": q, "chosen": q, "chances": q, "apart": q}
        if "coincidence" in self.parts:
            sizes["coincidence"] = q * (q + 1) // 2
        columns, at = {}, 0
        for name, size in sizes.items():
            columns[name] = slice(at, at + size)
            at += size
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "width", at)

    def take(self, sums: Array, name: str) -> Array:
        """The columns with a name from rows of sums; a single column loses its axis."""
        place = self.columns[name]
        return (
            sums[..., place.start]
            if place.stop - place.start == 1 and name not in _VECTORS
            else sums[..., place]
        )


_VECTORS = frozenset({"values", "shares", "margins", "same", "chosen", "chances", "apart", "coincidence"})


def features(codes: Codes, layout: Layout) -> Floats:
    """Features of units: (width, n_units) from codes (n_annotators, n_units), −1 missing."""
    q, n = layout.n_values, codes.shape[1]
    out = np.zeros((layout.width, n))
    per_annotator = "margins" in layout.parts
    counts = np.zeros((q, n))
    if per_annotator:
        margins = out[layout.columns["margins"]].reshape(len(codes), q, n)
        np.equal(codes[:, None, :], np.arange(q, dtype=codes.dtype)[:, None], out=margins, casting="unsafe")
        np.sum(margins, axis=0, out=counts)
    else:
        for k in range(q):
            counts[k] = np.count_nonzero(codes == k, axis=0)
    ratings = np.count_nonzero(codes >= 0, axis=0).astype(float)
    pairable = ratings >= 2
    out[layout.columns["units"]] = ratings >= 1
    out[layout.columns["pairable"]] = pairable
    per_partner = np.where(pairable, 1 / np.maximum(ratings - 1, 1), 0.0)
    per_pair = per_partner / np.maximum(ratings, 1)
    chosen = counts * (counts - 1)
    for name, weight in layout.weights.items():
        agreeing = _agreeing_pairs(codes, counts, chosen, weight)
        out[layout.columns[f"agree:{name}"]] = agreeing * per_pair
        out[layout.columns[f"pairs:{name}"]] = agreeing * per_partner
    out[layout.columns["values"]] = counts * pairable
    if "shares" in layout.parts:
        out[layout.columns["shares"]] = counts / np.maximum(ratings, 1)
    if "one" in layout.parts:
        out[layout.columns["same"]] = chosen * per_partner
        out[layout.columns["chosen"]] = chosen
        out[layout.columns["chances"]] = counts * np.where(pairable, ratings - 1, 0.0)
        others = ratings - counts
        out[layout.columns["apart"]] = (chosen + others * (others - 1)) * per_pair
    if "coincidence" in layout.parts:
        at = layout.columns["coincidence"].start
        for k in range(q):
            row = counts[k] * per_partner
            out[at] = row * (counts[k] - 1)
            np.multiply(counts[k + 1 :], row, out=out[at + 1 : at + q - k])
            at += q - k
    return out


def _agreeing_pairs(codes: Codes, counts: Floats, chosen: Floats, weight: Floats) -> Floats:
    """Σ over ordered pairs of ratings of a unit of their weight: (n_units,)."""
    q = len(weight)
    if np.array_equal(weight, np.eye(q)):
        return np.asarray(chosen.sum(axis=0))
    if q <= LOOK_UP_FROM:
        return np.asarray(np.einsum("kn,kn->n", counts, weight @ counts) - np.diag(weight) @ counts)
    total = np.zeros(codes.shape[1])
    table = np.zeros((q + 1, q + 1))  # the last row and column stand for "missing" and weigh nothing
    table[:q, :q] = weight + weight.T
    for g in range(len(codes)):
        for h in range(g + 1, len(codes)):
            total += table[codes[g], codes[h]]
    return total


def blocks(n_units: int, width: int) -> Iterator[slice]:
    """Runs of units whose features fit into memory together."""
    step = max(256, BLOCK_CELLS // max(width, 1))
    for start in range(0, n_units, step):
        yield slice(start, min(start + step, n_units))


def group_sums(codes: Codes, layout: Layout, groups: npt.NDArray[np.intp], n_groups: int) -> Floats:
    """Sums of features within groups: (n_groups, width).

    ``codes`` is (n_units, n_annotators), ``groups`` (n_units,) of group numbers.
    """
    return sum_in_groups(codes, lambda block: features(block, layout), layout.width, groups, n_groups)


def sum_in_groups(
    codes: Array,
    make: Callable[[Array], Floats],
    width: int,
    groups: npt.NDArray[np.intp],
    n_groups: int,
) -> Floats:
    """Sums within groups of any features: ``make`` turns (n_annotators, n) into (width, n)."""
    order = np.argsort(groups, kind="stable")
    sorted_groups = groups[order]
    total = np.zeros((n_groups, width))
    by_annotator = np.ascontiguousarray(codes[order].T)
    for part in blocks(len(codes), width):
        inside = sorted_groups[part]
        starts = np.flatnonzero(np.diff(inside, prepend=-1))
        block = make(by_annotator[:, part])
        if len(starts) < len(inside):
            block = np.add.reduceat(block, starts, axis=1)
        total[inside[starts]] += block.T
    return total
