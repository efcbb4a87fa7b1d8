"""Names of annotators, as somebody types them."""

from __future__ import annotations

import unicodedata

LONGEST = 60


def tidy_name(typed: str) -> str:
    """A typed name without spaces that nobody sees."""
    return " ".join(typed.split())


def name_problem(name: str, known: tuple[str, ...] = ()) -> str:
    """Why nobody can label under a name, in a sentence; empty for a good one, and for one that is known."""
    if name in known:
        return ""
    if not name:
        return "Labels are kept under a name: type yours."
    if len(name) > LONGEST:
        return f"A name may have {LONGEST} characters; this one has {len(name)}."
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name):
        return "A name cannot hold control characters; they are shown as ▯. Type it anew."
    return ""
