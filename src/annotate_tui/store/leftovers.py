"""Logs that lie beside a database and are not its own.

A program that is killed leaves ``-wal`` (or ``-journal``) beside the database, and
SQLite plays it into whatever lies under the database's name when it is opened next.
If that is another file by then, as a backup that was copied there, it is destroyed.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate_tui.errors import StoreError

_WAL_HEADER = struct.Struct(">IIIIII8x")
_FRAME_HEADER = struct.Struct(">IIII8x")
_MAGIC = (0x377F0682, 0x377F0683)
_SOON_S = 2.0
"""A log is at most so much older than what a running program writes into the file meanwhile."""
_SOON_IN_ROLLBACK_S = 60.0


def nothing_left_at(path: Path) -> None:
    """Raise StoreError when a log of an earlier database lies where a new one is to be."""
    for suffix in ("-wal", "-journal"):
        log = Path(f"{path}{suffix}")
        if _size(log):
            raise StoreError(
                f"{log} was left by a database that was here before, and may hold its newest labels. "
                f"Move it away, or put that database back; {path} was not made."
            )


def seems_foreign(path: Path) -> Path | None:
    """The log beside a database, if it may not be the database's own: the file is newer than the log.

    That is also so when a program was killed while it copied the log into the
    file; whether the two fit must then be seen from what they say together.
    Reads the file, which must not be open in this process.
    """
    for suffix, patience in (("-wal", _SOON_S), ("-journal", _SOON_IN_ROLLBACK_S)):
        log = Path(f"{path}{suffix}")
        if not _size(log) or path.stat().st_mtime - log.stat().st_mtime < patience:
            continue
        if suffix == "-journal":
            return log if _is_hot(log) else None
        with path.open("rb") as file, log.open("rb") as frames:
            for page, content in _newest_pages(frames.read()):
                file.seek((page - 1) * len(content))
                if file.read(len(content)) != content:
                    return log
    return None


def foreign(path: Path, log: Path) -> StoreError:
    """The sentence for a log that is not the database's own."""
    return StoreError(
        f"{log} does not belong to {path}, which was put there later (was a backup copied over a database?). "
        f"Move the log away, and keep it: the database that it belongs to may need it. Then open {path.name} "
        "again; nothing was changed."
    )


def lacks(events: Iterable[tuple[object, ...]], others: Iterable[tuple[object, ...]]) -> bool:
    """Whether the first of two logs of events, both in order, lacks one of the other's."""
    mine = iter(events)
    return any(next(mine, None) != other for other in others)


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def _is_hot(journal: Path) -> bool:
    # A journal that was used up begins with zeros.
    with journal.open("rb") as file:
        return any(file.read(28))


def _newest_pages(log: bytes) -> Iterator[tuple[int, bytes]]:
    """The newest version of every page whose transaction was completed."""
    if len(log) < _WAL_HEADER.size:
        return
    magic, _, size, _, *salts = _WAL_HEADER.unpack_from(log)
    if magic not in _MAGIC:
        return
    newest: dict[int, int] = {}
    open_pages: dict[int, int] = {}
    step = _FRAME_HEADER.size + size
    for at in range(_WAL_HEADER.size, len(log) - step + 1, step):
        page, committed, *salts_here = _FRAME_HEADER.unpack_from(log, at)
        if salts_here != salts:
            break
        open_pages[page] = at + _FRAME_HEADER.size
        if committed:
            newest.update(open_pages)
            open_pages.clear()
    for page, at in newest.items():
        yield page, log[at : at + size]
