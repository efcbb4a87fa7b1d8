"""A JSON Schema of the rows of the jsonl export, made from the codebook."""

from __future__ import annotations

from typing import Any

from annotate_tui.codebook.model import Facet
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import Empty, Provenance
from annotate_tui.export.fields import exported, field_names
from annotate_tui.export.highlights import STATES, highlight_columns
from annotate_tui.export.request import Request

_TEXT = {"type": "string"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}


def schema(data: Dataset, request: Request) -> dict[str, Any]:
    """The schema of one row."""
    names = field_names(data.codebook)
    facets = {names[facet.id]: facet for facet in data.facets}
    voted = {names[facet.id]: facet for facet in data.voted_facets}
    unit = _unit(request)
    said = _said(facets) | _highlights(data, facets)
    if request.labels == "each":
        properties = unit | said
    else:
        properties = unit | _labels(voted) | {"annotations": {"type": "array", "items": _closed(said)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{data.codebook.title} ({data.codebook.id} {data.codebook.version})",
        "description": "One annotator's answers about one unit."
        if request.labels == "each"
        else "One unit with its labels.",
        **_closed(properties),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _unit(request: Request) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "article_id": _TEXT | {"description": "SHA-256 of the article's text."},
        "title": _TEXT,
        "unit_id": _TEXT,
        "unit_index": {"type": ["integer", "null"], "description": "From 0; null for the whole article."},
        "kind": _TEXT,
        "start": _COUNT | {"description": "Code points of the article's text."},
        "end": _COUNT | {"description": "Exclusive."},
    }
    if request.text:
        properties["text"] = _TEXT
    if request.splits is not None:
        properties["split"] = _MAYBE_TEXT
    return properties


def _said(facets: dict[str, Facet]) -> dict[str, Any]:
    return {
        "annotator": _TEXT,
        "annotator_kind": {"enum": ["human", "model"]},
        **{name: _answer(facet) for name, facet in facets.items()},
        "empty": _closed({name: _one_of(Empty) for name in facets}),
        "status": {"enum": ["open", "begun", "done", "skipped"]},
        "conflicts": {"type": "array", "items": _TEXT},
        "seconds": {"type": ["number", "null"]},
        "updated_at": _MAYBE_TEXT,
        "codebook": _TEXT,
    }


def _highlights(data: Dataset, facets: dict[str, Facet]) -> dict[str, Any]:
    types: dict[str, dict[str, Any]] = {
        "string": _MAYBE_TEXT,
        "list": {"type": ["array", "null"], "items": _TEXT},
        "float64": {"type": ["number", "null"]},
        "json": {
            "type": ["object", "null"],
            "description": "The answers that were given first.",
            "properties": {name: _answer(facet) for name, facet in facets.items()},
            "additionalProperties": False,
        },
    }
    properties = {column.name: types[column.type] for column in highlight_columns(data)}
    return properties | ({"highlights": {"enum": [*STATES, None]}} if properties else {})


def _labels(voted: dict[str, Facet]) -> dict[str, Any]:
    return {
        "annotators": {"type": "array", "items": _TEXT},
        **{name: _answer(facet) for name, facet in voted.items()},
        "empty": _closed({name: _one_of(Empty) for name in voted}),
        "provenance": _closed({name: _one_of(Provenance) for name in voted}),
        "votes": _closed({name: {"type": ["integer", "null"]} for name in voted}),
        "soft": _closed(
            {name: {"type": ["object", "null"], "additionalProperties": {"type": "number"}} for name in voted}
        ),
    }


def _one_of(values: Any) -> dict[str, Any]:
    return {"enum": [*(value.value for value in values), None]}


def _answer(facet: Facet) -> dict[str, Any]:
    values = [exported(facet, value.id) for value in facet.values]
    about = {"description": facet.question or facet.name}
    match facet.type:
        case "single" | "ordinal":
            return about | {"enum": [*values, None]}
        case "multi":
            return about | {"type": ["array", "null"], "items": {"enum": values}}
        case "span":
            return about | {"type": ["array", "null"], "items": _TEXT}
        case "boolean":
            return about | {"type": ["boolean", "null"]}
        case "number":
            return about | {"type": ["number", "null"]}
        case _:
            return about | _MAYBE_TEXT
