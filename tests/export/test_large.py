"""Large data: exports hold one article at a time, however many there are."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

UNITS = 100
FORMATS = ("csv", "jsonl", "hf", "labelstudio", "prodigy")
EXPORT = """
import resource, sys
from annotate_tui.cli.main import main
for form in sys.argv[2].split(","):
    code = main(["export", form, "--db", sys.argv[1], "-o", f"{sys.argv[1]}.{form}/"])
    assert code == 0, form
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def labelled(path: Path, n_articles: int, annotators: int) -> Path:
    """A database of articles with a hundred units, each labelled at random by some annotators."""
    rng = random.Random(n_articles)
    book = load_builtin()
    claims = [value.id for value in book.facet("claim_type").values]

    def articles():
        for number in range(n_articles):
            sentences = [f"Sentence {i} of article {number} says something." for i in range(UNITS)]
            units, at = [], 0
            for sentence in sentences:
                units.append(Unit(at, at + len(sentence)))
                at += len(sentence) + 1
            yield Article(text="\n".join(sentences), title=f"Article {number}"), units

    with Store.create(path, book) as store:
        store.import_articles(articles(), segmenter="x")
        keys = [[unit.key for unit in store.units(article.key)] for article in store.articles()]
        for annotator in range(annotators):
            session = store.begin(f"annotator {annotator}")
            for units in keys:
                changes = []
                for unit in units:
                    changes.append(Change(unit, "claim_type", rng.choice(claims)))
                    changes.append(Change(unit, "coi_cues", ("none",)))
                session.write(changes)
    return path


def peak_memory(path: Path, formats: tuple[str, ...] = FORMATS) -> int:
    """The most memory, in megabytes, that a program uses that exports a database in every format."""
    command = [sys.executable, "-c", EXPORT, str(path), ",".join(formats)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(run.stdout.splitlines()[-1]) // 1024


def test_memory_does_not_grow_with_the_data(tmp_path):
    small = peak_memory(labelled(tmp_path / "small.db", 5, 2))
    large = peak_memory(labelled(tmp_path / "large.db", 80, 2))
    # Sixteen times as many labels: the lists of articles and units grow, the rows must not be kept.
    assert large - small < 15


@pytest.mark.soak
def test_a_million_labels(tmp_path):
    path = labelled(tmp_path / "million.db", 1000, 5)
    assert peak_memory(path) < 200
    rows = sum(1 for _ in (tmp_path / "million.db.csv" / "labels.csv").open("rb")) - 1
    assert rows == 1000 * UNITS * 5
