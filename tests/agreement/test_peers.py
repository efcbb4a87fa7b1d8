"""The same figures as independent packages, on random data with missing ratings."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.resample import bca_interval, draw_counts, student_quantile

pytestmark = pytest.mark.peers

Q = 4
EXAMPLES = settings(max_examples=60, deadline=None)


def tables(n_annotators, missing=True):
    """Codes of up to 30 units, each value and (if wanted) no value equally likely."""
    shape = st.tuples(st.integers(2, 30), n_annotators)
    return shape.flatmap(lambda s: arrays(np.int8, s, elements=st.integers(-1 if missing else 0, Q - 1)))


def analysed(codes, scale, draws=0):
    ratings = Ratings(
        codes=codes,
        values=("a", "b", "c", "d"),
        scale=Scale(scale),
        annotators=tuple(f"r{g}" for g in range(codes.shape[1])),
        units=[str(i) for i in range(len(codes))],
    )
    return analyse(ratings, draws=draws)


def value(result, name):
    figure = result.coefficients.get(name)
    return None if figure is None else figure.value


def close(ours, theirs):
    """Equal to 1e-9, or both undefined."""
    if theirs is None or not np.isfinite(theirs):
        return ours is None
    return ours is not None and abs(ours - theirs) < 1e-9


@pytest.mark.parametrize("scale", ["nominal", "ordinal"])
@EXAMPLES
@given(tables(st.integers(2, 6)))
def test_alpha_as_krippendorff(scale, codes):
    krippendorff = pytest.importorskip("krippendorff")
    data = np.where(codes < 0, np.nan, codes).T
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            theirs = krippendorff.alpha(data, level_of_measurement=scale, value_domain=list(range(Q)))
    except ValueError:
        theirs = None
    n = np.count_nonzero(codes >= 0, axis=1)
    pairable = codes[n >= 2]
    if len(np.unique(pairable[pairable >= 0])) < 2:
        theirs = None
    assert close(value(analysed(codes, scale), "krippendorff_alpha"), theirs)


@pytest.mark.parametrize("scale", ["interval", "ratio"])
@EXAMPLES
@given(codes=tables(st.integers(2, 5)), spread=st.booleans(), seed=st.integers(0, 99))
def test_alpha_of_numbers_as_krippendorff(scale, codes, spread, seed):
    """Few different numbers, and (with ``spread``) so many that moments are used."""
    krippendorff = pytest.importorskip("krippendorff")
    numbers = np.where(codes < 0, np.nan, codes.astype(float))
    if spread:
        extra = np.random.default_rng(seed).lognormal(size=(60, codes.shape[1]))
        numbers = np.concatenate([numbers, extra])
    n = np.count_nonzero(~np.isnan(numbers), axis=1)
    pairable = numbers[n >= 2]
    if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
        return
    theirs = krippendorff.alpha(numbers.T, level_of_measurement=scale)
    ratings = Ratings(
        codes=numbers,
        values=(),
        scale=Scale(scale),
        annotators=tuple(f"r{g}" for g in range(codes.shape[1])),
        units=[str(i) for i in range(len(numbers))],
    )
    assert close(analyse(ratings, draws=0).headline.value, theirs)


@pytest.mark.parametrize(
    ("ending", "weights"), [("", None), ("_linear", "linear"), ("_quadratic", "quadratic")]
)
@EXAMPLES
@given(tables(st.just(2)))
def test_cohen_kappa_as_scikit_learn(ending, weights, codes):
    metrics = pytest.importorskip("sklearn.metrics")
    both = codes[(codes >= 0).all(axis=1)]
    theirs = None
    if len(both):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            theirs = metrics.cohen_kappa_score(*both.T, weights=weights, labels=list(range(Q)))
    assert close(value(analysed(codes, "ordinal"), f"cohen_kappa{ending}"), theirs)


@EXAMPLES
@given(tables(st.integers(2, 6), missing=False))
def test_fleiss_and_brennan_prediger_as_statsmodels(codes):
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    table = np.stack([(codes == k).sum(axis=1) for k in range(Q)], axis=1)
    with np.errstate(all="ignore"):
        fleiss = inter_rater.fleiss_kappa(table)
        free = inter_rater.fleiss_kappa(table, method="rand")
    result = analysed(codes, "nominal")
    if len(np.unique(codes)) > 1:
        assert close(value(result, "fleiss_kappa"), fleiss)
    assert close(value(result, "brennan_prediger"), free)


@EXAMPLES
@given(tables(st.just(2), missing=False))
def test_standard_error_of_kappa_as_statsmodels(codes):
    """Their large-sample standard error has n where ours has n − 1 in the variance."""
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    table = np.zeros((Q, Q))
    np.add.at(table, tuple(codes.T), 1)
    result = analysed(codes, "nominal", draws=2)
    figure = result.pairs[0].figures["cohen_kappa"]
    if figure.value is None or figure.value > 1 - 1e-9:
        return
    with np.errstate(all="ignore"):
        theirs = inter_rater.cohens_kappa(table).std_kappa
    if np.isnan(theirs):  # the root of a rounding error below zero
        theirs = 0.0
    # Variances, because near zero the root turns a rounding error of 1e-16 into 1e-8.
    n = len(codes)
    assert figure.se**2 == pytest.approx(theirs**2 * n / (n - 1), rel=1e-9, abs=1e-12)


@EXAMPLES
@given(tables(st.just(2), missing=False))
def test_specific_agreement_is_f1(codes):
    metrics = pytest.importorskip("sklearn.metrics")
    result = analysed(codes, "nominal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        f1 = metrics.f1_score(*codes.T, labels=list(range(Q)), average=None, zero_division=np.nan)
    for theirs, entry in zip(f1, result.values.values(), strict=True):
        assert close(entry.figures["specific_agreement"].value, theirs)


@EXAMPLES
@given(tables(st.integers(2, 4)))
def test_sets_by_masi_as_krippendorff_with_a_distance(codes):
    """Sets over two members: codes 0 to 3 are the bit masks."""
    krippendorff = pytest.importorskip("krippendorff")
    ratings = Ratings(
        codes=codes,
        values=("x", "y"),
        scale=Scale.SET,
        annotators=tuple(f"r{g}" for g in range(codes.shape[1])),
        units=[str(i) for i in range(len(codes))],
    )

    def masi(a, b, **_):
        distance = np.empty(np.broadcast(a, b).shape)
        for place, (one, other) in enumerate(np.broadcast(a, b)):
            x, y = int(one), int(other)
            jaccard = 1.0 if x == y else (x & y).bit_count() / (x | y).bit_count()
            monotone = 1.0 if x == y else 0.0 if not x & y else 2 / 3 if x & y in (x, y) else 1 / 3
            distance.flat[place] = 1 - jaccard * monotone
        return distance

    n = np.count_nonzero(codes >= 0, axis=1)
    pairable = codes[n >= 2]
    if len(np.unique(pairable[pairable >= 0])) < 2:
        assert analyse(ratings, draws=0).headline.value is None
        return
    theirs = krippendorff.alpha(np.where(codes < 0, np.nan, codes).T, level_of_measurement=masi)
    assert close(analyse(ratings, draws=0).headline.value, theirs)


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 7, 10, 19, 40, 199, 1999, 5000])
@pytest.mark.parametrize("probability", [0.6, 0.9, 0.975, 0.995])
def test_quantiles_of_student_as_scipy(degrees, probability):
    stats = pytest.importorskip("scipy.stats")
    expected = stats.t.ppf(probability, degrees)
    assert student_quantile(probability, degrees) == pytest.approx(
        expected, rel=1e-3 if degrees > 2000 else 1e-9
    )


def test_bca_as_scipy():
    """One group a value, so that the sum over groups is the mean of values; skewed data."""
    stats = pytest.importorskip("scipy.stats")
    values = np.random.default_rng(0).exponential(size=40)
    draws = np.concatenate([counts @ values / 40 for counts in draw_counts(40, 20_000, 1)])
    influence = (values - values.mean()) / 40
    low, high = bca_interval(draws, values.mean(), influence, 0.95, 100_000)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2)
    ).confidence_interval
    assert low == pytest.approx(theirs.low, abs=0.02)
    assert high == pytest.approx(theirs.high, abs=0.02)
