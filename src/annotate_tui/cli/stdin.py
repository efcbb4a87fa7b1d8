"""``-`` as a path: standard input, kept in a temporary file while it is read."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path


@contextlib.contextmanager
def spooled(paths: Sequence[Path], *, name: str = "stdin.txt") -> Iterator[list[Path]]:
    """The paths, with ``-`` replaced by a file that holds what came on standard input."""
    if Path("-") not in paths:
        yield list(paths)
        return
    with tempfile.TemporaryDirectory(prefix="annotate-tui-") as folder:
        file = Path(folder) / name
        with file.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target)
        yield [file if path == Path("-") else path for path in paths]
