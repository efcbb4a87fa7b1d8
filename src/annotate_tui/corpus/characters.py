"""Which characters count as white space at the edge of a unit, and which end a line.

Zero-width characters (space, joiners, marks of direction, byte order mark) are
white space at the edges of a unit and ordinary characters inside one.
"""

from __future__ import annotations

import re

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"

LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"

LINE = re.compile(f"[^{LINE_BREAKS}]+")
"""What stands between two line breaks."""

_EDGE = rf"[\s{ZERO_WIDTH}]"
_LEADING = re.compile(f"{_EDGE}+")


def is_edge(character: str) -> bool:
    """Whether a character is left out at the beginning and end of a unit."""
    return character.isspace() or character in ZERO_WIDTH


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch ``[start, end)`` without white space and zero-width characters at its edges.

    The result is empty (``start == end``) when nothing else is there.
    """
    leading = _LEADING.match(text, start, end)
    if leading:
        start = leading.end()
    while end > start and is_edge(text[end - 1]):
        end -= 1
    return start, end
