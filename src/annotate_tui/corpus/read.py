"""Paths to articles: files and folders, one article at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate_tui.corpus.readers import format_for, formats, known_suffixes
from annotate_tui.corpus.readers.base import MAX_SIZE, ReadArticle, ReadOptions
from annotate_tui.errors import InputError, UsageError

__all__ = ["Failed", "ReadArticle", "Skipped", "read_paths"]


@dataclass(frozen=True)
class Skipped:
    """A file of a folder that is no article (a link, a hidden file, an unknown format)."""

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

    Nothing is raised for a bad file: it comes out as :class:`Failed`, and the
    next one is read.  Only one article is held at a time.

    Raises:
        UsageError: ``format`` is not known.
    """
    if format is not None and format not in formats():
        raise UsageError(f"There is no format '{format}'; there are {', '.join(formats())}.")
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
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and not inner.name.startswith("."):
                    yield from _read_file(inner, format, options, of_folder=True)
        else:
            yield from _read_file(path, format, options, of_folder=False)


def _read_file(
    path: Path, name: str | None, options: ReadOptions, *, of_folder: bool
) -> Iterator[ReadArticle | Skipped | Failed]:
    source = str(path)
    form = formats()[name] if name else format_for(path.suffix)
    if form is None:
        reason = f"no format has files ending in '{path.suffix}' (known: {', '.join(known_suffixes())})"
        if of_folder:
            yield Skipped(source, reason)
        else:
            yield Failed(source, InputError(f"{source}: {reason}; name one with --format."))
        return
    try:
        yield from form.read(path, source, options)
    except FileNotFoundError:
        yield Failed(source, InputError(f"{source}: there is no such file."))
    except InputError as error:
        yield Failed(source, error)
