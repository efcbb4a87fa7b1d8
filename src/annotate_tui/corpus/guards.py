"""Brackets and quotations that no sentence boundary falls into."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_MARKS = re.compile(r"[()\[\]“”«»\"]")
_OPENS = {"(": ")", "[": "]", "“": "”", "«": "»"}
_CLOSES = frozenset(_OPENS.values())
_LONGEST = 600
"""A bracket that closes later than this is taken for a slip of the pen."""

_GOES_ON = re.compile(r"\s*(?:[^\W\d_A-Z]|[,;:)\]–—-])")


@dataclass(frozen=True, slots=True)
class Guard:
    """A stretch from an opening to its closing mark: ``masked[start]`` opens, ``masked[end - 1]`` closes."""

    start: int
    end: int
    bracket: bool


def guards_of(masked: str) -> list[Guard]:
    """The outermost brackets, and the quotations in the middle of a sentence, in order.

    A quotation counts only where the sentence leads into it without colon or
    comma and goes on behind it ("staff call it “the reset. A mess” and laugh"):
    elsewhere it may hold sentences of its own.
    """
    found: list[Guard] = []
    waiting: list[tuple[str, int]] = []
    straight = masked.count('"') % 2 == 0
    for mark in _MARKS.finditer(masked):
        sign, at = mark.group(), mark.start()
        if sign == '"':
            if not straight:
                continue
            opening = not any(wanted == '"' for wanted, _ in waiting)
        else:
            opening = sign in _OPENS
        if opening:
            waiting.append((_OPENS.get(sign, sign), at))
            if len(waiting) > 8:
                waiting.pop(0)
            continue
        while waiting and waiting[-1][0] != sign and any(wanted == sign for wanted, _ in waiting):
            waiting.pop()
        if not waiting or waiting[-1][0] != sign:
            continue
        _, start = waiting.pop()
        guard = Guard(start, at + 1, sign in ")]")
        if at - start > _LONGEST or not (guard.bracket or _leads_in_and_goes_on(masked, guard)):
            continue
        while found and found[-1].start > start:
            found.pop()
        found.append(guard)
    return found


def guard_around(guards: list[Guard], at: int) -> Guard | None:
    """The guard that holds the offset ``at``, if any."""
    index = bisect_right(guards, at, key=lambda guard: guard.start) - 1
    return guards[index] if index >= 0 and at < guards[index].end else None


def _leads_in_and_goes_on(masked: str, quotation: Guard) -> bool:
    """Whether a quotation stands in the middle of a sentence, as a title or a name does."""
    before = masked[max(0, quotation.start - 3) : quotation.start].rstrip()
    if not before or not (before[-1].isalnum() or before[-1] in ")]%"):
        return False
    inner_end = masked[quotation.end - 2]
    return inner_end == "," or _GOES_ON.match(masked, quotation.end) is not None
