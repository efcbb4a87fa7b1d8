"""What Markdown sets apart by lines: front matter, fenced code, underlines of headings.

Its other marks (``#``, ``>``, bullets, ``[^1]:``) are markers, also in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate_tui.corpus.lines import Line

MEDIA_TYPES = frozenset(["text/markdown", "text/x-markdown"])

UNDERLINE = re.compile(r"=+|-{2,}")
"""The line under a heading."""

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_RULE = re.compile(r"-{3,}")


def set_apart(text: str, lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it is front matter, code or a fence around it, and no text to label."""
    apart = [False] * len(lines)
    fence = ""
    matter = _end_of_front_matter(text, lines)
    for index, line in enumerate(lines):
        body = text[line.start : line.end]
        found = _FENCE.match(body)
        apart[index] = index < matter or bool(fence) or found is not None
        if found and not fence:
            fence = found[1]
        elif found and body.startswith(fence) and body == found[1]:
            fence = ""
    return apart


def _end_of_front_matter(text: str, lines: Sequence[Line]) -> int:
    """How many lines the settings at the beginning of a file take, with their rules; 0 without."""
    if not lines or text[lines[0].start : lines[0].end] != "---":
        return 0
    for index, line in enumerate(lines[1:40], start=1):
        if _RULE.fullmatch(text, line.start, line.end) or text[line.start : line.end] == "...":
            return index + 1 if index > 1 else 0
    return 0
