"""Results: frozen dataclasses that become plain data for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate_tui.agreement.ratings import Scale
from annotate_tui.agreement.undefined import Reason

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Settings:
    """How uncertainty is computed."""

    draws: int
    seed: int
    level: float
    interval: str
    """"bca" or "percentile": which becomes ``low`` and ``high``."""
    se: str
    """"influence" or "gwet"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its uncertainty, or the reason why it has none."""

    value: float | None
    se: float | None = None
    """Standard error; by article where articles were resampled."""
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    undefined: Reason | None = None
    """Why ``value`` is None."""
    interval_undefined: Reason | None = None
    """Why ``low`` and ``high`` are None although there is a value."""
    percentile: Pair | None = None
    bca: Pair | None = None
    se_units: float | None = None
    """Standard error if units were independent, to compare with ``se``."""
    undefined_draws: int = 0
    """Draws of the bootstrap in which the figure was undefined; they are outside the interval."""
    note: str = ""
    """The convention, where there is more than one."""

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        data: dict[str, Any] = {
            "value": self.value,
            "se": self.se,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "undefined": self.undefined,
        }
        if self.undefined is not None:
            return data | {"explanation": self.undefined.sentence}
        if self.interval_undefined is not None:
            data |= {
                "interval_undefined": self.interval_undefined,
                "interval_explanation": self.interval_undefined.sentence,
            }
        data |= {
            "percentile": list(self.percentile) if self.percentile else None,
            "bca": list(self.bca) if self.bca else None,
            "se_units": self.se_units,
            "undefined_draws": self.undefined_draws,
        }
        return data | ({"note": self.note} if self.note else {})


@dataclass(frozen=True, slots=True)
class PairResult:
    """Two annotators on the units that both rated."""

    annotators: tuple[str, str]
    n: int
    figures: Mapping[str, Figure]
    confusion: list[list[int]]
    """Rows are the first annotator's values, columns the second's."""

    def to_data(self) -> dict[str, Any]:
        """Plain data: the figures' values by name, their intervals under ``intervals``."""
        data: dict[str, Any] = {"annotators": list(self.annotators), "n": self.n}
        data |= {name: figure.value for name, figure in self.figures.items()}
        data["figures"] = {name: figure.to_data() for name, figure in self.figures.items()}
        data["confusion"] = self.confusion
        return data


@dataclass(frozen=True, slots=True)
class FacetResult:
    """Everything that is known about the agreement on one question."""

    scale: Scale
    values_declared: tuple[str, ...]
    n_units: int
    """Units with one or more ratings."""
    n_pairable: int
    """Units with two or more ratings: what agreement is computed from."""
    n_annotators: int
    """Annotators with ratings."""
    n_clusters: int
    """Articles with pairable units."""
    n_ratings: int
    annotators: tuple[str, ...]
    resampled: str
    """"cluster" or "unit"."""
    warning: str
    coefficients: Mapping[str, Figure]
    pairs: Sequence[PairResult]
    values: Mapping[str, Mapping[str, Figure]]

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        return {
            "scale": str(self.scale),
            "n_units": self.n_units,
            "n_pairable": self.n_pairable,
            "n_annotators": self.n_annotators,
            "n_clusters": self.n_clusters,
            "n_ratings": self.n_ratings,
            "annotators": list(self.annotators),
            "resampled": self.resampled,
            "warning": self.warning,
            "coefficients": {name: figure.to_data() for name, figure in self.coefficients.items()},
            "pairs": [pair.to_data() for pair in self.pairs],
            "values": {
                value: {name: figure.to_data() for name, figure in figures.items()}
                for value, figures in self.values.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on all questions, from one set of draws."""

    facets: Mapping[str, FacetResult]
    settings: Settings
    resampled: str
    warning: str

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        return {
            "facets": {name: facet.to_data() for name, facet in self.facets.items()},
            "cleaning": {},
            "method": {
                "draws": self.settings.draws,
                "seed": self.settings.seed,
                "level": self.settings.level,
                "interval": self.settings.interval,
                "se": self.settings.se,
                "resampled": self.resampled,
                "warning": self.warning,
            },
        }
