"""Plain data of analyses, written by hand: reports are tested without the engine that makes it."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.report import FacetNames, MethodFacts, Report, build

UNDEFINED = "No variation: everybody always gave the same answer, so agreement beyond chance cannot be told."


def entry(
    value: float | None, low: float | None = None, high: float | None = None, **more: Any
) -> dict[str, Any]:
    """A figure as it stands in the JSON."""
    data = {"value": value, "se": None, "low": low, "high": high, "level": 0.95, "undefined": None}
    if value is None:
        data |= {"undefined": "no_variation", "explanation": UNDEFINED}
    return data | more


def facet(
    alpha: float | None = 0.74, low: float | None = 0.69, high: float | None = 0.79, **more: Any
) -> dict[str, Any]:
    """A facet as it stands in the JSON: two annotators, two values."""
    data = {
        "scale": "nominal",
        "n_units": 130,
        "n_pairable": 128,
        "n_annotators": 2,
        "n_clusters": 12,
        "n_ratings": 258,
        "annotators": ["ann", "ben"],
        "resampled": "cluster",
        "warning": "",
        "coefficients": {
            "percent_agreement": entry(0.86, 0.8, 0.91, se=0.03),
            "krippendorff_alpha": entry(alpha, low, high, se=0.026),
            "gwet_ac": entry(0.75, 0.7, 0.8, se=0.025),
        },
        "pairs": [
            {
                "annotators": ["ann", "ben"],
                "n": 128,
                "figures": {"percent": entry(0.86), "cohen_kappa": entry(0.741, 0.69, 0.79)},
                "confusion": [[60, 8], [10, 50]],
            }
        ],
        "values": {
            "claim": {"specific_agreement": entry(0.87, 0.8, 0.9), "krippendorff_alpha": entry(0.74)},
            "none": {"specific_agreement": entry(0.85, 0.79, 0.9), "krippendorff_alpha": entry(0.74)},
        },
    }
    return data | more


def analysis(**facets: dict[str, Any]) -> dict[str, Any]:
    """The plain data of a whole analysis."""
    return {
        "facets": facets or {"claim_type": facet()},
        "cleaning": {},
        "method": {
            "draws": 2000,
            "seed": 7,
            "level": 0.95,
            "interval": "bca",
            "se": "influence",
            "resampled": "cluster",
            "warning": "",
        },
    }


FACTS = MethodFacts(
    program_version="1.2.3",
    database_digest="0123456789abcdef" * 4,
    codebook_id="health-claims",
    codebook_version="1.0.0",
    codebook_hash="fedcba9876543210" * 4,
    source="annotations.db",
    made="2025-11-22",
)


class Make:
    """Builds data and reports for a test."""

    entry = staticmethod(entry)
    facet = staticmethod(facet)
    analysis = staticmethod(analysis)

    @staticmethod
    def report(data: dict[str, Any] | None = None, **more: Any) -> Report:
        """A report; one question called "Claim type" without data of its own."""
        names = {"claim_type": FacetNames(name="Claim type", values={"claim": "Claim", "none": "No claim"})}
        return build(data or analysis(), **{"names": names, "facts": FACTS, **more})


@pytest.fixture
def make() -> type[Make]:
    """Makers of data and reports."""
    return Make
