"""Plain text and Markdown: the article is the file, exactly as it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate_tui.corpus.article import Article
from annotate_tui.corpus.decode import read_text
from annotate_tui.corpus.readers.base import Format, ReadArticle, ReadOptions
from annotate_tui.corpus.shown import shown_path
from annotate_tui.corpus.titles import title_in


def read_plain(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The one article of a plain text file."""
    return _read(path, source, options, "text/plain")


def read_markdown(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The one article of a Markdown file; its marks stay in the text."""
    return _read(path, source, options, "text/markdown")


def _read(path: Path, source: str, options: ReadOptions, media_type: str) -> Iterator[ReadArticle]:
    text, warnings = read_text(path, source, options)
    if text.lstrip("\ufeff \t\r\n")[:15].lower().startswith(("<!doctype html", "<html")):
        warnings = (
            *warnings,
            f"{source}: looks like a web page; read it with --format html to leave the tags out.",
        )
    title = title_in(text, media_type) or shown_path(Path(path.stem))
    yield ReadArticle(Article(text=text, title=title, source=source, media_type=media_type), warnings)


FORMATS = (
    Format("txt", (".txt", ".text"), "plain text, one article a file", read_plain),
    Format("md", (".md", ".markdown"), "Markdown, one article a file", read_markdown),
)
