"""Each annotator beside the others: agreement, values used, speed, and their own consistency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate_tui.agreement import confusion as two
from annotate_tui.agreement.brief import alpha_part, coarse_groups, finite, with_t_interval
from annotate_tui.agreement.encode import Table, table_of
from annotate_tui.agreement.pairs import OWN_ALPHA
from annotate_tui.agreement.prepare import Pairs
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.result import Figure, Settings
from annotate_tui.agreement.sums import Codes


@dataclass(frozen=True, slots=True)
class AnnotatorReport:
    """One annotator beside the others."""

    n: int
    """Units rated."""
    percent: float | None
    """Mean over the other annotators of the percent agreement with them."""
    cohen_kappa: float | None
    """Mean over the other annotators of Cohen's κ with them."""
    with_majority: float | None
    """Share of units where they say what most of the others say (ties of the others left out)."""
    n_with_majority: int
    alpha_without: Figure
    """α if this annotator had not taken part; much higher than α is a sign of misunderstanding."""
    shares: Mapping[str, float]
    """Share of their answers that each value has; for sets, share of their answers with each member."""
    median_seconds: float | None
    """Median time on a unit."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "n": self.n,
            "percent": self.percent,
            "cohen_kappa": self.cohen_kappa,
            "with_majority": self.with_majority,
            "n_with_majority": self.n_with_majority,
            "alpha_without": self.alpha_without.to_data(),
            "shares": dict(self.shares),
            "median_seconds": self.median_seconds,
        }


def annotator_reports(
    ratings: Ratings, table: Table | None, pairs: Pairs | None, settings: Settings
) -> dict[str, AnnotatorReport]:
    """A report for every annotator."""
    majority = _with_majority(table) if table is not None else {}
    return {
        name: AnnotatorReport(
            n=int(np.count_nonzero(ratings.rated[:, g])),
            percent=_mean_of_pairs(pairs, "percent", g),
            cohen_kappa=_mean_of_pairs(pairs, "cohen_kappa", g),
            with_majority=majority[g][0] if g in majority else None,
            n_with_majority=majority[g][1] if g in majority else 0,
            alpha_without=_alpha_without(ratings, g, settings),
            shares=_shares(ratings, g),
            median_seconds=median_seconds(ratings, g),
        )
        for g, name in enumerate(ratings.annotators)
    }


def _mean_of_pairs(pairs: Pairs | None, name: str, g: int) -> float | None:
    if pairs is None:
        return None
    values = [float(v) for pair, v in zip(pairs.places, pairs.part.values[name], strict=True) if g in pair]
    usable = [value for value in values if np.isfinite(value)]
    return float(np.mean(usable)) if usable else None


def _with_majority(table: Table) -> dict[int, tuple[float | None, int]]:
    """For each annotator the share of agreement with the majority of the others, and on how many units."""
    by_annotator = np.ascontiguousarray(table.codes.T)
    values = np.arange(table.n_values, dtype=table.codes.dtype)[:, None]
    counts = np.zeros((table.n_values, len(table.codes)), np.int16)
    for codes in by_annotator:
        counts += codes == values
    out: dict[int, tuple[float | None, int]] = {}
    for g, codes in enumerate(by_annotator):
        mine = codes == values
        others = counts - mine
        best = others.max(axis=0, initial=0)
        winners = others == best
        clear = (winners.sum(axis=0, dtype=np.int16) == 1) & (best > 0) & (codes >= 0)
        n = int(np.count_nonzero(clear))
        same = np.count_nonzero((winners & mine).any(axis=0) & clear)
        out[g] = (same / n if n else None, n)
    return out


def _alpha_without(ratings: Ratings, g: int, settings: Settings) -> Figure:
    rest = ratings.take_annotators([h for h in range(ratings.n_annotators) if h != g])
    part = alpha_part(rest, *coarse_groups(rest))
    if part is None:
        return Figure(None, level=settings.level)
    return with_t_interval(part.figure("krippendorff_alpha", settings, {}), part.worth("krippendorff_alpha"))


def _shares(ratings: Ratings, g: int) -> dict[str, float]:
    """How often each value (or member of a set) occurs among the answers of one annotator."""
    codes = ratings.codes[ratings.rated[:, g], g]
    if ratings.scale.numeric or not codes.size:
        return {}
    if ratings.scale is Scale.SET:
        return {name: float(np.mean(codes >> bit & 1)) for bit, name in enumerate(ratings.values)}
    counts = np.bincount(codes, minlength=len(ratings.values)) / codes.size
    return dict(zip(ratings.values, counts.tolist(), strict=True))


def median_seconds(ratings: Ratings, g: int) -> float | None:
    """The median time that an annotator (a column) spent on a unit."""
    if ratings.dwell is None:
        return None
    seconds = ratings.dwell[:, g]
    seconds = seconds[np.isfinite(seconds)]
    return float(np.median(seconds)) if seconds.size else None


@dataclass(frozen=True, slots=True)
class Consistency:
    """One annotator with themselves: units that they labelled twice, independently."""

    n: int
    percent: float | None
    cohen_kappa: float | None
    krippendorff_alpha: Figure

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "n": self.n,
            "percent": self.percent,
            "cohen_kappa": self.cohen_kappa,
            "krippendorff_alpha": self.krippendorff_alpha.to_data(),
        }


def intra_annotator(ratings: Ratings, settings: Settings) -> dict[str, Consistency]:
    """Intra-annotator agreement: the first and the second answer, as if of two annotators."""
    if ratings.earlier is None:
        return {}
    out: dict[str, Consistency] = {}
    for g, name in enumerate(ratings.annotators):
        twice = _two_times(ratings, g)
        n = int(np.count_nonzero(twice.rated.all(axis=1)))
        part = alpha_part(twice, *coarse_groups(twice))
        if not n or part is None:
            continue
        figure = with_t_interval(
            part.figure("krippendorff_alpha", settings, {}), part.worth("krippendorff_alpha")
        )
        out[name] = Consistency(
            n=n,
            percent=finite(float(part.values["percent_agreement"])),
            cohen_kappa=_kappa(twice),
            krippendorff_alpha=figure,
        )
    return out


def _two_times(ratings: Ratings, g: int) -> Ratings:
    """The earlier and the later answers of one annotator as two columns."""
    earlier: Codes = ratings.earlier if ratings.earlier is not None else ratings.codes
    return Ratings(
        codes=np.column_stack([earlier[:, g], ratings.codes[:, g]]),
        values=ratings.values,
        scale=ratings.scale,
        annotators=("earlier", "later"),
        units=ratings.units,
        clusters=ratings.clusters,
        cluster_names=ratings.cluster_names,
    )


def _kappa(twice: Ratings) -> float | None:
    """Cohen's κ of two columns: linear weights on an ordinal scale, else plain; none for numbers."""
    table = table_of(twice)
    if table is None or twice.scale.numeric:
        return None
    matrix = two.confusion_of(table.codes[:, 0], table.codes[:, 1], table.n_values)
    weight = table.weights["linear" if table.scale is Scale.ORDINAL else OWN_ALPHA[table.scale]]
    return finite(float(two.cohen_kappa(matrix, weight)))
