"""Where the annotator is: moving, articles, resuming, choices of units."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.corpus.article import UnitKind
from annotate_tui.errors import UsageError
from annotate_tui.labelling.queue import next_index, nth_index, parse_only


def label(session, press, *numbers):
    for number in numbers:
        session.go_to(number)
        press(session, "x", "C", "V", "enter")


class TestInAnArticle:
    def test_it_begins_at_the_first_unit_that_wants_an_answer(self, session):
        assert session.index == 1

    def test_up_and_down_stop_at_the_ends_and_say_so(self, session):
        session.move(-1)
        assert session.index == 0
        assert session.move(-1).message == "This is the beginning."
        session.move(100)
        assert session.index == 8  # the questions about the article
        assert session.move(1).message == "This is the end."

    def test_a_count_goes_so_many_units(self, session):
        session.move(3)
        assert session.index == 4
        session.move(-2)
        assert session.index == 2

    def test_a_number(self, session):
        session.go_to(5)
        assert session.index == 4
        assert session.go_to(9).message == "There is no sentence 9: this article has 8."
        assert session.go_to(0).message.startswith("There is no sentence 0")
        assert session.index == 4

    def test_the_ends(self, session):
        session.go_to_end(last=True)
        assert session.index == 7
        session.go_to_end(last=False)
        assert session.index == 0

    def test_the_next_open_unit_goes_round(self, session, press):
        label(session, press, 2, 3)
        session.go_to(8)
        session.next_open()
        assert session.index == 3

    def test_the_next_open_unit_leaves_this_one_alone(self, session):
        session.next_open()
        assert (session.index, session.store.events) == (2, [])

    def test_the_last_open_unit_says_that_it_is_the_last(self, session, press):
        label(session, press, 2, 3, 4, 5, 6)
        session.go_to(8)
        assert session.next_open().message == "No other sentence is open here."
        assert session.index == 7


class TestTheEndOfAnArticle:
    def test_the_questions_about_the_article_come_once(self, session, press):
        label(session, press, 2, 3, 4, 5, 6, 8)
        assert session.sheet.is_document(session.index)
        assert session.focus.id == "publisher_type"
        press(session, "m", "1")
        assert session.store.labels[199] == {"publisher_type": "marketer", "author_named": True}
        assert press(session, "enter").finished
        session.go_to(2)
        assert press(session, "enter").finished

    def test_flags_that_are_not_set_leave_nothing_open(self, session, press, make_session, builtin):
        label(session, press, 2, 3, 4, 5, 6, 8)
        page = len(session.sheet.units)
        session.place_at(page)
        press(session, "1")
        assert session.sheet.state(page) is UnitState.BEGUN
        press(session, "m", "1")
        assert session.sheet.state(page) is UnitState.DONE
        # They are not offered once more at the next start.
        again = make_session(builtin, store=session.store)
        again.go_to(8)
        assert press(again, "enter").finished

    def test_an_article_key_does_not_answer_sentences(self, session, press):
        session.place_at(8)
        press(session, "e")
        assert session.store.events == []

    def test_progress_counts_what_is_asked(self, session, press):
        assert session.sheet.n_asked == 6
        label(session, press, 2, 6)
        assert session.sheet.tally("done") == 2


class TestArticles:
    def test_the_next_and_the_previous(self, session):
        assert session.move_article(1).article
        assert session.sheet.article.key == 2
        assert session.move_article(1).message == "This is the last article."
        session.move_article(-1)
        assert session.move_article(-1).message == "This is the first article."

    def test_labels_are_there_again(self, session, press):
        press(session, "e")
        session.move_article(1)
        session.move_article(-1)
        assert dict(session.sheet.answers(1)) == {"claim_type": "efficacy"}
        assert (session.index, session.focus.id) == (1, "evidence")

    def test_the_next_unfinished_goes_round(self, session):
        assert session.next_unfinished().key == 2
        session.move_article(1)
        assert session.next_unfinished().key == 1
        session.store.done = {1: 5}
        assert session.next_unfinished() is None


class TestResuming:
    def test_where_the_annotator_was(self, session, press, make_session, builtin):
        session.move_article(1)
        session.go_to(5)
        press(session, "m")
        again = make_session(builtin, store=session.store)
        assert (again.sheet.article.key, again.index, again.focus.id) == (2, 4, "evidence")

    def test_a_done_unit_leads_to_the_next_open_one(self, session, press, make_session, builtin):
        session.go_to(5)
        press(session, "m", "0", "enter")
        again = make_session(builtin, store=session.store)
        assert again.index == 5

    def test_an_article_that_was_asked_for_wins(self, session, press, make_session, builtin):
        press(session, "e")
        again = make_session(builtin, store=session.store)
        again.start(2)
        assert (again.sheet.article.key, again.index) == (2, 1)


class TestOnly:
    def test_moving_among_the_chosen(self, builtin, make_session, press, session):
        session.go_to(3)
        press(session, "f")
        session.go_to(8)
        press(session, "f")
        chosen = make_session(builtin, store=session.store, only=parse_only("unsure", builtin))
        chosen.go_to(1)
        chosen.move(1)
        assert chosen.index == 2
        chosen.next_open()
        assert chosen.index == 7

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("open", [2, 3, 4, 5, 7]),
            ("done", [1]),
            ("begun", [2, 4]),  # a note alone is an answer
            ("noted", [4]),
            ("doubt", [2]),
            ("claim_type", [1]),
            ("claim_type=efficacy", [1]),
            ("coi_cues=promo", [1]),
            ("coi_cues=cta", []),
            ("claim_type=cant_decide", []),
            ("all", list(range(8))),
        ],
    )
    def test_what_can_be_chosen(self, builtin, session, press, name, expected):
        press(session, "e", "0", "P", "enter", "!")
        session.go_to(5)
        session.write_text(session.note_facet(), "hm")
        only = parse_only(name, builtin)
        assert [i for i in range(8) if only.wants(session.sheet, i)] == expected

    def test_an_unknown_choice_names_what_there_is(self, builtin):
        with pytest.raises(UsageError, match="open, begun, done, noted, conflict, doubt, compound, unsure"):
            parse_only("finished", builtin)
        with pytest.raises(UsageError, match="claim_type has no value 'cure'"):
            parse_only("claim_type=cure", builtin)


def test_an_article_without_units(builtin, make_session, press):
    session = make_session(builtin, parts=())
    for key in ("e", "enter", "space", ".", "backspace", "u"):
        press(session, key)
    assert session.store.events == []


def test_an_article_in_which_nothing_is_asked(builtin, make_session, press):
    session = make_session(builtin, parts=((UnitKind.HEADING, "A"), (UnitKind.BOILERPLATE, "B")))
    press(session, "enter")
    assert session.sheet.n_asked == 0


def test_the_order_of_the_queue():
    wanted = {2, 5}.__contains__
    assert next_index(8, 2, wanted) == 5
    assert next_index(8, 5, wanted) == 2
    assert next_index(8, 2, wanted, step=-1) == 5
    assert next_index(8, 0, lambda _: False) is None
    assert next_index(3, 1, {1}.__contains__) == 1
    assert nth_index(8, 0, 2, wanted) == 5
    assert nth_index(8, 0, 9, wanted) == 5
    assert nth_index(8, 7, -1, wanted) == 5
