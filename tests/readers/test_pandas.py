"""pandas reads our tables and JSON lines: the same rows, labels and offsets."""

from __future__ import annotations

import csv
import json
import re

import pytest

from annotate_tui.export.cells import unescape
from annotate_tui.export.fields import separated

pytestmark = pytest.mark.readers


def plain_rows(labelled, frame, *, escaped):
    """A wide table as rows of plain data."""
    cell = unescape if escaped else str
    rows = []
    for record in frame.to_dict("records"):
        row = {name: None if value == "" else cell(value) for name, value in record.items()}
        row |= {name: int(record[name]) for name in ("start", "end")}
        row["text"], row["title"] = (cell(record[name]) for name in ("text", "title"))
        for name, facet in labelled.columns.items():
            value = row[name]
            if value is None:
                continue
            if facet.type in ("multi", "span"):
                row[name] = separated(value)
            elif facet.type == "boolean":
                row[name] = {"1": True, "0": False}[value]
            elif facet.type == "number":
                row[name] = float(value)
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    ("form", "options"), [("csv", []), ("csv", ["--excel"]), ("csv", ["--raw-cells"]), ("tsv", [])]
)
def test_wide_tables(labelled, form, options):
    import pandas as pd

    path = labelled.export(form, *options) / f"labels.{form}"
    frame = pd.read_csv(
        path, sep="\t" if form == "tsv" else ",", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == ("--excel" in options)
    labelled.check_annotations(plain_rows(labelled, frame, escaped="--raw-cells" not in options))


def test_ranks_and_members_are_figures_without_any_option(labelled):
    import pandas as pd

    frame = pd.read_csv(labelled.export("csv") / "labels.csv")
    for name, facet in labelled.columns.items():
        if facet.type == "ordinal":
            ranks = {labelled.label(facet, value.id): value.rank for value in facet.values}
            given = frame[frame[name].notna()]
            assert [ranks[unescape(label)] for label in given[name]] == given[f"{name}_rank"].tolist()
        if facet.type == "multi":
            given = frame[frame[name].notna()]
            for value in facet.values:
                label = labelled.label(facet, value.id)
                chosen = [label in separated(unescape(cell)) for cell in given[name]]
                assert given[f"{name}_{label}"].astype(bool).tolist() == chosen


def test_no_cell_is_a_formula(labelled):
    for options in ([], ["--long"], ["--labels", "majority"]):
        path = labelled.export("csv", *options) / "labels.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not re.match(r"[=+@\t\r]", cell)
                    assert not cell.startswith("-") or float(cell) < 0


def test_long_tables(labelled):
    import pandas as pd

    path = labelled.export("csv", "--long") / "labels.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    found: dict = {}
    for row in frame.to_dict("records"):
        key = (unescape(row["annotator"]), row["unit_id"])
        if row["value"]:
            found.setdefault(key, {}).setdefault(row["facet"], []).append(unescape(row["value"]))
    for key, answers in labelled.said.items():
        for facet in labelled.codebook.facets:
            shown = labelled.shown(facet, answers.get(facet.id))
            if facet.type in ("single", "ordinal", "multi", "text") and shown is not None:
                assert found[key][facet.id] == (shown if isinstance(shown, list) else [shown])


@pytest.mark.parametrize("labels", ["each", "majority"])
def test_json_lines_and_their_schema(labelled, labels):
    import pandas as pd
    from jsonschema import Draft202012Validator

    folder = labelled.export("jsonl", "--labels", labels)
    path = folder / ("annotations.jsonl" if labels == "each" else "units.jsonl")
    # Only a newline ends a line: str.splitlines would also end one at U+0085 and others.
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for line in lines:
        validator.validate(line)
    assert list(validator.iter_errors(lines[0] | {"more": 1}))
    annotations = lines
    if labels != "each":
        about = ("article_id", "title", "unit_id", "start", "end", "text")
        annotations = [
            a | {name: line[name] for name in about} for line in lines for a in line["annotations"]
        ]
        models = {who for who, kind in labelled.said if "model" in who}
        assert not models & {row["annotator"] for row in annotations}
        return
    labelled.check_annotations(annotations)
    frame = pd.read_json(path, lines=True, dtype=False)
    labelled.check_annotations(frame.astype(object).where(frame.notna(), None).to_dict("records"))
