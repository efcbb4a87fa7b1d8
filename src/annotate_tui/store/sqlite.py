"""The one SQLite library of the program, and what its errors mean in plain words.

The choice is the one that sqlite-utils makes (``pysqlite3`` where it is
installed, else the standard library), made here without importing sqlite-utils,
which takes longer to load than the rest of the labelling screen's core.  Two
SQLite libraries in one process would not see each other's locks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.errors import NotSavedError, StoreError

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3

__all__ = ["Connection", "SQLiteError", "is_damage", "plain_error", "sqlite3", "wal_is_safe"]

Connection = sqlite3.Connection
SQLiteError = sqlite3.Error

RECOVERY = (
    "Label nothing more in it: 'annotate-tui check' says what is damaged, 'annotate-tui backup' copies "
    "it as it is, and sqlite3's '.recover' saves what can be read; or go back to your last backup."
)

_MEANING = {
    "SQLITE_BUSY": "is locked by another program, which held it longer than {timeout:.0f} seconds; try again",
    "SQLITE_LOCKED": "is locked by another part of this program; try again",
    "SQLITE_FULL": "cannot grow because the disk is full; free some space and try again",
    "SQLITE_READONLY_DBMOVED": "was moved or deleted while it was open; put it back and try again",
    "SQLITE_READONLY": "cannot be written because it or its folder is read-only",
    "SQLITE_IOERR": (
        "cannot be read or written (the disk is full, a limit on file sizes is reached, or the disk fails); "
        "try again"
    ),
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_PERM": "cannot be opened: permission denied",
    "SQLITE_TOOBIG": "cannot hold so long a text",
    "SQLITE_NOMEM": "needs more memory than there is",
}


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the WAL-reset bug, which can corrupt a file with several writers.

    Versions 3.7.0 to 3.51.2 have it, but for the corrected 3.50.7 and 3.44.6.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def error_name(error: BaseException) -> str:
    """SQLite's name of an error, as ``SQLITE_BUSY``; empty for the driver's own errors."""
    name: str = getattr(error, "sqlite_errorname", None) or ""
    return name


def is_damage(error: BaseException) -> bool:
    """Whether an error means that the file itself is broken."""
    # A text that is no UTF-8 is met by the driver, which gives its error no name.
    return error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or str(error).startswith(
        "Could not decode"
    )


def plain_error(
    error: sqlite3.Error, path: str, *, timeout_s: float = 30.0, saving: bool = False
) -> StoreError:
    """What an error of SQLite means, as the sentence that the user reads.

    Wrong use of the driver is a mistake of ours and is raised as it is.
    """
    if isinstance(error, sqlite3.ProgrammingError):
        raise error
    name = error_name(error)
    if is_damage(error):
        what = "a text that is no text" if str(error).startswith("Could not decode") else error
        text = f"{path} is damaged ({what}). {RECOVERY}"
    else:
        known = (meaning for prefix, meaning in _MEANING.items() if name.startswith(prefix))
        meaning = next(known, None)
        if meaning is None:
            text = f"{path}: SQLite says: {error}" + (f" ({name})." if name else ".")
        else:
            text = f"{path} {meaning.format(timeout=timeout_s)} ({name})."
    return NotSavedError(text) if saving else StoreError(text)
