"""Passages that were marked by hand: every format says where they are, and gives them back."""

from __future__ import annotations

import csv
import json

import pytest

from annotate_tui.codebook.load import parse_codebook
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.dataset.data import Dataset
from annotate_tui.imports.run import Options, import_labels
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.span_editing import SpanEditing
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

BOOK = """
schema = "annotate-tui/codebook@1"
id = "marked"
version = "1.0.0"
title = "Marked"
[[facets]]
id = "claim"
type = "single"
required = true
values = [{ id = "yes", key = "y" }, { id = "no", key = "x" }]
[[facets]]
id = "parts"
type = "span"
values = [{ id = "drug", key = "d" }, { id = "dose", key = "s", alias = "amount" }]
[[facets]]
id = "odd"
type = "span"
"""
UNITS = ("Ten 💊💊 of ka\u0301va,\n治疗每周 and عملت معي today.", "Nothing 👩‍🚀 here.")
WORDS = ("💊💊", "ka\u0301va", "治疗", "عملت معي", "👩‍🚀")


def project(path, *, empty=False):
    text, units = "Before.\n", []
    for said in UNITS:
        units.append(Unit(len(text), len(text) + len(said)))
        text += said + "\n"
    with Store.create(path, parse_codebook(BOOK, name="marked.toml", format="toml")) as store:
        store.import_articles([(Article(text, title="One"), units)], segmenter="x")
        if not empty:
            label(store)
    return path


def label(store):
    """Mark `WORDS` on a session, as the screen does."""
    session = LabellingSession(store, Writer(store.path, "ada"), store.ensure_annotator("ada"), patience_s=20)
    session.start()
    for index, said in enumerate(UNITS):
        session.place_at(index)
        session.press("y")
        for number, words in enumerate(word for word in WORDS if word in said):
            editing = SpanEditing(session, session.codebook.facet("parts"))
            start = said.index(words)
            editing.select(editing.words.at(start), editing.words.at(start + len(words) - 1))
            assert editing.press("d" if number % 2 else "s").touched == {index}
    editing = SpanEditing(session, session.codebook.facet("odd"))
    editing.press("m")
    assert session.close(20) == 0


@pytest.fixture
def marked(tmp_path):
    with Store.open(project(tmp_path / "marked.db")) as store:
        yield store


def answers(store):
    return {
        one.unit.index: {name: answer for name, answer in one.answers.items() if name != "claim"}
        for one in Dataset(store).annotations()
    }


def said_at(text, passage):
    start, end = map(int, passage.partition(":")[0].split("-"))
    return text[start:end]


def test_offsets_are_those_of_the_raw_text_of_the_unit(marked):
    found = answers(marked)
    assert [said_at(UNITS[0], one) for one in found[0]["parts"]] == list(WORDS[:4])
    assert [one.partition(":")[2] for one in found[0]["parts"]] == ["dose", "drug", "dose", "drug"]
    assert [said_at(UNITS[1], one) for one in found[1]["parts"]] == ["👩‍🚀"]
    assert found[1]["odd"] == ("0-7",)


@pytest.mark.parametrize("form", ["jsonl", "csv", "labelstudio", "prodigy"])
def test_every_format_quotes_the_words_and_is_read_back(marked, exported, tmp_path, form):
    folder = exported(marked, form)
    quoted = {
        "jsonl": lambda: [
            said_at(row["text"], one)
            for row in rows(folder / "annotations.jsonl")
            for one in row["parts"] or ()
        ],
        "csv": lambda: [
            said_at(row["text"], one) for row in table(folder) for one in row["parts"].split("|") if one
        ],
        "labelstudio": lambda: [
            task["data"]["text"][result["value"]["start"] : result["value"]["end"]]
            for task in json.loads((folder / "tasks.json").read_text("utf-8"))
            for annotation in task["annotations"]
            for result in annotation["result"]
            if result["from_name"] == "parts"
        ],
        "prodigy": lambda: [
            row["text"][span["start"] : span["end"]]
            for row in rows(folder / "parts.jsonl")
            for span in row["spans"]
            if span["text"] == row["text"][span["start"] : span["end"]]
        ],
    }[form]()
    assert quoted == list(WORDS)
    files = {
        "jsonl": ["annotations.jsonl"],
        "csv": ["labels.csv"],
        "labelstudio": ["tasks.json"],
        "prodigy": ["claim.jsonl", "parts.jsonl", "odd.jsonl"],
    }[form]
    with Store.open(project(tmp_path / "again.db", empty=True)) as again:
        for name in files:
            import_labels(
                again, folder / name, Options(format=None if form in ("jsonl", "csv") else form), source=name
            )
        assert answers(again) == answers(marked)


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def table(folder):
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_spacy_reads_them_as_spans(marked, exported):
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    folder = exported(marked, "docbin")
    [file] = folder.rglob("*.spacy")
    found = [
        (doc.text, span.text, span.label_, span.start_char)
        for doc in DocBin().from_disk(file).get_docs(spacy.blank("xx").vocab)
        for span in doc.spans["parts"]
    ]
    assert found
    for text, words, label, start in found:
        assert words in WORDS
        assert label in ("drug", "dose")
        assert text[start : start + len(words)] == words
