"""What an undo or redo changed: on the sheet, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.codebook.answers import codes
from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import OPEN, answer_at

if TYPE_CHECKING:
    from annotate_tui.store.session import Restored


class Said(NamedTuple):
    """What was put back: in words, in keys, and the question that came first."""

    words: str
    brief: str
    first: Facet | None


_BEGINNING = 12
"""So many characters of a text are quoted where there is little room."""


def apply_restored(sheet: Sheet, index: int, changes: Sequence[Restored]) -> Said:
    """Put answers back as they were."""
    known = {facet.id: facet for facet in sheet.facets(index)}
    said, brief = [], []
    for facet_id, item, before, after in changes:
        sheet.apply(sheet.key(index), facet_id, after, item)
        facet = known.get(facet_id)
        if facet is not None:
            words = [answer_at(sheet, index, facet, answer) for answer in (before, after)]
            said.append(f"{facet.name}: {words[0]} → {words[1]}")
            keys = [_in_keys(sheet, facet, answer) for answer in (before, after)]
            brief.append(f"{keys[0]} → {keys[1]}")
    first = known.get(changes[0].facet) if changes else None
    return Said("; ".join(said), "; ".join(brief), first)


def _in_keys(sheet: Sheet, facet: Facet, answer: Answer | None) -> str:
    """An answer as the keys that give it; of a text, its beginning."""
    if answer is None:
        return OPEN
    if facet.type == "text":
        text = " ".join(str(answer).split())
        return f"“{text}”" if len(text) <= _BEGINNING else f"“{text[:_BEGINNING].rstrip()}…”"
    return codes(facet, answer, sheet.codebook.abstain) or facet.name
