"""ratings, hf, labelstudio, prodigy: their shape, without the programs that read them."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.ratings_file import read_ratings
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.ratings import all_ratings
from annotate_tui.errors import UsageError
from annotate_tui.export.card import quoted
from annotate_tui.export.formats import FORMATS, find_format, labels_for


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_ratings_are_what_agreement_is_computed_of(store, exported):
    folder = exported(store, "ratings")
    for facet, scale, order in (
        ("claim_type", "nominal", ()),
        ("evidence", "ordinal", ("0", "1", "2", "3")),
        ("coi_cues", "set", ("cta", "vested", "promo", "slant", "disclosure")),
    ):
        ours = analyse(all_ratings(Dataset(store)).facets[facet], draws=0).headline
        theirs = analyse(read_ratings(folder / f"{facet}.csv", scale=scale, order=order), draws=0).headline
        assert theirs.value == pytest.approx(ours.value, abs=1e-12)


def test_comments_stand_apart_and_models_are_no_columns(store, exported):
    folder = exported(store, "ratings")
    assert list(table(folder / "claim_type.csv")[0]) == ["unit", "article", "ada", "ben"]
    assert len(table(folder / "claim_type.csv")) == 6
    assert len(table(folder / "comment" / "claim_type.csv")) == 1
    named = exported(store, "ratings", chosen={"annotators": ["ada", "=model/1"]})
    assert list(table(named / "claim_type.csv")[0]) == ["unit", "article", "'=model/1", "ada"]


def test_ratings_of_sets_and_ranks(store, exported):
    folder = exported(store, "ratings")
    sets = {row["ada"] for row in table(folder / "coi_cues.csv")}
    assert {"promo|slant", "∅", "vested|disclosure"} <= sets
    assert {row["ada"] for row in table(folder / "coi_cues.promo.csv")} == {"", "0", "1"}
    assert {row["ben"] for row in table(folder / "evidence.csv")} == {"", "0", "2"}


def test_hugging_face_declares_every_column(store, odd, exported):
    for source in (store, odd):
        folder = exported(source, "hf", splits={a.article_id: "train" for a in source.articles()})
        card = (folder / "README.md").read_text(encoding="utf-8")
        for name in ("units", "annotations"):
            section = card.partition("dataset_info:")[2].partition(f"config_name: {name}")[2]
            declared = [
                json.loads(line.partition("name: ")[2])
                for line in section.partition("- config_name")[0].splitlines()
                if line.startswith("  - name: ")
            ]
            assert declared == list(lines(folder / name / "train.jsonl")[0])
    assert "'1': \"yes\"" in card


def test_parts_hold_whole_articles(store, exported):
    first, second = (article.article_id for article in store.articles())
    folder = exported(store, "hf", splits={first: "train", second: "test"})
    assert files(folder) == [
        "README.md",
        "annotations/test.jsonl",
        "annotations/train.jsonl",
        "manifest.json",
        "units/test.jsonl",
        "units/train.jsonl",
    ]
    assert {row["article_id"] for row in lines(folder / "units" / "test.jsonl")} == {second}


@pytest.mark.parametrize("text", ["yes", "a\x85b", 'say "no"', "a\\b", "\u2028", "💊", "\ufeff"])
def test_quoted_text_is_printable(text):
    assert json.loads(quoted(text)) == text
    assert not set(quoted(text)) & {"\x85", "\u2028", "\ufeff"}


@pytest.mark.parametrize("by_article", [False, True])
def test_label_studio_results_fit_the_configuration(store, odd, exported, by_article):
    for source in (store, odd):
        folder = exported(source, "labelstudio", by_article=by_article, emails={"ada": "ada@example.org"})
        config = ET.fromstring((folder / "label_config.xml").read_text(encoding="utf-8"))
        offered = {
            control.get("name"): {child.get("value") for child in control}
            for control in config
            if control.get("toName")
        }
        tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
        for task in tasks:
            text = task["data"]["text"]
            for given in [*task["annotations"], *task["predictions"]]:
                for result in given["result"]:
                    value = result["value"]
                    chosen = value.get("choices") or value.get("labels") or []
                    assert set(chosen) <= offered[result["from_name"]]
                    if result["type"] == "labels":
                        assert text[value["start"] : value["end"]] == value["text"]
        annotations = [a for task in tasks for a in task["annotations"]]
        assert {a["completed_by"]["email"] for a in annotations if a["annotator"] == "ada"} == {
            "ada@example.org"
        }
    assert all("completed_by" not in a for a in annotations if a["annotator"] != "ada")


def test_label_studio_keeps_people_and_models_apart(store, exported):
    tasks = json.loads((exported(store, "labelstudio") / "tasks.json").read_text())
    assert {p["model_version"] for task in tasks for p in task["predictions"]} == {"=model/1"}
    assert {a["annotator"] for task in tasks for a in task["annotations"]} == {"ada", "ben"}
    undecided = [
        result["value"]["choices"]
        for task in tasks
        for a in task["annotations"]
        for result in a["result"]
        if result["from_name"] == "cannot_decide"
    ]
    assert undecided == [["evidence"]]


def test_a_task_an_article_holds_the_questions_about_it(store, exported):
    tasks = json.loads((exported(store, "labelstudio", by_article=True) / "tasks.json").read_text())
    assert len(tasks) == 2
    whole = [r for a in tasks[0]["annotations"] for r in a["result"] if r["from_name"] == "publisher_type"]
    assert [r["value"] for r in whole] == [{"choices": ["provider"]}]


def test_prodigy_has_a_file_a_question(store, exported):
    folder = exported(store, "prodigy")
    assert "note.jsonl" not in files(folder)
    for line in lines(folder / "evidence.jsonl"):
        assert set(line["accept"]) <= {option["id"] for option in line["options"]}
        assert line["_view_id"] == "choice"
        assert -(2**31) <= line["_task_hash"] < 2**31
    answers = [line["answer"] for line in lines(folder / "evidence.jsonl")]
    assert answers.count("ignore") == 1
    cues = next(line for line in lines(folder / "coi_cues.jsonl") if line["accept"] == ["promo", "slant"])
    assert cues["config"]["choice_style"] == "multiple"
    assert cues["_session_id"] == "coi_cues-ada"


def with_extras(*forms):
    """Formats as parameters; those that need an extra are tested where the readers are installed."""
    extras = ("parquet", "docbin")
    return [pytest.param(form, marks=[pytest.mark.readers] if form in extras else []) for form in forms]


@pytest.mark.parametrize("form", with_extras(*FORMATS))
def test_hostile_names_never_become_paths(store, exported, form):
    folder = exported(store, form)
    for name in files(folder):
        assert ".." not in name
        assert "=" not in name
    assert {path.name for path in folder.parent.iterdir()} == {form}


@pytest.mark.parametrize("form", with_extras("labelstudio", "docbin"))
def test_formats_that_are_made_of_text_need_it(store, exported, form):
    with pytest.raises(UsageError, match="--no-text"):
        exported(store, form, text=False)


def test_formats_say_which_labels_they_hold():
    assert labels_for(find_format("hf"), None) == "majority"
    assert labels_for(find_format("csv"), "gold") == "gold"
    with pytest.raises(UsageError, match="majority or gold or soft, not each"):
        labels_for(find_format("hf"), "each")


def test_optional_packages_are_named_when_they_are_missing(store, exported, monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *arguments, **keywords):
        if name.partition(".")[0] in ("pyarrow", "spacy"):
            raise ImportError(name)
        return real(name, *arguments, **keywords)

    monkeypatch.setattr(builtins, "__import__", without)
    for form in ("parquet", "docbin"):
        with pytest.raises(UsageError, match=rf"annotate-tui\[{form}\]"):
            exported(store, form)
