"""Whether a 95 % interval covers the truth: few simulations here, many under the marker `soak`."""

import numpy as np
import pytest

from annotate_tui.agreement.prepare import prepare_pooled
from annotate_tui.agreement.resample import bca_interval, bootstrap, percentile_interval

NAMES = ("krippendorff_alpha", "conger_kappa", "gwet_ac", "percent_agreement")


def coverage(
    make_ratings, simulate, *, n_articles, scale, prevalence, n_annotators, runs, by="article", draws=400
):
    """Share of simulated studies whose interval holds the coefficient of 20,000 articles: name → share."""
    random = np.random.default_rng(n_articles)
    size, many = 25, 20_000

    def pooled(codes, articles):
        groups = np.arange(len(codes)) // (size if by == "article" or articles == many else 1)
        ratings = make_ratings(codes, scale, values=tuple("abcd"[: len(prevalence)]))
        return prepare_pooled(ratings, groups, int(groups[-1]) + 1).part

    truth = pooled(simulate(random, many, size, n_annotators, prevalence), many).values
    hits = dict.fromkeys(NAMES, 0)
    for run in range(runs):
        part = pooled(simulate(random, n_articles, size, n_annotators, prevalence), n_articles)
        n = len(part.groups)
        drawn = bootstrap([part.estimand()], n, draws, run)[0]
        for name in NAMES:
            value, figures = float(part.values[name]), drawn[name][np.isfinite(drawn[name])]
            low, high = bca_interval(figures, value, part.influence(name), 0.95, n) or percentile_interval(
                figures, 0.95, n
            )
            hits[name] += low <= truth[name] <= high
    return {name: n / runs for name, n in hits.items()}


def test_intervals_by_article_cover_and_by_sentence_do_not(make_ratings, simulate):
    common = {"n_articles": 20, "scale": "nominal", "prevalence": (0.4, 0.3, 0.2, 0.1), "n_annotators": 3}
    articles = coverage(make_ratings, simulate, **common, runs=150)
    assert all(0.90 <= share <= 0.995 for share in articles.values()), articles
    sentences = coverage(make_ratings, simulate, **common, runs=60, by="sentence", draws=200)
    assert sentences["krippendorff_alpha"] < 0.80


@pytest.mark.soak
@pytest.mark.parametrize("n_articles", [10, 15, 20, 50])
@pytest.mark.parametrize(
    ("scale", "prevalence", "n_annotators"),
    [
        ("nominal", (0.4, 0.3, 0.2, 0.1), 2),
        ("nominal", (0.4, 0.3, 0.2, 0.1), 5),
        ("ordinal", (0.4, 0.3, 0.2, 0.1), 3),
        ("boolean", (0.8, 0.2), 2),
    ],
)
def test_nominal_95_percent_covers_90_to_98(
    make_ratings, simulate, n_articles, scale, prevalence, n_annotators
):
    shares = coverage(
        make_ratings,
        simulate,
        n_articles=n_articles,
        scale=scale,
        prevalence=prevalence,
        n_annotators=n_annotators,
        runs=1000,
        draws=1000,
    )
    assert all(0.90 <= share <= 0.98 for share in shares.values()), shares
