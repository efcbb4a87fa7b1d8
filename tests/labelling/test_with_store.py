"""The session on a real database."""

from __future__ import annotations

import contextlib

import pytest

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.labelling.find import find, parse_query
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.store.sqlite import sqlite3
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

PARTS = (
    (UnitKind.HEADING, "A quiet cure"),
    (UnitKind.SENTENCE, "The drug may ease craving within hours."),
    (UnitKind.SENTENCE, "Some trials found nothing of the kind."),
    (UnitKind.LEAD_IN, "Here is how it works:"),
    (UnitKind.SENTENCE, "It is a revolutionary breakthrough."),
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
def work(path):
    """A function that labels as somebody: ``with work("ada") as session``."""

    @contextlib.contextmanager
    def run(name="ada", **options):
        with Store.open(path) as store:
            writer = Writer(path, name)
            session = LabellingSession(store, writer, store.annotator(name), patience_s=20, **options)
            session.start()
            yield session
            assert session.close(20) == 0

    return run


def current(path, name, number=1):
    with Store.open(path, readonly=True) as store:
        article = store.articles()[number - 1].key
        given = store.answers(store.annotator(name).key, article)
        return {unit.index: given[unit.key] for unit in store.units(article) if unit.key in given}


def test_what_was_pressed_is_there_after_a_restart(work, path, press):
    with work() as session:
        press(session, "e", "0", "enter", "r", "f")
    assert current(path, "ada") == {
        1: {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)},
        2: {"claim_type": "research", "unsure": True},
    }
    with work() as session:
        assert (session.index, session.focus.id) == (2, "coi_cues")
        press(session, "u")
        assert dict(session.sheet.answers(2)) == {"claim_type": "research"}
        press(session, "u", "u")
        assert session.index == 1
        press(session, "ctrl+r")
    assert current(path, "ada")[1]["coi_cues"] == ("none",)


def test_two_windows_of_one_annotator_do_not_show_what_is_no_longer_true(work, path, press):
    with work() as here, work() as there:
        press(here, "e", "0", "enter")
        assert here.index == there.index + 1
        # The first key there only shows what was labelled here.
        press(there, "x", "x", "enter")
        # The next act here shows what was done there, and says so.
        said = here.press("r")
        assert "another window" in said.message
        assert 1 in said.touched
        assert dict(here.sheet.answers(1)) == current(path, "ada")[1]
        assert dict(here.sheet.answers(2)) == {"claim_type": "research"}
        # Undo in one window takes back what was done last, wherever it was done.
        there.undo()
        for session in (here, there):
            session.press("f")
            assert {
                index: dict(session.sheet.answers(index))
                for index in range(len(session.sheet.units))
                if session.sheet.answers(index)
            } == current(path, "ada")
            session.undo()


def test_a_key_for_what_another_window_has_labelled_is_not_taken(work, path, press):
    with work() as here, work() as there:
        press(here, "e", "0", "C")
        said = there.confirm()
        assert "another window" in said.message
        assert 1 in said.touched
        assert (there.index, here.index) == (1, 1)
        kept = {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("cta",)}
        assert dict(there.sheet.answers(1)) == current(path, "ada")[1] == kept
        # A key that is pressed knowing it counts; so does a note, which somebody has typed.
        press(there, "P")
        assert current(path, "ada")[1]["coi_cues"] == ("cta", "promo")
        there.press("x")
        here.write_text(here.note_facet(), "typed by hand")
        assert current(path, "ada")[1]["note"] == "typed by hand"


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_whether_others_wrote_is_asked_without_waiting(path, mode):
    """Another program may hold the file for half a minute; a key must not stand in line for it."""
    other = sqlite3.connect(path, isolation_level=None)
    assert other.execute(f"PRAGMA journal_mode={mode}").fetchone() == (mode.lower(),)
    with contextlib.closing(other), Store.open(path) as store:
        patience = store.database.value("PRAGMA busy_timeout")
        before = store.data_version()
        other.execute("CREATE TABLE something(x)")
        assert store.data_version() != before
        other.execute("BEGIN EXCLUSIVE")
        # In rollback mode not even readers may look at the file now.
        assert (store.data_version() is None) == (mode == "DELETE")
        other.execute("ROLLBACK")
        assert store.data_version() is not None
        assert store.database.value("PRAGMA busy_timeout") == patience > 0


def test_others_who_label_meanwhile_change_nothing_here(work, press):
    with work("ada") as ada, work("ben") as ben:
        press(ben, "e", "0", "enter")
        assert ada.press("h").message == ""


def test_everybody_sees_only_their_own(work, press):
    with work("ada") as session:
        press(session, "e")
    with work("bob") as session:
        assert dict(session.sheet.answers(1)) == {}
        assert press(session, "u").message == "Nothing to undo."


def test_the_history_says_how_it_came(work, path, press):
    with work() as session:
        session.go_to(4)
        press(session, "enter")  # proposed by the codebook
        session.go_to(2)
        press(session, ".")
    with Store.open(path, readonly=True) as store:
        rows = [(row.kind, row.facet, row.ref) for row in store.history(annotator=store.annotator("ada").key)]
    assert rows == [
        ("label", "claim_type", "prefilled"),
        ("label", "coi_cues", "prefilled"),
        ("label", "claim_type", "repeat"),
        ("label", "coi_cues", "repeat"),
    ]


def test_progress_of_screen_and_database_agree(work, path, press):
    with work() as session:
        press(session, "x", "enter", "enter", "e")
        session.go_to(1)
        press(session, "right", "x")
        sheet = session.sheet
        shown = (sheet.n_asked, sheet.tally("done"), sheet.tally("begun"))
    with Store.open(path, readonly=True) as store:
        row = store.progress(store.annotator("ada").key)[0]
    assert shown == (row.n_asked, row.done, row.begun)


class TestFind:
    def found(self, work, text):
        with work() as session:
            query = parse_query(text, session.codebook)
            hits = find(session.store, session.annotator, session.codebook, session.articles, query)
            return [(hit.article.number, hit.index) for hit in hits if hit is not None]

    def test_words_in_any_order_and_case(self, work):
        assert self.found(work, "HOURS drug") == [(1, 1), (2, 1)]
        assert self.found(work, "drug nothing") == []

    def test_filters(self, work, press):
        with work() as session:
            press(session, "e", "0", "P", "enter")
        assert self.found(work, ":done") == [(1, 1)]
        assert self.found(work, "coi_cues=promo") == [(1, 1)]
        assert self.found(work, "claim_type=efficacy drug") == [(1, 1)]
        assert (1, 1) not in self.found(work, ":open")
        assert (2, 1) in self.found(work, ":open")
