"""Reading databases of older versions without changing them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from annotate_tui.store.backup import copy_to
from annotate_tui.store.database import Database, open_database
from annotate_tui.store.schema import SCHEMA_VERSION


@contextlib.contextmanager
def opened_as_current(path: Path) -> Iterator[Database]:
    """A database to be read, in the tables of the current version; the file is left untouched.

    One of an older version is copied to a temporary folder and brought up to
    date there.  Raises StoreError when it cannot be opened.
    """
    with contextlib.ExitStack() as stack:
        database = open_database(path, readonly=True, untouched=True)
        stack.callback(database.close)
        if database.value("PRAGMA user_version") < SCHEMA_VERSION:
            database = stack.enter_context(_migrated_copy(database))
        yield database


@contextlib.contextmanager
def _migrated_copy(database: Database) -> Iterator[Database]:
    from annotate_tui.store.migrate import migrate

    with tempfile.TemporaryDirectory(prefix="annotate-tui-") as folder:
        copy = open_database(copy_to(database, Path(folder) / database.path.name), readonly=False)
        try:
            migrate(copy)
            yield copy
        finally:
            copy.close()
