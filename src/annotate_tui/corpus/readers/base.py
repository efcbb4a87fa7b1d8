"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate_tui.corpus.article import Article

MAX_SIZE = 10_000_000
"""Files above this many bytes are refused before they are read, unless asked for."""


@dataclass(frozen=True)
class ReadArticle:
    """An article as it was read, with one plain sentence for everything that was odd about it."""

    article: Article
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadOptions:
    """How files are read; what a format has no use for is ignored by it."""

    encoding: str | None = None
    max_size: int = MAX_SIZE
    text_column: str | None = None
    title_column: str | None = None
    id_column: str | None = None
    article_column: str | None = None
    """The column that says which article a row belongs to, in files with one sentence a row."""
    metadata_columns: tuple[str, ...] = ()
    keep_all: bool = False
    """Keep navigation and everything else of a web page."""
    skip_bad: bool = False
    """Leave bad rows out with a warning instead of refusing the whole file."""


@dataclass(frozen=True)
class Format:
    """A kind of file that articles are read from.

    ``read(path, source, options)`` yields the articles of one file, one at a
    time, and raises :class:`~annotate_tui.errors.InputError` before the first
    one when the file is not what it should be.
    """

    name: str
    suffixes: tuple[str, ...]
    description: str
    read: Callable[[Path, str, ReadOptions], Iterator[ReadArticle]]
