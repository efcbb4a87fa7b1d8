"""Text of articles, names and notes in a width that terminals agree on, and cut to a length."""

from __future__ import annotations

import unicodedata

from annotate_tui.visible import on_one_line

_REGIONAL_A = 0x1F1E6


def for_terminal(text: str) -> str:
    """Text on one line, safe to print, in which every character has a width that terminals agree on.

    Characters that change the width of their neighbours (joiners, variation selectors, halves of
    flags) are left out or spelled.
    """
    shown = on_one_line(text)
    if shown.isascii():
        return shown
    return "".join(map(_of_known_width, shown))


def _of_known_width(character: str) -> str:
    code = ord(character)
    if _REGIONAL_A <= code < _REGIONAL_A + 26:
        return chr(ord("A") + code - _REGIONAL_A)
    if 0x1F3FB <= code <= 0x1F3FF or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return ""
    category = unicodedata.category(character)
    if category in ("Cf", "Cn", "Cs", "Cc"):
        return ""
    return character


def shorten(text: str, length: int) -> str:
    """The text, or its beginning with "…"; ``length`` counts characters."""
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"
