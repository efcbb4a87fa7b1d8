"""Label Studio: tasks with annotations and predictions, and the labelling configuration they fit.

People's labels are annotations, models' are predictions.  Label Studio knows annotators by e-mail
address: without one (``--email NAME=ADDRESS``) the name is kept beside the annotation, and Label Studio
counts it as the importing user's.  Offsets are code points, as Label Studio keeps them.  Questions about
a whole article have a place only where a task is an article.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from xml.sax.saxutils import quoteattr

from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.codebook.passages import span_values
from annotate_tui.corpus.article import UnitKind
from annotate_tui.dataset.data import HUMAN, Dataset
from annotate_tui.dataset.model import DOCUMENT, Annotation, Empty, UnitRow
from annotate_tui.errors import UsageError
from annotate_tui.export.fields import (
    CANNOT_DECIDE_CONTROL,
    UNIT_CONTROL,
    exported,
    field_names,
    time_text,
)
from annotate_tui.export.request import Request, Sink

TEXT = "text"


def write_labelstudio(data: Dataset, request: Request, sink: Sink) -> None:
    """``tasks.json``, one task a unit or (by article) an article, and ``label_config.xml``."""
    if not request.text:
        raise UsageError("Label Studio shows the text; --no-text leaves nothing to show.")
    tasks = _article_tasks(data, request) if request.by_article else _unit_tasks(data, request)
    with sink.file("tasks.json") as (file, written):
        written.rows = 0
        for task in tasks:
            file.write("[\n" if not written.rows else ",\n")
            file.write(json.dumps(task, ensure_ascii=False, allow_nan=False))
            written.rows += 1
        file.write("\n]\n" if written.rows else "[]\n")
    with sink.file("label_config.xml") as (file, _):
        file.write(label_config(data, by_article=request.by_article))


def _unit_tasks(data: Dataset, request: Request) -> Iterator[dict[str, Any]]:
    names = field_names(data.codebook)
    for group in data.by_unit():
        unit = group[0].unit
        if unit.kind == DOCUMENT:
            continue
        made = [(a, list(_results(data, names, a, a.unit, None))) for a in group]
        yield {
            "data": {
                "text": unit.text,
                "article_id": unit.article_id,
                "title": unit.title,
                "unit_id": unit.unit_id,
                "kind": unit.kind,
                "start": unit.start,
                "end": unit.end,
            },
            **_given(request, made),
        }


def _article_tasks(data: Dataset, request: Request) -> Iterator[dict[str, Any]]:
    names = field_names(data.codebook)
    for article_id, groups in groupby(data.by_unit(), lambda group: group[0].unit.article_id):
        made: dict[str, tuple[Annotation, list[dict[str, Any]]]] = {}
        title = ""
        for group in groups:
            title = group[0].unit.title
            for annotation in group:
                _, given = made.setdefault(annotation.annotator, (annotation, []))
                unit = annotation.unit
                if unit.kind == DOCUMENT:
                    given += _results(data, names, annotation, unit, None)
                    continue
                results = list(_results(data, names, annotation, unit, unit))
                if results:
                    given += [_region(unit), *results]
        yield {
            "data": {"text": data.text(article_id), "article_id": article_id, "title": title},
            **_given(request, made.values()),
        }


def _given(
    request: Request, made: Iterable[tuple[Annotation, list[dict[str, Any]]]]
) -> dict[str, list[dict[str, Any]]]:
    """What people annotated and what models predicted."""
    annotations, predictions = [], []
    for annotation, results in made:
        if not results:
            continue
        if annotation.annotator_kind == HUMAN:
            annotations.append(_annotation(request, annotation, results))
        else:
            predictions.append({"model_version": annotation.annotator, "result": results})
    return {"annotations": annotations, "predictions": predictions}


def _annotation(request: Request, annotation: Annotation, results: list[dict[str, Any]]) -> dict[str, Any]:
    entry: dict[str, Any] = {"annotator": annotation.annotator, "result": results}
    if annotation.annotator in request.emails:
        entry["completed_by"] = {"email": request.emails[annotation.annotator]}
    if annotation.seconds is not None and not request.by_article:
        entry["lead_time"] = annotation.seconds
    if annotation.updated_at is not None:
        entry["created_at"] = time_text(annotation.updated_at)
    return entry


def _region(unit: UnitRow) -> dict[str, Any]:
    """The region of a unit in its article, which its answers belong to."""
    return {
        "id": _region_id(unit),
        "from_name": UNIT_CONTROL,
        "to_name": TEXT,
        "type": "labels",
        "value": {"start": unit.start, "end": unit.end, "text": unit.text, "labels": [unit.kind]},
    }


def _region_id(unit: UnitRow) -> str:
    return hashlib.sha256(unit.unit_id.encode()).hexdigest()[:10]


def _results(
    data: Dataset, names: Any, annotation: Annotation, unit: UnitRow, region: UnitRow | None
) -> Iterator[dict[str, Any]]:
    """The results of one annotator about one unit; in an article they point to the unit's region."""
    place: dict[str, Any] = {}
    head: dict[str, Any] = {"to_name": TEXT}
    if region is not None:
        place = {"start": region.start, "end": region.end}
        head["id"] = _region_id(region)
    for facet in data.facets:
        answer = annotation.answers.get(facet.id)
        if answer is None or answer is False:
            continue
        for kind, value in _values(facet, answer, unit, 0 if region is None else region.start):
            yield {**head, "from_name": names[facet.id], "type": kind, "value": {**place, **value}}
    undecided = [names[f.id] for f in data.facets if annotation.empty.get(f.id) is Empty.CANT_DECIDE]
    if undecided:
        value = {**place, "choices": undecided}
        yield {**head, "from_name": CANNOT_DECIDE_CONTROL, "type": "choices", "value": value}


def _values(facet: Facet, answer: Answer, unit: UnitRow, offset: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The type of a result, and its value."""
    match facet.type:
        case "single" | "ordinal":
            yield "choices", {"choices": [exported(facet, str(answer))]}
        case "multi" if isinstance(answer, tuple):
            yield "choices", {"choices": [exported(facet, part) for part in answer]}
        case "boolean":
            yield "choices", {"choices": ["true"]}
        case "number":
            yield "number", {"number": answer}
        case "text":
            yield "textarea", {"text": [answer]}
        case "span" if isinstance(answer, tuple):
            for part in answer:
                place, _, value = part.partition(":")
                start, _, end = place.partition("-")
                yield (
                    "labels",
                    {
                        "start": offset + int(start),
                        "end": offset + int(end),
                        "text": unit.text[int(start) : int(end)],
                        "labels": [value or facet.id],
                    },
                )


def label_config(data: Dataset, *, by_article: bool) -> str:
    """The labelling configuration in Label Studio's XML."""
    codebook = data.codebook
    names = field_names(codebook)
    facets = [facet for facet in data.facets if by_article or facet.scope == "unit"]
    region = ' perRegion="true"' if by_article else ""
    lines = ["<View>", f"  <Header value={_attribute(codebook.title)}/>"]
    if by_article:
        lines.append(f'  <Labels name="{UNIT_CONTROL}" toName="{TEXT}">')
        lines += [f"    <Label value={_attribute(kind)}/>" for kind in UnitKind]
        lines.append("  </Labels>")
    lines.append(f'  <Text name="{TEXT}" value="${TEXT}"/>')
    for facet in facets:
        lines += _control(codebook, facet, names, region if facet.scope == "unit" else "")
    if codebook.abstain.allowed:
        lines.append('  <Header size="5" value="Cannot decide"/>')
        lines.append(f'  <Choices name="{CANNOT_DECIDE_CONTROL}" toName="{TEXT}" choice="multiple"{region}>')
        lines += [f"    <Choice value={_attribute(names[facet.id])}/>" for facet in facets]
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>", ""])


def _control(codebook: Codebook, facet: Facet, names: Any, region: str) -> Iterator[str]:
    name = _attribute(names[facet.id])
    yield f'  <Header size="5" value={_attribute(facet.question or facet.name)}/>'
    match facet.type:
        case "single" | "ordinal" | "multi":
            choice = "multiple" if facet.type == "multi" else "single"
            when = _visible_when(codebook, facet, names)
            yield f'  <Choices name={name} toName="{TEXT}" choice="{choice}"{when}{region}>'
            for value in facet.values:
                shown = _attribute(f"{value.name}: {value.short}" if value.short else value.name)
                yield f"    <Choice value={_attribute(exported(facet, value.id))} hint={shown}/>"
            yield "  </Choices>"
        case "boolean":
            yield f'  <Choices name={name} toName="{TEXT}" choice="single"{region}>'
            yield '    <Choice value="true"/>'
            yield "  </Choices>"
        case "number":
            limits = "".join(
                f' {word}="{limit:g}"'
                for word, limit in (("min", facet.minimum), ("max", facet.maximum), ("step", facet.step))
                if limit is not None
            )
            yield f'  <Number name={name} toName="{TEXT}"{limits}{region}/>'
        case "span":
            yield f'  <Labels name={name} toName="{TEXT}">'
            # A passage that was given no value has the facet's own name.
            for label in dict.fromkeys([*(value.id for value in span_values(codebook, facet)), facet.id]):
                yield f"    <Label value={_attribute(label)}/>"
            yield "  </Labels>"
        case _:
            yield f'  <TextArea name={name} toName="{TEXT}" rows="2" maxSubmissions="1"{region}/>'


def _visible_when(codebook: Codebook, facet: Facet, names: Any) -> str:
    """Label Studio can say one of our conditions: that another question has one of some values."""
    condition = facet.ask_when
    if condition is None or condition.op != "in" or codebook.facet(condition.facet).type == "boolean":
        return ""
    gate = codebook.facet(condition.facet)
    values = ",".join(exported(gate, value) for value in condition.values)
    if values.count(",") >= len(condition.values):
        # A comma in a name would be taken for one between names.
        return ""
    return (
        f' visibleWhen="choice-selected" whenTagName={_attribute(names[gate.id])}'
        f" whenChoiceValue={_attribute(values)}"
    )


def _attribute(text: str) -> str:
    """A text as a quoted attribute; what XML cannot hold is left out."""
    return quoteattr("".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff"))
