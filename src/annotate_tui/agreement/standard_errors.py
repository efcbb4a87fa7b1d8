"""Standard errors of one coefficient as if units were independent, by influence functions or Gwet's formulas.

A coefficient is a smooth function of sums over units, so its variance follows
from the derivative by the weight of each unit (the influence function, or
infinitesimal jackknife): SE = √(Σ IF² / (n (n − 1))), IF = n × the derivative.

Gwet's published formulas are the same where every unit has two or more
ratings.  A unit with one rating has no share in p_a; Gwet counts its deviation
from the coefficient nevertheless, which makes them larger (conservative).

Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapters 5 and 6; Gwet
(2021), Large-sample variance of Fleiss generalized kappa.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np

from annotate_tui.agreement import coefficients as c
from annotate_tui.agreement.resample import gradient
from annotate_tui.agreement.sums import Array, Codes, Floats, Layout, blocks, features


def squares(codes: Codes, layout: Layout, slopes: Floats) -> Floats:
    """Σ over units of (features · slope)² for each slope: (k, width) → (k,)."""
    by_annotator = np.ascontiguousarray(codes.T)
    total = np.zeros(len(slopes))
    for part in blocks(len(codes), layout.width):
        values = slopes @ features(by_annotator[:, part], layout)
        total += np.einsum("kn,kn->k", values, values)
    return total


def influence_errors(codes: Codes, layout: Layout, slopes: Floats, observations: Floats) -> Floats:
    """√(n / (n − 1) Σ u²), u a unit's share in the derivative; NaN with one observation: (k,)."""
    with np.errstate(all="ignore"):
        factor = np.where(observations > 1, observations / (observations - 1), np.nan)
        return np.asarray(np.sqrt(factor * squares(codes, layout, slopes)))


def gwet_error(
    codes: Codes, layout: Layout, totals: Floats, name: str, weight: str, *, units: int | None = None
) -> float:
    """Gwet's standard error of "percent_agreement" or a chance-corrected coefficient, NaN where undefined.

    α has none of its own: its published formula is the influence function.  ``units`` is n of the formula:
    units with a rating, unless said otherwise (R's irrCAC counts rows without any rating, too).
    """
    rated = float(layout.take(totals, "units"))
    n = rated if units is None else float(units)
    pairable = float(layout.take(totals, "pairable"))
    if n < 2 or not pairable:
        return float("nan")
    slope, value = _gwet_slope(totals, layout, name, weight, n)
    total = float(squares(codes, layout, slope[None])[0]) + (n - rated) * value**2
    return sqrt(total / (n * (n - 1)))


def _gwet_slope(totals: Floats, layout: Layout, name: str, weight: str, n: float) -> tuple[Floats, float]:
    """The slope whose squares, summed and divided by n (n − 1), are Gwet's variance; and the value."""
    stretch = n / float(layout.take(totals, "pairable"))
    agree, observed = layout.columns[f"agree:{weight}"], float(c.percent_agreement(totals, layout, weight))
    slope = np.zeros(layout.width)
    if name == "percent_agreement":
        slope[agree] = stretch
        slope[layout.columns["units"]] -= observed
        return slope, observed
    chance = c.CHANCE[name]

    def expected(sums: Array) -> dict[str, Array]:
        return {"expected": chance(sums, layout, weight)}

    by_chance = float(chance(totals, layout, weight))
    kappa = float(c.chance_corrected(totals, layout, name, weight))
    slope -= n * (1 - kappa) / (1 - by_chance) * gradient(expected, totals)["expected"]
    slope[agree] += stretch / (1 - by_chance)
    slope[layout.columns["pairable"]] -= stretch * by_chance / (1 - by_chance)
    slope[layout.columns["units"]] -= kappa
    return slope, kappa


def influence_error(
    codes: Codes, layout: Layout, totals: Floats, figure: Callable[[Array], Array], observations: float
) -> float:
    """The influence-function standard error of any figure of the sums, NaN where undefined."""
    slope = gradient(lambda sums: {"figure": figure(sums)}, totals)["figure"]
    return float(influence_errors(codes, layout, slope[None], np.array([observations]))[0])
