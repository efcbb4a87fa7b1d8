"""Does the check find what is wrong, and does repairing help where it can?"""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.errors import StoreError
from annotate_tui.store.canonical import database_digest
from annotate_tui.store.check import check, repair
from annotate_tui.store.session import Change


def _labelled(lab: Any) -> Any:
    store = lab.make()
    session = store.begin("ada")
    for unit in lab.keys(store):
        session.write([Change(unit, "claim_type", "no_claim"), Change(unit, "coi_cues", ("none",))])
    session.write([Change(lab.keys(store)[0], "claim_type", "harm")])
    return store


def test_a_whole_database_has_no_problems_while_it_is_open(lab: Any) -> None:
    with _labelled(lab) as store:
        assert check(store.path) == []
    assert check(store.path) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE label SET value = '\"advice\"' WHERE facet = 'claim_type'",
        "DELETE FROM label WHERE facet = 'coi_cues'",
        "UPDATE label SET heads = 2 WHERE facet = 'coi_cues'",
        "UPDATE progress SET done = done + 1",
        "DELETE FROM unit_state",
        "UPDATE unit_state SET state = 'open'",
        "UPDATE article_state SET n_asked = 0",
        "INSERT INTO progress SELECT owner, layer, 99, 0, 0, 0, 0, 0, 0 FROM progress LIMIT 1",
    ],
)
def test_what_does_not_follow_from_the_events_is_found_and_repaired(lab: Any, sql: str) -> None:
    with _labelled(lab) as store:
        before = database_digest(store)
        store.database.execute(sql)
        problems = check(store.path)
        assert len(problems) == 1
        assert "differs from what follows from the events" in problems[0]
    repair(store.path)
    assert check(store.path) == []
    with lab.make() as _, type(store).open(store.path) as store:
        assert database_digest(store) == before


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (
            "UPDATE event SET value = '\"advice\"' WHERE facet = 'coi_cues' AND seq = 2",
            "Event 2 of the session",
        ),
        ("UPDATE event SET ref = 'x' WHERE seq = 3 AND unit = 4", "Event 3 of the session"),
        ("DELETE FROM replaces", "Event 9 of the session"),
        ("UPDATE article_text SET text = text || ' more' WHERE article = 1", "does not match its hash"),
        ("DELETE FROM article_text WHERE article = 1", "is missing"),
        ("UPDATE codebook SET body = replace(body, 'Efficacy', 'Effect')", "The codebook health-claims"),
        ("UPDATE codebook SET body = '{}'", "The codebook health-claims"),
        ("UPDATE seg_unit SET kind = 'quote' WHERE position = 1", "The list of units"),
        ('UPDATE unit SET "end" = 4000 WHERE id = 4', "reaches beyond the text"),
        ("UPDATE event SET unit = 999 WHERE seq = 4", "refers to a row"),
        ("UPDATE event SET lamport = lamport + 100 WHERE seq = 1", "replace an event that is later"),
        ("DELETE FROM event WHERE seq = 9", "refers to a row"),
    ],
)
def test_damage_to_the_log_or_the_content_is_found(lab: Any, sql: str, problem: str) -> None:
    with _labelled(lab) as store:
        store.database.execute("PRAGMA foreign_keys=OFF")
        for trigger in store.database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            store.database.execute(f"DROP TRIGGER {trigger[0]}")
        store.database.execute(sql)
        assert any(problem in found for found in check(store.path)), check(store.path)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM event",
        "UPDATE event SET value = 'x' WHERE id = 5",
        "DELETE FROM replaces",
        "UPDATE replaces SET event = 4",
    ],
)
def test_the_log_refuses_changes(lab: Any, sql: str) -> None:
    with _labelled(lab) as store:
        before = database_digest(store)
        with pytest.raises(StoreError, match="only ever added"):
            store.database.execute(sql)
        assert database_digest(store) == before
