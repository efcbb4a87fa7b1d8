"""A connection to one database file: every statement of the store goes through here.

`Database` sets SQLite up, turns its errors into sentences in one place, begins
every transaction itself, and notices when the file is no longer the one that
was opened.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from annotate_tui.errors import NotSavedError, StoreError
from annotate_tui.store import leftovers, preflight
from annotate_tui.store.filesystem import FileIdentity, file_identity, network_file_system
from annotate_tui.store.sqlite import RECOVERY, SQLiteError, is_damage, plain_error, sqlite3, wal_is_safe

BUSY_TIMEOUT_S = 30.0
_JOURNAL_LIMIT = 16 * 1024 * 1024
_DATA_VERSION = "PRAGMA data_version"
_CLOSING_PATIENCE_MS = 200

Row = tuple[Any, ...]

_open_files: Counter[FileIdentity] = Counter()
_opening = threading.RLock()


class Database:
    """One connection, in the driver's autocommit mode, so that every BEGIN is ours.

    Belongs to the thread that made it.  Use `open_database` to get one.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, identity: FileIdentity, *, readonly: bool
    ) -> None:
        self.connection = connection
        self.path = path
        self.readonly = readonly
        self.damaged = ""
        """Why nothing more is written into this file; empty when it is whole as far as is known."""
        self.shown_path = path
        """The path that the user knows: of a temporary copy, the original's."""
        self.on_close: Callable[[], None] | None = None
        self._name = str(path)
        self._log_name = f"{path}-wal"
        self._identity = identity
        self._log_identity: FileIdentity | None = None
        self._is_wal = False
        self._closed = False
        self._looked_at = False
        with _opening:
            _open_files[identity] += 1

    # -- statements ----------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement that gives no rows.  Raises StoreError."""
        try:
            return self.connection.execute(sql, parameters)
        except SQLiteError as error:
            raise self._plain(error) from error

    def insert(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run one INSERT; the key of the new row.  Raises StoreError."""
        key = self.execute(sql, parameters).lastrowid
        if key is None:
            raise StoreError(f"{self.path}: SQLite gave a new row no key.")
        return key

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row.  Raises StoreError."""
        try:
            self.connection.executemany(sql, rows)
        except SQLiteError as error:
            raise self._plain(error) from error

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None.  Raises StoreError."""
        try:
            row: Row | None = self.connection.execute(sql, parameters).fetchone()
        except SQLiteError as error:
            raise self._plain(error) from error
        return row

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None.  Raises StoreError."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def data_version(self) -> int | None:
        """SQLite's count of what others wrote, asked without waiting: None where the file is locked."""
        if self._is_wal:  # nobody can lock readers out
            version: int = self.value(_DATA_VERSION)
            return version
        patience = self.value("PRAGMA busy_timeout")
        try:
            self.connection.execute("PRAGMA busy_timeout=0")
            version = self.connection.execute(_DATA_VERSION).fetchone()[0]
        except SQLiteError:
            return None
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={patience}")
        return version

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query.  Raises StoreError."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except SQLiteError as error:
            raise self._plain(error) from error

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, read as they are asked for.  Raises StoreError."""
        try:
            # Not "yield from": who stops early may do so after the database was closed,
            # and then nothing may be asked of the cursor any more.
            for row in self.connection.execute(sql, parameters):  # noqa: UP028
                yield row
        except SQLiteError as error:
            raise self._plain(error) from error

    def snapshot(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a long query.

        In rollback mode whoever reads holds writers up, so everything is read at
        once there; in WAL mode as it is asked for.  Raises StoreError.
        """
        return self.each(sql, parameters) if self._is_wal else iter(self.rows(sql, parameters))

    # -- transactions --------------------------------------------------------

    def writing(self) -> Writing:
        """One transaction (a context manager) that takes the write lock at once; durable when it ends.

        A deferred transaction that reads and then writes fails beside busy
        writers, and no timeout helps it.  Raises NotSavedError, with nothing
        changed on disk, when the lock or the disk cannot be had or the file is
        no longer the one that was opened.
        """
        return Writing(self)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that see one state of the database."""
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.roll_back()

    def roll_back(self) -> None:
        """End a transaction without its changes, if there is one."""
        if self.connection.in_transaction:
            # When rolling back fails too, SQLite does it at the next opening.
            with contextlib.suppress(SQLiteError):
                self.connection.execute("ROLLBACK")

    # -- is it still the file that was opened? -------------------------------

    def must_be_there(self) -> None:
        """Raise NotSavedError when the file is no longer the one that was opened."""
        try:
            same = file_identity(self._name) == self._identity
        except FileNotFoundError:
            raise NotSavedError(
                f"{self.path} is gone: it was deleted or moved while it was open. "
                "Put it back under this name and try again; nothing is written anywhere else."
            ) from None
        except OSError as error:
            raise NotSavedError(f"{self.path} cannot be reached: {error.strerror}. Try again.") from None
        if not same:
            raise NotSavedError(
                f"{self.path} was replaced by another file while it was open; nothing is written into that "
                "one. Put the original back and try again, or leave, and merge the two files."
            )

    def log_must_be_there(self) -> None:
        """Raise NotSavedError when the write-ahead log is no longer the one that was written to."""
        if self._log_identity is None:
            return
        try:
            if file_identity(self._log_name) == self._log_identity:
                return
        except OSError:
            pass
        raise NotSavedError(
            f"{self._log_name}, which holds the newest labels, was deleted or replaced while the database "
            "was open. Put it back and try again; leave the program only when your work is saved."
        )

    def remember_log(self) -> None:
        """Note which file the write-ahead log is, at the first write."""
        if self._is_wal and self._log_identity is None:
            with contextlib.suppress(OSError):
                self._log_identity = file_identity(self._log_name)

    # -- damage --------------------------------------------------------------

    def refuse_if_damaged(self) -> None:
        """Look for broken pages, once, and refuse every later write if there are any.

        Reads the whole file (about half a second for each 100 MB).
        """
        if self._looked_at:
            return
        self._looked_at = True
        try:
            found = self.connection.execute("PRAGMA quick_check(1)").fetchone()
        except SQLiteError as error:
            self._plain(error)
            return
        if found and found[0] != "ok":
            self.damaged = f"{self.path} is damaged ({' '.join(str(found[0]).split())}). {RECOVERY}"

    def must_be_whole(self) -> None:
        """Raise NotSavedError when broken pages have been met in this file."""
        if self.damaged:
            raise NotSavedError(self.damaged)

    def _plain(self, error: sqlite3.Error) -> StoreError:
        plain = plain_error(error, str(self.path), timeout_s=BUSY_TIMEOUT_S)
        if is_damage(error):
            self.damaged = str(plain)
        return plain

    # -- closing -------------------------------------------------------------

    def close(self) -> None:
        """Close the connection; in WAL mode the log is first copied into the file, if nobody is reading."""
        if self._closed:
            return
        self._closed = True
        with _opening:
            try:
                self.roll_back()
                if self._log_identity is not None and not self.damaged and self.still_there():
                    # Not worth waiting for: whoever leaves last does it.
                    with contextlib.suppress(SQLiteError):
                        self.connection.execute(f"PRAGMA busy_timeout={_CLOSING_PATIENCE_MS}")
                        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                self.connection.close()
                _open_files[self._identity] -= 1
        if self.on_close is not None:
            self.on_close()

    def still_there(self) -> bool:
        """Whether the file that was opened is still under its name, log included."""
        try:
            self.must_be_there()
            self.log_must_be_there()
        except NotSavedError:
            return False
        return True

    # -- setting up ----------------------------------------------------------

    def set_up(self) -> None:
        """The settings of a connection; none of them changes the file."""
        for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
            self.execute(f"PRAGMA {pragma}")
        if self.readonly:
            self.execute("PRAGMA query_only=ON")
        else:
            # FULL would lose acknowledged labels in rollback mode; in WAL mode EXTRA costs the same.
            self.execute("PRAGMA synchronous=EXTRA")
            self.execute(f"PRAGMA journal_size_limit={_JOURNAL_LIMIT}")

    def note_journal(self) -> bool:
        """Note, and say, whether the file is in WAL mode."""
        self._is_wal = self.value("PRAGMA journal_mode") == "wal"
        return self._is_wal

    def settle_journal(self) -> str:
        """Leave WAL mode where it is not safe; the sentence to show if anything is amiss, else empty."""
        if not self.note_journal():
            return ""
        reason = why_not_wal(self.path)
        if not reason:
            return ""
        with contextlib.suppress(StoreError):
            self._is_wal = self.value("PRAGMA journal_mode=DELETE") == "wal"
        if self._is_wal:
            return (
                f"{self.path} is in WAL mode and another program has it open, but {reason}: "
                "let only one program at a time write into it."
            )
        return f"{self.path} was taken out of WAL mode, because {reason}; writing is a little slower."


class Writing:
    """A transaction that writes; see `Database.writing`."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> None:
        database = self._database
        database.must_be_whole()
        database.must_be_there()
        try:
            database.execute("BEGIN IMMEDIATE")
        except StoreError as error:
            raise NotSavedError(str(error)) from error
        database.remember_log()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        database = self._database
        if error is None:
            try:
                database.execute("COMMIT")
            except StoreError as failed:
                database.roll_back()
                raise NotSavedError(str(failed)) from failed
            # Written into a file that went away meanwhile is not saved.
            database.must_be_there()
            database.log_must_be_there()
            return
        database.roll_back()
        if isinstance(error, StoreError) and not isinstance(error, NotSavedError):
            raise NotSavedError(str(error)) from error


def why_not_wal(path: Path) -> str:
    """Why a database at this place must not use SQLite's WAL mode; empty when it may."""
    network = network_file_system(path.parent)
    if network:
        return f"it lies on a network file system ({network})"
    if not wal_is_safe():
        return f"SQLite {sqlite3.sqlite_version} can corrupt it when several programs write"
    return ""


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """A bare connection that never creates a file; ``mode`` is ``rw``, ``ro`` or ``ro&immutable=1``."""
    try:
        return sqlite3.connect(
            f"file:{quote(os.fsencode(path))}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_TIMEOUT_S,
        )
    except SQLiteError as error:
        raise plain_error(error, str(path)) from error


def open_database(path: Path, *, readonly: bool, untouched: bool = False) -> Database:
    """Open a database of ours, whatever its version, after looking at the file.

    With ``untouched`` a reader leaves nothing beside the file, and does not tidy
    up after others.  Raises StoreError; then nothing was changed.
    """
    path = preflight.resolve(path)
    with _opening:
        _look(path, readonly=readonly)
        identity = file_identity(path)
        connection = connect(path, mode=_mode(path, readonly=readonly, untouched=untouched))
        database = Database(connection, path, identity, readonly=readonly)
    try:
        database.set_up()
        # Again through SQLite: a log may hold a newer header than the file.
        preflight.check_ours(
            path, database.value("PRAGMA application_id"), database.value("PRAGMA user_version")
        )
        if file_identity(path) != identity:
            raise StoreError(f"{path} was replaced while it was being opened; start again.")
    except BaseException:
        database.close()
        raise
    return database


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open; its bytes must then not be read but through SQLite."""
    try:
        return _open_files[file_identity(path)] > 0
    except OSError:
        return False


def _look(path: Path, *, readonly: bool) -> None:
    if is_open_here(path):
        return
    preflight.look(path, readonly=readonly)
    log = leftovers.seems_foreign(path)
    if log is not None and not _fit_together(path):
        raise leftovers.foreign(path, log)


def _fit_together(path: Path) -> bool:
    """Whether a database and the log beside it make one whole; neither is changed."""
    if Path(f"{path}-journal").exists():
        return False
    with contextlib.closing(connect(path, mode="ro")) as both:
        try:
            if both.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return False
            if both.execute("PRAGMA foreign_key_check").fetchone() is not None:
                return False
            count, newest = both.execute("SELECT count(*), max(id) FROM event").fetchone()
        except SQLiteError as error:
            # What cannot be read for another reason is said when it is opened.
            return not is_damage(error)
        if count != newest:
            return False
        with contextlib.closing(connect(path, mode="ro&immutable=1")) as alone:
            try:
                # Events are only ever added: together they must say all that the file says alone.
                events = "SELECT id, lamport, seq, digest FROM event ORDER BY id"
                return not leftovers.lacks(both.execute(events), alone.execute(events))
            except SQLiteError:
                # A program was killed while it copied the log into the file.
                return True


def _mode(path: Path, *, readonly: bool, untouched: bool) -> str:
    if not readonly:
        return "rw"
    # Reading in WAL mode writes beside the file.  Where nothing may be written and there is
    # no log to read, nobody has the file open, and it is as good as immutable.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if (untouched or not writable) and not Path(f"{path}-wal").exists():
        return "ro&immutable=1"
    # A reader that cannot write leaves the files of the log behind, so it opens for writing
    # where it can, and then promises not to.
    return "rw" if writable and not untouched else "ro"
