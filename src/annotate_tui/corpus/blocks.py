"""Lines to blocks: headings, paragraphs and list items with their marker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.characters import LINE, trimmed

_MARKER = re.compile(r"(?:\(?\d{1,3}[.)]|\[\d{1,3}\]|\(?[a-z][.)]|[•◦‣▪●○■□►✓✔*–-]|o)(?=\s)")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the raw text that no sentence crosses."""

    start: int
    end: int
    kind: UnitKind
    marker: str | None = None
    whole: bool = False
    """Never split into sentences."""


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    found = []
    for line in LINE.finditer(text):
        start, end = trimmed(text, *line.span())
        if start == end:
            continue
        marker = _MARKER.match(text, start, end)
        label = None
        if marker:
            after, _ = trimmed(text, marker.end(), end)
            if after < end:
                label, start = marker.group(), after
        heading = label is None and end - start < 90 and text[end - 1] not in ".!…;,”\"')"
        kind = UnitKind.HEADING if heading else UnitKind.SENTENCE
        found.append(Block(start, end, kind, label, whole=heading))
    return found
