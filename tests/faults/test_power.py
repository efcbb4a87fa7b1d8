"""The power fails: what was acknowledged is there, whatever the disk had not written yet.

A program that labels runs under a library that records every write and every sync.
Then the disk is put together as it may look after the power was cut at a random moment:
what was synced is there; of everything else each write is lost, kept or torn, and a
file that was removed may be back unless its folder was synced.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.store.database import connect

CUTS = int(os.environ.get("ANNOTATE_TUI_CUTS", "30"))
SOURCE = Path(__file__).with_name("record_writes.c")

LABELLING = """
import ctypes, os, random, sys
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
acknowledge = ctypes.CDLL(None).acknowledge
chosen = random.Random(1)
store = Store.open(Path(sys.argv[1]))
store.database.execute(f"PRAGMA synchronous={sys.argv[2]}")
store.database.execute("PRAGMA wal_autocheckpoint=20")
units = [unit.key for unit in store.units(1)]
session = store.begin("ada")
acknowledge(b"ready")
for number in range(60):
    receipt = session.write([Change(chosen.choice(units), "claim_type", chosen.choice(["harm", "advice"]))])
    acknowledge(receipt.events[0].encode())
os._exit(0)
"""


@dataclass
class Disk:
    """What is on the disk for certain, and what is still on its way."""

    chance: random.Random
    safe: dict[str, bytearray] = field(default_factory=dict)
    coming: dict[str, list[tuple[str, int, bytes]]] = field(default_factory=dict)
    removed: dict[str, bytearray] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    _paths: dict[int, str] = field(default_factory=dict)

    def play(self, operation: str, descriptor: int, offset: int, data: bytes) -> None:
        """Let one thing that the program did happen."""
        path = self._paths.get(descriptor, "")
        if operation == "O":
            self._paths[descriptor] = data.decode()
        elif operation in "WT":
            self.coming.setdefault(path, []).append((operation, offset, data))
        elif operation == "S":
            for change in self.coming.pop(path, []):
                self._apply(path, *change)
            self.removed.pop(path, None)
        elif operation == "U":
            gone = data.decode()
            self.coming.pop(gone, None)
            if gone in self.safe:
                self.removed[gone] = self.safe.pop(gone)
        elif operation == "D":
            self.removed.clear()
        elif operation == "A":
            self.acknowledged.append(data.decode())

    def cut(self) -> None:
        """The power goes: of what was on its way, some arrives, some in parts, some not."""
        for path, content in self.removed.items():
            if path not in self.safe and self.chance.random() < 0.5:
                # Removing it had not reached the disk, so what came after under its name had not either.
                self.safe[path] = content
                self.coming.pop(path, None)
        for path, changes in self.coming.items():
            for operation, offset, data in changes:
                if path not in self.safe and self.chance.random() < 0.5:
                    continue
                fate = self.chance.random()
                if fate < 0.4:
                    continue
                if fate > 0.8 and len(data) > 512:
                    data = data[: 512 * self.chance.randrange(1, -(-len(data) // 512))]
                self._apply(path, operation, offset, data)

    def _apply(self, path: str, operation: str, offset: int, data: bytes) -> None:
        content = self.safe.setdefault(path, bytearray())
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        if operation == "W":
            content[offset : offset + len(data)] = data
        else:
            del content[offset:]


def _records(log: Path) -> list[tuple[str, int, int, bytes]]:
    content, place, found = log.read_bytes(), 0, []
    while place < len(content):
        operation, descriptor, offset, length = struct.unpack_from("<cIQI", content, place)
        found.append((operation.decode(), descriptor, offset, content[place + 17 : place + 17 + length]))
        place += 17 + length
    return found


def _problem(disk: Disk, folder: Path, name: str) -> str:
    folder.mkdir()
    for path, content in disk.safe.items():
        (folder / Path(path).name).write_bytes(content)
    connection = connect(folder / name, mode="rw")
    try:
        whole = connection.execute("PRAGMA integrity_check").fetchall()
        if whole != [("ok",)]:
            return f"damaged: {whole[:2]}"
        there = {
            f"{lamport}:{session}:{seq}:{digest.hex()}"
            for lamport, session, seq, digest in connection.execute(
                "SELECT e.lamport, s.session_id, e.seq, e.digest FROM event e "
                "JOIN session s ON s.id = e.session"
            )
        }
        lost = set(disk.acknowledged[1:]) - there
        orphans = connection.execute(
            "SELECT count(*) FROM label l LEFT JOIN event e ON e.id = l.event WHERE e.id IS NULL"
        ).fetchone()[0]
        return f"{len(lost)} lost" if lost else f"{orphans} labels without event" if orphans else ""
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is a file that cannot be read
        return repr(error)
    finally:
        connection.close()


@pytest.fixture
def cut_power(make: Any, tmp_path: Path) -> Any:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("recording writes needs a C compiler on Linux")
    library = tmp_path / "record_writes.so"
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)

    def run(mode: str, synchronous: str, cuts: int) -> list[str]:
        folder = tmp_path / f"{mode}-{synchronous}"
        folder.mkdir()
        path, log = make(folder=folder, mode=mode), tmp_path / f"{mode}-{synchronous}.log"
        content = path.read_bytes()
        subprocess.run(
            [sys.executable, "-c", LABELLING, str(path), synchronous],
            env={
                **os.environ,
                "LD_PRELOAD": str(library),
                "RECORD_LOG": str(log),
                "RECORD_FOLDER": str(folder),
            },
            check=True,
        )
        records = _records(log)
        ready = next(place for place, record in enumerate(records) if record[3] == b"ready")
        chance, problems = random.Random(7), []
        for cut in range(cuts):
            disk = Disk(chance, safe={str(path): bytearray(content)})
            for record in records[: chance.randrange(ready + 1, len(records) + 1)]:
                disk.play(*record)
            disk.cut()
            problem = _problem(disk, tmp_path / f"{mode}-{synchronous}-{cut}", path.name)
            if problem:
                problems.append(problem)
        return problems

    return run


def test_a_power_cut_loses_nothing_that_was_acknowledged(cut_power: Any, journal_mode: str) -> None:
    assert cut_power(journal_mode, "EXTRA", CUTS) == []


@pytest.mark.soak
def test_many_power_cuts_lose_nothing_that_was_acknowledged(cut_power: Any, journal_mode: str) -> None:
    assert cut_power(journal_mode, "EXTRA", 40 * CUTS) == []


@pytest.mark.soak
def test_weaker_syncing_would_lose_labels(cut_power: Any, journal_mode: str) -> None:
    # That the simulation has teeth: these are the settings that the store does not use.
    weaker = "NORMAL" if journal_mode == "wal" else "FULL"
    assert cut_power(journal_mode, weaker, 10 * CUTS) != []
