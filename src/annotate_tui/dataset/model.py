"""A unit and what was said about it, as exports see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.model import Answer
from annotate_tui.dataset.highlights import Highlights

DOCUMENT = "document"
"""The kind of the row that carries the facets of scope ``document``."""


class Empty(StrEnum):
    """Why a facet has no value: four things that must never be taken for each other."""

    NOT_ASKED = "not_asked"
    """The unit's kind is not asked this facet, or another answer closed it."""
    MISSING = "missing"
    """It is asked, and there is no answer yet."""
    CANT_DECIDE = "cant_decide"
    """The annotator answered that it cannot be decided."""
    SKIPPED = "skipped"
    """Units of this kind are skipped, and this one was not opened."""


class Provenance(StrEnum):
    """Where one label of several annotators comes from."""

    ADJUDICATED = "adjudicated"
    """Somebody settled it, knowing the annotators' answers."""
    UNANIMOUS = "unanimous"
    """All who answered (two at least) said the same."""
    SINGLE = "single"
    """Only one annotator answered."""
    MAJORITY = "majority"
    """More of those who answered said it than anything else."""
    UNRESOLVED = "unresolved"
    """There are answers, and no rule chose one of them: a tie is never broken silently."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of an article, or (kind ``document``) the article as a whole.

    ``unit_id`` is ``<first 16 digits of the article id>:<start>-<end>``: it stays the same
    wherever the article is imported.  Offsets are code points of the article's text.
    """

    article_id: str
    title: str
    source: str
    unit_id: str
    index: int | None
    kind: str
    start: int
    end: int
    marker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotator said about one unit.

    Every facet of the unit's scope is in ``answers`` or in ``empty``.  ``answers`` holds
    only what is asked at the moment: an answer to a question that a later answer closed
    is not in it.  A boolean facet that is asked of a unit with any answer is true or false.
    """

    unit: UnitRow
    annotator: str
    annotator_kind: str
    answers: Mapping[str, Answer]
    empty: Mapping[str, Empty]
    status: UnitState
    conflicts: tuple[str, ...] = ()
    """Facets with two values that did not know of each other; the one in ``answers`` is for display."""
    seconds: float | None = None
    updated_at: int | None = None
    """Milliseconds since 1970, UTC."""
    codebook: str = ""
    """The newest codebook version that the answers were given under."""
    highlights: Highlights | None = None
    """Which cue highlights the annotator saw; None where nothing was kept about it."""


@dataclass(frozen=True, slots=True)
class Label:
    """The one label of a unit and facet that stands for several annotators."""

    answer: Answer | None
    provenance: Provenance | None
    """None where nobody answered; then ``empty`` says why."""
    empty: Empty | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    """Soft label: for each value (each member of a set) the share of those who answered that chose it."""
    votes: int = 0
    """How many annotators answered."""


@dataclass(frozen=True, slots=True)
class UnitLabels:
    """A unit with one label a facet."""

    unit: UnitRow
    labels: Mapping[str, Label]
    annotators: tuple[str, ...]
    """Who answered anything about it."""
    annotations: tuple[Annotation, ...] = ()
    """What the labels were found in."""
