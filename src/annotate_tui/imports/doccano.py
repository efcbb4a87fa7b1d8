"""doccano's JSONL: a text a line with labels, or with marked parts, and what was uploaded with it.

doccano exports a file for each annotator, so the file rarely says whose labels they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotate_tui.errors import UsageError
from annotate_tui.imports.jsonl import objects
from annotate_tui.imports.labels import Labels
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Row, Said
from annotate_tui.imports.tasks import label_said, name_of, place_of, texts, whole_number

_LABELS = ("label", "labels", "cats", "entities")
_COMMENTS = ("Comments", "comments")


def read_doccano(reading: Reading) -> Iterator[Row]:
    """The rows of a file: one a text."""
    for line, record in objects(reading):
        with reading.line(line):
            if not any(key in record for key in _LABELS):
                raise UsageError(f"this line has no labels ({', '.join(_LABELS)}).")
            if record.get("relations"):
                reading.left_out["relation"] += len(record["relations"])
            yield Row(
                line=line,
                place=place_of(record, record.get("meta"), record.get("metadata")),
                said=tuple(_said(reading.labels, record)),
                annotator=name_of(record.get("annotator") or record.get("user")),
                notes=tuple(text for key in _COMMENTS for text in texts(record.get(key))),
            )


def _said(labels: Labels, record: Mapping[str, Any]) -> Iterator[Said]:
    hint = record.get("facet")
    named = hint if isinstance(hint, str) else ""
    for key in _LABELS:
        found = record.get(key) or []
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, Mapping):
                start, end = whole_number(one.get("start_offset")), whole_number(one.get("end_offset"))
                if start is None or end is None:
                    raise UsageError(f"{one!r} is no marked part; it needs start_offset and end_offset.")
                yield label_said(labels, named, one.get("label"), (start, end, None))
            elif isinstance(one, list):
                if len(one) != 3:
                    raise UsageError(f"{one!r} is no marked part; it is written [start, end, label].")
                yield label_said(
                    labels, named, one[2], (whole_number(one[0]) or 0, whole_number(one[1]) or 0, None)
                )
            else:
                yield label_said(labels, named, one, None)
