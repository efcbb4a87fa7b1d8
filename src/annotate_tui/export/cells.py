"""Cells of tables: a text from an article must never be run as a formula by a spreadsheet.

A text that a spreadsheet could take for a formula (``=1+1``, ``+``, ``-``, ``@``, a
leading tab or carriage return) gets one leading apostrophe, and so does a text
that already begins with apostrophes before such a character: the escape can
then be undone without loss.  Numbers are written as numbers and stay as they are.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")

Cell = str | int | float | bool | None


def escape(text: str) -> str:
    """The text as a spreadsheet may see it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape(cell: str) -> str:
    """The text that `escape` was given."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def cell(value: Cell, *, raw: bool = False) -> str:
    """A value as the text of a cell: empty for None, ``1`` and ``0`` for true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return value if raw else escape(value)
    return repr(value)
