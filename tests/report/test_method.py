"""The paragraphs for a paper: whole, and with every work that they cite."""

from __future__ import annotations

import re

import pytest

from annotate_tui.report import MethodFacts, build, markdown, method

SPACE = "\N{NO-BREAK SPACE}"


def paragraphs(report):
    return " ".join(method.paragraphs(report)).replace(SPACE, " ")


def test_origin_versions_digests_and_seed_are_named(make):
    text = paragraphs(make.report())
    for fact in (
        "annotate-tui 1.2.3",
        "codebook health-claims 1.0.0 (hash fedcba9876543210)",
        "annotations.db with the SHA-256 digest 0123456789abcdef",
        "2,000 draws, seed 7",
        "draws whole articles with replacement",
        "the nominal distance for Claim type",
    ):
        assert fact in text


def test_what_was_left_out_is_named(make):
    data = make.analysis()
    data["cleaning"] = {
        "claim_type": {
            "n_units": 140,
            "n_rated": 130,
            "n_pairable": 128,
            "annotators": {"ann": {"rated": 1, "missing": {"cannot decide": 3, "not asked": 1}}},
            "kinds_apart": {"comment": 4},
            "models_left_out": ["robot"],
        }
    }
    text = paragraphs(make.report(data, left_out={"labels of units that are gone": 2}))
    assert text.endswith(
        "Left out: 2 labels of units that are gone; for Claim type, 6 units without an answer, "
        "2 units with one answer only, 1 answer not asked for, because another answer closed the question, "
        "3 answers “cannot decide”, 4 units of kind “comment”, reported apart and the labels of a model "
        "(robot)."
    )


@pytest.mark.parametrize("interval", ["bca", "percentile"])
@pytest.mark.parametrize("se", ["influence", "gwet"])
@pytest.mark.parametrize("scale", ["nominal", "ordinal", "set"])
def test_every_work_that_is_cited_is_listed(make, interval, se, scale):
    data = make.analysis(claim_type=make.facet(scale=scale))
    data["method"] |= {"interval": interval, "se": se}
    data["facets"]["claim_type"]["coefficients"]["krippendorff_alpha"]["reading"] = {
        "gwet": {"landis_koch": "substantial"}
    }
    report = make.report(data)
    listed = method.works(report)
    text = markdown.to_markdown(report)
    cited = re.findall(r"([A-Z][a-z]+)(?: & [A-Z][a-z]+)?, (\d{4})(?:, (\d{4}))?\)", text)
    assert cited
    for author, *years in cited:
        for year in filter(None, years):
            assert any(work.startswith(author) and f"({year})" in work for work in listed), (author, year)


def test_without_intervals_that_is_said(make):
    data = make.analysis()
    data["method"]["draws"] = 0
    assert "No intervals were computed." in paragraphs(make.report(data))


def test_an_undefined_coefficient_is_reported_with_its_reason(make):
    text = paragraphs(make.report(make.analysis(claim_type=make.facet(None, None, None))))
    assert "α undefined (no variation: everybody always gave the same answer" in text


def test_nothing_that_is_unknown_is_made_up(make):
    from annotate_tui.report import build

    text = paragraphs(build(make.analysis()))
    assert text.startswith("Agreement was computed with annotate-tui. The headline is")


def test_how_intervals_are_made_is_said_as_it_is_done(make):
    text = " ".join(method.paragraphs(build(make.analysis(claim_type=make.facet()))))
    for said in (
        "Student’s t",
        "Kish’s (1965) effective number",
        "fewer than 5 articles",
        "undefined do not",
    ):
        assert said in text
    assert "article by article" not in text


def test_few_articles_are_reported_with_their_interval(make):
    facet = make.facet(resampled="unit", n_clusters=5, alpha_by_article=make.entry(0.74, 0.5, 0.98))
    text = paragraphs(build(make.analysis(claim_type=facet)))
    assert "95 % CI [.69, .79] (article by article [.50, .98])" in text
    assert "standard error summed by article, or by unit where that is larger" in text


@pytest.mark.parametrize(
    ("values_from", "said"),
    [
        ("", "those of the codebook, whether they were used or not"),
        ("order", "those that were declared, whether they were used or not"),
        ("data", "those that occur in the file, as none were declared"),
    ],
)
def test_where_values_come_from_is_said(make, values_from, said):
    facts = MethodFacts(values_from=values_from)
    text = " ".join(method.paragraphs(build(make.analysis(claim_type=make.facet()), facts=facts)))
    assert f"values are {said}." in text
