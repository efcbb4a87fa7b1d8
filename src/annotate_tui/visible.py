"""Text that came from somewhere else, made safe to print.

Article text, names and notes are data: an escape sequence in them must not
reach the terminal or a page, and what reorders or hides text must be seen.
Each such character is shown as a visible stand-in; everything else stays.
"""

from __future__ import annotations

import re

# The pictures of U+2400 stand for the old control characters: ESC is shown as ␛.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_BREAKS = (9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029)

UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
"""The characters without a picture, which are named instead: the C1 controls (U+009B begins an
escape sequence too), line separators, what changes the direction of text or has no width, byte
order marks, tags, halves of surrogate pairs."""


def visible(text: str, *, lines: bool = False) -> str:
    """The text with stand-ins for characters that control a terminal or hide or reorder text.

    With ``lines`` newlines and tabs are kept, for text that may stand on several lines.
    """
    pictures = {code: picture for code, picture in _PICTURES.items() if not (lines and code in (9, 10))}
    return UNSEEN.sub(_named, text.translate(pictures))


def on_one_line(text: str) -> str:
    """The same on one line: tabs and line breaks of every kind become spaces."""
    return UNSEEN.sub(_named, text.translate(_PICTURES | dict.fromkeys(_BREAKS, " ")))


def _named(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"
