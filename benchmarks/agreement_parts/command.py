"""The command ``agreement`` from end to end: processor seconds and peak memory of the whole program."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agreement_parts.data import ARTICLE, make
from agreement_parts.tables import ONE_THREAD, aligned
from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

UNITS, ANNOTATORS = 100_000, 5
SENTENCE = "A sentence of fifty characters, more or less, here."


def make_file(path: Path, *, long: bool) -> None:
    """Ratings as a csv file, wide or long."""
    letters = np.array(["a", "b", "c", "d", "e", ""])
    people = [f"annotator {g}" for g in range(ANNOTATORS)]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["unit", "annotator", "value", "cluster"] if long else ["unit", "cluster", *people])
        for i, row in enumerate(letters[make(UNITS, ANNOTATORS)].tolist()):
            if long:
                rows.writerows(
                    [i, name, value, i // ARTICLE] for name, value in zip(people, row, strict=True)
                )
            else:
                rows.writerow([i, i // ARTICLE, *row])


def make_database(path: Path) -> None:
    """The same number of labels of one facet in a database, and the articles they belong to."""
    step = len(SENTENCE) + 1
    spans = [Unit(i * step, i * step + len(SENTENCE)) for i in range(ARTICLE)]
    text = f"{SENTENCE} " * ARTICLE
    chosen = random.Random(1)
    codebook = load_builtin()
    values = [value.id for value in codebook.facets[0].values][:5]
    with Store.create(path, codebook) as store:
        store.import_articles(
            ((Article(f"{text}Number {k}.", title=f"Article {k}"), spans) for k in range(UNITS // ARTICLE)),
            segmenter="benchmark/1",
        )
        units = [store.units(article.key) for article in store.articles()]
        truth = {unit.key: chosen.choice(values) for article in units for unit in article}
        for annotator in range(ANNOTATORS):
            session = store.begin(f"annotator {annotator}")
            for article in units:
                session.write(
                    [
                        Change(
                            unit.key,
                            codebook.facets[0].id,
                            truth[unit.key] if chosen.random() < 0.7 else chosen.choice(values),
                        )
                        for unit in article
                        if chosen.random() < 0.9
                    ]
                )


LAUNCHER = """
import os, subprocess, sys
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
print(program.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""Starts the program from a small process: peak memory counts what the starting process had."""


def run(arguments: Sequence[str]) -> tuple[float, float]:
    """Processor seconds and peak megabytes of the program with these arguments."""
    command = [sys.executable, "-S", "-c", LAUNCHER, sys.executable, "-m", "annotate_tui", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | ONE_THREAD, check=True)
    code, seconds, megabytes = done.stdout.split()
    if int(code):
        raise RuntimeError(f"{' '.join(arguments)} ended with code {code}")
    return float(seconds), float(megabytes)


def tables() -> int:
    """How long the command takes; no limits."""
    with tempfile.TemporaryDirectory() as folder:
        wide, long, database = (Path(folder) / name for name in ("wide.csv", "long.csv", "labels.db"))
        make_file(wide, long=False)
        make_file(long, long=True)
        make_database(database)
        web_page = ["--format", "html", "-o", str(Path(folder) / "report.html")]
        asked = {
            "the program alone (agreement --help)": ["agreement", "--help"],
            "--ratings, wide": ["agreement", "--ratings", str(wide), "--scale", "nominal"],
            "--ratings, long": ["agreement", "--ratings", str(long), "--scale", "nominal"],
            "from a database": ["--db", str(database), "agreement", "--facet", "claim_type"],
            "from a database, all facets, web page": ["--db", str(database), "agreement", *web_page],
        }
        rows = []
        for what, arguments in asked.items():
            seconds, megabytes = min(run(arguments) for _ in range(2))
            rows.append([what, f"{seconds:.2f}", f"{megabytes:,.0f}"])
    print(
        f"\nThe command from end to end, {UNITS:,} units × {ANNOTATORS} annotators, 2,000 draws of articles\n"
    )
    print(aligned(["", "seconds", "MB in all"], rows), flush=True)
    return 0
