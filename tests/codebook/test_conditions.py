"""What a unit is asked, and when it is done."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.conditions import (
    Asked,
    UnitState,
    asked,
    describe,
    holds,
    missing_required,
    unit_state,
    warnings_for,
    why_closed,
)
from annotate_tui.codebook.model import Condition

FLAGGED = '{ facet = "flag", in = [true] }'
FACT = '{ facet = "kind", in = ["fact"] }'
CLAIMS = ["efficacy", "harm", "mechanism", "condition", "treatment"]


def ids(facets):
    return [facet.id for facet in facets]


@pytest.mark.parametrize("claim", CLAIMS)
def test_evidence_is_asked_for_claims(builtin, claim):
    assert asked(builtin, builtin.facet("evidence"), "sentence", {"claim_type": claim}) is Asked.ASKED


@pytest.mark.parametrize(
    "answers", [{}, *({"claim_type": v} for v in ("research", "advice", "no_claim", "cant_decide"))]
)
def test_evidence_is_closed_for_everything_else(builtin, answers):
    assert asked(builtin, builtin.facet("evidence"), "sentence", answers) is Asked.CLOSED


def test_the_reason_names_the_values_or_for_narrow_panels_their_keys(builtin):
    evidence = builtin.facet("evidence")
    assert why_closed(builtin, evidence) == (
        "asked only for Efficacy, Harm or safety, Mechanism, Condition or Treatment facts"
    )
    assert why_closed(builtin, evidence, short=True) == "only for e h m c t"
    assert why_closed(builtin, builtin.facet("claim_type")) == ""


def test_a_sentence_goes_from_open_over_begun_to_done(builtin):
    answers = {}
    assert unit_state(builtin, "sentence", answers) is UnitState.OPEN
    answers["claim_type"] = "efficacy"
    assert unit_state(builtin, "sentence", answers) is UnitState.BEGUN
    assert ids(missing_required(builtin, "sentence", answers)) == ["evidence", "coi_cues"]
    answers["evidence"] = "e0"
    answers["coi_cues"] = ("none",)
    assert unit_state(builtin, "sentence", answers) is UnitState.DONE
    assert missing_required(builtin, "sentence", answers) == ()


def test_a_sentence_without_a_claim_needs_no_evidence(builtin):
    answers = {"claim_type": "no_claim", "coi_cues": ("cta", "vested")}
    assert unit_state(builtin, "sentence", answers) is UnitState.DONE


def test_an_answer_whose_question_has_closed_is_kept_but_not_needed(builtin):
    answers = {"claim_type": "advice", "evidence": "e2", "coi_cues": ("none",)}
    assert unit_state(builtin, "sentence", answers) is UnitState.DONE
    assert not holds(
        Condition("min_rank", facet="evidence", rank=1), answers, kind="sentence", codebook=builtin
    )


def test_cannot_decide_counts_as_answered(builtin):
    answers = {"claim_type": "cant_decide", "coi_cues": "cant_decide"}
    assert unit_state(builtin, "sentence", answers) is UnitState.DONE


@pytest.mark.parametrize(
    "answers", [{"doubt": True}, {"note": "see page 2"}, {"unsure": True, "compound": True}]
)
def test_flags_and_notes_alone_never_make_a_unit_done(builtin, answers):
    assert unit_state(builtin, "sentence", answers) is UnitState.BEGUN


@pytest.mark.parametrize("kind", ["title", "heading", "reference", "boilerplate"])
def test_skipped_kinds_are_skipped_until_they_are_opened(builtin, kind):
    claim_type = builtin.facet("claim_type")
    assert unit_state(builtin, kind, {}) is UnitState.SKIPPED
    assert asked(builtin, claim_type, kind, {}) is Asked.SKIPPED_KIND
    assert missing_required(builtin, kind, {}) == ()
    assert asked(builtin, claim_type, kind, {}, opened=True) is Asked.ASKED
    assert unit_state(builtin, kind, {"claim_type": "efficacy"}) is UnitState.BEGUN
    assert unit_state(builtin, kind, {"claim_type": "no_claim", "coi_cues": ("none",)}) is UnitState.DONE


def test_a_kind_that_cannot_be_opened_stays_skipped(small):
    codebook = small('[unit_kinds.heading]\npolicy = "skip"\n')
    assert asked(codebook, codebook.facet("kind"), "heading", {}, opened=True) is Asked.SKIPPED_KIND
    assert unit_state(codebook, "heading", {"kind": "fact"}) is UnitState.SKIPPED


@pytest.mark.parametrize("kind", ["byline", "promo_block"])
def test_bylines_and_promotion_are_asked_for_cues_only(builtin, kind):
    assert asked(builtin, builtin.facet("claim_type"), kind, {}) is Asked.NOT_FOR_KIND
    assert asked(builtin, builtin.facet("coi_cues"), kind, {}) is Asked.ASKED
    assert unit_state(builtin, kind, {"coi_cues": ("vested",)}) is UnitState.DONE


@pytest.mark.parametrize("kind", ["byline", "promo_block"])
@pytest.mark.parametrize("remark", ["note", "unsure", "doubt"])
def test_remarks_are_possible_wherever_anything_is_asked(builtin, kind, remark):
    assert asked(builtin, builtin.facet(remark), kind, {}) is Asked.ASKED
    assert unit_state(builtin, kind, {remark: "?"}) is UnitState.BEGUN


def test_a_codebook_can_forbid_remarks(small):
    codebook = small(
        '[[facets]]\nid = "remark"\ntype = "text"\nrequired = false\nagreement = false\n'
        'ask_when = { unit_kind = ["comment"] }\n'
        '[[facets]]\nid = "flag"\ntype = "boolean"\nrequired = false\n'
        '[unit_kinds.quote]\nonly = ["kind"]\n'
    )
    assert asked(codebook, codebook.facet("remark"), "quote", {}) is Asked.CLOSED
    assert asked(codebook, codebook.facet("remark"), "comment", {}) is Asked.ASKED
    # What counts in agreement is a label like any other.
    assert asked(codebook, codebook.facet("flag"), "quote", {}) is Asked.NOT_FOR_KIND


def test_questions_about_the_article_do_not_look_at_kinds(builtin):
    assert asked(builtin, builtin.facet("dated"), "boilerplate", {}) is Asked.ASKED


def test_a_kind_the_codebook_does_not_name_is_asked_everything(small):
    assert asked(small(), small().facet("kind"), "comment", {}) is Asked.ASKED


def test_a_value_that_stands_for_a_kind_opens_what_depends_on_it(small):
    codebook = small(
        '[[facets]]\nid = "more"\ntype = "single"\nrequired = true\n'
        'values = [{ id = "yes" }, { id = "no" }]\nask_when = { facet = "kind", in = ["fact"] }\n'
        '[unit_kinds.quote]\nset = { kind = "fact" }\n[unit_kinds.comment]\nset = { kind = "not_asked" }\n'
    )
    assert asked(codebook, codebook.facet("kind"), "quote", {}) is Asked.NOT_FOR_KIND
    assert asked(codebook, codebook.facet("more"), "quote", {}) is Asked.ASKED
    assert asked(codebook, codebook.facet("more"), "comment", {}) is Asked.CLOSED
    assert unit_state(codebook, "quote", {"more": "yes"}) is UnitState.DONE


def test_closing_a_question_closes_what_depends_on_it(small):
    codebook = small(
        """
[[facets]]
id = "strength"
type = "ordinal"
required = true
values = [{ id = "s0" }, { id = "s1" }, { id = "s2" }]
ask_when = { facet = "kind", in = ["fact"] }
[[facets]]
id = "source"
type = "single"
required = true
values = [{ id = "book" }, { id = "person" }]
ask_when = { facet = "strength", min_rank = 1 }
"""
    )
    answers = {"kind": "fact", "strength": "s2"}
    assert ids(missing_required(codebook, "sentence", answers)) == ["source"]
    assert why_closed(codebook, codebook.facet("source")) == "asked only if Strength is at least S1"
    assert (
        asked(codebook, codebook.facet("source"), "sentence", {"kind": "fact", "strength": "s0"})
        is Asked.CLOSED
    )
    answers["kind"] = "view"
    assert asked(codebook, codebook.facet("source"), "sentence", answers) is Asked.CLOSED
    assert unit_state(codebook, "sentence", answers) is UnitState.DONE


def test_a_set_that_is_too_small_is_no_answer_yet(small):
    codebook = small(
        '[[facets]]\nid = "two"\ntype = "multi"\nrequired = true\nmin_selected = 2\n'
        'values = [{ id = "p" }, { id = "q" }, { id = "r" }]\n'
    )
    assert ids(missing_required(codebook, "sentence", {"kind": "fact", "two": ("p",)})) == ["two"]
    assert unit_state(codebook, "sentence", {"kind": "fact", "two": ("p", "r")}) is UnitState.DONE


@pytest.mark.parametrize(
    ("written", "answers", "kind", "expected"),
    [
        ('{ facet = "kind", in = ["fact"] }', {"kind": "fact"}, "sentence", True),
        ('{ facet = "kind", in = ["fact"] }', {"kind": "view"}, "sentence", False),
        ('{ not = { facet = "kind", in = ["fact"] } }', {}, "sentence", True),
        ('{ facet = "kind", empty = true }', {}, "sentence", True),
        ('{ facet = "kind", empty = true }', {"kind": "cant_decide"}, "sentence", False),
        ('{ facet = "kind", in = ["cant_decide"] }', {"kind": "cant_decide"}, "sentence", True),
        ('{ unit_kind = ["quote", "comment"] }', {"kind": "fact"}, "comment", True),
        ('{ unit_kind = ["quote", "comment"] }', {"kind": "fact"}, "sentence", False),
        ('{ facet = "tags", any = ["p", "q"] }', {"tags": ("q", "r")}, "sentence", True),
        ('{ facet = "tags", all = ["p", "q"] }', {"tags": ("q", "r")}, "sentence", False),
        ('{ facet = "tags", all = ["q", "r"] }', {"tags": ("q", "r")}, "sentence", True),
        ('{ facet = "flag", in = [true] }', {"flag": True}, "sentence", True),
        ('{ facet = "flag", in = [true] }', {"kind": "fact"}, "sentence", False),
        (f"{{ all = [{FLAGGED}, {FACT}] }}", {"flag": True}, "sentence", False),
        (f"{{ any = [{FLAGGED}, {FACT}] }}", {"flag": True}, "sentence", True),
        ("{ text = ['\\bshould\\b'] }", {"kind": "fact"}, "sentence", True),
        ("{ text = ['\\bshoul\\b'] }", {"kind": "fact"}, "sentence", False),
    ],
)
def test_every_test_that_a_condition_can_make(small, written, answers, kind, expected):
    codebook = small(
        '[[facets]]\nid = "tags"\ntype = "multi"\nvalues = [{ id = "p" }, { id = "q" }, { id = "r" }]\n'
        '[[facets]]\nid = "flag"\ntype = "boolean"\n'
        f'[[warnings]]\nid = "w"\nmessage = "Look again."\nwhen = {written}\n'
    )
    when = codebook.warnings[0].when
    assert holds(when, answers, kind=kind, text="You SHOULD ask.", codebook=codebook) is expected
    assert bool(warnings_for(codebook, kind, answers, "You SHOULD ask.")) is (expected and bool(answers))
    assert describe(codebook, when)


def test_a_pattern_that_takes_for_ever_is_given_up(small):
    codebook = small("[[warnings]]\nid = 'w'\nmessage = 'm'\nwhen = { text = ['(a|aa)+$'] }\n")
    assert warnings_for(codebook, "sentence", {"kind": "fact"}, "a" * 4000 + "b") == ()


def warned(codebook, text, kind="sentence", **answers):
    return [warning.id for warning in warnings_for(codebook, kind, answers, text)]


def test_the_built_in_codebook_asks_for_second_looks(builtin):
    plain = "It cut relapse by half."
    assert warned(builtin, plain, claim_type="efficacy", coi_cues=("none",)) == []
    assert warned(builtin, plain, claim_type="no_claim", coi_cues=("promo",)) == []
    assert warned(builtin, plain, claim_type="no_claim", coi_cues=("cta",)) == ["cta_without_vested"]
    assert warned(builtin, plain, claim_type="no_claim", coi_cues=("cta", "vested")) == []
    assert warned(builtin, "Call us.", claim_type="advice", coi_cues=("cta", "vested")) == ["advice_with_cta"]
    assert warned(builtin, "Patients should rest.", claim_type="efficacy") == ["claim_worded_as_advice"]
    assert warned(builtin, "It’s important for families to talk.", claim_type="condition") == [
        "claim_worded_as_advice"
    ]
    assert warned(builtin, "Does it work?", claim_type="efficacy") == ["claim_in_question"]
    assert warned(builtin, "Does it work?", claim_type="no_claim") == []
    assert warned(builtin, "It helps like this:", "lead_in", claim_type="efficacy") == ["claim_in_lead_in"]
    assert warned(builtin, plain, claim_type="no_claim", doubt=True) == ["nothing_to_doubt"]
