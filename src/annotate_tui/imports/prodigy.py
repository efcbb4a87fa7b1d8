"""Prodigy's JSONL (``prodigy db-out``): choices, yes-or-no decisions on one label, and marked parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotate_tui.errors import UsageError
from annotate_tui.imports.jsonl import objects
from annotate_tui.imports.labels import Labels
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Row, Said
from annotate_tui.imports.tasks import label_said, moment, name_of, place_of, texts, whole_number

_NOTES = ("note", "comment", "user_input")


def read_prodigy(reading: Reading) -> Iterator[Row]:
    """The rows of a file: one an example that was accepted.

    Examples that were rejected or ignored answer nothing; they are counted.
    """
    for line, record in objects(reading):
        with reading.line(line):
            decision = record.get("answer", "accept")
            if decision != "accept":
                reading.left_out[_PAST.get(decision, "example that was not accepted")] += 1
                continue
            meta = record.get("meta")
            yield Row(
                line=line,
                place=place_of(record, meta),
                said=tuple(_said(reading.labels, record)),
                annotator=name_of(record.get("_annotator_id") or record.get("_session_id")),
                made=moment(record.get("_timestamp")),
                notes=tuple(text for key in _NOTES for text in texts(record.get(key))),
            )


_PAST = {"reject": "example that was rejected", "ignore": "example that was ignored"}


def _said(labels: Labels, record: Mapping[str, Any]) -> Iterator[Said]:
    hint = _hint(record)
    accepted = record.get("accept") or []
    if not isinstance(accepted, list):
        raise UsageError(f"accept is a list, not {accepted!r}.")
    for one in accepted:
        yield label_said(labels, hint, one, None)
    if "options" not in record and isinstance(record.get("label"), str):
        yield label_said(labels, hint, record["label"], None)
    spans = record.get("spans") or []
    if not isinstance(spans, list):
        raise UsageError(f"spans is a list, not {spans!r}.")
    for span in spans:
        if not isinstance(span, Mapping) or "start" not in span or "end" not in span:
            raise UsageError(f"{span!r} is no marked part; it needs start, end and label.")
        quoted = span.get("text")
        place = (
            whole_number(span["start"]) or 0,
            whole_number(span["end"]) or 0,
            quoted if isinstance(quoted, str) else None,
        )
        yield label_said(labels, hint, span.get("label"), place)


def _hint(record: Mapping[str, Any]) -> str:
    """What the example says which question it answers."""
    meta = record.get("meta")
    for holder in (record, meta if isinstance(meta, Mapping) else {}):
        if isinstance(holder.get("facet"), str):
            return str(holder["facet"])
    return ""
