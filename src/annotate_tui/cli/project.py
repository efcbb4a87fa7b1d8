"""The database that a command works on: found, opened, made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotate_tui.cli.base import options
from annotate_tui.cli.output import say
from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.codebook.model import Codebook
    from annotate_tui.settings import Settings
    from annotate_tui.store.store import Store


@contextlib.contextmanager
def open_project(*, write: bool = False) -> Iterator[Store]:
    """The database that the options name, opened; only to be read, unless ``write``."""
    with open_store(options().settings(), write=write) as store:
        yield store


def open_store(settings: Settings, *, write: bool = True) -> Store:
    """The database, opened.

    Raises StoreError when it is not there or not ours, and UsageError when --codebook
    names another codebook than the one in force.
    """
    from annotate_tui.store.store import Store

    store = Store.open(settings.db, readonly=not write)
    try:
        for notice in store.notices:
            say(f"Note: {notice}")
        _same_codebook(store, settings)
    except BaseException:
        store.close()
        raise
    return store


def _same_codebook(store: Store, settings: Settings) -> None:
    if settings.codebook is None or not settings.codebook_named:
        return
    from annotate_tui.codebook.load import load_codebook

    named, used = load_codebook(settings.codebook), store.codebook()
    if named.hash != used.hash:
        raise UsageError(
            f"{settings.db} goes by the codebook {used.id} {used.version}, and {settings.codebook} says "
            f"something else; 'annotate-tui codebook use {settings.codebook}' changes to it."
        )


def make_project(settings: Settings) -> Store:
    """A new database at the place where the settings want it, and a word about it."""
    from annotate_tui.store.store import Store

    codebook = codebook_for_new(settings)
    store = Store.create(settings.db, codebook)
    say(f"Made {settings.db.absolute()} with the codebook {codebook.id} {codebook.version}.")
    return store


def codebook_for_new(settings: Settings) -> Codebook:
    """The codebook that a new database gets: the one that is set, else the built-in one."""
    from annotate_tui.codebook.load import load_builtin, load_codebook

    return load_builtin() if settings.codebook is None else load_codebook(settings.codebook)


def codebook_in_force() -> Codebook:
    """The codebook of the database; where there is none and none was named, that of a new one."""
    from annotate_tui.store.store import Store

    settings = options().settings()
    if settings.codebook is not None and settings.codebook_named:
        return codebook_for_new(settings)
    if not settings.db_named and not exists(settings.db):
        return codebook_for_new(settings)
    with Store.open(settings.db, readonly=True) as store:
        return store.codebook()


def exists(path: Path) -> bool:
    """Whether there is anything at a path, a dangling link included."""
    return path.exists() or path.is_symlink()
