"""Verdicts go by the interval, never by the point estimate alone."""

from __future__ import annotations

import pytest

from annotate_tui.report import FacetNames, build
from annotate_tui.report.verdict import Reading, verdict


def judged(make, *figures, scope="unit", **more):
    data = make.analysis(claim_type=make.facet(*figures, **more))
    report = build(data, names={"claim_type": FacetNames(name="Claim type", scope=scope)})
    return verdict(report.facets[0])


def words(found):
    return found.sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("figures", "reading", "phrase"),
    [
        ((0.88, 0.82, 0.92), Reading.RELIABLE, "reliable"),
        ((0.83, 0.72, 0.9), Reading.TENTATIVE, "reliable enough for tentative conclusions"),
        ((0.74, 0.69, 0.79), Reading.TENTATIVE, "reliable enough for tentative conclusions"),
        ((0.95, 0.6, 0.99), Reading.UNPROVEN, "not shown to be reliable"),
        ((0.7, 0.5, 0.8), Reading.UNPROVEN, "not shown to be reliable"),
        ((0.6, 0.5, 0.7), Reading.UNRELIABLE, "not reliable enough"),
        ((0.3, 0.2, 0.4), Reading.UNRELIABLE, "not reliable enough"),
        ((0.3, -0.1, 0.5), Reading.CHANCE, "not shown to be better than chance"),
        ((-0.1, -0.2, 0.1), Reading.CHANCE, "no better than chance"),
    ],
)
def test_readings(make, figures, reading, phrase):
    found = judged(make, *figures)
    assert (found.reading, found.phrase) == (reading, phrase)


def test_the_sentence_holds_the_figure_its_lower_bound_and_its_interval(make):
    assert words(judged(make)) == (
        "reliable enough for tentative conclusions: α = .74, and with 95 % confidence at least .69 "
        "(95 % interval .69 to .79)."
    )


def test_a_high_coefficient_with_a_wide_interval_is_not_called_reliable(make):
    assert words(judged(make, 0.85, 0.5, 0.99)).startswith(
        "not shown to be reliable: α = .85 looks reliable, but"
    )


def test_undefined_is_said_in_words(make):
    found = judged(make, None, None, None)
    assert found.reading is Reading.UNDEFINED
    assert found.sentence.startswith("cannot be judged: α is undefined. No variation: everybody")


def test_without_an_interval_nothing_is_called_reliable(make):
    data = make.facet()
    data["coefficients"]["krippendorff_alpha"] = make.entry(
        0.9, interval_undefined="not_computed", interval_explanation="No interval was asked for."
    )
    found = judged(make, coefficients=data["coefficients"])
    assert found.reading is Reading.UNDEFINED
    assert words(found) == "cannot be judged: α = .90, without an interval. No interval was asked for."


def test_an_interval_from_few_articles_holds_at_best(make):
    found = judged(make, resampled="unit", n_clusters=4)
    assert found.phrase == "at best reliable enough for tentative conclusions"
    assert judged(make, 0.3, 0.2, 0.4, resampled="unit", n_clusters=4).phrase == "not reliable enough"


def test_an_interval_of_units_says_what_it_supposes_and_names_that_of_articles(make):
    few = {"resampled": "unit", "n_clusters": 4}
    assert words(judged(make, **few)).endswith("(95 % interval .69 to .79 if units were independent).")
    found = judged(make, **few, alpha_by_article=make.entry(0.74, -1.3, 1.0))
    assert words(found).endswith(
        "(95 % interval .69 to .79 if units were independent; article by article −1.00 to 1.00)."
    )
    assert "if units were" not in words(judged(make))


@pytest.mark.parametrize("figures", [(0.9, 0.85, 0.95), (0.9, 0.7, 0.95), (0.74, 0.7, 0.8), (0.7, 0.5, 0.8)])
def test_nothing_is_known_with_confidence_from_an_interval_that_is_too_narrow(make, figures):
    assert "confidence" in words(judged(make, *figures))
    assert "confidence" not in words(judged(make, *figures, resampled="unit", n_clusters=5))
    assert "confidence" not in words(judged(make, *figures, resampled="cluster", n_clusters=5))


def test_ratings_without_articles_are_judged_as_they_are(make):
    assert judged(make, resampled="unit", n_clusters=0).reading is Reading.TENTATIVE


def test_questions_about_few_articles_are_not_judged_by_a_coefficient(make):
    found = judged(make, scope="document", n_pairable=5)
    assert found.reading is Reading.RAW
    assert "agreed 86" in found.grounds
    assert judged(make, None, None, None, scope="document", n_pairable=5).reading is Reading.RAW
    assert judged(make, scope="document", n_pairable=20).reading is Reading.TENTATIVE
