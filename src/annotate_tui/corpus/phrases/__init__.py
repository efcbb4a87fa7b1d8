"""What bylines, navigation, comment forms and the like say: tables of patterns for whole lines.

Data only.  In a table every line is a regular expression that has to match a
paragraph from its first character to its last, in either case of letters; a
blank stands for any white space, and lines that begin with ``#`` are comments.
"""

from __future__ import annotations

import re

_BLANK = re.compile(r" (?![^\[\]]*\])")


def table(lines: str, **parts: str) -> re.Pattern[str]:
    """One pattern of a table; ``{name}`` in a line stands for the part of that name."""
    return re.compile(_alternatives(lines, parts), re.IGNORECASE)


def beginnings(lines: str, **parts: str) -> re.Pattern[str]:
    """One pattern of a table whose lines match whole words anywhere, or at the beginning, of a text."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(lines, parts)})(?!\w)", re.IGNORECASE)


def _alternatives(lines: str, parts: dict[str, str]) -> str:
    patterns = []
    for line in lines.splitlines():
        pattern = line.strip()
        if pattern and not pattern.startswith("# "):
            for name, part in parts.items():
                pattern = pattern.replace("{" + name + "}", f"(?:{part})")
            patterns.append(f"(?:{spaced(pattern)})")
    return "|".join(patterns)


def spaced(pattern: str) -> str:
    """A pattern in which every blank outside of ``[…]`` stands for any white space."""
    return _BLANK.sub(r"\\s+", pattern)
