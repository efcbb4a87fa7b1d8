"""Agreement by article, by unit, over time, by codebook version and by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import numpy as np

from annotate_tui.agreement.brief import Brief, alpha_part, brief, finite, unit_agreement
from annotate_tui.agreement.encode import set_name
from annotate_tui.agreement.prepare import Pairs
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.result import Settings
from annotate_tui.agreement.sums import Floats

FEWEST_IN_BLOCK = 50
"""Pairable units that a stretch of time needs before its agreement says anything."""
MOST_BLOCKS = 10


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """The agreement within one article."""

    article: str
    n_pairable: int
    percent: float | None
    krippendorff_alpha: float | None
    """Undefined (None) in an article where everybody gave one answer; small articles scatter widely."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "article": self.article,
            "n_pairable": self.n_pairable,
            "percent": self.percent,
            "krippendorff_alpha": self.krippendorff_alpha,
        }


def by_article(ratings: Ratings) -> list[ArticleRow]:
    """Articles with pairable units, lowest percent agreement first."""
    if ratings.clusters is None:
        return []
    n = len(ratings.cluster_names)
    part = alpha_part(ratings, ratings.clusters.astype(np.intp), n)
    if part is None:
        return []
    with np.errstate(all="ignore"):
        figures = part.evaluate(part.groups)
    each = np.count_nonzero(ratings.rated, axis=1)
    pairable = np.bincount(ratings.clusters[each >= 2], minlength=n)
    percent, alpha = figures["percent_agreement"].tolist(), figures["krippendorff_alpha"].tolist()
    rows = [
        ArticleRow(name, int(pairable[i]), finite(percent[i]), finite(alpha[i]))
        for i, name in enumerate(ratings.cluster_names)
        if pairable[i]
    ]
    return sorted(rows, key=lambda row: (1.0 if row.percent is None else row.percent, row.article))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One unit that annotators disagree about."""

    unit: str
    article: str | None
    disagreement: float
    """1 − the mean agreement of pairs of ratings: 0 all the same, 1 all as different as can be."""
    answers: Mapping[str, str]
    """Annotator → value."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "unit": self.unit,
            "article": self.article,
            "disagreement": self.disagreement,
            "answers": dict(self.answers),
        }


def disagreements(ratings: Ratings, limit: int | None = None) -> list[Disagreement]:
    """Units with any disagreement, the greatest first, then in the order of the data."""
    apart = 1 - unit_agreement(ratings)
    places = np.flatnonzero(np.nan_to_num(apart) > 1e-12)
    order = places[np.argsort(-apart[places], kind="stable")][:limit]
    return [
        Disagreement(
            unit=ratings.units[i],
            article=None if ratings.clusters is None else ratings.cluster_names[ratings.clusters[i]],
            disagreement=float(apart[i]),
            answers={
                name: answer_name(ratings, ratings.codes[i, g])
                for g, name in enumerate(ratings.annotators)
                if ratings.rated[i, g]
            },
        )
        for i in order.tolist()
    ]


def answer_name(ratings: Ratings, code: float) -> str:
    """How an answer is written."""
    if ratings.scale.numeric:
        return f"{code:g}"
    return set_name(int(code), ratings.values) if ratings.scale is Scale.SET else ratings.values[int(code)]


@dataclass(frozen=True, slots=True)
class Drift:
    """Agreement over time: stretches with equally many units, in the order in which they were labelled."""

    blocks: Sequence[Brief]
    starts: Sequence[float]
    """When each stretch began, seconds."""
    change: float | None
    """Percent agreement of the last stretch minus the first, as a fraction."""
    change_se: float | None
    """Its standard error; no drift within two of them, nor within what the intervals of both leave open."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "blocks": [
                {"start": start, **block.to_data()}
                for start, block in zip(self.starts, self.blocks, strict=True)
            ],
            "change": self.change,
            "change_se": self.change_se,
        }


def over_time(ratings: Ratings, settings: Settings) -> Drift | None:
    """Agreement in stretches of time; None without times or with too few units for two stretches."""
    if ratings.times is None:
        return None
    times = np.where(ratings.rated, ratings.times, np.nan)
    there = np.isfinite(times)
    usable = np.flatnonzero((np.count_nonzero(ratings.rated, axis=1) >= 2) & there.any(axis=1))
    n_blocks = min(MOST_BLOCKS, len(usable) // FEWEST_IN_BLOCK)
    if n_blocks < 2:
        return None
    last = np.where(there, times, -np.inf).max(axis=1)
    ordered = usable[np.argsort(last[usable], kind="stable")]
    blocks, starts = [], []
    for part in np.array_split(ordered, n_blocks):
        block = brief(ratings.take_units(part), settings.level)
        if block is None:
            return None
        blocks.append(block)
        starts.append(float(last[part[0]]))
    first, final = blocks[0].percent_agreement, blocks[-1].percent_agreement
    change = error = None
    if first.value is not None and final.value is not None:
        change = final.value - first.value
    if first.se is not None and final.se is not None:
        error = sqrt(first.se**2 + final.se**2)
    return Drift(blocks, starts, change, error)


def by_version(ratings: Ratings, settings: Settings) -> dict[str, Brief]:
    """Agreement among ratings given under the same codebook version, for each version."""
    if ratings.versions is None:
        return {}
    out = {}
    for version, name in enumerate(ratings.version_names):
        codes = np.where(ratings.versions == version, ratings.codes, ratings.missing_code)
        found = brief(replace(ratings, codes=codes), settings.level)
        if found is not None and found.n_units:
            out[name] = found
    return out


@dataclass(frozen=True, slots=True)
class BetweenRoles:
    """Agreement of annotators of one role with annotators of another."""

    roles: tuple[str, str]
    n_pairs: int
    percent: float | None
    cohen_kappa: float | None
    """Mean over the pairs of annotators."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "roles": list(self.roles),
            "n_pairs": self.n_pairs,
            "percent": self.percent,
            "cohen_kappa": self.cohen_kappa,
        }


def within_roles(ratings: Ratings, settings: Settings) -> dict[str, Brief]:
    """Agreement among the annotators of each role; empty when there is one role only."""
    roles = sorted(set(ratings.roles))
    if len(roles) < 2:
        return {}
    out = {}
    for role in roles:
        members = [g for g, own in enumerate(ratings.roles) if own == role]
        found = brief(ratings.take_annotators(members), settings.level) if len(members) > 1 else None
        if found is not None:
            out[role] = found
    return out


def between_roles(ratings: Ratings, pairs: Pairs | None) -> list[BetweenRoles]:
    """Agreement across each two roles."""
    roles = sorted(set(ratings.roles))
    if pairs is None or len(roles) < 2:
        return []
    out = []
    for a, first in enumerate(roles):
        for second in roles[a + 1 :]:
            across = [
                place
                for place, (g, h) in enumerate(pairs.places)
                if {ratings.roles[g], ratings.roles[h]} == {first, second}
            ]
            percent, kappa = (_mean(pairs.part.values[name][across]) for name in ("percent", "cohen_kappa"))
            out.append(BetweenRoles((first, second), len(across), percent, kappa))
    return out


def _mean(values: Floats) -> float | None:
    usable = values[np.isfinite(values)]
    return float(usable.mean()) if usable.size else None
