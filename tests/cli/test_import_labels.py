"""import-labels: what comes in is said, by whom, and what was left out; wrong use is one sentence."""

from __future__ import annotations

import json

import pytest

from annotate_tui.errors import InputError, StoreError, UsageError


@pytest.fixture
def labels(run, study, here):
    """The study's labels of claim types, as if cem had said what ada says."""
    rows = [json.loads(line) for line in run("export", "jsonl").stdout.split("\n") if line]
    kept = ("article_id", "start", "end", "text", "claim_type")
    made = [
        {key: row[key] for key in kept} for row in rows if row["annotator"] == "ada" and row["claim_type"]
    ]
    path = here / "cem.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in made), "utf-8")
    return path


def test_labels_come_in_and_are_said(run, run_json, labels):
    would = run("import-labels", "cem.jsonl", "--annotator", "cem", "--dry-run")
    assert would.stdout == "cem.jsonl: 7 answers by cem would come.\n"
    assert "cem" not in run("status").stdout
    assert (
        run("import-labels", "cem.jsonl", "--annotator", "cem").stdout
        == "cem.jsonl: 7 answers by cem came.\n"
    )
    again = run("import-labels", "cem.jsonl", "--annotator", "cem")
    assert again.stdout == "cem.jsonl: nothing new in 7 rows.\n  here already: 7\n"
    assert [a["name"] for a in run_json("status", "--json")["annotators"]] == [
        "=model/1",
        "ada",
        "ben",
        "cem",
    ]


def test_models_are_said_to_be_models_and_json_says_all(run, run_json, labels):
    (report,) = run_json(
        "import-labels", "cem.jsonl", "--annotator", "7b", "--kind", "model", "--json", "--dry-run"
    )
    assert report["kinds"] == {"7b": "model"}
    assert report["new"] == {"7b": 7}
    assert (report["source"], report["format"], report["dry_run"]) == ("cem.jsonl", "jsonl", True)
    assert "(a model)" in run("import-labels", "cem.jsonl", "--annotator", "7b", "--kind", "model").stdout


def test_standard_input_and_several_files(run, labels):
    given = labels.read_text("utf-8")
    result = run("import-labels", "-", "--format", "jsonl", "--annotator", "cem", input=given)
    assert result.stdout == "standard input: 7 answers by cem came.\n"
    result = run("import-labels", "cem.jsonl", "cem.jsonl", "--annotator", "dora", "--rename", "x=y")
    assert result.stdout.splitlines()[:2] == [
        "cem.jsonl: 7 answers by dora came.",
        "cem.jsonl: nothing new in 7 rows.",
    ]
    assert "no file names an annotator 'x'" in result.stderr


def test_what_is_left_out_is_said_on_standard_error(run, labels):
    first, *rest = labels.read_text("utf-8").splitlines()
    odd = json.loads(first) | {"p": 0.5, "updated_at": "2024-01-02T03:04:05Z", "codebook": "0.9.0"}
    labels.write_text("\n".join([json.dumps(odd), *rest]), "utf-8")
    result = run("import-labels", "cem.jsonl", "--annotator", "cem")
    assert "ignored: p (1 row)" in result.stderr
    assert "made under version 0.9.0 of the codebook (1 row)" in result.stderr
    assert "from 2024-01-02T03:04:05+00:00" in result.stderr
    history = run("history", "--annotator", "cem", "--json")
    refs = [event["ref"] for event in json.loads(history.stdout)]
    assert "cem.jsonl:1 2024-01-02T03:04:05Z" in refs


def test_problems_are_sentences_with_lines_and_code_1(shell, study, labels):
    labels.write_text(
        labels.read_text("utf-8").replace('"treatment"', '"treatmnt"').replace("SUM", "SUMS"), "utf-8"
    )
    result = shell("import-labels", "cem.jsonl", "--annotator", "cem")
    assert result.returncode == 1
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first == "Error: cem.jsonl:1: 'treatmnt' is no value of Claim type; did you mean 'treatment'?"
    assert second.startswith("cem.jsonl:2: at ")


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (["cem.jsonl"], InputError, "--annotator NAME"),
        (["cem.jsonl", "--format", "brat"], UsageError, "no format 'brat'"),
        (["cem.jsonl", "--rename", "ada"], UsageError, "OLD=NEW, not 'ada'"),
        (["cem.jsonl", "--facet", "claims"], UsageError, "did you mean"),
        (["nowhere.jsonl", "--annotator", "cem"], FileNotFoundError, "nowhere.jsonl"),
        (["cem.jsonl", "--db", "none.db"], StoreError, "none.db"),
    ],
)
def test_wrong_use(run, labels, arguments, error, said):
    with pytest.raises(error, match=said):
        run("import-labels", *arguments)


def test_replacing_is_asked_for(run, labels):
    changed = labels.read_text("utf-8").replace('"efficacy"', '"harm"')
    labels.write_text(changed, "utf-8")
    with pytest.raises(
        InputError, match="ada answered Claim type here with “Efficacy”, and the file says “Harm"
    ):
        run("import-labels", "cem.jsonl", "--annotator", "ada")
    result = run("import-labels", "cem.jsonl", "--annotator", "ada", "--replace")
    assert result.stdout == (
        "cem.jsonl: 2 answers by ada came.\n  of them in the place of another answer: 2\n  here already: 5\n"
    )
