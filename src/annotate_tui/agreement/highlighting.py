"""Whether cue highlights led annotators: agreement and label rates, with and without them.

Highlights anchor: annotators who see the same words underlined agree more, for the wrong reason, and overlook
what is not underlined.  So figures that pool both are split here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.brief import Brief, brief
from annotate_tui.agreement.ratings import Ratings, Scale, Seen
from annotate_tui.agreement.result import Settings

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LabelRate:
    """What annotators answered under one state of the highlights."""

    n: int
    """Ratings."""
    shares: Mapping[str, float]
    """Value (or member of a set) → the share of these ratings that have it."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"n": self.n, "shares": dict(self.shares)}


def highlighting(ratings: Ratings, settings: Settings) -> dict[str, Brief]:
    """Agreement on units by what those who rated them saw; empty where nobody saw highlights.

    "highlighted": everybody saw words underlined in it; "plain": highlights were on and nothing was
    underlined; "off": highlights were off; "mixed": some saw underlined words and others did not.
    """
    out = {}
    for name, units in _units(ratings).items():
        found = brief(ratings.take_units(units), settings.level) if units.any() else None
        if found is not None and found.n_units:
            out[name] = found
    return out


def label_rates(ratings: Ratings) -> dict[str, LabelRate]:
    """How often each value was given under each state; empty where nobody saw highlights, and for numbers."""
    if ratings.scale.numeric:
        return {}
    return {name: _rate(ratings, cells) for name, cells in _cells(ratings).items() if cells.any()}


def pooled(ratings: Ratings) -> tuple[int, int]:
    """Ratings given with highlights on, and all others, where there are both; else (0, 0)."""
    if ratings.seen is None:
        return 0, 0
    on = ratings.rated & (ratings.seen >= Seen.PLAIN)
    n_on, n_off = int(np.count_nonzero(on)), int(np.count_nonzero(ratings.rated & ~on))
    return (n_on, n_off) if n_on and n_off else (0, 0)


def _cells(ratings: Ratings) -> dict[str, Bools]:
    """(n_units, n_annotators) each: ratings by what the annotator saw."""
    rated = ratings.rated
    if ratings.seen is not None:
        seen = np.asarray(ratings.seen)
        if not (rated & (seen >= Seen.PLAIN)).any():
            return {}
        states = {
            "highlighted": seen == Seen.HIGHLIGHTED,
            "plain": seen == Seen.PLAIN,
            "off": seen < Seen.PLAIN,
        }
        return {name: rated & cells for name, cells in states.items()}
    if ratings.highlighted is None:
        return {}
    marked = ratings.highlighted[:, None]
    return {"highlighted": rated & marked, "plain": rated & ~marked}


def _units(ratings: Ratings) -> dict[str, Bools]:
    """(n_units,) each: units by what all who rated them saw."""
    cells = _cells(ratings)
    some = ratings.rated.any(axis=1)
    units = {name: some & (found == ratings.rated).all(axis=1) for name, found in cells.items()}
    if units:
        units["mixed"] = some & ~np.logical_or.reduce(list(units.values()))
    return units


def _rate(ratings: Ratings, cells: Bools) -> LabelRate:
    codes = ratings.codes[cells]
    if ratings.scale is Scale.SET:
        shares = {name: float(np.mean(codes >> bit & 1)) for bit, name in enumerate(ratings.values)}
    else:
        counts = np.bincount(codes, minlength=len(ratings.values)) / codes.size
        shares = dict(zip(ratings.values, counts.tolist(), strict=True))
    return LabelRate(int(codes.size), shares)
