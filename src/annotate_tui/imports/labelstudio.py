"""Label Studio's export in the format JSON: a list of tasks with annotations and predictions.

A task is about a unit or about a whole article.  A result answers the facet that its ``from_name``
names; the parts of a text that it marks are units, or passages where the facet is one of passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotate_tui.errors import UsageError
from annotate_tui.imports import json_text
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Place, Row, Said
from annotate_tui.imports.tasks import label_said, moment, name_of, place_of, texts, whole_number

_MODEL = "model"


def read_labelstudio(reading: Reading) -> Iterator[Row]:
    """The rows of a file: one an annotation or prediction."""
    for line, task in json_text.items(reading.path, reading.source):
        with reading.line(line):
            yield from _rows(reading, _object(task, "a task"), line)


def _rows(reading: Reading, task: Mapping[str, Any], line: int) -> Iterator[Row]:
    data = task.get("data")
    if not isinstance(data, Mapping):
        if "annotation_id" in task:
            raise UsageError("this is Label Studio's short export (JSON-MIN); choose the format JSON there.")
        raise UsageError("this task has no data; choose the format JSON in Label Studio.")
    place = place_of(data, data.get("meta"), task.get("meta"))
    for annotation in _list(task, "annotations"):
        if annotation.get("was_cancelled"):
            reading.left_out["skipped task"] += 1
            continue
        yield _row(reading, annotation, place, line, name_of(annotation.get("completed_by")), "")
    for prediction in _list(task, "predictions"):
        name = prediction.get("model_version")
        yield _row(reading, prediction, place, line, str(name) if name else _MODEL, _MODEL)


def _row(
    reading: Reading, annotation: Mapping[str, Any], place: Place, line: int, name: str, kind: str
) -> Row:
    said: list[Said] = []
    notes: list[str] = []
    for result in _list(annotation, "result"):
        value = result.get("value")
        if not isinstance(value, Mapping):
            reading.left_out[f"result of the type {result.get('type')}"] += 1
            continue
        hint = str(result.get("from_name") or "")
        if isinstance(value.get("text"), list) and reading.labels.find_facet(hint) is None:
            notes += texts(value["text"])
            continue
        said += _said(reading, result, hint, value)
    lead = annotation.get("lead_time")
    return Row(
        line=line,
        place=place,
        said=tuple(said),
        annotator=name,
        kind=kind,
        made=moment(annotation.get("updated_at") or annotation.get("created_at")),
        seconds=float(lead) if isinstance(lead, (int, float)) and 0 < lead < 1e7 else None,
        notes=tuple(notes),
    )


def _said(reading: Reading, result: Mapping[str, Any], hint: str, value: Mapping[str, Any]) -> Iterator[Said]:
    kind = result.get("type")
    if not isinstance(kind, str) or kind not in value:
        kind = next((name for name in _CONTENT if name in value), "")
    if kind not in _CONTENT:
        reading.left_out[f"result of the type {result.get('type')}"] += 1
        return
    where = None
    if value.get("start") is not None and value.get("end") is not None:
        quoted = value.get("text")
        where = (
            whole_number(value["start"]) or 0,
            whole_number(value["end"]) or 0,
            quoted if isinstance(quoted, str) else None,
        )
    content = value[_CONTENT[kind]]
    for one in content if isinstance(content, list) else [content]:
        # Of a taxonomy the last step is the label, the others are the way to it.
        label = one[-1] if kind == "taxonomy" and isinstance(one, list) and one else one
        yield label_said(reading.labels, hint, label, where)


_CONTENT = {
    "choices": "choices",
    "labels": "labels",
    "hypertextlabels": "hypertextlabels",
    "taxonomy": "taxonomy",
    "rating": "rating",
    "number": "number",
    "textarea": "text",
}
"""The types of results that are read → where their content stands."""


def _list(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = holder.get(key) or []
    if not isinstance(found, list):
        raise UsageError(f"{key} is a list, not {found!r}.")
    return [_object(one, f"one of the {key}") for one in found]


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{what} is no JSON object.")
    return value
