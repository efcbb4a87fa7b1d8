"""Coefficients of agreement, as functions of sums (see `sums`).

Any number of annotators, missing ratings allowed.

Every function takes rows of sums, shape (..., width), and gives one figure a
row, shape (...), NaN where it is undefined; so one call serves the data, all
bootstrap draws, all articles, and (with complex numbers) the derivatives.

With p_a the mean over pairable units of the share of agreeing pairs,
κ = (p_a − p_e) / (1 − p_e); coefficients differ in p_e only.  Missing ratings
by Gwet's convention: p_e uses every unit with at least one rating.

References: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.;
Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Krippendorff
(2019), Content Analysis, 4th ed., chapter 12; Conger (1980), Psychological
Bulletin 88; Fleiss (1971), Psychological Bulletin 76; Scott (1955), Public
Opinion Quarterly 19; Brennan & Prediger (1981), Educational and Psychological
Measurement 41; Bennett, Alpert & Goldstein (1954), Public Opinion Quarterly 18.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.sums import Array, Layout

Places = npt.NDArray[np.intp]

NOTHING = 1e-12
"""Below this a variation is a rounding error."""


def divide(above: Array, below: Array) -> Array:
    """Quotient, NaN where there is nothing to divide by."""
    nothing = np.abs(below) <= NOTHING
    return np.where(nothing, np.nan, above / np.where(nothing, 1, below))


def over_chance(observed: Array, chance: Array) -> Array:
    """(p_a − p_e) / (1 − p_e), NaN when chance alone would agree always."""
    return divide(observed - chance, 1 - chance)


def percent_agreement(sums: Array, layout: Layout, weight: str) -> Array:
    """p_a: the mean over pairable units of the (weighted) share of agreeing pairs of ratings."""
    return divide(layout.take(sums, f"agree:{weight}"), layout.take(sums, "pairable"))


def percent_of_pairs(sums: Array, layout: Layout) -> Array:
    """The share of agreeing pairs among all pairs of ratings: units with more ratings count more."""
    return divide(layout.take(sums, "chosen").sum(-1), layout.take(sums, "chances").sum(-1))


def shares(sums: Array, layout: Layout) -> Array:
    """π_k: the mean over units of the share of their ratings that is value k; shape (..., q)."""
    return divide(layout.take(sums, "shares"), layout.take(sums, "units")[..., None])


def chance_brennan_prediger(sums: Array, layout: Layout, weight: str) -> Array:
    """ΣW / q²: every declared value equally likely."""
    w = layout.weights[weight]
    return np.full(sums.shape[:-1], w.sum() / len(w) ** 2)


def chance_fleiss(sums: Array, layout: Layout, weight: str) -> Array:
    """π'Wπ: all annotators draw from the same distribution (Scott 1955, Fleiss 1971)."""
    pi = shares(sums, layout)
    return np.asarray(((pi @ layout.weights[weight]) * pi).sum(-1))


def chance_conger(sums: Array, layout: Layout, weight: str) -> Array:
    """(s'Ws − Σ_g p_g'Wp_g) / (r (r − 1)), s = Σ_g p_g: each annotator draws from their own (Conger 1980).

    Annotators without ratings are left out.
    """
    w = layout.weights[weight]
    margins = layout.take(sums, "margins")
    margins = margins.reshape(*margins.shape[:-1], layout.n_annotators, layout.n_values)
    given = margins.sum(-1, keepdims=True)
    active = given.real > NOTHING
    own = np.where(active, margins / np.where(active, given, 1), 0)
    n = active.sum((-2, -1))
    together = own.sum(-2)
    return divide(((together @ w) * together).sum(-1) - ((own @ w) * own).sum((-2, -1)), n * (n - 1.0))


def chance_gwet(sums: Array, layout: Layout, weight: str) -> Array:
    """ΣW / (q (q − 1)) · Σ π(1 − π)  (Gwet 2008: AC1 with identity weights, AC2 with others)."""
    w, q = layout.weights[weight], layout.n_values
    if q < 2:
        return np.full(sums.shape[:-1], np.nan)
    pi = shares(sums, layout)
    return np.asarray(w.sum() / (q * (q - 1)) * (pi * (1 - pi)).sum(-1))


CHANCE: dict[str, Callable[[Array, Layout, str], Array]] = {
    "fleiss_kappa": chance_fleiss,
    "conger_kappa": chance_conger,
    "brennan_prediger": chance_brennan_prediger,
    "gwet_ac": chance_gwet,
}


def chance_corrected(sums: Array, layout: Layout, name: str, weight: str) -> Array:
    """Fleiss κ, Conger κ, Brennan-Prediger or Gwet AC with a set of weights."""
    return over_chance(percent_agreement(sums, layout, weight), CHANCE[name](sums, layout, weight))


def alpha_fixed(sums: Array, layout: Layout, weight: str, *, small_sample: bool = True) -> Array:
    """Krippendorff's α with the distance 1 − W, the same whatever the data (nominal: identity weights).

    α = 1 − (N − 1) Σ o_kl d_kl / Σ n_k n_l d_kl.  Without ``small_sample`` N stands for N − 1.
    """
    n = layout.take(sums, "values")
    total = n.sum(-1)
    observed = total - layout.take(sums, f"pairs:{weight}")
    expected = total * total - ((n @ layout.weights[weight]) * n).sum(-1)
    return np.asarray(1 - (total - small_sample) * divide(observed, expected))


def alpha_disagreement(sums: Array, layout: Layout, weight: str) -> tuple[Array, Array]:
    """Krippendorff's D_o and D_e, observed and expected disagreement; α = 1 − D_o / D_e."""
    n = layout.take(sums, "values")
    total = n.sum(-1)
    expected = total * total - ((n @ layout.weights[weight]) * n).sum(-1)
    observed = divide(total - layout.take(sums, f"pairs:{weight}"), total)
    return observed, divide(expected, total * (total - 1))


def alpha_ordinal(sums: Array, layout: Layout, *, small_sample: bool = True) -> Array:
    """Krippendorff's α with the ordinal metric d_kl = (C_k − C_l)², C = cumsum(n) − n/2.

    The distance between two values depends on how many ratings lie between them.
    """
    n = layout.take(sums, "values")
    place = np.cumsum(n, -1) - n / 2
    low, high = _above_diagonal(layout.n_values)
    distance = (place[..., high] - place[..., low]) ** 2
    together = layout.take(sums, "coincidence")[..., _upper_places(layout.n_values)]
    observed = (together * distance).sum(-1)
    expected = (n[..., low] * n[..., high] * distance).sum(-1)
    return np.asarray(1 - (n.sum(-1) - small_sample) * divide(observed, expected))


def _above_diagonal(q: int) -> tuple[Places, Places]:
    low, high = np.triu_indices(q, 1)
    return low, high


def _upper_places(q: int) -> Places:
    """Where the pairs k < l stand among the columns of the coincidences."""
    low, high = np.triu_indices(q)
    return np.flatnonzero(low != high)


def specific_agreement(sums: Array, layout: Layout) -> Array:
    """Σ r_ik (r_ik − 1) / Σ r_ik (r_i − 1) for each value k, (..., q); for two annotators it is F1.

    The chance that a second annotator says k where a first one did.  Cicchetti & Feinstein (1990);
    Uebersax, Raw agreement indices.
    """
    return divide(layout.take(sums, "chosen"), layout.take(sums, "chances"))


def alpha_of_values(sums: Array, layout: Layout, *, small_sample: bool = True) -> Array:
    """α of each value against all others taken together, (..., q)."""
    n = layout.take(sums, "values")
    total = n.sum(-1, keepdims=True)
    expected = 2 * n * (total - n)
    observed = 2 * (n - layout.take(sums, "same"))
    return np.asarray(1 - (total - small_sample) * divide(observed, expected))


def apart(sums: Array, layout: Layout) -> Array:
    """Percent agreement of each value against all others, (..., q)."""
    return divide(layout.take(sums, "apart"), layout.take(sums, "pairable")[..., None])


def fleiss_of_values(sums: Array, layout: Layout) -> Array:
    """Fleiss κ of each value against all others, (..., q)  (Fleiss 1971)."""
    pi = shares(sums, layout)
    return over_chance(apart(sums, layout), pi**2 + (1 - pi) ** 2)


def gwet_of_values(sums: Array, layout: Layout) -> Array:
    """AC1 of each value against all others, (..., q)."""
    pi = shares(sums, layout)
    return over_chance(apart(sums, layout), 2 * pi * (1 - pi))
