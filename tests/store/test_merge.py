"""Merging two databases: what comes, what is refused, what is left alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.corpus.article import Article, Unit
from annotate_tui.errors import StoreError, UsageError
from annotate_tui.store.backup import backup
from annotate_tui.store.canonical import database_digest, portable_rows
from annotate_tui.store.check import check
from annotate_tui.store.events import Kind
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def folder_state(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_what_comes_is_reported_and_a_dry_run_changes_nothing(lab: Any, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    with lab.make() as store, lab.make(away / "other.db") as other:
        other.import_articles([(Article("A third text.", title="T"), [Unit(0, 13)])], segmenter="test/1")
        lab.label(store.begin("ada"), lab.keys(store)[0], "claim_type", "harm")
        lab.label(other.begin("ada"), lab.keys(other)[0], "claim_type", "advice")
        lab.label(other.begin("bo"), lab.keys(other)[0], "claim_type", "advice")
        other_path = other.path
        other.close()
        before, there = database_digest(store), folder_state(away)
        rehearsed = merge(store, other_path, dry_run=True)
        assert database_digest(store) == before
        report = merge(store, other_path)
        assert folder_state(away) == there
        for told in (rehearsed, report):
            assert (told.articles, told.units, told.annotators, told.codebooks) == (1, 1, 1, 0)
            assert (told.events, told.events_by) == (3, {"": 1, "ada": 1, "bo": 1})
            (conflict,) = told.conflicts
            assert {rival.value for rival in conflict.rivals} == {"harm", "advice"}
        assert (rehearsed.dry_run, report.dry_run) == (True, False)
        assert [row.title for row in store.articles()] == ["Article 1", "Article 2", "T"]
        assert merge(store, other_path).is_empty
        ada = store.annotator("ada").key
        assert [row.conflicts for row in store.progress(ada)] == [1, 0, 0]
        assert list(store.facet_columns("claim_type").annotators) == [store.annotator("bo").key]
        assert {label.heads for label in store.all_labels()} == {1, 2}
    assert check(store.path) == []


def test_a_conflict_is_decided_by_whoever_it_belongs_to_and_stays_decided(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        unit = lab.keys(store)[0]
        lab.label(store.begin("ada"), unit, "claim_type", "harm")
        lab.label(other.begin("ada"), lab.keys(other)[0], "claim_type", "advice")
        merge(store, other.path)
        (conflict,) = store.conflicts(store.annotator("ada").key)
        session = store.begin("ada")
        session.resolve(conflict, "advice")
        assert store.conflicts() == []
        assert list(store.history())[-1].kind == Kind.RESOLVE
        merge(other, store.path)
        assert other.conflicts() == []
        assert database_digest(other) == database_digest(store)


def test_a_lead_decides_in_the_annotators_name(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        lab.label(store.begin("ada"), lab.keys(store)[0], "claim_type", "harm")
        lab.label(other.begin("ada"), lab.keys(other)[0], "claim_type", "advice")
        merge(store, other.path)
        store.begin("lea").resolve(store.conflicts()[0], "research")
        (label,) = store.all_labels()
        assert (label.annotator, label.answer, label.heads) == (store.annotator("ada").key, '"research"', 1)
        last = list(store.history())[-1]
        assert (last.annotator, last.owner) == ("lea", "ada")


def test_where_a_text_came_from_is_the_same_wherever_it_is_merged(lab: Any) -> None:
    with lab.empty() as early, lab.empty() as late:
        lab.fill(early)
        for theme in range(5):
            late.set_setting("theme", theme)
        lab.fill(late)
        with lab.empty() as one, lab.empty() as other:
            for store, order in ((one, (early, late)), (other, (late, early))):
                for copy in order:
                    merge(store, copy.path)
            project = {row for row in portable_rows(one) if row[0] == "source"}
            assert project == {row for row in portable_rows(other) if row[0] == "source"}
            assert [row.title for row in one.articles()] == [row.title for row in other.articles()]


@pytest.mark.parametrize("side", [0, 1])
def test_what_is_in_conflict_about_the_project_is_decided_by_saying_it_again(lab: Any, side: int) -> None:
    def say(store: Store, which: int) -> None:
        store.use_codebook((lab.codebook, lab.other_codebook())[which])
        store.set_setting("blind", bool(which))
        store.ensure_annotator("ada", role=("annotator", "lead")[which])
        units = (lab.units[0][:2], lab.joined[0])[which]
        store.resegment(store.articles()[0].key, units, segmenter="test/2", by="lea")

    with lab.make() as store, lab.make() as other:
        # Each says the other first, so that there is something to be said.
        for copy, which in ((store, 0), (other, 1)):
            say(copy, 1 - which)
            say(copy, which)
        merge(store, other.path)
        assert {conflict.facet for conflict in store.conflicts()} == {
            "codebook", "setting", "role", "segmentation",
        }  # fmt: skip
        say(store, side)
        assert store.conflicts() == []
        assert store.setting("blind") is bool(side)
        assert store.annotator("ada").role == ("annotator", "lead")[side]
        before = list(store.history())
        say(store, side)
        assert list(store.history()) == before
        assert merge(other, store.path).events
        assert database_digest(other) == database_digest(store)
        assert check(store.path) == []


def test_leads_who_cut_an_article_differently_conflict_about_the_project(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        for one, units in ((store, [Unit(0, 5)]), (other, [Unit(0, 7)])):
            one.resegment(one.articles()[0].key, units, segmenter="by hand", by="lea")
        report = merge(store, other.path)
        (conflict,) = report.conflicts
        assert (conflict.layer, conflict.facet, conflict.annotator) == ("project", "segmentation", 0)
        shown = [(unit.start, unit.end) for unit in store.units(store.articles()[0].key)]
        merge(other, store.path)
        assert [(unit.start, unit.end) for unit in other.units(other.articles()[0].key)] == shown
        with pytest.raises(UsageError, match="about the project"):
            store.begin("lea").resolve(conflict, "x")
        store.resegment(store.articles()[0].key, [Unit(0, 9)], segmenter="by hand", by="lea")
        assert store.conflicts() == []


def test_another_codebook_in_force_recounts_everything(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        store.begin("ada").write([Change(lab.keys(store)[0], "claim_type", "no_claim")])
        other.set_setting("theme", "dark")
        other.use_codebook(lab.other_codebook())
        assert store.progress()[0].done == 0
        merge(store, other.path)
        assert store.codebook().version == "1.1.0"
        assert store.progress()[0].done == 1
    assert check(store.path) == []


def test_articles_have_the_same_numbers_wherever_they_are_merged(lab: Any) -> None:
    with lab.empty() as store, lab.empty() as other:
        for one, names in ((store, "ab"), (other, "cbd")):
            for name in names:
                one.import_articles([(Article(f"Text {name}.", title=name), [])], segmenter="test/1")
        merge(store, other.path)
        merge(other, store.path)
        numbers = [[(row.number, row.title) for row in one.articles()] for one in (store, other)]
        assert numbers[0] == numbers[1]
        assert sorted(title for _, title in numbers[0]) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE event SET value = '\"advice\"' WHERE facet = 'claim_type'", "event 1 of the session"),
        ("UPDATE event SET wall_ms = wall_ms + 1 WHERE facet = 'claim_type'", "event 1 of the session"),
        ("UPDATE session SET annotator = 2; UPDATE event SET owner = 2 WHERE owner = 1", "event 1"),
        ("UPDATE article_text SET text = upper(text)", "the text of the article"),
        ("UPDATE article SET n_chars = 5", "the text of the article"),
        ("PRAGMA foreign_keys=OFF; UPDATE session SET annotator = 99", "a row that refers to one"),
        ("PRAGMA foreign_keys=OFF; UPDATE event SET owner = 99 WHERE owner = 1", "event 1 of the session"),
        ("UPDATE seg_unit SET kind = 'quote'", "the list of units"),
        ("UPDATE codebook SET body = replace(body, 'Efficacy', 'Effect')", "the codebook"),
        ("DELETE FROM replaces WHERE event = (SELECT max(event) FROM replaces)", "event 2 of the session"),
    ],
)
def test_what_was_changed_by_hand_stops_the_merge(lab: Any, sql: str, what: str) -> None:
    with lab.empty() as store, lab.make() as other:
        other.use_codebook(lab.other_codebook())
        other.ensure_annotator("ada")
        other.ensure_annotator("bo")
        session = other.begin("ada")
        for answer in ("harm", "research"):
            lab.label(session, lab.keys(other)[0], "claim_type", answer)
        for trigger in ("event_is_never_changed", "replaces_is_never_deleted"):
            other.database.execute(f"DROP TRIGGER {trigger}")
        for statement in sql.split("; "):
            other.database.execute(statement)
        before = database_digest(store)
        with pytest.raises(StoreError, match=f"{what}.*digest.*nothing was changed"):
            merge(store, other.path)
        assert database_digest(store) == before
        assert check(other.path) != []


def test_a_database_is_not_merged_with_itself_or_with_something_else(lab: Any, tmp_path: Path) -> None:
    with lab.make() as store:
        link = tmp_path / "link.db"
        link.symlink_to(store.path)
        for same in (store.path, link):
            with pytest.raises(UsageError, match="itself"):
                merge(store, same)
        with pytest.raises(StoreError, match="no database"):
            merge(store, tmp_path / "missing.db")
        (tmp_path / "text.db").write_text("hello")
        with pytest.raises(StoreError, match="text file"):
            merge(store, tmp_path / "text.db")


def test_a_database_that_is_open_elsewhere_is_merged_as_it_is_now(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        lab.label(other.begin("ada"), lab.keys(other)[0], "claim_type", "harm")
        if other.database.value("PRAGMA journal_mode") == "wal":
            assert Path(f"{other.path}-wal").stat().st_size > 0
        assert merge(store, other.path).events == 1


def test_backups_merge_like_the_originals(lab: Any) -> None:
    with lab.make() as store:
        lab.label(store.begin("ada"), lab.keys(store)[0], "claim_type", "harm")
        copy = backup(store)
        lab.label(store.begin("ada"), lab.keys(store)[0], "claim_type", "advice")
        with Store.open(copy) as older:
            lab.label(older.begin("bo"), lab.keys(older)[0], "claim_type", "harm")
            merge(older, store.path)
            merge(store, older.path)
            assert database_digest(older) == database_digest(store)
            assert store.conflicts() == []
