"""A codebook, as the program uses it: frozen, already validated, quick to load.

Files are validated with pydantic in `load.py`; what is kept in a database is
the validated content as JSON, which `data.codebook_from_data` turns back into
these classes without pydantic (the labelling screen must start fast).

An *answer* is what an annotator said to one facet about one unit:

=============  ================================================================
facet type     answer
=============  ================================================================
single         the id of a value
ordinal        the id of a value (its ``rank`` is the position on the scale)
multi          a tuple of value ids, sorted in the order of the codebook, never
               empty: ``("none",)`` is an answer, "no answer" is no entry at all
boolean        ``True`` (switching it off clears the answer)
text           a string
number         an int or a float
span           a tuple of ``"start-end"`` or ``"start-end:value"``, code points in
               the unit, end exclusive, in the order of the text
any            the codebook's ``abstain.id`` as a string: "cannot decide"
=============  ================================================================

``Answers`` maps facet ids to answers; a facet that is not in it is unanswered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Answer = str | tuple[str, ...] | bool | int | float
Answers = Mapping[str, Answer]

FacetType = Literal["single", "multi", "ordinal", "boolean", "text", "number", "span"]
Measurement = Literal["nominal", "ordinal", "interval", "ratio", "set", "boolean", "none"]
Scope = Literal["unit", "document"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows what a value covers, or (``belongs`` false) what it does not."""

    text: str
    belongs: bool = True
    reason: str = ""
    goes_to: str = ""
    """Of an example that does not belong: the value of the same facet that it is."""


@dataclass(frozen=True, slots=True)
class Value:
    """One answer that a facet offers.  ``id`` never changes; ``name`` is what is shown."""

    id: str
    name: str
    key: str = ""
    short: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[Example, ...] = ()
    notes: str = ""
    colour: str = ""
    rank: int | None = None
    parent: str | None = None
    polarity: str = ""
    """``mitigating`` for a value that speaks against what the others of its facet speak for."""
    retired: bool = False
    """No longer offered; answers that were given stay valid."""
    alias: str = ""
    """What exports write instead of ``id``; empty: the id."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a facet is asked or a warning given: a tree of tests on the unit's other answers.

    ``op`` is one of ``all``, ``any``, ``not`` (on ``parts``), or a test of
    ``facet``: ``in`` (the answer is one of ``values``; for sets: any of them is
    chosen), ``min_rank`` (its rank is ``rank`` or more), ``empty`` (it is not
    answered), or ``unit_kind`` (the unit's kind is one of ``values``), or ``text``
    (the unit's text matches one of the regular expressions in ``values``).
    A boolean that is on has the answer ``"true"`` in ``values``.
    """

    op: Literal["all", "any", "not", "in", "min_rank", "empty", "unit_kind", "text"]
    facet: str = ""
    values: tuple[str, ...] = ()
    rank: int = 0
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One question about a unit (or, with scope ``document``, about an article)."""

    id: str
    name: str
    type: FacetType
    measurement: Measurement
    question: str = ""
    help: str = ""
    label: str = ""
    """What stands for the name where there is no room for it; empty: the name."""
    short: str = ""
    scope: Scope = "unit"
    required: bool = False
    values: tuple[Value, ...] = ()
    key: str = ""
    ask_when: Condition | None = None
    exclusive: tuple[str, ...] = ()
    answer_on_confirm: str | None = None
    auto_advance: bool = False
    min_selected: int = 0
    max_selected: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    number_unit: str = ""
    agreement: bool = True
    precedence: tuple[str, ...] = ()
    links_to: str | None = None
    """The facet whose values passages are given, where this one (of type ``span``) has none of its own."""
    overlap: bool = True
    """Whether two passages of one annotator may share characters."""
    comparable_with: tuple[str, ...] = ()
    """Codebooks ("health-claims@1.0.0") whose answers to this facet may be pooled with this one's."""
    coefficient: str = ""
    """The headline coefficient if it is not the one that the measurement suggests."""
    select: Literal["any", "leaf"] = "any"
    """Whether a value that has children (``Value.parent``) is itself an answer."""
    roll_up: bool = False
    """Whether agreement counts a value as its topmost parent."""

    def value(self, value_id: str) -> Value:
        """The value with an id.  Raises KeyError."""
        for value in self.values:
            if value.id == value_id:
                return value
        raise KeyError(value_id)


@dataclass(frozen=True, slots=True)
class KindPolicy:
    """What units of one kind are asked."""

    ask: bool = True
    can_open: bool = False
    only: tuple[str, ...] = ()
    """Facet ids that are asked; empty: all."""
    set: Mapping[str, str] = field(default_factory=dict)
    """Facets that are not asked of this kind: facet id → ``"not_asked"``, or the value that stands for it."""
    prefill: Mapping[str, Answer] = field(default_factory=dict)
    """Suggested answers; they count once the annotator has confirmed them."""
    prefill_requires_confirm: bool = True
    report_apart: bool = False


@dataclass(frozen=True, slots=True)
class Abstain:
    """The answer "cannot decide": counted as missing, never as a value."""

    id: str = "cant_decide"
    key: str = "~"
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A rule for hard cases, shown with the facets that it speaks of (empty: all)."""

    title: str
    text: str
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SoftWarning:
    """A combination of answers that deserves a second look; it never blocks.

    With ``confirm`` the first Enter shows the message and stays, the second goes on.
    """

    id: str
    when: Condition
    message: str
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a codebook's questions come from; ``checked`` once somebody has read the source for it."""

    text: str
    supports: str = ""
    checked: bool = False
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything that annotators are asked, under one id, version and hash.

    ``hash`` is the SHA-256 of the canonical JSON of the content (`data.content_hash`):
    what a label says it was given under.
    """

    id: str
    version: str
    title: str
    language: str
    principle: str
    facets: tuple[Facet, ...]
    kinds: Mapping[str, KindPolicy]
    abstain: Abstain
    rules: tuple[DecisionRule, ...]
    warnings: tuple[SoftWarning, ...]
    keys: Mapping[str, str]
    """Remapped application keys: command id → key, from the codebook; usually empty."""
    lexicon: Mapping[str, Any]
    migrations: tuple[Mapping[str, Any], ...]
    hash: str
    extends: str = ""
    """The codebook that this one is a variant of, as "id@version"; empty: none."""
    authors: tuple[str, ...] = ()
    licence: str = ""
    changelog: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    texts: Mapping[str, Any] = field(default_factory=dict)
    """Translations: language → the texts that differ (see `texts.translated`)."""

    @property
    def unit_facets(self) -> tuple[Facet, ...]:
        """The facets asked of units, in the order in which they are asked."""
        return tuple(f for f in self.facets if f.scope == "unit")

    @property
    def document_facets(self) -> tuple[Facet, ...]:
        """The facets asked once of an article."""
        return tuple(f for f in self.facets if f.scope == "document")

    def facet(self, facet_id: str) -> Facet:
        """The facet with an id.  Raises KeyError."""
        for facet in self.facets:
            if facet.id == facet_id:
                return facet
        raise KeyError(facet_id)

    def policy(self, kind: str) -> KindPolicy:
        """What units of a kind are asked; kinds that the codebook does not name are asked everything."""
        return self.kinds.get(kind) or KindPolicy()
