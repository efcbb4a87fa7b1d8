"""Making tables, and bringing databases of older versions up to date.

The only part of the store that loads sqlite-utils; a database of the current
version never comes here.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database as SqliteUtils
from sqlite_utils import Migrations

from annotate_tui.errors import StoreError
from annotate_tui.store import fold
from annotate_tui.store.backup import copy_to
from annotate_tui.store.codebooks import ActiveCodebook
from annotate_tui.store.database import Database
from annotate_tui.store.filesystem import free_name, queued
from annotate_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION, VERSIONS
from annotate_tui.store.sqlite import SQLiteError, plain_error

MIGRATIONS = Migrations("annotate_tui")
_ATTEMPTS = 20


def _register(number: int, statements: Iterable[str]) -> None:
    @MIGRATIONS(name=f"version {number}")
    def _apply(utils: SqliteUtils) -> None:
        for statement in statements:
            utils.execute(statement)


for _number, _statements in enumerate(VERSIONS, start=1):
    _register(_number, _statements)


def create_tables(database: Database, version: int = SCHEMA_VERSION) -> None:
    """Make the tables of a version in an empty database, and say whose it is."""
    # Before the write-ahead log exists: who looks at the header must see it.
    database.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with database.writing():
        _apply(database, version)


def migrate(database: Database) -> str:
    """Bring a database of an older version up to date; a sentence for the user, or empty.

    Of several programs that start at once, one migrates, after a backup beside
    the file, and the others wait and find it done.  Raises StoreError; the
    database is then as it was.
    """
    with queued(database.path):
        for _ in range(_ATTEMPTS):
            old: int = database.value("PRAGMA user_version")
            if old >= SCHEMA_VERSION:
                return ""
            seen = database.value("PRAGMA data_version")
            target = free_name(database.path.with_name(f"{database.path.name}.version-{old}.backup"))
            copy_to(database, target)
            database.execute("BEGIN EXCLUSIVE")
            if database.value("PRAGMA data_version") == seen and database.value("PRAGMA user_version") == old:
                _migrate_locked(database)
                return f"{database.path} was brought up to date; what it was before is kept in {target}."
            # Somebody wrote between the backup and the lock: the backup would lack it.
            database.execute("ROLLBACK")
            target.unlink()
    raise StoreError(f"{database.path} is being written all the time and could not be brought up to date.")


def _migrate_locked(database: Database) -> None:
    try:
        _apply(database, SCHEMA_VERSION)
        _rebuild(database)
        database.execute("COMMIT")
    except BaseException:
        database.roll_back()
        raise


def _apply(database: Database, version: int) -> None:
    utils = SqliteUtils(database.connection, execute_plugins=False, recursive_triggers=False)
    try:
        MIGRATIONS.apply(utils, stop_before=f"version {version + 1}")
    except SQLiteError as error:
        raise plain_error(error, str(database.path)) from error
    database.execute(f"PRAGMA user_version={version}")


def _rebuild(database: Database) -> None:
    fold.rebuild_labels(database)
    fold.rebuild_states(database, ActiveCodebook(database).judge())
