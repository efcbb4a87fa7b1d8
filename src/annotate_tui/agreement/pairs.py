"""Pairs of annotators: confusion matrices, and coefficients on the units that both rated.

Cohen (1960), Educational and Psychological Measurement 20; Cohen (1968),
Psychological Bulletin 70 (weights); Scott (1955); Light (1971), Psychological
Bulletin 76 (the mean over pairs).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.coefficients import divide, over_chance
from annotate_tui.agreement.ratings import Scale
from annotate_tui.agreement.sums import Array, Codes, Floats

MOST_ORDINAL = 12
"""Up to so many values, pairs have ordinal α."""


def pairs_of(n_annotators: int) -> list[tuple[int, int]]:
    """All pairs of annotators, by column."""
    return list(combinations(range(n_annotators), 2))


def confusions(
    codes: Codes, n_values: int, groups: npt.NDArray[np.intp], n_groups: int, pair: tuple[int, int]
) -> Floats:
    """How often one annotator said k and the other l: (n_groups, q, q)."""
    first, second = codes[:, pair[0]].astype(np.intp), codes[:, pair[1]].astype(np.intp)
    both = (first >= 0) & (second >= 0)
    key = ((groups * n_values + first) * n_values + second)[both]
    counts = np.bincount(key, minlength=n_groups * n_values**2)
    return counts.reshape(n_groups, n_values, n_values).astype(float)


ALPHA_NAMES = {
    "identity": "krippendorff_alpha_nominal",
    "quadratic": "krippendorff_alpha_interval",
    "ratio": "krippendorff_alpha_ratio",
    "masi": "krippendorff_alpha_masi",
    "jaccard": "krippendorff_alpha_jaccard",
}
OWN_ALPHA = {
    Scale.NOMINAL: "identity",
    Scale.BOOLEAN: "identity",
    Scale.INTERVAL: "quadratic",
    Scale.RATIO: "ratio",
    Scale.SET: "masi",
}
"""The weights that give Krippendorff's α on a scale; the ordinal metric is no fixed weight."""


@dataclass(frozen=True, eq=False)
class Packing:
    """The sums of a pair that its coefficients need: fewer than the confusion matrix has cells.

    Margins of both annotators, the weighted number of agreements for each set of weights and, for ordinal
    scales of few values, how often each two different values met.
    """

    weights: Mapping[str, Floats]
    n_values: int
    scale: Scale

    @property
    def ordinal(self) -> bool:
        """Whether ordinal α can be computed."""
        return self.scale is Scale.ORDINAL and self.n_values <= MOST_ORDINAL

    def pack(self, confusion: Floats) -> Floats:
        """Confusion matrices (..., q, q) to sums (..., width)."""
        parts = [confusion.sum(-1), confusion.sum(-2)]
        parts.append(np.stack([(confusion * w).sum((-2, -1)) for w in self.weights.values()], axis=-1))
        if self.ordinal:
            low, high = np.triu_indices(self.n_values, 1)
            parts.append(confusion[..., low, high] + confusion[..., high, low])
        return np.concatenate(parts, axis=-1)

    def figures(self, sums: Array, *, small_sample: bool = True) -> dict[str, Array]:
        """Coefficients from sums (..., width): name → shape (...); weights other than identity end it."""
        q = self.n_values
        rows, columns = sums[..., :q], sums[..., q : 2 * q]
        n = rows.sum(-1)
        row_share, column_share = divide(rows, n[..., None]), divide(columns, n[..., None])
        pooled = (row_share + column_share) / 2
        factor = divide(2 * n - small_sample, 2 * n)
        out: dict[str, Array] = {}
        for place, (name, weight) in enumerate(self.weights.items()):
            ending = "" if name == "identity" else f"_{name}"
            observed = divide(sums[..., 2 * q + place], n)
            scott = ((pooled @ weight) * pooled).sum(-1)
            chance = ((row_share @ weight) * column_share).sum(-1)
            out[f"percent{ending}"] = observed
            out[f"cohen_kappa{ending}"] = over_chance(observed, chance)
            out[f"scott_pi{ending}"] = over_chance(observed, scott)
            alpha = 1 - factor * divide(1 - observed, 1 - scott)
            if OWN_ALPHA.get(self.scale) == name:
                out["krippendorff_alpha"] = alpha
            elif name in ALPHA_NAMES:
                out[ALPHA_NAMES[name]] = alpha
        if self.ordinal:
            together = sums[..., 2 * q + len(self.weights) :]
            out["krippendorff_alpha"] = self._alpha_ordinal(
                rows + columns, together, small_sample=small_sample
            )
        return out

    def _alpha_ordinal(self, n: Array, together: Array, *, small_sample: bool) -> Array:
        """Krippendorff's α with the ordinal metric, as in `coefficients.alpha_ordinal`."""
        low, high = np.triu_indices(self.n_values, 1)
        place = np.cumsum(n, -1) - n / 2
        distance = (place[..., high] - place[..., low]) ** 2
        expected = (n[..., low] * n[..., high] * distance).sum(-1)
        return np.asarray(1 - (n.sum(-1) - small_sample) * divide((together * distance).sum(-1), expected))
