"""The formats that labels are read from, one file each."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate_tui.errors import InputError, UsageError
from annotate_tui.imports import json_text
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Row

Read = Callable[[Reading], Iterator[Row]]


@dataclass(frozen=True)
class Format:
    """One format.  ``reader`` is "module:function" in this package, loaded when it is used."""

    name: str
    summary: str
    reader: str
    suffixes: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """What tells a line of this format from others with the same ending; empty: everything else."""

    def read(self, reading: Reading) -> Iterator[Row]:
        """The rows of a file.  Raises InputError where it cannot go on."""
        module, _, function = self.reader.partition(":")
        read: Read = getattr(importlib.import_module(f"annotate_tui.imports.{module}"), function)
        return read(reading)


FORMATS = {
    one.name: one
    for one in (
        Format(
            "prodigy",
            "Prodigy's JSONL",
            "prodigy:read_prodigy",
            (".jsonl",),
            ("_task_hash", "_input_hash", "_view_id", "accept"),
        ),
        Format(
            "doccano",
            "doccano's JSONL",
            "doccano:read_doccano",
            (".jsonl",),
            ("label", "labels", "cats", "entities"),
        ),
        Format("jsonl", "our own, as export jsonl writes it", "jsonl:read_jsonl", (".jsonl", ".ndjson")),
        Format("csv", "our own wide table, csv or tsv", "table:read_table", (".csv", ".tsv")),
        Format("labelstudio", "Label Studio's JSON", "labelstudio:read_labelstudio", (".json",)),
    )
}


def find_format(name: str) -> Format:
    """The format with a name.  Raises UsageError with the names that exist."""
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}; there are {', '.join(FORMATS)}.")
    return FORMATS[name]


def format_of(path: Path, source: str, facets: Mapping[str, object]) -> Format:
    """The format of a file, by its ending and its first line.

    ``facets`` are the keys that hold answers in our own formats: a codebook may well ask for a
    ``label``.  Raises UsageError, or InputError for a file whose first line is no JSON.
    """
    fitting = [form for form in FORMATS.values() if path.suffix.lower() in form.suffixes]
    if not fitting:
        raise UsageError(
            f"{source}: what is in this file? Name the format with --format: {', '.join(FORMATS)}."
        )
    if len(fitting) == 1:
        return fitting[0]
    record = _first_object(path, source)
    for form in fitting:
        if not form.keys or any(key in record and key not in facets for key in form.keys):
            return form
    return fitting[-1]


def _first_object(path: Path, source: str) -> Mapping[str, Any]:
    for line, text in json_text.lines(path, source):
        if text.strip():
            try:
                record = json_text.parse(text)
            except InputError as error:
                raise InputError(f"{source}:{line}: {error}") from None
            return record if isinstance(record, dict) else {}
    raise InputError(f"{source}: the file is empty.")
