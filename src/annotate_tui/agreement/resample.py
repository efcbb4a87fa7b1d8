"""The bootstrap: whole articles are drawn, and every coefficient is computed from the same draws.

Sentences of one article resemble each other, so resampling sentences pretends
to more information than there is.  What is drawn is therefore the article; only
with fewer than ten articles are sentences drawn, and the result says so.

References: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter
14 (BCa); Davison & Hinkley (1997), Bootstrap Methods and their Application,
section 3.8 (clusters); Hesterberg (2015), The American Statistician 69
(percentiles widened for few groups).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.sums import Array, Floats

DEFAULT_DRAWS = 2000
DEFAULT_SEED = 20_240_229
FEWEST_CLUSTERS = 10
MOST_GROUPS = 10_000
"""With more articles (or units) than this they are put at random into this many equal bags, and bags are
drawn: the variance is estimated without bias, with a relative error of √(2 / 10 000), well below that of
the draws themselves."""
CELLS_AT_ONCE = 2_000_000
GRADIENT_ROWS = 512

Evaluate = Callable[[Array], Mapping[str, Array]]


@dataclass(frozen=True, eq=False)
class Estimand:
    """Figures that are functions of the sums of one set of features.

    ``groups`` is (n_groups, width); ``evaluate`` takes rows of sums (..., width) and gives figures
    by name, each of shape (...) or (..., k).
    """

    groups: Floats
    evaluate: Evaluate


def draw_counts(n_groups: int, draws: int, seed: int) -> Iterator[Floats]:
    """How often each group is drawn: blocks of rows (draws, n_groups), each row summing to n_groups."""
    random = np.random.default_rng(seed)
    small = np.uint16 if n_groups < 2**16 else np.int64
    step = max(1, min(draws, CELLS_AT_ONCE // max(n_groups, 1)))
    for start in range(0, draws, step):
        rows = min(step, draws - start)
        counts = np.empty((rows, n_groups))
        for row in counts:  # row by row, so that the counters stay in the processor's cache
            row[:] = np.bincount(random.integers(0, n_groups, n_groups, small), minlength=n_groups)
        yield counts


def bootstrap(estimands: Sequence[Estimand], n_groups: int, draws: int, seed: int) -> list[dict[str, Floats]]:
    """Every figure of every estimand in every draw: name → (draws,) or (draws, k).

    All estimands must have the same groups, in the same order; they are given the same draws.
    """
    widths = np.cumsum([0] + [estimand.groups.shape[1] for estimand in estimands])
    everything = (
        np.hstack([estimand.groups for estimand in estimands]) if estimands else np.zeros((n_groups, 0))
    )
    parts: list[dict[str, list[Floats]]] = [{} for _ in estimands]
    for counts in draw_counts(n_groups, draws, seed):
        sums = counts @ everything
        for place, estimand in enumerate(estimands):
            for name, figures in estimand.evaluate(sums[:, widths[place] : widths[place + 1]]).items():
                parts[place].setdefault(name, []).append(figures)
    return [{name: np.concatenate(blocks) for name, blocks in part.items()} for part in parts]


def percentile_interval(draws: Floats, level: float, n_groups: int) -> tuple[float, float]:
    """Percentiles of draws, the tails widened as Student's t is wider than the normal with few groups.

    Hesterberg (2015), section 3.3.  ``draws`` are finite; ``n_groups`` is two or more.
    """
    tail = NormalDist().cdf(-widened(level, n_groups))
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def bca_interval(
    draws: Floats, value: float, influence: Floats, level: float, n_groups: int
) -> tuple[float, float] | None:
    """Bias-corrected and accelerated interval; the acceleration comes from the data's influence values.

    ``influence`` is (n_groups,), the derivative of the figure by the weight of each group.  None when all
    draws lie on one side of the figure.  Efron & Tibshirani (1993), equations 14.9 to 14.15.
    """
    squares = float((influence**2).sum())
    noise = 1e-12 * max(1.0, abs(value))
    below = float(np.mean(draws < value - noise) + np.mean(np.abs(draws - value) <= noise) / 2)
    if squares <= 0 or not np.isfinite(squares) or not 0 < below < 1:
        return None
    normal = NormalDist()
    bias = normal.inv_cdf(below)
    acceleration = float((influence**3).sum()) / (6 * squares**1.5)
    reach = widened(level, n_groups)
    bounds = []
    for z in (-reach, reach):
        bent = 1 - acceleration * (bias + z)
        if bent <= 0:
            return None
        bounds.append(float(np.quantile(draws, normal.cdf(bias + (bias + z) / bent))))
    return min(bounds), max(bounds)


@cache
def widened(level: float, n_groups: int) -> float:
    """How far percentiles of draws of n groups reach on the normal scale: √(n / (n − 1)) t_{n−1}."""
    return sqrt(n_groups / (n_groups - 1)) * student_quantile((1 + level) / 2, n_groups - 1)


def student_quantile(probability: float, degrees: int) -> float:
    """Quantile of Student's t (upper half), found by bisection on its distribution function."""
    low, high = 0.0, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if student_cdf(middle, degrees) < probability else (low, middle)
    return (low + high) / 2


def student_cdf(t: float, degrees: int) -> float:
    """P(T ≤ t) for whole degrees of freedom and t ≥ 0: finite sums, Abramowitz & Stegun 26.7.3 and 26.7.4."""
    if degrees > 2000:
        return NormalDist().cdf(t)
    angle = np.arctan2(t, sqrt(degrees))
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    term, total = (cosine, cosine) if degrees % 2 else (1.0, 1.0)
    for j in range(3 if degrees % 2 else 2, degrees - 1, 2):
        term *= cosine**2 * (j - 1) / j
        total += term
    if degrees % 2:
        both_sides = 2 / np.pi * (float(angle) + (sine * total if degrees > 1 else 0.0))
    else:
        both_sides = sine * total
    return 0.5 + float(both_sides) / 2


def gradient(evaluate: Evaluate, totals: Floats) -> dict[str, Floats]:
    """Derivatives of every figure by every sum: name → (width,) or (k, width).

    By complex steps, so exact to rounding (Squire & Trapp 1998, SIAM Review 40).
    """
    step = 1e-30
    width = len(totals)
    parts: dict[str, list[Floats]] = {}
    for start in range(0, width, GRADIENT_ROWS):
        rows = np.arange(start, min(start + GRADIENT_ROWS, width))
        shifted = np.repeat(totals.astype(complex)[None], len(rows), axis=0)
        shifted[np.arange(len(rows)), rows] += 1j * step
        with np.errstate(all="ignore"):
            for name, figure in evaluate(shifted).items():
                parts.setdefault(name, []).append(np.moveaxis(figure.imag, 0, -1) / step)
    return {name: np.concatenate(blocks, axis=-1) for name, blocks in parts.items()}


def bags(n_groups: int, seed: int) -> npt.NDArray[np.intp]:
    """A random bag for each group, of equal sizes (±1)."""
    random = np.random.default_rng([seed, n_groups])
    return (random.permutation(n_groups) * MOST_GROUPS // n_groups).astype(np.intp)
