"""Rows of tables: csv and tsv, wide (a row a unit) and long (a row an answer)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import Annotation, Empty, Label, UnitLabels, UnitRow
from annotate_tui.export.cells import Cell, cell
from annotate_tui.export.fields import (
    UNIT_FIELDS,
    derived_names,
    exported,
    field_names,
    joined,
    plain,
    rank,
    time_text,
)
from annotate_tui.export.highlights import as_text, highlight_columns
from annotate_tui.export.request import Request, Sink

Column = tuple[str, Callable[[Any], Cell]]

LONG_FIELDS = ("article_id", "unit_id", "annotator", "facet", "facet_type", "label", "value", "rank", "empty")


def write_csv(data: Dataset, request: Request, sink: Sink) -> None:
    """Comma-separated values."""
    _write(data, request, sink, "labels.csv", ",")


def write_tsv(data: Dataset, request: Request, sink: Sink) -> None:
    """Tab-separated values; cells with tabs or newlines are quoted as in csv."""
    _write(data, request, sink, "labels.tsv", "\t")


def _write(data: Dataset, request: Request, sink: Sink, name: str, delimiter: str) -> None:
    with sink.file(name) as (file, written):
        if request.excel:
            file.write("\ufeff")
        # The line end of RFC 4180: with it every reader sees a lone carriage return in a text as text.
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        written.rows = 0
        for number, row in enumerate(_rows(data, request)):
            writer.writerow([cell(value, raw=request.raw_cells) for value in row])
            written.rows = number


def _rows(data: Dataset, request: Request) -> Iterator[Sequence[Cell]]:
    """The head, then the rows."""
    items: Iterable[Any] = data.annotations() if request.labels == "each" else data.labels(request.labels)
    if request.long:
        yield LONG_FIELDS
        long = _long_annotation if request.labels == "each" else _long_labels
        for item in items:
            yield from long(data, item)
        return
    columns = annotation_columns(data, request) if request.labels == "each" else label_columns(data, request)
    yield [name for name, _ in columns]
    for item in items:
        yield [get(item) for _, get in columns]


def unit_columns(request: Request) -> list[Column]:
    """The columns that say which unit a row is about."""
    get: dict[str, Callable[[UnitRow], Cell]] = {
        "article_id": lambda unit: unit.article_id,
        "title": lambda unit: unit.title,
        "unit_id": lambda unit: unit.unit_id,
        "unit_index": lambda unit: unit.index,
        "kind": lambda unit: unit.kind,
        "start": lambda unit: unit.start,
        "end": lambda unit: unit.end,
        "text": lambda unit: unit.text,
    }

    def of_item(name: str) -> Callable[[Any], Cell]:
        return lambda item: get[name](item.unit)

    columns = [(name, of_item(name)) for name in UNIT_FIELDS if name != "text" or request.text]
    if request.splits is not None:
        splits = request.splits
        columns.append(("split", lambda item: splits.get(item.unit.article_id)))
    return columns


def annotation_columns(data: Dataset, request: Request) -> list[Column]:
    """The columns of a wide table with a row a unit and annotator."""
    columns: list[Column] = [
        *unit_columns(request),
        ("annotator", lambda a: a.annotator),
        ("annotator_kind", lambda a: a.annotator_kind),
    ]
    names = field_names(data.codebook)
    for facet in data.facets:
        name = names[facet.id]
        columns += _answer_columns(facet, name, _answer_of(facet))
        columns.append((derived_names(facet, name)["empty"], _empty_of(facet)))
    return [
        *columns,
        ("status", lambda a: a.status.value),
        ("conflicts", lambda a: joined(list(a.conflicts))),
        ("seconds", lambda a: a.seconds),
        ("updated_at", lambda a: time_text(a.updated_at)),
        ("codebook", lambda a: a.codebook),
        *((column.name, as_text(column)) for column in highlight_columns(data)),
    ]


def _answer_of(facet: Facet) -> Callable[[Any], Answer | None]:
    return lambda annotation: annotation.answers.get(facet.id)


def _empty_of(facet: Facet) -> Callable[[Any], Cell]:
    def get(annotation: Annotation) -> Cell:
        empty = annotation.empty.get(facet.id)
        return None if empty is None else empty.value

    return get


def label_columns(data: Dataset, request: Request) -> list[Column]:
    """The columns of a wide table with a row a unit."""
    columns = [*unit_columns(request), ("annotators", lambda u: joined(list(u.annotators)))]
    names = field_names(data.codebook)
    for facet in data.voted_facets:
        name = names[facet.id]
        derived = derived_names(facet, name)
        if request.labels == "soft" and facet.type != "number":
            columns += _share_columns(facet, name)
        else:
            columns += _answer_columns(facet, name, _label_answer_of(facet))
            columns.append((derived["provenance"], _of_label(facet, lambda label: label.provenance)))
        columns.append((derived["votes"], _of_label(facet, lambda label: label.votes)))
        columns.append((derived["empty"], _of_label(facet, lambda label: label.empty)))
    return columns


def _label_answer_of(facet: Facet) -> Callable[[Any], Answer | None]:
    def get(unit: UnitLabels) -> Answer | None:
        label = unit.labels.get(facet.id)
        return None if label is None else label.answer

    return get


def _of_label(facet: Facet, part: Callable[[Label], Cell]) -> Callable[[Any], Cell]:
    def get(unit: UnitLabels) -> Cell:
        label = unit.labels.get(facet.id)
        return None if label is None else part(label)

    return get


def _share_columns(facet: Facet, name: str) -> list[Column]:
    ids = ("true", "false") if facet.type == "boolean" else tuple(value.id for value in facet.values)

    def share(value_id: str) -> Callable[[Label], Cell]:
        return lambda label: label.shares.get(value_id)

    return [(f"{name}_{exported(facet, i)}", _of_label(facet, share(i))) for i in ids]


def _answer_columns(facet: Facet, name: str, answer: Callable[[Any], Answer | None]) -> list[Column]:
    def whole(item: Any) -> Cell:
        value = plain(facet, answer(item))
        return joined(value) if isinstance(value, list) else value

    columns: list[Column] = [(name, whole)]
    derived = derived_names(facet, name)
    if facet.type == "ordinal":
        columns.append((derived["rank"], lambda item: rank(facet, answer(item))))
    if facet.type == "multi":
        columns += [(derived[f"value:{value.id}"], _chosen(value.id, answer)) for value in facet.values]
    return columns


def _chosen(value_id: str, answer: Callable[[Any], Answer | None]) -> Callable[[Any], Cell]:
    def get(item: Any) -> Cell:
        found = answer(item)
        return value_id in found if isinstance(found, tuple) else None

    return get


def _long_annotation(data: Dataset, annotation: Annotation) -> Iterator[Sequence[Cell]]:
    for facet in data.facets:
        answer, empty = annotation.answers.get(facet.id), annotation.empty.get(facet.id)
        if answer is not None or empty is Empty.CANT_DECIDE or (empty is not None and facet.required):
            yield from _long(annotation.unit, annotation.annotator, facet, answer, empty)


def _long_labels(data: Dataset, unit: UnitLabels) -> Iterator[Sequence[Cell]]:
    for facet in data.voted_facets:
        label = unit.labels.get(facet.id)
        if label is not None and (label.answer is not None or facet.required):
            yield from _long(unit.unit, "", facet, label.answer, label.empty)


def _long(
    unit: UnitRow, annotator: str, facet: Facet, answer: Answer | None, empty: Empty | None
) -> Iterator[Sequence[Cell]]:
    head = (unit.article_id, unit.unit_id, annotator, facet.id, facet.type)
    if answer is None:
        yield (*head, None, None, None, empty)
        return
    for part in answer if isinstance(answer, tuple) else (answer,):
        declared = isinstance(part, str) and facet.type in ("single", "ordinal", "multi")
        label = exported(facet, str(part)) if declared else None
        yield (*head, label, part if label is None else label, rank(facet, part), None)
