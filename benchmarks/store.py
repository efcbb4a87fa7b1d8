"""How long the store takes: a label beside a bare SQLite commit, and everything at a million labels.

    python benchmarks/store.py                       # a million labels; some minutes
    python benchmarks/store.py --labels 50000 --merge 10000

Times are medians in milliseconds of this run on this machine; read the ratios and
the limits.  Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from screen_parts.programs import Programs

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.backup import backup
from annotate_tui.store.check import check
from annotate_tui.store.database import connect
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.sqlite import sqlite3
from annotate_tui.store.store import Store

ANNOTATORS = ("ada", "bo", "cy")
UNITS_PER_ARTICLE = 100
SENTENCE = "A sentence of fifty characters, more or less, here."
FACETS: dict[str, list[Any]] = {
    "claim_type": ["efficacy", "harm", "mechanism", "condition", "treatment", "research", "advice"],
    "evidence": ["e0", "e1", "e2", "e3"],
    "coi_cues": [("none",), ("cta",), ("cta", "promo")],
}


class Table:
    """Rows as they are measured, each with its limit."""

    def __init__(self) -> None:
        self.missed = 0
        print(f"{'what':<58} {'measured':>14}  limit")

    def add(self, what: str, value: float, unit: str, limit: float | None = None) -> None:
        """One row; a limit that is missed is counted."""
        verdict = ""
        if limit is not None:
            verdict = f"{limit:g} {unit}" + ("" if value <= limit else "   MISSED")
            self.missed += value > limit
        print(f"{what:<58} {value:>10.4g} {unit:<3}  {verdict}", flush=True)


def milliseconds(call: Callable[[], Any], times: int = 15) -> float:
    """The median of several calls."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def articles(count: int, units: int = UNITS_PER_ARTICLE) -> Iterator[tuple[Article, list[Unit]]]:
    """Articles of equal length, all different."""
    step = len(SENTENCE) + 1
    for number in range(count):
        text = f"{SENTENCE} " * units + f"Number {number}."
        spans = [Unit(i * step, i * step + len(SENTENCE)) for i in range(units)]
        yield Article(text, title=f"Article {number}", source=f"{number}.txt"), spans


def project(path: Path, count: int, units: int = UNITS_PER_ARTICLE) -> Store:
    """A new database with so many articles."""
    store = Store.create(path, load_builtin())
    store.import_articles(articles(count, units), segmenter="benchmark/1")
    return store


def label_everything(store: Store, annotator: str, labels: int, seed: int) -> int:
    """Give labels unit by unit, an article's in one transaction; how many were given."""
    session, chosen, given = store.begin(annotator), random.Random(seed), 0
    for article in store.articles():
        units = store.units(article.key)[: -(-(labels - given) // len(FACETS))]
        if not units:
            break
        session.write(
            [
                Change(unit.key, facet, chosen.choice(values))
                for unit in units
                for facet, values in FACETS.items()
            ]
        )
        given += len(units) * len(FACETS)
    return given


def commits(table: Table, folder: Path, store: Store, what: str, times: int = 400) -> None:
    """One label beside one row of one table, in turns, in the same journal mode."""
    mode = store.database.value("PRAGMA journal_mode")
    session = store.begin(f"annotator of {what} in {mode}")
    bare_path = folder / f"bare-{mode}-{what}.db"
    bare_path.touch()
    bare = connect(bare_path, mode="rw")
    bare.execute(f"PRAGMA journal_mode={mode}").fetchone()
    bare.execute("PRAGMA synchronous=EXTRA")
    bare.execute(
        "CREATE TABLE label(id INTEGER PRIMARY KEY, unit INTEGER, facet TEXT, value TEXT, at INTEGER)"
    )
    chosen = random.Random(1)
    units = [unit.key for article in store.articles() for unit in store.units(article.key)]
    fresh = iter([(unit, facet) for unit in chosen.sample(units, len(units)) for facet in FACETS])
    given: list[tuple[int, str]] = []

    def bare_commit(number: int) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(
            "INSERT INTO label(unit, facet, value, at) VALUES(?, ?, ?, ?)",
            (number, "claim_type", '"harm"', number),
        )
        bare.execute("COMMIT")

    def label_commit(_: int) -> None:
        unit, facet = next(fresh)
        given.append((unit, facet))
        session.write([Change(unit, facet, chosen.choice(FACETS[facet]))], dwell_ms=900)

    def changed_commit(number: int) -> None:
        unit, facet = given[number // 2]
        session.write([Change(unit, facet, chosen.choice(FACETS[facet]))], dwell_ms=900)

    calls = (bare_commit, label_commit, changed_commit)
    taken: list[list[float]] = [[], [], []]
    for number in range(times + 20):
        for call, times_taken in zip(calls, taken, strict=True):
            start = time.perf_counter()
            call(number)
            if number >= 20:
                times_taken.append((time.perf_counter() - start) * 1000)
    bare.close()
    plain, first, changed = map(statistics.median, taken)
    table.add(f"bare commit ({mode}, {what})", plain, "ms")
    table.add(f"label commit ({mode}, {what})", first, "ms")
    table.add("  ratio of medians", first / plain, "×", 1.5)
    table.add(f"commit of a changed label ({mode}, {what})", changed, "ms")
    table.add("  ratio of medians", changed / plain, "×")


def small(table: Table, folder: Path) -> None:
    """Commits in a small project, in both journal modes."""
    path = folder / "small.db"
    with project(path, 5) as store:
        commits(table, folder, store, "small")
    change = connect(path, mode="rw")
    change.execute("PRAGMA journal_mode=DELETE").fetchone()
    change.close()
    with Store.open(path) as store:
        commits(table, folder, store, "small")


def large(table: Table, folder: Path, labels: int) -> None:
    """Everything that a screen or a report asks, in a large project."""
    per_annotator = labels // len(ANNOTATORS)
    count = -(-per_annotator // (UNITS_PER_ARTICLE * len(FACETS))) + 1
    path = folder / "large.db"
    start = time.perf_counter()
    store = project(path, count)
    table.add(f"importing {count:,} articles of {UNITS_PER_ARTICLE} units", time.perf_counter() - start, "s")
    start = time.perf_counter()
    given = sum(label_everything(store, name, per_annotator, seed) for seed, name in enumerate(ANNOTATORS))
    table.add(f"giving {given:,} labels, an article at a time", time.perf_counter() - start, "s")
    store.close()
    table.add("file size", path.stat().st_size / 1e6, "MB")
    table.add("file size for each label", path.stat().st_size / given, "B")
    table.add("opening for reading", milliseconds(lambda: Store.open(path, readonly=True).close()), "ms", 20)
    table.add("opening for writing", milliseconds(lambda: Store.open(path).close()), "ms", 20)
    with Store.open(path) as store:
        ada = store.annotator("ada").key
        last = store.articles()[-1].key
        middle = store.articles()[count // 2].key
        unit = store.units(middle)[50].key
        table.add(
            "next open unit, all articles but the last done",
            milliseconds(lambda: store.next_open(ada)),
            "ms",
            5,
        )
        table.add(
            "next open unit in the article", milliseconds(lambda: store.next_open(ada, last, 50)), "ms", 5
        )
        table.add("answers of one article", milliseconds(lambda: store.answers(ada, middle)), "ms", 5)
        table.add("progress of one annotator", milliseconds(lambda: store.progress(ada)), "ms", 50)
        table.add("progress of all", milliseconds(store.progress), "ms", 150)
        table.add("list of articles", milliseconds(store.articles), "ms", 100)
        table.add("history of one unit", milliseconds(lambda: list(store.history(unit=unit))), "ms", 5)
        table.add("newest 50 events", milliseconds(lambda: list(store.history(limit=50))), "ms", 5)
        table.add(
            "one facet as columns", milliseconds(lambda: store.facet_columns("evidence"), 3), "ms", 2500
        )
        table.add("all labels, one by one", milliseconds(lambda: sum(1 for _ in store.all_labels()), 1), "ms")
        session = store.begin("ada")
        start = time.perf_counter()
        session.undo()
        table.add(
            "undo of an act of 300 labels, two others since", (time.perf_counter() - start) * 1000, "ms"
        )
        session.redo()
        commits(table, folder, store, "large", 300)
    with Store.open(path, readonly=True) as store:
        start = time.perf_counter()
        store.database.refuse_if_damaged()
        table.add("looking for damage before the first label", (time.perf_counter() - start) * 1000, "ms")
        start = time.perf_counter()
        assert not check(path)
        table.add("check", time.perf_counter() - start, "s")
        start = time.perf_counter()
        backup(store, folder / "copy.db")
        table.add("backup", (time.perf_counter() - start) * 1000, "ms")


def first_pictures(table: Table, folder: Path, rounds: int) -> None:
    """The labelling screen from its start to its first picture, beside the same on a small database."""
    with project(folder / "few.db", 6) as few:
        for seed, name in enumerate(ANNOTATORS):
            label_everything(few, name, 4 * UNITS_PER_ARTICLE * len(FACETS), seed)
    programs = Programs(folder)
    # Who labelled long ago (all others did since), and who comes for the first time.
    starts = {
        (size, who): (folder / f"{size}.db", name)
        for who, name in (("long ago", ANNOTATORS[0]), ("new", "zoe"))
        for size in ("few", "large")
    }
    taken: dict[tuple[str, str], list[float]] = {start: [] for start in starts}
    for number in range(rounds + 1):
        for start, (path, annotator) in starts.items():
            terminal = programs.labelling(path, annotator)
            seen = terminal.started("▌(.|\\n)*confirm")
            terminal.close()
            if number:  # the first compiles, and fills the caches of the disk
                taken[start].append(seen.milliseconds)
    for who in ("long ago", "new"):
        small_best, large_best = min(taken["few", who]), min(taken["large", who])
        table.add(f"start to first picture, {who}: small database", small_best, "ms")
        table.add(f"start to first picture, {who}: large database", large_best, "ms")
        table.add("  ratio of best times", large_best / small_best, "×", 1.25)


def merging(table: Table, folder: Path, events: int) -> None:
    """Two databases that were labelled apart."""
    count = -(-events // (UNITS_PER_ARTICLE * len(FACETS))) + 1
    one = project(folder / "one.db", count)
    other_path = backup(one, folder / "other.db")
    label_everything(one, "ada", events, 1)
    with Store.open(other_path) as other:
        label_everything(other, "ada", events // 2, 2)
        label_everything(other, "bo", events - events // 2, 3)
        rows = other.database.rows("SELECT session, seq, digest, lamport, value FROM event")
    bare = sqlite3.connect(folder / "rows.db", isolation_level=None)
    bare.execute(
        "CREATE TABLE event(session, seq, digest, lamport, value, UNIQUE(lamport, session, seq, digest))"
    )
    start = time.perf_counter()
    bare.execute("BEGIN")
    bare.executemany("INSERT INTO event VALUES(?, ?, ?, ?, ?)", rows)
    bare.execute("COMMIT")
    plain = time.perf_counter() - start
    bare.close()
    start = time.perf_counter()
    rehearsed = merge(one, other_path, dry_run=True)
    table.add(f"merge of two databases of {events:,} events, dry run", time.perf_counter() - start, "s")
    start = time.perf_counter()
    report = merge(one, other_path)
    taken = time.perf_counter() - start
    assert rehearsed.events == report.events
    table.add(f"merge of two databases of {events:,} events", taken, "s")
    table.add(
        f"  {report.events:,} new, {len(report.conflicts):,} conflicts; for each event",
        taken / events * 1e6,
        "µs",
    )
    table.add("  beside inserting as many bare rows", taken / plain, "×", 40)
    start = time.perf_counter()
    merge(one, other_path)
    table.add("  merging the same once more", time.perf_counter() - start, "s")
    one.close()


def main() -> int:
    """Run everything; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", type=int, default=1_000_000)
    parser.add_argument("--merge", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=8, help="starts of the screen, each")
    parser.add_argument("--folder", type=Path, help="where to write; a real disk, not memory")
    options = parser.parse_args()
    print(f"SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}")
    table = Table()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        small(table, folder)
        merging(table, folder, options.merge)
        large(table, folder, options.labels)
        first_pictures(table, folder, options.rounds)
    return 1 if table.missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
