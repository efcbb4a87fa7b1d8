"""What is offered where there is no database yet, whatever it is then shown on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from annotate_tui.errors import AnnotateError


class FirstRun(NamedTuple):
    """The database that could be made, and what it would be made of.

    ``make`` makes it, in a thread of its own: it hands each number of articles
    that are read to the function that it is given, which raises to call it off.
    What it raises is shown, and then nothing was made.
    """

    database: Path
    folder: Path
    n_files: int
    make: Callable[[Callable[[int], None]], None]

    @property
    def articles(self) -> str:
        """What would be read in, in words."""
        files = "1 file" if self.n_files == 1 else f"{self.n_files:,} files"
        return f"the articles of {self.folder} ({files})"


class CalledOffError(AnnotateError):
    """Somebody left while articles were read in."""
