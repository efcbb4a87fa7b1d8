"""One label out of several annotators': ties are said, gates are kept, gold is never guessed."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.load import load_builtin
from annotate_tui.dataset.asking import Asking
from annotate_tui.dataset.consensus import gold, majority
from annotate_tui.dataset.model import Annotation, Empty, Provenance, UnitRow
from annotate_tui.dataset.rows import Rows
from annotate_tui.store.rows import AnnotatorRow

BOOK = load_builtin()
UNIT = UnitRow("a" * 64, "Title", "a.txt", "a:0-4", 0, "sentence", 0, 4, None, "Text")
HEADING = UnitRow("a" * 64, "Title", "a.txt", "a:0-4", 0, "heading", 0, 4, None, "Text")


def said(*answers: dict, unit: UnitRow = UNIT) -> list[Annotation]:
    """Annotations of one unit; "~" stands for cannot decide."""
    found = []
    for number, given in enumerate(answers):
        asked = Asking(BOOK).judge(unit.kind, {k: "cant_decide" if v == "~" else v for k, v in given.items()})
        values = {k: v for k, v in given.items() if v != "~"}
        empty = {
            facet.id: Empty.CANT_DECIDE
            if given.get(facet.id) == "~"
            else Empty.SKIPPED
            if asked.status is UnitState.SKIPPED
            else Empty.MISSING
            if asked.asked[facet.id] == "asked"
            else Empty.NOT_ASKED
            for facet in BOOK.unit_facets
            if facet.id not in values
        }
        found.append(Annotation(unit, f"annotator {number}", "human", values, empty, asked.status))
    return found


def label(facet: str, *answers: dict, unit: UnitRow = UNIT):
    return majority(BOOK, said(*answers, unit=unit)).labels[facet]


@pytest.mark.parametrize(
    ("votes", "answer", "provenance"),
    [
        (["harm", "harm"], "harm", Provenance.UNANIMOUS),
        (["harm", "harm", "advice"], "harm", Provenance.MAJORITY),
        (["harm", "harm", "advice", "no_claim", "research"], "harm", Provenance.MAJORITY),
        (["harm", "advice"], None, Provenance.UNRESOLVED),
        (["harm", "harm", "advice", "advice", "research"], None, Provenance.UNRESOLVED),
        (["harm"], "harm", Provenance.SINGLE),
        (["harm", "~"], "harm", Provenance.SINGLE),
        (["harm", "harm", "~"], "harm", Provenance.UNANIMOUS),
    ],
)
def test_the_most_votes_win_and_a_tie_is_unresolved(votes, answer, provenance):
    found = label("claim_type", *({"claim_type": vote} for vote in votes))
    assert (found.answer, found.provenance) == (answer, provenance)
    assert found.empty is None


def test_nobody_answered():
    assert label("claim_type", {}, {"claim_type": "~"}).empty is Empty.CANT_DECIDE
    assert label("claim_type", {}, {}).empty is Empty.MISSING
    assert label("claim_type", {}, {}, unit=HEADING).empty is Empty.SKIPPED


def test_a_closed_gate_closes_the_question_whoever_answered_it():
    found = label(
        "evidence",
        {"claim_type": "no_claim"},
        {"claim_type": "no_claim"},
        {"claim_type": "harm", "evidence": "e1"},
    )
    assert (found.answer, found.provenance, found.empty) == (None, None, Empty.NOT_ASKED)


def test_an_unresolved_gate_leaves_the_question_unresolved():
    found = label("evidence", {"claim_type": "no_claim"}, {"claim_type": "harm", "evidence": "e1"})
    assert (found.answer, found.provenance) == (None, Provenance.UNRESOLVED)


@pytest.mark.parametrize(
    ("votes", "answer"),
    [
        ([("cta",), ("cta",)], ("cta",)),
        ([("cta", "promo"), ("cta",), ("cta", "promo")], ("cta", "promo")),
        ([("cta",), ("none",), ("none",)], ("none",)),
        ([("cta",), ("none",)], None),
        ([("cta",), ("promo",), ("slant",)], ("none",)),
    ],
)
def test_sets_are_decided_member_by_member(votes, answer):
    assert label("coi_cues", *({"coi_cues": vote} for vote in votes)).answer == answer


def test_soft_labels_are_the_shares_of_the_declared_values():
    found = label("claim_type", *({"claim_type": v} for v in ("harm", "harm", "advice", "no_claim")))
    assert found.shares["harm"] == 0.5
    assert set(found.shares) == {value.id for value in BOOK.facet("claim_type").values}
    assert sum(found.shares.values()) == 1
    cues = label("coi_cues", {"coi_cues": ("cta", "promo")}, {"coi_cues": ("cta",)})
    assert (cues.shares["cta"], cues.shares["promo"], cues.shares["slant"]) == (1, 0.5, 0)


def test_a_conflict_is_no_vote():
    one, two = said({"claim_type": "harm"}, {"claim_type": "advice"})
    disputed = Annotation(
        one.unit, one.annotator, "human", one.answers, one.empty, one.status, conflicts=("claim_type",)
    )
    found = majority(BOOK, [disputed, two]).labels["claim_type"]
    assert (found.answer, found.votes) == ("advice", 1)


def test_gold_is_adjudicated_else_unanimous_else_unresolved():
    split = said({"claim_type": "harm", "evidence": "e0"}, {"claim_type": "advice"})
    labels = gold(BOOK, split, {}).labels
    assert labels["claim_type"].provenance is Provenance.UNRESOLVED
    labels = gold(BOOK, split, {"claim_type": "harm", "evidence": "e2"}).labels
    assert (labels["claim_type"].answer, labels["evidence"].answer) == ("harm", "e2")
    assert labels["evidence"].provenance is Provenance.ADJUDICATED
    undecided = gold(BOOK, split, {"claim_type": "cant_decide"}).labels["claim_type"]
    assert (undecided.answer, undecided.empty) == (None, Empty.CANT_DECIDE)
    assert undecided.provenance is Provenance.UNRESOLVED
    alone = gold(BOOK, said({"claim_type": "harm"}), {}).labels["claim_type"]
    assert (alone.answer, alone.provenance) == (None, Provenance.UNRESOLVED)
    both = gold(BOOK, said({"claim_type": "harm"}, {"claim_type": "harm"}), {}).labels["claim_type"]
    assert (both.answer, both.provenance) == ("harm", Provenance.UNANIMOUS)


def test_a_decision_can_open_a_question_that_nobody_was_asked():
    nobody = said({"claim_type": "no_claim"}, {"claim_type": "advice"})
    found = gold(BOOK, nobody, {"claim_type": "harm"}).labels["evidence"]
    assert (found.answer, found.provenance, found.empty) == (None, Provenance.UNRESOLVED, None)
    closed = gold(BOOK, nobody, {"claim_type": "no_claim"}).labels["evidence"]
    assert (closed.provenance, closed.empty) == (None, Empty.NOT_ASKED)


def test_without_annotations_there_is_no_label():
    with pytest.raises(ValueError, match="nothing"):
        majority(BOOK, [])


def test_rows_of_nobody():
    rows = Rows(BOOK, [AnnotatorRow(1, "ada", "human", "annotator")], {1: "ada"}, {})
    assert list(rows.of_article([(1, UNIT)], (2, UNIT), [])) == []
