"""Rows to articles: which column is what, one article a row or one sentence a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.corpus.characters import trimmed
from annotate_tui.corpus.decode import oddities
from annotate_tui.corpus.readers.base import ReadArticle, ReadOptions
from annotate_tui.corpus.shown import shown
from annotate_tui.corpus.titles import title_in
from annotate_tui.errors import InputError

TEXT_COLUMNS = (
    "text",
    "article_text",
    "article",
    "content",
    "body",
    "sentence",
    "abstract",
    "full_text",
    "fulltext",
)
TITLE_COLUMNS = ("title", "headline", "heading")
ID_COLUMNS = ("id", "article_id", "doc_id", "document_id", "uid")
METADATA_COLUMNS = (
    "author",
    "authors",
    "date",
    "published",
    "url",
    "source",
    "site",
    "publisher",
    "language",
)

_KINDS = frozenset(kind.value for kind in UnitKind)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the number of the line that it begins on, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a file hold what; empty names are columns that are not there."""

    text: str
    title: str
    identity: str
    article: str
    metadata: tuple[str, ...]


def columns_of(names: Sequence[str], source: str, options: ReadOptions) -> Columns:
    """The columns of a file by the options, or else by their usual names.

    Raises:
        InputError: a column that was asked for is not there, or none holds the text.
    """
    by_lower = {name.lower().strip(): name for name in reversed(names)}
    for wanted, option in (
        (options.text_column, "--text-column"),
        (options.title_column, "--title-column"),
        (options.id_column, "--id-column"),
        (options.article_column, "--article-column"),
        *((column, "--metadata-column") for column in options.metadata_columns),
    ):
        if wanted is not None and wanted not in names:
            raise InputError(
                f"{source}: there is no column '{shown(wanted)}' ({option}); there are {_listed(names)}."
            )
    text = options.text_column or _first(by_lower, TEXT_COLUMNS)
    if not text:
        raise InputError(
            f"{source}: no column holds the text; there are {_listed(names)}: name one with --text-column."
        )
    metadata = options.metadata_columns or tuple(
        by_lower[name] for name in METADATA_COLUMNS if name in by_lower and by_lower[name] != text
    )
    return Columns(
        text=text,
        title=options.title_column or _first(by_lower, TITLE_COLUMNS, apart_from=text),
        identity=options.id_column or _first(by_lower, ID_COLUMNS, apart_from=text),
        article=options.article_column or "",
        metadata=metadata,
    )


def articles_of_rows(rows: Iterable[Row], columns: Columns, source: str) -> Iterator[ReadArticle]:
    """One article a row, or the rows of each article together when there is an article column."""
    if columns.article:
        yield from _articles_of_sentences(rows, columns, source)
        return
    for row in rows:
        text = row.cells[columns.text]
        where = f"{source}:{row.line}"
        title = _cell(row, columns.title) or title_in(text, "text/plain") or _cell(row, columns.identity)
        article = Article(
            text=text,
            title=" ".join(title.split()) or where,
            source=where,
            metadata=_metadata(row, columns),
        )
        yield ReadArticle(article, oddities(text, where))


def problem_of(row: Row, columns: Columns, source: str) -> str | None:
    """What is wrong with a row, in one sentence; None if nothing is."""
    if not row.cells.get(columns.text, "").strip("\ufeff \t\r\n"):
        return f"{source}:{row.line}: found no text in the column '{shown(columns.text)}'; fill it in."
    if columns.article and not _cell(row, columns.article):
        return f"{source}:{row.line}: found nothing in the column '{shown(columns.article)}'; fill it in."
    return None


def _articles_of_sentences(rows: Iterable[Row], columns: Columns, source: str) -> Iterator[ReadArticle]:
    """Articles whose rows are their units, in the order of their first rows."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(_cell(row, columns.article), []).append(row)
    for name, members in grouped.items():
        text = "\n".join(row.cells[columns.text] for row in members)
        units: list[Unit] = []
        at = 0
        for number, row in enumerate(members):
            cell = row.cells[columns.text]
            start, end = trimmed(text, at, at + len(cell))
            units.append(Unit(start, end, _kind(row), None, number))
            at += len(cell) + 1
        first = members[0]
        article = Article(
            text=text,
            title=_cell(first, columns.title) or name,
            source=f"{source}:{first.line}",
            metadata=_metadata(first, columns),
            given_units=tuple(units),
        )
        yield ReadArticle(article, oddities(text, article.source))


def _kind(row: Row) -> UnitKind:
    """The kind that a row names in a column "kind", else a sentence."""
    named = row.cells.get("kind", "").strip().lower()
    return UnitKind(named) if named in _KINDS else UnitKind.SENTENCE


def _metadata(row: Row, columns: Columns) -> dict[str, str]:
    found = {name: value for name in columns.metadata if (value := _cell(row, name))}
    if identity := _cell(row, columns.identity):
        found.setdefault("id", identity)
    return found


def _cell(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip() if column else ""


def _first(by_lower: Mapping[str, str], names: Sequence[str], *, apart_from: str = "") -> str:
    found = (by_lower[name] for name in names if name in by_lower)
    return next((name for name in found if name != apart_from), "")


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(f"'{shown(name)}'" for name in names[:20])
    return f"{listed} and {len(names) - 20} more" if len(names) > 20 else listed or "none"
