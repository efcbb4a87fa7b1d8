"""Deciding between annotators from the command line, and what exports and status say afterwards."""

from __future__ import annotations

import csv
import io
import json

import pytest

from annotate_tui.errors import StoreError, UsageError
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


@pytest.fixture
def led(study):
    """The study, with a lead."""
    with Store.open(study) as store:
        store.ensure_annotator("lea", role="lead")
    return study


def decide(path, decisions, name="lea"):
    """Decide about units of the first article: unit → facet → answer."""
    with Store.open(path) as store:
        units = store.units(store.articles()[0].key)
        session = store.begin(name)
        for number, answers in decisions.items():
            for facet, answer in answers.items():
                session.write([Change(units[number].key, facet, answer, layer="gold")])


def gold_rows(run):
    result = run("export", "csv", "--labels", "gold")
    rows = {row["unit_id"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    return list(rows.values()), result.stderr


def test_from_the_first_disagreement_to_gold_labels(open_terminal, program, led, here, run, run_json):
    before = run_json("status", "--json")["adjudication"]
    assert before == {"open": 5, "changed_since": 0, "in_conflict": 0, "decided": 0, "cannot_decide": 0}
    terminal = open_terminal([*program, "adjudicate"], cwd=here, columns=80, rows=24)
    terminal.wait_for("2/6 · Evidence as presented")
    terminal.send("2")
    terminal.wait_for("Evidence as presented: Traceable")
    terminal.send("~", "enter")
    terminal.wait_for("3/6 · Claim type")
    terminal.send("x")
    terminal.wait_for("● No claim")
    terminal.send("q")
    assert terminal.wait_for_exit() == 0
    after = run_json("status", "--json")["adjudication"]
    assert (after["decided"], after["cannot_decide"], after["open"]) == (2, 1, 2)
    assert "2 open, 2 decided, 1 that cannot be decided" in run("status").stdout
    rows, said = gold_rows(run)
    assert (rows[1]["evidence"], rows[1]["evidence_provenance"]) == ("e2", "adjudicated")
    assert (rows[1]["coi_cues"], rows[1]["coi_cues_provenance"]) == ("", "unresolved")
    assert rows[1]["claim_type_provenance"] == "unanimous"
    assert (rows[2]["claim_type"], rows[2]["evidence_empty"]) == ("no_claim", "not_asked")
    assert "Gold: 2 adjudicated" in said


def test_what_is_unresolved_is_counted(run, led, here):
    decide(led, {1: {"evidence": "e1"}, 2: {"claim_type": "cant_decide"}})
    run("export", "jsonl", "--labels", "gold", "-o", "gold")
    counted = json.loads((here / "gold" / "manifest.json").read_text())["provenance"]
    assert counted["evidence"] == {"adjudicated": 1, "unanimous": 1, "unresolved": 3}
    assert counted["claim_type"]["unresolved"] == 3


def test_gold_has_a_digest_of_its_own(run, led, here):
    def digest(folder):
        run("export", "csv", "--labels", "gold", "-o", f"{folder}/")
        return json.loads((here / folder / "manifest.json").read_text())["labels_sha256"]

    before = digest("before")
    decide(led, {1: {"evidence": "e1"}})
    assert digest("after") != before


def test_a_decision_that_a_later_label_puts_in_question_is_counted(run, run_json, led):
    with Store.open(led) as store:
        unit = store.units(store.articles()[0].key)[1].key
        shown = " ".join(
            row.event for row in store.history(unit=unit) if row.facet == "evidence" and row.layer != "gold"
        )
        store.begin("lea").write([Change(unit, "evidence", "e0", layer="gold")], ref=shown)
        assert run_json("status", "--json")["adjudication"]["changed_since"] == 0
        store.begin("ben").write([Change(unit, "evidence", "e3")])
    assert run_json("status", "--json")["adjudication"]["changed_since"] == 1
    assert "1 of the open changed since they were decided" in run("status").stdout


def test_two_who_decide_differently_are_a_conflict(run, run_json, led, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(led.read_bytes())
    decide(led, {1: {"evidence": "e1"}})
    decide(other, {1: {"evidence": "e2"}}, name="max")
    with Store.open(led) as store:
        merge(store, other)
    assert run_json("status", "--json")["adjudication"]["in_conflict"] == 1
    said = run("status").stdout
    assert "1 of the open decided in two ways" in said
    assert "  gold, " in said
    rows, _ = gold_rows(run)
    assert rows[1]["evidence_provenance"] == "unresolved"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--annotator", "ada"], "lea decides between annotators"),
        ([], "needs a terminal"),
        (["--annotator", "lea"], "needs a terminal"),
    ],
)
def test_who_may_and_where(run, led, arguments, said):
    with pytest.raises(UsageError, match=said):
        run("adjudicate", *arguments)
    with Store.open(led, readonly=True) as store:
        assert not list(store.history(layer="gold"))


def test_without_a_database(run):
    with pytest.raises(StoreError, match="no database"):
        run("adjudicate")


def test_the_project_says_who_decides(run, run_json, led):
    run("settings", "adjudicators", "everybody", "--by", "lea")
    run("settings", "adjudication_names", "on")
    found = run_json("settings", "--json")
    assert (found["adjudicators"], found["adjudication_names"]) == ("everybody", True)
    with pytest.raises(UsageError, match="Labelling is blind"):
        run("adjudicate", "--annotator", "max")
