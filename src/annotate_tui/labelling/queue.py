"""Which unit is next, and which units an annotator wants to see at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.model import Codebook
from annotate_tui.codebook.passages import span_values
from annotate_tui.errors import UsageError
from annotate_tui.labelling.sheet import Sheet


class Only(NamedTuple):
    """A choice of units: all, open, done, noted, with a flag, or with a label.

    Written as people write it on the command line: ``open``, ``noted``,
    ``unsure`` (any facet that is switched on or off), ``claim_type`` (any answer
    to it), ``claim_type=harm``.
    """

    name: str
    facet: str = ""
    value: str = ""

    def wants(self, sheet: Sheet, index: int) -> bool:
        """Whether a unit is among the chosen."""
        if self.facet:
            answer = sheet.answers(index).get(self.facet)
            if not self.value or answer is None:
                return answer is not None
            if isinstance(answer, tuple):
                # Of a passage, what it is marked as: "4-11:dose".
                return any(self.value in (part, part.rpartition(":")[2]) for part in answer)
            return str(answer) == self.value
        match self.name:
            case "open":
                return sheet.state(index) in (UnitState.OPEN, UnitState.BEGUN)
            case "begun":
                return sheet.state(index) is UnitState.BEGUN
            case "done":
                return sheet.state(index) is UnitState.DONE
            case "conflict":
                return bool(sheet.rivals(index))
            case "noted":
                return sheet.has_note(index)
            case _:
                return True


EVERYTHING = Only("all")
_NAMES = ("all", "open", "begun", "done", "noted", "conflict")


def parse_only(text: str, codebook: Codebook) -> Only:
    """Read a choice of units.  Raises UsageError, which names what there is to choose from."""
    name = text.strip()
    if name in _NAMES:
        return Only(name)
    facet_id, equals, value_id = name.partition("=")
    for facet in codebook.unit_facets:
        if facet.id != facet_id.strip():
            continue
        if not equals:
            return Only(name, facet.id)
        values = span_values(codebook, facet) if facet.type == "span" else facet.values
        known = [value.id for value in values] + [codebook.abstain.id]
        if value_id.strip() in known:
            return Only(name, facet.id, value_id.strip())
        raise UsageError(f"{facet.id} has no value {value_id.strip()!r}. It has {', '.join(known)}.")
    flags = [facet.id for facet in codebook.unit_facets if facet.type == "boolean"]
    raise UsageError(
        f"{name!r} is no choice of sentences. Choose {', '.join((*_NAMES, *flags))}, or FACET=VALUE."
    )


def next_index(count: int, after: int, wanted: Callable[[int], bool], *, step: int = 1) -> int | None:
    """The first wanted index after a place, going round once; the place itself comes last."""
    for distance in range(1, count + 1):
        index = (after + step * distance) % count
        if wanted(index):
            return index
    return None


def nth_index(count: int, start: int, steps: int, wanted: Callable[[int], bool]) -> int:
    """The place that many wanted steps further (or back), stopping at the last one there is."""
    direction = 1 if steps > 0 else -1
    place = start
    index = start + direction
    left = abs(steps)
    while left and 0 <= index < count:
        if wanted(index):
            place = index
            left -= 1
        index += direction
    return place
