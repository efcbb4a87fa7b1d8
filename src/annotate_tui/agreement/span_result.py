"""Results on passages: frozen dataclasses that become plain data for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from annotate_tui.agreement.result import Figure, GateResult, PairResult, figures_to_data, plain
from annotate_tui.agreement.span_ratings import ALPHA_U, SpanRatings
from annotate_tui.agreement.spans import Span, matches

SCALE = "span"


@dataclass(frozen=True, slots=True)
class SpanValue:
    """The passages with one label."""

    n: int
    """Passages, of all annotators."""
    figures: Mapping[str, Figure]

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"n": self.n, **figures_to_data(self.figures)}


@dataclass(frozen=True, slots=True)
class SpanAnnotator:
    """One annotator beside the others."""

    n: int
    """Units worked on."""
    n_spans: int
    characters: int
    """Characters in these passages."""
    span_f1_char: float | None
    """Mean over the other annotators of F1 by characters with them."""
    alpha_u_without: Figure
    """α_U if this annotator had not taken part."""
    median_seconds: float | None

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "n": self.n,
            "n_spans": self.n_spans,
            "characters": self.characters,
            "span_f1_char": self.span_f1_char,
            "alpha_u_without": self.alpha_u_without.to_data(),
            "median_seconds": self.median_seconds,
        }


@dataclass(frozen=True, slots=True)
class SpanArticle:
    """The agreement within one article."""

    article: str
    n_pairable: int
    span_f1_char: float | None
    krippendorff_alpha_u: float | None

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "article": self.article,
            "n_pairable": self.n_pairable,
            "span_f1_char": self.span_f1_char,
            ALPHA_U: self.krippendorff_alpha_u,
        }


@dataclass(frozen=True, slots=True)
class SpanDisagreement:
    """One unit in which annotators marked different passages."""

    unit: str
    article: str | None
    disagreement: float
    """1 − the mean over pairs of annotators of F1 by characters."""
    spans: Mapping[str, Sequence[Span]]
    """Annotator → passages; empty: marked nothing."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "unit": self.unit,
            "article": self.article,
            "disagreement": self.disagreement,
            "spans": {
                who: [{"start": s.start, "end": s.end, "label": s.label} for s in spans]
                for who, spans in self.spans.items()
            },
        }


def disagreements(ratings: SpanRatings, limit: int | None = None) -> list[SpanDisagreement]:
    """Units with any disagreement, the greatest first, then in the order of the data."""
    marked, found = ratings.marked, []
    for row in np.flatnonzero((marked.codes == 1).any(axis=1)).tolist():
        there = np.flatnonzero(ratings.rated[row]).tolist()
        apart, exact = [], True
        for g, h in combinations(there, 2):
            counts = matches(ratings.at(row, g), ratings.at(row, h))
            apart.append(1 - counts[2, 0] / counts[2, 1] if counts[2, 1] else 0.0)
            exact = exact and counts[0, 0] == counts[0, 1]
        if not exact:
            found.append((float(np.mean(apart)), row, there))
    found.sort(key=lambda each: -each[0])
    return [
        SpanDisagreement(
            unit=marked.units[row],
            article=None if marked.clusters is None else marked.cluster_names[marked.clusters[row]],
            disagreement=apart_by,
            spans={marked.annotators[g]: sorted(ratings.at(row, g)) for g in there},
        )
        for apart_by, row, there in found[:limit]
    ]


@dataclass(frozen=True, slots=True)
class SpanResult:
    """Everything that is known about the agreement on passages; names as in `FacetResult`."""

    labels: tuple[str, ...]
    n_units: int
    """Units that somebody worked on."""
    n_pairable: int
    """Units that two annotators or more worked on, whether they marked anything or not."""
    n_annotators: int
    n_clusters: int
    n_ratings: int
    n_spans: int
    annotators: tuple[str, ...]
    n_groups: int
    warning: str
    coefficients: Mapping[str, Figure]
    """krippendorff_alpha_u, span_f1_exact, span_f1_overlap, span_f1_char."""
    pairs: list[PairResult]
    values: Mapping[str, SpanValue]
    marked: Mapping[str, Figure]
    """Agreement on whether anything is marked in a unit."""
    gate: GateResult | None
    models: list[PairResult]
    sections: Mapping[str, Any]
    draws: Mapping[str, Any] = field(default_factory=dict, repr=False)
    influences: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def headline(self) -> Figure:
        """Krippendorff's α_U."""
        return self.coefficients[ALPHA_U]

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        return {
            "scale": SCALE,
            "values_declared": [label for label in self.labels if label],
            "n_units": self.n_units,
            "n_pairable": self.n_pairable,
            "n_annotators": self.n_annotators,
            "n_clusters": self.n_clusters,
            "n_ratings": self.n_ratings,
            "n_spans": self.n_spans,
            "annotators_compared": list(self.annotators),
            "resampled": "cluster",
            "n_groups": self.n_groups,
            "warning": self.warning,
            "coefficients": figures_to_data(self.coefficients),
            "pairs": [pair.to_data() for pair in self.pairs],
            "values": {label: value.to_data() for label, value in self.values.items()},
            "marked": figures_to_data(self.marked),
            "confusion": None,
            "members": {},
            "gate": None if self.gate is None else self.gate.to_data(),
            "models": [pair.to_data() for pair in self.models],
            **{name: plain(section) for name, section in self.sections.items()},
        }
