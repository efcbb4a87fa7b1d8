"""Look at a file before SQLite touches it: never open, never change what is not ours.

SQLite would turn an empty file into a database, run another program's write-ahead
log, and report a text file only after locking it.  So the header is read here,
and whatever is wrong becomes one sentence; the file stays as it is, byte for byte.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from annotate_tui.errors import StoreError
from annotate_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_RESTORE = "Restore a backup, or try sqlite3's '.recover'"


def resolve(path: str | Path) -> Path:
    """The file that a path means, with links followed; it need not exist."""
    return Path(os.path.realpath(path))


def look(path: Path, *, readonly: bool) -> None:
    """Check that ``path`` can be opened as a database of ours.

    ``path`` is what `resolve` gave.  Must not be called while this process has
    the file open: closing a second descriptor releases SQLite's locks.

    Raises StoreError with the sentence that the user reads; nothing is changed.
    """
    status = _status(path)
    if stat.S_ISDIR(status.st_mode):
        raise StoreError(f"{path} is a folder, not a database. Give the path of a file with --db.")
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(f"{path} is no regular file; it was not opened.")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except PermissionError:
        raise StoreError(f"{path} cannot be read: permission denied.") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from None
    _check_header(path, header, status.st_size)
    if not readonly:
        _check_writable(path)


def check_ours(path: Path, application_id: int, version: int) -> None:
    """Check whose database it is and whether this program is new enough for it.  Raises StoreError."""
    if application_id != APPLICATION_ID:
        raise StoreError(
            f"{path} is an SQLite database of another program (application id {application_id:#x}); "
            "it was not opened. Give another path with --db."
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was made by a newer annotate-tui (format {version}, this program knows "
            f"{SCHEMA_VERSION}). Update the program; nothing was changed."
        )


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except FileNotFoundError:
        raise StoreError(
            f"There is no database at {path}. "
            "Make one with 'annotate-tui init', or give another path with --db. Nothing was created."
        ) from None
    except OSError as error:
        raise StoreError(f"{path} cannot be opened: {error.strerror}.") from None


def _check_header(path: Path, header: bytes, size: int) -> None:
    if size == 0:
        raise StoreError(f"{path} is empty (0 bytes), so it is no annotation database; it was not changed.")
    if not header.startswith(_MAGIC):
        if any(byte < 9 for byte in header):
            what = "is no SQLite database, or its header is damaged"
            raise StoreError(f"{path} {what}; it was not opened. {_RESTORE} if it once was one.")
        raise StoreError(f"{path} is a text file, not a database; it was not opened.")
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == 1 else page
    if len(header) < _HEADER or page < 512 or page & (page - 1):
        raise StoreError(f"{path} has a damaged SQLite header; it was not opened. {_RESTORE}.")
    check_ours(path, int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big"))
    expected = int.from_bytes(header[28:32], "big") * page
    # With a write-ahead log the newest pages may not be in the file yet.
    if size < expected and not _has_log(path):
        raise StoreError(
            f"{path} is truncated: {size:,} bytes, but its header says {expected:,}. "
            f"It was not opened. {_RESTORE}."
        )


def _check_writable(path: Path) -> None:
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return
    what = "its folder is" if os.access(path, os.W_OK) else "it is"
    raise StoreError(
        f"{path} cannot be written because {what} read-only. "
        "Change the permissions, or copy the database to a folder of your own."
    )


def _has_log(path: Path) -> bool:
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False
