"""Known answers: printed in books and papers, or agreed on by independent programs.

Every file `known*.json` in `tests/data/agreement` is run; a further file of the same form needs no code.
Each statistic of a case is mapped, by its name and parameters, to the function that computes it.
"""

import json
from itertools import combinations
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest

from annotate_tui.agreement import coefficients as c
from annotate_tui.agreement import confusion as two
from annotate_tui.agreement.aggregate import dawid_skene
from annotate_tui.agreement.reading import ALTMAN, FLEISS, LANDIS_KOCH, cumulative_probabilities
from annotate_tui.agreement.spans import Span, alpha_u, span_f1
from annotate_tui.agreement.standard_errors import gwet_error, influence_error
from annotate_tui.agreement.sums import Layout, group_sums
from annotate_tui.agreement.weights import SET_DISTANCES, WEIGHTS

DATA = Path(__file__).parents[1] / "data" / "agreement"
CASES = [case for path in sorted(DATA.glob("known*.json")) for case in json.loads(path.read_text())["cases"]]
EVERYTHING = frozenset({"shares", "margins", "one", "coincidence"})
ROOT_OF_ROUNDING = 1e-7
"""The square root of a rounding error: peers print 1.9e-8 or 1e-50 for a standard error that is zero."""


def same(value, expected, tolerance):
    """Whether a value is the expected one; null stands for undefined."""
    if expected is None:
        return value is None or isnan(value)
    if isinstance(expected, list):
        return bool(np.all(np.abs(np.asarray(value, float) - np.asarray(expected, float)) <= tolerance))
    return abs(value - expected) <= tolerance * (1 + 1e-9)


class Coding:
    """A case with items × raters of values, and every statistic that can be asked of it."""

    def __init__(self, case):
        self.values = case["categories"]
        places = {json.dumps(value): k for k, value in enumerate(self.values)}
        self.codes = np.array(
            [[-1 if v is None else places[json.dumps(v)] for v in row] for row in case["ratings"]], np.int8
        ).reshape(len(case["ratings"]), len(case["raters"]))
        self.exchangeable = case["exchangeable_raters"]

    @property
    def q(self):
        return len(self.values)

    def scores(self, name):
        """Positions of the values: ranks in declared order, but the numbers themselves for a ratio."""
        return [float(v) for v in self.values] if name in ("ratio", "interval") else range(self.q)

    def weight(self, params):
        name = params.get("weights", "identity")
        if name == "custom":
            distance = np.array(params["distance"], float)
            return 1 - distance / distance.max()
        return WEIGHTS[name](self.scores(name))

    def sums(self, weight):
        layout = Layout(self.q, self.codes.shape[1], {"w": weight}, EVERYTHING)
        groups = np.zeros(len(self.codes), np.intp)
        return layout, group_sums(self.codes, layout, groups, 1)[0]

    def alpha_weight(self, params):
        metric = params["metric"]
        if metric == "custom":
            return 1 - np.array(params["distance"], float)
        return WEIGHTS[{"nominal": "identity", "interval": "quadratic", "ratio": "ratio"}[metric]](
            self.scores("ratio" if metric == "ratio" else "interval" if metric == "interval" else "rank")
        )

    def confusions(self):
        columns = self.codes.T
        return [
            two.confusion_of(columns[g], columns[h], self.q) for g, h in combinations(range(len(columns)), 2)
        ]

    def pair(self):
        (confusion,) = self.confusions()
        return confusion

    def place(self, params):
        return [json.dumps(v) for v in self.values].index(json.dumps(params["category"]))

    # Statistics: one method a name.

    def krippendorff_alpha(self, params):
        if params["metric"] == "ordinal":
            layout, sums = self.sums(np.eye(self.q))
            return c.alpha_ordinal(sums, layout)
        try:
            weight = self.alpha_weight(params)
        except ValueError:
            return nan  # there is no distance between words
        layout, sums = self.sums(weight)
        return c.alpha_fixed(sums, layout, "w")

    def alpha_Do(self, params):  # noqa: N802 (the name in the file)
        layout, sums = self.sums(self.alpha_weight(params))
        return c.alpha_disagreement(sums, layout, "w")[0]

    def alpha_De(self, params):  # noqa: N802 (the name in the file)
        layout, sums = self.sums(self.alpha_weight(params))
        return c.alpha_disagreement(sums, layout, "w")[1]

    def alpha_weighted_fixed(self, params):
        layout, sums = self.sums(self.weight(params))
        return c.alpha_fixed(sums, layout, "w")

    def alpha_weighted_fixed_se(self, params):
        layout, sums = self.sums(self.weight(params))
        pairable = float(layout.take(sums, "pairable"))
        return influence_error(
            self.codes, layout, sums, lambda s: c.alpha_fixed(s, layout, "w", small_sample=False), pairable
        )

    def krippendorff_alpha_se(self, params):
        assert params["metric"] == "nominal"
        return self.alpha_weighted_fixed_se({})

    def chance_corrected(self, name, params):
        layout, sums = self.sums(self.weight(params))
        return c.chance_corrected(sums, layout, name, "w")

    def chance_corrected_se(self, name, params):
        layout, sums = self.sums(self.weight(params))
        # R's irrCAC, whose figures these are, counts units that nobody rated.
        return gwet_error(self.codes, layout, sums, name, "w", units=len(self.codes))

    def influence_se(self, name, params):
        layout, sums = self.sums(self.weight(params))

        def figure(sums):
            if name == "percent_agreement":
                return c.percent_agreement(sums, layout, "w")
            return c.chance_corrected(sums, layout, name, "w")

        return influence_error(self.codes, layout, sums, figure, float(layout.take(sums, "units")))

    def percent_agreement(self, params):
        layout, sums = self.sums(self.weight(params))
        return c.percent_agreement(sums, layout, "w")

    percent_agreement_w = percent_agreement

    def percent_agreement_se(self, params):
        return self.chance_corrected_se("percent_agreement", params)

    percent_agreement_w_se = percent_agreement_se

    def fleiss_pe(self, params):
        layout, sums = self.sums(self.weight(params))
        return c.chance_fleiss(sums, layout, "w")

    def light_kappa(self, params):
        return np.mean([two.cohen_kappa(each, self.weight(params)) for each in self.confusions()])

    def cohen_kappa(self, params):
        return two.cohen_kappa(self.pair(), self.weight(params))

    def kappa_pe(self, params):
        return two.expected_agreement(self.pair(), self.weight(params))

    def scott_pi(self, params):
        return two.scott_pi(self.pair(), self.weight(params))

    def cohen_kappa_ase(self, params):
        return two.asymptotic_error(self.pair(), "cohen_kappa", self.weight(params))

    cohen_kappa_gwet_se = cohen_kappa_ase

    def scott_pi_gwet_se(self, params):
        return two.asymptotic_error(self.pair(), "scott_pi", self.weight(params))

    def cohen_kappa_ase0(self, params):
        return two.null_error(self.pair(), self.weight(params))

    def bangdiwala_B(self, params):  # noqa: N802 (the name in the file)
        return two.bangdiwala(self.pair())

    def bangdiwala_B_se(self, params):  # noqa: N802 (the name in the file)
        return two.asymptotic_error(self.pair(), "bangdiwala")

    def kappa_max(self, params):
        return two.kappa_maximum(self.pair())

    def per_value(self, function, params):
        layout, sums = self.sums(np.eye(self.q))
        return function(sums, layout)[self.place(params)]

    def specific_agreement(self, params):
        return self.per_value(c.specific_agreement, params)

    def fleiss_category_kappa(self, params):
        # The file's convention: only units that everybody rated.
        self.codes = self.codes[(self.codes >= 0).all(axis=1)]
        return self.per_value(c.fleiss_of_values, params)

    def alpha_category(self, params):
        return self.per_value(c.alpha_of_values, params)

    def cohen_category_kappa(self, params):
        return two.cohen_of_values(self.pair())[self.place(params)]

    def compute(self, name, params):
        if name in c.CHANCE:
            return float(self.chance_corrected(name, params))
        if name.removesuffix("_se") in c.CHANCE:
            return float(self.chance_corrected_se(name.removesuffix("_se"), params))
        return float(getattr(self, name)(params))


class Sets:
    """A case whose values are sets."""

    def __init__(self, case):
        self.members = case["categories"]
        masks = [[self.mask(v) if v is not None else -1 for v in row] for row in case["ratings"]]
        self.masks = np.array(masks, np.int64)
        self.sets = np.unique(self.masks[self.masks >= 0])
        self.codes = np.where(self.masks < 0, -1, np.searchsorted(self.sets, self.masks)).astype(np.int16)

    def mask(self, members):
        return sum(1 << self.members.index(member) for member in members)

    def mean(self, weight):
        layout = Layout(len(self.sets), self.codes.shape[1], {"w": weight}, frozenset())
        sums = group_sums(self.codes, layout, np.zeros(len(self.codes), np.intp), 1)[0]
        return layout, sums

    def compute(self, name, params):
        sets = self.sets.tolist()
        if name == "krippendorff_alpha_set":
            layout, sums = self.mean(1 - SET_DISTANCES[params["distance"]](sets))
            return float(c.alpha_fixed(sums, layout, "w"))
        weight = {
            "set_exact_match": lambda a, b: a == b,
            "set_any_overlap": lambda a, b: bool(a & b),
            "set_mean_dice": lambda a, b: 2 * (a & b).bit_count() / max(a.bit_count() + b.bit_count(), 1),
        }[name]
        layout, sums = self.mean(np.array([[float(weight(a, b)) for b in sets] for a in sets]))
        return float(c.percent_agreement(sums, layout, "w"))


def name_of(case, expected):
    return f"{case['id']}-{expected['stat']}-{json.dumps(expected.get('params', {}))}"


EXPECTED = [
    pytest.param(case, expected, id=name_of(case, expected))
    for case in CASES
    if case["kind"] in ("coding", "set")
    for expected in case["expected"]
]
DEGENERATE = [
    pytest.param(case, expected, id=name_of(case, expected))
    for case in CASES
    for expected in case.get("peer_behaviour", [])
    if not expected["stat"].endswith("_se")  # the file gives no standard errors for these
]


def of_kind(kind):
    return [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]


@pytest.mark.parametrize(("case", "expected"), EXPECTED)
def test_known_answer(case, expected):
    if "infinitesimal jackknife" in expected["source"]:
        name = expected["stat"].removesuffix("_se").removesuffix("_w")
        computed = Coding(case).influence_se(name, expected["params"])
    else:
        kind = Sets if case["kind"] == "set" else Coding
        computed = kind(case).compute(expected["stat"], expected["params"])
    value, tolerance = expected["value"], expected["tol"]
    if expected["stat"].endswith(("_se", "_ase")) and value < ROOT_OF_ROUNDING:
        tolerance = ROOT_OF_ROUNDING
    assert same(computed, value, tolerance), f"{computed} instead of {value}"
    if "exact" in expected:
        assert same(computed, expected["exact"], 1e-9)


@pytest.mark.parametrize(("case", "expected"), DEGENERATE)
def test_degenerate_data(case, expected):
    computed = Coding(case).compute(expected["stat"], expected["params"])
    assert same(computed, expected["recommended"], 1e-9), f"{computed} instead of {expected['recommended']}"


@pytest.mark.parametrize("case", of_kind("set_distance"))
def test_set_distances(case):
    for expected in case["expected"]:
        members = sorted({*expected["a"], *expected["b"]})
        masks = [sum(1 << members.index(m) for m in expected[side]) for side in ("a", "b")]
        for name in ("jaccard", "masi", "passonneau2004", "dkpro_masi"):
            assert SET_DISTANCES[name](masks)[0, 1] == pytest.approx(expected[name], abs=1e-12)


def observers(data):
    """Codes with a column for each time that an annotator rated an item, and whose column it is."""
    columns, cells, seen = {}, {}, {}
    for item, annotator, label in data:
        turn = seen[item, annotator] = seen.get((item, annotator), -1) + 1
        cells[item, columns.setdefault((annotator, turn), len(columns))] = label
    codes = np.full((1 + max(row[0] for row in data), len(columns)), -1)
    for place, label in cells.items():
        codes[place] = label
    return codes, np.array([annotator for annotator, _ in columns])


@pytest.mark.parametrize("case", of_kind("aggregation"))
def test_dawid_skene(case):
    expected = {each["stat"]: each for each in case["expected"]}
    codes, owners = observers(case["data"])
    n_values = 1 + max(row[2] for row in case["data"])
    if case["id"] == "dawid_skene1979":
        # The file's data have patient 7 as 1, 1, 2 (so do its `exact` figures); the paper, whose figures
        # are its `value`s, has 1, 2, 2 for the first observer.
        found = dawid_skene(codes, n_values, repeats=owners, tolerance=1e-14)
        assert same(found.prevalence, expected["class_marginals"]["exact"], 1e-9)
        assert same(found.errors[0], expected["error_rates_observer1"]["exact"], 1e-9)
        assert (codes[6, owners == 0] == [0, 0, 1]).all()
        codes[6, owners == 0] = [0, 1, 1]
    found = dawid_skene(codes, n_values, repeats=owners, tolerance=1e-14)
    computed = {
        "class_marginals": found.prevalence,
        "error_rates_observer1": found.errors[0],
        "posterior_item7": found.posterior[6],
        "posterior_item38": found.posterior[37],
        "map_labels": found.codes + 1,
    }
    for name, each in expected.items():
        assert same(computed[name], each["value"], each.get("tol", 0)), name


@pytest.mark.parametrize("case", of_kind("span_f1"))
def test_span_f1(case):
    found = span_f1(*([Span(start, end) for start, end in spans] for spans in case["data"]))
    for expected in case["expected"]:
        value = found[expected["stat"].removeprefix("span_f1_")]
        assert value == pytest.approx(expected["value"], abs=expected["tol"])


@pytest.mark.parametrize("case", of_kind("unitizing"))
def test_alpha_for_unitizing(case):
    begin = case["begin"]
    annotators = [[Span(s - begin, s - begin + n, label) for s, n, label in spans] for spans in case["data"]]
    for expected in case["expected"]:
        value = alpha_u(annotators, case["length"], label=expected.get("params", {}).get("category"))
        assert same(value, expected["value"], expected["tol"])
        assert same(value, expected["exact"], 1e-9)


@pytest.mark.parametrize("case", of_kind("benchmark"))
def test_cumulative_probabilities(case):
    value, se = (float(part.split("=")[1]) for part in case["title"].split(", ")[1].split())
    scales = {"landis_koch_cumprob": LANDIS_KOCH, "altman_cumprob": ALTMAN, "fleiss_cumprob": FLEISS}
    for expected in case["expected"]:
        found = cumulative_probabilities(value, se, scales[expected["stat"]])
        assert same(found, expected["value"], expected["tol"])


def test_a_figure_below_minus_one_belongs_to_the_lowest_class():
    # Weighted κ of two annotators can lie below −1, where a cut-off distribution has no mass at all.
    assert cumulative_probabilities(-1.4, 1e-6, LANDIS_KOCH) == [0, 0, 0, 0, 0, 1]


def test_every_case_is_run():
    kinds = {"coding", "set", "set_distance", "aggregation", "span_f1", "unitizing", "benchmark"}
    assert {case["kind"] for case in CASES} <= kinds
    assert len(EXPECTED) > 1600
