"""Paths to articles: files and folders, one article at a time."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate_tui.corpus.readers import format_for, formats, known_suffixes
from annotate_tui.corpus.readers.base import MAX_SIZE, Format, ReadArticle, ReadOptions
from annotate_tui.corpus.shown import shown, shown_path
from annotate_tui.errors import InputError, UsageError

__all__ = ["Failed", "ReadArticle", "Skipped", "count_files", "read_paths"]

STANDARD_INPUT = "-"
_SHOWN_STANDARD_INPUT = "standard input"
_LOCK_FILES = ("~$", ".~lock.")
_LOCK_ENDS = ("~", "#", ".lock", ".lck", ".tmp", ".swp", ".part", ".crdownload")
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


@dataclass(frozen=True)
class Skipped:
    """Something in a folder that is no article; ``reason`` says why ("a symbolic link")."""

    source: str
    reason: str


@dataclass(frozen=True)
class Failed:
    """A file that could not be read; ``error`` holds the sentences for the user."""

    source: str
    error: InputError


def read_paths(
    paths: Iterable[str | Path],
    *,
    format: str | None = None,  # noqa: A002 - the word of the command line
    encoding: str | None = None,
    text_column: str | None = None,
    title_column: str | None = None,
    id_column: str | None = None,
    article_column: str | None = None,
    metadata_columns: Iterable[str] = (),
    max_size: int = MAX_SIZE,
    keep_all: bool = False,
    skip_bad: bool = False,
) -> Iterator[ReadArticle | Skipped | Failed]:
    """Read the articles of files and folders, in the order given and by name within folders.

    ``-`` is standard input (plain text unless ``format`` says otherwise).
    Nothing is raised for a bad file: it comes out as :class:`Failed`, before any
    of its articles, and the next one is read.  Only one file is held at a time.

    Args:
        format: read every file as this format instead of by its name.
        encoding: the encoding of text files; else byte order mark, UTF-8,
            Windows-1252 with a warning.
        text_column, title_column, id_column, metadata_columns: columns of tables
            and keys of JSON lines; the usual names are found by themselves.
        article_column: rows are sentences, and this column says of which article.
        max_size: refuse files of more bytes.
        keep_all: keep everything on a web page, navigation included.
        skip_bad: leave bad rows out with a warning instead of refusing the file.

    Raises:
        UsageError: ``format`` or ``encoding`` is not known, or a package is missing.
    """
    if format is not None and format not in formats():
        raise UsageError(f"There is no format '{shown(format)}'; there are {', '.join(formats())}.")
    options = ReadOptions(
        encoding=encoding,
        max_size=max_size,
        text_column=text_column,
        title_column=title_column,
        id_column=id_column,
        article_column=article_column,
        metadata_columns=tuple(metadata_columns),
        keep_all=keep_all,
        skip_bad=skip_bad,
    )
    form = formats()[format] if format else None
    for given in paths:
        if str(given) == STANDARD_INPUT:
            yield from _read_standard_input(form or formats()["txt"], options)
        elif Path(given).is_dir():
            yield from _read_folder(Path(given), form, options)
        else:
            yield from _read_file(Path(given), form, options)


def _read_folder(
    folder: Path, form: Format | None, options: ReadOptions
) -> Iterator[ReadArticle | Skipped | Failed]:
    """The articles of a folder; one sentence when there are none."""
    found = False
    for path, reason in _walk(folder):
        reason = reason or _unknown(path, form)
        if reason:
            yield Skipped(shown_path(path), reason)
        else:
            found = True
            yield from _read_file(path, form, options)
    if not found:
        source = shown_path(folder)
        known = ", ".join(known_suffixes())
        yield Failed(
            source, InputError(f"{source}: this folder holds no articles (files ending in {known}).")
        )


def count_files(folder: Path) -> int:
    """How many files of a folder would be read, by their names."""
    return sum(1 for path, reason in _walk(folder) if not (reason or _unknown(path, None)))


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything in a folder and its folders by name, with the reason to leave it out, if any."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, f"cannot be opened ({error.strerror})"
        return
    for entry in entries:
        path = Path(entry.path)
        reason = _reason_to_skip(entry)
        if not reason and entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        else:
            yield path, reason


def _reason_to_skip(entry: os.DirEntry[str]) -> str:
    name = entry.name
    lower = name.lower()
    if entry.is_symlink():
        return "a symbolic link"
    if name.startswith(_LOCK_FILES) or lower.endswith(_LOCK_ENDS):
        return "a lock or temporary file"
    if name.startswith(".") or lower in _SYSTEM_FILES:
        return "hidden"
    mode = entry.stat(follow_symlinks=False).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "a device or pipe"
    return ""


def _unknown(path: Path, form: Format | None) -> str:
    """Why no format reads a file, by its name."""
    if form or format_for(path.suffix):
        return ""
    if not path.suffix:
        return "its name has no ending that says what it is"
    return f"no format for files ending in '{shown(path.suffix)}'"


def _read_file(path: Path, form: Format | None, options: ReadOptions) -> Iterator[ReadArticle | Failed]:
    source = shown_path(path)
    chosen = form or format_for(path.suffix)
    if chosen is None and path.exists():
        reason = f"{_unknown(path, None)} (known: {', '.join(known_suffixes())}); name one with --format."
        yield Failed(source, InputError(f"{source}: {reason}"))
        return
    try:
        yield from (chosen or formats()["txt"]).read(path, source, options)
    except InputError as error:
        yield Failed(source, error)


def _read_standard_input(form: Format, options: ReadOptions) -> Iterator[ReadArticle | Failed]:
    """The articles of standard input, by way of a temporary file, so that every format can be piped in."""
    data = sys.stdin.buffer.read(options.max_size + 1)
    with tempfile.TemporaryDirectory(prefix="annotate-tui-") as folder:
        path = Path(folder) / "standard input"
        path.write_bytes(data)
        try:
            yield from form.read(path, _SHOWN_STANDARD_INPUT, options)
        except InputError as error:
            yield Failed(_SHOWN_STANDARD_INPUT, error)
