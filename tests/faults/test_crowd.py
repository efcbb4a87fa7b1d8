"""Many programs on one file: nobody's label is lost, and nobody is told that the file is locked."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import NotSavedError
from annotate_tui.store.backup import backup
from annotate_tui.store.check import check
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

MINUTES = float(os.environ.get("ANNOTATE_TUI_MINUTES", "10"))
"""How long the longest run takes."""

# Holds the file, as a backup program or a database browser might, until it is told to let go.
LOCKING = """
import sys
from annotate_tui.store.sqlite import sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
connection.close()
"""

WAITING = """
import sys
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.writer import Saving, Writer
writer = Writer(Path(sys.argv[1]), "ada")
print("open", flush=True)
sys.stdin.readline()
ticket = writer.submit([Change(int(sys.argv[2]), "claim_type", "harm")])
assert not ticket.wait(0.2) and isinstance(writer.state, Saving)
print("saving", flush=True)
print(*ticket.result(60).events, flush=True)
assert writer.close(60) == 0
"""


def test_a_locked_file_is_waited_for(make: Any, start: Any, events: Any, journal_mode: str) -> None:
    path = make(mode=journal_mode)
    with Store.open(path, readonly=True) as store:
        unit = store.units(1)[0].key
    program = start(WAITING, path, unit)
    assert program.read() == "open"
    other = start(LOCKING, path)
    assert other.read() == "locked"
    program.say()
    assert program.read() == "saving"
    other.say()
    (event,) = program.read().split()
    assert event in events(path)
    assert program.finish()[0] == 0


def test_a_lock_that_stays_is_said_and_nothing_is_lost(
    make: Any, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make()
    monkeypatch.setattr("annotate_tui.store.database.BUSY_TIMEOUT_S", 0.3)
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        session.write([Change(unit, "claim_type", "harm")])
        other = start(LOCKING, path)
        other.read()
        with pytest.raises(NotSavedError, match="locked by another program"):
            session.write([Change(unit, "claim_type", "advice")])
        other.say()
        other.finish()
        assert [event.value for event in store.history(unit=unit)] == ["harm"]
        session.write([Change(unit, "claim_type", "advice")])
        assert [event.value for event in store.history(unit=unit)] == ["harm", "advice"]
    assert check(path) == []


# -- six programs that start at once -------------------------------------------

OPENING = """
import sys
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
import annotate_tui.store.migrate
print("ready", flush=True)
sys.stdin.readline()
with Store.open(Path(sys.argv[1])) as store:
    unit = store.units(1)[0].key
    (event,) = store.begin(sys.argv[2]).write([Change(unit, "claim_type", "harm")]).events
    print(event, len(store.notices), flush=True)
"""


def test_six_programs_that_start_at_once_bring_an_old_database_up_to_date_once(
    old_database: Any, start: Any, events: Any, tmp_path: Path
) -> None:
    path = old_database()
    programs = [start(OPENING, path, f"annotator {number}") for number in range(6)]
    for program in programs:
        program.read()
    for program in programs:
        program.say()
    results = [program.finish() for program in programs]
    assert [error for _, error in results] == [""] * 6
    answers = [program.lines[-1].split() for program in programs]
    assert {event for event, _ in answers} <= events(path)
    assert sum(int(notices) > 0 for _, notices in answers) == 1, "one program migrates and says so"
    assert len(list(tmp_path.glob("*.backup"))) == 1
    assert check(path) == []


CREATING = """
import sys
from pathlib import Path
from annotate_tui.codebook.load import load_builtin
from annotate_tui.errors import StoreError
from annotate_tui.store.store import Store
import annotate_tui.store.migrate
codebook = load_builtin()
print("ready", flush=True)
sys.stdin.readline()
try:
    Store.create(Path(sys.argv[1]), codebook).close()
    print("made", flush=True)
except StoreError as error:
    print("already" in str(error), flush=True)
"""


def test_of_programs_that_create_a_database_at_once_one_does(start: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    programs = [start(CREATING, path) for _ in range(3)]
    for program in programs:
        program.read()
    for program in programs:
        program.say()
    assert [program.finish() for program in programs] == [(0, "")] * 3
    assert Counter(program.lines[-1] for program in programs) == {"made": 1, "True": 2}
    assert [entry.name for entry in tmp_path.iterdir()] == ["new.db"]
    assert check(path) == []


# Stands in line before everybody else, as an import that was stopped with ctrl+z.
STANDING = """
import sys
from annotate_tui.store.filesystem import queued
with queued(sys.argv[1]):
    print("in line", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("patience", [0.2, 60.0])
def test_a_program_that_stands_in_line_for_ever_holds_nobody_up(
    make: Any, start: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    path = make()
    with Store.open(path) as store:
        other = backup(store, tmp_path / "other.db")
        with Store.open(other) as copy:
            copy.begin("ada").write([Change(copy.units(1)[0].key, "claim_type", "harm")])
        standing = start(STANDING, path)
        assert standing.read() == "in line"
        monkeypatch.setattr("annotate_tui.store.filesystem.QUEUE_PATIENCE_S", patience)
        if patience > 1:
            standing.say()
        assert merge(store, other).events == 1


# -- several connections of one program ------------------------------------------

# Tries to write at once, and then leaves; whoever leaves last tidies the log up.
TRYING = """
import sys
from annotate_tui.store.sqlite import sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    connection.execute("BEGIN IMMEDIATE")
    print("written", flush=True)
    connection.execute("ROLLBACK")
except sqlite3.OperationalError as error:
    print(error, flush=True)
connection.close()
"""


def test_opening_a_database_twice_in_one_program_keeps_the_locks_of_the_first(
    make: Any, start: Any, journal_mode: str
) -> None:
    # Closing any descriptor of a file gives up all locks of the process on it.
    path = make(mode=journal_mode)
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        session.write([Change(unit, "claim_type", "harm")])
        with store.database.writing():
            Store.open(path).close()
            Store.open(path, readonly=True).close()
            assert check(path) == []
            assert "locked" in start(TRYING, path).read()
        assert start(TRYING, path).finish()[0] == 0
        session.write([Change(unit, "claim_type", "advice")])
    assert check(path) == []


# -- at human pace -------------------------------------------------------------

# Labels every so often, as people do; prints the event and how long the key had to wait.
ANNOTATOR = """
import random, sys, time
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import NotSaved, Writer
path, name, seed, pause, until = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *map(float, sys.argv[4:])
chosen = random.Random(seed)
with Store.open(path, readonly=True) as store:
    units = [unit.key for article in store.articles() for unit in store.units(article.key)]
def told(state):
    if isinstance(state, NotSaved):
        print("NOT SAVED", state.error, flush=True)
writer = Writer(path, name, on_change=told)
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + until
while time.monotonic() < end:
    start = time.monotonic()
    if chosen.random() < 0.08:
        writer.undo().result()
    else:
        unit, answer = chosen.choice(units), chosen.choice(["harm", "advice", "no_claim"])
        receipt = writer.submit([Change(unit, "claim_type", answer)], dwell_ms=900).result()
        print(*receipt.events, f"{time.monotonic() - start:.3f}", flush=True)
    time.sleep(chosen.random() * pause)
assert writer.close(60) == 0
"""


def _crowd(start: Any, path: Path, size: int, pause: float, seconds: float) -> list[Any]:
    programs = [start(ANNOTATOR, path, f"annotator {n}", n, pause, seconds) for n in range(size)]
    for program in programs:
        program.read()
    for program in programs:
        program.say()
    return programs


def _read_for_long(path: Path, seconds: float) -> int:
    """Reads like an agreement report that takes its time, in one transaction."""
    end, rows = time.monotonic() + seconds, 0
    with Store.open(path, readonly=True) as store, store.database.reading():
        while time.monotonic() < end:
            rows += sum(1 for _ in store.all_labels())
            time.sleep(0.01)
    return rows


def _acknowledged(programs: list[Any]) -> tuple[set[str], list[float]]:
    acknowledged, waits = set(), []
    for program in programs:
        for line in program.lines[1:]:
            assert not line.startswith("NOT SAVED"), line
            *events, wait = line.split()
            acknowledged.update(events)
            waits.append(float(wait))
    return acknowledged, waits


def _annotators_and_a_reader(make: Any, start: Any, size: int, pause: float, seconds: float) -> Path:
    path: Path = make(units=200)
    programs = _crowd(start, path, size, pause, seconds)
    with Store.open(path, readonly=True) as store:
        wal = store.database.value("PRAGMA journal_mode") == "wal"
    # In rollback mode readers hold writers up, so reports read in short transactions there.
    _read_for_long(path, seconds * 0.8 if wal else 0.2)
    for program in programs:
        assert program.finish() == (0, "")
    acknowledged, waits = _acknowledged(programs)
    with Store.open(path, readonly=True) as store:
        there = {event.event for event in store.history(layer="annotation")}
    assert acknowledged <= there
    assert len(waits) >= size
    assert check(path) == []
    print(f"{len(waits)} labels by {size}; waited at most {max(waits):.3f} s")
    return path


def test_sixteen_annotators_and_a_long_read(make: Any, start: Any) -> None:
    _annotators_and_a_reader(make, start, 16, 0.4, 3.0)


@pytest.mark.soak
def test_sixteen_annotators_for_a_minute(make: Any, start: Any) -> None:
    _annotators_and_a_reader(make, start, 16, 2.0, 60.0)


@pytest.mark.soak
def test_sixty_four_annotators_and_random_kills(make: Any, start: Any) -> None:
    path = make(units=500)
    end = time.monotonic() + MINUTES * 60
    programs = _crowd(start, path, 64, 4.0, MINUTES * 60)
    finished, moments = [], random.Random(7)
    while time.monotonic() < end - 15:
        time.sleep(moments.random() * 3)
        unlucky = moments.choice(programs)
        programs.remove(unlucky)
        unlucky.kill()
        finished.append(unlucky)
        left = end - time.monotonic()
        number = 64 + len(finished)
        programs += _crowd_of_one(start, path, number, left)
    for program in programs:
        assert program.finish() == (0, "")
    acknowledged, waits = _acknowledged(programs + finished)
    with Store.open(path, readonly=True) as store:
        assert acknowledged <= {event.event for event in store.history(layer="annotation")}
    assert check(path) == []
    print(f"{len(waits)} labels, {len(finished)} kills; waited at most {max(waits):.3f} s")


def _crowd_of_one(start: Any, path: Path, number: int, seconds: float) -> list[Any]:
    program = start(ANNOTATOR, path, f"annotator {number % 64}", number, 4.0, seconds)
    program.read()
    program.say()
    return [program]


# -- clocks --------------------------------------------------------------------


def test_a_clock_that_is_set_back_changes_nothing_but_the_times_shown(make: Any) -> None:
    path = make()
    now = [1_700_000_000_000]
    with Store.open(path, clock=lambda: now[0]) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        for answer, jump in (("harm", 0), ("advice", -(10**9)), ("research", -1), ("no_claim", 10**10)):
            now[0] += jump
            session.write([Change(unit, "claim_type", answer)])
        assert [event.value for event in store.history(unit=unit)] == [
            "harm",
            "advice",
            "research",
            "no_claim",
        ]
        assert session.undo().changes[0].after == "research"
        assert store.answers(session.annotator.key, 1)[unit]["claim_type"] == "research"
        now[0] = 0
        with Store.open(path, clock=lambda: 5) as again:
            assert again.begin("ada").undo().changes[0].after == "advice"
        assert not store.conflicts()
    assert check(path) == []


def test_a_report_that_stops_in_the_middle_holds_no_writer_up(make: Any, journal_mode: str) -> None:
    path = make(mode=journal_mode)
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        session.write([Change(one.key, "claim_type", "harm") for one in store.units(1)])
        with Store.open(path, readonly=True) as reader:
            reports = [reader.all_labels(), reader.history(), reader.dwell_times()]
            for report in reports:
                next(report, None)
            store.database.execute("PRAGMA busy_timeout=0")
            session.write([Change(unit, "claim_type", "advice")])
            assert sum(1 for _ in reports[0]) == 39


def test_reading_holds_no_writer_up(make: Any, journal_mode: str) -> None:
    if journal_mode != "wal":
        pytest.skip("in rollback mode a long read holds writers up, which is why reports keep theirs short")
    path = make(mode="wal")
    with Store.open(path, readonly=True) as reader, reader.database.reading(), Store.open(path) as store:
        before = list(reader.all_labels())
        session, unit = store.begin("ada"), store.units(1)[0].key
        store.database.execute("PRAGMA busy_timeout=0")
        session.write([Change(unit, "claim_type", "harm")])
        assert list(reader.all_labels()) == before == []
        assert len(list(store.all_labels())) == 1
