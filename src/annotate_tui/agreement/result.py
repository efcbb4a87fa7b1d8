"""Results: frozen dataclasses that become plain data for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotate_tui.agreement.ratings import Scale
from annotate_tui.agreement.reading import Reading
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
    reading: Reading | None = None
    """What the figure allows to be said; for the headline coefficients."""

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        data: dict[str, Any] = {
            "value": self.value,
            "se": self.se,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "undefined": None if self.undefined is None else str(self.undefined),
        }
        if self.undefined is not None:
            data["explanation"] = self.undefined.sentence
        else:
            data |= {
                "interval_undefined": None
                if self.interval_undefined is None
                else str(self.interval_undefined),
                "percentile": list(self.percentile) if self.percentile else None,
                "bca": list(self.bca) if self.bca else None,
                "se_units": self.se_units,
                "undefined_draws": self.undefined_draws,
            }
        if self.interval_undefined is not None:
            data["interval_explanation"] = self.interval_undefined.sentence
        if self.reading is not None:
            data["reading"] = self.reading.to_data()
        return data | ({"note": self.note} if self.note else {})


def figures_to_data(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Plain data of figures by name."""
    return {name: figure.to_data() for name, figure in figures.items()}


@dataclass(frozen=True, slots=True)
class PairResult:
    """Two annotators on the units that both rated."""

    annotators: tuple[str, str]
    n: int
    figures: Mapping[str, Figure]
    """percent, cohen_kappa, scott_pi, krippendorff_alpha, and those with weights."""
    indices: Mapping[str, float | None]
    """kappa_max and bangdiwala; for two values also prevalence_index, bias_index and pabak."""
    confusion: list[list[int]]
    """Rows are the first annotator's values, columns the second's."""

    def to_data(self) -> dict[str, Any]:
        """Plain data: the figures' values by name, with their intervals under ``figures``."""
        return {
            "annotators": list(self.annotators),
            "n": self.n,
            **{name: figure.value for name, figure in self.figures.items()},
            **self.indices,
            "figures": figures_to_data(self.figures),
            "confusion": self.confusion,
        }


@dataclass(frozen=True, slots=True)
class ValueResult:
    """One value against all others."""

    n: int
    """Ratings with this value on pairable units."""
    share: float | None
    """Mean over units of the share of ratings that gave it."""
    figures: Mapping[str, Figure]
    """specific_agreement, krippendorff_alpha, gwet_ac, percent_agreement."""
    prevalence_index: float | None
    """2 × share − 1: 0 balanced, −1 never, 1 always."""
    bias_index: float | None
    """Largest difference between two annotators in how often they give it."""
    pabak: float | None
    """2 × percent agreement − 1 (Byrt, Bishop & Carlin 1993)."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "n": self.n,
            "share": self.share,
            **figures_to_data(self.figures),
            "prevalence_index": self.prevalence_index,
            "bias_index": self.bias_index,
            "pabak": self.pabak,
        }


@dataclass(frozen=True, slots=True)
class MemberResult:
    """One member of a set (one cue): chosen or not."""

    n: int
    """Ratings that chose it, on pairable units."""
    figures: Mapping[str, Figure]
    """krippendorff_alpha, positive_agreement, negative_agreement, gwet_ac, percent_agreement, …"""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"n": self.n, **figures_to_data(self.figures)}


@dataclass(frozen=True, slots=True)
class GateResult:
    """A question that is asked only after another answer."""

    n_units: int
    """Units of which an annotator's work tells whether the question was asked."""
    n_pairable: int
    """… of two annotators or more."""
    n_both_asked: int
    """Units that two annotators or more answered: what the facet's own coefficients rest on."""
    n_joint: int
    """Units on which two annotators or more answered or were not asked: what ``joint`` rests on."""
    figures: Mapping[str, Figure]
    """Agreement on whether it was asked: percent_agreement, krippendorff_alpha, gwet_ac."""
    joint: Mapping[str, Figure]
    """One figure for both: answers with "not asked" as a further, nominal value."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "n_units": self.n_units,
            "n_pairable": self.n_pairable,
            "n_both_asked": self.n_both_asked,
            "n_joint": self.n_joint,
            "figures": figures_to_data(self.figures),
            "joint": figures_to_data(self.joint),
        }


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which values are taken for which, all pairs of annotators pooled."""

    values: tuple[str, ...]
    counts: list[list[int]]
    """Symmetric: each pair of ratings of a unit is counted from both sides."""

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {"values": list(self.values), "counts": self.counts}


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
    """Articles with pairable units; 0 when no article was named."""
    n_ratings: int
    annotators: tuple[str, ...]
    resampled: str
    """"cluster" or "unit": what the draws drew."""
    n_groups: int
    """Articles (or units) with pairable units among what was drawn."""
    warning: str
    coefficients: Mapping[str, Figure]
    pairs: list[PairResult]
    values: Mapping[str, ValueResult]
    confusion: Confusion | None
    members: Mapping[str, MemberResult]
    gate: GateResult | None
    models: list[PairResult]
    """Each model annotator with each person."""
    sections: Mapping[str, Any]
    """Everything else by its name in the JSON output; objects with ``to_data`` or collections of them."""
    draws: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Coefficients in every draw: name → (draws,); for differences."""
    influences: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Derivatives by the weight of each group: name → (n_groups,)."""
    worths: Mapping[str, float] = field(default_factory=dict, repr=False)
    """How many equal groups those behind a coefficient are worth: name → number."""

    @property
    def headline(self) -> Figure:
        """Krippendorff's α on the scale of the question."""
        return self.coefficients["krippendorff_alpha"]

    def to_data(self) -> dict[str, Any]:
        """Plain data with the names of the JSON output."""
        return {
            "scale": str(self.scale),
            "values_declared": list(self.values_declared),
            "n_units": self.n_units,
            "n_pairable": self.n_pairable,
            "n_annotators": self.n_annotators,
            "n_clusters": self.n_clusters,
            "n_ratings": self.n_ratings,
            "annotators_compared": list(self.annotators),
            "resampled": self.resampled,
            "n_groups": self.n_groups,
            "warning": self.warning,
            "coefficients": figures_to_data(self.coefficients),
            "pairs": [pair.to_data() for pair in self.pairs],
            "values": {value: result.to_data() for value, result in self.values.items()},
            "confusion": None if self.confusion is None else self.confusion.to_data(),
            "members": {name: result.to_data() for name, result in self.members.items()},
            "gate": None if self.gate is None else self.gate.to_data(),
            "models": [pair.to_data() for pair in self.models],
            **{name: plain(section) for name, section in self.sections.items()},
        }


def plain(section: Any) -> Any:
    """Objects with ``to_data`` inside of lists and mappings as plain data."""
    if hasattr(section, "to_data"):
        return section.to_data()
    if isinstance(section, Mapping):
        return {key: plain(value) for key, value in section.items()}
    if isinstance(section, list | tuple):
        return [plain(value) for value in section]
    return section
