"""Exports of the awkward study, read back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from annotate_tui.codebook.lexicon_shown import Phrase, ShownCues, State
from annotate_tui.codebook.load import load_builtin, parse_codebook
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.dataset.data import Dataset
from annotate_tui.export.formats import find_format, labels_for
from annotate_tui.export.request import Request
from annotate_tui.export.run import export_to_path, export_to_stream
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

ODD_NAMES = """
schema = "annotate-tui/codebook@1"
id = "odd"
version = "1.0.0"
title = "Odd names: =1+1, “quotes” & <b>bold</b>"
language = "en"
principle = "None."

[[facets]]
id = "text"
type = "single"
measurement = "nominal"
required = true
values = [
    { id = "a_b", key = "1", alias = "a_b%c & d|e, f" },
    { id = "yes", key = "2" },
    { id = "no", key = "3" },
]

[[facets]]
id = "start"
type = "multi"
measurement = "set"
values = [
    { id = "one", key = "4", alias = "x|y\\\\z" },
    { id = "two", key = "5", alias = "=2" },
    { id = "none", key = "6" },
]
exclusive = ["none"]

[[facets]]
id = "dose"
type = "number"
measurement = "ratio"
minimum = -10
maximum = 100

[[facets]]
id = "passages"
type = "span"
agreement = false
links_to = "start"
"""


@pytest.fixture
def store(study):
    """The awkward study, opened."""
    with Store.open(study) as store:
        yield store


@pytest.fixture
def odd(tmp_path):
    """A project whose codebook uses names that formats trip over, labelled by one annotator."""
    book = parse_codebook(ODD_NAMES, name="odd.toml", format="toml")
    text = "Ten mg 💊 a day. Or none."
    with Store.create(tmp_path / "odd.db", book) as store:
        store.import_articles([(Article(text=text, title="Odd"), [Unit(0, 15), Unit(16, 24)])], segmenter="x")
        first, second = store.units(store.articles()[0].key)
        session = store.begin("ada")
        session.write(
            [
                Change(first.key, "text", "a_b"),
                Change(first.key, "start", ("one", "two")),
                Change(first.key, "dose", -2.5),
                Change(first.key, "passages", ("0-6:one", "7-8:two")),
            ]
        )
        session.write([Change(second.key, "text", "no"), Change(second.key, "start", ("none",))])
        yield store


@pytest.fixture
def seen(tmp_path):
    """A project with cue highlights, labelled by two annotators: one saw them, one did not."""
    text = "It may help. It is here."
    with Store.create(tmp_path / "seen.db", load_builtin()) as store:
        store.import_articles(
            [(Article(text=text, title="Seen"), [Unit(0, 12), Unit(13, 24)])], segmenter="x"
        )
        first, second = (unit.key for unit in store.units(store.articles()[0].key))

        def shown(state: State, **parts) -> str:
            return ShownCues("ours", "1.0.0", "f" * 64, "assigned", state, **parts).to_text()

        may = (Phrase(3, 6, "hedge"),)
        ada, ben = store.begin("ada"), store.begin("ben")
        on = shown(State.ON, categories=("hedge",), spans=may, decoys=(Phrase(7, 11),), first_key_ms=1500)
        ada.write([Change(first, "claim_type", "harm"), Change(first, "", on, item="cues")], dwell_ms=2500)
        ada.write([Change(first, "claim_type", "efficacy")], dwell_ms=1000)
        looked = shown(State.ON, dwell_ms=4000)
        ada.write([Change(second, "", looked, item="cues")], kind="view")
        off = shown(State.OFF, hidden=may, first_key_ms=700)
        ben.write([Change(first, "claim_type", "efficacy"), Change(first, "", off, item="cues")])
        yield store


@pytest.fixture
def exported(tmp_path):
    """Write an export into a folder; the folder."""

    def exported(store: Store, form: str, *, chosen: dict | None = None, **request) -> Path:
        target = tmp_path / "exported" / form
        target.parent.mkdir(exist_ok=True)
        found = find_format(form)
        request["labels"] = labels_for(found, request.get("labels"))
        export_to_path(Dataset(store, **(chosen or {})), found, Request(**request), target, folder=True)
        return target

    return exported


@pytest.fixture
def streamed():
    """Write an export of one file to a stream; its text."""

    def streamed(store: Store, form: str, *, chosen: dict | None = None, **request) -> str:
        stream = io.BytesIO()
        found = find_format(form)
        request["labels"] = labels_for(found, request.get("labels"))
        export_to_stream(Dataset(store, **(chosen or {})), found, Request(**request), stream)
        return stream.getvalue().decode()

    return streamed


@pytest.fixture
def rows(streamed):
    """The rows of a csv export."""

    def rows(store: Store, form: str = "csv", **request) -> list[dict[str, str]]:
        delimiter = "\t" if form == "tsv" else ","
        text = streamed(store, form, **request).removeprefix("\ufeff")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))

    return rows


@pytest.fixture
def records(streamed):
    """The records of a jsonl export."""

    def records(store: Store, **request) -> list[dict]:
        return [json.loads(line) for line in streamed(store, "jsonl", **request).split("\n") if line]

    return records
