"""Prodigy's JSONL (``prodigy db-out``): choices, yes-or-no decisions on one label, and marked parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotate_tui.errors import UsageError
from annotate_tui.imports.jsonl import objects
from annotate_tui.imports.labels import ABSTAINING, Labels
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Row, Said
from annotate_tui.imports.tasks import label_said, moment, name_of, place_of, texts, whole_number

_NOTES = ("note", "comment", "user_input")


def read_prodigy(reading: Reading) -> Iterator[Row]:
    """The rows of a file: one an example that was accepted.

    The question is the one that the example names, else ``--facet``, else the one that the file is called
    after, else the one that offers the label.  An example that was ignored says "cannot decide" where it is
    known of what; other examples that were not accepted answer nothing, and are counted.
    """
    for line, record in objects(reading):
        with reading.line(line):
            hint = _hint(record) or ("" if reading.labels.default else reading.path.stem)
            decision = record.get("answer", "accept")
            said: tuple[Said, ...] = ()
            if decision == "accept":
                said = tuple(_said(reading.labels, record, hint))
            elif decision == "ignore":
                said = tuple(_undecided(reading.labels, hint))
            if not said and decision != "accept":
                reading.left_out[_PAST.get(decision, "example that was not accepted")] += 1
                continue
            yield Row(
                line=line,
                place=place_of(record, record.get("meta")),
                said=said,
                annotator=_annotator(reading, record, hint),
                made=moment(record.get("_timestamp")),
                notes=tuple(text for key in _NOTES for text in texts(record.get(key))),
            )


_PAST = {"reject": "example that was rejected", "ignore": "example that was ignored"}


def _undecided(labels: Labels, hint: str) -> Iterator[Said]:
    facet = labels.find_facet(labels.named(hint))
    if facet is not None and facet.type in ABSTAINING and labels.codebook.abstain.allowed:
        yield Said(facet.id, labels.codebook.abstain.id)


def _annotator(reading: Reading, record: Mapping[str, Any], hint: str) -> str:
    """The session's name, without the name of the data set that Prodigy puts before it."""
    name = name_of(record.get("_annotator_id") or record.get("_session_id"))
    for dataset in (hint, reading.path.stem):
        if dataset and name.startswith(f"{dataset}-"):
            return name.removeprefix(f"{dataset}-")
    return name


def _said(labels: Labels, record: Mapping[str, Any], hint: str) -> Iterator[Said]:
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
