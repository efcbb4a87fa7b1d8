"""JSON lines: one object a line, one article (or one sentence) an object.

Lines end at ``\\n`` only: U+2028 and its like may stand in a string.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from annotate_tui.corpus.decode import decode, read_bytes, refuse_other_formats
from annotate_tui.corpus.readers.base import Format, ReadArticle, ReadOptions
from annotate_tui.corpus.readers.rows import Row, articles_of_rows, columns_of, problem_of
from annotate_tui.corpus.shown import sample
from annotate_tui.errors import InputError


class _NotPlainJsonError(ValueError):
    """A line of something that only looks like JSON; the message says what."""


def read_jsonl(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The articles of a file of JSON lines; all lines are looked at before the first is yielded."""
    data = read_bytes(path, source, options)
    refuse_other_formats(data, source)
    text, warnings = decode(data, source, options.encoding)
    del data
    names: dict[str, None] = {}
    found: dict[int, str] = {}
    for number, line in _lines(text):
        try:
            names.update(dict.fromkeys(_row(line, number, source).cells))
        except _NotPlainJsonError as error:
            found[number] = str(error)
    if not names:
        raise InputError(*found.values() or [f"{source}: holds no text: there is no line with an object."])
    columns = columns_of(list(names), source, options)
    for number, line in _lines(text):
        if number not in found and (problem := problem_of(_row(line, number, source), columns, source)):
            found[number] = problem
    problems = [found[number] for number in sorted(found)]
    if problems and not options.skip_bad:
        raise InputError(*problems)
    notes = (*warnings, *(f"{problem} The line was left out." for problem in problems))
    rows = (_row(line, number, source) for number, line in _lines(text) if number not in found)
    for index, read in enumerate(articles_of_rows(rows, columns, source)):
        yield ReadArticle(read.article, (*notes, *read.warnings)) if index == 0 else read


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers from 1."""
    start, number = 0, 1
    text_end = len(text)
    while start < text_end:
        end = text.find("\n", start)
        end = text_end if end < 0 else end
        line = text[start:end].strip(" \t\r\ufeff")
        if line:
            yield number, line
        start, number = end + 1, number + 1


def _row(line: str, number: int, source: str) -> Row:
    """A line as a row of strings; objects and lists in it are kept as JSON."""
    where = f"{source}:{number}"

    def refuse(constant: str) -> NoReturn:
        raise _NotPlainJsonError(f"{where}: found {constant}, expected a number or null.")

    try:
        found: Any = json.loads(line, parse_constant=refuse)
    except _NotPlainJsonError:
        raise
    except json.JSONDecodeError as error:
        raise _NotPlainJsonError(
            f"{where}:{error.colno}: found “{sample(line[max(0, error.pos - 10) : error.pos + 20], 30)}”, "
            f"expected JSON ({error.msg}); correct the line."
        ) from None
    except RecursionError:
        raise _NotPlainJsonError(f"{where}: found brackets nested too deeply, expected an object.") from None
    except ValueError:
        # Python refuses to read whole numbers of more than some thousand digits.
        raise _NotPlainJsonError(
            f"{where}: found a number that is too long to be one; put it in quotes or take it out."
        ) from None
    if isinstance(found, str):
        found = {"text": found}
    if not isinstance(found, dict):
        raise _NotPlainJsonError(
            f'{where}: found “{sample(line, 30)}”, expected an object such as {{"text": "…"}}.'
        )
    cells = {str(name): _as_text(value) for name, value in found.items() if value is not None}
    for name, value in cells.items():
        if any("\ud800" <= character <= "\udfff" for character in (value if not value.isascii() else "")):
            raise _NotPlainJsonError(
                f"{where}: “{sample(name, 20)}” holds half a surrogate pair (\\ud800 … \\udfff), "
                "expected whole characters; write the file anew from its source."
            )
        if "\0" in value:
            raise _NotPlainJsonError(
                f"{where}: “{sample(name, 20)}” holds a NUL character, expected text; take it out."
            )
    return Row(number, cells)


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


FORMATS = (
    Format("jsonl", (".jsonl", ".ndjson"), "JSON lines, one article (or one sentence) an object", read_jsonl),
)
