"""export: to standard output, to a file, to a folder; what goes with it."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest

from annotate_tui.errors import UsageError
from annotate_tui.export.formats import FORMATS


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_to_standard_output(shell, study):
    result = shell("export", "csv")
    assert result.returncode == 0
    assert {row["annotator"] for row in rows(result.stdout)} == {"ada", "ben", "'=model/1"}
    assert shell("export", "csv", "-o", "-").stdout == result.stdout


def test_to_a_file_with_its_manifest(run, study, here):
    (here / "out").mkdir()
    run("export", "csv", "-o", "out/labels.csv")
    data = (here / "out" / "labels.csv").read_bytes()
    manifest = json.loads((here / "out" / "labels.manifest.json").read_text())
    (entry,) = manifest["files"]
    assert entry == {
        "name": "labels.csv",
        "rows": len(rows(data.decode())),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    assert manifest["codebook"]["id"] == "health-claims"
    assert manifest["annotators"] == ["=model/1", "ada", "ben"]
    assert sorted(path.name for path in (here / "out").iterdir()) == ["labels.csv", "labels.manifest.json"]


def test_to_a_folder_and_again(run, study, here):
    run("export", "jsonl", "-o", "dataset/")
    run("export", "csv", "-o", "dataset")
    run("export", "jsonl", "-o", "dataset")
    assert sorted(path.name for path in (here / "dataset").iterdir()) == [
        "annotations.jsonl",
        "labels.csv",
        "manifest.json",
        "schema.json",
    ]


def test_what_no_export_wrote_is_not_overwritten(run, study, here):
    folder = here / "dataset"
    folder.mkdir()
    (folder / "schema.json").write_text("mine")
    with pytest.raises(UsageError, match=r"schema\.json is there already"):
        run("export", "jsonl", "-o", "dataset")
    assert [path.name for path in folder.iterdir()] == ["schema.json"]
    assert (folder / "schema.json").read_text() == "mine"


def test_an_export_that_fails_leaves_the_old_file(run, study, here, monkeypatch):
    run("export", "csv", "-o", "labels.csv")
    before = (here / "labels.csv").read_bytes()
    monkeypatch.setattr("annotate_tui.export.tables.cell", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("export", "csv", "-o", "labels.csv")
    assert (here / "labels.csv").read_bytes() == before
    assert not list(here.glob(".annotate-tui*"))


def test_pseudonyms_are_stable_and_names_are_nowhere(run, study, here):
    first = run("export", "csv", "--pseudonymise").stdout
    assert first == run("export", "csv", "--pseudonymise").stdout
    assert {row["annotator"][:10] for row in rows(first)} == {"annotator-"}
    assert len({row["annotator"] for row in rows(first)}) == 3
    majority = run("export", "csv", "--pseudonymise", "--labels", "majority").stdout
    assert "ada" not in {name for row in rows(majority) for name in row["annotators"].split("|")}


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, marks=[pytest.mark.readers] if form in ("parquet", "docbin") else [])
        for form in FORMATS
    ],
)
def test_no_format_names_those_who_have_pseudonyms(run, study, here, form):
    run("export", form, "--pseudonymise", "-o", "written/")
    files = [path for path in (here / "written").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert b'"ada"' not in path.read_bytes(), path
        assert b"model/1" not in path.read_bytes(), path


def test_without_text(run, study):
    for arguments in (["csv"], ["jsonl"], ["csv", "--labels", "majority"], ["jsonl", "--labels", "soft"]):
        assert "治疗每周一次" in run("export", *arguments).stdout
        assert "治疗每周一次" not in run("export", *arguments, "--no-text").stdout


def test_only_a_part(run, study):
    found = rows(
        run("export", "csv", "--article", "2", "--annotators", "ada,ben", "--facet", "evidence").stdout
    )
    assert {row["annotator"] for row in found} == {"ada", "ben"}
    assert len({row["article_id"] for row in found}) == 1
    assert "evidence" in found[0]
    assert "claim_type" not in found[0]


def test_splits_cut_no_article(run, study):
    found = rows(run("export", "csv", "--split", "50,50,0", "--seed", "3").stdout)
    parts = {row["article_id"]: set() for row in found}
    for row in found:
        parts[row["article_id"]].add(row["split"])
    assert sorted(map(tuple, parts.values())) == [("train",), ("validation",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["xlsx"], "There is no format 'xlsx'; there are csv"),
        (["csv", "--split", "a,b"], "80,10,10"),
        (["csv", "--split", "0,0,0"], "three shares"),
        (["csv", "--facet", "claim"], "no facet 'claim'"),
        (["csv", "--annotators", "cem"], "cem"),
        (["csv", "--article", "77"], "77"),
    ],
)
def test_wrong_use(run, study, arguments, said):
    with pytest.raises(UsageError, match=said):
        run("export", *arguments)


def test_nothing_labelled_and_nothing_adjudicated_is_said(run, study):
    assert "unanimously" in run("export", "csv", "--labels", "gold").stderr
    run("init", "--db", "new.db")
    result = run("export", "csv", "--db", "new.db")
    assert "nothing is labelled" in result.stderr
    assert result.stdout.count("\n") == 1


def test_a_terminal_gets_no_control_characters(open_terminal, program, study, here):
    from annotate_tui.corpus.article import Article, Unit
    from annotate_tui.store.session import Change
    from annotate_tui.store.store import Store

    text = "Red \x1b[31malert\x9b1m here."
    with Store.open(study) as store:
        store.import_articles([(Article(text=text, title="x"), [Unit(0, len(text))])], segmenter="by hand")
        unit = store.units(store.articles()[-1].key)[0].key
        store.begin("ada").write([Change(unit, "claim_type", "advice")])
    for command in (
        ["export", "csv", "--article", "3"],
        ["articles", "show", "3"],
        ["history", "--article", "3"],
    ):
        terminal = open_terminal([*program, *command], cwd=here, columns=400)
        assert terminal.wait_for_exit() == 0
        assert b"\x1b[31m" not in terminal.raw
        assert "\x9b" not in terminal.raw.decode()


@pytest.mark.parametrize(
    "command", [("export", "csv"), ("export", "jsonl"), ("agreement", "--format", "html")]
)
@pytest.mark.parametrize("target", ["mistyped/deep/labels.csv", "mistyped/labels.csv"])
def test_a_folder_that_does_not_exist_is_not_made(run, study, here, command, target):
    with pytest.raises(UsageError, match=r"There is no folder .*mistyped.*; nothing was written\.$"):
        run(*command, "-o", target)
    assert not (here / "mistyped").exists()


def test_the_last_folder_of_a_folder_is_made_and_no_other(run, study, here):
    with pytest.raises(UsageError, match="There is no folder"):
        run("export", "hf", "-o", "mistyped/dataset")
    run("export", "hf", "-o", "dataset")
    assert [path.name for path in here.iterdir() if path.is_dir()] == ["dataset"]
