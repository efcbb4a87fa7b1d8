"""Sentences beside the figures: cautions, what was left out, what is meant."""

from __future__ import annotations

import pytest

from annotate_tui.report import build, compose, html, terminal, words
from annotate_tui.report.left_out import left_out, mixed_versions
from annotate_tui.report.safe import for_terminal
from annotate_tui.report.sentences import benchmarks, indices, members, narrow
from annotate_tui.report.verdict import too_narrow
from annotate_tui.visible import on_one_line

SPACE = "\N{NO-BREAK SPACE}"


def facet(make, **more):
    return make.report(make.analysis(claim_type=make.facet(**more))).facets[0]


def test_a_value_that_is_nearly_everything_is_a_warning(make):
    values = {
        "claim": make.value(0.9, 0.8, 1, n=9, share=0.92),
        "none": make.value(0.3, 0, 1, n=1, share=0.08),
    }
    (text,) = facet(make, values=values).warnings
    assert text.startswith(f"92{SPACE}% of the answers are “Claim”.")
    assert "AC1" in text


def test_a_rare_flag_is_a_warning_of_its_own(make):
    values = {"false": make.value(0.9, 0.8, 1, share=0.97), "true": make.value(0.3, 0, 1, share=0.03)}
    (text,) = facet(make, values=values, scale="boolean").warnings
    assert "“no”" in text
    assert f"below 5{SPACE}%" in text


def test_coefficients_that_are_far_apart_are_a_warning(make):
    data = make.facet(0.3, 0.2, 0.4)
    (text,) = make.report(make.analysis(claim_type=data)).facets[0].warnings
    assert "α is .30 but Gwet’s AC1 is .75" in text


def test_even_answers_and_close_coefficients_need_no_warning(make):
    assert facet(make).warnings == ()


def test_lost_draws_are_told(make):
    coefficients = {"krippendorff_alpha": make.entry(0.7, 0.6, 0.8, undefined_draws=12)}
    assert (
        "In 12 of the bootstrap’s draws α was undefined" in facet(make, coefficients=coefficients).warnings[0]
    )


@pytest.mark.parametrize(
    ("resampled", "articles", "said"),
    [
        ("unit", 5, "From 5 articles only: the intervals take units as independent and are too narrow."),
        ("unit", 1, "From 1 article only: the intervals take units as independent and are too narrow."),
        ("unit", 30, "Units were drawn although they come from 30 articles: the intervals are too narrow."),
        ("cluster", 4, "Only 4 articles to draw from: such intervals are rough, and mostly too narrow."),
        ("cluster", 10, None),
        ("unit", 0, None),
    ],
)
def test_intervals_from_few_articles_are_distrusted(make, resampled, articles, said):
    found = facet(make, resampled=resampled, n_clusters=articles)
    assert too_narrow(found) == (said is not None)
    if said:
        assert narrow(found).replace(SPACE, " ") == said


def test_each_answer_of_a_set_is_judged_by_itself(make):
    chosen = {
        name: {
            "n": 30,
            "krippendorff_alpha": make.entry(value, low, 0.99),
            "positive_agreement": make.entry(value, low, 0.99),
        }
        for name, value, low in (("cta", 0.9, 0.85), ("promo", 0.7, 0.5), ("slant", 0.72, 0.6))
    }
    text = members(facet(make, scale="set", members=chosen, values={}))
    assert text == "Answer by answer (by α of each). Reliable: cta; not shown to be reliable: promo, slant."
    few = members(facet(make, scale="set", members=chosen, values={}, resampled="unit", n_clusters=5))
    assert few.endswith("At best reliable: cta; not shown to be reliable: promo, slant.")
    assert members(facet(make)) == ""


def test_benchmarks_leave_out_classes_that_everything_reaches(make):
    reading = {"gwet": {"krippendorff": "unreliable", "landis_koch": "moderate", "altman": "poor"}}
    coefficients = {"krippendorff_alpha": make.entry(0.6, 0.5, 0.7, reading=reading)}
    (text,) = benchmarks(facet(make, coefficients=coefficients))
    assert text.replace(SPACE, " ") == (
        "Gwet’s (2014) benchmark, which looks at one side only and takes errors to be normal, puts α with a "
        "probability of 95 % at “moderate” on Landis and Koch’s scale or better; the verdict goes by the "
        "interval."
    )
    assert benchmarks(facet(make)) == ()


def test_no_class_with_a_probability_from_an_error_that_is_too_small_or_none(make):
    coefficients = {
        "krippendorff_alpha": make.entry(0.9, 0.85, 0.95, reading={"gwet": {"krippendorff": "reliable"}})
    }
    assert benchmarks(facet(make, coefficients=coefficients))
    assert not benchmarks(facet(make, coefficients=coefficients, resampled="unit", n_clusters=5))
    coefficients["krippendorff_alpha"] |= {"low": None, "high": None, "interval_undefined": "all_draws_equal"}
    assert not benchmarks(facet(make, coefficients=coefficients))


def test_nothing_left_out_is_not_mentioned():
    assert left_out({}) == ()
    assert mixed_versions({}) == ""


def test_mixed_versions_are_named():
    text = mixed_versions({"mixed_versions": 3, "versions": {"book 1.0.0": 5, "book 1.1.0": 4}})
    assert text.replace(SPACE, " ") == (
        "On 3 units the answers that are compared were given under different versions of the codebook "
        "(book 1.0.0, book 1.1.0)."
    )


@pytest.mark.parametrize(
    ("key", "scale", "name"),
    [
        ("krippendorff_alpha", "ordinal", "Krippendorff’s α (ordinal)"),
        ("krippendorff_alpha", "set", "Krippendorff’s α (MASI)"),
        ("krippendorff_alpha_interval", "ordinal", "Krippendorff’s α (interval)"),
        ("gwet_ac", "nominal", "Gwet’s AC1"),
        ("gwet_ac2_linear", "ordinal", "Gwet’s AC2 (linear weights)"),
        ("cohen_kappa_quadratic", "ordinal", "Cohen’s κ (quadratic weights)"),
        ("percent_agreement", "set", "Percent agreement (equal sets)"),
        ("percent", "nominal", "Percent agreement"),
        ("brand_new_index", "nominal", "brand new index"),
    ],
)
def test_names_of_coefficients(key, scale, name):
    assert words.name(key, scale) == name


def test_a_coefficient_that_is_new_to_the_report_is_shown_all_the_same(make):
    data = make.facet()
    data["coefficients"]["brand_new_index"] = make.entry(0.5, 0.4, 0.6)
    report = make.report(make.analysis(claim_type=data))
    assert any("brand new index" in line for line in terminal.lines(report))


def test_what_hides_or_reorders_text_is_made_visible():
    assert on_one_line("a\x1b[0m\tb\u202ec\u200bd\ud800") == "a␛[0m b<U+202E>c<U+200B>d<U+D800>"
    assert for_terminal("\U0001f1e9\U0001f1ea 👩\u200d⚕\ufe0f é") == "DE 👩⚕ é"


def test_a_low_alpha_at_high_agreement_is_explained(make):
    values = {"false": make.value(0.95, 0.9, 1, share=0.93), "true": make.value(0.3, 0, 1, share=0.07)}
    data = make.facet(0.3, 0.1, 0.5, values=values, scale="boolean")
    data["coefficients"]["fleiss_kappa"] = make.entry(0.3)
    (text,) = make.report(make.analysis(claim_type=data)).facets[0].warnings
    assert text.startswith(f"α is low (.30) although two annotators agree 86{SPACE}% of the time, because 93")
    # (.86 − .30) / (1 − .30) is what chance gives.
    assert f"guessing with such habits would agree 80{SPACE}% of the time" in text
    assert "Gwet’s AC1, which suffers less from that, is .75" in text


def test_habits_that_bound_kappa_are_named(make):
    data = make.facet()
    data["pairs"][0] |= {"kappa_max": 0.55, "confusion": [[40, 40], [8, 40]]}
    (text,) = make.report(make.analysis(claim_type=data)).facets[0].warnings
    assert text.startswith(
        f"ann gives the answer “Claim” more often than ben, by 25{SPACE}percentage points."
    )
    assert "could be .55 at most" in text


def test_prevalence_bias_and_pabak_of_two_answers(make):
    data = make.facet()
    data["pairs"][0] |= {"kappa_max": 0.9, "bangdiwala": 0.7}
    said = indices(make.report(make.analysis(claim_type=data)).facets[0])
    assert (
        said
        == "Prevalence index of “No claim” .00, bias index .02, PABAK .72, κ at most .90, Bangdiwala’s B .70."
    )


def test_answers_with_and_without_highlights_are_not_pooled_silently(make):
    rate = {"n": 60, "shares": {"claim": 0.4, "none": 0.6}}
    brief = {"n_pairable": 30, "percent_agreement": make.entry(0.9), "krippendorff_alpha": make.entry(0.8)}
    report = make.report(
        make.analysis(
            claim_type=make.facet(
                highlighting={"highlighted": brief, "off": brief},
                label_rates={"highlighted": rate, "off": rate | {"n": 70}},
                highlights_pooled=[60, 70],
            )
        )
    )
    assert any(
        "60\xa0answers were given with cue highlights on and 70 without" in t
        for t in report.facets[0].warnings
    )
    shown = "\n".join(terminal.lines(report))
    assert "words underlined" in shown
    assert "How often each answer was given, by what was underlined" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_one_label_from_several_is_said_with_each_annotator(make):
    data = make.facet(
        aggregated={
            "majority": {
                "n_units": 128, "unanimous": 110, "majority": 10, "tied": 8,
                "shares": {"claim": 0.5, "none": 0.5},
            },
            "dawid_skene": {
                "values": ["claim", "none"],
                "prevalence": {"claim": 0.5, "none": 0.5},
                "annotators": {
                    "ann": {"accuracy": 0.95, "confusion": [[0.9, 0.1], [0.0, 1.0]]},
                    "ben": {"accuracy": None, "confusion": None},
                },
                "changed": 3, "resolved": 2, "iterations": 9, "converged": True,
            },
        }
    )  # fmt: skip
    page = html.to_html(make.report(make.analysis(claim_type=data))).replace("\xa0", " ")
    assert "110 (86 %) are unanimous, on 10 a majority decides, and 8 are tied" in page
    assert "Claim → No claim (10 %)" in page
    assert "With two annotators it rests on little" in page


def test_the_interval_distance_does_not_hide_what_an_interval_is(make):
    data = make.facet(scale="ordinal")
    data["coefficients"]["krippendorff_alpha_interval"] = make.entry(0.7, 0.6, 0.8)
    page = html.to_html(make.report(make.analysis(claim_type=data)))
    assert "<dt>Interval</dt><dd>The values that fit the data" in page
    assert "<dt>Distance: interval</dt><dd>Answers are compared by the square" in page


def test_each_row_of_a_gate_has_its_own_number_of_units(make):
    figures = {"krippendorff_alpha": make.entry(0.7), "percent_agreement": make.entry(0.8)}
    gate = {"n_units": 10, "n_pairable": 9, "n_both_asked": 5, "n_joint": 7}
    (table,) = compose.gate(facet(make, gate=gate | {"figures": figures, "joint": figures}))
    assert [row[1] for row in table.rows] == ["9", "5", "7"]


@pytest.mark.parametrize(
    ("reach", "said"), [(0.04, "Agreement fell over time"), (0.5, "no more than chance")]
)
def test_a_change_within_the_intervals_of_its_ends_is_no_drift(make, reach, said):
    """Two articles a stretch: the change is more than two standard errors, but Student's t goes further."""
    blocks = [
        {
            "start": at,
            "n_pairable": 50,
            "percent_agreement": make.entry(same, same - reach, min(1.0, same + reach)),
            "krippendorff_alpha": make.entry(same),
        }
        for at, same in ((0, 0.9), (9e5, 0.7))
    ]
    found = facet(make, time={"blocks": blocks, "change": -0.2, "change_se": 0.06})
    assert said in found.remarks[0]


def test_a_model_beside_one_person_is_shown_although_nothing_can_be_pooled(make):
    pair = {"annotators": ["ann", "robot"], "n": 12, "figures": {"cohen_kappa": make.entry(0.41)}}
    nobody = {"krippendorff_alpha": make.entry(None)}
    report = make.report(make.analysis(claim_type=make.facet(None, models=[pair], coefficients=nobody)))
    text = "\n".join(terminal.lines(report))
    assert "ann – robot" in text.replace(SPACE, " ")
    assert "robot" in html.to_html(report)


def test_the_other_units_of_a_file_are_not_looked_for_in_a_database(make):
    units = [
        {"unit": str(n), "article": None, "disagreement": 1, "answers": {"ann": "x", "ben": "y"}}
        for n in range(5)
    ]
    for name, said in (("claim_type", "annotate-tui disagreements"), ("ratings", "--format html")):
        data = make.analysis(**{name: make.facet(disagreements=units)})
        assert f"the others: {said})" in "\n".join(terminal.lines(build(data)))


def test_an_interval_of_units_of_few_articles_is_not_called_narrow_enough(make):
    plan = {"target": 0.05, "half_width": 0.03, "groups_now": 200, "groups_needed": 200}
    assert "narrow enough" in " ".join(facet(make, more_data=plan).remarks)
    few = facet(make, more_data=plan, resampled="unit", n_clusters=5)
    assert "narrow enough" not in " ".join(few.remarks)


@pytest.mark.parametrize(("few", "said"), [({}, False), ({"resampled": "unit", "n_clusters": 5}, True)])
def test_differences_from_few_articles_are_distrusted_too(make, few, said):
    data = make.analysis(one=make.facet(**few), two=make.facet(**few))
    data["differences"] = [{"facets": ["one", "two"], **make.entry(0.1, 0.02, 0.2)}]
    assert ("these intervals, too, are too narrow" in html.to_html(build(data))) == said
