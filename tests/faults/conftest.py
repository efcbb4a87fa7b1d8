"""Real processes and files for what can go wrong."""

from __future__ import annotations

import functools
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.database import connect
from annotate_tui.store.events import PortableId
from annotate_tui.store.sqlite import sqlite3, wal_is_safe
from annotate_tui.store.store import Store

PATIENCE = 60.0

# Labels at random for ever, with pauses of up to so many seconds, and prints the ids of
# events once they are acknowledged.
LABELLER = """
import random, sys, time
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer
path, name, seed, pause = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
chosen = random.Random(seed)
with Store.open(path, readonly=True) as store:
    units = [unit.key for article in store.articles() for unit in store.units(article.key)]
writer = Writer(path, name)
while True:
    act = chosen.random()
    if act < 0.1:
        writer.undo().result()
    elif act < 0.15:
        writer.redo().result()
    else:
        unit = chosen.choice(units)
        changes = [Change(unit, "claim_type", chosen.choice(["harm", "advice", "no_claim"]))]
        if act > 0.8:
            changes.append(Change(unit, "coi_cues", ("none",)))
        receipt = writer.submit(changes, dwell_ms=chosen.randrange(5000)).result()
        print(*receipt.events, flush=True)
    time.sleep(chosen.random() * pause)
"""


class Process:
    """A Python program that is running, and what it has printed."""

    def __init__(self, code: str, *arguments: object, env: dict[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
        )
        self.lines: list[str] = []

    def read(self) -> str:
        """Wait for one more line."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith("\n"):
            raise AssertionError(f"The program ended: {self.finish()[1]}")
        self.lines.append(line.strip())
        return self.lines[-1]

    def say(self, line: str = "") -> None:
        """Give it a line to read."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def send(self, number: int) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    def finish(self) -> tuple[int, str]:
        """Wait for its end; the exit code and what it wrote to stderr.  Half a line is no line."""
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.lines += self._process.stdout.read().split("\n")[:-1]
        error = self._process.stderr.read()
        return self._process.wait(PATIENCE), error

    def kill(self) -> None:
        """End it as the operating system does when memory is short."""
        self.send(signal.SIGKILL)
        self.finish()

    def stop(self) -> None:
        """Tidy up, whatever its state."""
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        self._process.wait()


@pytest.fixture
def start() -> Iterator[Callable[..., Process]]:
    """Starts programs, and ends what is still running afterwards."""
    running: list[Process] = []

    def run(code: str, *arguments: object, env: dict[str, str] | None = None) -> Process:
        running.append(Process(code, *arguments, env=env))
        return running[-1]

    yield run
    for process in running:
        process.stop()


@pytest.fixture
def start_labeller(start: Callable[..., Process]) -> Callable[..., Process]:
    """Starts a program that labels at random; its lines are acknowledged events."""
    return functools.partial(start, LABELLER)


JOURNAL_MODES = ["delete", "wal"] if wal_is_safe() else ["delete"]


@pytest.fixture(params=JOURNAL_MODES)
def journal_mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def codebook() -> Any:
    return load_builtin()


@pytest.fixture
def make(tmp_path: Path, codebook: Any) -> Callable[..., Path]:
    """Makes a database with one article of so many units; its path."""

    def project(name: str = "labels.db", *, units: int = 40, mode: str = "", folder: Path = tmp_path) -> Path:
        text = "A sentence. " * units
        spans = [Unit(start * 12, start * 12 + 11) for start in range(units)]
        with Store.create(folder / name, codebook) as store:
            store.import_articles([(Article(text, title="One"), spans)], segmenter="test/1")
            path = store.path
        if mode:
            connection = connect(path, mode="rw")
            connection.execute(f"PRAGMA journal_mode={mode}").fetchone()
            connection.close()
        return path

    return project


@pytest.fixture
def events() -> Callable[[Path], set[str]]:
    """The ids of all events in a database."""

    def read(path: Path) -> set[str]:
        with Store.open(path, readonly=True) as store:
            rows = store.database.rows(
                "SELECT e.lamport, s.session_id, e.seq, e.digest FROM event e "
                "JOIN session s ON s.id = e.session"
            )
        return {str(PortableId(*row)) for row in rows}

    return read


@pytest.fixture
def folder_state() -> Callable[[Path], dict[str, str]]:
    """Every file of a folder with the hash of its bytes; to be asked while nothing here is open."""

    def read(folder: Path) -> dict[str, str]:
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir())
            if path.is_file()
        }

    return read


@pytest.fixture
def old_database(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a database as version 1 of the format left it."""
    dump = (Path(__file__).parents[1] / "data" / "store" / "version-1.sql").read_text(encoding="utf-8")

    def old(name: str = "old.db") -> Path:
        path = tmp_path / name
        connection = sqlite3.connect(path)
        connection.executescript(dump)
        connection.close()
        return path

    return old
