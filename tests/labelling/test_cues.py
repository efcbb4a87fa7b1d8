"""Cue highlights: who sees which phrases when, and what is kept about it."""

from __future__ import annotations

import contextlib
import itertools

import pytest

from annotate_tui.codebook.lexicon import parse_lexicon
from annotate_tui.codebook.lexicon_shown import VIEW, Phrase, ShownCues, State, in_words
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.labelling.cue_policy import CuePolicy, Mode, assigned, policy_of
from annotate_tui.labelling.cues import Cues, joined
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.store.rows import ArticleRow
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

PARTS = (
    (UnitKind.HEADING, "A quiet cure"),
    (UnitKind.SENTENCE, "The drug may ease craving within hours."),
    (UnitKind.SENTENCE, "Nothing of the kind was found."),
    (UnitKind.SENTENCE, "It is a revolutionary breakthrough and can help."),
)


@pytest.fixture
def path(tmp_path, builtin):
    path = tmp_path / "project.db"
    with Store.create(path, builtin) as store:
        for title in ("One", "Two"):
            text, units = "", []
            for block, (kind, words) in enumerate((*PARTS, (UnitKind.SENTENCE, f"This is {title}."))):
                units.append(Unit(len(text), len(text) + len(words), kind, None, block))
                text += words + "\n"
            store.import_articles([(Article(text, title=title), units)], segmenter="test/1")
    return path


@pytest.fixture
def work(path, clock):
    """A function that labels as ada with a policy: ``with work(mode="on") as session``."""

    @contextlib.contextmanager
    def run(*, earlier=None, **policy):
        with Store.open(path) as store:
            writer = Writer(path, "ada")
            cues = Cues(
                CuePolicy(**{**policy, "mode": Mode(policy["mode"])}),
                "ada",
                annotators=["ada", "ben"],
                articles=[row.article_id for row in store.articles()],
                **({} if earlier is None else {"earlier": earlier}),
            )
            session = LabellingSession(
                store, writer, store.annotator("ada"), patience_s=20, cues=cues, clock=clock
            )
            session.start()
            yield session
            assert session.close(20) == 0

    return run


def records(path):
    with Store.open(path, readonly=True) as store:
        index = {unit.key: unit.index for row in store.articles() for unit in store.units(row.key)}
        return [(index[row.unit], ShownCues.from_text(row.value)) for row in store.views(VIEW)]


def underlined(session, index):
    text = session.sheet.unit_text(index)
    return [text[start:end] for start, end in session.cues_at(index)]


class TestModes:
    def test_where_nobody_decided_there_are_none_and_nothing_is_kept(self, path, press, builtin):
        assert policy_of({}, builtin) is None
        with Store.open(path) as store:
            session = LabellingSession(store, Writer(path, "ada"), store.annotator("ada"), patience_s=20)
            session.start()
            press(session, "e")
            assert session.cues_at(1) == ()
            assert "no cue highlights" in session.toggle_cues().message
            session.close(20)
        assert records(path) == []

    def test_off_is_kept_where_the_project_decided_on_it(self, work, path, press):
        with work(mode="off") as session:
            press(session, "e")
            assert session.cues_at(1) == ()
            assert "no cue highlights" in session.toggle_cues().message
        [(index, seen)] = records(path)
        assert (index, seen.state, seen.lexicon, seen.version) == (1, State.OFF, "health-cues-en", "1.0.0")
        assert (seen.spans, seen.categories) == ((), ())

    def test_on_underlines_phrases_but_no_weak_ones(self, work, path, press):
        with work(mode="on") as session:
            assert underlined(session, 3) == ["revolutionary", "breakthrough"]
            assert "everybody" in session.toggle_cues().message
            press(session, "e")
        [(_, seen)] = records(path)
        assert (seen.state, seen.mode, len(seen.hash)) == (State.ON, "on", 64)
        assert seen.spans == (Phrase(9, 12, "hedge"),)
        assert "hedge" in seen.categories

    def test_weak_patterns_and_single_categories_by_setting(self, work):
        with work(mode="on", weak=True) as session:
            assert underlined(session, 3) == ["revolutionary", "breakthrough", "can"]
        with work(mode="on", categories=("hedge",)) as session:
            assert (underlined(session, 1), underlined(session, 3)) == (["may"], [])

    def test_a_choice_begins_off_and_every_switch_is_kept_with_its_time(self, work, path, press):
        with work(mode="annotator_choice") as session:
            press(session, "e")
            assert session.cues_at(1) == ()
            assert session.toggle_cues().message == "Cue highlights are on."
            assert session.cues_at(1)
            press(session, "0")
        assert [(seen.state, seen.spans, seen.hidden) for _, seen in records(path)] == [
            (State.OFF, (), (Phrase(9, 12, "hedge"),)),
            (State.ON, (Phrase(9, 12, "hedge"),), ()),
        ]
        with Store.open(path, readonly=True) as store:
            [switched] = store.views("highlights")
            assert (switched.value, switched.wall_ms > 0) == ("on", True)
        with work(mode="annotator_choice") as session:
            assert session.cues_at(1) == ()

    def test_articles_that_were_set_apart_show_none_in_any_mode(self, work, path, press):
        with Store.open(path) as store:
            apart = store.articles()[0].article_id
        for mode in (Mode.ON, Mode.CHOICE, Mode.ASSIGNED, Mode.AFTERWARDS):
            with work(mode=mode, off_in=frozenset({apart})) as session:
                assert "in this article" in session.toggle_cues().message
                assert session.cues_at(1) == ()
        with work(mode="on", off_in=frozenset({apart})) as session:
            press(session, "e")
            session.move_article(1)
            assert session.cues_at(1)
        assert records(path)[0][1].state is State.OFF

    def test_the_settings_count_before_the_codebook(self, builtin):
        assert policy_of({"highlights": "off"}, builtin).mode is Mode.OFF
        policy = policy_of(
            {
                "highlights": "assigned",
                "highlights_seed": "s",
                "highlights_drop": 0.25,
                "highlights_off_in": ["a"],
                "highlights_annotators": ["x", "y"],
            },
            builtin,
        )
        assert (policy.mode, policy.seed, policy.drop) == (Mode.ASSIGNED, "s", 0.25)
        assert (policy.off_in, policy.annotators) == (frozenset({"a"}), ("x", "y"))
        assert policy.lexicon == "health-cues-en"


class TestAssigned:
    ARTICLES = tuple(f"article {n}" for n in range(12))
    ANNOTATORS = ("ada", "ben", "cleo", "dan")

    def drawn(self, seed="seed", annotators=ANNOTATORS, articles=ARTICLES):
        return {
            (who, what): assigned(seed, who, annotators, what, articles)
            for who in annotators
            for what in articles
        }

    def test_each_annotator_has_half_of_the_articles_and_each_article_half_of_the_annotators(self):
        drawn = self.drawn()
        for who in self.ANNOTATORS:
            assert sum(drawn[who, what] for what in self.ARTICLES) == 6
        for what in self.ARTICLES:
            assert sum(drawn[who, what] for who in self.ANNOTATORS) == 2

    def test_two_annotators_complete_each_other_and_pairs_differ(self):
        articles = [f"article {n}" for n in range(100)]
        drawn = self.drawn(articles=articles)
        assert all(drawn["ada", what] != drawn["ben", what] for what in articles)
        alike = sum(drawn["ada", what] == drawn["cleo", what] for what in articles)
        assert 20 < alike < 80

    def test_it_follows_from_the_seed_and_cannot_be_guessed_from_another(self):
        assert self.drawn() == self.drawn()
        different = {tuple(self.drawn(str(seed)).values()) for seed in range(40)}
        assert len(different) > 30
        first = [self.drawn(str(seed))["ada", "article 0"] for seed in range(200)]
        assert 70 < sum(first) < 130

    def test_who_and_what_comes_later_changes_nothing(self):
        fewer = self.drawn(annotators=self.ANNOTATORS[:3], articles=self.ARTICLES[:7])
        assert fewer.items() <= self.drawn().items()

    def test_the_project_may_name_the_order_for_copies(self):
        article = ArticleRow(1, "article 0", 1, "", "", "", 1, 1, 1)
        policy = CuePolicy(mode=Mode.ASSIGNED, annotators=("ben", "ada"))
        alone = [
            Cues(policy, who, annotators=[who], articles=self.ARTICLES).state(article, revealed=False)
            for who in ("ada", "ben")
        ]
        assert set(alone) == {State.ON, State.OFF}

    def test_nobody_can_choose_and_the_key_says_how_it_is_here(self, work, path, press):
        with work(mode="assigned", seed="s") as session:
            shown = [bool(session.cues_at(1))]
            assert "lots were drawn" in session.toggle_cues().message
            assert ("are on in" if shown[0] else "are off in") in session.toggle_cues().message
            press(session, "e")
            session.move_article(1)
            shown.append(bool(session.cues_at(1)))
        assert sorted(shown) == [False, True]
        with Store.open(path, readonly=True) as store:
            assert list(store.views("highlights")) == []
        assert records(path)[0][1].state is (State.ON if shown[0] else State.OFF)

    def test_an_article_stays_as_it_was_begun(self, work):
        def begun(state, seed="s"):
            return lambda _article: ShownCues("x", "1", "h", "assigned", state, seed=seed)

        for state in (State.ON, State.OFF):
            with work(mode="assigned", seed="s", earlier=begun(state)) as session:
                assert bool(session.cues_at(1)) is state.shows
        with work(mode="assigned", seed="s") as session:
            drawn = bool(session.cues_at(1))
        with work(
            mode="assigned", seed="s", earlier=begun(State.OFF if drawn else State.ON, "old")
        ) as session:
            assert bool(session.cues_at(1)) is drawn


class TestAfterTheFirstAnswer:
    def test_all_questions_are_answered_blind_then_it_stays_and_shows(self, work, path, press):
        with work(mode="after_first_answer") as session:
            press(session, "e", "0")
            assert session.cues_at(1) == ()
            outcome = press(session, "enter")
            assert (session.index, underlined(session, 1)) == (1, ["may"])
            assert "Your answer is kept" in outcome.message
            assert 1 in outcome.touched
            press(session, "1")
            press(session, "enter")
            assert session.index == 2
            assert dict(session.sheet.answers(1))["evidence"] == "e1"
        before, after = (seen for index, seen in records(path) if index == 1)
        assert (before.state, before.spans, before.first) == (State.BEFORE, (), None)
        assert (after.state, after.spans) == (State.AFTER, (Phrase(9, 12, "hedge"),))
        assert after.first == {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)}

    def test_where_nothing_is_underlined_it_goes_on_at_once(self, work, press):
        with work(mode="after_first_answer") as session:
            session.go_to(3)
            press(session, "x", "enter")
            assert session.index == 3

    def test_what_was_done_earlier_shows_and_its_first_answer_is_kept_when_it_changes(
        self, work, path, press
    ):
        with work(mode="after_first_answer") as session:
            press(session, "e", "0", "enter", "enter")
        with work(mode="after_first_answer") as session:
            assert session.cues_at(1)
            assert session.cues_at(3) == ()
            session.go_to(2)
            press(session, "h")
        last = records(path)[-1][1]
        assert (last.state, last.first["claim_type"]) == (State.AFTER, "efficacy")

    def test_the_key_says_why_it_does_nothing(self, work):
        with work(mode="after_first_answer") as session:
            assert "after the first answer" in session.toggle_cues().message


class TestSham:
    def test_shares_are_dropped_and_added_the_same_each_time_and_told_apart(self, work, path, press):
        shown = []
        for _ in range(2):
            with work(mode="on", drop=1.0, decoys=1.0, seed="s") as session:
                shown.append(underlined(session, 1))
                press(session, "e")
        assert shown[0] == shown[1]
        assert "may" not in shown[0]
        assert shown[0] == ["drug", "ease", "craving", "within", "hours"]
        seen = records(path)[0][1]
        assert seen.dropped == (Phrase(9, 12, "hedge"),)
        assert seen.spans == ()
        assert len(seen.decoys) == 5

    def test_a_share_is_a_share_and_differs_between_annotators(self):
        words = " ".join(itertools.islice(itertools.cycle(["perhaps", "window"]), 600))
        article = ArticleRow(1, "a", 1, "", "", "", 1, 1, 1)
        policy = CuePolicy(mode=Mode.ON, drop=0.3, decoys=0.1)
        found = {who: Cues(policy, who).found(article, 1, 0, words) for who in ("ada", "ben")}
        for one in found.values():
            assert 60 < len(one.dropped) < 120
            assert 15 < len(one.decoys) < 50
            assert len(one.spans) + len(one.dropped) == 300
            assert not {span[:2] for span in one.decoys} & {span[:2] for span in (*one.spans, *one.dropped)}
        assert found["ada"] != found["ben"]
        assert Cues(policy, "ada").found(article, 1, 0, words) == found["ada"]

    def test_there_is_none_unless_the_project_wants_it(self):
        assert (CuePolicy().drop, CuePolicy().decoys, CuePolicy().mode) == (0.0, 0.0, Mode.OFF)


class TestWhatIsKept:
    def test_a_label_and_what_was_shown_are_one_act(self, work, path, press):
        with work(mode="on") as session:
            submitted = []
            submit = session._desk.writer.submit

            def counted(changes, **options):
                submitted.append([change.facet or change.item for change in changes])
                return submit(changes, **options)

            session._desk.writer.submit = counted
            press(session, "e", "0", "enter")
        assert submitted == [["claim_type", "cues"], ["evidence"], ["coi_cues"]]

    def test_each_visit_with_an_answer_has_its_time_to_the_first_key(self, work, path, press, clock):
        with work(mode="on") as session:
            clock.now += 2.5
            press(session, "e")
            clock.now += 4
            press(session, "0", "enter")
            clock.now += 1.25
            session.go_to(2)
            clock.now += 0.5
            press(session, "h")
        seen = [(index, seen.first_key_ms) for index, seen in records(path)]
        assert [entry for entry in seen if entry[0] == 1] == [(1, 2500), (1, 500)]

    def test_a_unit_that_was_only_looked_at_is_kept_with_the_next_label(self, work, path, press, clock):
        with work(mode="on") as session:
            clock.now += 3
            session.move(1)
            clock.now += 0.2
            session.move(1)
            clock.now += 5
            press(session, "e")
        kept = [(index, seen.dwell_ms) for index, seen in records(path)]
        assert kept == [(1, 3000), (3, None)] or kept == [(3, None), (1, 3000)]

    def test_what_was_looked_at_last_is_kept_at_the_end(self, work, path, clock):
        with work(mode="on"):
            clock.now += 3
        assert [(index, seen.dwell_ms) for index, seen in records(path)] == [(1, 3000)]

    def test_one_begins_again_where_one_labelled_not_where_one_looked(self, work, press, clock):
        with work(mode="on") as session:
            session.go_to(4)
            press(session, "e", "0")
            clock.now += 3
            session.go_to(2)
            clock.now += 3
        with work(mode="on") as session:
            assert session.index == 3

    def test_records_come_back_as_they_were(self):
        seen = ShownCues(
            "mine", "1.0.0", "h", "assigned", State.AFTER, ("a",), (Phrase(1, 2, "a"),), (Phrase(3, 4),),
            (Phrase(5, 6, "a b"),), (), ("re:x",), "seed", 12, None, {"cues": ("x", "y"), "flag": True},
        )  # fmt: skip
        assert ShownCues.from_text(seen.to_text()) == seen
        for other in ("", "[]", "{}", '{"state": "strange"}', None, 5, '{"state":"on","spans":3}'):
            assert ShownCues.from_text(other) is None

    def test_people_read_it_as_words(self, work, path, press, clock):
        with work(mode="annotator_choice") as session:
            session.toggle_cues()
            press(session, "e")
            clock.now += 3
            session.move(1)
            clock.now += 3
            session.move(1)
            session.toggle_cues()
            press(session, "e")
        with Store.open(path, readonly=True) as store:
            said = [in_words(row.item, row.value) for row in store.history() if row.kind == "view"]
        assert said == [
            "cue highlights switched on",
            "cue highlights on, 1 here",
            "cue highlights switched off",
            "looked at without an answer; cue highlights on, 0 here",
            "cue highlights off",
        ]
        assert in_words("warning", "x") is None
        assert in_words(VIEW, "nonsense") is None

    def test_slow_patterns_are_named(self, path):
        book = parse_lexicon(
            'schema = "annotate-tui/lexicon@1"\nid = "mine"\nversion = "1.0.0"\nlanguage = "en"\n'
            "[categories.a]\nname = 'A'\npatterns = ['re:(a+)+$', 'word']",
            name="mine.toml",
        )
        cues = Cues(CuePolicy(mode=Mode.ON), "ada", load=lambda _policy: book)
        article = ArticleRow(1, "a", 1, "", "", "", 1, 1, 1)
        found = cues.found(article, 1, 0, "word " + ("a" * 30 + " ") * 500)
        assert [span[:2] for span in found.spans] == [(0, 4)]
        assert cues.record(State.ON, found).slow == ("re:(a+)+$",)


def test_phrases_that_overlap_become_one_with_both_categories():
    assert joined([Phrase(5, 9, "b"), Phrase(0, 6, "a"), Phrase(10, 12, "a")]) == (
        Phrase(0, 9, "a b"),
        Phrase(10, 12, "a"),
    )
