"""What the tasks of other programs have in common: our keys among their data, and labels without facets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from annotate_tui.errors import UsageError
from annotate_tui.imports.labels import Labels
from annotate_tui.imports.rows import Place, Region, Said


def place_of(task: Mapping[str, Any], *more: Any) -> Place:
    """Which text a task is about: by the keys of our exports, wherever it carries them, and its text."""
    sources = [task, *(one for one in more if isinstance(one, Mapping))]

    def get(key: str) -> Any:
        return next((one[key] for one in sources if one.get(key) is not None), None)

    return Place(
        article=_text(get("article_id") or get("sha256")),
        unit=_text(get("unit_id")),
        start=whole_number(get("start")),
        end=whole_number(get("end")),
        text=get("text") if isinstance(get("text"), str) else None,
        document=get("kind") == "document",
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def whole_number(value: Any) -> int | None:
    """A number of characters; what came from a table may have it as a text.  Raises UsageError."""
    if value is None:
        return None
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise UsageError(f"{value!r} is no number of characters.")
    return value


def label_said(labels: Labels, hint: str, label: Any, place: tuple[int, int, str | None] | None) -> Said:
    """A label of a task, in a part of its text if ``place`` (start, end, quoted text) says so.

    ``hint`` is what the task calls the question.  Raises UsageError for a label that nothing offers.
    """
    facet = labels.named(hint)
    if not facet:
        if not isinstance(label, str):
            raise UsageError(f"{label!r} is no label.")
        found, label = labels.of_label(label)
        facet = found.id
    if place is None:
        return Said(facet, label)
    start, end, text = place
    return Said(facet, Region(start, end, label, text))


def texts(value: Any) -> Iterator[str]:
    """The texts in a text or a list of texts."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one


def name_of(value: Any) -> str:
    """An annotator's name as a program writes it: an e-mail address, a name, a number."""
    if isinstance(value, Mapping):
        known: Iterable[Any] = (value.get(key) for key in ("email", "username", "id"))
        value = next((one for one in known if one not in (None, "")), None)
    return "" if value is None or isinstance(value, (bool, list)) else str(value)


def moment(value: Any) -> str:
    """A time stamp (ISO 8601, or seconds since 1970) as ISO 8601; empty for anything else."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e11:
        return datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value if isinstance(value, str) else ""
