"""Label Studio's export in the format JSON: a list of tasks with annotations and predictions.

A task is about a unit or about a whole article.  A result answers the facet that its ``from_name``
names; the parts of a text that it marks are units, or passages where the facet is one of passages.
The controls of our own export that are no facets are known: the regions of units, and "cannot decide".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotate_tui.corpus.article import UnitKind
from annotate_tui.errors import UsageError
from annotate_tui.export.fields import CANNOT_DECIDE_CONTROL, UNIT_CONTROL
from annotate_tui.imports import json_text
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Place, Region, Row, Said
from annotate_tui.imports.tasks import label_said, moment, name_of, place_of, texts, whole_number

_MODEL = "model"
_KINDS = frozenset(UnitKind)


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
        # Our own export, before any project has read it in, names annotators outright.
        name = name_of(annotation.get("annotator") or annotation.get("completed_by"))
        yield _row(reading, annotation, place, line, name, "")
    for prediction in _list(task, "predictions"):
        model = prediction.get("model_version")
        yield _row(reading, prediction, place, line, str(model) if model else _MODEL, _MODEL)


def _row(
    reading: Reading, annotation: Mapping[str, Any], place: Place, line: int, name: str, kind: str
) -> Row:
    said: list[Said] = []
    notes: list[str] = []
    results = _list(annotation, "result")
    quoted = _quotations(results)
    for result in results:
        value = result.get("value")
        if not isinstance(value, Mapping):
            reading.left_out[f"result of the type {result.get('type')}"] += 1
            continue
        hint = str(result.get("from_name") or "")
        known = reading.labels.find_facet(hint) is not None
        # A codebook may have a facet of such a name; then what the control holds tells whose it is.
        if hint == UNIT_CONTROL and (not known or set(texts(value.get("labels"))) & _KINDS):
            continue
        undecidable = list(texts(value.get("choices")))
        if hint == CANNOT_DECIDE_CONTROL and (not known or _are_facets(reading, undecidable)):
            undecided = reading.codebook.abstain.id
            for facet in undecidable:
                found = reading.labels.facet(facet)
                said.append(_placed(Said(found.id, undecided), _where(result, value, quoted)))
        elif isinstance(value.get("text"), list) and not known:
            notes += texts(value["text"])
        else:
            said += _said(reading, result, hint, value, _where(result, value, quoted))
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


def _are_facets(reading: Reading, names: list[str]) -> bool:
    return bool(names) and all(reading.labels.find_facet(name) is not None for name in names)


_Where = tuple[int, int, str | None]
"""Start, end and quoted text of a marked part."""


def _quotations(results: list[Mapping[str, Any]]) -> dict[str, str]:
    """Region and offsets → the text there: a region has its text once, and several results."""
    found = {}
    for result in results:
        value = result.get("value")
        if isinstance(value, Mapping) and isinstance(value.get("text"), str):
            found[_region(result, value)] = value["text"]
    return found


def _where(result: Mapping[str, Any], value: Mapping[str, Any], quoted: Mapping[str, str]) -> _Where | None:
    start, end = whole_number(value.get("start")), whole_number(value.get("end"))
    if start is None or end is None:
        return None
    return start, end, quoted.get(_region(result, value))


def _region(result: Mapping[str, Any], value: Mapping[str, Any]) -> str:
    return f"{result.get('id')} {value.get('start')} {value.get('end')}"


def _placed(said: Said, where: _Where | None) -> Said:
    return said if where is None else Said(said.facet, Region(where[0], where[1], said.value, where[2]))


def _said(
    reading: Reading, result: Mapping[str, Any], hint: str, value: Mapping[str, Any], where: _Where | None
) -> Iterator[Said]:
    kind = result.get("type")
    if kind not in _CONTENT or _CONTENT[kind] not in value:
        reading.left_out[f"result of the type {kind}"] += 1
        return
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
