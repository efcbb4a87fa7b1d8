"""Passages: the stretches of a unit that answer a facet of the type ``span``.

A passage is written ``"start-end"`` or ``"start-end:value"``: code points in the
unit's raw text, the end not included.  An annotator's answer to such a facet is
the tuple of all their passages, in the order of the text; in the store each
passage that was marked by hand is an entry of its own (an *item*), so that two
people's work, or one person's on two machines, merges passage by passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from annotate_tui.codebook.model import Answer, Codebook, Facet, Value


class Passage(NamedTuple):
    """A stretch of a unit and what it was marked as; without a value, the facet says it all."""

    start: int
    end: int
    value: str = ""

    def __str__(self) -> str:
        place = f"{self.start}-{self.end}"
        return f"{place}:{self.value}" if self.value else place

    def overlaps(self, other: Passage) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def parse_passage(text: str) -> Passage:
    """The passage that is written so.  Raises ValueError."""
    place, _, value = text.partition(":")
    start, _, end = place.partition("-")
    if not (start.isdecimal() and end.isdecimal() and start.isascii() and end.isascii()):
        raise ValueError(f"{text!r} is no passage.")
    if int(start) >= int(end):
        raise ValueError(f"{text!r} is an empty passage.")
    return Passage(int(start), int(end), value)


def passages(answer: Answer | None) -> tuple[Passage, ...]:
    """The passages of an answer, in the order of the text; what is none is left out."""
    parts = answer if isinstance(answer, tuple) else (answer,)
    found = set()
    for part in parts:
        try:
            found.add(parse_passage(part if isinstance(part, str) else ""))
        except ValueError:
            continue
    return tuple(sorted(found))


def gathered(entries: Iterable[Answer | None]) -> tuple[str, ...] | None:
    """One answer out of the entries that hold passages, one each or several; None where there is none."""
    found = {passage for entry in entries if entry is not None for passage in passages(entry)}
    return tuple(map(str, sorted(found))) or None


def span_values(codebook: Codebook, facet: Facet) -> tuple[Value, ...]:
    """What passages can be of: the facet's own values, or those of the facet that it links to."""
    return _source(codebook, facet).values


def offered_values(codebook: Codebook, facet: Facet) -> tuple[Value, ...]:
    """The values that a passage can be given now.

    Not the retired ones, of groups only what may be chosen, and of a linked set
    not the values that mean "none of these".
    """
    source = _source(codebook, facet)
    groups = {value.parent for value in source.values} if source.select == "leaf" else set()
    return tuple(
        value
        for value in source.values
        if not value.retired and value.id not in groups and value.id not in source.exclusive
    )


def value_name(codebook: Codebook, facet: Facet, value_id: str) -> str:
    """The name of what a passage was marked as; the id where the codebook no longer has it."""
    return next((value.name for value in span_values(codebook, facet) if value.id == value_id), value_id)


def overlapping(found: Iterable[Passage]) -> tuple[Passage, Passage] | None:
    """Two passages that share a character, if there are any."""
    furthest: Passage | None = None
    for passage in sorted(found):
        if furthest is not None and passage.overlaps(furthest):
            return furthest, passage
        if furthest is None or passage.end > furthest.end:
            furthest = passage
    return None


def rewrapped(answer: Answer, before: str, after: str) -> Answer:
    """An answer's passages in a text with the same words and other white space."""
    old = [offset for offset, character in enumerate(before) if not character.isspace()]
    new = [offset for offset, character in enumerate(after) if not character.isspace()]
    if before == after or len(old) != len(new):
        return answer
    moved = []
    for passage in passages(answer):
        first, last = bisect_left(old, passage.start), bisect_left(old, passage.end) - 1
        if first <= last:
            moved.append(str(Passage(new[first], new[last] + 1, passage.value)))
    return tuple(moved) if isinstance(answer, tuple) else "".join(moved[:1]) or answer


def _source(codebook: Codebook, facet: Facet) -> Facet:
    return codebook.facet(facet.links_to) if facet.links_to and not facet.values else facet
