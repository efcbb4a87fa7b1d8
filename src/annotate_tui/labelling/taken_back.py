"""What an undo or redo changed: on the sheet, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Facet
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import answer_at

if TYPE_CHECKING:
    from annotate_tui.store.session import Restored


def apply_restored(sheet: Sheet, index: int, changes: Sequence[Restored]) -> tuple[str, Facet | None]:
    """Put answers back as they were; says which, and the question that came first."""
    known = {facet.id: facet for facet in sheet.facets(index)}
    said = []
    for facet_id, item, before, after in changes:
        sheet.apply(sheet.key(index), facet_id, after, item)
        facet = known.get(facet_id)
        if facet is not None:
            words = [answer_at(sheet, index, facet, answer) for answer in (before, after)]
            said.append(f"{facet.name}: {words[0]} → {words[1]}")
    first = known.get(changes[0].facet) if changes else None
    return "; ".join(said), first
