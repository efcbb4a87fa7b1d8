"""A text as its lines: what stands on each, and how many blank lines are before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotate_tui.corpus.characters import LINE_BREAKS, trimmed

_LINE = re.compile(f"[^{LINE_BREAKS}]+")
_BREAK = re.compile(f"\r\n|[{LINE_BREAKS}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something.

    ``text[start:end]`` is what stands on it without white space at the edges,
    ``width`` the number of columns up to its end, ``gap`` the number of blank
    lines before it (0 when it follows the line before directly).
    """

    start: int
    end: int
    width: int
    gap: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold more than white space, in order."""
    found: list[Line] = []
    done = 0
    for line in _LINE.finditer(text):
        start, end = trimmed(text, *line.span())
        if start == end:
            continue
        breaks = sum(1 for _ in _BREAK.finditer(text, done, line.start()))
        found.append(Line(start, end, end - line.start(), max(0, breaks - 1)))
        done = line.end()
    return found
