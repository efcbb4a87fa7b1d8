"""Text that came from somewhere else, made safe to print.

Article text, names and notes are data: an escape sequence in them must not
reach the terminal, and what reorders or hides text must be seen.  Each such
character is shown as a visible stand-in; everything else stays as it is.
"""

from __future__ import annotations

import re

# The pictures of U+2400 stand for the old control characters: ESC is shown as ␛.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}

# The others have no picture and are named: the C1 controls (U+009B begins an escape sequence too),
# line separators, what changes the direction of text, byte order marks, tags, halves of surrogate pairs.
NAMED = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)


def visible(text: str, *, lines: bool = False) -> str:
    """The text with stand-ins for characters that control a terminal or hide or reorder text.

    With ``lines`` newlines and tabs are kept, for text that may stand on several lines.
    """
    pictures = {code: picture for code, picture in _PICTURES.items() if not (lines and code in (9, 10))}
    return NAMED.sub(lambda found: f"<U+{ord(found[0]):04X}>", text.translate(pictures))
