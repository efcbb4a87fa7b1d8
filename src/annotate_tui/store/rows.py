"""What the store hands out: one small frozen class for each kind of row.

``key`` and ``unit``, ``article``, ``annotator`` are row keys: local to one
database file, good for asking the store again, never for files or exports.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import NamedTuple

from annotate_tui.codebook.model import Answer
from annotate_tui.corpus.article import UnitKind


class Imported(NamedTuple):
    """What became of one article of an import."""

    article_id: str
    status: str
    """``new``, ``duplicate`` (its text is here already; a new source is noted), ``resegmented``
    (its text is here, its units were renewed) or ``restored`` (it was removed before)."""
    n_units: int
    key: int


class ArticleRow(NamedTuple):
    """An article in a list."""

    key: int
    article_id: str
    number: int
    """1-based, in the order of import; the same in every copy with the same articles."""
    title: str
    source: str
    media_type: str
    n_units: int
    n_chars: int
    n_asked: int
    """How many of the units are asked anything, by their kind."""


class ArticleSource(NamedTuple):
    """Where an article's text was read from; one text can have several."""

    source: str
    title: str
    media_type: str
    metadata: dict[str, str]
    original_sha256: str | None
    imported_ms: int


class StoredUnit(NamedTuple):
    """A unit of an article's segmentation; offsets are code points into the raw text."""

    key: int
    index: int  # type: ignore[assignment]  # tuples have a method of this name, which nobody wants here
    """0-based position in the article."""
    start: int
    end: int
    kind: UnitKind
    marker: str | None
    block: int


class AnnotatorRow(NamedTuple):
    """Somebody who labels."""

    key: int
    name: str
    kind: str
    """``human`` or ``model``."""
    role: str
    """``annotator`` or ``lead``."""


class ProgressRow(NamedTuple):
    """How far one annotator has come with one article.

    Every visible article is listed for every annotator, also those not begun.
    """

    annotator: int
    article: int
    n_asked: int
    """Units that are asked anything: by their kind, or because this annotator opened them."""
    done: int
    begun: int
    """Units with an answer that still miss a required one."""
    unsure: int
    noted: int
    conflicts: int
    """Labels with two values that did not know of each other."""
    last_ms: int | None
    """When this annotator last wrote here (milliseconds since 1970), or None."""

    @property
    def open(self) -> int:
        """Units that still need an answer: not begun and begun."""
        return self.n_asked - self.done


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in an article."""

    article: int
    index: int
    unit: int


class LabelRow(NamedTuple):
    """One current label."""

    article: int
    unit: int
    annotator: int
    """0 for the layer ``gold``."""
    facet: str
    item: str
    answer: str
    """The answer as JSON (`codebook.answers.from_json` reads it)."""
    heads: int
    """How many different values stand; more than 1 is a conflict, left out of agreement."""
    codebook: int | None
    """Key of the codebook that it was given under (`Store.codebooks`)."""
    wall_ms: int
    dwell_ms: int | None
    kind: str
    """The kind of the event that gave it."""
    event: int


@dataclass(frozen=True, eq=False)
class FacetColumns:
    """The labels of one facet as columns of equal length, sorted by unit, then annotator.

    ``answers[values[i]]`` is what ``annotators[i]`` answered about ``units[i]``.
    """

    units: array[int]
    annotators: array[int]
    values: array[int]
    answers: tuple[str, ...]
    """The different answers as JSON."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event, as people read it."""

    event: str
    """Portable id: the same in every copy."""
    kind: str
    layer: str
    annotator: str
    """Who did it; empty for the program itself."""
    owner: str
    """Whose label it is; empty for gold and for what belongs to the project."""
    article: int | None
    article_id: str | None
    unit: int | None
    index: int | None
    """Position in the article, if the unit is in the active segmentation."""
    start: int | None
    end: int | None
    facet: str
    item: str
    value: Answer | None
    """None: the label was cleared, or the event carries none."""
    wall_ms: int
    dwell_ms: int | None
    lamport: int
    ref: str | None
    codebook: int | None
    session: str
    host: str


class ViewRow(NamedTuple):
    """Something that was shown to an annotator at a unit."""

    annotator: int
    article: int
    unit: int
    value: Answer
    wall_ms: int


class FirstAnswer(NamedTuple):
    """What an annotator answered to a question about a unit before anything else."""

    annotator: int
    unit: int
    facet: str
    answer: Answer


class Rival(NamedTuple):
    """One of the values of a conflict."""

    event: str
    value: Answer | None
    annotator: str
    host: str
    wall_ms: int


class Conflict(NamedTuple):
    """A label for which two values stand that did not know of each other."""

    annotator: int
    """Whose label it is; 0 for gold and for what belongs to the project."""
    layer: str
    article: int | None
    unit: int | None
    facet: str
    item: str
    shown: Answer | None
    """The value that is shown until somebody decides."""
    rivals: tuple[Rival, ...]
    """The shown value's event first."""
