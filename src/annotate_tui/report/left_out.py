"""What was left out of the figures, in words with its number.

The cleaning report has counts under the names below, for each facet (by its id, or
within "facets") and for the data as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate_tui.report.numbers import counted

_UNITS = ("unit", "units")
_ANSWERS = ("answer", "answers")

# Name in the data → (noun, plural, what happened to it).
_COUNTS: dict[str, tuple[str, str, str]] = {
    "not_pairable": (*_UNITS, "rated by one annotator only"),
    "single_rated": (*_UNITS, "rated by one annotator only"),
    "not_asked": (*_ANSWERS, "not given because another answer closed the question"),
    "cannot_decide": (*_ANSWERS, "“cannot decide”"),
    "conflicts": (*_ANSWERS, "in conflict between two devices"),
    "conflict": (*_ANSWERS, "in conflict between two devices"),
    "unanswered": (*_ANSWERS, "left open on units that were worked on"),
    "missing": (*_ANSWERS, "missing"),
    "models": ("annotator", "annotators", "that is a model, and never pooled with people unasked"),
}


def left_out(cleaning: Mapping[str, Any], facet_id: str | None) -> tuple[str, ...]:
    """Phrases such as "12 answers “cannot decide”", of one facet or (None) of the data as a whole."""
    data: Mapping[str, Any] = cleaning
    if facet_id is not None:
        data = cleaning.get("facets", cleaning).get(facet_id, {})
    phrases = []
    for key, (noun, plural, what) in _COUNTS.items():
        n = data.get(key, 0)
        if isinstance(n, int) and n:
            phrases.append(f"{counted(n, noun, plural)} {what}")
    return tuple(phrases)
