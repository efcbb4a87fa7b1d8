"""Where each unit of an article lies at a given width.  No Textual here.

A paragraph is joined text and the places where its units are; a row is a slice
of that text.  Which units a row shows is looked up when it is painted, so that
laying out costs one search a row and nothing a word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from annotate_tui.tui.text import displayable, row_starts

STUCK = "\xa0"
"""A space at which no row ends: it keeps a mark or list marker beside its text."""
PROSE_MARK = STUCK * 2
"""The place of a unit's state before its text where sentences flow."""


_AT_START = (0,)


class UnitLike(Protocol):
    """What must be known of a unit to lay it out."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def marker(self) -> str | None: ...
    @property
    def block(self) -> int: ...


class Run(NamedTuple):
    """A piece of one row: text of a unit from an offset on; its marker (offset −1); or a gap (unit −1)."""

    unit: int
    text: str
    offset: int


class Paragraph(NamedTuple):
    """Units that share rows: displayable text, and where in it each unit's own text starts and ends."""

    text: str
    first: int
    starts: tuple[int, ...]
    """Where each unit begins, with its mark or list marker."""
    bodies: tuple[int, ...]
    """Where the unit's own text begins."""
    ends: tuple[int, ...]
    gap: int
    """Empty rows below."""


def paragraphs(text: str, units: Sequence[UnitLike], *, prose: bool, gap: int) -> list[Paragraph]:
    """The paragraphs of an article: one for each unit, or (``prose``) one for each block.

    ``gap`` is 1 for an empty row between all paragraphs, 0 for one only between blocks.
    """
    made: list[Paragraph] = []
    first = 0
    while first < len(units):
        after = first + 1
        block = units[first].block
        if prose:
            while after < len(units) and units[after].block == block:
                after += 1
        same_block_follows = after < len(units) and units[after].block == block
        made.append(
            _paragraph(text, units, first, after, prose=prose, gap=0 if same_block_follows and not gap else 1)
        )
        first = after
    return made


def _paragraph(
    text: str, units: Sequence[UnitLike], first: int, after: int, *, prose: bool, gap: int
) -> Paragraph:
    if not prose and after == first + 1 and not units[first].marker:
        body = displayable(text[units[first].start : units[first].end])
        return Paragraph(body, first, _AT_START, _AT_START, (len(body),), gap)
    parts: list[str] = []
    starts, bodies, ends = [], [], []
    offset = 0
    for number in range(first, after):
        unit = units[number]
        if parts:
            parts.append(" ")
            offset += 1
        starts.append(offset)
        head = PROSE_MARK if prose else ""
        if unit.marker:
            head += displayable(unit.marker).replace(" ", STUCK) + STUCK
        body = displayable(text[unit.start : unit.end])
        parts += [head, body]
        bodies.append(offset + len(head))
        offset += len(head) + len(body)
        ends.append(offset)
    return Paragraph("".join(parts), first, tuple(starts), tuple(bodies), tuple(ends), gap)


@dataclass(slots=True)
class Flow:
    """The rows of an article at one width."""

    paragraphs: Sequence[Paragraph]
    width: int
    height: int = 0
    tops: list[int] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], width: int) -> Flow:
        """Lay paragraphs out for a width in cells."""
        flow = cls(paragraphs, width)
        top = 0
        for paragraph in paragraphs:
            starts = row_starts(paragraph.text, width)
            flow.tops.append(top)
            flow.rows.append(starts)
            top += len(starts) + paragraph.gap
        flow.height = top - paragraphs[-1].gap if paragraphs else 0
        return flow

    def rows_of(self, unit: int) -> tuple[int, int]:
        """The first and the last row that a unit is on."""
        number = bisect_right(self.paragraphs, unit, key=lambda paragraph: paragraph.first) - 1
        paragraph, starts, top = self.paragraphs[number], self.rows[number], self.tops[number]
        local = unit - paragraph.first
        last = max(paragraph.starts[local], paragraph.ends[local] - 1)
        return top + bisect_right(starts, paragraph.starts[local]) - 1, top + bisect_right(starts, last) - 1

    def unit_at(self, row: int) -> int | None:
        """The unit that a row of one-unit paragraphs belongs to; in prose, the first on the row."""
        runs = self.runs(row)
        return next((run.unit for run in runs if run.unit >= 0), None)

    def runs(self, row: int) -> list[Run]:
        """What a row shows, from left to right; nothing for an empty row."""
        if not 0 <= row < self.height:
            return []
        number = bisect_right(self.tops, row) - 1
        paragraph, starts = self.paragraphs[number], self.rows[number]
        line = row - self.tops[number]
        if line >= len(starts):
            return []
        text = paragraph.text
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        end = start + len(text[start:end].rstrip(" "))
        runs: list[Run] = []
        local = bisect_right(paragraph.starts, start) - 1
        while start < end:
            unit, body, stop = paragraph.first + local, paragraph.bodies[local], paragraph.ends[local]
            if start < body:
                runs.append(Run(unit, text[start : min(body, end)], -1))
                start = min(body, end)
            if start < min(stop, end):
                runs.append(Run(unit, text[start : min(stop, end)], start - body))
                start = min(stop, end)
            if start < end:
                runs.append(Run(-1, " ", 0))
                start += 1
            local += 1
        return runs
