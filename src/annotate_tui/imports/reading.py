"""What a reader is given, and what it leaves behind: problems, ignored keys, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from annotate_tui.codebook.model import Codebook
from annotate_tui.errors import AnnotateError, InputError
from annotate_tui.imports.labels import Labels

MOST_PROBLEMS = 1000
"""A file with more problems than this is not read to its end."""


@dataclass
class Reading:
    """One file while it is read."""

    path: Path
    source: str
    """What messages call it."""
    labels: Labels
    raw_cells: bool = False
    """Whether a table was written without the apostrophes that keep spreadsheets from running text."""
    problems: list[str] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    """Key or column → rows in which it held something that is not used."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What else of the file is not used, and how often it occurs."""

    @property
    def codebook(self) -> Codebook:
        """The codebook that labels are checked against."""
        return self.labels.codebook

    def problem(self, line: int, sentence: str) -> None:
        """Note a problem.  Raises InputError when there are so many that reading on helps nobody."""
        # A quoted text may have several lines; a problem is one.
        self.problems.append(f"{self.source}:{line}: {sentence}".replace("\n", "␊"))
        if len(self.problems) >= MOST_PROBLEMS:
            raise InputError(*self.problems)

    @contextmanager
    def line(self, line: int) -> Iterator[None]:
        """Turns an error about one row into a problem of its line."""
        try:
            yield
        except InputError as error:
            for sentence in error.problems:
                self.problem(line, sentence)
        except AnnotateError as error:
            self.problem(line, str(error))
