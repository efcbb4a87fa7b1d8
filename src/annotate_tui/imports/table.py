"""Tables (csv, tsv) with this program's own columns: a row a unit and annotator."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any

from annotate_tui.errors import InputError, UsageError
from annotate_tui.export.cells import unescape
from annotate_tui.export.fields import separated
from annotate_tui.imports import json_text
from annotate_tui.imports.own import OwnRows
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Row

_LONGEST_CELL = 10_000_000
_NUMBER = re.compile(r"[+-]?\d+")
_COUNTS = ("start", "end")
_LISTS = ("conflicts",)


def read_table(reading: Reading) -> Iterator[Row]:
    """The rows of a wide table, as `annotate-tui export csv` (or tsv) writes it or by hand."""
    own = OwnRows(reading)
    cells = _Cells(reading, own)
    head: list[str] | None = None
    for line, row in _records(reading):
        if head is None:
            head = row
            _check_head(reading, head, line)
            if sentence := own.missing_facets(head):
                raise InputError(f"{reading.source}:{line}: {sentence}")
            continue
        with reading.line(line):
            if len(row) != len(head):
                raise UsageError(f"this row has {len(row)} cells, and the head has {len(head)}.")
            yield from own.rows(cells.record(head, row), line)


def _records(reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines on which they begin."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    lines = (text for _, text in json_text.lines(reading.path, reading.source))
    first = next(lines, None)
    if first is None:
        raise InputError(f"{reading.source}: the file is empty.")
    delimiter = max(",\t;", key=first.count)

    def every() -> Iterator[str]:
        yield first
        yield from lines

    rows = csv.reader(every(), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            if row:
                yield line, row
            line = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"{reading.source}:{line}: the table is broken here ({error}).") from None


def _check_head(reading: Reading, head: Sequence[str], line: int) -> None:
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice:
        raise InputError(f"{reading.source}:{line}: the column {twice[0]!r} is there twice.")
    if {"facet", "value"} <= set(head):
        raise InputError(
            f"{reading.source}:{line}: this is a long table, a row an answer; "
            "labels are read from a wide one (export it without --long)."
        )


class _Cells:
    """Turns cells into what the same row would be in JSON."""

    def __init__(self, reading: Reading, own: OwnRows) -> None:
        self._raw = reading.raw_cells
        self._lists = {name for name, facet in own.facets.items() if facet.type in ("multi", "span")}

    def record(self, head: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
        return {name: self._value(name, cell) for name, cell in zip(head, row, strict=True)}

    def _value(self, name: str, cell: str) -> Any:
        if not cell:
            return None
        text = cell if self._raw else unescape(cell)
        if name in self._lists or name in _LISTS:
            return separated(text)
        if name in _COUNTS:
            if not _NUMBER.fullmatch(text.strip()):
                raise UsageError(f"{name} is a number of characters, not {text!r}.")
            return int(text)
        if name == "seconds":
            return _number(text)
        return text


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
