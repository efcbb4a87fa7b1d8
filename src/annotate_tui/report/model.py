"""An agreement report as data: what every face (terminal, HTML, LaTeX …) is made from.

A report is built (`build.build`) from the plain data of an analysis, in the
shape of ``annotate-tui agreement --json``, and from what numbers do not know:
the names of facets and values, the text of units that annotators disagree on,
and where everything came from.  Nothing here computes a coefficient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HEADLINE = "krippendorff_alpha"
SPAN_HEADLINE = "krippendorff_alpha_u"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetNames:
    """How a facet and its values are called on paper; ids stand in for what is not given."""

    name: str = ""
    question: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """Value id → name."""
    scope: str = "unit"
    """"unit", or "document" for questions about whole articles."""
    headline: str = ""
    """The coefficient that the codebook names as the facet's headline; empty: Krippendorff's α."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitText:
    """What a unit says and where it stands, for the list of units to discuss."""

    text: str
    article: str = ""
    """The article's title."""
    index: int | None = None
    """Which unit of the article it is, from 0."""
    kind: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    """(annotator, note)."""

    @property
    def place(self) -> str:
        """Where it stands: "What a session costs, unit 4"; empty where that is unknown."""
        kind = self.kind.replace("_", " ") if self.kind != "sentence" else ""
        number = f"unit {self.index + 1}" if self.index is not None else ""
        return ", ".join(part for part in (self.article, number, kind) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A unit that annotators answered differently: something to discuss."""

    unit: UnitText
    answers: tuple[tuple[str, str], ...]
    """(annotator, answer as it is shown) of everybody who answered."""
    question: str = ""
    """What was asked, where that is not clear from the place in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    """Where a report came from: what somebody needs to make it again."""

    program_version: str = ""
    database_digest: str = ""
    """SHA-256 of the content that was analysed, hexadecimal."""
    codebook_id: str = ""
    codebook_version: str = ""
    codebook_hash: str = ""
    segmenter: str = ""
    source: str = ""
    """The database or the file of ratings, by its name without folders."""
    values_from: str = ""
    """Of a file of ratings: "order" where its values were declared, "data" where they are those found."""
    made: str = ""
    """The day, as 2025-11-22."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its uncertainty; where ``value`` is None, ``undefined`` says why in a sentence."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    level: float = 0.95
    undefined: str = ""
    no_interval: str = ""
    """Why there is a value but no interval, in a sentence."""
    undefined_draws: int = 0
    note: str = ""
    """The convention, where there is more than one."""
    se_units: float | None = None
    """The standard error if units were independent of each other."""
    classes: Mapping[str, str] = field(default_factory=dict)
    """Published scale → the class that is reached with a probability of .95 (Gwet 2014, chapter 6)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators on the units that both rated."""

    annotators: tuple[str, str]
    n: int
    figures: Mapping[str, Figure]
    indices: Mapping[str, float] = field(default_factory=dict)
    """kappa_max, bangdiwala; of two values also prevalence_index, bias_index and pabak."""
    skew: tuple[str, float] | None = None
    """The answer that the first gave more, or less, often than the second by the largest share, and "
    "that share."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value (or, of a set, one member): how well annotators agree on it."""

    id: str
    name: str
    figures: Mapping[str, Figure]
    n: int | None = None
    """Ratings that are this value (or hold this member), on units that two annotators rated."""
    share: float | None = None
    """How large a share of the ratings that is."""
    indices: Mapping[str, float] = field(default_factory=dict)
    """prevalence_index, bias_index, pabak."""


@dataclass(frozen=True, slots=True)
class SpanAnnotator:
    """One annotator of passages beside the others."""

    name: str
    n: int
    """Units worked on."""
    n_spans: int
    characters: int
    f1: float | None
    """Mean F1 by characters with each of the others."""
    without: Figure
    seconds: float | None


@dataclass(frozen=True, slots=True)
class LabelRates:
    """How often each answer was given, by what annotators saw of cue highlights."""

    states: tuple[tuple[str, int], ...]
    """(state, answers)."""
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    """(answer, its share under each state)."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """One annotator, as Dawid and Skene's model estimates."""

    name: str
    accuracy: float | None
    confusion: tuple[tuple[float, ...], ...]
    """Rows are estimated true values, columns answers; empty where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Aggregated:
    """What one label from several annotators would be."""

    n_units: int
    unanimous: int
    majority: int
    tied: int
    names: tuple[str, ...]
    """Of the answers."""
    shares: tuple[float, ...]
    """By majority."""
    prevalence: tuple[float, ...]
    """By Dawid and Skene's model."""
    annotators: tuple[Reliability, ...]
    changed: int
    resolved: int
    converged: bool


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one annotator said one thing and a second one another, all pairs together."""

    names: tuple[str, ...]
    counts: tuple[tuple[float, ...], ...]
    """Symmetric: every pair of answers is counted in both directions."""
    n_pairs: int


@dataclass(frozen=True, slots=True)
class AnnotatorRow:
    """One annotator beside the others."""

    name: str
    n: int
    """Units rated."""
    agreement: float | None
    """Mean percent agreement with each of the others."""
    kappa: float | None
    """Mean Cohen κ with each of the others."""
    majority: float | None
    """Agreement with the majority of the others."""
    without: Figure
    """The headline coefficient without this annotator."""
    shares: Mapping[str, float]
    """Value id → share of this annotator's ratings."""
    seconds: float | None
    """Median time for a unit."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """Agreement on a part of the data, or within an article."""

    name: str
    n: int
    """Units with two ratings or more."""
    agreement: float | None
    alpha: Figure


@dataclass(frozen=True, slots=True)
class Parts:
    """The data divided by something: agreement on each part."""

    title: str
    note: str
    rows: tuple[PartRow, ...]
    counts: str = "Units"
    """What ``n`` of the rows counts."""
    measure: str = "α"
    """Which coefficient ``alpha`` of the rows is."""


@dataclass(frozen=True, slots=True)
class GateReport:
    """Of a question that is asked only after another: agreement on whether it is asked, and altogether."""

    asked: Mapping[str, Figure]
    """Figures of "asked or not"."""
    n: int
    """Units on which that can be compared."""
    n_both: int
    """Units that two annotators or more answered."""
    n_joint: int
    """Units that two annotators or more answered or were not asked."""
    joint: Mapping[str, Figure]
    """Figures with "not asked" as a value of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetReport:
    """Everything that is said about one question."""

    id: str
    name: str
    question: str
    scope: str
    scale: str
    headline: str
    n_units: int
    n_pairable: int
    n_annotators: int
    n_articles: int
    n_ratings: int
    annotators: tuple[str, ...]
    resampled: str
    """"cluster" (articles) or "unit"."""
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]
    """One phrase for each thing that was left out, with its number."""
    coefficients: Mapping[str, Figure]
    pairs: tuple[Pair, ...] = ()
    values: tuple[ValueRow, ...] = ()
    """In the order of the codebook."""
    confusion: Confusion | None = None
    annotator_rows: tuple[AnnotatorRow, ...] = ()
    articles: tuple[PartRow, ...] = ()
    parts: tuple[Parts, ...] = ()
    """By codebook version, role, kind of unit, highlighting, time; annotators with themselves."""
    models: tuple[Pair, ...] = ()
    """Each model annotator with each person."""
    gate: GateReport | None = None
    by_article: Figure | None = None
    """α with a t interval from the articles, where units were drawn because these are few."""
    n_spans: int = 0
    """Passages, where they are the answers."""
    marked: Mapping[str, Figure] = field(default_factory=dict)
    """Of passages: agreement on whether a unit holds any."""
    span_annotators: tuple[SpanAnnotator, ...] = ()
    label_rates: LabelRates | None = None
    aggregated: Aggregated | None = None
    disagreements: tuple[Disagreement, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences about drift, codebook versions, roles, and how much more data is needed."""

    @property
    def figure(self) -> Figure:
        """The headline coefficient."""
        return self.coefficients.get(self.headline, Figure(undefined="It was not computed."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How uncertainty was computed, and where the data came from."""

    facts: MethodFacts
    draws: int
    seed: int | None
    level: float
    interval: str
    """"bca" or "percentile"."""
    se: str
    """"influence" or "gwet"."""
    resampled: str
    """"cluster" (articles) or "unit"."""
    bags: int = 0
    """Into how many bags articles or units were put before drawing; 0: each was drawn by itself."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The headline of one question minus that of another, from the same draws."""

    names: tuple[str, str]
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report."""

    title: str
    facets: tuple[FacetReport, ...]
    method: Method
    warnings: tuple[str, ...]
    """What holds for all facets."""
    left_out: tuple[str, ...]
    """What was left out before there were ratings."""
    differences: tuple[Difference, ...]
    data: Mapping[str, Any]
    """The plain data that the report was built from, with the method's facts: what ``--json`` prints."""
