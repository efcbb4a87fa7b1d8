"""Consistent copies, taken while others go on writing."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from annotate_tui.errors import StoreError
from annotate_tui.store import leftovers
from annotate_tui.store.database import Database, connect
from annotate_tui.store.filesystem import free_name, publish, unfinished
from annotate_tui.store.sqlite import SQLiteError, plain_error

if TYPE_CHECKING:
    from annotate_tui.store.store import Store


def backup(store: Store, target: Path | None = None) -> Path:
    """Copy the database to ``target``, or to a new file with the time in its name beside it.

    The copy is one state of the database, complete in one file, and appears
    under its name only when it is on disk.  Damaged databases are copied as they
    are.  Raises StoreError when ``target`` exists or cannot be written.
    """
    source = store.path
    if target is None:
        stamp = time.strftime("%Y-%m-%d-%H%M%S")
        target = free_name(source.with_name(f"{source.stem}.backup-{stamp}{source.suffix}"))
    elif target.is_dir():
        target = free_name(target / source.name)
    return copy_to(store.database, target)


def copy_to(database: Database, target: Path) -> Path:
    """Copy the database to a file that must not exist yet, and make the copy durable."""
    target = Path(os.path.abspath(target))  # noqa: PTH100 - links in the target's folder are kept
    if target.exists() or target.is_symlink():
        raise StoreError(f"{target} exists already; give the backup another name.")
    leftovers.nothing_left_at(target)
    if not target.parent.is_dir():
        raise StoreError(f"{target.parent} is no folder; the backup was not made.")
    # Nobody may read the copy who may not read the database.
    mode = database.path.stat().st_mode & 0o777
    with unfinished(target, mode) as temporary:
        _copy_pages(database, temporary)
        publish(temporary, target)
    return target


def _copy_pages(database: Database, temporary: Path) -> None:
    copy = connect(temporary, mode="rw")
    try:
        # All pages in one step are one state; nobody's writing makes it start again.
        database.connection.backup(copy)
        # Whole in one file, in whatever journal mode it is.
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except SQLiteError as error:
        raise plain_error(error, str(temporary)) from error
    finally:
        copy.close()
