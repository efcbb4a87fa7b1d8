"""What happened to a unit, in words: for the page of its history, and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.codebook.lexicon_shown import in_words
from annotate_tui.codebook.model import Codebook, Facet
from annotate_tui.labelling.words import answer_in_words, passages_in_words

if TYPE_CHECKING:
    from annotate_tui.store.rows import HistoryRow

_BEFORE = {
    "undo": "Taken back. ",
    "redo": "Done again. ",
    "resolve": "Decided. ",
    "migrate": "Carried over. ",
    "import": "Read from a file. ",
    "prefill": "Proposed and confirmed. ",
}
_REFS = {"repeat": " (repeated)", "prefilled": " (as proposed)"}


def spent(milliseconds: int | None) -> str:
    """How long somebody looked: "4.2 s", "2 min 5 s"; empty where it is not known, or nothing."""
    if not milliseconds or milliseconds < 50:
        return ""
    seconds = milliseconds / 1000
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


def happened(row: HistoryRow, codebook: Codebook, text: str = "") -> str:
    """What an event was, as a sentence without its end: "Claim type: Efficacy".

    Passages are quoted from the ``text`` of the unit.
    """
    facet = next((each for each in codebook.facets if each.id == row.facet), None)
    decision = "Decision of the team. " if row.layer == "gold" else ""
    what = _what(row, facet, codebook, text)
    return decision + _BEFORE.get(row.kind, "") + what + _REFS.get(row.ref or "", "")


def _what(row: HistoryRow, facet: Facet | None, codebook: Codebook, text: str) -> str:
    if row.kind == "open":
        return "Looked at"
    if row.kind == "view":
        warnings = {warning.id: warning.message for warning in codebook.warnings}
        if row.item == "warning" and str(row.value) in warnings:
            return f"Was told: {warnings[str(row.value)]}"
        if words := in_words(row.item, row.value):
            return words[0].upper() + words[1:]
        said = " ".join(part for part in (row.item, "" if row.value is None else str(row.value)) if part)
        return f"Was shown: {said}"
    if facet is None:
        value = "" if row.value is None else f": {row.value}"
        return f"{row.facet or row.kind}{value}"
    name = facet.name.rstrip("?")
    if facet.type == "boolean":
        return f"{name}: {'yes' if row.value is True else 'no' if row.value is not None else 'taken away'}"
    if row.value is None:
        return f"{name}: {'removed' if facet.type == 'text' else 'open again'}"
    if facet.type == "text" and isinstance(row.value, str):
        return f"{name}: “{row.value}”"
    if facet.type == "span":
        return f"{name}: {passages_in_words(codebook, facet, row.value, text)}"
    return f"{name}: {answer_in_words(facet, row.value, codebook.abstain)}"


def who(row: HistoryRow) -> str:
    """Who did it, and for whom if it was for somebody else."""
    name = row.annotator or "the program"
    return f"{name} for {row.owner}" if row.owner and row.owner != row.annotator else name
