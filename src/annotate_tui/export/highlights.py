"""The columns that say which cue highlights an annotator saw; only where a project ever had any.

Places are written ``start-end:categories``, code points of the unit's text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from annotate_tui.codebook.lexicon_shown import Phrase, State
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.highlights import Highlights
from annotate_tui.dataset.model import Annotation
from annotate_tui.export.fields import HIGHLIGHT_FIELDS, field_names, plain


class HighlightColumn(NamedTuple):
    """A column: name; type (``string``, ``list``, ``float64``, ``json``); what it holds, None for nothing."""

    name: str
    type: str
    get: Callable[[Annotation], Any]


def highlight_columns(data: Dataset) -> list[HighlightColumn]:
    """The columns, in order; none where nobody ever saw highlights and nobody decided on them."""
    if not data.has_highlights:
        return []
    names = field_names(data.codebook)
    facets = [(facet, names[facet.id]) for facet in data.facets]

    def first(seen: Highlights) -> dict[str, Any]:
        return {name: plain(facet, seen.first[facet.id]) for facet, name in facets if facet.id in seen.first}

    parts: dict[str, tuple[str, Callable[[Highlights], Any]]] = {
        "highlights": ("string", lambda seen: seen.state.value),
        "highlights_mode": ("string", lambda seen: seen.mode),
        "highlights_lexicon": ("string", lambda seen: seen.lexicon),
        "highlights_hash": ("string", lambda seen: seen.lexicon_hash),
        "highlights_categories": ("list", lambda seen: list(seen.categories)),
        "highlights_spans": ("list", lambda seen: places(seen.spans)),
        "highlights_decoys": ("list", lambda seen: places(seen.decoys)),
        "highlights_dropped": ("list", lambda seen: places(seen.dropped)),
        "highlights_hidden": ("list", lambda seen: places(seen.hidden)),
        "first_key_seconds": ("float64", lambda seen: seen.first_key_s),
        "first_answers": ("json", first),
    }
    return [HighlightColumn(name, parts[name][0], _of(parts[name][1])) for name in HIGHLIGHT_FIELDS]


def _of(part: Callable[[Highlights], Any]) -> Callable[[Annotation], Any]:
    return lambda annotation: None if annotation.highlights is None else part(annotation.highlights)


def places(phrases: Sequence[Phrase]) -> list[str]:
    """Phrases as ``start-end:categories``."""
    return [f"{start}-{end}:{categories}".removesuffix(":") for start, end, categories in phrases]


def as_text(column: HighlightColumn) -> Callable[[Annotation], str | float | None]:
    """What a column holds as one cell: the parts of lists with | between them, objects as JSON."""

    def get(annotation: Annotation) -> Any:
        value = column.get(annotation)
        if value is None:
            return None
        if column.type == "list":
            return "|".join(value)
        return json.dumps(value, ensure_ascii=False) if column.type == "json" else value

    return get


STATES = tuple(state.value for state in State)
