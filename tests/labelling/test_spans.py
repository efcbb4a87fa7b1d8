"""Marking passages: every rule, without a screen, on a real database."""

from __future__ import annotations

import contextlib
import json

import pytest

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.dataset.data import Dataset
from annotate_tui.errors import InputError
from annotate_tui.imports.run import Options, import_labels
from annotate_tui.labelling.find import find, parse_query
from annotate_tui.labelling.outcome import Tone
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.span_editing import Edge, SpanEditing
from annotate_tui.store.check import check
from annotate_tui.store.corrections import replace_text
from annotate_tui.store.merge import merge
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

CODEBOOK = """
schema = "annotate-tui/codebook@1"
id = "parts"
version = "1.0.0"
title = "Parts"
[[facets]]
id = "claim"
type = "single"
required = true
values = [{ id = "yes", key = "y" }, { id = "no", key = "x" }]
[[facets]]
id = "parts"
name = "Parts"
type = "span"
key = "p"
required = true
ask_when = { facet = "claim", in = ["yes"] }
values = [
    { id = "drug", key = "d" }, { id = "dose", key = "s", name = "Dose" }, { id = "gone", retired = true },
]
[[facets]]
id = "odd"
type = "span"
overlap = false
"""
TEXT = "Patients got 0.5 mg/kg of ketamine, twice."


def parts_of(text=CODEBOOK):
    return parse_codebook(text, name="parts.toml", format="toml")


@pytest.fixture
def make(tmp_path):
    """A function that makes a database of one article; its path."""

    def make(*sentences, codebook=CODEBOOK, name="parts.db"):
        text, units = "", []
        for block, words in enumerate(sentences or (TEXT, "It works.")):
            units.append(Unit(len(text), len(text) + len(words), UnitKind.SENTENCE, None, block))
            text += words + "\n"
        path = tmp_path / name
        with Store.create(path, parts_of(codebook)) as store:
            store.import_articles([(Article(text, title="One"), units)], segmenter="test/1")
        return path

    return make


@contextlib.contextmanager
def working(path, name="ada"):
    with Store.open(path) as store:
        who = store.ensure_annotator(name)
        session = LabellingSession(store, Writer(path, name), who, patience_s=20)
        session.start()
        yield session
        assert session.close(20) == 0


@contextlib.contextmanager
def marking(path, facet="parts", name="ada"):
    with working(path, name) as session:
        session.place_at(0)
        if "claim" not in session.sheet.answers(session.index):
            session.press("y")
        yield SpanEditing(session, session.codebook.facet(facet))
    assert check(path) == []


def said(editing):
    return [f"{editing.text[one.start : one.end]}={one.value}" for one in editing.passages()]


def exported(path):
    """What exports see: unit number → facet → answer."""
    with Store.open(path, readonly=True) as store:
        return {one.unit.index: dict(one.answers) for one in Dataset(store).annotations()}


# -- moving and marking ------------------------------------------------------------


def test_a_word_is_marked_by_the_key_of_a_value_and_is_an_act_of_its_own(make):
    path = make()
    with marking(path) as editing:
        editing.select(6, 6)
        outcome = editing.press("d")
        assert outcome.message == "“of” as Drug is marked."
        assert outcome.touched == {0}
        editing.move(1)
        editing.press("d")
        assert said(editing) == ["of=drug", "ketamine=drug"]
        events = [row for row in editing.session.store.history() if row.facet == "parts"]
        assert [row.value for row in events] == ["23-25:drug", "26-34:drug"]
        assert len({row.item for row in events}) == 2
        assert all(row.item for row in events)
        assert editing.press("q") is None
    assert exported(path)[0]["parts"] == ("23-25:drug", "26-34:drug")


def test_stretching_by_words_and_characters_at_either_end(make):
    with marking(make()) as editing:
        editing.select(2, 2)
        assert editing.text[editing.start : editing.end] == "0.5"
        for _ in range(3):
            editing.stretch(1)
        assert editing.text[editing.start : editing.end] == "0.5 mg/kg"
        editing.stretch(-1)
        editing.stretch(-1, by_character=True)
        assert editing.text[editing.start : editing.end] == "0.5 mg"
        editing.next_edge()
        assert editing.edge is Edge.START
        editing.stretch(-1)
        editing.stretch(1, by_character=True)
        assert editing.text[editing.start : editing.end] == "ot 0.5 mg"
        editing.next_edge()
        editing.stretch(1)
        assert editing.edge is Edge.WHOLE
        assert editing.text[editing.start : editing.end] == "0.5 mg/"
        assert editing.next_edge().message == ""
        assert editing.edge is Edge.END


def test_a_selection_never_becomes_empty_or_leaves_the_sentence(make):
    with marking(make("One two.")) as editing:
        for _ in range(5):
            editing.stretch(-1, by_character=True)
        assert (editing.start, editing.end) == (0, 1)
        assert editing.stretch(-1).tone is Tone.WARNING
        for _ in range(5):
            editing.stretch(1)
        assert (editing.start, editing.end) == (0, 8)
        editing.move(99)
        assert editing.text[editing.start : editing.end] == "."
        editing.move(-99)
        assert editing.text[editing.start : editing.end] == "One"
        editing.move_to_end(last=True)
        assert editing.text[editing.start : editing.end] == "."


def test_a_held_passage_is_changed_each_time_in_one_act(make):
    with marking(make()) as editing:
        editing.select(2, 2)
        editing.press("s")
        before = len(list(editing.session.store.history()))
        outcome = editing.stretch(1)
        assert outcome.message == "“0.5” as Dose is now “0.5 mg” as Dose."
        editing.press("d")
        assert said(editing) == ["0.5 mg=drug"]
        assert len(list(editing.session.store.history())) == before + 2
        assert editing.press("d").tone is Tone.WARNING
        editing.remove()
        assert said(editing) == []
        assert editing.held is None


def test_passages_are_held_in_turn_and_let_go(make):
    with marking(make()) as editing:
        for first, last, key in ((0, 0, "d"), (2, 3, "s"), (7, 7, "d")):
            editing.select(first, last)
            editing.press(key)
        editing.move_to_end(last=False)
        held = []
        for _ in range(4):
            editing.hold_next(1)
            held.append(editing.text[editing.start : editing.end])
        assert held == ["Patients", "0.5 mg", "ketamine", "Patients"]
        editing.hold_next(-1)
        assert editing.held is not None
        assert editing.let_go()
        assert not editing.let_go()
        assert editing.held is None


def test_backspace_takes_the_passage_under_the_cursor(make):
    with marking(make()) as editing:
        editing.select(0, 7)
        editing.press("d")
        editing.select(2, 3)
        editing.press("s")
        editing.select(3, 3)
        assert editing.remove().message == "“0.5 mg” as Dose is no longer marked."
        editing.select(1, 1)
        editing.remove()
        assert said(editing) == []
        assert editing.remove().tone is Tone.WARNING


def test_a_question_without_values_marks_with_one_key(make):
    path = make()
    with marking(path, "odd") as editing:
        assert editing.key_meanings() == {"m": None}
        editing.press("m")
        assert said(editing) == ["Patients="]
    assert exported(path)[0]["odd"] == ("0-8",)


def test_overlap_is_refused_only_where_the_codebook_says_so(make):
    path = make()
    with marking(path) as editing:
        editing.select(0, 3)
        editing.press("d")
        editing.select(2, 5)
        editing.press("s")
        assert len(editing.passages()) == 2
    with marking(path, "odd") as editing:
        editing.select(0, 1)
        editing.press("m")
        editing.select(1, 2)
        refused = editing.press("m")
        assert refused.message == "That would overlap “Patients got”, which this codebook does not allow."
        editing.select(2, 2)
        editing.press("m")
        editing.next_edge()
        assert editing.stretch(-1).tone is Tone.WARNING
        assert said(editing) == ["Patients got=", "0.5="]


# -- undo, states, confirming --------------------------------------------------------


def test_undo_and_redo_go_act_by_act_over_restarts(make):
    path = make()
    with marking(path) as editing:
        editing.select(7, 7)
        editing.press("d")
        editing.stretch(1)
    with marking(path) as editing:
        assert said(editing) == ["ketamine,=drug"]
        outcome = editing.undo()
        assert "Parts: “ketamine,” as Drug → “ketamine” as Drug" in outcome.message
        assert editing.undo().message.endswith("Parts: “ketamine” as Drug → open")
        assert said(editing) == []
        editing.redo()
        assert said(editing) == ["ketamine=drug"]
        editing.hold_next(1)
        editing.redo()
        assert said(editing) == ["ketamine,=drug"]
        assert editing.held in editing.passages()


def test_undo_that_leads_elsewhere_says_so(make):
    path = make()
    with working(path) as session:
        session.press("x")
        session.confirm()
        session.press("y")
        editing = SpanEditing(session, session.codebook.facet("parts"))
        assert editing.is_current
        editing.undo()
        assert editing.is_current
        editing.undo()
        assert not editing.is_current


def test_a_required_question_is_done_with_the_first_passage_and_open_without(make):
    path = make()
    with working(path) as session:
        session.press("y")
        assert session.sheet.state(0) is UnitState.BEGUN
        assert session.focus.id == "parts"
        assert session.confirm().edit == "parts"
        assert "Parts is not answered yet." in session.confirm(marked=True).message
        editing = SpanEditing(session, session.focus)
        editing.press("d")
        assert session.sheet.state(0) is UnitState.DONE
        assert session.sheet.codes(0) == "y[1]"
        editing.undo()
        assert session.sheet.state(0) is UnitState.BEGUN
        editing.redo()
        session.confirm(marked=True)
        assert session.index == 1
        progress = session.store.progress(session.annotator.key)
        assert [row.done for row in progress] == [1]


def test_a_closed_question_cannot_be_marked_and_keeps_what_it_had(make):
    path = make()
    with marking(path) as editing:
        editing.press("d")
        editing.session.press("x")
        editing.move(1)
        refused = editing.press("d")
        assert "asked only for Yes" in refused.message
        assert editing.session.press("p").tone is Tone.WARNING
    assert "parts" not in exported(path)[0]
    with working(path) as session:
        session.place_at(0)
        session.press("y")
        assert session.sheet.codes(0) == "y[1]"


def test_clearing_takes_all_passages_in_one_act(make):
    path = make()
    with marking(path) as editing:
        editing.press("d")
        editing.move(1)
        editing.press("s")
        session = editing.session
        session.look_at(editing.facet)
        assert session.clear().message == "Parts cleared."
        assert said(editing) == []
        session.undo()
        assert len(editing.passages()) == 2


def test_the_key_of_the_question_asks_the_screen_to_open_it(make):
    with working(make()) as session:
        session.press("y")
        session.move_focus(-1)
        outcome = session.press("p")
        assert outcome.edit == "parts"
        assert session.focus.id == "parts"


# -- other windows, merges, files ------------------------------------------------------


def test_what_another_window_marked_is_shown(make):
    path = make()
    with marking(path) as here:
        with working(path) as there:
            other = SpanEditing(there, there.codebook.facet("parts"))
            other.select(2, 3)
            other.press("s")
        outcome = here.press("d")
        assert said(here) == ["Patients=drug", "0.5 mg=dose"]
        assert "another window" in outcome.message


def test_passages_marked_on_two_machines_stand_side_by_side_after_a_merge(make, tmp_path):
    path = make()
    with marking(path) as editing:
        editing.press("d")
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with marking(path) as editing:
        editing.select(2, 3)
        editing.press("s")
    with marking(copy) as editing:
        editing.select(7, 7)
        editing.press("d")
    with Store.open(path) as store:
        merge(store, copy)
        assert store.conflicts() == []
    assert check(path) == []
    assert exported(path)[0]["parts"] == ("0-8:drug", "13-19:dose", "26-34:drug")


def test_a_passage_moved_on_two_machines_is_a_conflict_until_it_is_marked_again(make, tmp_path):
    path = make()
    with marking(path) as editing:
        editing.press("d")
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    for where, steps in ((path, 1), (copy, 2)):
        with marking(where) as editing:
            editing.hold_next(1)
            for _ in range(steps):
                editing.stretch(1)
    with Store.open(path) as store:
        merge(store, copy)
        assert len(store.conflicts()) == 1
    with working(path) as session:
        session.place_at(0)
        assert "parts" in session.sheet.rivals(0)
        editing = SpanEditing(session, session.codebook.facet("parts"))
        editing.hold_next(1)
        assert editing.press("d").tone is Tone.INFO
        assert not session.sheet.rivals(0)
    with Store.open(path) as store:
        assert store.conflicts() == []


def test_passages_from_a_file_are_changed_like_others(make):
    path = make()
    with Store.open(path) as store:
        unit = store.units(store.articles()[0].key)[0].key
        from annotate_tui.store.session import Change

        store.begin("ada").write(
            [Change(unit, "claim", "yes"), Change(unit, "parts", ("0-8:drug", "26-34:drug"))], kind="import"
        )
    with marking(path) as editing:
        editing.session.place_at(0)
        editing = SpanEditing(editing.session, editing.facet)
        editing.hold_next(1)
        editing.press("s")
        assert said(editing) == ["Patients=dose", "ketamine=drug"]
        editing.remove()
        editing.select(2, 2)
        editing.press("s")
        assert said(editing) == ["0.5=dose", "ketamine=drug"]
        for _ in range(3):
            editing.undo()
        assert said(editing) == ["Patients=drug", "ketamine=drug"]


def test_sentences_are_found_by_what_is_marked_in_them(make):
    path = make()
    with marking(path) as editing:
        editing.press("d")
        session = editing.session
        for text, count in ((":parts", 1), ("parts=drug", 1), ("parts=dose", 0)):
            query = parse_query(text, session.codebook)
            hits = find(session.store, session.annotator, session.codebook, session.articles, query)
            assert len([hit for hit in hits if hit is not None]) == count, text


def test_a_corrected_text_keeps_passages_at_their_words(make):
    path = make("Two words here.", "It works.")
    with marking(path) as editing:
        editing.select(1, 2)
        editing.press("d")
    with Store.open(path) as store:
        article = store.articles()[0]
        corrected = Article("It works.\nTwo  \n words\there.", title="Again")
        units = [Unit(0, 9), Unit(10, 28)]
        done = replace_text(store, article.key, corrected, units, segmenter="test/1", by="lea")
        assert done.lost == 0
    assert check(path) == []
    assert exported(path)[1]["parts"] == ("7-17:drug",)
    assert corrected.text[10:28][7:17] == "words\there"


def test_a_file_says_the_same_or_is_refused_or_takes_the_place_of_what_was_marked(make, tmp_path):
    path = make()
    with marking(path) as editing:
        editing.select(2, 3)
        editing.press("s")
        editing.select(7, 7)
        editing.press("d")

    def read(*passages, **options):
        with Store.open(path) as store:
            article = store.articles()[0]
            unit = store.units(article.key)[0]
            row = {"article_id": article.article_id, "start": unit.start, "end": unit.end, "annotator": "ada"}
            file = tmp_path / "labels.jsonl"
            file.write_text(json.dumps({**row, "parts": passages}) + "\n", "utf-8")
            return import_labels(store, file, Options(**options), source="labels.jsonl")

    assert read("26-34:drug", "13-19:dose").same == 1
    with pytest.raises(
        InputError, match="answered Parts here with “2 passages”, and the file says “1 passage”"
    ):
        read("0-8:drug")
    assert read("0-8:drug", replace=True).changed == {"ada": 1}
    assert check(path) == []
    assert exported(path)[0]["parts"] == ("0-8:drug",)
    with working(path) as session:
        session.undo()
