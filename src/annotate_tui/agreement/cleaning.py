"""What went into an analysis and what was left out: every rating is counted and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate_tui.agreement.ratings import Cell, Ratings, Scale

WHY_MISSING: dict[Cell, str] = {
    Cell.MISSING: "not reached",
    Cell.NOT_ASKED: "not asked",
    Cell.CANNOT_DECIDE: "cannot decide",
    Cell.CONFLICT: "conflict",
    Cell.UNANSWERED: "unanswered",
}


@dataclass(frozen=True, slots=True)
class AnnotatorCounts:
    """What one annotator did."""

    rated: int
    missing: Mapping[str, int]
    """By reason; the reasons of `WHY_MISSING`."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"rated": self.rated, "missing": dict(self.missing)}


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """Counts of one facet before any coefficient."""

    n_units: int
    """Units there were, before anything was left out."""
    n_rated: int
    """Units of the headline with one or more ratings."""
    n_pairable: int
    """Units of the headline with two or more ratings."""
    ratings_each: Mapping[int, int]
    """Number of ratings → units of the headline that have so many."""
    annotators: Mapping[str, AnnotatorCounts]
    """Of the headline's units, those who are compared."""
    without_ratings: tuple[str, ...]
    """Annotators who rated nothing here."""
    models_left_out: tuple[str, ...]
    """Model annotators, who are compared with people but not pooled with them."""
    kinds_apart: Mapping[str, int]
    """Kinds of units reported apart → units with a rating."""
    versions: Mapping[str, int]
    """Codebook version → ratings; more than one is a warning."""
    mixed_versions: int
    """Pairable units whose ratings were given under different codebook versions."""
    unused_values: tuple[str, ...]
    """Declared values that nobody gave."""

    def to_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "n_units": self.n_units,
            "n_rated": self.n_rated,
            "n_pairable": self.n_pairable,
            "ratings_each": {str(k): n for k, n in self.ratings_each.items()},
            "annotators": {name: counts.to_data() for name, counts in self.annotators.items()},
            "without_ratings": list(self.without_ratings),
            "models_left_out": list(self.models_left_out),
            "kinds_apart": dict(self.kinds_apart),
            "versions": dict(self.versions),
            "mixed_versions": self.mixed_versions,
            "unused_values": list(self.unused_values),
        }

    def sentences(self) -> list[str]:
        """What was left out, one plain sentence each; empty when nothing was."""
        out = []
        once = self.n_rated - self.n_pairable
        if self.n_units - self.n_rated - sum(self.kinds_apart.values()) > 0:
            out.append(
                f"{self.n_units - self.n_rated - sum(self.kinds_apart.values())} units have no rating."
            )
        if once:
            out.append(f"{once} units were rated by one annotator only and cannot be compared.")
        for cell, reason in WHY_MISSING.items():
            total = sum(counts.missing.get(reason, 0) for counts in self.annotators.values())
            if total and cell not in (Cell.MISSING, Cell.UNANSWERED):
                out.append(f"{total} answers are missing because of “{reason}”.")
        for kind, n in self.kinds_apart.items():
            out.append(f"{n} units of kind “{kind}” are reported apart.")
        if self.models_left_out:
            out.append(f"Not pooled with people: {', '.join(self.models_left_out)} (model).")
        if self.without_ratings:
            out.append(f"Without ratings: {', '.join(self.without_ratings)}.")
        if self.mixed_versions:
            out.append(f"{self.mixed_versions} units were rated under different codebook versions.")
        return out


@dataclass(frozen=True, eq=False)
class Selection:
    """The ratings of the headline, and what is reported beside it."""

    headline: Ratings
    """Annotators with ratings, people only where there are people, without the kinds reported apart."""
    apart: Mapping[str, Ratings]
    """By kind of unit, the same annotators."""
    with_models: Ratings | None
    """People first, then models, on the headline's units; None where there are not both."""
    n_people: int
    cleaning: CleaningReport


def select(ratings: Ratings, *, pool_models: bool = False) -> Selection:
    """Take models and kinds reported apart out of the headline, and count everything.

    With ``pool_models`` models count as annotators like people.
    """
    models = ratings.models
    split = bool(models.any()) and not bool(models.all()) and not pool_models
    people = np.flatnonzero(~models) if split else np.arange(ratings.n_annotators)
    apart_codes = [ratings.kind_names.index(k) for k in ratings.kinds_apart if k in ratings.kind_names]
    outside = np.zeros(ratings.n_units, bool)
    if ratings.kinds is not None:
        outside = np.isin(ratings.kinds, apart_codes)
    inside = ratings.take_units(~outside) if outside.any() else ratings
    among = inside.take_annotators(people.tolist())
    rated = among.rated.any(axis=0)
    active = np.flatnonzero(rated).tolist()
    headline = among.take_annotators(active)
    apart = {}
    if ratings.kinds is not None:
        for code in apart_codes:
            kind = ratings.take_units(ratings.kinds == code).take_annotators(people.tolist())
            apart[ratings.kind_names[code]] = kind.take_annotators(active)
    with_models = None
    if split:
        columns = [int(people[i]) for i in active] + np.flatnonzero(models).tolist()
        with_models = inside.take_annotators(columns)
    names = ratings.annotators
    cleaning = CleaningReport(
        **_counts(ratings, headline, apart),
        without_ratings=tuple(among.annotators[i] for i in np.flatnonzero(~rated)),
        models_left_out=tuple(names[i] for i in np.flatnonzero(models)) if split else (),
    )
    return Selection(headline, apart, with_models, len(active), cleaning)


def _counts(ratings: Ratings, headline: Ratings, apart: Mapping[str, Ratings]) -> dict[str, Any]:
    each = np.count_nonzero(headline.rated, axis=1)
    cells = headline.cells()
    counts = {
        name: AnnotatorCounts(
            int(np.count_nonzero(cells[:, g] == Cell.RATED)),
            {
                reason: int(np.count_nonzero(cells[:, g] == cell))
                for cell, reason in WHY_MISSING.items()
                if (cells[:, g] == cell).any()
            },
        )
        for g, name in enumerate(headline.annotators)
    }
    numbers, units = np.unique(each[each > 0], return_counts=True)
    versions, mixed = _versions(headline)
    return {
        "n_units": ratings.n_units,
        "n_rated": int(np.count_nonzero(each)),
        "n_pairable": int(np.count_nonzero(each >= 2)),
        "ratings_each": dict(zip(numbers.tolist(), units.tolist(), strict=True)),
        "annotators": counts,
        "kinds_apart": {kind: int(r.rated.any(axis=1).sum()) for kind, r in apart.items()},
        "versions": versions,
        "mixed_versions": mixed,
        "unused_values": _unused(headline),
    }


def _versions(ratings: Ratings) -> tuple[dict[str, int], int]:
    """Ratings by codebook version, and pairable units with more than one version."""
    if ratings.versions is None:
        return {}, 0
    given = np.where(ratings.rated, ratings.versions, -1)
    counts = {name: int(np.count_nonzero(given == v)) for v, name in enumerate(ratings.version_names)}
    lowest = np.where(given < 0, np.iinfo(np.int32).max, given).min(axis=1, initial=np.iinfo(np.int32).max)
    mixed = (given.max(axis=1, initial=-1) > lowest) & (np.count_nonzero(ratings.rated, axis=1) >= 2)
    return {name: n for name, n in counts.items() if n}, int(np.count_nonzero(mixed))


def _unused(ratings: Ratings) -> tuple[str, ...]:
    """Declared values (members of sets) that were never given."""
    if ratings.scale.numeric:
        return ()
    codes = ratings.codes[ratings.rated]
    if ratings.scale is Scale.SET:
        everything = int(np.bitwise_or.reduce(codes)) if codes.size else 0
        return tuple(name for bit, name in enumerate(ratings.values) if not everything >> bit & 1)
    used = np.bincount(codes, minlength=len(ratings.values))
    return tuple(name for name, n in zip(ratings.values, used.tolist(), strict=True) if not n)
