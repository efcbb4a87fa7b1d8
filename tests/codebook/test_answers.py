"""Answers in one form: checked, sorted, as JSON, as keys, in words."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.answers import codes, display, from_json, normalise, rolled_up, to_json, toggle
from annotate_tui.codebook.load import load_builtin
from annotate_tui.errors import UsageError

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
CUES = ["cta", "vested", "promo", "slant", "disclosure", "none"]


def test_a_set_is_kept_in_the_order_of_the_codebook(builtin):
    cues = builtin.facet("coi_cues")
    assert normalise(cues, ["promo", "cta", "promo"], builtin) == ("cta", "promo")
    assert normalise(cues, {"slant", "vested"}, builtin) == ("vested", "slant")
    assert normalise(cues, "promo", builtin) == ("promo",)


def test_none_clears_the_cues_and_any_cue_clears_none(builtin):
    cues = builtin.facet("coi_cues")
    assert toggle(cues, ("cta", "promo"), "none", builtin) == ("none",)
    assert toggle(cues, ("none",), "slant", builtin) == ("slant",)
    assert normalise(cues, {"none", "slant"}, builtin) == ("slant",)


def test_a_key_pressed_again_takes_its_value_out_of_a_set(builtin):
    cues = builtin.facet("coi_cues")
    assert toggle(cues, None, "cta", builtin) == ("cta",)
    assert toggle(cues, ("cta", "vested"), "cta", builtin) == ("vested",)
    assert toggle(cues, ("cta",), "cta", builtin) is None
    assert toggle(cues, "cant_decide", "cta", builtin) == ("cta",)


def test_a_key_of_a_single_question_replaces_the_answer_and_of_a_flag_switches_it(builtin):
    assert toggle(builtin.facet("claim_type"), "harm", "efficacy", builtin) == "efficacy"
    assert toggle(builtin.facet("doubt"), None, "", builtin) is True
    assert toggle(builtin.facet("doubt"), True, "", builtin) is None


@pytest.mark.parametrize("nothing", [None, [], (), set()])
def test_an_empty_set_is_no_answer(builtin, nothing):
    assert normalise(builtin.facet("coi_cues"), nothing, builtin) is None


def test_blank_text_and_false_are_no_answers(builtin):
    assert normalise(builtin.facet("note"), "  \n", builtin) is None
    assert normalise(builtin.facet("doubt"), False, builtin) is None


@pytest.mark.parametrize(
    ("facet", "answer", "said"),
    [
        ("claim_type", "effcacy", "'effcacy' is no value of Claim type; did you mean 'efficacy'?"),
        ("claim_type", ["efficacy"], "takes one value"),
        ("claim_type", True, "takes one value"),
        ("coi_cues", ["cta", "hype"], "'hype' is no value of Conflict-of-interest cues"),
        ("coi_cues", 3, "takes a list of values"),
        ("doubt", "yes", "true or false"),
        ("note", 5, "is a text"),
        ("note", "x" * 501, "501 characters; at most 500"),
    ],
)
def test_what_a_facet_does_not_offer_is_refused(builtin, facet, answer, said):
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        normalise(builtin.facet(facet), answer, builtin)


def test_cannot_decide_is_an_answer_to_questions_with_values(builtin, small):
    for facet in ("claim_type", "evidence", "coi_cues"):
        assert normalise(builtin.facet(facet), "cant_decide", builtin) == "cant_decide"
    with pytest.raises(UsageError):
        normalise(builtin.facet("doubt"), "cant_decide", builtin)
    strict = small("[abstain]\nallowed = false\n")
    with pytest.raises(UsageError, match="not allowed"):
        normalise(strict.facet("kind"), "cant_decide", strict)


def test_retired_values_cannot_be_chosen_but_stay_readable(small):
    kind = """
[[facets]]
id = "kind"
type = "single"
required = true
values = [{ id = "fact" }, { id = "view" }, { id = "old", name = "Former", retired = true }]
"""
    codebook = small(kind=kind)
    facet = codebook.facet("kind")
    with pytest.raises(UsageError, match="retired"):
        normalise(facet, "old", codebook)
    assert normalise(facet, "old", codebook, allow_retired=True) == "old"
    assert display(facet, "old") == "Former"
    assert facet.value("old").key == ""


HARMS = """
[[facets]]
id = "harms"
type = "multi"
select = "leaf"
roll_up = true
max_selected = 2
values = [
    { id = "risk" },
    { id = "bleeding", parent = "risk" },
    { id = "nausea", parent = "risk" },
    { id = "safe" },
]
"""


def test_of_grouped_values_only_members_are_answers_and_agreement_sees_the_group(small):
    codebook = small(HARMS)
    harms = codebook.facet("harms")
    with pytest.raises(UsageError, match="group of values"):
        normalise(harms, ["risk"], codebook)
    assert harms.value("risk").key == ""
    assert rolled_up(harms, ("bleeding", "nausea", "safe")) == ("risk", "safe")
    assert rolled_up(harms, "cant_decide") == "cant_decide"
    with pytest.raises(UsageError, match="at most 2"):
        normalise(harms, ["bleeding", "nausea", "safe"], codebook)


NUMBER = '[[facets]]\nid = "dose"\ntype = "number"\nminimum = 0.5\nmaximum = 5\nstep = 0.5\nunit = "mg"\n'


def test_numbers_keep_to_their_limits(small):
    codebook = small(NUMBER)
    dose = codebook.facet("dose")
    assert normalise(dose, 1.5, codebook) == 1.5
    assert display(dose, 1.5) == "1.5 mg"
    for wrong, said in (
        (0, "at least 0.5 mg"),
        (6, "at most 5 mg"),
        (0.7, "steps of 0.5 mg"),
        (float("nan"), "is a number"),
        (True, "is a number"),
    ):
        with pytest.raises(UsageError, match=said):
            normalise(dose, wrong, codebook)


def test_what_is_measured_in_ratios_begins_at_zero(small):
    codebook = small('[[facets]]\nid = "dose"\ntype = "number"\nmeasurement = "ratio"\n')
    facet = codebook.facet("dose")
    assert normalise(facet, 0, codebook) == 0
    with pytest.raises(UsageError, match="from zero upward; -1 is below it"):
        normalise(facet, -1, codebook)


def test_passages_are_kept_in_the_order_of_the_text(small):
    codebook = small('[[facets]]\nid = "words"\ntype = "span"\nlinks_to = "kind"\n')
    words = codebook.facet("words")
    assert normalise(words, ["12-20:view", "4-11"], codebook) == ("4-11", "12-20:view")
    assert display(words, ("4-11", "12-20:view")) == "2 passages"
    assert normalise(words, [], codebook) is None
    for wrong in ("4-4", "eleven", "3-9:opinion"):
        with pytest.raises(UsageError):
            normalise(words, [wrong], codebook)


def test_short_codes_are_the_keys(builtin):
    assert codes(builtin.facet("claim_type"), "efficacy") == "e"
    assert codes(builtin.facet("evidence"), "e0") == "0"
    assert codes(builtin.facet("coi_cues"), ("cta", "vested")) == "CV"
    assert codes(builtin.facet("doubt"), True) == "!"
    assert codes(builtin.facet("claim_type"), "cant_decide", builtin.abstain) == "~"


def test_answers_in_words(builtin):
    assert display(builtin.facet("claim_type"), "harm") == "Harm or safety"
    assert display(builtin.facet("coi_cues"), ("cta", "promo")) == "Call to action, Promotion"
    assert display(builtin.facet("evidence"), "cant_decide") == "cannot decide"
    assert display(builtin.facet("note"), "see above") == "see above"


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.booleans(), st.integers(), NUMBERS, st.lists(st.text(min_size=1)).map(tuple)))
def test_json_gives_back_the_same_answer(answer):
    assert from_json(to_json(answer)) == answer


def test_json_that_is_no_answer_is_refused():
    for wrong in ("null", "{}", "[1]"):
        with pytest.raises(ValueError):
            from_json(wrong)


@cache
def builtin_once():
    return load_builtin()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CUES), max_size=12))
def test_pressing_cue_keys_never_leaves_none_beside_a_cue(pressed):
    codebook = builtin_once()
    cues = codebook.facet("coi_cues")
    answer = None
    for value in pressed:
        answer = toggle(cues, answer, value, codebook)
        assert answer is None or "none" not in answer or answer == ("none",)
        assert answer == normalise(cues, answer, codebook)


def test_a_value_that_the_codebook_no_longer_has_is_shown_by_its_id(builtin):
    facet = builtin.facet("claim_type")
    assert display(facet, "anecdote") == "anecdote"
    assert codes(facet, "anecdote", builtin.abstain) == "an"
    assert display(builtin.facet("coi_cues"), ("cta", "anecdote")) == "Call to action, anecdote"
    assert codes(builtin.facet("coi_cues"), ("cta", "anecdote"), builtin.abstain) == "Can"


def test_cannot_decide_has_the_id_that_the_codebook_gives_it(small):
    codebook = small('[abstain]\nid = "no_idea"\nkey = "0"\n')
    facet = codebook.facet("kind")
    assert display(facet, "no_idea", codebook.abstain) == "cannot decide"
    assert codes(facet, "no_idea", codebook.abstain) == "0"
    assert display(facet, "cant_decide", codebook.abstain) == "cant_decide"
