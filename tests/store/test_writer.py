"""The writer thread: order, answers, errors that stop the line without dropping anything."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import NotSavedError, StoreError, UsageError
from annotate_tui.store import database as database_module
from annotate_tui.store.session import Change, Receipt, Undone
from annotate_tui.store.sqlite import sqlite3
from annotate_tui.store.store import Store
from annotate_tui.store.writer import NotSaved, Saved, Saving, Writer, WriterState

PATIENCE = 60.0


class States:
    """Collects what a writer says about itself, and waits for it."""

    def __init__(self) -> None:
        self.seen: list[WriterState] = []
        self._changed = threading.Condition()

    def __call__(self, state: WriterState) -> None:
        with self._changed:
            self.seen.append(state)
            self._changed.notify_all()

    def wait_for(self, kind: type) -> WriterState:
        """The state that is told last, once it is of this kind."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: bool(self.seen) and isinstance(self.seen[-1], kind), PATIENCE
            )
            return self.seen[-1]


@pytest.fixture
def project(lab: Any) -> Iterator[tuple[Path, list[int]]]:
    with lab.make() as store:
        yield store.path, lab.keys(store)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections give up on a lock soon; people wait half a minute."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.2)


def answers(path: Path, annotator: str = "ada") -> dict[int, Any]:
    with Store.open(path, readonly=True) as store:
        who = store.annotator(annotator).key
        return {
            unit: given
            for article in store.articles()
            for unit, given in store.answers(who, article.key).items()
        }


def test_acts_are_written_in_order_and_answered(project: tuple[Path, list[int]]) -> None:
    path, (first, second, *_) = project
    states = States()
    writer = Writer(path, "ada", on_change=states)
    tickets = [
        writer.submit([Change(first, "claim_type", value)]) for value in ("harm", "advice", "research")
    ]
    undo, other = writer.undo(), writer.submit([Change(second, "unsure", True)], kind="flag")
    redo = writer.redo()
    receipts = [ticket.result(PATIENCE) for ticket in tickets]
    assert all(isinstance(receipt, Receipt) for receipt in receipts)
    undone = undo.result(PATIENCE)
    assert isinstance(undone, Undone)
    assert undone.changes == (("claim_type", "", "research", "advice"),)
    assert isinstance(other.result(PATIENCE), Receipt)
    assert redo.result(PATIENCE) is None
    assert writer.close(PATIENCE) == 0
    assert answers(path) == {first: {"claim_type": "advice"}, second: {"unsure": True}}
    assert isinstance(states.seen[-1], Saved)
    with pytest.raises(StoreError, match="leaving"):
        writer.submit([Change(first, "claim_type", "harm")])


def test_a_done_callback_is_called_once_before_or_after(project: tuple[Path, list[int]]) -> None:
    path, units = project
    writer = Writer(path, "ada")
    calls: list[str] = []
    ticket = writer.submit([Change(units[0], "claim_type", "harm")])
    ticket.add_done_callback(lambda _: calls.append("first"))
    assert ticket.wait(PATIENCE)
    ticket.add_done_callback(lambda _: calls.append("second"))
    writer.close(PATIENCE)
    assert sorted(calls) == ["first", "second"]
    assert ticket.done


def test_a_screen_that_makes_mistakes_does_not_keep_labels_from_the_disk(
    project: tuple[Path, list[int]],
) -> None:
    path, units = project

    def fail(_: object) -> None:
        raise RuntimeError("the screen has gone")

    writer = Writer(path, "ada", on_change=fail)
    for unit in units:
        writer.submit([Change(unit, "claim_type", "harm")]).add_done_callback(fail)
    assert writer.close(PATIENCE) == 0
    assert answers(path) == {unit: {"claim_type": "harm"} for unit in units}


def test_nonsense_is_refused_without_stopping_the_line(project: tuple[Path, list[int]]) -> None:
    path, units = project
    writer = Writer(path, "ada")
    wrong = writer.submit([Change(999, "claim_type", "harm")])
    right = writer.submit([Change(units[0], "claim_type", "harm")])
    with pytest.raises(UsageError):
        wrong.result(PATIENCE)
    assert isinstance(right.result(PATIENCE), Receipt)
    assert writer.close(PATIENCE) == 0


def test_a_lock_shows_saving_then_not_saved_and_drops_nothing(
    project: tuple[Path, list[int]], impatient: None
) -> None:
    path, (first, second, *_) = project
    states = States()
    writer = Writer(path, "ada", on_change=states)
    assert writer.submit([Change(first, "note", "before")]).wait(PATIENCE)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    tickets = [
        writer.submit([Change(first, "claim_type", "harm")]),
        writer.submit([Change(second, "unsure", True)]),
    ]
    tickets.append(writer.undo())
    stopped = states.wait_for(NotSaved)
    assert isinstance(stopped, NotSaved)
    assert writer.state.pending == 3
    assert "locked" in str(stopped.error)
    assert any(isinstance(state, Saving) for state in states.seen)
    assert not any(ticket.done for ticket in tickets)
    with pytest.raises(TimeoutError):
        tickets[0].result(0)
    assert [job.do for job in writer.unsaved()] == ["write", "write", "undo"]
    assert answers(path) == {first: {"note": "before"}}
    other.execute("ROLLBACK")
    other.close()
    writer.retry()
    assert isinstance(tickets[2].result(PATIENCE), Undone)
    assert isinstance(writer.state, Saved)
    assert writer.close(PATIENCE) == 0
    assert answers(path) == {first: {"note": "before", "claim_type": "harm"}}


def test_closing_says_how_much_could_not_be_saved(project: tuple[Path, list[int]], impatient: None) -> None:
    path, units = project
    states = States()
    writer = Writer(path, "ada", on_change=states)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for value in ("harm", "advice"):
        writer.submit([Change(units[0], "claim_type", value)])
    states.wait_for(NotSaved)
    assert writer.close(PATIENCE) == 2
    assert isinstance(writer.state, NotSaved)
    assert len(writer.unsaved()) == 2
    other.close()


def test_closing_tries_once_more(project: tuple[Path, list[int]], impatient: None) -> None:
    path, units = project
    states = States()
    writer = Writer(path, "ada", on_change=states)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writer.submit([Change(units[0], "claim_type", "harm")])
    states.wait_for(NotSaved)
    other.close()
    assert writer.close(PATIENCE) == 0
    assert answers(path) == {units[0]: {"claim_type": "harm"}}


def test_the_caller_does_not_wait_for_the_disk(project: tuple[Path, list[int]]) -> None:
    path, units = project
    writer = Writer(path, "ada")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    tickets = [writer.submit([Change(unit, "claim_type", "harm")]) for unit in units for _ in range(50)]
    assert isinstance(writer.state, Saving)
    assert writer.state.pending == len(tickets)
    other.close()
    assert all(ticket.wait(PATIENCE) for ticket in tickets)
    assert writer.close(PATIENCE) == 0


def test_a_database_that_cannot_be_opened_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database"):
        Writer(tmp_path / "missing.db", "ada")


def test_an_error_keeps_the_count_of_acts_for_the_next_one(
    project: tuple[Path, list[int]], impatient: None
) -> None:
    path, units = project
    with Store.open(path) as store:
        session = store.begin("ada")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSavedError, match="locked"):
            session.write([Change(units[0], "claim_type", "harm")])
        other.close()
        (event,) = session.write([Change(units[0], "claim_type", "harm")]).events
        assert event.split(":")[2] == "1"
