"""Undo, slow and failing disks, time."""

from __future__ import annotations

import pytest

from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.outcome import Tone


def answers(session, index):
    return dict(session.sheet.answers(index))


class TestUndo:
    def test_it_goes_back_and_says_what_and_where(self, session, press):
        press(session, "e", "0", "enter")
        outcome = press(session, "u")
        assert outcome.message == "Undone in sentence 2. Conflict-of-interest cues: None → open"
        assert (session.index, session.focus.id) == (1, "coi_cues")
        outcome = press(session, "u")
        assert outcome.message == "Undone in sentence 2. Evidence as presented: None → open"
        press(session, "u")
        assert answers(session, 1) == {}
        assert press(session, "u").message == "Nothing to undo."

    def test_where_there_is_little_room_it_says_the_same_in_keys(self, session, press):
        press(session, "e", "1", "C", "V", "enter", ".")
        assert press(session, "u").brief == "Undone in sentence 3: e → open; 1 → open; CV → open"
        session.write_text(session.note_facet(), "A long story about it")
        assert press(session, "u").brief == "Undone in sentence 3: “A long story…” → open"
        press(session, "f")
        assert press(session, "u").brief == "Undone in sentence 3: f → open"

    def test_redo(self, session, press):
        press(session, "e", "h", "u")
        assert answers(session, 1) == {"claim_type": "efficacy"}
        outcome = press(session, "ctrl+r")
        assert outcome.message == "Done again in sentence 2. Claim type: Efficacy → Harm or safety"
        assert answers(session, 1) == {"claim_type": "harm"}
        assert press(session, "ctrl+r").message == "Nothing to redo."

    def test_a_new_act_empties_the_redo_list(self, session, press):
        press(session, "e", "u", "h")
        assert press(session, "ctrl+r").message == "Nothing to redo."
        assert answers(session, 1) == {"claim_type": "harm"}

    def test_it_reaches_into_another_article(self, session, press):
        press(session, "e")
        session.move_article(1)
        outcome = press(session, "u")
        assert outcome.article
        assert (session.sheet.article.key, session.index) == (1, 1)
        assert answers(session, 1) == {}

    def test_it_reaches_over_a_restart(self, session, press, make_session, builtin):
        press(session, "e")
        again = make_session(builtin, store=session.store)
        press(again, "u")
        assert answers(again, 1) == {}

    def test_a_flag_in_words(self, session, press):
        press(session, "f")
        assert press(session, "u").message == "Undone in sentence 2. Unsure: yes → open"

    def test_an_answer_about_the_article(self, session, press):
        session.place_at(8)
        press(session, "m")
        session.go_to(2)
        outcome = press(session, "u")
        assert outcome.message == "Undone in the article as a whole. Who publishes this?: Marketer → open"
        assert session.index == 8

    def test_a_unit_that_is_no_more(self, session, press):
        press(session, "e")
        session.store.acts[-1].changes[0] = (
            session.store.acts[-1].changes[0].__class__(150, "claim_type", "efficacy")
        )
        assert "earlier segmentation" in press(session, "u").message


class TestASlowDisk:
    def test_keys_go_on_being_taken_and_nothing_is_lost(self, session, press):
        session.writer.stalled = True
        press(session, "e", "0", "enter", "x", "enter")
        assert session.index == 3
        assert session.unsaved == 5
        assert session.unsaved_units() == {1, 2}
        assert session.store.labels == {}
        session.writer.flow()
        outcome = session.settle()
        assert outcome.touched >= {1, 2}
        assert (session.unsaved, session.is_waiting) == (0, False)
        assert session.store.labels[101] == {
            "claim_type": "efficacy",
            "evidence": "e0",
            "coi_cues": ("none",),
        }
        assert session.store.labels[102]["claim_type"] == "no_claim"

    def test_the_screen_is_told_when_nobody_waits_any_more(self, session, press):
        press(session, "e")
        assert not session.is_waiting
        session.writer.stalled = True
        press(session, "0")
        assert session.is_waiting

    def test_labels_on_their_way_are_shown_in_another_article_and_back(self, session, press):
        session.writer.stalled = True
        press(session, "e")
        session.move_article(1)
        assert session.unsaved_units() == frozenset()
        session.move_article(-1)
        assert answers(session, 1) == {"claim_type": "efficacy"}
        assert session.unsaved_units() == {1}

    def test_an_undo_that_comes_late_does_not_overwrite_what_followed(self, session, press):
        press(session, "e")
        session.writer.stalled = True
        assert "It is undone as soon as" in press(session, "u").message
        press(session, "h")
        session.writer.flow()
        session.settle()
        assert answers(session, 1) == {"claim_type": "harm"} == session.store.labels[101]

    def test_leaving_waits_and_counts(self, session, press):
        session.writer.stalled = True
        press(session, "e")
        assert session.close(1) == 1
        session.writer.flow()
        assert session.close(1) == 0


class TestAFailingDisk:
    def test_nothing_is_dropped_and_a_retry_writes_everything(self, session, press):
        session.writer.fail("the disk is full")
        press(session, "e", "0")
        assert str(session.failure) == "the disk is full"
        assert session.unsaved == 2
        press(session, "enter")
        session.retry()
        session.settle()
        assert session.unsaved == 0
        assert session.store.labels[101]["coi_cues"] == ("none",)

    def test_an_act_that_is_refused_for_good_shows_what_is_on_disk(self, session, press, monkeypatch):
        from annotate_tui.errors import StoreError

        class Refused:
            done = True

            def wait(self, _):
                return True

            def result(self):
                raise StoreError("This unit is gone.")

        monkeypatch.setattr(session.writer, "submit", lambda *_, **__: Refused())
        outcome = press(session, "e")
        assert (outcome.message, outcome.tone) == ("This unit is gone.", Tone.ERROR)
        assert answers(session, 1) == {}


class TestTime:
    def test_each_act_carries_the_time_since_the_one_before(self, session, press, clock):
        clock.now += 4
        press(session, "e")
        clock.now += 1.5
        press(session, "0")
        assert [dwell for _, _, dwell, _ in session.store.events] == [4000, 1500]

    def test_arriving_starts_the_clock(self, session, press, clock):
        clock.now += 50
        session.move(1)
        clock.now += 2
        press(session, "x")
        assert session.store.events[-1][2] == 2000

    def test_a_pause_counts_up_to_the_cutoff(self, builtin, make_session, press, clock):
        session = make_session(builtin, idle_cutoff_s=30)
        clock.now += 600
        press(session, "x")
        assert session.store.events[-1][2] == 30_000

    def test_keys_that_label_nothing_end_a_pause_too(self, builtin, make_session, press, clock):
        session = make_session(builtin, idle_cutoff_s=30)
        clock.now += 20
        session.move_focus(1)
        clock.now += 20
        press(session, "x")
        assert session.store.events[-1][2] == 40_000

    @pytest.mark.parametrize("jump", [-100.0, 0.0])
    def test_a_clock_that_does_not_go_on_costs_nothing(self, clock, jump):
        dwell = Dwell(clock, 30)
        clock.now += jump
        assert dwell.take() == 0
