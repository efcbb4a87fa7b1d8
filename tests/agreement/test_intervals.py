"""How many observations an interval rests on: unequal articles, pairs that share few, and few articles."""

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.bearing import effective
from annotate_tui.agreement.ratings import Ratings, Scale


def in_articles(codes, articles):
    names = tuple(f"article {i}" for i in range(int(articles.max()) + 1))
    return Ratings(
        codes=codes,
        values=("a", "b", "c"),
        scale=Scale.NOMINAL,
        annotators=tuple(f"annotator {g}" for g in range(codes.shape[1])),
        units=[str(i) for i in range(len(codes))],
        clusters=articles.astype(np.int32),
        cluster_names=names,
    )


@pytest.fixture
def codes(simulate):
    return simulate(np.random.default_rng(7), 12, 40, 3, (0.5, 0.3, 0.2), missing=0)


def length(figure):
    return figure.high - figure.low


def test_effective_number_of_groups():
    assert effective(np.full(20, 3.0)) == pytest.approx(20)
    assert effective(np.array([1.0, 0, 0])) == 1
    assert effective(np.zeros(3)) == 0


def test_one_long_article_among_short_ones_widens_the_interval_beyond_its_standard_error(codes):
    equal = np.arange(480) // 40
    unequal = np.concatenate([np.zeros(370), np.repeat(np.arange(1, 12), 10)]).astype(int)
    per_error = []
    for articles in (equal, unequal):
        alpha = analyse(in_articles(codes, articles), interval="percentile").headline
        per_error.append(length(alpha) / alpha.se)
    assert per_error[0] < 5.5  # 2 t_11 = 4.4, and √(12/11)
    assert per_error[1] > 1.3 * per_error[0]


def test_a_pair_that_shares_four_articles_has_no_interval_and_the_others_have(codes):
    articles = np.arange(480) // 40
    codes[articles >= 4, 2] = -1
    pairs = {
        pair.annotators: pair.figures["cohen_kappa"] for pair in analyse(in_articles(codes, articles)).pairs
    }
    assert pairs["annotator 0", "annotator 1"].low is not None
    figure = pairs["annotator 0", "annotator 2"]
    assert figure.value is not None
    assert figure.low is None
    assert figure.interval_undefined == "too_few_groups"


def test_agreement_on_a_value_of_one_article_is_less_sure_than_on_one_of_all(codes):
    articles = np.arange(480) // 40
    spread = np.where((codes == 2) & (np.arange(480) % 4 == 0)[:, None], 2, codes % 2)
    gathered = np.where(((articles == 0) | (np.arange(480) % 40 == 0))[:, None] & (codes > 0), 2, codes % 2)
    found = [
        analyse(in_articles(each, articles), interval="percentile").values["c"].figures["specific_agreement"]
        for each in (spread, gathered)
    ]
    ratios = [length(figure) / figure.se for figure in found]
    assert ratios[1] > 1.5 * ratios[0]


def test_a_value_of_one_article_alone_has_neither_interval_nor_standard_error(codes):
    articles = np.arange(480) // 40
    alone = np.where((articles == 0)[:, None] & (codes > 0), 2, codes % 2)
    figures = analyse(in_articles(alone, articles)).values["c"].figures
    figure = figures["specific_agreement"]
    assert figure.value is not None
    assert (figure.se, figure.low, figure.interval_undefined) == (None, None, "too_few_groups")


def test_with_few_articles_the_warning_says_how_wide_the_interval_is_by_article(codes):
    few = analyse(in_articles(codes[:240], np.arange(240) // 40))
    by_article = few.sections["alpha_by_article"]
    assert by_article.low < few.headline.low < few.headline.high < by_article.high
    many = analyse(in_articles(codes, np.arange(480) // 40))
    assert many.sections["alpha_by_article"] is None


def test_articles_that_are_alike_by_chance_do_not_make_the_interval_by_article_shorter(codes):
    """Every article is the same, so that articles do not differ at all."""
    alike = analyse(in_articles(np.tile(codes[:40], (6, 1)), np.arange(240) // 40))
    by_article = alike.sections["alpha_by_article"]
    assert by_article.se == alike.headline.se > 0
    assert length(by_article) > length(alike.headline)


def test_the_interval_by_article_is_said_beside_the_number():
    from annotate_tui.agreement.analyse import analyse_all

    rng = np.random.default_rng(3)
    codes = np.where(rng.random((120, 2)) < 0.7, rng.integers(0, 3, (120, 1)), rng.integers(0, 3, (120, 2)))
    ratings = in_articles(codes, np.arange(120) // 20)
    result = analyse_all({"type": ratings})
    figure = result.facets["type"].sections["alpha_by_article"]
    assert f"{figure.low:.2f} to {figure.high:.2f} (type)" in result.warning
    assert "Article by article" not in analyse_all({"type": ratings}, draws=0).warning
