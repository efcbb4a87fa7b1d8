"""Prodigy: one file a facet, a line a unit and annotator, as its recipes for choices and spans write them.

"Cannot decide" is the answer ``ignore``; units that were not asked or not answered have no line.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import Any

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.codebook.passages import passages
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import Annotation, Empty
from annotate_tui.export.fields import exported, field_names
from annotate_tui.export.highlights import highlight_columns
from annotate_tui.export.jsonl import json_line
from annotate_tui.export.request import Request, Sink

CHOICES = ("single", "ordinal", "multi", "boolean")
_WRITTEN = (*CHOICES, "span")


def write_prodigy(data: Dataset, request: Request, sink: Sink) -> None:
    """The files of the facets that offer choices or take passages, all in one pass over the data."""
    names = field_names(data.codebook)
    facets = [facet for facet in data.facets if facet.type in _WRITTEN and facet.scope == "unit"]
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
        **(_marked(facet, unit.text, answer, text) if facet.type == "span" else _chosen(facet, name, answer)),
        "answer": "ignore" if ignored else "accept",
        "_input_hash": _hash(unit.unit_id),
        "_task_hash": _hash(f"{unit.unit_id} {facet.id}"),
        "_annotator_id": f"{name}-{annotation.annotator}",
        "_session_id": f"{name}-{annotation.annotator}",
        "_timestamp": None if annotation.updated_at is None else annotation.updated_at // 1000,
    }
    if not text:
        del line["text"]
    return line


def _chosen(facet: Facet, name: str, answer: Answer | None) -> dict[str, Any]:
    """What the choice interface offers, and what of it was chosen."""
    if facet.type == "boolean":
        options = [{"id": name, "text": facet.name}]
        accept = [name] if answer is True else []
    else:
        options = [{"id": exported(facet, v.id), "text": v.name} for v in facet.values if not v.retired]
        chosen = () if answer is None else answer if isinstance(answer, tuple) else (str(answer),)
        accept = [exported(facet, value) for value in chosen]
    several = facet.type in ("multi", "boolean")
    return {
        "options": options,
        "accept": accept,
        "config": {"choice_style": "multiple" if several else "single"},
        "_view_id": "choice",
    }


def _marked(facet: Facet, said: str, answer: Answer | None, text: bool) -> dict[str, Any]:
    """Passages as spans; one that was given no value has the facet's own name."""
    spans = []
    for passage in passages(answer):
        span: dict[str, Any] = {
            "start": passage.start,
            "end": passage.end,
            "label": passage.value or facet.id,
        }
        if text:
            span["text"] = said[passage.start : passage.end]
        spans.append(span)
    return {"spans": spans, "_view_id": "spans"}


def _hash(text: str) -> int:
    """A signed 32-bit number, as Prodigy's hashes are."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big", signed=True)
