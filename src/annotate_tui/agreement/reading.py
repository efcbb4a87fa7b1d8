"""How to read a coefficient: by the bound of its interval and by cumulative probability.

Krippendorff (2019), Content Analysis, 4th ed., section 12.5 (.800 and .667); Landis & Koch
(1977), Biometrics 33; Fleiss (1981), Statistical Methods for Rates and Proportions; Altman
(1991), Practical Statistics for Medical Research; Gwet (2014), chapter 6 (cumulative probability).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

RELIABLE, TENTATIVE = 0.800, 0.667
CERTAIN_ENOUGH = 0.95
"""Gwet's level: the highest class that the coefficient reaches with this probability."""

Scale = tuple[tuple[str, float, float], ...]

LANDIS_KOCH: Scale = (
    ("almost perfect", 0.8, 1.0),
    ("substantial", 0.6, 0.8),
    ("moderate", 0.4, 0.6),
    ("fair", 0.2, 0.4),
    ("slight", 0.0, 0.2),
    ("poor", -1.0, 0.0),
)
ALTMAN: Scale = (
    ("very good", 0.8, 1.0),
    ("good", 0.6, 0.8),
    ("moderate", 0.4, 0.6),
    ("fair", 0.2, 0.4),
    ("poor", -1.0, 0.2),
)
FLEISS: Scale = (("excellent", 0.75, 1.0), ("intermediate to good", 0.4, 0.75), ("poor", -1.0, 0.4))
KRIPPENDORFF: Scale = (
    ("reliable", RELIABLE, 1.0),
    ("tentative", TENTATIVE, RELIABLE),
    ("unreliable", -1.0, TENTATIVE),
)
SCALES: dict[str, Scale] = {
    "krippendorff": KRIPPENDORFF,
    "landis_koch": LANDIS_KOCH,
    "altman": ALTMAN,
    "fleiss": FLEISS,
}


def cumulative_probabilities(value: float, se: float, scale: Scale) -> list[float]:
    """The probability that the coefficient lies in a class or a better one, best class first.

    A normal distribution around the value, cut off at −1 and 1.  Without a standard error, and where the
    distribution lies outside of that range altogether, the class of the value has probability 1.
    """
    certain = [1.0 if value >= low else 0.0 for _, low, _ in scale[:-1]] + [1.0]
    if se <= 0:
        return certain
    normal = NormalDist(value, se)
    top, whole = normal.cdf(1.0), normal.cdf(1.0) - normal.cdf(-1.0)
    if whole <= 0:
        return certain
    return [min(1.0, (top - normal.cdf(low)) / whole) for _, low, _ in scale]


def gwet_class(value: float, se: float, scale: Scale) -> str:
    """The best class that the coefficient reaches, counting better classes, with a probability of .95."""
    chances = cumulative_probabilities(value, se, scale)
    return next(
        (name for (name, _, _), chance in zip(scale, chances, strict=True) if chance > CERTAIN_ENOUGH),
        scale[-1][0],
    )


def plain_class(value: float, scale: Scale) -> str:
    """The class that a number falls into."""
    return next((name for name, low, _ in scale if value >= low), scale[-1][0])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a coefficient allows to be said."""

    by_value: str
    """Krippendorff's class of the point estimate."""
    by_low: str | None
    """Krippendorff's class of the lower bound of the interval: what may be claimed."""
    gwet: dict[str, str]
    """For each published scale, the class reached with a probability of .95."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"by_value": self.by_value, "by_low": self.by_low, "gwet": self.gwet}


def read(value: float | None, low: float | None, se: float | None) -> Reading | None:
    """The reading of a coefficient; None when it is undefined."""
    if value is None:
        return None
    sure = se is not None and se > 0  # Without an error there is no probability.
    return Reading(
        by_value=plain_class(value, KRIPPENDORFF),
        by_low=None if low is None else plain_class(low, KRIPPENDORFF),
        gwet={name: gwet_class(value, se or 0.0, scale) for name, scale in SCALES.items()} if sure else {},
    )
