"""Programs that are ended in the middle: what was acknowledged is there, and nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.store.backup import backup
from annotate_tui.store.check import check
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

KILLS = int(os.environ.get("ANNOTATE_TUI_KILLS", "3"))
"""How often programs are killed; more in long runs."""


@pytest.mark.parametrize(("end", "kills"), [(signal.SIGKILL, KILLS), (signal.SIGTERM, 1), (signal.SIGHUP, 1)])
def test_every_acknowledged_label_is_there_after_the_program_was_ended(
    make: Any, start_labeller: Any, events: Any, journal_mode: str, end: signal.Signals, kills: int
) -> None:
    path = make(mode=journal_mode)
    moments = random.Random(end)
    acknowledged: set[str] = set()
    for kill in range(kills):
        labellers = [start_labeller(path, name, kill, 0.005) for name in ("ada", "bo")]
        for labeller in labellers:
            for _ in range(moments.randrange(1, 20)):
                labeller.read()
        time.sleep(moments.random() * 0.01)  # somewhere within a label
        for labeller in labellers:
            labeller.send(end)
        for labeller in labellers:
            code, _ = labeller.finish()
            assert code == -end
            acknowledged |= {event for line in labeller.lines for event in line.split()}
    assert acknowledged <= events(path)
    assert check(path) == []


IMPORTING = """
import sys
from pathlib import Path
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    text = "A sentence. " * 200
    units = [Unit(i * 12, i * 12 + 11) for i in range(200)]
    articles = ((Article(f"{text}{n}"), units) for n in range(60))
    print("ready", flush=True)
    store.import_articles(articles, segmenter="test/1")
"""
MERGING = """
import sys
from pathlib import Path
from annotate_tui.store.merge import merge
from annotate_tui.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    merge(store, Path(sys.argv[2]))
"""
CUTTING = """
import sys
from pathlib import Path
from annotate_tui.corpus.article import Unit
from annotate_tui.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for n in range(10_000):
        store.resegment(1, [Unit(i * 12, i * 12 + 11) for i in range(n % 40)], segmenter=f"test/{n}")
"""
BACKING_UP = """
import sys
from pathlib import Path
from annotate_tui.store.backup import backup
from annotate_tui.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for n in range(10_000):
        backup(store, Path(sys.argv[2]) / f"{n}.db")
"""


def _labelled(path: Path, annotator: str, acts: int) -> None:
    with Store.open(path) as store:
        session = store.begin(annotator)
        units = [unit.key for unit in store.units(1)]
        for act in range(acts):
            session.write([Change(unit, "claim_type", ["harm", "advice"][act % 2]) for unit in units])


def _killed_at_random(
    start: Any, code: str, moments: random.Random, longest: float, *arguments: object
) -> None:
    program = start(code, *arguments)
    program.read()
    time.sleep(moments.random() * longest)
    program.kill()


def test_an_import_is_complete_or_has_not_happened(make: Any, start: Any) -> None:
    path = make()
    moments, found = random.Random(1), set()
    for _ in range(KILLS):
        _killed_at_random(start, IMPORTING, moments, 0.3, path)
        with Store.open(path) as store:
            found.add(len(store.articles()))
        assert check(path) == []
    assert found <= {1, 61}


def test_a_merge_is_complete_or_has_not_happened(make: Any, start: Any, tmp_path: Path, events: Any) -> None:
    path = make(units=100)
    _labelled(path, "ada", 4)
    with Store.open(path) as store:
        other = backup(store, tmp_path / "other.db")
    _labelled(path, "ada", 2)
    _labelled(other, "bo", 10)
    before, after = events(path), events(path) | events(other)
    moments = random.Random(2)
    for _ in range(KILLS):
        _killed_at_random(start, MERGING, moments, 0.15, path, other)
        assert events(path) in (before, after)
        assert check(path) == []


def test_cutting_articles_anew_is_complete_or_has_not_happened(make: Any, start: Any) -> None:
    path = make()
    _labelled(path, "ada", 1)
    moments = random.Random(3)
    for _ in range(KILLS):
        _killed_at_random(start, CUTTING, moments, 0.1, path)
        assert check(path) == []


def test_a_backup_that_has_its_name_is_complete(make: Any, start: Any, tmp_path: Path) -> None:
    path = make()
    _labelled(path, "ada", 3)
    copies = tmp_path / "copies"
    copies.mkdir()
    moments = random.Random(4)
    for _ in range(KILLS):
        _killed_at_random(start, BACKING_UP, moments, 0.1, path, copies)
        for copy in copies.glob("[0-9]*.db"):
            assert check(copy) == []
            copy.unlink()
    assert check(path) == []


CREATING = """
import sys
from pathlib import Path
from annotate_tui.codebook.load import load_builtin
from annotate_tui.store.store import Store
codebook = load_builtin()
print("ready", flush=True)
for n in range(10_000):
    Store.create(Path(sys.argv[1]) / f"{n}.db", codebook).close()
"""


def test_a_database_that_has_its_name_is_complete(start: Any, tmp_path: Path) -> None:
    moments = random.Random(5)
    for _ in range(max(2, KILLS // 3)):
        _killed_at_random(start, CREATING, moments, 0.3, tmp_path)
        for made in tmp_path.glob("[0-9]*.db"):
            assert check(made) == []
            made.unlink()


MIGRATING = """
import sys
from pathlib import Path
import annotate_tui.store.migrate
from annotate_tui.store.store import Store
print("ready", flush=True)
Store.open(Path(sys.argv[1])).close()
"""


def test_a_migration_is_complete_or_has_not_happened(old_database: Callable[[str], Path], start: Any) -> None:
    moments = random.Random(6)
    for kill in range(KILLS):
        path = old_database(f"old-{kill}.db")
        _killed_at_random(start, MIGRATING, moments, 0.1, path)
        with Store.open(path) as store:
            assert store.progress()[0].done == 1
        assert check(path) == []
