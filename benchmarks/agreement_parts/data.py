"""Ratings to measure with: units in articles of twenty, five values, a tenth missing."""

from __future__ import annotations

from typing import Any

import numpy as np

Q = 5
ARTICLE = 20
Codes = np.ndarray[Any, np.dtype[np.int64]]


def make(n: int, r: int) -> Codes:
    """Codes (units × annotators), −1 missing: seven of ten ratings are the truth, the others are guessed."""
    random = np.random.default_rng(n + r)
    truth = random.integers(0, Q, n)
    codes = np.where(random.random((n, r)) < 0.7, truth[:, None], random.integers(0, Q, (n, r)))
    codes[random.random((n, r)) < 0.1] = -1
    return codes


def draw_articles(n: int, seed: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The rows of one bootstrap draw: as many whole articles as there are."""
    n_articles = -(-n // ARTICLE)
    drawn = np.random.default_rng(seed).integers(0, n_articles, n_articles)
    rows = (drawn[:, None] * ARTICLE + np.arange(ARTICLE)).ravel()
    return rows[rows < n]
