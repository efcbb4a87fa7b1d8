"""Writing files so that a half-written one is never seen: a temporary file, then one rename."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from annotate_tui.errors import UsageError


@dataclass
class Written:
    """One file of an export."""

    name: str
    rows: int | None = None
    sha256: str = ""
    size: int = 0


class HashingWriter:
    """A binary file that counts and hashes what is written to it, and takes text too."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, text: str) -> int:
        """Write text as UTF-8."""
        # The text of an article has no half surrogate pairs; names of files may.
        self.write_bytes(text.encode("utf-8", errors="backslashreplace"))
        return len(text)

    def write_bytes(self, data: bytes) -> None:
        self._hash.update(data)
        self.size += len(data)
        self._raw.write(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


@dataclass
class Folder:
    """Where the files of one export are collected before they are all moved to their place."""

    path: Path
    written: list[Written] = field(default_factory=list)

    @contextlib.contextmanager
    def file(self, name: str) -> Iterator[tuple[HashingWriter, Written]]:
        """Open one file of the export for writing; its size and hash are noted at the end."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        entry = Written(name)
        # Noted in the order in which files are opened: the first is the main one.
        self.written.append(entry)
        with path.open("wb") as raw:
            writer = HashingWriter(raw)
            yield writer, entry
            raw.flush()
            os.fsync(raw.fileno())
        entry.size, entry.sha256 = writer.size, writer.sha256


@contextlib.contextmanager
def collected(target: Path, *, as_folder: bool = False) -> Iterator[Folder]:
    """A temporary folder on the file system of ``target``, gone at the end whatever happens.

    Raises UsageError when the folder that ``target`` is to be in does not exist: a
    mistyped path is not made true.  A target that is a folder itself is made.
    """
    target = target.absolute()
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {target.parent}; nothing was written.")
    if as_folder:
        target.mkdir(exist_ok=True)
    near = target if as_folder else target.parent
    with tempfile.TemporaryDirectory(dir=near, prefix=".annotate-tui-export-") as name:
        yield Folder(Path(name))


def move_into_place(source: Path, target: Path) -> None:
    """Give a finished file its name, in one step."""
    if target.is_dir():
        raise UsageError(f"{target} is a folder; name a file.")
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def is_stream(path: Path) -> bool:
    """Whether a path is a device or a pipe, which can only be written through, never replaced."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
