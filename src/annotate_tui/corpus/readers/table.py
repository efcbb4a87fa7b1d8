"""Comma- and tab-separated tables with a line of headings: one article, or one sentence, a row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotate_tui.corpus.decode import read_text
from annotate_tui.corpus.readers.base import Format, ReadArticle, ReadOptions
from annotate_tui.corpus.readers.rows import Columns, Row, articles_of_rows, columns_of, problem_of
from annotate_tui.corpus.shown import shown
from annotate_tui.errors import InputError

_DELIMITERS = ",;\t|"


def read_csv(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The articles of a table; its separator is the most frequent of , ; tab and | in the headings."""
    return _read(path, source, options, None)


def read_tsv(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The articles of a table that is separated by tabs."""
    return _read(path, source, options, "\t")


def _read(path: Path, source: str, options: ReadOptions, delimiter: str | None) -> Iterator[ReadArticle]:
    text, warnings = read_text(path, source, options)
    text = text.removeprefix("\ufeff")
    if delimiter is None:
        head = text[: text.find("\n") if "\n" in text else None]
        delimiter = max(_DELIMITERS, key=head.count)
    names = _headings(text, delimiter, source)
    columns = columns_of(names, source, options)
    problems, bad = _problems(text, delimiter, names, columns, source)
    if problems and not options.skip_bad:
        raise InputError(*problems)
    rows = (row for row in _rows(text, delimiter, names) if isinstance(row, Row) and row.line not in bad)
    notes = (*(w for w in warnings), *(f"{problem} The row was left out." for problem in problems))
    empty = True
    for read in articles_of_rows(rows, columns, source):
        yield ReadArticle(read.article, (*notes, *read.warnings)) if empty else read
        empty = False
    if empty:
        raise InputError(*problems or [f"{source}: holds no text: there are headings and no rows."])


def _headings(text: str, delimiter: str, source: str) -> list[str]:
    """The names of the columns."""
    try:
        names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise InputError(f"{source}:1: the headings cannot be read: {error}.") from None
    names = [name.strip() for name in names]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        listed = ", ".join(f"'{shown(name)}'" for name in twice[:5])
        raise InputError(
            f"{source}:1: found the heading {listed} more than once; give each column its own name."
        )
    return names


def _rows(text: str, delimiter: str, names: list[str]) -> Iterator[Row | tuple[int, str]]:
    """The rows below the headings: each a row, or its line and what is wrong with it."""
    limit = csv.field_size_limit(max(len(text) + 1, 131_072))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        next(reader)
        begun = reader.line_num + 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield begun, _explained(str(error), delimiter)
                return
            if len(cells) == len(names):
                yield Row(begun, dict(zip(names, cells, strict=True)))
            elif any(cell.strip() for cell in cells):
                found = "1 field" if len(cells) == 1 else f"{len(cells)} fields"
                yield begun, f"found {found}, expected {len(names)}; perhaps a quotation mark is missing."
            begun = reader.line_num + 1
    finally:
        csv.field_size_limit(limit)


def _explained(error: str, delimiter: str) -> str:
    if "unexpected end" in error:
        return "found a quotation mark that is never closed, expected one at the end of the field; close it."
    if "expected after" in error:
        sign = "a tab" if delimiter == "\t" else f"'{delimiter}'"
        return f"found text behind a closing quotation mark, expected {sign}; double marks within a field."
    return f"cannot be read: {error}."


def _problems(
    text: str, delimiter: str, names: list[str], columns: Columns, source: str
) -> tuple[list[str], set[int]]:
    """What is wrong with the rows, and on which lines they begin."""
    problems: list[str] = []
    bad: set[int] = set()
    for row in _rows(text, delimiter, names):
        if isinstance(row, Row):
            problem = problem_of(row, columns, source)
            line = row.line
        else:
            line, what = row
            problem = f"{source}:{line}: {what}"
        if problem:
            problems.append(problem)
            bad.add(line)
    return problems, bad


FORMATS = (
    Format("csv", (".csv",), "a comma-separated table, one article (or one sentence) a row", read_csv),
    Format("tsv", (".tsv", ".tab"), "a tab-separated table, one article (or one sentence) a row", read_tsv),
)
