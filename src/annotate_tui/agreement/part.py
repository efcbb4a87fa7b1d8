"""Parts of an analysis: sums in groups, the figures they give, and what the draws say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol

import numpy as np

from annotate_tui.agreement.bearing import Bears, effective
from annotate_tui.agreement.resample import Estimand, gradient
from annotate_tui.agreement.result import Figure, Settings
from annotate_tui.agreement.summarise import make_figure
from annotate_tui.agreement.sums import Array, Floats
from annotate_tui.agreement.undefined import Reason


class Evaluate(Protocol):
    """Figures from rows of sums (..., width): name → (...) or (..., k)."""

    def __call__(self, sums: Array, *, small_sample: bool = True) -> Mapping[str, Array]: ...


Why = Callable[[int | None], Reason]
"""The reason why a figure is undefined, given its place among k figures, if it is one of several."""


@dataclass(frozen=True, eq=False)
class Part:
    """Sums (n_groups, width) with the functions that make figures of them."""

    groups: Floats
    evaluate: Evaluate
    bearing: int
    """Groups that hold a unit with two ratings: how many observations a figure really rests on."""
    why: Why
    bears: Bears | None = field(default=None, kw_only=True)
    """How much each group bears on a figure; without it all alike."""
    entries_apart: ClassVar[bool] = False
    """Whether each of k figures rests on units of its own, as those of pairs do."""

    @cached_property
    def totals(self) -> Floats:
        """(width,)"""
        return np.asarray(self.groups.sum(axis=0))

    @cached_property
    def values(self) -> dict[str, Floats]:
        """The figures of the data: name → () or (k,)."""
        with np.errstate(all="ignore"):
            return {name: np.asarray(figure) for name, figure in self.evaluate(self.totals).items()}

    @cached_property
    def gradients(self) -> dict[str, Floats]:
        """Derivatives by the sums, α without its small-sample correction: name → (width,) or (k, width)."""
        return gradient(lambda sums: self.evaluate(sums, small_sample=False), self.totals)

    def estimand(self) -> Estimand:
        """What the bootstrap needs."""
        return Estimand(self.groups, self.evaluate)

    def influence(self, name: str, entry: int | None = None) -> Floats:
        """Derivative of a figure by the weight of each group: (n_groups,)."""
        slope = self.gradients[name]
        return np.asarray(self.groups @ (slope if entry is None else slope[entry]))

    def behind(self, name: str, entry: int | None) -> int:
        """How many groups there are behind a figure: fewer than in all for a rare value."""
        if entry is None or self.bears is None:
            return self.bearing
        return int(np.count_nonzero(self.bears(name, entry)))

    def worth(self, name: str, entry: int | None = None) -> float:
        """How many equal groups the groups behind a figure are worth."""
        return float(self.bearing) if self.bears is None else effective(self.bears(name, entry))

    def figure(
        self,
        name: str,
        settings: Settings,
        draws: Mapping[str, Floats],
        *,
        entry: int | None = None,
        note: str = "",
        se: float | None = None,
        se_units: float | None = None,
    ) -> Figure:
        """One figure with its uncertainty; ``entry`` picks one of k, ``se`` replaces the standard error."""
        value, drawn = self.values[name], draws.get(name)
        if entry is not None:
            value = value[entry]
            drawn = None if drawn is None else drawn[:, entry]
        behind = self.behind(name, entry)
        return make_figure(
            float(value),
            lambda: self.why(entry),
            settings=settings,
            n_groups=behind if self.entries_apart else self.bearing,
            behind=behind,
            worth=self.worth(name, entry),
            draws=drawn,
            influence=self.influence(name, entry),
            note=note,
            se=se,
            se_units=se_units,
        )


@dataclass(frozen=True, eq=False)
class PairPart(Part):
    """A part whose figures have one entry a pair, each from its own run of ``width`` columns."""

    n_pairs: int = 0
    entries_apart: ClassVar[bool] = True

    @cached_property
    def gradients(self) -> dict[str, Floats]:
        """Derivatives by each pair's own sums: name → (n_pairs, width)."""
        width = len(self.totals) // max(self.n_pairs, 1)
        totals = self.totals.reshape(self.n_pairs, width)

        def side_by_side(shifts: Array) -> Mapping[str, Array]:
            """All pairs shifted in one column at a time: (width, width) → name → (width, n_pairs)."""
            return self.evaluate((totals + shifts[:, None, :]).reshape(len(shifts), -1), small_sample=False)

        slopes = gradient(side_by_side, np.zeros(width))
        return {name: np.asarray(slope) for name, slope in slopes.items()}

    def influence(self, name: str, entry: int | None = None) -> Floats:
        """Derivative of a pair's figure, or of the mean over pairs, by the weight of each group."""
        slopes = self.gradients[name]
        blocks = self.groups.reshape(len(self.groups), self.n_pairs, -1)
        if entry is not None:
            return np.asarray(blocks[:, entry] @ slopes[entry])
        defined = np.isfinite(self.values[name])
        slopes = np.where(defined[:, None], slopes, 0.0)
        return np.asarray(np.einsum("gpw,pw->g", blocks, slopes) / max(int(defined.sum()), 1))

    def mean(self, name: str, settings: Settings, draws: Mapping[str, Floats], note: str) -> Figure:
        """The mean of a figure over the pairs that have one."""
        values = self.values[name]
        defined = np.isfinite(values)
        value = float(values[defined].mean()) if defined.any() else float("nan")
        drawn = draws.get(name)
        return make_figure(
            value,
            lambda: self.why(None),
            settings=settings,
            n_groups=self.bearing,
            worth=self.worth(name),
            draws=None if drawn is None or not defined.any() else drawn[:, defined].mean(axis=1),
            influence=self.influence(name),
            note=note,
        )
