"""Entries of a reference list: what they look like."""

from __future__ import annotations

import re

_SHAPE = re.compile(
    r"""
    (?: [^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+)?,?\s   # Duman, R. S., & Aghajanian
        (?:[A-Z]\.?[\s-]?){1,3}(?:,|;|\.|&|\(|and|et\ al)
      | (?:[A-Z]\.\s?){1,3}[^\W\d_a-z][\w’'-]+(?:,|\ and|\ et\ al)   # R. S. Duman, …
    )
    .{0,400}?
    (?: \(\s?(?:1[89]|20)\d\d[a-z]?(?:,\s\w+(?:\s\d+)?)?\s?\)     # (2014)
      | \b(?:1[89]|20)\d\d\b.{0,20}[;:]\s?\d+                     # 2014;51:199
      | \bdoi[:.]                                                 # doi:10.1000/…
      | \b\d+\s?\(\d+(?:[–-]\d+)?\)\s?[:,]\s?e?\d+                # 348(6234), 487
    )
    """,
    re.VERBOSE,
)
"""Author, year, title and place, in the usual styles of reference lists."""

REFERENCE_HINT = re.compile(
    r"\b(?:1[789]|20)\d\d[a-z]?\b|\bn\.d\.|https?://|\bdoi\b|www\.|\bet\ al\b|\bpp?\.\s?\d|\bin\ press\b"
    r"|\b(?:ISBN|PMID|PMCID)\b|\bvol\.",
    re.IGNORECASE,
)
"""What an entry of a reference list holds, and the lines behind the list do not."""

_NUMBERED = re.compile(
    r"(?:[^\W\d_a-z][\w’'-]+\s[A-Z]{1,3}[,.]|[^\W\d_a-z][\w’'-]+,\s[A-Z]\.).{20,}\b(?:19|20)\d\d\b"
)
"""An entry with author, initials and year: outside a list it counts only with a number before it."""


def is_entry(line: str, *, numbered: bool) -> bool:
    """Whether a paragraph outside a reference list is an entry of one all the same."""
    return _SHAPE.match(line) is not None or (numbered and _NUMBERED.match(line) is not None)
