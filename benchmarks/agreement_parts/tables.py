"""From measurements in processes of their own to tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from agreement_parts.works import BY_TITLE, WORKS, Work

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
"""The environment of `make peers`: some peers need older packages than ours."""
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM")}
OUR_SECONDS = 300.0
"""Ours is always measured."""
EXTRAPOLATED, MULTIPLIED = "≈", "×"


class Cell(NamedTuple):
    """One measurement."""

    seconds: float
    megabytes: float | None = None
    mark: str = ""


Key = tuple[str, int, int, int]
"""Title, units, annotators, draws."""


def pythons() -> dict[str, str]:
    """Module → the Python that has it: this one, else that of `make peers`."""
    found: dict[str, str] = {}
    modules = sorted({work.module for work in WORKS})
    for python in (sys.executable, str(PEERS)):
        if Path(python).exists():
            asked = "import importlib.util as u, sys; print(*[m for m in sys.argv[1:] if u.find_spec(m)])"
            there = subprocess.run(
                [python, "-c", asked, *modules], capture_output=True, text=True, check=True
            )
            for module in there.stdout.split():
                found.setdefault(module, python)
    return found


def versions(python: str, names: Sequence[str]) -> str:
    """Packages with their versions in an environment."""
    code = (
        "import sys\nfrom importlib.metadata import PackageNotFoundError, version\n"
        "for name in sys.argv[1:]:\n"
        "    try: print(name, version(name))\n"
        "    except PackageNotFoundError: pass\n"
    )
    done = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
    return ", ".join(done.stdout.splitlines())


def measured(
    python: str, work: Work, n: int, r: int, draws: Sequence[int], seconds: float
) -> dict[int, Cell]:
    """By number of draws; what took too long or too much memory is missing."""
    script = Path(__file__).with_name("measure.py")
    wanted = ",".join(map(str, draws if work.draws else (0,)))
    command = [python, str(script), work.title, str(n), str(r), wanted, str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | ONE_THREAD, check=False)
    cells = {}
    for line in done.stdout.splitlines():
        one = json.loads(line)
        mark = MULTIPLIED if one["multiplied"] else ""
        cells[one["draws"]] = Cell(one["seconds"], one["megabytes"], mark)
    return cells


class Measurements:
    """Everything that was measured, and what follows from it where measuring would take too long."""

    def __init__(self, draws: Sequence[int], seconds: float) -> None:
        self.cells: dict[Key, Cell] = {}
        self.failed: set[tuple[str, int, int]] = set()
        """Title, annotators and draws that took too long or too much memory; more units would, too."""
        self.draws = tuple(sorted({0, *draws}))
        self.seconds = seconds
        self.pythons = pythons()

    def add(self, n: int, r: int) -> None:
        """Measure one size with every package."""
        for work in WORKS:
            if work.module not in self.pythons:
                continue
            guess = {draws: self.guess(work, n, r, draws) for draws in self.draws}
            short = [
                d
                for d in self.draws
                if (work.title, r, d) not in self.failed
                and (not work.ours or self.is_short(work, guess[d], d))
            ]
            found = {}
            if short:
                found = measured(
                    self.pythons[work.module], work, n, r, short, self.seconds if work.ours else OUR_SECONDS
                )
            for draws in self.draws if work.draws else (0,):
                if draws in short and draws not in found:
                    self.failed.add((work.title, r, draws))
                cell = found[draws] if draws in found else self.guess(work, n, r, draws)
                if cell is not None and (work.title, r, draws) not in self.failed:
                    self.cells[work.title, n, r, draws] = cell

    def guess(self, work: Work, n: int, r: int, draws: int) -> Cell | None:
        """From the point estimate, in proportion to draws, or from smaller numbers of units, by a line."""
        if draws and not work.own_draws:
            point = self.cells.get((work.title, n, r, 0)) or self.guess(work, n, r, 0)
            return None if point is None else Cell(point.seconds * (draws + 1), None, EXTRAPOLATED)
        smaller = sorted(k[1] for k in self.cells if k[0] == work.title and k[2:] == (r, draws) and k[1] < n)
        if not smaller:
            return None
        seconds = [self.cells[work.title, fewer, r, draws].seconds for fewer in smaller]
        each = seconds[-1] / smaller[-1]
        if len(smaller) > 1:  # what a call costs whatever the number of units is not multiplied
            each = max(0.0, seconds[-1] - seconds[-2]) / (smaller[-1] - smaller[-2])
        return Cell(seconds[-1] + each * (n - smaller[-1]), None, EXTRAPOLATED)

    def is_short(self, work: Work, guess: Cell | None, draws: int) -> bool:
        """Whether measuring is worth the wait; a multiplied bootstrap is measured by a few draws."""
        if guess is None:
            return True
        share = 4 / draws if draws and not work.own_draws else 1
        return guess.seconds * share <= self.seconds

    def ours(self, title: str, n: int, r: int, draws: int) -> Cell | None:
        """Our measurement of the same work; None for our own."""
        return self.cells.get((BY_TITLE[title].ours, n, r, draws))

    def rows(self, r: int, draws: int, sizes: Sequence[int]) -> Iterator[list[str]]:
        """A row for each package: seconds, and how many times ours."""
        for work in WORKS:
            cells = [self.cells.get((work.title, n, r, draws)) for n in sizes]
            if not any(cells):
                continue
            texts = []
            for n, cell in zip(sizes, cells, strict=True):
                texts.append(_text(cell, self.ours(work.title, n, r, draws)))
            memory = max((c.megabytes or 0 for c in cells if c is not None), default=0)
            yield [work.title, *texts, f"{memory:,.0f}"]


def _text(cell: Cell | None, ours: Cell | None) -> str:
    if cell is None:
        return "—"
    ratio = f" ({_digits(cell.seconds / ours.seconds)})" if ours is not None and ours.seconds else ""
    return f"{_digits(cell.seconds)}{cell.mark}{ratio}"


def _digits(value: float) -> str:
    """Two digits that mean something."""
    if value >= 9.95:
        return f"{value:,.0f}"
    if value >= 0.95:
        return f"{value:.1f}"
    return f"{value:.2g}" if value >= 0.0001 else "<0.0001"


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that is Markdown, and legible in a terminal."""
    table = [list(header), *map(list, rows)]
    widths = [max(len(row[k]) for row in table) for k in range(len(header))]

    def line(row: Sequence[str]) -> str:
        first, *others = (
            text.ljust(w) if not k else text.rjust(w)
            for k, (text, w) in enumerate(zip(row, widths, strict=True))
        )
        return f"| {' | '.join([first, *others])} |"

    rule = "|".join(["-" * (widths[0] + 2), *("-" * (w + 1) + ":" for w in widths[1:])])
    return "\n".join([line(table[0]), f"|{rule}|", *map(line, table[1:])])
