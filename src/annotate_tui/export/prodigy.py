"""Prodigy: one file a facet, a line a unit and annotator, as its choice recipe writes them.

"Cannot decide" is the answer ``ignore``; units that were not asked or not answered have no line.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import Any

from annotate_tui.codebook.model import Facet
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import Annotation, Empty
from annotate_tui.export.fields import exported, field_names
from annotate_tui.export.highlights import highlight_columns
from annotate_tui.export.jsonl import json_line
from annotate_tui.export.request import Request, Sink

CHOICES = ("single", "ordinal", "multi", "boolean")


def write_prodigy(data: Dataset, request: Request, sink: Sink) -> None:
    """The files of the facets that offer choices, all in one pass over the data."""
    names = field_names(data.codebook)
    facets = [facet for facet in data.facets if facet.type in CHOICES and facet.scope == "unit"]
    columns = highlight_columns(data)
    with ExitStack() as stack:
        files = {f.id: stack.enter_context(sink.file(f"{names[f.id]}.jsonl")) for f in facets}
        rows = dict.fromkeys(files, 0)
        for annotation in data.annotations():
            for facet in facets:
                line = example(facet, names[facet.id], annotation, text=request.text)
                if line is not None:
                    line |= {column.name: column.get(annotation) for column in columns}
                    files[facet.id][0].write(json_line(line))
                    rows[facet.id] += 1
        for facet_id, (_, written) in files.items():
            written.rows = rows[facet_id]


def example(facet: Facet, name: str, annotation: Annotation, *, text: bool) -> dict[str, Any] | None:
    """One line; None where the annotator gave no answer."""
    answer = annotation.answers.get(facet.id)
    ignored = annotation.empty.get(facet.id) is Empty.CANT_DECIDE
    if answer is None and not ignored:
        return None
    unit = annotation.unit
    multiple = facet.type == "multi"
    if facet.type == "boolean":
        options = [{"id": name, "text": facet.name}]
        accept = [name] if answer is True else []
    else:
        options = [{"id": exported(facet, v.id), "text": v.name} for v in facet.values if not v.retired]
        chosen = () if answer is None else answer if isinstance(answer, tuple) else (str(answer),)
        accept = [exported(facet, value) for value in chosen]
    input_hash = _hash(unit.unit_id)
    line: dict[str, Any] = {
        "text": unit.text,
        "meta": {
            "article_id": unit.article_id,
            "title": unit.title,
            "unit_id": unit.unit_id,
            "kind": unit.kind,
            "start": unit.start,
            "end": unit.end,
        },
        "options": options,
        "accept": accept,
        "answer": "ignore" if ignored else "accept",
        "config": {"choice_style": "multiple" if multiple or facet.type == "boolean" else "single"},
        "_view_id": "choice",
        "_input_hash": input_hash,
        "_task_hash": _hash(f"{unit.unit_id} {facet.id}"),
        "_annotator_id": f"{name}-{annotation.annotator}",
        "_session_id": f"{name}-{annotation.annotator}",
        "_timestamp": None if annotation.updated_at is None else annotation.updated_at // 1000,
    }
    if not text:
        del line["text"]
    return line


def _hash(text: str) -> int:
    """A signed 32-bit number, as Prodigy's hashes are."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big", signed=True)
