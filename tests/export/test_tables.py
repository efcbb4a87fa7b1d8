"""csv and tsv: the same answers as in the database, whatever texts and names hold."""

from __future__ import annotations

import pytest

from annotate_tui.dataset.data import Dataset
from annotate_tui.export.cells import unescape
from annotate_tui.export.fields import joined, separated


def one(rows: list[dict[str, str]], annotator: str, index: str, title: str = "What a session costs"):
    (found,) = (r for r in rows if (r["annotator"], r["unit_index"], r["title"]) == (annotator, index, title))
    return found


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_every_row_says_what_was_said(store, rows, form):
    found = rows(store, form)
    expected = list(Dataset(store).annotations())
    assert len(found) == len(expected)
    for row, annotation in zip(found, expected, strict=True):
        unit = annotation.unit
        assert unescape(row["annotator"]) == annotation.annotator
        assert unescape(row["text"]) == unit.text
        assert unescape(row["title"]) == unit.title
        assert (int(row["start"]), int(row["end"])) == (unit.start, unit.end)
        assert row["claim_type"] == annotation.answers.get("claim_type", "")
        assert row["evidence"] == annotation.answers.get("evidence", "")
        assert row["coi_cues"].split("|") == list(annotation.answers.get("coi_cues", ("",)))
        assert row["claim_type_empty"] == annotation.empty.get("claim_type", "")
        assert unescape(row["note"]) == annotation.answers.get("note", "")


def test_the_columns_of_a_wide_table(store, rows):
    row = one(rows(store), "ada", "1")
    assert row["evidence_rank"] == "1"
    assert (row["coi_cues_promo"], row["coi_cues_slant"], row["coi_cues_cta"]) == ("1", "1", "0")
    assert (row["doubt"], row["status"], row["seconds"], row["codebook"]) == ("0", "done", "1.5", "1.0.0")
    assert row["updated_at"].endswith("Z")


def test_the_kinds_of_empty_are_told_apart(store, rows):
    found = rows(store)
    assert one(found, "ada", "3")["evidence_empty"] == "not_asked"
    assert one(found, "ada", "2")["evidence_empty"] == "cant_decide"
    assert one(found, "ben", "5")["evidence_empty"] == "missing"
    assert one(found, "ben", "0")["evidence_empty"] == "skipped"
    assert one(found, "ada", "1")["evidence_empty"] == ""


def test_no_cell_is_a_formula(store, rows, odd):
    for found in (rows(store), rows(odd), rows(store, labels="majority"), rows(store, long=True)):
        numbers = {"dose", "value"}
        for row in found:
            for name, cell in row.items():
                assert name in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)
    assert one(rows(store), "ada", "1")["text"].startswith("'=SUM")
    assert one(rows(store, raw_cells=True), "ada", "1")["text"].startswith("=SUM")


def test_excel_gets_its_mark_and_nobody_else(store, streamed):
    assert streamed(store, "csv", excel=True).startswith("\ufeff")
    assert not streamed(store, "csv").startswith("\ufeff")


def test_columns_whose_names_are_taken_get_another(odd, rows):
    row = rows(odd)[0]
    assert row["text"] == "Ten mg 💊 a day."
    assert row["facet_text"] == "a_b%c & d|e, f"
    assert row["start"] == "0"
    assert separated(row["facet_start"]) == ["x|y\\z", "=2"]
    assert row["facet_start_x|y\\z"] == "1"
    assert row["dose"] == "-2.5"
    assert row["passages"] == "0-6:one|7-8:two"


@pytest.mark.parametrize("parts", [["a"], ["a", "b"], ["a|b", "c\\"], ["|"], ["\\|", ""]])
def test_members_of_a_set_come_back_from_one_cell(parts):
    assert separated(joined(parts)) == parts


def test_long_rows_are_answers(store, rows):
    found = rows(store, long=True)
    assert list(found[0]) == [
        "article_id", "unit_id", "annotator", "facet", "facet_type", "label", "value", "rank", "empty",
    ]  # fmt: skip
    unit = one(rows(store), "ada", "1")["unit_id"]
    of_unit = [
        (r["facet"], r["label"], r["rank"]) for r in found if (r["unit_id"], r["annotator"]) == (unit, "ada")
    ]
    assert [row for row in of_unit if row[1]] == [
        ("claim_type", "efficacy", ""),
        ("evidence", "e1", "1"),
        ("coi_cues", "promo", ""),
        ("coi_cues", "slant", ""),
    ]
    undecided = one(rows(store), "ada", "2")["unit_id"]
    assert ("evidence", "", "cant_decide") in {
        (r["facet"], r["label"], r["empty"]) for r in found if r["unit_id"] == undecided
    }


def test_one_label_a_unit_says_where_it_comes_from(store, rows):
    found = {(row["title"], row["unit_index"]): row for row in rows(store, labels="majority")}
    first = "What a session costs"
    agreed = found[first, "1"]
    assert (agreed["claim_type"], agreed["claim_type_provenance"], agreed["claim_type_votes"]) == (
        "efficacy",
        "unanimous",
        "2",
    )
    tied = found[first, "3"]
    assert (tied["claim_type"], tied["claim_type_provenance"], tied["evidence_provenance"]) == (
        "",
        "unresolved",
        "unresolved",
    )
    assert found[first, "5"]["claim_type_provenance"] == "single"
    assert agreed["annotators"] == "ada|ben"
    soft = {(row["title"], row["unit_index"]): row for row in rows(store, labels="soft")}
    assert (soft[first, "3"]["claim_type_no_claim"], soft[first, "3"]["claim_type_treatment"]) == (
        "0.5",
        "0.5",
    )
