"""Whether a 95 % interval covers the truth: few simulations here, many under the marker `soak`.

A study is drawn from articles that differ in content and clarity; the truth is the coefficient of 20,000 such
articles.  What is counted is what a report shows: the intervals of a whole analysis, by its own choices.
`make soak` prints the table (pytest -s).
"""

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse

FEW = 9
"""Up to so many articles, sentences are drawn and a warning says so."""

BOOLEAN = {"scale": "boolean", "prevalence": (0.8, 0.2), "n_annotators": 2}
HIGH = {"clarity": (60, 1.5)}
SETS = {"scale": "set", "prevalence": (0.3, 0.15, 0.05), "concentration": 10}

USUAL = {
    "10 articles": {"n_articles": 10},
    "15 articles, ordinal": {"n_articles": 15, "scale": "ordinal"},
    "20 articles": {},
    "50 articles, two annotators": {"n_articles": 50, "n_annotators": 2},
    "10 articles, ordinal, two annotators": {"n_articles": 10, "scale": "ordinal", "n_annotators": 2},
    "10 articles of 100 sentences": {"n_articles": 10, "size": 100},
    "30 articles of 6": {"n_articles": 30, "size": 6},
    "100 articles of 3, two annotators": {"n_articles": 100, "size": 3, "n_annotators": 2},
    "10 unequal articles": {"n_articles": 10, "spread": 1.0},
    "20 very unequal articles": {"spread": 1.6},
    "50 very unequal articles": {"n_articles": 50, "spread": 1.6},
    "20 unequal articles, ordinal": {"spread": 1.0, "scale": "ordinal"},
    "10 articles, α .95": {"n_articles": 10, **HIGH},
    "20 articles, α .99": {"clarity": (300, 1.5)},
    "10 articles, yes or no": {"n_articles": 10, **BOOLEAN},
    "20 articles, yes or no, α .95": {**BOOLEAN, **HIGH},
    "20 articles, yes in 5 %": {**BOOLEAN, "prevalence": (0.95, 0.05), "concentration": 20},
    "20 articles, yes in 2 %": {**BOOLEAN, "prevalence": (0.98, 0.02), "concentration": 20},
    "50 articles, yes in 2 %": {
        **BOOLEAN,
        "n_articles": 50,
        "prevalence": (0.98, 0.02),
        "concentration": 20,
    },
    "20 articles, two of five annotators each": {"n_annotators": 5, "crew": 2},
    "12 articles, three of six each, ordinal": {
        "n_articles": 12,
        "n_annotators": 6,
        "crew": 3,
        "scale": "ordinal",
    },
    "20 articles, 40 % missing": {"n_annotators": 4, "missing": 0.4},
    "20 articles, sets": SETS,
    "10 articles, sets": {**SETS, "n_articles": 10},
    "20 articles, asked in 40 %": {"gate": 0.4},
    "10 articles, asked in 40 %, two annotators": {"n_articles": 10, "gate": 0.4, "n_annotators": 2},
}
WITH_A_WARNING = {
    "5 articles": {"n_articles": 5},
    "7 articles": {"n_articles": 7},
    "9 articles": {"n_articles": 9},
    "5 unequal articles": {"n_articles": 5, "spread": 1.0},
    "7 articles, α .95": {"n_articles": 7, **HIGH},
    "8 articles, ordinal, two annotators": {"n_articles": 8, "scale": "ordinal", "n_annotators": 2},
}


def figures(result):
    """Every figure with an interval of a report: name → figure."""
    found = dict(result.coefficients)
    for value, of_value in result.values.items():
        found |= {f"{value}: {name}": each for name, each in of_value.figures.items()}
    for member, of_member in result.members.items():
        found |= {f"{member}: {name}": each for name, each in of_member.figures.items()}
    if result.gate is not None:
        found |= {f"gate: {name}": each for name, each in result.gate.figures.items()}
        found |= {f"joint: {name}": each for name, each in result.gate.joint.items()}
    if result.sections["alpha_by_article"] is not None:
        found["by article"] = result.sections["alpha_by_article"]
    return found


def coverage(study, setting, *, runs, draws, resample="auto"):
    """name → share of the intervals that hold the truth; and how many studies had a warning."""
    setting = {"n_articles": 20, **setting}
    random = np.random.default_rng(len(setting) + setting["n_articles"])
    whole = analyse(study(random, **{**setting, "n_articles": 20_000}), draws=0)
    truth = {name: figure.value for name, figure in figures(whole).items()}
    truth["by article"] = truth["krippendorff_alpha"]
    hits, shown, warned = dict.fromkeys(truth, 0), dict.fromkeys(truth, 0), 0
    for run in range(runs):
        result = analyse(study(random, **setting), draws=draws, seed=run, resample=resample)
        warned += bool(result.warning)
        for name, figure in figures(result).items():
            if figure.low is not None and truth.get(name) is not None:
                shown[name] += 1
                hits[name] += figure.low - 1e-9 <= truth[name] <= figure.high + 1e-9
    # Where most studies give no interval, there is nothing to count.
    return {name: hits[name] / shown[name] for name in truth if shown[name] >= runs / 2}, warned


def said(setting, shares):
    """One line of the table."""
    least = min((name for name in shares if name != "by article"), key=lambda name: shares[name])
    alpha = f"α {shares['krippendorff_alpha']:.1%}"
    by_article = f", by article {shares['by article']:.1%}" if "by article" in shares else ""
    print(f"\n{setting}: {alpha}{by_article}; least {shares[least]:.1%} ({least})", end=" ")


def test_intervals_by_article_cover_and_by_sentence_do_not(study):
    articles, _ = coverage(study, {}, runs=150, draws=300)
    assert 0.90 <= articles["krippendorff_alpha"] <= 0.995
    assert min(articles[name] for name in ("gwet_ac", "percent_agreement", "cohen_kappa")) >= 0.90
    sentences, warned = coverage(study, {}, runs=60, draws=200, resample="unit")
    assert sentences["krippendorff_alpha"] < 0.80
    assert warned == 60


def test_intervals_of_very_unequal_articles_cover(study):
    shares, _ = coverage(study, {"n_articles": 30, "spread": 1.6}, runs=100, draws=300)
    assert shares["krippendorff_alpha"] >= 0.90


@pytest.mark.soak
@pytest.mark.parametrize("setting", USUAL)
def test_nominal_95_percent_covers_90_to_98(study, setting):
    shares, _ = coverage(study, USUAL[setting], runs=1000, draws=1000)
    said(setting, shares)
    assert 0.90 <= shares["krippendorff_alpha"] <= 0.985
    assert min(share for name, share in shares.items() if ":" not in name) >= 0.90
    # Of an answer by itself that two annotators gave to eight sentences in ten articles: 85 %.
    assert min(shares.values()) >= 0.83


@pytest.mark.soak
@pytest.mark.parametrize("setting", WITH_A_WARNING)
def test_with_few_articles_the_warning_names_an_interval_that_covers(study, setting):
    assert WITH_A_WARNING[setting]["n_articles"] <= FEW
    shares, warned = coverage(study, WITH_A_WARNING[setting], runs=1000, draws=300)
    said(setting, shares)
    assert warned == 1000
    assert shares["by article"] >= 0.90
