"""What an exported row is made of: the names of its fields, and how answers are written in them.

The same names serve csv, jsonl and `import-labels`.  A facet's field has the
facet's id; should an id be taken (a facet called ``text``), ``facet_`` is put before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from annotate_tui.codebook.model import Answer, Codebook, Facet

UNIT_FIELDS = (
    "article_id",
    "title",
    "unit_id",
    "unit_index",
    "kind",
    "start",
    "end",
    "text",
)
ANNOTATION_FIELDS = ("annotator", "annotator_kind")
END_FIELDS = ("status", "conflicts", "seconds", "updated_at", "codebook")
HIGHLIGHT_FIELDS = (
    "highlights",
    "highlights_mode",
    "highlights_lexicon",
    "highlights_hash",
    "highlights_categories",
    "highlights_spans",
    "highlights_decoys",
    "highlights_dropped",
    "highlights_hidden",
    "first_key_seconds",
    "first_answers",
)
"""What an annotator saw of a lexicon; only in projects that ever had highlights."""
OTHER_FIELDS = ("split", "annotators", "empty", "provenance", "votes", "soft", "annotations")
UNIT_CONTROL = "unit"
CANNOT_DECIDE_CONTROL = "cannot_decide"
CONTROLS = (UNIT_CONTROL, CANNOT_DECIDE_CONTROL)
"""Controls of a Label Studio project that are no facets: which unit, and what could not be decided."""

SEPARATOR = "|"
"""Between the members of a set in one cell."""


def field_names(codebook: Codebook) -> Mapping[str, str]:
    """Facet id → the name of its field; no two fields of a row share one.

    The fields that derive from a facet (``evidence_rank``, ``coi_cues_cta``) are counted in.
    """
    taken = {*UNIT_FIELDS, *ANNOTATION_FIELDS, *END_FIELDS, *HIGHLIGHT_FIELDS, *OTHER_FIELDS, *CONTROLS}
    names: dict[str, str] = {}
    for facet in codebook.facets:
        name = facet.id
        while taken & {name, *derived_names(facet, name).values()}:
            name = f"facet_{name}"
        taken |= {name, *derived_names(facet, name).values()}
        names[facet.id] = name
    return names


def derived_names(facet: Facet, name: str) -> Mapping[str, str]:
    """The columns that tables have beside a facet's own: what each holds → its name."""
    names = {}
    if facet.type == "ordinal":
        names["rank"] = f"{name}_rank"
    if facet.type == "multi":
        names |= {f"value:{value.id}": f"{name}_{exported(facet, value.id)}" for value in facet.values}
    return names | {part: f"{name}_{part}" for part in ("empty", "provenance", "votes")}


def exported(facet: Facet, value_id: str) -> str:
    """What exports write for a value: its alias where it has one, else its id."""
    for value in facet.values:
        if value.id == value_id:
            return value.alias or value.id
    return value_id


def plain(facet: Facet, answer: Answer | None) -> Any:
    """An answer as JSON would have it: sets as lists, aliases for ids, null for none."""
    if isinstance(answer, tuple):
        return [exported(facet, part) for part in answer] if facet.type == "multi" else list(answer)
    if isinstance(answer, str) and facet.type in ("single", "ordinal"):
        return exported(facet, answer)
    return answer


def joined(parts: list[str]) -> str:
    """The members of a set in one cell; a separator inside a member is escaped with a backslash."""
    return SEPARATOR.join(part.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}") for part in parts)


def separated(cell: str) -> list[str]:
    """The members that `joined` put into one cell."""
    parts: list[str] = [""]
    characters = iter(cell)
    for character in characters:
        if character == SEPARATOR:
            parts.append("")
        else:
            parts[-1] += next(characters, "\\") if character == "\\" else character
    return parts


def rank(facet: Facet, answer: Answer | None) -> int | None:
    """The rank of an ordinal answer."""
    for value in facet.values:
        if value.id == answer:
            return value.rank
    return None


def time_text(milliseconds: int | None) -> str | None:
    """A time as ISO 8601 in UTC, to the millisecond: it can be read back without loss."""
    if milliseconds is None:
        return None
    # Whole seconds and the rest apart: a float of milliseconds would not always come back the same.
    seconds, rest = divmod(milliseconds, 1000)
    moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
