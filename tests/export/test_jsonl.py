"""jsonl: the same keys in every row, null where there is nothing, and a schema that holds."""

from __future__ import annotations

import json

import pytest

from annotate_tui.dataset.data import Dataset
from annotate_tui.export.jsonl import json_line


def matches(schema: dict, value: object) -> bool:
    """The part of JSON Schema that our schemas use."""
    if "enum" in schema:
        return value in schema["enum"]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    python = {
        "string": str, "null": type(None), "boolean": bool, "array": list, "object": dict,
        "integer": int, "number": (int, float),
    }  # fmt: skip
    if not any(isinstance(value, python[kind]) for kind in kinds):
        return False
    if isinstance(value, list):
        return all(matches(schema["items"], item) for item in value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        other = schema.get("additionalProperties", True)
        return set(schema.get("required", ())) <= set(value) and all(
            matches(known[key], item) if key in known else other is not False and matches(other, item)
            for key, item in value.items()
        )
    return True


@pytest.mark.parametrize("labels", ["each", "majority", "gold", "soft"])
@pytest.mark.parametrize("text", [True, False])
def test_every_row_has_the_same_keys_and_fits_the_schema(store, odd, seen, exported, labels, text):
    for source in (store, odd, seen):
        folder = exported(source, "jsonl", labels=labels, text=text)
        schema = json.loads((folder / "schema.json").read_text())
        name = "annotations.jsonl" if labels == "each" else "units.jsonl"
        records = [json.loads(line) for line in (folder / name).read_text().split("\n") if line]
        assert records
        for record in records:
            assert list(record) == list(records[0])
            assert matches(schema, record), record
        assert not matches(schema, {**records[0], "kind": 3})
        assert not matches(schema, {**records[0], "unheard_of": None})


def test_a_record_says_what_was_said(store, records):
    for record, annotation in zip(records(store), Dataset(store).annotations(), strict=True):
        assert record["annotator"] == annotation.annotator
        assert record["text"] == annotation.unit.text
        assert record["unit_id"] == annotation.unit.unit_id
        for facet in store.codebook().facets:
            expected = annotation.answers.get(facet.id)
            assert record[facet.id] == (list(expected) if isinstance(expected, tuple) else expected)
            assert record["empty"][facet.id] == annotation.empty.get(facet.id)


def test_a_unit_carries_its_annotations(store, records):
    unit = next(r for r in records(store, labels="majority") if r["unit_index"] == 3)
    assert unit["claim_type"] is None
    assert unit["provenance"]["claim_type"] == "unresolved"
    assert {a["annotator"]: a["claim_type"] for a in unit["annotations"]} == {
        "ada": "no_claim",
        "ben": "treatment",
    }
    assert unit["soft"]["claim_type"]["treatment"] == 0.5
    assert unit["votes"]["claim_type"] == 2


def test_aliases_are_what_is_written(odd, records):
    first = records(odd)[0]
    assert first["facet_text"] == "a_b%c & d|e, f"
    assert first["facet_start"] == ["x|y\\z", "=2"]
    assert first["dose"] == -2.5
    assert first["passages"] == ["0-6:one", "7-8:two"]


def test_a_line_is_a_line_for_every_reader():
    line = json_line({"text": "a\u2028b\u2029c\x85d\ne"})
    assert line.splitlines() == [line[:-1]]
    assert json.loads(line) == {"text": "a\u2028b\u2029c\x85d\ne"}


def test_the_splits_are_in_the_rows(store, records):
    parts = {article.article_id: "test" for article in store.articles()}
    assert {record["split"] for record in records(store, splits=parts)} == {"test"}
