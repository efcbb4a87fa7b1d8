"""A database from Python: what exports hold, and the package stays light until it is asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import annotate_tui
from annotate_tui.dataset.data import Dataset
from annotate_tui.errors import StoreError, UsageError
from annotate_tui.store.store import Store

PAGE = (Path(__file__).parents[1] / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
NOT_OURS = ("pandas", "datasets")


@pytest.fixture
def project(study):
    with annotate_tui.open_project(study) as project:
        yield project


def test_articles_have_their_units_and_every_unit_its_text(project):
    articles = list(project.articles())
    assert [article.number for article in articles] == [1, 2]
    assert articles[0].title == "What a session costs"
    for article in articles:
        for unit in article.units:
            assert article.text[unit.start : unit.end] == unit.text
            assert unit.article_id == article.article_id
    assert [unit.unit_id for unit in project.units()] == [u.unit_id for a in articles for u in a.units]


def test_annotations_and_labels_are_those_of_exports(project, study):
    with Store.open(study, readonly=True) as store:
        data = Dataset(store)
        assert list(project.annotations()) == list(data.annotations())
        for rule in ("majority", "gold", "soft"):
            assert list(project.labels(rule)) == list(data.labels(rule))


def test_rows_are_plain_and_all_have_the_same_keys(project):
    rows = project.to_rows()
    assert len({tuple(row) for row in rows}) == 1
    assert len(rows) == len(list(project.annotations()))
    (row,) = (
        r for r in rows if (r["annotator"], r["unit_index"], r["title"]) == ("ada", 2, rows[0]["title"])
    )
    assert (row["claim_type"], row["evidence"], row["coi_cues"], row["doubt"]) == (
        "harm",
        None,
        ["none"],
        True,
    )
    assert (row["evidence_empty"], row["claim_type_empty"]) == ("cant_decide", None)
    plain = (str, int, float, bool, list, type(None))
    assert {type(value) for row in rows for value in row.values()} <= set(plain)
    assert "text" not in project.to_rows(text=False)[0]
    units = project.to_rows("majority")
    assert {row["claim_type_provenance"] for row in units} >= {"unanimous", "single", "unresolved"}
    assert "annotator" not in units[0]


def test_a_part_of_it(project):
    part = project.only(annotators=["ben"], articles=["2"], facets=["evidence"])
    rows = part.to_rows()
    assert {row["annotator"] for row in rows} == {"ben"}
    assert "evidence" in rows[0]
    assert "claim_type" not in rows[0]
    assert [article.number for article in part.articles()] == [2]
    assert [annotator.name for annotator in project.annotators] == ["=model/1", "ada", "ben"]
    with pytest.raises(UsageError, match="no annotator 'eve'"):
        project.only(annotators=["eve"])


def test_agreement_is_that_of_the_command(project, study):
    from click.testing import CliRunner

    from annotate_tui.cli.main import cli

    said = CliRunner().invoke(cli, ["agreement", "--db", str(study), "--json", "--draws", "50"])
    facets = json.loads(said.stdout)["facets"]
    found = project.agreements(draws=50).facets
    assert (
        found["claim_type"].headline.value
        == facets["claim_type"]["coefficients"]["krippendorff_alpha"]["value"]
    )
    assert project.agreement("claim_type", draws=0).headline.value == found["claim_type"].headline.value
    assert project.ratings("evidence").values == ("e0", "e1", "e2", "e3")


@pytest.mark.parametrize(
    ("facet", "said"),
    [("note", "note is text: there is no agreement"), ("claims", "no facet 'claims'; it has")],
)
def test_agreement_of_what_has_none(project, facet, said):
    with pytest.raises(UsageError, match=said):
        project.agreement(facet)


def test_without_a_path_it_is_the_database_of_the_commands(study, monkeypatch, tmp_path):
    monkeypatch.delenv("ANNOTATE_TUI_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    with annotate_tui.open_project() as project:
        assert project.path == study
    monkeypatch.chdir("/")
    monkeypatch.setenv("ANNOTATE_TUI_DB", str(study))
    with annotate_tui.open_project() as project:
        assert project.path == study
    with pytest.raises(StoreError):
        annotate_tui.open_project(tmp_path / "nowhere.db")


def test_the_package_stays_light_until_a_project_is_opened():
    code = (
        "import sys, annotate_tui\n"
        "assert 'annotate_tui.project' not in sys.modules\n"
        "from annotate_tui import open_project\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'numpy', 'pydantic', 'textual', 'sqlite_utils', 'click'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        _ = annotate_tui.nothing_of_ours
    assert "open_project" in dir(annotate_tui)


def test_the_examples_of_the_guide_run(study):
    own = [
        code for code in EXAMPLES if not any(f"import {n}" in code or f"from {n}" in code for n in NOT_OURS)
    ]
    said = ""
    for code in own:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=study.parent, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        said += done.stdout
    assert len(own) == len(EXAMPLES) - len(NOT_OURS)
    assert "1 What a session costs 6 units" in said
    assert 'ada They call it "safe", cheap,\nand proven.' in said
    assert re.search(r"α = -?\d\.\d\d on \d units by ada, ben", said)
