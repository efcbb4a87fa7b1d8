"""Coefficients of one confusion matrix: two annotators on the units that both rated.

Rows are the first annotator's values, columns the second's.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from annotate_tui.agreement.coefficients import divide, over_chance
from annotate_tui.agreement.resample import gradient
from annotate_tui.agreement.sums import Array, Floats


def confusion_of(first: Array, second: Array, n_values: int) -> Floats:
    """The confusion matrix (q, q) of two runs of codes (n_units,), −1 missing."""
    both = (first >= 0) & (second >= 0)
    key = first[both].astype(np.intp) * n_values + second[both]
    return np.bincount(key, minlength=n_values**2).reshape(n_values, n_values).astype(float)


def _proportions(confusion: Array) -> Array:
    return divide(confusion, confusion.sum((-2, -1))[..., None, None])


def expected_agreement(confusion: Array, weight: Floats) -> Array:
    """p_e of Cohen's κ: p'Wq with the annotators' own distributions."""
    shares = _proportions(confusion)
    return np.asarray(((shares.sum(-1) @ weight) * shares.sum(-2)).sum(-1))


def cohen_kappa(confusion: Array, weight: Floats) -> Array:
    """Cohen (1960, 1968): (p_o − p_e) / (1 − p_e)."""
    observed = (_proportions(confusion) * weight).sum((-2, -1))
    return over_chance(observed, expected_agreement(confusion, weight))


def scott_pi(confusion: Array, weight: Floats) -> Array:
    """Scott (1955): as Cohen's κ, both annotators sharing one distribution."""
    shares = _proportions(confusion)
    pooled = (shares.sum(-1) + shares.sum(-2)) / 2
    return over_chance((shares * weight).sum((-2, -1)), ((pooled @ weight) * pooled).sum(-1))


def cohen_of_values(confusion: Array) -> Array:
    """Cohen's κ of each value against all others: (..., q)."""
    shares = _proportions(confusion)
    rows, columns = shares.sum(-1), shares.sum(-2)
    both = np.diagonal(shares, axis1=-2, axis2=-1)
    observed = 1 - rows - columns + 2 * both
    return over_chance(observed, rows * columns + (1 - rows) * (1 - columns))


def kappa_maximum(confusion: Array) -> Array:
    """The largest κ that the annotators' distributions allow: Σ min(p_k+, p_+k) for p_o  (Cohen 1960)."""
    shares = _proportions(confusion)
    rows, columns = shares.sum(-1), shares.sum(-2)
    return over_chance(np.minimum(rows, columns).sum(-1), (rows * columns).sum(-1))


def bangdiwala(confusion: Array) -> Array:
    """Bangdiwala's B, the agreement chart's share: Σ p_kk² / Σ p_k+ p_+k  (Bangdiwala 1985)."""
    diagonal = np.diagonal(confusion, axis1=-2, axis2=-1)
    return divide((diagonal**2).sum(-1), (confusion.sum(-1) * confusion.sum(-2)).sum(-1))


def asymptotic_error(confusion: Floats, name: str, weight: Floats | None = None) -> float:
    """The large-sample standard error √Σ IF² / n of "cohen_kappa", "scott_pi" or "bangdiwala".

    For Cohen's κ it is the formula of Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72.
    """
    shape = confusion.shape

    def figure(sums: Array) -> dict[str, Array]:
        cells = sums.reshape(*sums.shape[:-1], *shape)
        if name == "bangdiwala" or weight is None:
            return {name: bangdiwala(cells)}
        return {name: cohen_kappa(cells, weight) if name == "cohen_kappa" else scott_pi(cells, weight)}

    slope = gradient(figure, confusion.ravel())[name]
    return sqrt(float(confusion.ravel() @ slope**2))


def null_error(confusion: Floats, weight: Floats) -> float:
    """The standard error of Cohen's κ if the annotators were independent (Fleiss, Cohen & Everitt 1969)."""
    shares = _proportions(confusion)
    n, rows, columns = confusion.sum(), shares.sum(1), shares.sum(0)
    expected = float(rows @ weight @ columns)
    spread = weight - (weight @ columns)[:, None] - (rows @ weight)[None, :]
    variance = float((np.outer(rows, columns) * spread**2).sum() - expected**2)
    return float(divide(np.sqrt(max(variance, 0.0) / n), np.asarray(1 - expected))) if n else float("nan")


def prevalence_and_bias(confusion: Floats) -> dict[str, float]:
    """For two values: why κ is low at high agreement.

    Prevalence index (a − d) / n, bias index (b − c) / n and PABAK = 2 p_o − 1.
    Byrt, Bishop & Carlin (1993), Journal of Clinical Epidemiology 46.
    """
    n = float(confusion.sum())
    if confusion.shape != (2, 2) or not n:
        return {"prevalence_index": float("nan"), "bias_index": float("nan"), "pabak": float("nan")}
    (d, c), (b, a) = confusion.tolist()
    return {"prevalence_index": (a - d) / n, "bias_index": (b - c) / n, "pabak": 2 * (a + d) / n - 1}
