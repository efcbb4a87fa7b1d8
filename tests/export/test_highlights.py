"""Which cue highlights annotators saw goes out with their labels, where a project ever had any."""

from __future__ import annotations

import json

import numpy as np
import pytest

from annotate_tui.agreement.ratings import Seen
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.ratings import all_ratings
from annotate_tui.export.fields import HIGHLIGHT_FIELDS


def by_name(rows, unit=0):
    return {row["annotator"]: row for row in rows if int(row["unit_index"]) == unit}


def test_a_table_says_what_each_annotator_saw(seen, rows):
    of = by_name(rows(seen))
    ada, ben = of["ada"], of["ben"]
    assert (ada["highlights"], ben["highlights"]) == ("on", "off")
    assert (ada["highlights_spans"], ada["highlights_decoys"]) == ("3-6:hedge", "7-11")
    assert (ben["highlights_spans"], ben["highlights_hidden"]) == ("", "3-6:hedge")
    assert (ada["highlights_lexicon"], ada["highlights_mode"]) == ("ours 1.0.0", "assigned")
    assert (ada["highlights_categories"], len(ada["highlights_hash"])) == ("hedge", 64)
    assert (ada["first_key_seconds"], ben["first_key_seconds"]) == ("1.5", "0.7")
    assert json.loads(ada["first_answers"]) == {"claim_type": "harm"}
    assert ada["claim_type"] == "efficacy"


def test_a_unit_that_was_only_looked_at_has_no_state(seen, rows):
    ada = by_name(rows(seen), unit=1)["ada"]
    assert {ada[name] for name in HIGHLIGHT_FIELDS} == {""}


def test_time_on_a_unit_counts_answers_that_were_changed_later(seen, rows):
    of = by_name(rows(seen))
    assert (of["ada"]["seconds"], of["ben"]["seconds"]) == ("3.5", "")


def test_records_hold_lists_and_objects(seen, records):
    ada = by_name(records(seen))["ada"]
    assert ada["highlights_spans"] == ["3-6:hedge"]
    assert ada["first_answers"] == {"claim_type": "harm"}
    [unit] = (record for record in records(seen, labels="majority") if record["unit_index"] == 0)
    assert [entry["highlights"] for entry in unit["annotations"]] == ["on", "off"]


def test_hugging_face_declares_what_it_holds(seen, exported):
    folder = exported(seen, "hf")
    card = (folder / "README.md").read_text()
    [part] = (folder / "annotations").glob("*.jsonl")
    first = json.loads(part.read_text().splitlines()[0])
    for name in HIGHLIGHT_FIELDS:
        assert f'name: "{name}"' in card or f"name: {name}" in card
        assert name in first
    assert json.loads(first["first_answers"]) == {"claim_type": "harm"}


def test_prodigy_lines_carry_it_too(seen, exported):
    lines = (exported(seen, "prodigy") / "claim_type.jsonl").read_text().splitlines()
    assert [json.loads(line)["highlights"] for line in lines] == ["on", "off"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "hf", "prodigy"])
def test_projects_without_highlights_have_no_such_columns(odd, exported, form):
    for file in exported(odd, form).rglob("*"):
        assert file.is_dir() or "highlights" not in file.read_text()


def test_ratings_say_what_each_annotator_saw(seen, store):
    ratings = all_ratings(Dataset(seen)).facets["claim_type"]
    place = {name: column for column, name in enumerate(ratings.annotators)}
    assert ratings.seen[0, place["ada"]] == Seen.HIGHLIGHTED
    assert ratings.seen[0, place["ben"]] == Seen.OFF
    assert ratings.seen[1].tolist() == [Seen.UNKNOWN] * 2
    assert ratings.highlighted.tolist() == [True, False]
    assert np.array_equal(ratings.take_annotators([1]).seen, ratings.seen[:, [1]])
    assert {one.seen for one in all_ratings(Dataset(store)).facets.values()} == {None}
