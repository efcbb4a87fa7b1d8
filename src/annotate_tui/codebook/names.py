"""What ids, names and keys may be."""

from __future__ import annotations

import re
import unicodedata

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?")
_VERSION = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})")

# What R, pandas and spreadsheets read as "no answer", and the program's own words for the kinds of it.
_MISSING = frozenset({"na", "n/a", "nan", "null", "nil", "not_asked", "missing", "skipped"})


def id_problem(name: str) -> str:
    """Why a text cannot be an id, empty if it can."""
    if not _ID.fullmatch(name):
        return (
            "is no id; ids have up to 64 letters, digits, '_', '-' and '.', and begin and end with "
            "a letter or digit"
        )
    return missing_problem(name)


def missing_problem(name: str) -> str:
    """Why a text cannot stand in an exported column, empty if it can."""
    if name.casefold() in _MISSING or name == "None":
        return "would be read as a missing answer by other programs; choose another id"
    return ""


def key_problem(key: str) -> str:
    """Why a text cannot be a codebook's key, empty if it can."""
    if len(key) == 1 and key.isprintable() and not key.isspace() and not unicodedata.combining(key):
        return ""
    return 'is no key; a key is one character that can be typed, such as "e", "E" or "+"'


def text_problem(text: str) -> str:
    """Why a text cannot be shown in one line, empty if it can."""
    bad = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")), None)
    return f"holds the character U+{ord(bad):04X}; it must fit into one line" if bad else ""


def parse_version(version: str) -> tuple[int, int, int] | None:
    """The three numbers of a version, or None if it is none ("1.2.0" is one, "1.2" is not)."""
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def humanised(name: str) -> str:
    """A name for an id that was given none: "public_body" → "Public body"."""
    words = re.sub(r"[_.-]+", " ", name)
    return words[:1].upper() + words[1:]
