"""Rows with the keys of this program's own exports, whether they come from jsonl or from a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotate_tui.codebook.model import Facet
from annotate_tui.dataset.model import DOCUMENT, Empty
from annotate_tui.errors import UsageError
from annotate_tui.export.fields import (
    ANNOTATION_FIELDS,
    END_FIELDS,
    HIGHLIGHT_FIELDS,
    OTHER_FIELDS,
    UNIT_FIELDS,
    derived_names,
)
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Place, Row, Said

NOTE = "note"
_PLACE_KEYS = ("article_id", "sha256", "unit_id")
_KNOWN = frozenset(
    (*UNIT_FIELDS, *ANNOTATION_FIELDS, *END_FIELDS, *HIGHLIGHT_FIELDS, *OTHER_FIELDS, "sha256")
)


class OwnRows:
    """Makes rows out of records with our own keys."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._facets = {reading.labels.fields[facet.id]: facet for facet in reading.codebook.facets}
        derived = {
            name for field, facet in self._facets.items() for name in derived_names(facet, field).values()
        }
        self._known = _KNOWN | derived | {NOTE} | set(self._facets)
        self._any_facet = False

    @property
    def facets(self) -> Mapping[str, Facet]:
        """Key or column → the facet that it holds answers to."""
        return self._facets

    def rows(self, record: Mapping[str, Any], line: int) -> Iterator[Row]:
        """The rows of one record: one, or one an annotation where it holds several."""
        place = _place(record)
        annotations = record.get("annotations")
        if isinstance(annotations, list) and "annotations" not in self._facets:
            self._reading.left_out["label of several annotators' annotations"] += 1
            for annotation in annotations:
                yield self._row(_mapping(annotation), place, line)
            return
        yield self._row(record, place, line)

    def missing_facets(self, keys: Sequence[str]) -> str:
        """The sentence to say when none of these keys is a facet; else empty."""
        if any(key in self._facets or key in (NOTE, "annotations") for key in keys):
            return ""
        return (
            f"no key or column is a facet of the codebook {self._reading.codebook.id}; "
            f"it has {', '.join(self._facets)}."
        )

    def _row(self, record: Mapping[str, Any], place: Place, line: int) -> Row:
        conflicts = _texts(record, "conflicts")
        empty = _why_empty(record)
        said: list[Said] = []
        for key, facet in self._facets.items():
            value = record.get(key)
            if value is None and Empty.CANT_DECIDE in (empty.get(key), record.get(f"{key}_empty")):
                value = self._reading.codebook.abstain.id
            if value is None or value == []:
                continue
            if facet.id in conflicts:
                self._reading.left_out["answer in conflict"] += 1
                continue
            said += (Said(facet.id, one) for one in (value if isinstance(value, list) else [value]))
        for key, value in record.items():
            if key not in self._known and value is not None:
                self._reading.ignored[key] += 1
        note = record.get(NOTE) if NOTE not in self._facets else None
        return Row(
            line=line,
            place=place,
            said=tuple(said),
            annotator=_text(record, "annotator"),
            kind=_text(record, "annotator_kind"),
            made=_text(record, "updated_at"),
            seconds=_seconds(record.get("seconds")),
            codebook=_text(record, "codebook"),
            notes=() if note is None else (_text(record, NOTE),),
        )


def _place(record: Mapping[str, Any]) -> Place:
    if not any(record.get(key) for key in _PLACE_KEYS):
        raise UsageError("the row does not say which article it is about (article_id, sha256 or unit_id).")
    return Place(
        article=_text(record, "article_id") or _text(record, "sha256"),
        unit=_text(record, "unit_id"),
        start=_offset(record, "start"),
        end=_offset(record, "end"),
        text=record["text"] if isinstance(record.get("text"), str) else None,
        document=record.get("kind") == DOCUMENT,
    )


def _why_empty(record: Mapping[str, Any]) -> Mapping[str, Any]:
    found = record.get("empty")
    if found is None or isinstance(found, dict):
        return found or {}
    raise UsageError(f"empty is an object, not {found!r}.")


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UsageError(f"{key} is a text, not {value!r}.")
    return value


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise UsageError(f"{key} is a list of texts, not {value!r}.")
    return tuple(value)


def _offset(record: Mapping[str, Any], key: str) -> int | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise UsageError(f"{key} is a number of characters, not {value!r}.")
    return value


def _seconds(value: Any) -> float | None:
    known = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e7
    return float(value) if known else None


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"annotations is a list of objects, not {value!r}.")
    return value
