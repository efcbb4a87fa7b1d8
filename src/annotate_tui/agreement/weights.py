"""Agreement weights between values, and distances between sets.

A weight is 1 for equal answers and less the further apart they are; a distance
is 1 − weight where a coefficient is defined by distances.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


def identity(scores: Sequence[float]) -> Matrix:
    """Only equal answers agree."""
    return np.eye(len(scores))


def linear(scores: Sequence[float]) -> Matrix:
    """1 − |a − b| / (max − min)  (Cicchetti & Allison 1971)."""
    distance = _differences(scores)
    return 1 - _scaled(np.abs(distance))


def quadratic(scores: Sequence[float]) -> Matrix:
    """1 − (a − b)² / (max − min)²  (Fleiss & Cohen 1973)."""
    return 1 - _scaled(_differences(scores) ** 2)


def radical(scores: Sequence[float]) -> Matrix:
    """1 − √|a − b| / √(max − min)  (Gwet 2014, chapter 3)."""
    return 1 - _scaled(np.sqrt(np.abs(_differences(scores))))


def ratio(scores: Sequence[float]) -> Matrix:
    """1 − ((a − b) / (a + b))², scaled by its largest value  (Gwet 2014, chapter 3)."""
    values = np.asarray(scores, float)
    total = values[:, None] + values[None, :]
    with np.errstate(all="ignore"):
        part = np.where(total == 0, 0.0, (_differences(scores) / total) ** 2)
    return 1 - _scaled(part)


def ordinal(scores: Sequence[float]) -> Matrix:
    """Gwet's ordinal weights: 1 − C(|k − l| + 1, 2) / its maximum, k and l being ranks.

    Not Krippendorff's ordinal metric, which depends on how often values were used.
    Gwet (2014), chapter 3.
    """
    steps = np.abs(_differences(range(len(scores))))
    return 1 - _scaled((steps + 1) * steps / 2)


def bipolar(scores: Sequence[float]) -> Matrix:
    """1 − (a − b)² / ((a + b − 2 min)(2 max − a − b)), scaled  (Gwet 2014, chapter 3)."""
    values = np.asarray(scores, float)
    total = values[:, None] + values[None, :]
    below, above = total - 2 * values.min(), 2 * values.max() - total
    with np.errstate(all="ignore"):
        part = np.where(_differences(scores) == 0, 0.0, _differences(scores) ** 2 / (below * above))
    return 1 - _scaled(part)


def circular(scores: Sequence[float]) -> Matrix:
    """1 − sin²(π (a − b) / (range + 1)), scaled: the last value is a neighbour of the first.

    Gwet (2014), chapter 3.
    """
    values = np.asarray(scores, float)
    around = values.max() - values.min() + 1 if len(values) else 1.0
    return 1 - _scaled(np.sin(np.pi * _differences(scores) / around) ** 2)


WEIGHTS: dict[str, Callable[[Sequence[float]], Matrix]] = {
    "identity": identity,
    "linear": linear,
    "quadratic": quadratic,
    "ordinal": ordinal,
    "radical": radical,
    "ratio": ratio,
    "bipolar": bipolar,
    "circular": circular,
}


def _differences(scores: Sequence[float]) -> Matrix:
    values = np.asarray(scores, float)
    return np.asarray(values[:, None] - values[None, :])


def _scaled(part: Matrix) -> Matrix:
    largest = part.max() if part.size else 0.0
    return np.asarray(part / largest if largest else part)


# Distances between sets given as bit masks.


def _sizes(masks: Sequence[int]) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Sizes of intersection and union, and the sizes of both sets, for all pairs of masks."""
    bits = np.asarray(masks, np.int64)[:, None] >> np.arange(63) & 1
    members = bits.astype(float)
    size = members.sum(axis=1)
    left, right = np.meshgrid(size, size, indexing="ij")
    both = members @ members.T
    return both, left + right - both, left, right


def _monotonicity(masks: Sequence[int]) -> Matrix:
    """M of MASI: 1 equal, 2/3 one within the other, 1/3 overlapping, 0 disjoint (as ∅ is with any other)."""
    both, either, left, right = _sizes(masks)
    within = both == np.minimum(left, right)
    overlap = np.where(within, 2 / 3, 1 / 3)
    return np.where(both == either, 1.0, np.where(both == 0, 0.0, overlap))


def jaccard(masks: Sequence[int]) -> Matrix:
    """1 − |A ∩ B| / |A ∪ B|; two empty sets have distance 0  (Jaccard 1912)."""
    both, either, _, _ = _sizes(masks)
    return 1 - np.where(either == 0, 1.0, both / np.maximum(either, 1))


def masi(masks: Sequence[int]) -> Matrix:
    """1 − J·M with J = |A ∩ B| / |A ∪ B| and M = 1, 2/3, 1/3, 0 exactly; two empty sets have distance 0.

    Passonneau (2006), Measuring agreement on set-valued items (MASI), LREC.
    """
    return 1 - (1 - jaccard(masks)) * _monotonicity(masks)


def _nested(masks: Sequence[int]) -> Matrix:
    """Monotonicity in which the empty set counts as part of every other."""
    both, _, left, right = _sizes(masks)
    return np.where((left == 0) ^ (right == 0), 2 / 3, np.where(both < 0, 0.0, _monotonicity(masks)))


def passonneau2004(masks: Sequence[int]) -> Matrix:
    """0 equal, 1/3 one within the other, 2/3 overlapping, 1 disjoint  (Passonneau 2004, LREC)."""
    return 1 - _nested(masks)


def masi_of_dkpro(masks: Sequence[int]) -> Matrix:
    """Jaccard distance × (0, 1/3, 2/3, 1): what DKPro Statistics calls MASI; to compare with its figures."""
    return jaccard(masks) * (1 - _nested(masks))


def different(masks: Sequence[int]) -> Matrix:
    """1 unless the sets are equal."""
    return 1 - np.eye(len(masks))


SET_DISTANCES: dict[str, Callable[[Sequence[int]], Matrix]] = {
    "masi": masi,
    "jaccard": jaccard,
    "nominal": different,
    "passonneau2004": passonneau2004,
    "dkpro_masi": masi_of_dkpro,
}


def ordered(scores: Sequence[float]) -> bool:
    """Whether scores rise strictly, as the values of an ordered scale must."""
    return all(a < b for a, b in pairwise(scores))
