"""Text that came from somewhere else, made safe to show.

Article text, names and notes are data.  A control character must not reach a
terminal or a page, and what hides text or turns its direction round must be
seen; each such character is shown as something visible.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = dict.fromkeys((9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029), " ")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"} | _SPACES

# What has no picture is named: C1 controls, marks that change the direction of text, byte order marks,
# tags, halves of surrogate pairs, what no interchange is meant for.
_NAMED = re.compile(
    "[\x80-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_REGIONAL_A = 0x1F1E6


def visible(text: str) -> str:
    """The text on one line, with stand-ins for characters that control, hide or reorder."""
    return _NAMED.sub(lambda found: f"<U+{ord(found[0]):04X}>", text.translate(_PICTURES))


def for_terminal(text: str) -> str:
    """`visible` text in which every character has a width that terminals agree on.

    Characters that change the width of their neighbours (joiners, variation selectors, halves of
    flags) are left out or spelled.
    """
    shown = visible(text)
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
