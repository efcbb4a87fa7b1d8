"""List items in the middle of a line: "What to bring: • Photo ID • Insurance card"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate_tui.corpus.abbreviations import ABBREVIATIONS
from annotate_tui.corpus.characters import trimmed
from annotate_tui.corpus.markers import LETTER, ROUND_BULLETS, Marker, number_at
from annotate_tui.corpus.openers import LABELLED_BY_LETTER, NUMBERED_LABELS
from annotate_tui.corpus.words import words

_INLINE_BULLET = re.compile(rf"(?<=\s)[{ROUND_BULLETS}]\s*(?=[^\s{ROUND_BULLETS}])")
_FIRST = re.compile(
    r"(?:(?<=[.!?:]\s)|^)(?P<open>\(?)(?P<sign>[1aA])(?P<close>\.\)|[.)])\s+(?=[“\"‘(]?[^\W\d_a-z])"
)
_CAPITAL = re.compile(r"\s+(?=[“\"‘(]?[^\W\d_a-z])")
_BEFORE = re.compile(r"(\S*)\s+$")
_SEQUENCES = {
    f"{opening}{sign}{closing}": (opening, sign, closing)
    for opening in ("", "(")
    for sign in "1aA"
    for closing in (".", ")", ".)")
}
_BEFORE_A_NUMBER = (
    LABELLED_BY_LETTER
    | NUMBERED_LABELS
    | words("of to in and or than by is was from at about with until least only")
) - {"item"}
"""After these words a number is no list marker: "phase 2. The trial"."""


def inline_items(text: str, start: int, end: int, marker: Marker | None) -> list[tuple[int, int, str | None]]:
    """A block cut at the list items that stand in the middle of it: ``(start, end, marker)`` of each.

    Bullets always begin an item ("What to bring: • Photo ID • …"); numbers and
    letters only in a sequence that starts with the first, each before a
    capital: "1) Rapid relief 2) Fewer cravings", but not "(1) screening,
    (2) dosing".
    """
    sign = text[marker.start : marker.end] if marker else None
    cuts = list(_bullets(text, start, end)) or list(_numbers(text, start, end, marker))
    if not cuts:
        return [(start, end, sign)]
    items: list[tuple[int, int, str | None]] = []
    for cut, after in [*cuts, (end, end)]:
        item = trimmed(text, start, cut)
        if item[0] < item[1]:
            items.append((*item, sign))
            sign = None
        start, inner = after, text[cut:after].strip()
        sign = f"{sign} {inner}" if sign else inner
    return items


def _bullets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where bullets begin and end in a block."""
    for bullet in _INLINE_BULLET.finditer(text, start, end):
        number = number_at(text, bullet.end(), end)
        after = bullet.end()
        if number and number.style != LETTER and trimmed(text, number.end, end)[0] < end:
            after = trimmed(text, number.end, end)[0]
        yield bullet.start(), after


def _numbers(text: str, start: int, end: int, marker: Marker | None) -> Iterator[tuple[int, int]]:
    """Where the second and further numbers or letters of a sequence begin and end in a block."""
    if marker and text[marker.start : marker.end] in _SEQUENCES:
        opening, sign, closing = _SEQUENCES[text[marker.start : marker.end]]
        cuts: list[tuple[int, int]] = []
    elif marker is None and (first := _FIRST.search(text, start, end)) and first.end() < end:
        opening, sign, closing = first["open"], first["sign"], first["close"]
        cuts = [first.span()]
    else:
        return
    loose, at = marker is not None, cuts[0][1] if cuts else start
    for value in range(2, 40):
        following = str(value) if sign == "1" else chr(ord(sign) + value - 1)
        found = _next_number(text, at, end, f"{opening}{following}{closing}", loose=loose)
        if found is None:
            break
        cuts.append(found)
        at = found[1]
    if marker or len(cuts) > 1:
        yield from cuts


def _next_number(text: str, start: int, end: int, needle: str, *, loose: bool) -> tuple[int, int] | None:
    """The first place from ``start`` where ``needle`` begins an item."""
    at = text.find(needle, start, end)
    while at >= 0:
        before = _BEFORE.search(text, max(start, at - 40), at)
        after = _CAPITAL.match(text, at + len(needle), end)
        if before and after:
            word = before[1]
            plain = word.strip(".,;:!?()“”\"'").lower()
            if word[-1:] in ".!?;:" and "numbered" not in ABBREVIATIONS.get(plain, ()):
                return at, after.end()
            if loose and plain not in _BEFORE_A_NUMBER and word[-1:] != ",":
                return at, after.end()
        at = text.find(needle, at + 1, end)
    return None
