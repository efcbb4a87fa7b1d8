"""Text that may go to a terminal.

Articles, names, notes and codebooks hold whatever people put into them: control
sequences, characters that turn the direction of writing round, characters
without a width.  `displayable` replaces every such character by exactly one
visible character, so that offsets into the raw text stay offsets into what is
shown.  The stored text is never changed.
"""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, get_character_cell_size

PLACEHOLDER = "▯"
"""Stands for a character that cannot be shown safely."""

_SPACES = frozenset("\t\n\r\v\f\x85\u2028\u2029")
_REGIONAL_A = 0x1F1E6
# More than three marks on one letter are no writing system's, and climb over the rows above.
_PILE = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+)"
)
# Characters of one cell each, which most European text consists of.
_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]*").fullmatch


class _Display(dict[int, str | int]):
    """What each character is shown as; filled as characters turn up."""

    def __missing__(self, code: int) -> str | int:
        shown = self[code] = _shown(chr(code))
        return shown


def _shown(character: str) -> str | int:
    code = ord(character)
    if character in _SPACES:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures of the control characters
    if code == 0x7F:
        return "\u2421"
    if _REGIONAL_A <= code < _REGIONAL_A + 26:
        return chr(ord("A") + code - _REGIONAL_A)  # half of a flag
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x1F3FB <= code <= 0x1F3FF:
        return PLACEHOLDER  # variation selectors and skin tones change the width of what is before them
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Cn"):
        return PLACEHOLDER
    if get_character_cell_size(character) == 0 and category not in ("Mn", "Me"):
        return PLACEHOLDER
    return code


_DISPLAY = _Display()


def displayable(text: str) -> str:
    """Text of the same length that is safe to put on one row of a terminal."""
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(_DISPLAY)
    if not shown.isascii() and _PILE.search(shown):
        shown = _PILE.sub(lambda pile: pile[1] + PLACEHOLDER * len(pile[2]), shown)
    return shown


def is_narrow(text: str) -> bool:
    """Whether every character surely takes one cell; False is no proof of the contrary."""
    return _NARROW(text) is not None


def width_of(text: str) -> int:
    """How many cells a displayable text takes."""
    return len(text) if is_narrow(text) else cell_len(text)


def fit(text: str, width: int) -> str:
    """The text, or as much of its beginning as fits with "…" at the end."""
    if width_of(text) <= width:
        return text
    if width <= 0:
        return ""
    cut = text[: width - 1]
    while cut and width_of(cut) > width - 1:
        cut = cut[:-1]
    return cut.rstrip(" ") + "…"


def pad(text: str, width: int) -> str:
    """The text in exactly so many cells: cut with "…", or filled with spaces."""
    text = fit(text, width)
    return text + " " * (width - width_of(text))


def bar(share: float, cells: int = 10) -> str:
    """A share between 0 and 1 as a bar; it is full only when nothing is missing."""
    full = int(share * cells)
    return "▰" * full + "▱" * (cells - full)


def row_starts(text: str, width: int) -> list[int]:
    """Offsets at which the rows of a word-wrapped displayable text start.

    A row ends where the next one starts; spaces at its end are not drawn.
    """
    if width < 1:
        return [0]
    return _narrow_rows(text, width) if is_narrow(text) else _wide_rows(text, width)


def _narrow_rows(text: str, width: int) -> list[int]:
    """Every character is one cell: an offset is a column."""
    starts = [0]
    start, end = 0, len(text)
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space > start:
            start = space + 1
            while start < end and text[start] == " ":
                start += 1
            if start == end:
                break
        else:
            start += width
        starts.append(start)
    return starts


# Marks that may not begin a row in Chinese and Japanese text.
_CLOSING = frozenset(
    "、。，．：；？！）］｝〕〉》」』】〙〗〟’”»ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ・…"
)


def _wide_rows(text: str, width: int) -> list[int]:
    """Some characters take no cell or two: step by character with what is attached to it."""
    starts = [0]
    start = used = 0  # where this row starts, and the cells used since
    chance = chance_used = 0  # where this row could end, and the cells used up to there
    wide_before = False
    for offset, character in enumerate(text):
        if character == " ":
            used += 1
            chance, chance_used, wide_before = offset + 1, used, False
            continue
        cells = get_character_cell_size(character)
        if cells and (cells == 2 or wide_before) and character not in _CLOSING and offset > start:
            chance, chance_used = offset, used
        while used + cells > width and offset > start:
            if chance > start:
                start, used = chance, used - chance_used
            else:
                start, used = offset, 0  # a word longer than the row is cut
            starts.append(start)
        used += cells
        if cells:
            wide_before = cells == 2
    return starts


def wrap(text: str, width: int, *, indent: int = 0) -> list[str]:
    """Rows of a text; rows after the first are indented.  A line break in the text starts a new row."""
    rows: list[str] = []
    for line in text.splitlines() or [""]:
        shown = displayable(line.rstrip())
        first = row_starts(shown, width)
        if len(first) > 1 and indent and indent < width:
            head, rest = shown[: first[1]].rstrip(" "), shown[first[1] :]
            more = row_starts(rest, width - indent)
            rows.append(head)
            rows += [" " * indent + row for row in _rows(rest, more)]
        else:
            rows += _rows(shown, first)
    return rows


def _rows(text: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], len(text)]
    return [text[start:end].rstrip(" ") for start, end in zip(starts, ends, strict=True)]
