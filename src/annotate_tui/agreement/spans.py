"""Agreement on spans of text: pairwise F1, and Krippendorff's α for unitizing.

Hripcsak & Rothschild (2005), JAMIA 12: F1 of two annotators is positive
specific agreement, and κ tends to it as true negatives become many.
Krippendorff (2004), Content Analysis, 2nd ed., chapter 11; Krippendorff (1995),
Sociological Methodology 25 (α_U).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import Any

import numpy as np

from annotate_tui.agreement.coefficients import divide
from annotate_tui.agreement.part import Part
from annotate_tui.agreement.resample import DEFAULT_DRAWS, DEFAULT_SEED, FEWEST_CLUSTERS, bootstrap
from annotate_tui.agreement.result import Figure, Settings
from annotate_tui.agreement.sums import Array, Floats
from annotate_tui.agreement.undefined import Reason

KINDS = ("exact", "overlap", "char")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start … end (end not included), with a label where spans have one."""

    start: int
    end: int
    label: str = ""


def matches(first: Sequence[Span], second: Sequence[Span]) -> Floats:
    """What F1 is computed from, for two annotators in one text.

    (3, 2): for exact, overlap and char the agreement, counted once a side, and what there was to agree on.
    Spans match when their labels are equal and their bounds are (exact), or when they share a character
    (overlap; a span matches if any of the other's does).  char counts characters under equal labels.
    """
    out = np.zeros((3, 2))
    out[:2, 1] = len(first) + len(second)
    out[0, 0] = 2 * len(set(first) & set(second))
    for these, those in ((first, second), (second, first)):
        out[1, 0] += sum(
            any(a.label == b.label and a.start < b.end and b.start < a.end for b in those) for a in these
        )
    for label in {span.label for span in (*first, *second)}:
        one, other = _covered(first, label), _covered(second, label)
        out[2] += (2 * _length(_intersection(one, other)), _length(one) + _length(other))
    return out


def span_f1(first: Sequence[Span], second: Sequence[Span]) -> dict[str, float]:
    """F1 of two annotators in one text: "exact", "overlap" and "char"; NaN where nobody marked anything."""
    counts = matches(first, second)
    return dict(zip(KINDS, divide(counts[:, 0], counts[:, 1]).tolist(), strict=True))


Run = tuple[int, int]


def _covered(spans: Sequence[Span], label: str) -> list[Run]:
    """Runs of characters under a label, overlapping spans joined."""
    runs: list[Run] = []
    for span in sorted(spans):
        if span.label != label or span.end <= span.start:
            continue
        if runs and span.start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], span.end))
        else:
            runs.append((span.start, span.end))
    return runs


def _length(runs: Sequence[Run]) -> int:
    return sum(end - start for start, end in runs)


def _intersection(one: Sequence[Run], other: Sequence[Run]) -> list[Run]:
    return [
        (max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other if max(a[0], b[0]) < min(a[1], b[1])
    ]


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Pairwise F1 over articles, with intervals from whole articles."""

    n_articles: int
    n_annotators: int
    f1: Mapping[str, Figure]
    """By "exact", "overlap" and "char": all pairs of annotators and articles pooled."""
    pairs: Mapping[tuple[str, str], Mapping[str, float | None]]
    warning: str = ""

    def to_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "n_articles": self.n_articles,
            "n_annotators": self.n_annotators,
            "warning": self.warning,
            "f1": {kind: figure.to_data() for kind, figure in self.f1.items()},
            "pairs": [{"annotators": list(pair), **f1} for pair, f1 in self.pairs.items()],
        }


def span_agreement(
    articles: Sequence[Mapping[str, Sequence[Span]]],
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    level: float = 0.95,
    interval: str = "percentile",
) -> SpanAgreement:
    """F1 of all pairs of annotators.

    Each article maps the annotators who worked on it to their spans (an empty list: they marked nothing;
    not in the mapping: they did not work on it).
    """
    names = {name for article in articles for name in article}
    articles = [article for article in articles if len(article) >= 2]
    shared = len(articles)
    pooled = np.zeros((shared, len(KINDS) * 2))
    by_pair: dict[tuple[str, str], Floats] = {}
    for place, article in enumerate(articles):
        for pair in combinations(sorted(article), 2):
            counts = matches(article[pair[0]], article[pair[1]])
            pooled[place] += counts.ravel()
            by_pair[pair] = by_pair.get(pair, np.zeros((3, 2))) + counts

    def evaluate(sums: Array, **_: bool) -> Mapping[str, Array]:
        return {kind: divide(sums[..., 2 * k], sums[..., 2 * k + 1]) for k, kind in enumerate(KINDS)}

    def why(_: int | None) -> Reason:
        return Reason.NOTHING_MARKED if shared else Reason.NO_PAIRABLE_UNIT

    settings = Settings(draws=draws, seed=seed, level=level, interval=interval, se="influence")
    part = Part(pooled, evaluate, shared, why)
    drawn = bootstrap([part.estimand()], len(articles), draws, seed)[0] if draws and shared > 1 else {}
    return SpanAgreement(
        n_articles=shared,
        n_annotators=len(names),
        f1={kind: part.figure(kind, settings, drawn) for kind in KINDS},
        pairs={
            pair: {kind: (float(c[k, 0] / c[k, 1]) if c[k, 1] else None) for k, kind in enumerate(KINDS)}
            for pair, c in by_pair.items()
        },
        warning=few_articles(shared),
    )


def few_articles(n: int) -> str:
    """The warning that belongs beside intervals from so many articles; empty where there are enough."""
    if not n:
        return "No article has been worked on by two annotators: there is nothing to resample."
    if n >= FEWEST_CLUSTERS:
        return ""
    return f"Only {n} article{'' if n == 1 else 's'}: intervals from so few are rough."


def alpha_u(annotators: Sequence[Sequence[Span]], length: int, *, label: str | None = None) -> float | None:
    """Krippendorff's α_U on a continuum of ``length`` characters starting at 0; None when undefined.

    For one label, or (None) for all labels together, each label's disagreements being added up:
    α_U = 1 − Σ_c D_oc / Σ_c D_ec.  Spans of one annotator with the same label are joined where they overlap.
    """
    observed, expected = unitizing(annotators, length, label=label)
    return 1 - observed / expected if expected else None


def unitizing(
    annotators: Sequence[Sequence[Span]], length: int, *, label: str | None = None
) -> tuple[float, float]:
    """Observed and expected disagreement of unitizing in squared characters: L² D_o and L² D_e.

    In these units they can be added up over labels and over texts.
    """
    labels = sorted({span.label for spans in annotators for span in spans}) if label is None else [label]
    observed = expected = 0.0
    for name in labels:
        sections = [_sections(_apart(spans, name, length), length) for spans in annotators]
        observed += _observed_unitizing(sections)
        expected += _expected_unitizing(sections, length)
    return observed, expected


def _apart(spans: Sequence[Span], label: str, length: int) -> list[Run]:
    """Where one annotator put a label within the continuum; what overlaps is joined, what touches is not."""
    runs: list[Run] = []
    for span in sorted(spans):
        start, end = max(span.start, 0), min(span.end, length)
        if span.label != label or end <= start:
            continue
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


Piece = tuple[int, int, bool]
"""Start, end, and whether it is a unit (a passage) rather than a gap."""


def _sections(runs: Sequence[Run], length: int) -> list[Piece]:
    """The continuum cut into units and gaps."""
    sections: list[Piece] = []
    at = 0
    for start, end in runs:
        if start > at:
            sections.append((at, start, False))
        sections.append((start, end, True))
        at = end
    if at < length:
        sections.append((at, length, False))
    return sections


def _squared_difference(a: Piece, b: Piece) -> float:
    """δ² of two pieces that overlap: squared distances of units' bounds; of a unit in a gap its length²."""
    if a[2] and b[2]:
        return float((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
    for unit, gap in ((a, b), (b, a)):
        if unit[2] and not gap[2] and gap[0] <= unit[0] and unit[1] <= gap[1]:
            return float((unit[1] - unit[0]) ** 2)
    return 0.0


def _observed_unitizing(annotators: Sequence[Sequence[Piece]]) -> float:
    """L² D_o: the mean over ordered pairs of annotators of Σ δ²."""
    m = len(annotators)
    if m < 2:
        return 0.0
    total = 0.0
    for one, other in combinations(annotators, 2):
        i = j = 0
        while i < len(one) and j < len(other):
            a, b = one[i], other[j]
            total += _squared_difference(a, b)
            i, j = i + (a[1] <= b[1]), j + (b[1] <= a[1])
    return 2 * total / (m * (m - 1))


def _expected_unitizing(annotators: Sequence[Sequence[Piece]], length: int) -> float:
    """L² D_e: what the units and gaps of all annotators would give, put anywhere by chance."""
    m = len(annotators)
    pieces = [piece for sections in annotators for piece in sections]
    units = [end - start for start, end, unit in pieces if unit]
    gaps = sorted(end - start for start, end, unit in pieces if not unit)
    n = len(units)
    if not n or m < 2:
        return 0.0
    longer = [0, *accumulate(reversed(gaps))]
    total = 0.0
    for size in units:
        total += (n - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        room = len(gaps) - bisect_left(gaps, size)
        total += size**2 * (longer[room] - room * (size - 1))
    below = m * length * (m * length - 1) - sum(size * (size - 1) for size in units)
    return 2 * length * total / below if below > 0 else 0.0
