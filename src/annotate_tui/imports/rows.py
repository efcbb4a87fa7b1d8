"""What every format is read into: which text a row speaks of, who says what about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """The text that a row speaks of, in the words of the file.

    Without offsets it is a whole article, or the one unit that has this text.
    """

    article: str = ""
    """The article's id, or the first 16 digits of it or more."""
    unit: str = ""
    """A unit's id, as exports write it."""
    start: int | None = None
    end: int | None = None
    text: str | None = None
    """What the file quotes as the text."""
    document: bool = False
    """Whether the row says outright that it is about the article as a whole."""


class Region(NamedTuple):
    """A part of a row's text, and its label there; offsets count from the beginning of that text."""

    start: int
    end: int
    value: Any
    text: str | None = None
    """What the file quotes as the text of the part."""


class Said(NamedTuple):
    """An answer as the file has it."""

    facet: str
    """The facet's id; empty where the label has to tell."""
    value: Any
    """A label, several, a number …, or a `Region`."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one annotator said about one text."""

    line: int
    """Where in the file it begins; 1 is the first line."""
    place: Place
    said: tuple[Said, ...]
    annotator: str = ""
    kind: str = ""
    """``human``, ``model``, or empty where the file does not say."""
    made: str = ""
    """When it was made: ISO 8601."""
    seconds: float | None = None
    codebook: str = ""
    """The version of the codebook that it was made under."""
    notes: tuple[str, ...] = field(default=())
    """Remarks, for the codebook's first facet of free text."""
