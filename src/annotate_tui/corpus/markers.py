"""List markers: numbers, letters and bullets that stand before an item and are no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotate_tui.corpus.characters import ZERO_WIDTH, trimmed

ROUND_BULLETS = "•◦‣⁃∙●○■□▪▫►▶➤➢✓✔✗✘❖❑❯☐☑☒"
"""Signs that begin an item also in the middle of a line."""

_BLANK = rf"[\s{ZERO_WIDTH}]"
_QUOTE = re.compile(r">(?:\s?>)*(?=\s|$)")
_HEAD = re.compile(r"#{1,6}(?=\s)")
_BULLET = re.compile(
    rf"""
    (?: [{ROUND_BULLETS}✅❌👉🔹🔸➡→⇒]\ufe0f?(?={_BLANK}|\w|$)    # also without a blank: "•Nausea"
      | [·*+–-](?={_BLANK}|$)
      | o(?=\s+\S)                                      # what a bullet becomes in some copies
    )
    (?:\s+\[[ xX]\](?=\s))?                             # a task list
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    rf"""
    (?P<open>[(\[]?)
    (?: (?P<number>\d{{1,3}}(?:\.\d{{1,2}}){{0,3}})
      | (?P<roman>xi?[vx]|x?ix|x?iv|x?vi{{0,3}}|xi{{0,3}}|i{{1,3}}
                 |XI?[VX]|X?IX|X?IV|X?VI{{0,3}}|XI{{0,3}}|I{{1,3}})
      | (?P<letter>[a-zA-Z])
    )
    (?P<close>\.\)|[.)\]])
    (?={_BLANK}|$|(?<=\d[.)])[A-Z][a-z])
    """,
    re.VERBOSE,
)
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,30}\]:(?=\s)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_CLOSED_BY = {"(": ")", "[": "]"}

LETTER = "letter"
"""The style of a single letter, which is a marker only in a list of them."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker: ``text[start:end]``; ``value`` is its place in a sequence, 0 for bullets.

    ``style`` is the bullet, or the shape of the number ("1.", "(1)", "i."), or
    ``quote``, ``head``, ``note`` (of Markdown) or ``letter``.
    """

    start: int
    end: int
    style: str
    value: int = 0
    plain: bool = True
    """Whether there is one marker only, not a bullet in a quotation or a number behind a bullet."""


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The marker that ``text[start:end]`` begins with, if any; the item behind it may be empty.

    A single letter has the style ``letter``; whether it stands in a list is for
    the caller to see: "a. Screening" may, "A. Lopez" does not.
    """
    if head := _HEAD.match(text, start, end):
        return Marker(start, head.end(), "head")
    at, style, signs = start, "", 0
    for pattern, name in ((_QUOTE, "quote"), (_BULLET, "")):
        if found := pattern.match(text, at, end):
            style = style or name or found.group()[0]
            at, _ = trimmed(text, found.end(), end)
            last = found.end()
            signs += 1
    number = number_at(text, at, end)
    if number and not (style and number.style == LETTER):
        return Marker(start, number.end, style or number.style, number.value, plain=not style)
    if style:
        return Marker(start, last, style, plain=signs == 1)
    return None


def number_at(text: str, start: int, end: int) -> Marker | None:
    """The number or letter that an item begins with, if any."""
    if note := _FOOTNOTE.match(text, start, end):
        return Marker(start, note.end(), "note")
    found = _NUMBER.match(text, start, end)
    if found is None:
        return None
    closing = _CLOSED_BY.get(found["open"])
    if found["close"] != closing and (closing or found["close"] == "]"):
        return None
    shape = found["open"] + "{}" + found["close"]
    if found["number"]:
        return Marker(start, found.end(), shape.format("1"), int(found["number"].partition(".")[0]))
    sign = found["roman"] or found["letter"]
    if found["open"] == "[":
        return None
    if len(sign) > 1:
        return Marker(start, found.end(), shape.format("i"), roman_value(sign))
    return Marker(start, found.end(), LETTER, ord(sign))


def roman_value(sign: str) -> int:
    """The number that a Roman numeral of the letters I, V and X stands for."""
    values = [_ROMAN_VALUES[letter] for letter in sign.lower()]
    return sum(
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def letter_stands_in_a_list(text: str, mark: Marker, before: Marker | None, after: Marker | None) -> bool:
    """Whether a single letter begins an item: "a." always, "B." only beside "A." or "C."."""
    sign = text[mark.start : mark.end]
    if sign.startswith("("):
        return not text[mark.end : mark.end + 6].strip().startswith(("19", "20"))
    if sign in ("a.", "a)", "i.", "i)"):
        return True
    neighbours = [other for other in (before, after) if other]
    if chr(mark.value).islower():
        return any(other.style == LETTER or other.style[-2:-1] in ("1", "i") for other in neighbours)
    values = [other.value for other in neighbours if other.style == LETTER]
    if chr(mark.value) in "IVX":
        values += [ord("I") + other.value - 1 for other in neighbours if other.style[:1] == "i"]
    return mark.value - 1 in values or mark.value + 1 in values
