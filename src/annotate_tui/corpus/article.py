"""An article as it was read, and the units that are labelled in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class UnitKind(StrEnum):
    """What a unit is; what it is asked comes from the codebook's unit-kind policy."""

    SENTENCE = "sentence"
    LEAD_IN = "lead_in"
    QUOTE = "quote"
    COMMENT = "comment"
    BYLINE = "byline"
    PROMO_BLOCK = "promo_block"
    TITLE = "title"
    HEADING = "heading"
    REFERENCE = "reference"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of an article's raw text that gets labels.

    ``start`` and ``end`` are code-point offsets into the raw text, end
    exclusive; ``marker`` is the list marker before it ("1.", "•"), which is no
    part of the unit; ``block`` numbers the paragraph, list item or heading that
    the unit stands in, from 0 upward in the order of the text.
    """

    start: int
    end: int
    kind: UnitKind = UnitKind.SENTENCE
    marker: str | None = None
    block: int = 0


@dataclass(frozen=True)
class Article:
    """An article's raw text, exactly as read, and what is known about it.

    For formats that are not plain text (HTML, DOCX, PDF) ``text`` is what was
    extracted and ``original_sha256`` is the hash of the file's bytes.
    """

    text: str
    title: str = ""
    source: str = ""
    media_type: str = "text/plain"
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    original_sha256: str | None = None
    given_units: tuple[Unit, ...] | None = None
    """Units that came with the text (one sentence a row); such text is not segmented."""

    @cached_property
    def article_id(self) -> str:
        """SHA-256 of the raw text as UTF-8, in hexadecimal: the same text is the same article."""
        return hashlib.sha256(self.text.encode()).hexdigest()
