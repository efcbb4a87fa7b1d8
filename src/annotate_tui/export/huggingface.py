"""A data set for the Hugging Face `datasets` library: JSON lines and a README that declares every column.

Two configurations: ``units`` (a row a unit, with one label a facet, its soft label and where it comes
from) and ``annotations`` (a row a unit and annotator), each in parts that cut no article in two.
A column that the README does not declare would make loading fail, so both are made from one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from annotate_tui.codebook.model import Facet
from annotate_tui.dataset.data import Dataset, Rule
from annotate_tui.dataset.splits import SPLITS, split_articles
from annotate_tui.export.card import Declared, card
from annotate_tui.export.fields import exported, field_names, plain, time_text
from annotate_tui.export.highlights import HighlightColumn, as_text, highlight_columns
from annotate_tui.export.jsonl import json_line
from annotate_tui.export.request import Request, Sink

Part = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, its type as the README declares it, and how a row gets it."""

    name: str
    declared: Declared
    get: Part


def write_hf(data: Dataset, request: Request, sink: Sink) -> None:
    """The parts of both configurations, and the README that declares them."""
    splits = request.splits or split_articles(data.labelled_articles())
    rule: Rule = "majority" if request.labels == "each" else request.labels
    configurations = {
        "units": (unit_columns(data, request), data.labels(rule)),
        "annotations": (annotation_columns(data, request), data.annotations()),
    }
    counts: dict[str, dict[str, int]] = {}
    for name, (columns, items) in configurations.items():
        counts[name] = _write_parts(sink, name, columns, items, splits)
    declared = {
        name: [(c.name, c.declared) for c in columns] for name, (columns, _) in configurations.items()
    }
    with sink.file("README.md") as (file, _):
        file.write(card(data, rule, declared, counts))


def _write_parts(
    sink: Sink, name: str, columns: list[Column], items: Iterable[Any], splits: Mapping[str, str]
) -> dict[str, int]:
    """Write the rows into their parts; how many each part has.  Parts without articles have no file."""
    parts = [part for part in SPLITS if part in splits.values()]
    with ExitStack() as stack:
        files = {part: stack.enter_context(sink.file(f"{name}/{part}.jsonl")) for part in parts or SPLITS[:1]}
        counts = dict.fromkeys(files, 0)
        for item in items:
            part = splits.get(item.unit.article_id, SPLITS[0])
            files[part][0].write(json_line({column.name: column.get(item) for column in columns}))
            counts[part] += 1
        for part, (_, written) in files.items():
            written.rows = counts[part]
    return counts


def _about(request: Request) -> list[Column]:
    columns = [
        Column("article_id", "string", lambda item: item.unit.article_id),
        Column("title", "string", lambda item: item.unit.title),
        Column("unit_id", "string", lambda item: item.unit.unit_id),
        Column("unit_index", "int32", lambda item: item.unit.index),
        Column("kind", "string", lambda item: item.unit.kind),
        Column("start", "int32", lambda item: item.unit.start),
        Column("end", "int32", lambda item: item.unit.end),
    ]
    if request.text:
        columns.append(Column("text", "string", lambda item: item.unit.text))
    return columns


def annotation_columns(data: Dataset, request: Request) -> list[Column]:
    """The columns of the configuration ``annotations``."""
    names = field_names(data.codebook)
    columns = [
        *_about(request),
        Column("annotator", "string", lambda a: a.annotator),
        Column("annotator_kind", "string", lambda a: a.annotator_kind),
    ]
    for facet in data.facets:
        name = names[facet.id]
        columns.append(Column(name, declared_type(facet), _answer(facet)))
        columns.append(Column(f"{name}_empty", "string", _empty(facet)))
    return [
        *columns,
        Column("status", "string", lambda a: a.status.value),
        Column("conflicts", {"list": "string"}, lambda a: list(a.conflicts)),
        Column("seconds", "float64", lambda a: a.seconds),
        Column("updated_at", "string", lambda a: time_text(a.updated_at)),
        Column("codebook", "string", lambda a: a.codebook),
        *map(_highlights, highlight_columns(data)),
    ]


def unit_columns(data: Dataset, request: Request) -> list[Column]:
    """The columns of the configuration ``units``."""
    names = field_names(data.codebook)
    columns = [*_about(request), Column("annotators", {"list": "string"}, lambda u: list(u.annotators))]
    for facet in data.voted_facets:
        name = names[facet.id]
        label = _label(facet)
        columns.append(Column(name, declared_type(facet), _label_answer(facet)))
        if facet.values:
            columns.append(Column(f"{name}_soft", {"list": "float32"}, _soft(facet)))
        columns.append(Column(f"{name}_provenance", "string", _of(label, "provenance")))
        columns.append(Column(f"{name}_votes", "int32", _of(label, "votes")))
        columns.append(Column(f"{name}_empty", "string", _of(label, "empty")))
    return columns


def declared_type(facet: Facet) -> Declared:
    """The type of a facet's column."""
    labels: Declared = {"class_label": [exported(facet, value.id) for value in facet.values]}
    match facet.type:
        case "single" | "ordinal":
            return labels
        case "multi":
            return {"list": labels}
        case "boolean":
            return "bool"
        case "number":
            return "float64"
        case "span":
            return {"list": "string"}
        case _:
            return "string"


def _highlights(column: HighlightColumn) -> Column:
    if column.type == "json":
        return Column(column.name, "string", as_text(column))
    return Column(column.name, {"list": "string"} if column.type == "list" else column.type, column.get)


def _answer(facet: Facet) -> Part:
    return lambda annotation: plain(facet, annotation.answers.get(facet.id))


def _empty(facet: Facet) -> Part:
    return lambda annotation: annotation.empty.get(facet.id)


def _label(facet: Facet) -> Part:
    return lambda unit: unit.labels.get(facet.id)


def _label_answer(facet: Facet) -> Part:
    def get(unit: Any) -> Any:
        label = unit.labels.get(facet.id)
        return None if label is None else plain(facet, label.answer)

    return get


def _of(label: Part, part: str) -> Part:
    return lambda unit: getattr(label(unit), part, None)


def _soft(facet: Facet) -> Part:
    def get(unit: Any) -> list[float] | None:
        label = unit.labels.get(facet.id)
        if label is None or not label.shares:
            return None
        return [label.shares[value.id] for value in facet.values]

    return get
