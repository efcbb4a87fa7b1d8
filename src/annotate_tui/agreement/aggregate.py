"""One label a unit from the labels of several annotators: majority, Dawid-Skene, and shares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.sums import Array, Codes, Floats

FLOOR = 1e-300
"""Keeps the logarithm of an impossible answer finite."""


class Provenance(StrEnum):
    """Where an aggregated label comes from."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    MODEL = "model-estimated"
    ADJUDICATED = "adjudicated"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, eq=False)
class Majority:
    """The most frequent answer for each unit; a tie is said, not broken."""

    codes: npt.NDArray[np.int64]
    """(n_units,): −1 where there is no rating or a tie."""
    tied: npt.NDArray[np.bool_]
    """(n_units,): units where two or more answers were given equally often."""
    unanimous: npt.NDArray[np.bool_]
    """(n_units,): units with two or more ratings, all the same."""
    support: Floats
    """(n_units,): the share of ratings that gave the most frequent answer; 0 without ratings."""


def soft_labels(codes: Codes, n_values: int) -> Floats:
    """The distribution of answers for each unit: (n_units, q), zeros where there is no rating."""
    counts = _counts(codes, n_values)
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def majority(codes: Codes, n_values: int) -> Majority:
    """Majority labels from codes (n_units, n_annotators), −1 missing."""
    counts = _counts(codes, n_values)
    total, best = counts.sum(axis=1), counts.max(axis=1, initial=0)
    tied = (np.count_nonzero(counts == best[:, None], axis=1) > 1) & (total > 0)
    winner = counts.argmax(axis=1) if n_values else np.zeros(len(codes), np.int64)
    return Majority(
        codes=np.where(tied | (total == 0), -1, winner),
        tied=tied,
        unanimous=(best == total) & (total >= 2),
        support=best / np.maximum(total, 1),
    )


def _counts(codes: Codes, n_values: int) -> Floats:
    """How often each value was given to each unit: (n_units, q)."""
    by_annotator = np.ascontiguousarray(codes.T)
    counts = np.zeros((len(codes), n_values))
    for k in range(n_values):
        counts[:, k] = np.count_nonzero(by_annotator == k, axis=0)
    return counts


@dataclass(frozen=True, eq=False)
class DawidSkene:
    """Estimated true values with each annotator's confusion matrix."""

    posterior: Floats
    """(n_units, q): probability of each value; the prevalence where nobody rated the unit."""
    prevalence: Floats
    """(q,)"""
    errors: Floats
    """(n_annotators, q, q): row true value, column answer; a row sums to 1 (NaN for an unrated annotator)."""
    iterations: int
    converged: bool
    log_likelihood: float

    @property
    def codes(self) -> npt.NDArray[np.int64]:
        """(n_units,): the most probable value."""
        return np.asarray(self.posterior.argmax(axis=1), np.int64)


def dawid_skene(
    codes: Codes, n_values: int, *, repeats: Array | None = None, tolerance: float = 1e-9, most: int = 1000
) -> DawidSkene:
    """Maximum likelihood by EM, started from the shares of answers.

    Codes are (n_units, n_annotators), −1 missing.  ``repeats`` says for each column which annotator it
    belongs to, where somebody labelled units more than once.  Equal rows are computed once.
    Dawid & Skene (1979), Applied Statistics 28.
    """
    owner = np.arange(codes.shape[1]) if repeats is None else np.asarray(repeats)
    n_annotators = int(owner.max(initial=-1)) + 1
    rows, inverse, weight = _patterns(codes, n_values)
    q, columns = n_values, rows.shape[1]
    # Column j, answer k stands at j·q + k; the sum over answers given is then one matrix product.
    given = (rows[:, :, None] == np.arange(q)).reshape(len(rows), columns * q).astype(float)
    posterior = soft_labels(rows, q)
    unrated = posterior.sum(axis=1) == 0
    posterior[unrated] = 1 / max(q, 1)
    rated_weight = np.where(unrated, 0.0, weight)
    previous = -float("inf")
    iterations, converged = 0, False
    prevalence, errors = np.full(q, 1 / max(q, 1)), np.zeros((n_annotators, q, q))
    while iterations < most and not converged:
        iterations += 1
        weighted = posterior * rated_weight[:, None]
        prevalence = weighted.sum(axis=0) / max(rated_weight.sum(), 1)
        by_column = (weighted.T @ given).reshape(q, columns, q)
        errors = np.zeros((n_annotators, q, q))
        np.add.at(errors, owner, by_column.transpose(1, 0, 2))
        total = errors.sum(axis=2, keepdims=True)
        errors = np.divide(errors, total, out=np.zeros_like(errors), where=total > 0)
        log_errors = np.log(np.maximum(errors[owner], FLOOR))
        scores = given @ log_errors.transpose(0, 2, 1).reshape(columns * q, q)
        scores += np.log(np.maximum(prevalence, FLOOR))
        top = scores.max(axis=1, keepdims=True, initial=-np.inf) if q else scores
        posterior = np.exp(scores - top)
        norm = posterior.sum(axis=1, keepdims=True)
        posterior /= norm
        likelihood = float(((np.log(norm) + top)[:, 0] * rated_weight).sum()) if q else 0.0
        converged = abs(likelihood - previous) <= tolerance * (1 + abs(likelihood))
        previous = likelihood
    errors[errors.sum(axis=(1, 2)) == 0] = np.nan
    return DawidSkene(posterior[inverse], prevalence, errors, iterations, converged, previous)


def _patterns(codes: Codes, n_values: int) -> tuple[Codes, npt.NDArray[np.intp], Floats]:
    """Distinct rows of codes, the place of each unit among them, and how many units each stands for."""
    base, columns = n_values + 1, codes.shape[1]
    if columns == 0 or base ** min(columns, 64) >= 2**62:
        rows, inverse, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
        return rows, inverse.reshape(-1).astype(np.intp), counts.astype(float)
    key = np.zeros(len(codes), np.int64)
    for column in codes.T:
        key = key * base + (column + 1)
    _, first, inverse, counts = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    return codes[first], inverse.reshape(-1).astype(np.intp), counts.astype(float)
