"""How much each article (or unit) bears on a figure, and how many equal ones that is worth.

An interval from twenty articles of which one holds most of the ratings rests on far fewer than twenty
observations, and so does the agreement on a value that nearly all occurs in one article.  What counts is
Kish's effective number, (Σ w)² / Σ w², w the share of each article in the figure's denominator: 20 for
twenty equal articles, near 1 if one has nearly everything.

Kish (1965), Survey Sampling, section 11.7; Carter, Schnepel & Steigerwald (2017), Review of Economics and
Statistics 99 (degrees of freedom for clusters of unequal size).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from annotate_tui.agreement.pooled import PER_VALUE
from annotate_tui.agreement.sums import Array, Floats, Layout

Bears = Callable[[str, int | None], Floats]
"""A figure's name, and its place among k, to what each group adds to its denominator: (n_groups,)."""

BY_CHANCE = ("krippendorff_alpha", "fleiss_kappa", "conger_kappa", "cohen_kappa", "scott_pi")
"""Figures whose denominator is the disagreement that the values used would give by chance."""


def effective(weights: Floats) -> float:
    """Kish's effective number of groups; 0 where nothing bears on the figure.

    >>> effective(np.array([5.0, 5.0, 5.0, 5.0])), round(effective(np.array([97.0, 1.0, 1.0, 1.0])), 2)
    (4.0, 1.06)
    """
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def of_table(sums: Floats, layout: Layout) -> Bears:
    """For the figures over all annotators, from sums in groups."""
    values = np.asarray(layout.take(sums, "values"))

    @cache
    def weights(kind: str, entry: int | None) -> Floats:
        if kind == "specific":
            return np.asarray(layout.take(sums, "chances")[:, entry])
        if kind == "pairable":
            return np.asarray(layout.take(sums, "pairable"))
        if entry is None:
            return by_chance(values)
        own = values[:, entry]
        return by_chance(np.stack([own, values.sum(axis=1) - own], axis=1))

    def bears(name: str, entry: int | None) -> Floats:
        base = name.removeprefix(PER_VALUE)
        if base == "specific_agreement":
            return weights("specific", entry)
        return weights("chance", entry) if base.startswith(BY_CHANCE) else weights("pairable", None)

    return bears


def by_chance(values: Floats) -> Floats:
    """Each group's part of Σ n_k (N − n_k), to first order, from ratings with each value: (n_groups, q)."""
    total = values.sum(axis=0)
    return np.asarray(values @ (total.sum() - total))


def of_pairs(sums: Floats, n_pairs: int, q: int) -> Bears:
    """For the figures of each pair of annotators, from sums that begin with the margins of both."""
    blocks = sums.reshape(len(sums), n_pairs, -1)

    @cache
    def weights(entry: int | None, *, chance: bool) -> Floats:
        if entry is None:
            return np.asarray(blocks[:, :, :q].sum(axis=(1, 2)))
        rows, columns = blocks[:, entry, :q], blocks[:, entry, q : 2 * q]
        if not chance:
            return np.asarray(rows.sum(axis=1))
        first, second = rows.sum(axis=0), columns.sum(axis=0)
        return np.asarray(rows @ (second.sum() - second) + columns @ (first.sum() - first))

    return lambda name, entry: weights(entry, chance=entry is not None and name.startswith(BY_CHANCE))


def of_column(sums: Array, column: int) -> Bears:
    """One column of the sums, whatever the figure."""
    weights = np.asarray(sums[:, column])
    return lambda _name, _entry: weights
