"""The formats, one file each: what they are called, and where they are written."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from annotate_tui.dataset.data import Dataset
from annotate_tui.errors import UsageError
from annotate_tui.export.request import LABELS, Labels, Request, Sink

Write = Callable[[Dataset, Request, Sink], None]


@dataclass(frozen=True)
class Format:
    """One format.  ``writer`` is "module:function" in this package, loaded when it is used."""

    name: str
    summary: str
    writer: str
    one_file: bool = False
    """Whether it is one file (with what accompanies it), which can go to standard output."""
    labels: tuple[Labels, ...] = LABELS
    """What it can hold; the first is the default."""

    def write(self) -> Write:
        """The function that writes it; it raises UsageError when optional dependencies are not there."""
        module, _, function = self.writer.partition(":")
        write: Write = getattr(importlib.import_module(f"annotate_tui.export.{module}"), function)
        return write


ONE_LABEL: tuple[Labels, ...] = ("majority", "gold", "soft")
HARD_LABEL: tuple[Labels, ...] = ("majority", "gold")
EACH: tuple[Labels, ...] = ("each",)

FORMATS = {
    one.name: one
    for one in (
        Format("csv", "a table, a row a unit and annotator", "tables:write_csv", one_file=True),
        Format("tsv", "the same, separated by tabs", "tables:write_tsv", one_file=True),
        Format("jsonl", "one JSON object a line, with a JSON Schema", "jsonl:write_jsonl", one_file=True),
        Format("ratings", "a table a facet, a column an annotator", "ratings:write_ratings", labels=EACH),
        Format("hf", "for Hugging Face datasets", "huggingface:write_hf", labels=ONE_LABEL),
        Format("labelstudio", "for Label Studio", "labelstudio:write_labelstudio", labels=EACH),
        Format("prodigy", "for Prodigy, a file a facet", "prodigy:write_prodigy", labels=EACH),
        Format("parquet", "a typed table (extra: parquet)", "parquet:write_parquet", one_file=True),
        Format("docbin", "for spaCy (extra: docbin)", "docbin:write_docbin", labels=HARD_LABEL),
    )
}


def find_format(name: str) -> Format:
    """The format with a name.  Raises UsageError with the names that exist."""
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}; there are {', '.join(FORMATS)}.")
    return FORMATS[name]


def labels_for(form: Format, asked: Labels | None) -> Labels:
    """The labels that an export holds: those asked for, else the format's default.  Raises UsageError."""
    if asked is None:
        return form.labels[0]
    if asked not in form.labels:
        raise UsageError(f"{form.name} holds labels of the kind {' or '.join(form.labels)}, not {asked}.")
    return asked
