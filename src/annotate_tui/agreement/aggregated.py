"""What one label from several annotators would be: how often they decide, and how reliable each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate_tui.agreement.aggregate import dawid_skene, majority
from annotate_tui.agreement.brief import finite
from annotate_tui.agreement.encode import Table
from annotate_tui.agreement.ratings import Ratings

MOST_VALUES = 24
"""With more answers (or different sets of them) confusion matrices are not estimated."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """One annotator as Dawid and Skene's model sees them."""

    accuracy: float | None
    """The probability of the right answer, over all true values as frequent as they are."""
    confusion: list[list[float]] | None
    """Rows are estimated true values, columns answers; a row sums to 1 (0 where a value never was true)."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"accuracy": self.accuracy, "confusion": self.confusion}


@dataclass(frozen=True, slots=True)
class Aggregated:
    """Majority and Dawid-Skene on the units with two ratings or more."""

    n_units: int
    unanimous: int
    majority: int
    """Not unanimous, but one answer was given more often than any other."""
    tied: int
    """No answer was given most often: nothing decides between them."""
    values: tuple[str, ...]
    majority_shares: Mapping[str, float]
    """Value → its share of the units on which a majority decides."""
    prevalence: Mapping[str, float]
    """Value → how frequent it is, as Dawid and Skene's model estimates."""
    annotators: Mapping[str, Reliability]
    changed: int
    """Units with a majority to which the model gives another value."""
    resolved: int
    """Ties in which the model is at least 90 % sure of one value."""
    iterations: int
    converged: bool

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "majority": {
                "n_units": self.n_units,
                "unanimous": self.unanimous,
                "majority": self.majority,
                "tied": self.tied,
                "shares": dict(self.majority_shares),
            },
            "dawid_skene": {
                "values": list(self.values),
                "prevalence": dict(self.prevalence),
                "annotators": {name: each.to_data() for name, each in self.annotators.items()},
                "changed": self.changed,
                "resolved": self.resolved,
                "iterations": self.iterations,
                "converged": self.converged,
            },
        }


SURE = 0.9


def aggregated(ratings: Ratings, table: Table | None) -> Aggregated | None:
    """One label a unit by majority and by Dawid and Skene (1979); None for numbers and too many answers."""
    if table is None or ratings.scale.numeric or not 2 <= table.n_values <= MOST_VALUES:
        return None
    codes = table.codes[np.count_nonzero(table.codes >= 0, axis=1) >= 2]
    if not len(codes):
        return None
    votes, model = majority(codes, table.n_values), dawid_skene(codes, table.n_values)
    decided = votes.codes >= 0
    counts = np.bincount(votes.codes[decided], minlength=table.n_values)
    prevalence, errors = model.prevalence, model.errors
    return Aggregated(
        n_units=len(codes),
        unanimous=int(votes.unanimous.sum()),
        majority=int((decided & ~votes.unanimous).sum()),
        tied=int(votes.tied.sum()),
        values=table.names,
        majority_shares=dict(zip(table.names, (counts / max(counts.sum(), 1)).tolist(), strict=True)),
        prevalence=dict(zip(table.names, prevalence.tolist(), strict=True)),
        annotators={
            name: Reliability(
                finite(float((prevalence * np.diagonal(errors[g])).sum())),
                errors[g].tolist() if np.isfinite(errors[g]).all() else None,
            )
            for g, name in enumerate(ratings.annotators)
        },
        changed=int(np.count_nonzero(decided & (votes.codes != model.codes))),
        resolved=int(np.count_nonzero(votes.tied & (model.posterior.max(axis=1) >= SURE))),
        iterations=model.iterations,
        converged=model.converged,
    )
