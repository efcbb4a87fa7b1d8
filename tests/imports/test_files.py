"""Files as strangers write them: every mistake is one sentence with its line, and nothing comes in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from annotate_tui.errors import InputError, UsageError

GOOD = {"annotator": "ada", "claim": "no"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is no JSON"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": ' + "9" * 5000 + "}", "too many digits"),
        ("[" * 100_000, "nested too deeply"),
        ('{"note": "\\ud800"}', "surrogate"),
        ("[1]", "no JSON object"),
        ('{"a": 1} {"b": 2}', "something follows"),
        (b"\xff\xfe{", "UTF-8"),
        (b"caf\xe9", "not UTF-8 (byte 0xe9)"),
    ],
    ids=range(9),
)
def test_bad_lines_of_jsonl(desk, store, place, line, said):
    good = json.dumps(place(1) | GOOD).encode() + b"\n"
    content = good + (line if isinstance(line, bytes) else line.encode()) + b"\n" + good
    with pytest.raises(InputError) as error:
        desk.read(store, content)
    (problem,) = error.value.problems
    assert problem.startswith("labels.jsonl:2: ")
    assert said in problem
    assert not store.annotators()


def test_only_newlines_end_lines_and_blank_ones_count(desk, store, place, answers):
    row = json.dumps(place(1) | GOOD | {"note": "a\u2028b\x85c"}, ensure_ascii=False)
    desk.read(store, f"\ufeff{row}\r\n\n  \n{json.dumps(place(2) | GOOD)}")
    assert answers("ada", 1)["text"] == "a\u2028b\x85c"
    assert [row.ref for row in store.history() if row.kind == "import"][-1] == "labels.jsonl:4"


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
@pytest.mark.parametrize("name", ["labels.jsonl", "labels.csv", "tasks.json"])
def test_empty_files_are_said_to_be_empty(desk, store, content, name):
    with pytest.raises(InputError, match=rf"^{name}"):
        desk.read(store, content, name)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("article_id,claim\nx", "labels.csv:2: this row has 1 cells, and the head has 2"),
        ('article_id,claim\n"x', "labels.csv:2: the table is broken here"),
        ("article_id,claim,claim\n", "labels.csv:1: the column 'claim' is there twice"),
        ("unit_id,facet,value,label\n", "labels.csv:1: this is a long table"),
        ("article_id,start\n", "labels.csv:1: no key or column is a facet"),
        ("claim,annotator\nno,ada\n", "labels.csv:2: the row does not say which article"),
        ("article_id,claim,start\nx,no,1.5\n", "labels.csv:2: start is a number of characters, not '1.5'"),
    ],
)
def test_bad_tables(desk, store, table, said):
    with pytest.raises(InputError) as error:
        desk.read(store, table, "labels.csv")
    assert said in str(error.value)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_by_hand(desk, store, place, answers, delimiter):
    row = place(3)
    head = ["article_id", "start", "end", "annotator", "claim", "cues", "dose", "facet_status", "note"]
    cells = [row["article_id"], row["start"], row["end"], "ada", "yes", "a_b|emoji", "2.5", "TRUE", "'=1+1"]
    table = "\n".join(delimiter.join(map(str, line)) for line in (head, cells))
    desk.read(store, "\ufeff" + table, "labels.csv")
    assert answers("ada", 3) == {
        "claim": "yes", "cues": ("a_b", "emoji"), "dose": 2.5, "status": True, "text": "=1+1"
    }  # fmt: skip
    with pytest.raises(InputError, match="answers text"):
        desk.read(store, table + "\n" + delimiter.join(map(str, cells[:-1])) + f"{delimiter}x", "labels.csv")


def test_what_a_file_is_is_found_out(desk, store, place):
    row = place(1) | GOOD
    article = {"article_id": row["article_id"]}
    prodigy = {
        "text": row["text"],
        "meta": article,
        "accept": ["no"],
        "answer": "accept",
        "_annotator_id": "p",
    }
    doccano = {"text": row["text"], "label": ["claim:no"], **article}
    tasks = [{"data": row, "annotations": []}]
    for content, name, form in (
        ([row], "a.jsonl", "jsonl"),
        ([row], "a.ndjson", "jsonl"),
        ([prodigy], "a.jsonl", "prodigy"),
        ([doccano], "a.jsonl", "doccano"),
        ("article_id\tclaim\tannotator\n", "a.tsv", "csv"),
    ):
        if form == "csv":
            with pytest.raises(InputError, match="holds no labels"):
                desk.read(store, content, name)
            continue
        assert desk.read(store, content, name, annotator="ada").format == form
    with pytest.raises(InputError, match="holds no labels"):
        desk.read(store, tasks, "a.json")
    with pytest.raises(
        UsageError, match=r"what is in this file\? Name the format with --format: prodigy, .*csv"
    ):
        desk.read(store, [row], "labels.txt")
    assert desk.read(store, [row], "labels.txt", format="jsonl").format == "jsonl"
    with pytest.raises(UsageError, match="no format 'brat'; there are"):
        desk.read(store, [row], format="brat")


def test_the_guide_is_right_about_keys_and_formats(desk, study):
    from annotate_tui.imports.formats import FORMATS
    from annotate_tui.store.store import Store

    page = (Path(__file__).parents[2] / "docs" / "labels-from-elsewhere.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, flags=re.DOTALL)
    with Store.open(study) as store:
        with pytest.raises(InputError, match=r"^labels.jsonl:3: ada answered Who publishes"):
            desk.read(store, example.replace('"provider"', '"news"'))
        report = desk.read(store, example)
    assert (report.new, report.same, report.ignored) == ({"our-model": 6}, 1, {})
    for form in FORMATS:
        assert re.search(
            rf"^## .*{form.replace('labelstudio', 'label studio')}", page, re.MULTILINE | re.IGNORECASE
        )
