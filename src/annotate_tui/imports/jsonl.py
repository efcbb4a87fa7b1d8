"""JSON lines with this program's own keys: an object a unit and annotator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotate_tui.errors import UsageError
from annotate_tui.imports import json_text
from annotate_tui.imports.own import OwnRows
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Row


def read_jsonl(reading: Reading) -> Iterator[Row]:
    """The rows of a jsonl file, as `annotate-tui export jsonl` writes it or by hand."""
    own = OwnRows(reading)
    keys: set[str] = set()
    for line, record in objects(reading):
        keys |= record.keys()
        with reading.line(line):
            yield from own.rows(record, line)
    if keys and (sentence := own.missing_facets(list(keys))):
        reading.problem(1, sentence)


def objects(reading: Reading) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The objects of a file with one on each line; lines that are none are noted as problems."""
    for line, text in json_text.lines(reading.path, reading.source):
        if not text.strip():
            continue
        with reading.line(line):
            record = json_text.parse(text)
            if not isinstance(record, dict):
                raise UsageError("this line is no JSON object.")
            yield line, record
