"""One JSON object a line: a unit by one annotator, or a unit with its labels and all annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from annotate_tui.codebook.model import Facet
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import Annotation, UnitLabels, UnitRow
from annotate_tui.export.fields import exported, field_names, plain, time_text
from annotate_tui.export.highlights import highlight_columns
from annotate_tui.export.request import Request, Sink
from annotate_tui.export.schema import schema


def write_jsonl(data: Dataset, request: Request, sink: Sink) -> None:
    """The rows, and a JSON Schema that describes one of them."""
    maker = Records(data, request)
    if request.labels == "each":
        write_records(sink, "annotations.jsonl", map(maker.annotation, data.annotations()))
    else:
        write_records(sink, "units.jsonl", map(maker.unit, data.labels(request.labels)))
    with sink.file("schema.json") as (file, _):
        file.write(json.dumps(schema(data, request), ensure_ascii=False, indent=2) + "\n")


def write_records(sink: Sink, name: str, records: Iterable[Mapping[str, Any]]) -> int:
    """Write records into one file, a line each; how many there were."""
    with sink.file(name) as (file, written):
        written.rows = 0
        for record in records:
            file.write(json_line(record))
            written.rows += 1
    return written.rows


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line.

    The characters that end a line for some readers, but not in JSON, are escaped.
    """
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    for character in ("\u2028", "\u2029", "\x85"):
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text + "\n"


class Records:
    """Makes records; every record of a kind has the same keys, null where there is nothing."""

    def __init__(self, data: Dataset, request: Request) -> None:
        names = field_names(data.codebook)
        self._facets = [(facet, names[facet.id]) for facet in data.facets]
        self._voted = [(facet, names[facet.id]) for facet in data.voted_facets]
        self._request = request
        self._highlights = highlight_columns(data)

    def about(self, unit: UnitRow) -> dict[str, Any]:
        """Which unit it is."""
        record: dict[str, Any] = {
            "article_id": unit.article_id,
            "title": unit.title,
            "unit_id": unit.unit_id,
            "unit_index": unit.index,
            "kind": unit.kind,
            "start": unit.start,
            "end": unit.end,
        }
        if self._request.text:
            record["text"] = unit.text
        if self._request.splits is not None:
            record["split"] = self._request.splits.get(unit.article_id)
        return record

    def annotation(self, annotation: Annotation) -> dict[str, Any]:
        """What one annotator said about one unit."""
        return self.about(annotation.unit) | self.said(annotation)

    def said(self, annotation: Annotation) -> dict[str, Any]:
        """The same without the unit."""
        record: dict[str, Any] = {
            "annotator": annotation.annotator,
            "annotator_kind": annotation.annotator_kind,
        }
        for facet, name in self._facets:
            record[name] = plain(facet, annotation.answers.get(facet.id))
        record["empty"] = {name: annotation.empty.get(facet.id) for facet, name in self._facets}
        return record | {
            "status": annotation.status.value,
            "conflicts": list(annotation.conflicts),
            "seconds": annotation.seconds,
            "updated_at": time_text(annotation.updated_at),
            "codebook": annotation.codebook,
            **{column.name: column.get(annotation) for column in self._highlights},
        }

    def unit(self, unit: UnitLabels) -> dict[str, Any]:
        """The labels of a unit, where they come from, the shares behind them, and all annotations."""
        record = self.about(unit.unit) | {"annotators": list(unit.annotators)}
        for facet, name in self._voted:
            label = unit.labels.get(facet.id)
            record[name] = plain(facet, label.answer) if label else None
        return record | {
            "empty": self._each(unit, lambda label, _: label.empty),
            "provenance": self._each(unit, lambda label, _: label.provenance),
            "votes": self._each(unit, lambda label, _: label.votes),
            "soft": self._each(unit, _shares),
            "annotations": [self.said(annotation) for annotation in unit.annotations],
        }

    def _each(self, unit: UnitLabels, part: Callable[[Any, Facet], Any]) -> dict[str, Any]:
        return {
            name: part(unit.labels[facet.id], facet) if facet.id in unit.labels else None
            for facet, name in self._voted
        }


def _shares(label: Any, facet: Facet) -> dict[str, float] | None:
    return {exported(facet, value): share for value, share in label.shares.items()} or None
