"""Names and samples as a message may show them: control characters and odd bytes escaped."""

from __future__ import annotations

import os
import re
from pathlib import Path

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def shown(text: str) -> str:
    """``text`` with control characters, marks of direction and lone surrogates as escapes."""
    return _UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def shown_path(path: Path) -> str:
    """A path as text that can be printed and stored, also where its bytes are no UTF-8."""
    return shown(os.fsencode(path).decode("utf-8", "backslashreplace"))


def sample(text: str, length: int = 40) -> str:
    """The beginning of a text for a message, in one line."""
    line = shown(" ".join(text.split()))
    return line if len(line) <= length else f"{line[: length - 1]}…"


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")
