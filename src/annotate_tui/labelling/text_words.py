"""Words of a text, for marking passages: where a cursor stops and where a passage may begin and end.

Offsets are code points into the raw text.  No place is inside of what a reader
takes for one character: letters keep their accents, emoji their parts.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple


class Word(NamedTuple):
    """A word, a number or a mark: where it starts and ends in the text."""

    start: int
    end: int


# Between letters or digits these belong to the word: don't, five-year, 0.5, 1,000, mother’s.
_INSIDE = frozenset("'’-_‐‑·.,")
_INSIDE_NUMBERS = frozenset(".,")
# Written without spaces: each character is a stop of its own.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


class TextWords:
    """The words of one text and the places between its characters.

    A text of white space alone has no words.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.stops = _stops(text)
        """Where characters begin, and the end of the text."""
        self.words = _words(text, self.stops)

    def at(self, offset: int) -> int:
        """The number of the word at an offset; in white space the one before it, or the first."""
        return max(0, bisect_right(self.words, offset, key=lambda word: word.start) - 1)

    def starting_from(self, offset: int) -> int:
        """The number of the first word that begins at an offset or behind it; the last, where none does."""
        return min(len(self.words) - 1, bisect_left(self.words, offset, key=lambda word: word.start))

    def character_before(self, offset: int) -> int:
        """The place one character back, or the beginning."""
        return self.stops[max(0, bisect_left(self.stops, offset) - 1)]

    def character_after(self, offset: int) -> int:
        """The place one character on, or the end."""
        return self.stops[min(len(self.stops) - 1, bisect_right(self.stops, offset))]

    def word_start_before(self, offset: int) -> int:
        """The nearest beginning of a word before an offset, or the offset itself where there is none."""
        number = bisect_left(self.words, offset, key=lambda word: word.start) - 1
        return self.words[number].start if number >= 0 else offset

    def word_start_after(self, offset: int) -> int:
        """The nearest beginning of a word behind an offset, or the offset itself where there is none."""
        number = bisect_right(self.words, offset, key=lambda word: word.start)
        return self.words[number].start if number < len(self.words) else offset

    def word_end_before(self, offset: int) -> int:
        """The nearest end of a word before an offset, or the offset itself where there is none."""
        number = bisect_left(self.words, offset, key=lambda word: word.end) - 1
        return self.words[number].end if number >= 0 else offset

    def word_end_after(self, offset: int) -> int:
        """The nearest end of a word behind an offset, or the offset itself where there is none."""
        number = bisect_right(self.words, offset, key=lambda word: word.end)
        return self.words[number].end if number < len(self.words) else offset


def _stops(text: str) -> list[int]:
    if text.isascii() and "\r\n" not in text:
        return list(range(len(text) + 1))
    # Imported here because most sessions mark no passages.
    import regex

    return [match.start() for match in regex.finditer(r"\X", text)] + [len(text)]


def _words(text: str, stops: list[int]) -> list[Word]:
    kinds = [_kind(text[start:end]) for start, end in pairwise(stops)]
    found: list[Word] = []
    place = 0
    while place < len(kinds):
        first = place
        place += 1
        if kinds[first] == "space":
            continue
        if kinds[first] == "letter":
            while place < len(kinds) and _goes_on(text, stops, kinds, place):
                place += 1
        found.append(Word(stops[first], stops[place]))
    return found


def _kind(whole: str) -> str:
    """What a character is, with all that belongs to it: an accent on a space is a mark."""
    if whole.isspace():
        return "space"
    character = whole[0]
    if character.isspace():
        return "mark"
    if any(first <= ord(character) <= last for first, last in _UNSPACED):
        return "single"
    return "letter" if character.isalnum() or unicodedata.category(character)[0] == "M" else "mark"


def _goes_on(text: str, stops: list[int], kinds: list[str], place: int) -> bool:
    """Whether the character at a place belongs to the word before it."""
    if kinds[place] == "letter":
        return True
    character = text[stops[place] : stops[place + 1]]
    if character not in _INSIDE or place + 1 >= len(kinds) or kinds[place + 1] != "letter":
        return False
    if kinds[place - 1] != "letter":
        return False
    if character in _INSIDE_NUMBERS:
        return text[stops[place - 1]].isdigit() and text[stops[place + 1]].isdigit()
    return True
