"""The whole analysis: what a caller sees in the result."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse, analyse_all
from annotate_tui.agreement.build import ratings_from_dicts, ratings_from_rows
from annotate_tui.agreement.planning import more_data
from annotate_tui.agreement.ratings import Cell, Ratings, Scale
from annotate_tui.agreement.resample import draw_counts
from annotate_tui.agreement.result import Figure

DATA = Path(__file__).parents[1] / "data" / "agreement"
CASES = [
    pytest.param(case, id=case["id"])
    for case in json.loads((DATA / "known_answers.json").read_text())["cases"]
    if case["kind"] == "coding" and case["expected"]
]
ENDINGS = {"identity": "", "linear": "_linear", "quadratic": "_quadratic"}


def name_in_output(expected):
    """The name in the output of a statistic of the file of known answers, if it is there."""
    name, params = expected["stat"], expected["params"]
    base = name.removesuffix("_se").removesuffix("_w")
    if base == "krippendorff_alpha":
        own = {"ordinal": "", "nominal": "_nominal"}
        return base + own[params["metric"]] if params["metric"] in own else None
    if base not in ("percent_agreement", "fleiss_kappa", "conger_kappa", "brennan_prediger", "gwet_ac"):
        return (
            base + ENDINGS[params["weights"]]
            if base in ("cohen_kappa", "scott_pi") and (params.get("weights") in ENDINGS)
            else None
        )
    weights = params.get("weights", "identity")
    if weights not in ENDINGS:
        return None
    return (
        f"gwet_ac2{ENDINGS[weights]}" if base == "gwet_ac" and ENDINGS[weights] else base + ENDINGS[weights]
    )


@pytest.mark.parametrize("case", CASES)
def test_known_answers_stand_in_the_output(case):
    values = [str(v) for v in case["categories"]]
    rows = [
        (f"u{i:04d}", annotator, "" if v is None else str(v))
        for i, row in enumerate(case["ratings"])
        for annotator, v in zip(case["raters"], row, strict=True)
    ]
    ratings = ratings_from_rows(rows, scale="ordinal", values=values, annotators=case["raters"])
    data = analyse(ratings, draws=0, se="gwet").to_data()
    empty = any(all(v is None for v in row) for row in case["ratings"])  # irrCAC's errors count such units
    checked = 0
    for expected in case["expected"]:
        name = name_in_output(expected)
        if expected["stat"] == "specific_agreement":
            found = data["values"][str(expected["params"]["category"])]["specific_agreement"]["value"]
        elif expected["stat"].endswith("_se") and name and not empty:
            found = data["coefficients"][name]["se"]
        elif name and not expected["stat"].endswith("_se"):
            found = data["coefficients"][name]["value"]
        else:
            continue
        checked += 1
        assert found == pytest.approx(expected["value"], abs=expected["tol"] * (1 + 1e-9)), expected["stat"]
    assert checked >= 15


@pytest.fixture
def two_annotators():
    """Krippendorff 2011, example A: two annotators on ten units with two values."""
    first, second = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
    rows = [(f"u{i}", name, str(v)) for name, r in (("a", first), ("b", second)) for i, v in enumerate(r)]
    return ratings_from_rows(rows, scale="nominal", values=("0", "1"))


def test_headline_pairs_and_counts_of_a_small_study(two_annotators):
    data = analyse(two_annotators, draws=200).to_data()
    assert data["coefficients"]["krippendorff_alpha"]["value"] == pytest.approx(0.0952380952)
    assert data["coefficients"]["cohen_kappa"]["value"] == pytest.approx(0.0909090909)
    assert data["coefficients"]["percent_agreement"]["value"] == pytest.approx(0.6)
    assert (data["n_units"], data["n_pairable"], data["n_annotators"]) == (10, 10, 2)
    (pair,) = data["pairs"]
    assert pair["annotators"] == ["a", "b"]
    assert pair["cohen_kappa"] == pytest.approx(0.0909090909)
    assert pair["kappa_max"] == pytest.approx(0.5454545454)
    assert pair["confusion"] == [[5, 3], [1, 1]]
    assert pair["prevalence_index"] == pytest.approx((1 - 5) / 10)
    assert pair["bias_index"] == pytest.approx((1 - 3) / 10)
    assert pair["pabak"] == pytest.approx(0.2)
    assert data["confusion"] == {"values": ["0", "1"], "counts": [[10, 4], [4, 2]]}


def test_output_is_json_without_nan(two_annotators):
    agreement = analyse_all({"claim": two_annotators, "again": two_annotators}, draws=50)
    json.dumps(agreement.to_data(), allow_nan=False)


def test_same_seed_same_figures_other_seed_other_interval(two_annotators):
    first, again = (analyse(two_annotators, draws=100).to_data() for _ in range(2))
    assert first == again
    other = analyse(two_annotators, draws=100, seed=1).to_data()
    alpha, moved = (each["coefficients"]["krippendorff_alpha"] for each in (first, other))
    assert alpha["value"] == moved["value"]
    assert alpha["percentile"] != moved["percentile"]


@pytest.mark.parametrize(
    "wrong", [{"interval": "normal"}, {"se": "x"}, {"draws": -1}, {"level": 1.0}, {"resample": "a"}]
)
def test_options_that_do_not_exist(two_annotators, wrong):
    with pytest.raises(ValueError):
        analyse(two_annotators, **wrong)


class TestDegenerate:
    """Reasons instead of a bare 0, 1 or NaN."""

    def reason(self, ratings, name="krippendorff_alpha"):
        data = analyse(ratings, draws=20).to_data()["coefficients"][name]
        json.dumps(data, allow_nan=False)
        assert data["value"] is None
        assert data["explanation"].endswith(".")
        return data["undefined"]

    def test_one_value_only(self, make_ratings):
        ratings = make_ratings(np.zeros((8, 3), int), values=("a", "b"))
        assert self.reason(ratings) == "no_variation"
        assert self.reason(ratings, "cohen_kappa") == "no_variation"
        assert self.reason(ratings, "conger_kappa") == "no_variation"

    def test_nobody_in_common(self, make_ratings):
        assert self.reason(make_ratings([[0, -1], [-1, 1], [1, -1]])) == "no_pairable_unit"

    def test_one_annotator(self, make_ratings):
        assert self.reason(make_ratings([[0], [1]])) == "too_few_annotators"
        assert self.reason(make_ratings([[0, -1], [1, -1]])) == "too_few_annotators"

    def test_nothing_at_all(self, make_ratings):
        assert self.reason(make_ratings(np.zeros((0, 2), int), values=("a", "b"))) == "too_few_annotators"
        assert self.reason(make_ratings(np.full((3, 2), -1), values=("a", "b"))) == "too_few_annotators"

    def test_one_declared_value(self, make_ratings):
        ratings = make_ratings(np.zeros((8, 2), int), values=("a",))
        for name in ("krippendorff_alpha", "brennan_prediger", "gwet_ac"):
            assert self.reason(ratings, name) == "no_variation"

    def test_numbers_without_variation(self, make_ratings):
        assert self.reason(make_ratings(np.full((8, 2), 2.5), "interval")) == "no_variation"

    def test_sets_without_variation(self, make_ratings):
        assert self.reason(make_ratings(np.zeros((8, 2), int), "set", ("x", "y"))) == "no_variation"

    def test_a_value_that_nobody_used(self, make_ratings):
        ratings = make_ratings([[0, 0], [1, 0], [1, 1]], values=("a", "b", "c"))
        data = analyse(ratings, draws=0).to_data()
        assert data["values"]["c"]["specific_agreement"]["undefined"] == "value_never_used"
        assert data["cleaning"]["unused_values"] == ["c"]

    def test_an_annotator_without_ratings_is_named_and_changes_nothing(self, make_ratings):
        codes = np.array([[0, 0, -1], [1, 1, -1], [0, 1, -1], [1, 1, -1]])
        with_third, without = analyse(make_ratings(codes)), analyse(make_ratings(codes[:, :2]))
        assert with_third.to_data()["cleaning"]["without_ratings"] == ["annotator 2"]
        assert with_third.headline == without.headline

    def test_perfect_agreement_has_no_interval_and_says_why(self, make_ratings):
        codes = np.repeat(np.arange(20) % 2, 2).reshape(20, 2)
        alpha = analyse(make_ratings(codes)).to_data()["coefficients"]["krippendorff_alpha"]
        assert (alpha["value"], alpha["low"], alpha["high"]) == (1.0, None, None)
        assert alpha["interval_undefined"] == "all_draws_equal"

    def test_undefined_draws_are_counted(self, make_ratings):
        """One unit of twenty has another value: in about a third of the draws it is missing."""
        codes = np.zeros((20, 2), int)
        codes[0] = 1
        alpha = analyse(make_ratings(codes), draws=400).headline
        assert 80 < alpha.undefined_draws < 200


class TestInvariance:
    """Names and order do not matter."""

    @pytest.mark.parametrize("scale", ["nominal", "ordinal"])
    def test_order_of_annotators_and_units(self, make_ratings, simulate, scale):
        random = np.random.default_rng(3)
        codes = simulate(random, 12, 10, 4, [0.4, 0.3, 0.3])
        ratings = make_ratings(codes, scale, cluster_size=10)
        turned = ratings.take_annotators([2, 0, 3, 1]).take_units(random.permutation(len(codes)))
        here, there = (analyse(each, draws=200) for each in (ratings, turned))
        for name, figure in here.coefficients.items():
            other = there.coefficients[name]
            for part in ("value", "se", "low", "high"):
                assert getattr(figure, part) == pytest.approx(getattr(other, part), abs=1e-9), (name, part)

    def test_names(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(4), 12, 10, 3, [0.5, 0.5])
        ratings = make_ratings(codes, cluster_size=10)
        renamed = Ratings(
            codes=codes,
            values=("x", "y"),
            scale=Scale.NOMINAL,
            annotators=("z", "y", "x"),
            units=[f"{i}" for i in range(len(codes))],
            clusters=ratings.clusters,
            cluster_names=ratings.cluster_names,
        )
        assert analyse(ratings, draws=100).coefficients == analyse(renamed, draws=100).coefficients

    def test_nominal_values_may_be_swapped(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(5), 12, 10, 3, [0.5, 0.3, 0.2])
        swapped = np.where(codes < 0, -1, 2 - codes)
        here, there = (analyse(make_ratings(each), draws=0) for each in (codes, swapped))
        for name, figure in here.coefficients.items():
            assert figure.value == pytest.approx(there.coefficients[name].value, abs=1e-12), name


class TestDraws:
    """What is drawn, and that all facets are given the same draws."""

    def test_articles_from_ten_on(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(6), 10, 8, 2, [0.5, 0.5])
        result = analyse(make_ratings(codes, cluster_size=8), draws=50)
        assert (result.resampled, result.n_clusters, result.n_groups, result.warning) == (
            "cluster",
            10,
            10,
            "",
        )

    def test_units_below_and_a_warning(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(6), 9, 8, 2, [0.5, 0.5], missing=0)
        result = analyse(make_ratings(codes, cluster_size=8), draws=50)
        assert (result.resampled, result.n_clusters, result.n_groups) == ("unit", 9, 72)
        assert "9 articles" in result.warning
        assert "too narrow" in result.warning

    def test_articles_of_one_annotator_do_not_count(self, make_ratings):
        codes = np.array([[0, 1], [1, 1]] * 4 + [[0, -1]] * 20)
        assert analyse(make_ratings(codes, cluster_size=2), draws=20).resampled == "unit"

    def test_what_was_asked_for_is_done_and_its_price_said(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(6), 9, 8, 2, [0.5, 0.5], missing=0)
        few = analyse(make_ratings(codes, cluster_size=8), draws=50, resample="cluster")
        assert (few.resampled, few.n_groups) == ("cluster", 9)
        assert "rough" in few.warning
        units = analyse(make_ratings(codes, cluster_size=8), draws=50, resample="unit")
        assert "may be too narrow" in units.warning
        nameless = analyse(make_ratings(codes), draws=50)
        assert nameless.warning.startswith("No articles were named")

    def test_no_article_with_two_ratings(self):
        records = [{"unit": str(i), "cluster": "a", "ann": "x", "ben": None} for i in range(3)]
        nothing = analyse(ratings_from_dicts(records, scale="nominal", values=("x", "y")))
        assert nothing.warning == "No unit has ratings of two annotators: there is nothing to resample."

    @pytest.mark.parametrize("n_groups", [1, 7, 70_000])
    def test_a_draw_has_as_many_groups_as_there_are(self, n_groups):
        (counts,) = draw_counts(n_groups, 3, 1)
        assert counts.shape == (3, n_groups)
        assert (counts.sum(axis=1) == n_groups).all()

    def test_a_facet_differs_from_itself_by_nothing(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(7), 15, 10, 3, [0.5, 0.3, 0.2])
        ratings = make_ratings(codes, cluster_size=10)
        agreement = analyse_all({"a": ratings, "b": ratings}, draws=100)
        alpha = "krippendorff_alpha"
        difference = agreement.difference(("a", alpha), ("b", alpha))
        assert (difference.value, difference.se) == (0, 0)
        kappa = agreement.difference(("a", alpha), ("b", "fleiss_kappa"))
        assert kappa.low <= kappa.value <= kappa.high
        headline = agreement.facets["a"].headline
        assert kappa.high - kappa.low < (headline.high - headline.low) / 2  # what moves both cancels

    def test_a_difference_is_widened_for_unequal_articles_as_its_figures_are(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(7), 12, 20, 3, [0.5, 0.3, 0.2])
        clusters = np.where(np.arange(240) < 130, 0, np.arange(240) // 10).astype(np.int32)
        names = tuple(f"article {i:02d}" for i in range(24))
        ratings = make_ratings(codes, clusters=clusters, cluster_names=names)
        agreement = analyse_all({"a": ratings}, draws=300)
        alpha, kappa = ("a", "krippendorff_alpha"), ("a", "percent_agreement")
        as_it_is = agreement.difference(alpha, kappa)
        facet = replace(agreement.facets["a"], worths={})
        as_if_equal = replace(agreement, facets={"a": facet}).difference(alpha, kappa)
        assert as_it_is.high - as_it_is.low > 1.1 * (as_if_equal.high - as_if_equal.low)

    def test_article_intervals_are_wider_than_unit_intervals(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(8), 30, 25, 3, [0.5, 0.3, 0.2])
        ratings = make_ratings(codes, cluster_size=25)
        article, unit = (analyse(ratings, draws=400, resample=by).headline for by in ("cluster", "unit"))
        assert article.high - article.low > 1.2 * (unit.high - unit.low)
        assert article.se > 1.2 * article.se_units
        assert article.se_units == pytest.approx(unit.se, rel=1e-9)

    def test_many_units_are_put_into_bags(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(9), 1, 30_000, 2, [0.5, 0.3, 0.2])
        agreement = analyse_all({"ratings": make_ratings(codes)}, draws=300)
        alpha = agreement.facets["ratings"].headline
        assert agreement.bagged
        assert (alpha.high - alpha.low) / (2 * 1.96 * alpha.se) == pytest.approx(1, abs=0.15)

    def test_draws_scatter_as_the_standard_error_says(self, make_ratings, simulate):
        codes = simulate(np.random.default_rng(10), 60, 20, 4, [0.4, 0.3, 0.2, 0.1])
        for scale in ("nominal", "ordinal"):
            result = analyse(make_ratings(codes, scale, cluster_size=20), draws=1500)
            for name, draws in result.draws.items():
                assert np.std(draws) == pytest.approx(result.coefficients[name].se, rel=0.12), name


def test_the_joint_figure_has_a_number_of_units_of_its_own(make_ratings):
    """Asked of both, but one left it open: that counts for the gate and not for both at once."""
    codes = np.array([[0, 0], [1, 1], [0, -1], [0, -1]])
    states = np.where(codes >= 0, Cell.RATED, Cell.NOT_ASKED)
    states[3, 1] = Cell.UNANSWERED
    gate = analyse(make_ratings(codes, states=states), draws=0).to_data()["gate"]
    assert (gate["n_pairable"], gate["n_both_asked"], gate["n_joint"]) == (4, 2, 3)
    assert gate["joint"]["percent_agreement"]["value"] == pytest.approx(2 / 3)


def test_gate_conditional_and_joint(make_ratings):
    """Six units: both asked in three, one closed by one annotator, one by both, one not reached by one."""
    codes = np.array([[0, 0], [1, 1], [0, 1], [0, -1], [-1, -1], [1, -1]])
    states = np.where(codes >= 0, Cell.RATED, Cell.NOT_ASKED)
    states[5, 1] = Cell.MISSING
    data = analyse(make_ratings(codes, states=states), draws=0).to_data()
    gate = data["gate"]
    assert (gate["n_units"], gate["n_pairable"], gate["n_both_asked"]) == (6, 5, 3)
    assert gate["n_joint"] == 5
    assert gate["figures"]["percent_agreement"]["value"] == pytest.approx(4 / 5)
    assert data["coefficients"]["percent_agreement"]["value"] == pytest.approx(2 / 3)
    assert gate["joint"]["percent_agreement"]["value"] == pytest.approx(3 / 5)
    assert data["cleaning"]["annotators"]["annotator 1"]["missing"] == {"not reached": 1, "not asked": 2}


def test_no_gate_where_the_question_was_always_asked(two_annotators):
    assert analyse(two_annotators, draws=0).gate is None


def test_sets_have_cues_with_positive_agreement():
    records = [
        {"ann": "cta|promo", "ben": "cta"},
        {"ann": "cta", "ben": "cta"},
        {"ann": "∅", "ben": "∅"},
        {"ann": "promo", "ben": "∅"},
    ]
    ratings = ratings_from_dicts(records, scale="set", values=("cta", "promo", "slant"))
    data = analyse(ratings, draws=0).to_data()
    assert data["members"]["cta"]["positive_agreement"]["value"] == 1
    assert data["members"]["promo"]["positive_agreement"]["value"] == 0
    assert data["members"]["slant"]["krippendorff_alpha"]["undefined"] == "no_variation"
    assert data["coefficients"]["percent_agreement"]["value"] == 0.5
    # Distances by MASI: 2/3, 0, 0, 1 observed; the empty sets agree.
    assert data["coefficients"]["percent_agreement_masi"]["value"] == pytest.approx(1 - (2 / 3 + 1) / 4)


def test_models_are_compared_with_people_and_not_pooled(make_ratings, simulate):
    codes = simulate(np.random.default_rng(11), 12, 10, 3, [0.5, 0.5], missing=0)
    kinds = ("human", "human", "model")
    with_model = analyse(make_ratings(codes, annotator_kinds=kinds), draws=0)
    people = analyse(make_ratings(codes[:, :2]), draws=0)
    assert with_model.headline == people.headline
    assert with_model.annotators == ("annotator 0", "annotator 1")
    assert [pair.annotators for pair in with_model.models] == [
        ("annotator 0", "annotator 2"),
        ("annotator 1", "annotator 2"),
    ]
    assert with_model.to_data()["cleaning"]["models_left_out"] == ["annotator 2"]
    pooled = analyse(make_ratings(codes, annotator_kinds=kinds), draws=0, pool_models=True)
    assert pooled.n_annotators == 3
    assert pooled.headline == analyse(make_ratings(codes), draws=0).headline


def test_kinds_reported_apart_stay_out_of_the_headline(make_ratings):
    codes = np.array([[0, 0], [1, 1], [0, 1], [0, 1], [1, 0]])
    kinds = np.array([0, 0, 0, 1, 1], np.int32)
    ratings = make_ratings(codes, kinds=kinds, kind_names=("sentence", "comment"), kinds_apart=("comment",))
    data = analyse(ratings, draws=0).to_data()
    assert data["n_pairable"] == 3
    assert data["kinds_apart"]["comment"]["percent_agreement"]["value"] == 0
    assert data["cleaning"]["kinds_apart"] == {"comment": 2}


def test_annotators_beside_the_others(make_ratings):
    codes = np.array([[0, 0, 1], [1, 1, 0], [0, 0, 0], [1, 1, -1]])
    dwell = np.array([[2.0, 3, 1], [4, 3, 1], [6, 3, 1], [np.nan, 3, np.nan]])
    reports = analyse(make_ratings(codes, dwell=dwell), draws=0).to_data()["annotators"]
    assert reports["annotator 0"]["percent"] == pytest.approx((1 + 1 / 3) / 2)
    assert reports["annotator 2"]["with_majority"] == pytest.approx(1 / 3)
    assert reports["annotator 2"]["alpha_without"]["value"] == 1
    assert reports["annotator 0"]["median_seconds"] == 4
    assert reports["annotator 2"]["shares"] == {"v0": pytest.approx(2 / 3), "v1": pytest.approx(1 / 3)}


def test_articles_and_units_to_discuss(make_ratings):
    codes = np.array([[0, 0, 0], [1, 1, 1], [0, 1, 2], [0, 0, 1]])
    data = analyse(make_ratings(codes, cluster_size=2), draws=0).to_data()
    assert [row["article"] for row in data["articles"]] == ["article 0001", "article 0000"]
    assert data["articles"][0]["percent"] == pytest.approx(1 / 6)
    first, second = data["disagreements"]
    assert (first["unit"], first["disagreement"]) == ("unit 2", 1)
    assert first["answers"] == {"annotator 0": "v0", "annotator 1": "v1", "annotator 2": "v2"}
    assert second["disagreement"] == pytest.approx(2 / 3)


def test_drift(make_ratings):
    random = np.random.default_rng(12)
    early = np.repeat(random.integers(0, 2, (100, 1)), 2, axis=1)
    late = random.integers(0, 2, (100, 2))
    times = np.repeat(np.arange(200.0)[:, None], 2, axis=1)
    time = analyse(make_ratings(np.vstack([early, late]), times=times), draws=0).to_data()["time"]
    assert len(time["blocks"]) == 4
    assert time["change"] < -2 * time["change_se"]
    few = make_ratings(early[:60], times=times[:60])
    assert analyse(few, draws=0).to_data()["time"] is None


def test_codebook_versions_roles_and_highlighting(make_ratings):
    codes = np.array([[0, 0, 0], [1, 1, 0], [0, 0, 1], [1, 1, 0]])
    versions = np.array([[0, 0, 0], [0, 0, 0], [1, 1, 1], [1, 0, 0]], np.int32)
    ratings = make_ratings(
        codes,
        versions=versions,
        version_names=("1.0", "1.1"),
        roles=("expert", "expert", "lay"),
        highlighted=np.array([True, True, False, False]),
    )
    data = analyse(ratings, draws=0).to_data()
    assert data["cleaning"]["versions"] == {"1.0": 8, "1.1": 4}
    assert data["cleaning"]["mixed_versions"] == 1
    assert data["codebook_versions"]["1.1"]["percent_agreement"]["value"] == pytest.approx(1 / 3)
    assert data["within_roles"]["expert"]["percent_agreement"]["value"] == 1
    assert data["between_roles"][0]["roles"] == ["expert", "lay"]
    assert data["between_roles"][0]["percent"] == pytest.approx(1 / 4)
    assert data["highlighting"]["plain"]["n_pairable"] == 2


def test_highlights_are_split_by_what_each_annotator_saw(make_ratings):
    codes = np.array([[0, 0], [1, 1], [0, 1], [1, 1], [0, 0], [1, -1]])
    seen = np.array([[2, 2], [2, 2], [1, 1], [0, 0], [2, 0], [-1, 2]])
    data = analyse(make_ratings(codes, seen=seen), draws=0).to_data()
    parts = data["highlighting"]
    assert {name: part["n_units"] for name, part in parts.items()} == {
        "highlighted": 2,
        "plain": 1,
        "off": 2,
        "mixed": 1,
    }
    assert parts["highlighted"]["percent_agreement"]["value"] == 1
    assert parts["plain"]["percent_agreement"]["value"] == 0
    rates = data["label_rates"]
    assert rates["highlighted"]["n"] == 5
    assert rates["highlighted"]["shares"]["v1"] == pytest.approx(2 / 5)
    assert rates["off"]["shares"]["v1"] == pytest.approx(3 / 4)
    assert data["highlights_pooled"] == [7, 4]


def test_highlights_that_nobody_saw_are_not_spoken_of(make_ratings):
    data = analyse(make_ratings(np.zeros((3, 2), int), seen=np.zeros((3, 2), int)), draws=0).to_data()
    assert (data["highlighting"], data["label_rates"], data["highlights_pooled"]) == ({}, {}, [0, 0])


def test_units_labelled_twice(make_ratings):
    codes = np.array([[0, 0], [1, 1], [0, 1], [1, 1]])
    earlier = np.array([[0, -1], [1, -1], [1, -1], [-1, -1]])
    data = analyse(make_ratings(codes, earlier=earlier), draws=0).to_data()["intra_annotator"]
    assert list(data) == ["annotator 0"]
    assert data["annotator 0"]["n"] == 3
    assert data["annotator 0"]["percent"] == pytest.approx(2 / 3)


def test_more_data(make_ratings, simulate):
    codes = simulate(np.random.default_rng(13), 20, 10, 4, [0.5, 0.3, 0.2])
    result = analyse(make_ratings(codes, cluster_size=10), draws=400)
    plan = result.to_data()["more_data"]
    half = (result.headline.high - result.headline.low) / 2
    assert plan["half_width"] == pytest.approx(half)
    assert plan["groups_needed"] == int(np.ceil(20 * (half / 0.05) ** 2))
    assert plan["annotators_needed"] is None or plan["annotators_needed"] > 4


def test_more_annotators_never_help_more_than_as_many_more_independent_ones():
    """The variance falls at most as 1 / m, however large leaving one of few annotators out makes it look."""
    alpha = Figure(0.66, se=0.16, low=0.16, high=1.0)
    without = [Figure(0.5, se=0.3), Figure(0.6, se=0.3), Figure(0.7, se=0.3)]
    plan = more_data(alpha, without, 12, 3)
    assert plan.annotators_needed >= 3 * (plan.half_width / plan.target) ** 2
    assert more_data(alpha, [Figure(0.6, se=0.17)] * 3, 12, 3).annotators_needed is None


def test_what_more_annotators_add_is_not_said_where_units_are_drawn_of_few_articles(make_ratings, simulate):
    codes = simulate(np.random.default_rng(13), 5, 40, 3, [0.5, 0.3, 0.2])
    plan = analyse(make_ratings(codes, cluster_size=40), draws=300).to_data()["more_data"]
    assert plan["annotators_needed"] is None
    assert "more annotators" in plan["why_not_annotators"]


def test_one_article_has_no_interval_by_article_and_says_why(make_ratings):
    data = analyse(make_ratings([[0, 0], [1, 1], [0, 1], [1, 1], [0, 0]] * 4, cluster_size=20)).to_data()
    assert data["alpha_by_article"]["low"] is None
    assert data["alpha_by_article"]["interval_undefined"] == "only_one_unit"


def test_full_agreement_reaches_no_class_with_a_probability(make_ratings):
    """Without an error there is none, and "almost perfect with 95 %" would be said of four units, too."""
    data = analyse(make_ratings([[0, 0], [1, 1], [0, 0], [1, 1]])).to_data()
    alpha = data["coefficients"]["krippendorff_alpha"]
    assert (alpha["value"], alpha["low"], alpha["reading"]["gwet"]) == (1, None, {})


def test_reading_goes_by_the_lower_bound(make_ratings, simulate):
    codes = simulate(np.random.default_rng(14), 12, 10, 2, [0.5, 0.5], missing=0)
    reading = analyse(make_ratings(codes, cluster_size=10)).to_data()["coefficients"]["krippendorff_alpha"]
    order = ["unreliable", "tentative", "reliable"]
    assert order.index(reading["reading"]["by_low"]) <= order.index(reading["reading"]["by_value"])
    assert set(reading["reading"]["gwet"]) == {"krippendorff", "landis_koch", "altman", "fleiss"}


def test_many_annotators_and_many_numbers(make_ratings):
    random = np.random.default_rng(15)
    truth = random.normal(size=(300, 1))
    numbers = truth + random.normal(size=(300, 12)) * 0.3
    result = analyse(make_ratings(numbers, "interval", cluster_size=10), draws=200)
    assert result.headline.value == pytest.approx(1 / 1.09, abs=0.03)
    assert result.headline.low < result.headline.value < result.headline.high
