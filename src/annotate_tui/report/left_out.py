"""What was left out of the figures of a question, in phrases with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate_tui.report.numbers import counted

# Reasons of the cleaning report → what is said of so many answers.
_REASONS = {
    "not asked": "not asked for, because another answer closed the question",
    "cannot decide": "“cannot decide”",
    "conflict": "in conflict between two devices",
    "unanswered": "left open on units that were worked on",
}


def left_out(cleaning: Mapping[str, Any]) -> tuple[str, ...]:
    """Phrases such as "12 answers “cannot decide”" from the cleaning report of one question."""
    phrases = [*_units(cleaning), *_answers(cleaning)]
    for kind, n in cleaning.get("kinds_apart", {}).items():
        if n:
            phrases.append(f"{counted(n, 'unit')} of kind “{kind.replace('_', ' ')}”, reported apart")
    models = cleaning.get("models_left_out", ())
    if models:
        phrases.append(f"the labels of {'a model' if len(models) == 1 else 'models'} ({_names(models)})")
    silent = cleaning.get("without_ratings", ())
    if silent:
        phrases.append(f"{_names(silent)}, without any answer")
    return tuple(phrases)


def mixed_versions(cleaning: Mapping[str, Any]) -> str:
    """A caution where answers were given under different versions of the codebook; else empty."""
    n = cleaning.get("mixed_versions", 0)
    if not n:
        return ""
    versions = _names([str(version) for version in cleaning.get("versions", {})])
    return (
        f"On {counted(n, 'unit')} the answers that are compared were given under different versions of the "
        f"codebook ({versions})."
    )


def _units(cleaning: Mapping[str, Any]) -> list[str]:
    rated = cleaning.get("n_rated", 0)
    apart = sum(cleaning.get("kinds_apart", {}).values())
    untouched = cleaning.get("n_units", 0) - rated - apart
    once = rated - cleaning.get("n_pairable", rated)
    found = []
    if untouched > 0:
        found.append(f"{counted(untouched, 'unit')} without an answer")
    if once > 0:
        found.append(f"{counted(once, 'unit')} with one answer only")
    return found


def _answers(cleaning: Mapping[str, Any]) -> list[str]:
    totals: dict[str, int] = {}
    for counts in cleaning.get("annotators", {}).values():
        for reason, n in counts.get("missing", {}).items():
            totals[reason] = totals.get(reason, 0) + n
    return [
        f"{counted(totals[reason], 'answer')} {what}"
        for reason, what in _REASONS.items()
        if totals.get(reason)
    ]


def _names(names: Any) -> str:
    return ", ".join(map(str, names))
