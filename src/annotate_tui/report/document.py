"""A report as a document: headings, paragraphs, tables, pictures; each face prints the same ones.

Texts are plain and not yet escaped; a no-break space keeps a number and its unit together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from annotate_tui.report.model import Disagreement
from annotate_tui.report.numbers import NOTHING
from annotate_tui.report.references import Formula

Role = Literal["text", "verdict", "warning", "note", "facts"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and what it is for."""

    text: str
    role: Role = "text"
    reading: str = ""
    """Of a verdict: the `verdict.Reading`, for colours."""
    subject: str = ""
    """Of a verdict: what it is about, printed before it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    numbers: bool = False
    """Whether it holds numbers, which stand flush right."""
    narrow: bool = True
    """Whether it is kept where there is little room."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; the first column names the rows."""

    caption: str
    """Without its subject: "Coefficients"."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    subject: str = ""
    """The question that it is about."""
    note: str = ""
    """A sentence that says what the figures mean."""
    label: str = ""
    """For references in LaTeX."""
    most: int | None = None
    """How many rows are printed where there is little room."""
    folded: bool = False
    """Whether a picture beside it shows the same, so that a page may fold it."""
    left_out: int = 0
    """How many rows another face has that are not here."""

    def trimmed(self) -> Table:
        """The table without columns that say nothing in any row."""
        kept = [
            place
            for place in range(len(self.columns))
            if place == 0 or any(row[place] != NOTHING for row in self.rows)
        ]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
        )

    @property
    def title(self) -> str:
        """The caption where the table stands alone: "Claim type: coefficients"."""
        if not self.subject:
            return self.caption
        return f"{self.subject}: {self.caption[:1].lower()}{self.caption[1:]}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, drawn when a face has room for it."""

    caption: str
    """Without its subject."""
    draw: Callable[[], str]
    """Gives the SVG."""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Units with their text and who said what."""

    units: tuple[Disagreement, ...]
    caption: str = ""
    always: bool = False
    """Whether they are printed also where a report for a paper leaves texts out."""


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas, each with its name."""

    entries: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Works:
    """A list of references."""

    entries: tuple[str, ...]


Block = Paragraph | Table | Picture | Terms | Disagreements | Formulas | Works


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its heading; sections stand inside sections."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    anchor: str = ""

    def walk(self, level: int = 1) -> Iterator[tuple[int, Section]]:
        """This section and all inside it, each with its level."""
        yield level, self
        for section in self.sections:
            yield from section.walk(level + 1)
