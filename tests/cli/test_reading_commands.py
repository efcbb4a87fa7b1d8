"""articles, status, history, check, backup: what they say about a labelled database."""

from __future__ import annotations

import json
import shutil

import pytest

from annotate_tui.errors import StoreError, UsageError
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def test_articles_are_listed_in_the_order_of_import(run, run_json, study):
    listed = run_json("articles", "--json")
    assert [a["number"] for a in listed] == [1, 2]
    assert listed[0] | {"id": "…"} == {
        "number": 1,
        "id": "…",
        "title": "What a session costs",
        "source": "What a session costs.txt",
        "media_type": "text/plain",
        "units": 6,
        "asked": 5,
        "characters": listed[0]["characters"],
    }
    assert run_json("articles", "list", "--json") == listed
    assert "What a session costs" in run("articles").stdout


def test_an_article_is_found_by_number_id_and_title(run_json, study):
    by_number = run_json("articles", "show", "1", "--json")
    assert run_json("articles", "show", by_number[0]["id"][:8], "--json") == by_number
    assert run_json("articles", "show", "what a session costs", "--json") == by_number
    with pytest.raises(UsageError, match="There is no article '9'"):
        run_json("articles", "show", "9", "--json")


def test_show_prints_kinds_and_texts(run, study):
    shown = run("articles", "show", "1").stdout
    assert "promo" not in shown
    for expected in ("heading", "byline", "comment", "What a session costs 💊", "治疗每周一次。"):
        assert expected in shown
    assert "cheap,␊and proven" in shown


def test_remove_asks_for_force_where_something_is_labelled(run, run_json, study):
    with pytest.raises(UsageError, match="--force"):
        run("articles", "remove", "2")
    assert "stay in the history" in run("articles", "remove", "2", "--force").stderr
    assert [article["number"] for article in run_json("articles", "--json")] == [1]


def test_status_counts_what_everybody_did(run, run_json, study):
    status = run_json("status", "--json")
    ada = next(row for row in status["progress"] if row["annotator"] == "ada" and row["number"] == 1)
    assert (ada["asked"], ada["done"], ada["begun"], ada["open"]) == (6, 6, 0, 0)
    assert ada["noted"] == 1
    ben = next(row for row in status["annotators"] if row["name"] == "ben")
    assert (ben["done"], ben["asked"]) == (6, 7)
    assert {row["name"]: row["kind"] for row in status["annotators"]} == {
        "=model/1": "model",
        "ada": "human",
        "ben": "human",
    }
    assert status["conflicts"] == []
    shown = run("status").stdout
    assert "ada: 7 of 8 units done" in shown
    assert "=model/1 (model)" in shown


def test_status_of_a_new_database(run):
    run("init")
    shown = run("status").stdout
    assert "annotate-tui import" in shown


def test_conflicts_of_a_merge_are_listed(run, run_json, study, here):
    other = here / "other.db"
    shutil.copy(study, other)
    for path, value in ((study, "advice"), (other, "research")):
        with Store.open(path) as store:
            unit = store.units(store.articles()[0].key)[1].key
            store.begin("ada", host=path.stem).write([Change(unit, "claim_type", value)])
    preview = run("merge", "other.db", "--dry-run").stdout
    assert "1 conflict" in preview
    assert run_json("status", "--json")["conflicts"] == []
    run("merge", "other.db")
    assert "nothing new" in run("merge", "other.db").stdout
    (conflict,) = run_json("status", "--json")["conflicts"]
    assert (conflict["annotator"], conflict["facet"]) == ("ada", "claim_type")
    assert {rival["value"] for rival in conflict["values"]} == {'"advice"', '"research"'}
    assert conflict["unit"]["index"] == 1
    assert "claim_type" in run("status").stdout.partition("conflict between")[2]


def test_history_has_everything(run, run_json, study):
    everything = run_json("history", "--json")
    ada = run_json("history", "--annotator", "ada", "--json")
    assert 0 < len(ada) < len(everything)
    of_unit = run_json("history", "--article", "1", "--unit", "2", "--json")
    assert {(row["annotator"], row["facet"]): row["value"] for row in of_unit} == {
        ("ada", "claim_type"): "efficacy",
        ("ada", "evidence"): "e1",
        ("ada", "coi_cues"): ["promo", "slant"],
        ("ben", "claim_type"): "efficacy",
        ("ben", "evidence"): "e2",
        ("ben", "coi_cues"): ["promo"],
    }
    assert len(run_json("history", "--limit", "3", "--json")) == 3
    assert "Claim type: Efficacy" in run("history", "--annotator", "ada").stdout


def test_history_says_names_in_full(run, study):
    run("settings", "highlights", "annotator_choice", "--by", "lea")
    said = run("history").stdout
    assert "annotator_choice" in said
    codebook = next(line.split()[-1] for line in said.splitlines() if " codebook " in line)
    assert len(codebook) == 12


def test_history_of_nothing(run, study):
    with pytest.raises(UsageError, match="--article"):
        run("history", "--unit", "2")
    with pytest.raises(UsageError, match="6 units"):
        run("history", "--article", "1", "--unit", "7")
    with pytest.raises(UsageError, match="cem"):
        run("history", "--annotator", "cem")


def test_check_finds_a_whole_database_whole(run, run_json, study):
    assert run("check").exit_code == 0
    assert run_json("check", "--json") == []


def test_check_finds_what_was_changed_behind_its_back(program, shell, study):
    with Store.open(study) as store:
        store.database.connection.execute(
            "UPDATE label SET value = '\"research\"' WHERE value = '\"advice\"'"
        )
    result = shell("check")
    assert result.returncode == 1
    assert result.stdout.strip()
    assert json.loads(shell("check", "--json").stdout)


def test_backup_is_a_whole_copy_and_overwrites_nothing(run, run_json, study, here):
    run("backup", "copy.db")
    assert (
        run_json("status", "--db", "copy.db", "--json")["progress"]
        == run_json("status", "--json")["progress"]
    )
    with pytest.raises(StoreError, match="exists"):
        run("backup", "copy.db")
    run("backup")
    assert len(list(here.glob("annotations.backup-*.db"))) == 1


def test_units_can_be_split_joined_and_given_another_kind(run, run_json, study):
    def units() -> list[tuple[str, int, int]]:
        (article,) = run_json("articles", "show", "1", "--json")
        return [(unit["kind"], unit["start"], unit["end"]) for unit in article["units"]]

    before = units()
    shown = run("articles", "split", "1", "3", "--before", "cheap", "--by", "lea").stdout
    assert "4  sentence  cheap, and proven." in shown
    assert len(units()) == len(before) + 1
    run("articles", "join", "1", "3")
    assert units() == before
    run("articles", "kind", "1", "3", "promo-block")
    assert [kind for kind, _, _ in units()][2] == "promo_block"
    # The labels came back with their unit.
    assert {row["annotator"] for row in run_json("history", "--article", "1", "--unit", "3", "--json")} >= {
        "ada"
    }
    assert "lea" in {row["annotator"] for row in run_json("history", "--article", "1", "--json")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["split", "1", "3"], "--before"),
        (["split", "1", "3", "--before", "nowhere"], "does not hold"),
        (["split", "1", "3", "--at", "1"], "Unit 3"),
        (["split", "1", "30", "--at", "1"], "no unit 30"),
        (["join", "1", "6"], "last"),
        (["kind", "1", "3", "verse"], "'verse' is no kind"),
    ],
)
def test_corrections_that_cannot_be(run, study, arguments, said):
    with pytest.raises(UsageError, match=said):
        run("articles", *arguments)


def test_leads_are_named(run, run_json, study):
    assert {row["name"]: row["role"] for row in run_json("annotators", "--json")}["ada"] == "annotator"
    assert "ada is a lead" in run("annotators", "role", "ada", "lead").stderr
    assert {row["name"]: row["role"] for row in run_json("annotators", "--json")}["ada"] == "lead"
    with Store.open(study) as store:
        assert store.may_see_others(store.annotator("ada").key)
        assert not store.may_see_others(store.annotator("ben").key)
    assert "=model/1" in run("annotators").stdout


def test_settings_are_kept_with_the_project(run, run_json, study):
    assert run_json("settings", "--json")["blind"] is True
    run("settings", "blind", "off", "--by", "lea")
    assert run_json("settings", "--json")["blind"] is False
    assert run_json("settings", "highlights", "--json") == {"highlights": "off"}
    assert "annotators never see" in run("settings").stdout
    assert "lea" in {row["annotator"] for row in run_json("history", "--json")}
    with Store.open(study) as store:
        assert store.may_see_others(store.annotator("ben").key)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bland"], "did you mean 'blind'"),
        (["blind", "maybe"], "on or off, not 'maybe'"),
        (["highlights", "sometimes"], "after_first_answer"),
    ],
)
def test_settings_that_do_not_exist(run, study, arguments, said):
    with pytest.raises(UsageError, match=said):
        run("settings", *arguments)
