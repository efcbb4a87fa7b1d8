"""α for numbers that are too many to be treated as values: interval and ratio scales by sums of features.

Interval: Σ (x − y)² over all pairs is 2 (N Σx² − (Σx)²), so two sums suffice.

Ratio: 1 − ((x − y) / (x + y))² = 4xy / (x + y)² = 4 ∫ φ(u + ln x) φ(u + ln y) du with φ(s) = exp(s − exp s).
The trapezoidal rule for such an integrand converges exponentially: with a step of 0.3 the error is below
1e-13, and the sum over all pairs becomes a sum of squares of about 150 sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate_tui.agreement.coefficients import divide
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.sums import Array, Floats

STEP = 0.3
BELOW, ABOVE = -37.0, 4.0
"""φ is under 1e-16 outside of this."""


@dataclass(frozen=True, eq=False)
class Moments:
    """The sums that α of numbers needs: units, pairable, agreeing, ratings, observed, then features."""

    scale: Scale
    centre: float
    spread: float
    nodes: Floats

    @property
    def width(self) -> int:
        """How many sums there are."""
        return 5 + (2 if self.scale is Scale.INTERVAL else 1 + len(self.nodes))

    def features(self, numbers: Floats) -> Floats:
        """Features of units: (width, n_units) from numbers (n_annotators, n_units), NaN missing."""
        there = ~np.isnan(numbers)
        ratings = there.sum(axis=0).astype(float)
        pairable = ratings >= 2
        per_partner = np.where(pairable, 1 / np.maximum(ratings - 1, 1), 0.0)
        out = np.zeros((self.width, numbers.shape[1]))
        out[0], out[1], out[3] = ratings >= 1, pairable, ratings * pairable
        for g in range(len(numbers)):
            for h in range(g + 1, len(numbers)):
                both = there[g] & there[h]
                x, y = numbers[g], numbers[h]
                out[2] += 2 * (both & (x == y))
                out[4] += 2 * np.where(both, self._distance(x, y), 0.0)
        out[2] *= per_partner / np.maximum(ratings, 1)
        out[4] *= per_partner
        used = there & pairable
        if self.scale is Scale.INTERVAL:
            x = np.where(used, (numbers - self.centre) / self.spread, 0.0)
            out[5], out[6] = x.sum(axis=0), (x**2).sum(axis=0)
            return out
        out[5] = (used & (numbers == 0)).sum(axis=0)
        with np.errstate(all="ignore"):
            logs = np.where(used & (numbers > 0), np.log(numbers), -np.inf)
        for place, node in enumerate(self.nodes):
            s = logs + node
            out[6 + place] = np.exp(s - np.exp(s)).sum(axis=0)
        return out

    def _distance(self, x: Floats, y: Floats) -> Floats:
        if self.scale is Scale.INTERVAL:
            return np.asarray(((x - y) / self.spread) ** 2)
        total = x + y
        return np.where(total == 0, 0.0, ((x - y) / np.where(total == 0, 1, total)) ** 2)

    def figures(self, sums: Array, *, small_sample: bool = True) -> dict[str, Array]:
        """Percent agreement (equal numbers) and α: name → shape (...)."""
        total = sums[..., 3]
        if self.scale is Scale.INTERVAL:
            expected = 2 * (total * sums[..., 6] - sums[..., 5] ** 2)
        else:
            alike = sums[..., 5] ** 2 + 4 * STEP * (sums[..., 6:] ** 2).sum(-1)
            expected = total**2 - alike
        nothing = np.abs(expected) <= 1e-11 * np.abs(total**2)
        expected = np.where(nothing, 0, expected)
        return {
            "percent_agreement": divide(sums[..., 2], sums[..., 1]),
            "krippendorff_alpha": 1 - (total - small_sample) * divide(sums[..., 4], expected),
        }


def moments_of(ratings: Ratings) -> Moments:
    """The sums for the numbers of these ratings; interval numbers are scaled to a spread of one first."""
    numbers = ratings.codes[ratings.rated]
    if ratings.scale is Scale.INTERVAL:
        centre, spread = (float(numbers.mean()), float(numbers.std())) if numbers.size else (0.0, 0.0)
        return Moments(ratings.scale, centre, spread or 1.0, np.zeros(0))
    positive = numbers[numbers > 0]
    low, high = (np.log(positive.min()), np.log(positive.max())) if positive.size else (0.0, 0.0)
    return Moments(ratings.scale, 0.0, 1.0, np.arange(BELOW - high, ABOVE - low + STEP, STEP))
