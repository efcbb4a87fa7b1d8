"""Training, validation and test parts: whole articles, the same for the same seed.

Sentences of one article resemble each other, so an article is never cut in two.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping

from annotate_tui.errors import UsageError

SPLITS = ("train", "validation", "test")
DEFAULT_SHARES = (0.8, 0.1, 0.1)


def split_articles(
    article_ids: Iterable[str], *, seed: int = 0, shares: tuple[float, ...] = DEFAULT_SHARES
) -> Mapping[str, str]:
    """The part that each article belongs to.

    Articles are put in the order of a hash of the seed and their id, which depends on
    neither the order of import nor titles; then the parts are cut off by their shares.  A part
    with a share above 0 gets at least one article when there are enough.
    Raises UsageError for shares that are not three numbers from 0 upward with a sum above 0.
    """
    if len(shares) != len(SPLITS) or not all(s >= 0 and math.isfinite(s) for s in shares) or not sum(shares):
        raise UsageError("A split is three shares from 0 upward, for train, validation and test: 80,10,10.")
    ordered = sorted(set(article_ids), key=lambda a: hashlib.sha256(f"{seed}:{a}".encode()).digest())
    sizes = _sizes(len(ordered), shares)
    parts: dict[str, str] = {}
    start = 0
    for name, size in zip(SPLITS, sizes, strict=True):
        parts.update(dict.fromkeys(ordered[start : start + size], name))
        start += size
    return parts


def _sizes(n: int, shares: tuple[float, ...]) -> list[int]:
    """Whole numbers with the sum ``n``, as near to the shares as can be (largest remainders)."""
    exact = [n * share / sum(shares) for share in shares]
    sizes = [math.floor(size) for size in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (sizes[i] - exact[i], i))
    for i in by_remainder[: n - sum(sizes)]:
        sizes[i] += 1
    for i, share in enumerate(shares):
        largest = max(range(len(sizes)), key=sizes.__getitem__)
        if share > 0 and sizes[i] == 0 and sizes[largest] > 1:
            sizes[largest] -= 1
            sizes[i] += 1
    return sizes
