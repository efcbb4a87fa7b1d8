"""Deciding between annotators, on a real database and without a screen."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.errors import UsageError
from annotate_tui.labelling.adjudication import AdjudicationSession
from annotate_tui.labelling.adjudicators import may_decide_in
from annotate_tui.labelling.docket import Scope, facets_to_decide
from annotate_tui.labelling.outcome import Tone
from annotate_tui.labelling.verdicts import Verdict
from annotate_tui.labelling.voices import voice_keys
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

PARTS = (
    (UnitKind.HEADING, "A quiet cure"),
    (UnitKind.SENTENCE, "The drug may ease craving within hours."),
    (UnitKind.SENTENCE, "Some trials found nothing of the kind."),
    (UnitKind.SENTENCE, "It blocks one receptor."),
    (UnitKind.SENTENCE, "Call us today!"),
)
EFFICACY = {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)}
HARM = {"claim_type": "harm", "evidence": "e2", "coi_cues": ("none",)}
NO_CLAIM = {"claim_type": "no_claim", "coi_cues": ("none",)}


class Study:
    """Two articles of the same sentences; ``label`` answers, ``decide`` opens an adjudicator's session."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def unit(self, store, number, article=1):
        return store.units(store.articles()[article - 1].key)[number].key

    def label(self, name, number, answers, *, article=1, layer="annotation", path=None):
        with Store.open(path or self.path) as store:
            key = self.unit(store, number, article)
            store.begin(name).write([Change(key, f, a, layer=layer) for f, a in answers.items()])

    @contextlib.contextmanager
    def decide(self, name="lea", *, facets=(), annotators=(), path=None, **scope):
        with Store.open(path or self.path) as store:
            who = store.ensure_annotator(name)
            people = tuple(row for row in store.annotators() if not annotators or row.name in annotators)
            chosen = Scope(facets_to_decide(store.codebook(), facets), people, **scope)
            writer = Writer(store.path, name)
            session = AdjudicationSession(store, writer, who, store.articles(), chosen, patience_s=20)
            session.said = session.start()
            yield session
            assert session.close(20) == 0

    def gold(self, number, article=1, path=None):
        with Store.open(path or self.path, readonly=True) as store:
            rows = store.answers(0, store.articles()[article - 1].key, layer="gold")
            return rows.get(self.unit(store, number, article), {})


@pytest.fixture
def study(tmp_path, builtin):
    path = tmp_path / "study.db"
    with Store.create(path, builtin) as store:
        store.ensure_annotator("lea", role="lead")
        for title in ("One", "Two"):
            text, units = "", []
            for block, (kind, words) in enumerate((*PARTS, (UnitKind.SENTENCE, f"This is {title}."))):
                units.append(Unit(len(text), len(text) + len(words), kind, None, block))
                text += words + "\n"
            store.import_articles([(Article(text, title=title), units)], segmenter="test/1")
    return Study(path)


@pytest.fixture
def split(study):
    """ada and ben agree about sentence 1, and disagree about 2 (claim type) and 4 (whether it is a claim)."""
    study.label("ada", 1, EFFICACY)
    study.label("ben", 1, EFFICACY)
    study.label("ada", 2, {**EFFICACY, "unsure": True, "note": "which kind?"})
    study.label("ben", 2, {**HARM, "evidence": "e0"})
    study.label("ada", 4, {**EFFICACY, "evidence": "e1"})
    study.label("ben", 4, NO_CLAIM)
    study.label("ada", 3, EFFICACY)
    return study


def verdicts(session):
    return {facet.id: case.verdict for facet, case in session.cases().items()}


def key_of(session, name):
    return next(voice.key for voice in session.docket.voices if voice.annotator.name == name)


# -- what is listed ------------------------------------------------------------------------


def test_only_disagreements_are_listed_in_their_order(split):
    with split.decide() as session:
        assert session.docket.listed() == [2, 4]
        assert (session.index, session.focus.id) == (2, "claim_type")
        assert verdicts(session) == {
            "claim_type": Verdict.OPEN,
            "evidence": Verdict.WAITING,
            "coi_cues": Verdict.UNANIMOUS,
        }
        assert session.move(1).message == ""
        assert session.index == 4
        assert session.move(1).tone is Tone.WARNING


def test_everything_labelled_twice_can_be_gone_through(split):
    with split.decide(unanimous=True) as session:
        assert session.docket.listed() == [1, 2, 4]
        assert session.index == 2
        session.move(-1)
        assert set(verdicts(session).values()) == {Verdict.UNANIMOUS}


def test_some_questions_and_some_annotators(split):
    with split.decide(facets=("coi_cues",)) as session:
        assert session.docket.listed() == []
        assert session.said.finished
    with split.decide(facets=("evidence",)) as session:
        # The question before it comes along: without it nobody knows whether evidence is asked.
        assert [facet.id for facet in session.cases()] == ["claim_type", "evidence"]
    with split.decide(annotators=("ada",)) as session:
        assert session.docket.listed() == []


def test_a_sentence_that_one_annotator_has_not_finished_is_no_disagreement(study):
    study.label("ada", 1, EFFICACY)
    study.label("ben", 1, {"claim_type": "efficacy"})
    with study.decide() as session:
        assert session.docket.listed() == []


def test_who_cannot_decide_leaves_the_decision_to_others(study):
    study.label("ada", 1, EFFICACY)
    study.label("ben", 1, {"claim_type": "efficacy", "evidence": "cant_decide", "coi_cues": ("none",)})
    with study.decide() as session:
        assert verdicts(session)["evidence"] is Verdict.OPEN
        session.press(key_of(session, "ada"))
    assert study.gold(1) == {"evidence": "e0"}


def test_flags_stand_beside_the_answers_and_are_decided_only_when_asked_for(split):
    with split.decide() as session:
        (ada,) = (voice for voice in session.docket.voices if voice.annotator.name == "ada")
        assert ada.is_unsure(2)
        assert ada.note(2) == "which kind?"
        assert "unsure" not in verdicts(session)
    with split.decide(facets=("unsure",)) as session:
        assert verdicts(session) == {"unsure": Verdict.OPEN}
        session.press("f")
        session.press("f")
    assert split.gold(2) == {"unsure": False}


# -- deciding ----------------------------------------------------------------------------------


def test_take_an_annotators_answer_or_give_a_third(split):
    with split.decide() as session:
        outcome = session.press(key_of(session, "ada"))
        assert outcome.message == f"Claim type: Efficacy, as {key_of(session, 'ada')} said."
        assert session.focus.id == "claim_type"  # the others are unanimous
        assert session.confirm().message == ""
        assert session.index == 4
        session.press("a")  # advice, which nobody said
    assert split.gold(2) == {"claim_type": "efficacy"}
    assert split.gold(4) == {"claim_type": "advice"}


def test_a_decision_is_one_event_that_names_what_was_considered(split):
    with split.decide() as session:
        session.press("h")
    with Store.open(split.path, readonly=True) as store:
        (made,) = store.history(layer="gold")
        considered = made.ref.split()
        labels = {row.event: row for row in store.history(layer="annotation")}
    assert (made.annotator, made.owner, made.facet, made.value) == ("lea", "", "claim_type", "harm")
    assert [(labels[name].owner, labels[name].value) for name in sorted(considered, key=str)] in (
        [("ada", "efficacy"), ("ben", "harm")],
        [("ben", "harm"), ("ada", "efficacy")],
    )


def test_no_claim_closes_the_evidence_for_gold(split):
    with split.decide() as session:
        session.move(1)
        assert verdicts(session)["evidence"] is Verdict.WAITING
        assert session.press("0").tone is Tone.WARNING
        session.press("x")
        assert verdicts(session)["evidence"] is Verdict.CLOSED
        assert session.press("0").tone is Tone.WARNING
        session.undo()
        session.press(key_of(session, "ada"))
        # Now it is asked, and only one of the two was asked it.
        assert verdicts(session)["evidence"] is Verdict.OPEN
        assert session.focus.id == "evidence"
        assert "not decided" in session.confirm().message
        session.press(key_of(session, "ben"))
        assert session.unsaved == 0
        assert verdicts(session)["evidence"] is Verdict.OPEN
        session.press(key_of(session, "ada"))
        session.next_wanted()
    assert split.gold(4) == {"claim_type": "efficacy", "evidence": "e1"}


def test_a_third_answer_that_opens_a_question_nobody_was_asked(study):
    study.label("ada", 1, NO_CLAIM)
    study.label("ben", 1, {"claim_type": "advice", "coi_cues": ("none",)})
    with study.decide() as session:
        session.press("h")
        assert (session.focus.id, verdicts(session)["evidence"]) == ("evidence", Verdict.OPEN)
        session.press("0")
        assert session.confirm().finished


def test_a_set_is_put_together_member_by_member(study):
    study.label("ada", 1, {**EFFICACY, "coi_cues": ("promo", "slant")})
    study.label("ben", 1, EFFICACY)
    with study.decide() as session:
        session.press("S")
        session.press("P")
        session.press("S")
        assert study.gold(1) == {"coi_cues": ("promo",)}
        session.press(key_of(session, "ada"))
        assert study.gold(1) == {"coi_cues": ("promo", "slant")}


def test_what_cannot_be_decided_stays_unresolved_and_is_done(split):
    with split.decide() as session:
        session.press("~")
        assert verdicts(session)["claim_type"] is Verdict.CANNOT_DECIDE
        assert session.docket.wanted(2) == []
        assert verdicts(session)["evidence"] is Verdict.CLOSED
        assert session.docket.tally()[Verdict.CANNOT_DECIDE] == 1
    assert split.gold(2) == {"claim_type": "cant_decide"}


def test_undo_and_redo_reach_over_sentences_and_restarts_and_leave_own_labels_alone(split):
    split.label("lea", 5, NO_CLAIM)
    with split.decide() as session:
        session.press("e")
        session.next_wanted()
        session.press("x")
    split.label("lea", 5, {"claim_type": "harm"})
    with split.decide() as session:
        assert "Undone in sentence 5. Claim type: No claim → open" in session.undo().message
        assert session.index == 4
        session.undo()
        assert (session.index, verdicts(session)["claim_type"]) == (2, Verdict.OPEN)
        assert session.undo().message == "No decision to undo."
        session.redo()
        assert verdicts(session)["claim_type"] is Verdict.DECIDED
    assert (split.gold(2), split.gold(4)) == ({"claim_type": "efficacy"}, {})


def test_clearing_takes_the_decision_back(split):
    with split.decide() as session:
        assert session.clear().tone is Tone.WARNING
        session.press("e")
        session.move_focus(-1)
        assert session.focus.id == "coi_cues"
        session.look_at(session.codebook.facet("claim_type"))
        session.clear()
        assert verdicts(session)["claim_type"] is Verdict.OPEN
    assert split.gold(2) == {}


def test_a_reason_can_be_noted_down(split):
    with split.decide() as session:
        asked = session.edit_note()
        session.write_text(session.codebook.facet(asked.edit), "the main clause")
        assert session.docket.note(2, "note") == "the main clause"
    assert split.gold(2) == {"note": "the main clause"}


# -- afterwards ------------------------------------------------------------------------------------


def test_a_decision_is_listed_again_when_somebody_changes_their_label(split):
    with split.decide() as session:
        session.press("e")
        assert session.docket.wanted(2) == []
    split.label("ben", 2, {"claim_type": "mechanism"})
    with split.decide() as session:
        assert (session.index, verdicts(session)["claim_type"]) == (2, Verdict.STALE)
        # Enter keeps the decision, knowing what is said now.
        session.confirm()
        assert session.index == 4
        session.move(-1)
        assert verdicts(session)["claim_type"] is Verdict.DECIDED
    with split.decide() as session:
        assert session.index == 4
        session.undo()
        assert (session.index, verdicts(session)["claim_type"]) == (2, Verdict.STALE)


def test_who_comes_round_to_the_decision_does_not_put_it_in_question(split):
    with split.decide() as session:
        session.press("e")
    split.label("ben", 2, {"claim_type": "efficacy"})
    with split.decide() as session:
        assert session.index == 4


def test_a_cleared_label_and_a_new_annotator_put_a_decision_in_question(split):
    with split.decide() as session:
        session.press("e")
    split.label("ben", 2, {"claim_type": None})
    with split.decide() as session:
        assert verdicts(session)["claim_type"] is Verdict.STALE
        session.confirm()
    split.label("cyd", 2, HARM)
    with split.decide() as session:
        assert (session.index, verdicts(session)["claim_type"]) == (2, Verdict.STALE)


def test_changes_made_meanwhile_are_seen_at_the_next_decision(split):
    with split.decide() as session:
        session.press("e")
        split.label("ben", 2, {"claim_type": "advice"})
        session.next_wanted()
        assert session.press("x").article
        session.move(-1)
        assert verdicts(session)["claim_type"] is Verdict.STALE


def test_a_conflict_within_one_annotator_wants_a_decision(split, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(split.path.read_bytes())
    split.label("ben", 3, EFFICACY)
    split.label("ben", 3, {"claim_type": "harm"}, path=other)
    with Store.open(split.path) as store:
        merge(store, other)
    with split.decide() as session:
        assert session.docket.listed() == [2, 3, 4]
        session.move(1)
        assert verdicts(session)["claim_type"] is Verdict.OPEN
        assert "two answers" in session.press(key_of(session, "ben")).message
        session.press("e")
        assert verdicts(session)["claim_type"] is Verdict.DECIDED


def test_two_adjudicators_who_did_not_know_of_each_other_are_a_conflict(split, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(split.path.read_bytes())
    with split.decide() as session:
        session.press("e")
    with split.decide("max", path=other) as session:
        session.press("h")
    with Store.open(split.path) as store:
        merge(store, other)
    with split.decide() as session:
        assert verdicts(session)["claim_type"] is Verdict.RIVALS
        made = session.cases()[session.focus].decision
        assert set(made.rivals) == {"efficacy", "harm"}
        session.press("e")
        assert verdicts(session)["claim_type"] is Verdict.DECIDED
    with Store.open(split.path, readonly=True) as store:
        assert store.conflicts() == []


# -- articles ----------------------------------------------------------------------------------------


def test_the_next_case_may_be_in_another_article(split):
    split.label("ada", 1, EFFICACY, article=2)
    split.label("ben", 1, HARM, article=2)
    with split.decide() as session:
        session.press("~")
        session.next_wanted()
        session.press("x")
        assert session.next_wanted().article
        assert (session.sheet.article.title, session.index) == ("Two", 1)
        assert session.move_article(1).tone is Tone.WARNING
        session.press("h")
        assert session.focus.id == "evidence"
        session.press("1")
        assert session.confirm().finished
        assert session.move_article(-1).article
        assert session.sheet.article.title == "One"


def test_questions_about_the_article(study):
    with Store.open(study.path) as store:
        key = store.document_unit(store.articles()[0].key)
        store.begin("ada").write([Change(key, "publisher_type", "provider")])
        store.begin("ben").write([Change(key, "publisher_type", "media")])
    with study.decide() as session:
        assert session.sheet.is_document(session.index)
        session.press(key_of(session, "ben"))
    with Store.open(study.path, readonly=True) as store:
        assert store.answers(0, store.articles()[0].key, layer="gold") == {key: {"publisher_type": "media"}}


# -- who -----------------------------------------------------------------------------------------------


def test_keys_for_annotators_mean_nothing_else(split):
    assert voice_keys(3, {"C", "D"}) == ["A", "B", "E"]
    with split.decide() as session:
        assert {voice.key for voice in session.docket.voices}.isdisjoint(session.key_meanings())
        assert {session.name(voice) for voice in session.docket.voices} == {"A", "B"}
    with split.decide(by_name=True) as session:
        assert [session.name(voice) for voice in session.docket.voices] == ["ada", "ben"]


def test_nobody_is_known_by_their_place(study):
    with Store.open(study.path) as store:
        for number in range(12):
            text = f"Sentence {number}."
            store.import_articles([(Article(text, title=text), [Unit(0, len(text))])], segmenter="test/1")
    for number in range(3, 15):
        study.label("ada", 0, EFFICACY, article=number)
        study.label("ben", 0, HARM, article=number)
    first = set()
    with study.decide() as session:
        while not session.move_article(1).message:
            first.add(session.docket.voices[0].annotator.name)
    assert first == {"ada", "ben"}


def numbers(path, name):
    with Store.open(path) as store:
        return [row.number for row in may_decide_in(store, name)]


def test_leads_decide_and_annotators_stay_blind(split):
    assert numbers(split.path, "lea") == [1, 2]
    for name in ("ada", "nobody", None):
        with pytest.raises(UsageError, match="lea decides"):
            numbers(split.path, name)
    with Store.open(split.path) as store:
        store.set_setting("blind", False)
    with pytest.raises(UsageError, match="lea decides"):
        numbers(split.path, "ada")


def test_without_a_lead_everybody_decides_about_what_they_have_finished(split):
    with Store.open(split.path) as store:
        store.ensure_annotator("lea", role="annotator")
    with pytest.raises(UsageError, match="blind"):
        numbers(split.path, "ada")
    for number in (3, 5):
        split.label("ada", number, NO_CLAIM)
    assert numbers(split.path, "ada") == [1]
    with pytest.raises(UsageError, match="blind"):
        numbers(split.path, "ben")
    with Store.open(split.path) as store:
        store.set_setting("blind", False)
    assert numbers(split.path, "ben") == [1, 2]


def test_the_project_can_let_everybody_decide(split):
    with Store.open(split.path) as store:
        store.set_setting("adjudicators", "everybody")
    with pytest.raises(UsageError, match="blind"):
        numbers(split.path, "ben")
    split.label("ada", 3, NO_CLAIM)
    split.label("ada", 5, NO_CLAIM)
    assert numbers(split.path, "ada") == [1]


# -- a disk that stalls ------------------------------------------------------------------------------------


class Held:
    """An act that is written when the disk goes on."""

    def __init__(self, write):
        self.write = write
        self.done = False

    def wait(self, _seconds):
        return self.done

    def result(self):
        return self.write()


class StallingWriter:
    """Keeps acts in line until it is told to write them."""

    def __init__(self, writer):
        self.writer = writer
        self.held = []
        self.state = writer.state

    def submit(self, changes, **how):
        return self._hold(lambda: self.writer.submit(changes, **how).result(20))

    def undo(self, layer=None):
        return self._hold(lambda: self.writer.undo(layer).result(20))

    def _hold(self, write):
        self.held.append(Held(write))
        return self.held[-1]

    def flow(self):
        for ticket in self.held:
            ticket.done = True

    def others_wrote(self):
        return self.writer.others_wrote()


def test_decisions_wait_in_line_for_a_disk_that_stalls(split):
    split.label("ada", 1, EFFICACY, article=2)
    split.label("ben", 1, HARM, article=2)
    with Store.open(split.path) as store:
        lea, people = store.annotator("lea"), tuple(store.annotators())
        real = Writer(store.path, "lea")
        writer = StallingWriter(real)
        scope = Scope(facets_to_decide(store.codebook()), people)
        session = AdjudicationSession(store, writer, lea, store.articles(), scope, patience_s=0)
        session.start()
        session.press("e")
        assert (session.unsaved, session.is_waiting, session.unsaved_units()) == (1, True, {2})
        session.move_article(1)
        session.move_article(-1)
        # Not on disk yet, but decided all the same.
        assert session.docket.wanted(2) == []
        assert split.gold(2) == {}
        writer.flow()
        assert session.settle().tone is Tone.INFO
        assert session.unsaved == 0
        assert real.close(20) == 0
    assert split.gold(2) == {"claim_type": "efficacy"}
