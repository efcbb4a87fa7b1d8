"""What each key means while labelling, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.corpus.article import UnitKind
from annotate_tui.labelling.outcome import Tone
from annotate_tui.store.rows import Conflict, Rival

NONE = ("none",)


def answers(session, index=None):
    return dict(session.sheet.answers(session.index if index is None else index))


def focus(session):
    return session.focus and session.focus.id


def with_facet(codebook, facet_id, **changes):
    facets = tuple(replace(f, **changes) if f.id == facet_id else f for f in codebook.facets)
    return replace(codebook, facets=facets)


class TestTheUsualSentence:
    def test_a_claim_takes_three_keys(self, session, press):
        assert session.index == 1  # the heading is not asked
        press(session, "e", "0", "enter")
        assert answers(session, 1) == {"claim_type": "efficacy", "evidence": "e0", "coi_cues": NONE}
        assert session.index == 2

    def test_a_non_claim_takes_two_keys(self, session, press):
        press(session, "x", "enter")
        assert answers(session, 1) == {"claim_type": "no_claim", "coi_cues": NONE}
        assert session.index == 2

    def test_each_key_is_written_before_the_next(self, session, press):
        press(session, "e")
        assert session.store.labels[101] == {"claim_type": "efficacy"}
        press(session, "2")
        assert session.store.labels[101]["evidence"] == "e2"

    def test_one_key_is_one_act_of_its_kind(self, session, press):
        press(session, "e", "0", "f", "enter")
        assert [kind for kind, *_ in session.store.events] == ["label", "label", "flag", "label"]

    def test_the_focus_goes_to_the_next_question_that_is_missing(self, session, press):
        assert focus(session) == "claim_type"
        press(session, "e")
        assert focus(session) == "evidence"
        press(session, "0")
        assert focus(session) == "coi_cues"

    def test_a_non_claim_skips_the_closed_question(self, session, press):
        press(session, "x")
        assert focus(session) == "coi_cues"

    def test_the_states_follow(self, session, press):
        assert session.sheet.state(1) is UnitState.OPEN
        press(session, "e")
        assert session.sheet.state(1) is UnitState.BEGUN
        press(session, "0", "enter")
        assert session.sheet.state(1) is UnitState.DONE


class TestWhichQuestionAKeyAnswers:
    def test_wherever_the_focus_is(self, session, press):
        press(session, "C", "V")
        assert answers(session) == {"coi_cues": ("cta", "vested")}
        press(session, "e", "1")
        assert answers(session) == {"claim_type": "efficacy", "evidence": "e1", "coi_cues": ("cta", "vested")}

    def test_a_closed_question_takes_no_answer_and_says_why(self, session, press):
        outcome = press(session, "0")
        assert answers(session) == {}
        assert outcome.tone is Tone.WARNING
        assert "Evidence as presented is asked only for Efficacy" in outcome.message

    def test_a_question_not_meant_for_this_kind_of_unit(self, session, press):
        session.go_to(6)
        outcome = press(session, "e")
        assert answers(session) == {}
        assert outcome.message == "A byline is asked only about Conflict-of-interest cues."

    def test_a_heading_is_not_asked_and_the_help_is_named(self, session, press):
        session.go_to(1)
        outcome = press(session, "e")
        assert answers(session) == {}
        assert (outcome.message, outcome.help) == ("A heading is not asked anything.", "open_unit")

    def test_a_key_without_meaning_is_left_to_the_screen(self, session):
        assert session.press("9") is None
        assert session.press("Q") is None

    def test_changing_an_answer(self, session, press):
        press(session, "e", "0", "h")
        assert answers(session) == {"claim_type": "harm", "evidence": "e0"}

    def test_the_same_answer_again_writes_nothing(self, session, press):
        press(session, "e")
        written = len(session.store.events)
        press(session, "e")
        assert len(session.store.events) == written
        assert focus(session) == "evidence"

    def test_closing_the_gate_keeps_the_answer_behind_it(self, session, press):
        press(session, "e", "2", "x", "enter")
        assert answers(session, 1)["evidence"] == "e2"
        assert session.sheet.state(1) is UnitState.DONE
        assert session.sheet.codes(1) == "xN"
        session.go_to(2)
        press(session, "h")
        assert session.sheet.codes(1) == "h2N"


class TestSets:
    def test_the_same_key_takes_a_cue_away(self, session, press):
        press(session, "C", "P", "C")
        assert answers(session) == {"coi_cues": ("promo",)}

    def test_taking_the_last_away_leaves_no_answer(self, session, press):
        press(session, "C", "C")
        assert answers(session) == {}

    def test_none_clears_the_others_and_any_other_clears_none(self, session, press):
        press(session, "C", "P", "N")
        assert answers(session) == {"coi_cues": NONE}
        press(session, "V")
        assert answers(session) == {"coi_cues": ("vested",)}

    def test_the_focus_stays_on_the_set(self, session, press):
        press(session, "C")
        assert focus(session) == "coi_cues"

    def test_more_than_are_allowed_are_refused(self, builtin, make_session, press):
        session = make_session(with_facet(builtin, "coi_cues", max_selected=2))
        outcome = press(session, "C", "V", "P")
        assert answers(session) == {"coi_cues": ("cta", "vested")}
        assert "at most 2" in outcome.message


class TestFlagsAndNotes:
    @pytest.mark.parametrize(("key", "facet"), [("!", "doubt"), ("+", "compound"), ("f", "unsure")])
    def test_a_flag_goes_on_and_off(self, session, press, key, facet):
        press(session, key)
        assert answers(session) == {facet: True}
        assert focus(session) == "claim_type"
        press(session, key)
        assert answers(session) == {}

    def test_a_flag_alone_does_not_finish_a_unit(self, session, press):
        press(session, "f")
        assert session.sheet.state(session.index) is UnitState.BEGUN

    def test_a_note_is_written_changed_and_removed(self, session):
        note = session.note_facet()
        assert session.edit(note).edit == "note"
        session.write_text(note, "  strange wording  ")
        assert answers(session) == {"note": "strange wording"}
        assert session.sheet.has_note(session.index)
        session.write_text(note, " ")
        assert answers(session) == {}
        assert [kind for kind, *_ in session.store.events] == ["note", "note"]

    def test_also_where_only_some_questions_are_asked(self, session, press):
        session.go_to(6)
        session.write_text(session.note_facet(), "who is this?")
        press(session, "f")
        assert answers(session) == {"note": "who is this?", "unsure": True}
        assert session.sheet.state(5) is UnitState.BEGUN
        press(session, "enter")
        assert session.sheet.state(5) is UnitState.DONE

    def test_a_note_too_long_is_refused(self, session):
        outcome = session.write_text(session.note_facet(), "x" * 501)
        assert answers(session) == {}
        assert "at most 500" in outcome.message


class TestCannotDecide:
    def test_it_answers_the_question_in_focus_and_counts_as_answered(self, session, press):
        press(session, "~")
        assert answers(session) == {"claim_type": "cant_decide"}
        assert focus(session) == "coi_cues"  # without a claim type, evidence is not asked
        press(session, "enter")
        assert session.sheet.state(1) is UnitState.DONE
        assert session.sheet.codes(1) == "~N"

    def test_the_same_key_takes_it_back(self, session, press):
        press(session, "~")
        session.move_focus(-1)
        press(session, "~")
        assert answers(session) == {}

    def test_a_codebook_can_forbid_it(self, builtin, make_session, press):
        forbidden = replace(builtin, abstain=replace(builtin.abstain, allowed=False))
        session = make_session(forbidden)
        assert session.press("~") is None


class TestConfirm:
    def test_it_says_what_is_missing_and_stays(self, session, press):
        outcome = press(session, "enter")
        assert session.index == 1
        assert answers(session) == {}
        assert outcome.message == "Claim type is not answered yet. e h m c t r a x"
        assert focus(session) == "claim_type"

    def test_it_writes_nothing_while_something_is_missing(self, session, press):
        outcome = press(session, "e", "enter")
        assert answers(session) == {"claim_type": "efficacy"}
        assert "Evidence as presented is not answered yet" in outcome.message
        assert focus(session) == "evidence"

    def test_a_cue_that_was_chosen_is_not_replaced_by_none(self, session, press):
        press(session, "e", "0", "C", "V", "enter")
        assert answers(session, 1)["coi_cues"] == ("cta", "vested")

    def test_a_proposal_needs_only_the_confirmation_and_says_so(self, session, press):
        session.go_to(4)
        lead_in = session.sheet
        assert lead_in.kind(3) == UnitKind.LEAD_IN
        assert lead_in.proposed(3, session.codebook.facet("claim_type")) == "no_claim"
        assert lead_in.state(3) is UnitState.OPEN
        press(session, "enter")
        assert answers(session, 3) == {"claim_type": "no_claim", "coi_cues": NONE}
        kind, changes, _, ref = session.store.events[-1]
        assert (kind, len(changes), ref) == ("label", 2, "prefilled")

    def test_a_proposal_can_be_overruled(self, session, press):
        session.go_to(4)
        press(session, "e", "0", "enter")
        assert answers(session, 3)["claim_type"] == "efficacy"
        assert session.store.events[-1][3] is None

    def test_on_what_is_not_asked_it_goes_on(self, session, press):
        session.go_to(1)
        press(session, "enter")
        assert (session.index, session.store.events) == (1, [])

    def test_a_byline_takes_one_key(self, session, press):
        session.go_to(6)
        press(session, "enter")
        assert answers(session, 5) == {"coi_cues": NONE}
        assert session.sheet.state(5) is UnitState.DONE

    def test_it_goes_round_to_open_units_before(self, session, press):
        session.go_to(8)
        press(session, "x", "C", "V", "enter")
        assert session.index == 1


class TestWarnings:
    def test_a_warning_is_said_and_stops_nobody(self, session, press):
        outcome = press(session, "x", "C", "enter")
        assert session.index == 2
        assert outcome.tone is Tone.WARNING
        assert outcome.message.startswith("Sentence 2: Call to action without")

    def test_that_it_was_overridden_is_kept_once(self, session, press):
        press(session, "x", "C", "enter")
        session.go_to(2)
        press(session, "enter")
        views = [changes[0] for kind, changes, *_ in session.store.events if kind == "view"]
        assert [(change.item, change.value) for change in views] == [("warning", "cta_without_vested")]

    def test_one_that_wants_confirming_takes_a_second_enter(self, builtin, make_session, press):
        warnings = tuple(replace(warning, confirm=True) for warning in builtin.warnings)
        session = make_session(replace(builtin, warnings=warnings))
        outcome = press(session, "x", "C", "enter")
        assert session.index == 1
        assert "Confirm once more" in outcome.message
        press(session, "enter")
        assert session.index == 2


class TestClear:
    def test_only_the_question_in_focus(self, session, press):
        press(session, "e", "0", "C")
        outcome = press(session, "backspace")
        assert answers(session) == {"claim_type": "efficacy", "evidence": "e0"}
        assert outcome.message == "Conflict-of-interest cues cleared."

    def test_an_empty_question_has_nothing_to_clear(self, session, press):
        outcome = press(session, "e", "backspace")
        assert answers(session) == {"claim_type": "efficacy"}
        assert outcome.help == "undo"


class TestRepeat:
    def test_the_labels_of_the_unit_labelled_last(self, session, press):
        press(session, "e", "1", "P", "f", "enter")
        outcome = press(session, ".")
        assert answers(session) == {"claim_type": "efficacy", "evidence": "e1", "coi_cues": ("promo",)}
        assert outcome.message == "Labelled as sentence 2."
        assert session.index == 2  # what it did is there to see; Enter goes on
        assert len(session.store.acts[-1].changes) == 3

    def test_it_is_one_act_to_undo(self, session, press):
        press(session, "e", "1", "enter", ".", "u")
        assert answers(session, 2) == {}

    def test_it_replaces_what_was_there(self, session, press):
        press(session, "e", "1", "enter", "x", ".")
        assert answers(session)["claim_type"] == "efficacy"

    def test_only_what_is_asked_here(self, session, press):
        press(session, "e", "1", "C", "V", "enter")
        session.go_to(6)
        press(session, ".")
        assert answers(session) == {"coi_cues": ("cta", "vested")}

    def test_not_on_a_heading(self, session, press):
        press(session, "x", "enter")
        session.go_to(1)
        outcome = press(session, ".")
        assert answers(session) == {}
        assert "not asked" in outcome.message

    def test_nothing_to_repeat(self, session, press):
        assert "Nothing was labelled yet" in press(session, ".").message

    def test_after_a_restart_the_database_remembers(self, session, press, make_session, builtin):
        press(session, "e", "1", "enter")
        again = make_session(builtin, store=session.store)
        press(again, ".")
        assert answers(again) == {"claim_type": "efficacy", "evidence": "e1", "coi_cues": NONE}

    def test_labels_from_another_article_are_named_so(self, session, press):
        press(session, "e", "1", "enter")
        session.move_article(1)
        outcome = press(session, ".")
        assert outcome.message == "Labelled as sentence 2 of “Article 1”."
        assert answers(session) == {"claim_type": "efficacy", "evidence": "e1", "coi_cues": NONE}

    def test_also_after_a_restart_in_another_article(self, session, press, make_session, builtin):
        press(session, "e", "1", "enter")
        again = make_session(builtin, store=session.store)
        again.move_article(1)
        outcome = press(again, ".")
        assert outcome.message == "Labelled as sentence 2 of “Article 1”."
        assert answers(again) == {"claim_type": "efficacy", "evidence": "e1", "coi_cues": NONE}

    def test_a_note_alone_is_nothing_to_repeat(self, session, press):
        press(session, "x", "enter")
        for _ in range(2):
            session.write_text(session.note_facet(), "hm")
            press(session, "space")
        press(session, ".")
        assert answers(session)["claim_type"] == "no_claim"

    def test_the_labels_as_they_are_now(self, session, press):
        press(session, "e", "1", "enter", "u", "u")
        press(session, "2", "enter", ".")
        assert answers(session)["evidence"] == "e2"

    def test_twice_the_same_writes_nothing(self, session, press):
        press(session, "x", "enter", ".")
        written = len(session.store.events)
        outcome = press(session, ".")
        assert len(session.store.events) == written
        assert "already" in outcome.message


class TestOpeningWhatIsSkipped:
    def test_a_heading_is_opened_and_labelled_like_a_sentence(self, session, press):
        session.go_to(1)
        asked = session.sheet.n_asked
        press(session, "right")
        assert session.sheet.n_asked == asked + 1
        press(session, "e", "0", "enter")
        assert answers(session, 0)["claim_type"] == "efficacy"
        assert session.sheet.state(0) is UnitState.DONE

    def test_opened_and_left_alone_it_is_open_for_this_run_only(self, session, press, make_session, builtin):
        session.go_to(1)
        press(session, "right")
        assert session.sheet.state(0) is UnitState.OPEN
        again = make_session(builtin, store=session.store)
        assert again.sheet.state(0) is UnitState.SKIPPED

    def test_a_sentence_is_asked_anyway(self, session, press):
        assert "asked anyway" in press(session, "right").message

    def test_a_codebook_can_forbid_it(self, builtin, make_session, press):
        kinds = {**builtin.kinds, "heading": replace(builtin.kinds["heading"], can_open=False)}
        session = make_session(replace(builtin, kinds=kinds))
        session.go_to(1)
        press(session, "right")
        assert session.sheet.state(0) is UnitState.SKIPPED


class TestAutoAdvance:
    def codebook(self, builtin):
        return with_facet(
            with_facet(builtin, "coi_cues", required=False, answer_on_confirm=None),
            "evidence",
            auto_advance=True,
        )

    def test_the_answer_that_completes_a_unit_moves_on_where_the_codebook_says_so(
        self, builtin, make_session, press
    ):
        session = make_session(self.codebook(builtin))
        press(session, "e", "0")
        assert session.index == 2

    def test_changing_an_answer_of_a_done_unit_stays(self, builtin, make_session, press):
        session = make_session(self.codebook(builtin))
        press(session, "e", "0")
        session.go_to(2)
        press(session, "1")
        assert session.index == 1

    def test_it_can_be_switched_off(self, builtin, make_session, press):
        session = make_session(self.codebook(builtin), auto_advance=False)
        press(session, "e", "0")
        assert session.index == 1

    def test_a_set_never_moves_on(self, builtin, make_session, press):
        session = make_session(with_facet(builtin, "coi_cues", auto_advance=True))
        press(session, "x", "C")
        assert session.index == 1


class TestFocus:
    def test_tab_goes_round_the_questions_that_are_asked(self, session, press):
        press(session, "e")
        seen = [focus(session)]
        for _ in range(3):
            session.move_focus(1)
            seen.append(focus(session))
        assert seen == ["evidence", "coi_cues", "claim_type", "evidence"]
        session.move_focus(-1)
        assert focus(session) == "claim_type"

    def test_a_closed_question_is_left_out(self, session):
        session.move_focus(1)
        assert focus(session) == "coi_cues"

    def test_a_unit_that_is_begun_is_entered_at_what_is_missing(self, session, press):
        press(session, "e")
        session.move(1)
        session.move(-1)
        assert focus(session) == "evidence"

    def test_where_nothing_is_asked(self, session):
        session.go_to(1)
        assert session.focus is None
        assert "Nothing is asked" in session.move_focus(1).message


class TestConflicts:
    """Two answers that did not know of each other, since a merge."""

    @pytest.fixture
    def torn(self, session):
        rivals = tuple(Rival(str(n), value, "ada", "", 0) for n, value in enumerate(("efficacy", "harm")))
        session.store.labels[102] = {"claim_type": "efficacy"}
        session.store.rivals = [Conflict(1, "annotation", 1, 102, "claim_type", "", "efficacy", rivals)]
        session.start()
        session.go_to(3)
        return session

    def test_both_are_shown(self, torn):
        assert torn.sheet.rivals(2) == {"claim_type": ("efficacy", "harm")}

    @pytest.mark.parametrize("key", ["e", "h", "x"])
    def test_pressing_the_one_that_holds_decides_even_if_it_is_the_one_shown(self, torn, press, key):
        press(torn, key)
        assert torn.sheet.rivals(2) == {}
        assert torn.store.events[-1][0] == "resolve"

    def test_other_answers_decide_nothing(self, torn, press):
        press(torn, "f")
        assert torn.sheet.rivals(2)


def test_numbers_are_checked(builtin, make_session):
    number = replace(
        builtin.facet("note"), id="size", name="Sample size", type="number", required=True, minimum=1
    )
    session = make_session(replace(builtin, facets=(*builtin.facets, number)))
    session.press("x")
    session.move_focus(1)
    assert focus(session) == "size"
    assert session.confirm().edit == "size"
    assert "at least 1" in session.write_text(number, "0").message
    assert "wants a number" in session.write_text(number, "many").message
    session.write_text(number, "96")
    assert answers(session)["size"] == 96
