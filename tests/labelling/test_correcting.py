"""Correcting sentences while labelling: who may, what becomes of labels, and taking it back."""

from __future__ import annotations

import contextlib

import pytest

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.labelling.outcome import Tone
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.store.check import check
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

SENTENCES = ("One is here.", "Two follows it, then more.", "Three ends.")


@pytest.fixture
def path(tmp_path, builtin):
    path = tmp_path / "project.db"
    text, units = "", []
    for block, words in enumerate(SENTENCES):
        units.append(Unit(len(text), len(text) + len(words), UnitKind.SENTENCE, None, block))
        text += words + "\n"
    with Store.create(path, builtin) as store:
        store.import_articles([(Article(text, title="One"), units)], segmenter="test/1")
    return path


@contextlib.contextmanager
def working(path, name="ada"):
    with Store.open(path) as store:
        session = LabellingSession(store, Writer(path, name), store.ensure_annotator(name), patience_s=20)
        session.start()
        yield session
        assert session.close(20) == 0
    assert check(path) == []


def texts(session):
    return [session.sheet.unit_text(index) for index in range(len(session.sheet.units))]


def test_joining_keeps_other_labels_and_taking_back_brings_all_back(path):
    with working(path) as session:
        for index in range(3):
            session.place_at(index)
            session.press("x")
        session.place_at(0)
        outcome = session.join_next()
        assert outcome.article
        assert "Other labels stay" in outcome.message
        assert texts(session) == ["One is here.\nTwo follows it, then more.", "Three ends."]
        assert session.index == 0
        assert not session.sheet.answers(0)
        assert session.sheet.answers(1) == {"claim_type": "no_claim"}
        session.press("e")
        assert session.take_back_correction().article
        assert texts(session) == list(SENTENCES)
        assert [session.sheet.answers(index) for index in range(3)] == [{"claim_type": "no_claim"}] * 3
        assert session.take_back_correction().message.startswith("Nothing was corrected")
        assert session.articles[0].n_units == 3
    with Store.open(path) as store:
        by = {row.annotator for row in store.history(layer="project") if row.kind == "segment"}
        assert "ada" in by


def test_splitting_and_changing_the_kind(path):
    with working(path) as session:
        session.place_at(1)
        session.press("x")
        assert session.split_unit(SENTENCES[1].index("then")).article
        assert texts(session) == ["One is here.", "Two follows it,", "then more.", "Three ends."]
        assert session.split_unit(0).tone is Tone.WARNING
        session.place_at(0)
        session.press("h")
        assert (
            session.change_kind(UnitKind.HEADING).message == "Sentence 1 is a heading now; its labels stay."
        )
        assert session.sheet.kind(0) == UnitKind.HEADING
        assert session.sheet.answers(0) == {"claim_type": "harm"}
        assert session.change_kind(UnitKind.HEADING).tone is Tone.WARNING
        session.take_back_correction()
        session.take_back_correction()
        assert texts(session) == list(SENTENCES)
        assert session.sheet.answers(1) == {"claim_type": "no_claim"}


def test_the_last_sentence_and_the_page_about_the_article_have_nothing_to_join(path):
    with working(path) as session:
        session.place_at(2)
        assert "is the last one" in session.join_next().message
        session.place_at(3)
        assert session.join_next().message == "There is no sentence here to correct."
        assert texts(session) == list(SENTENCES)


def test_where_there_are_leads_only_they_may(path):
    with Store.open(path) as store:
        store.ensure_annotator("lea", role="lead")
    with working(path) as session:
        assert not session.may_correct
        assert "only leads correct sentences" in session.join_next().message
        assert texts(session) == list(SENTENCES)
    with working(path, "lea") as session:
        assert session.join_next().article


def test_what_somebody_else_corrected_meanwhile_is_not_overwritten(path):
    with working(path) as session:
        session.join_next()
        with working(path, "ben") as other:
            other.open_article(other.sheet.article.key)
            other.place_at(0)
            other.join_next()
        assert "corrected otherwise meanwhile" in session.take_back_correction().message
        session.open_article(session.sheet.article.key)
        assert len(session.sheet.units) == 1
