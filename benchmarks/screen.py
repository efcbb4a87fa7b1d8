"""How long an annotator waits, beside the smallest Textual programs in the same terminal.

    python benchmarks/screen.py
    python benchmarks/screen.py --rounds 12 --folder /a/real/disk

All programs run in turns in one run, each under a pseudo-terminal of 120×40, and the clock
stops when the screen shows what was waited for.  Other work on the machine only ever adds
time, so the ratios are those of the best times: for keys, the mean of the best time of each
key of the cycle.  Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from screen_parts.programs import Programs
from screen_parts.terminal import Seen

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer

SMALL, LARGE = 200, 50_000
SENTENCE = "Sentence {}: the treatment eases the craving of most people within a few hours or days."
# A claim in three keys, a sentence without one in two, a claim with a cue in four.
CYCLE = (("e", "0", "\r"), ("x", "\r"), ("h", "2", "S", "\r"))
WARM_UP = 2
"""So many cycles are not measured."""


def make_database(path: Path, sentences: int) -> None:
    """One article of equal sentences, twelve to a paragraph."""
    text, units, at = [], [], 0
    for number in range(1, sentences + 1):
        sentence = SENTENCE.format(number)
        units.append(Unit(at, at + len(sentence)))
        end = "\n\n" if number % 12 == 0 else " "
        text.append(sentence + end)
        at += len(sentence) + len(end)
    with Store.create(path, load_builtin()) as store:
        article = Article(text="".join(text), title=f"{sentences} sentences", source="made up")
        for _ in store.import_articles([(article, units)], segmenter="benchmark/1"):
            pass


def current(number: int, mark: str = ".", codes: str = " *") -> str:
    """The row of the current sentence, as a regular expression."""
    return f"▌{mark}.{codes} *Sentence {number}: "


def one_widget_keys(programs: Programs, cycles: int) -> list[Seen]:
    """Keys to the program with one widget."""
    terminal = programs.bare("one_widget")
    terminal.started("ready")
    per_cycle = sum(len(keys) - 1 for keys in CYCLE)
    skipped = WARM_UP * per_cycle
    count = skipped + cycles * per_cycle
    seen = [terminal.press("e", rf"key {number}\b") for number in range(1, count + 1)]
    terminal.close()
    return seen[skipped:]


def our_keys(programs: Programs, sentences: int, cycles: int) -> tuple[list[Seen], list[Seen]]:
    """Label sentences from the middle on; the keys that label, and those that confirm."""
    first = sentences // 2
    terminal = programs.ours(sentences)
    terminal.started("Sentence 1: ")
    terminal.press(":", "Go to sentence")
    terminal.press(f"{first}\r", current(first))
    labels: list[Seen] = []
    confirms: list[Seen] = []
    number = first
    for turn in range(WARM_UP + cycles):
        for keys in CYCLE:
            codes = ""
            for key in keys:
                if key == "\r":
                    number += 1
                    seen, kept = terminal.press(key, current(number)), confirms
                else:
                    codes += key
                    seen, kept = terminal.press(key, current(number, "[◐●]", codes)), labels
                if turn >= WARM_UP:
                    kept.append(seen)
    terminal.close()
    return labels, confirms


def written(programs: Programs, cycles: int) -> list[Seen]:
    """The labels of the cycle, written as the screen has them written, but without a screen."""
    path = programs.new_database(SMALL)
    with Store.open(path) as store:
        units = store.units(store.articles()[0].key)
    answers = [("claim_type", "efficacy"), ("evidence", "e0"), ("claim_type", "no_claim")]
    answers += [("claim_type", "harm"), ("evidence", "e2"), ("coi_cues", ("slant",))]
    writer = Writer(path, "ada")
    seen: list[Seen] = []
    for unit, _ in zip(units, range(WARM_UP + cycles), strict=False):
        for facet, answer in answers:
            begun = time.perf_counter_ns()
            writer.submit([Change(unit.key, facet, answer)], dwell_ms=1000).wait(60)
            seen.append(Seen((time.perf_counter_ns() - begun) / 1e6, 0))
    writer.close(60)
    return seen[WARM_UP * len(answers) :]


def rank(values: list[float], share: float) -> float:
    """A percentile."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def best(values: list[float], kinds: int) -> float:
    """The mean of the best time of each key of the cycle; the values go round the cycle."""
    return statistics.mean(min(values[kind::kinds]) for kind in range(kinds))


class Table:
    """Rows as they are measured, each with its limit."""

    def __init__(self) -> None:
        self.missed = 0
        print(f"{'what':<52} {'min':>8} {'p10':>8} {'median':>8} {'p95':>8}")

    def times(self, what: str, values: list[float]) -> None:
        """Milliseconds of one program."""
        cells = (min(values), rank(values, 0.1), statistics.median(values), rank(values, 0.95))
        print(f"{what:<52} " + " ".join(f"{cell:>8.2f}" for cell in cells) + "  ms", flush=True)

    def limit(self, what: str, value: float, limit: float, unit: str = "×") -> None:
        """A figure that must not be larger than its limit."""
        verdict = "" if value <= limit else "   MISSED"
        self.missed += value > limit
        print(f"{what:<52} {value:>8.4g} {unit}  at most {limit:g}{verdict}", flush=True)


def measure(programs: Programs, rounds: int, cycles: int) -> dict[str, list[Seen]]:
    """Everything, in turns, so that a busy minute of the machine hits all alike."""
    seen: dict[str, list[Seen]] = defaultdict(list)
    starts = {
        "bare": lambda: (programs.bare("header_and_footer"), "ready(.|\n)*Leave"),
        "small": lambda: (programs.ours(SMALL), "▌·.*Sentence(.|\n)*confirm"),
        "large": lambda: (programs.ours(LARGE), "▌·.*Sentence(.|\n)*confirm"),
    }
    for start in starts.values():  # compiles, and fills the caches of the disk
        terminal, expected = start()
        terminal.started(expected)
        terminal.close()
    for _ in _progress(rounds):
        for _turn in range(2):
            for name, start in starts.items():
                terminal, expected = start()
                seen[f"start {name}"].append(terminal.started(expected))
                terminal.close()
        seen["written"] += written(programs, cycles)
        seen["one widget"] += one_widget_keys(programs, cycles)
        for name, sentences in (("small", SMALL), ("large", LARGE)):
            labels, confirms = our_keys(programs, sentences, cycles)
            seen[f"label {name}"] += labels
            seen[f"confirm {name}"] += confirms
    return seen


def _progress(rounds: int) -> Iterator[None]:
    for number in range(rounds):
        if sys.stderr.isatty():
            print(f"\rround {number + 1} of {rounds} ", end="", file=sys.stderr, flush=True)
        yield
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def report(seen: dict[str, list[Seen]]) -> int:
    """Print the table; how many limits were missed."""
    times = {name: [one.milliseconds for one in some] for name, some in seen.items()}
    table = Table()
    table.times("start to first picture: Textual, header and footer", times["start bare"])
    table.times(f"start to first picture: {SMALL} sentences", times["start small"])
    table.times(f"start to first picture: {LARGE:,} sentences", times["start large"])
    table.times("key to picture: Textual, one widget", times["one widget"])
    table.times("a label written and on disk, without a screen", times["written"])
    for name, count in (("small", SMALL), ("large", LARGE)):
        table.times(f"label key to picture, saved: {count:,} sentences", times[f"label {name}"])
        table.times(f"Enter to next sentence, saved: {count:,} sentences", times[f"confirm {name}"])
    print()
    kinds = sum(len(keys) - 1 for keys in CYCLE)
    low = {name: best(times[name], kinds) for name in ("one widget", "written", "label small", "label large")}
    table.limit(
        "start, beside header and footer",
        min(times["start small"]) / min(times["start bare"]),
        1.25,
    )
    table.limit(
        f"label key at {SMALL} sentences, beside one widget",
        low["label small"] / low["one widget"],
        1.6,
    )
    table.limit(
        f"label key at {LARGE:,} sentences, beside one widget",
        low["label large"] / low["one widget"],
        1.6,
    )
    table.limit(
        f"label key at {LARGE:,} beside {SMALL} sentences", low["label large"] / low["label small"], 1.2
    )
    share = low["written"] / low["label small"]
    ours = (low["label small"] - low["written"]) / low["one widget"]
    print(f"{'of a label key, the share of writing it to disk':<52} {share:>8.0%}")
    print(f"{'label key without writing it, beside one widget':<52} {ours:>8.4g} ×")
    sizes = [one.size for name in ("label small", "label large") for one in seen[name]]
    table.limit("bytes written for a label key (most)", max(sizes), 1024, "B")
    print(f"{'bytes written for a label key (median)':<52} {statistics.median(sizes):>8.4g} B")
    enters = [one.size for name in ("confirm small", "confirm large") for one in seen[name]]
    print(
        f"{'bytes written for Enter (median, most)':<52} {statistics.median(enters):>8.4g} B  {max(enters)}"
    )
    return table.missed


def main() -> int:
    """Run everything; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--cycles", type=int, default=6, help="cycles of three sentences in each round")
    parser.add_argument("--folder", type=Path, help="where the databases are made; a real disk, not memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        programs = Programs(folder)
        for sentences in (SMALL, LARGE):
            make_database(folder / f"{sentences}.db", sentences)
        seen = measure(programs, options.rounds, options.cycles)
    return 1 if report(seen) else 0


if __name__ == "__main__":
    raise SystemExit(main())
