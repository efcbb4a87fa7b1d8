"""Splits: whole articles, the same for the same seed, near the shares that were asked for."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.dataset.splits import SPLITS, split_articles
from annotate_tui.errors import UsageError


def articles(n: int) -> list[str]:
    return [f"article {i}" for i in range(n)]


def test_the_order_of_the_articles_does_not_matter_and_the_seed_does():
    one = split_articles(articles(50), seed=7)
    assert one == split_articles(reversed(articles(50)), seed=7)
    assert one != split_articles(articles(50), seed=8)


def test_the_shares_are_met():
    assert Counter(split_articles(articles(100)).values()) == {"train": 80, "validation": 10, "test": 10}
    assert Counter(split_articles(articles(10), shares=(1, 1, 0)).values()) == {"train": 5, "validation": 5}


def test_few_articles_still_give_each_part_one():
    assert Counter(split_articles(articles(5)).values()) == {"train": 3, "validation": 1, "test": 1}
    assert Counter(split_articles(articles(1)).values()) == {"train": 1}


@settings(max_examples=100)
@given(st.integers(0, 60), st.tuples(*[st.floats(0, 10)] * 3), st.integers())
def test_every_article_has_one_part(n, shares, seed):
    if not sum(shares):
        return
    parts = split_articles(articles(n), seed=seed, shares=shares)
    assert set(parts) == set(articles(n))
    assert set(parts.values()) <= {name for name, share in zip(SPLITS, shares, strict=True) if share > 0}


@pytest.mark.parametrize("shares", [(0, 0, 0), (-1, 1, 1), (1, 1), (float("nan"), 1, 1)])
def test_shares_that_make_no_sense(shares):
    with pytest.raises(UsageError, match="three shares"):
        split_articles(articles(3), shares=shares)
