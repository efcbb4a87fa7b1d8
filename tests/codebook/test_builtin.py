"""The codebook that comes with the program says what annotators need to know."""

from __future__ import annotations

import json

import pytest

from annotate_tui.codebook.data import codebook_from_data, codebook_to_data, content_hash
from annotate_tui.codebook.guide import facet_guideline, guideline, rules_for
from annotate_tui.codebook.schema import UNIT_KINDS
from annotate_tui.corpus.article import UnitKind
from annotate_tui.errors import CodebookError


def test_it_asks_three_questions_of_a_sentence_and_offers_three_flags_and_a_note(builtin):
    assert [facet.id for facet in builtin.unit_facets if facet.required] == [
        "claim_type",
        "evidence",
        "coi_cues",
    ]
    assert [facet.id for facet in builtin.unit_facets if not facet.required] == [
        "doubt",
        "compound",
        "unsure",
        "note",
    ]
    assert [facet.id for facet in builtin.document_facets] == [
        "publisher_type",
        "author_named",
        "dated",
        "sources_listed",
    ]
    assert [value.rank for value in builtin.facet("evidence").values] == [0, 1, 2, 3]


@pytest.mark.parametrize("facet_id", ["claim_type", "evidence", "coi_cues"])
def test_every_value_has_a_definition_and_examples_of_both_kinds(builtin, facet_id):
    for value in builtin.facet(facet_id).values:
        assert value.short
        assert value.id == "none" or (value.include and value.exclude)
        assert sum(example.belongs for example in value.examples) >= 2
        assert any(example.goes_to for example in value.examples)


def test_every_facet_and_every_value_can_be_explained_in_a_line(builtin):
    for facet in builtin.facets:
        assert facet.name
        assert facet.question or facet.short
        assert all(value.name and value.short and value.key for value in facet.values)


def test_all_fourteen_rules_are_there_and_each_question_shows_its_own(builtin):
    assert [rule.title.split(".")[0] for rule in builtin.rules] == [str(n) for n in range(1, 15)]
    assert [r.title for r in rules_for(builtin, builtin.facet("coi_cues"))] == [
        "6. Quotes and comments",
        "7. Headings and lead-ins",
        "9. Questions",
        "13. Quote the cue",
        "14. Undecided",
    ]


def test_only_bylines_and_promotion_are_asked_less_and_comments_are_reported_apart(builtin):
    assert [kind for kind, policy in builtin.kinds.items() if policy.report_apart] == ["comment"]
    assert {kind for kind, policy in builtin.kinds.items() if policy.only} == {"byline", "promo_block"}
    assert builtin.policy("lead_in").prefill == {"claim_type": "no_claim"}


def test_the_kinds_of_units_are_those_of_the_segmentation():
    assert list(UNIT_KINDS) == [kind.value for kind in UnitKind]


def test_highlights_are_off(builtin):
    assert builtin.lexicon.get("state", "off") == "off"
    assert builtin.lexicon["id"] == "health-cues-en"


def test_the_page_shows_everything(builtin):
    page = guideline(builtin)
    for facet in builtin.facets:
        assert facet.name in page
        for value in facet.values:
            for text in (value.name, value.short, value.include, value.exclude, value.notes):
                assert text in page
            for example in value.examples:
                assert f"“{example.text}”" in page
    for rule in builtin.rules:
        assert rule.text in page
    for warning in builtin.warnings:
        assert warning.message in page
    assert builtin.principle in page


def test_references_that_nobody_has_checked_say_so(builtin):
    page = guideline(builtin)
    for source in builtin.sources:
        line = next(line for line in page.splitlines() if source.text in line)
        assert ("not yet checked" in line) is not source.checked


def test_the_page_of_a_question_has_its_values_and_rules_only(builtin):
    page = facet_guideline(builtin, builtin.facet("evidence"))
    assert "Could a reader find the source" in page
    assert "Asked only for Efficacy" in page
    assert "✗ “One study found less craving.” → Untraceable (which study?)" in page
    assert "11. Numbers" in page
    assert "13. Quote the cue" not in page


def test_plain_data_gives_back_the_same_codebook(builtin):
    data = json.loads(json.dumps(codebook_to_data(builtin)))
    again = codebook_from_data(data)
    assert again == builtin
    assert content_hash(again) == builtin.hash == data["hash"]


@pytest.mark.parametrize(
    "data", [{}, {"id": "x"}, {"facets": 3}, {"facets": [{"unknown": 1}]}, {"facets": None, "kinds": []}]
)
def test_data_that_is_no_codebook_is_said_to_be_unreadable(data):
    with pytest.raises(CodebookError, match="later version"):
        codebook_from_data(data)


def test_data_of_a_later_version_is_said_to_be_unreadable(builtin):
    with pytest.raises(CodebookError, match="later version"):
        codebook_from_data({**codebook_to_data(builtin), "moods": []})
