"""Plain data of analyses, written by hand: reports are tested without the engine that makes it."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.report import FacetNames, MethodFacts, Report, UnitText, build

UNDEFINED = "No variation: everybody always gave the same answer, so agreement beyond chance cannot be told."


def entry(
    value: float | None, low: float | None = None, high: float | None = None, **more: Any
) -> dict[str, Any]:
    """A figure as it stands in the JSON."""
    data = {"value": value, "se": None, "low": low, "high": high, "level": 0.95, "undefined": None}
    if value is None:
        data |= {"undefined": "no_variation", "explanation": UNDEFINED}
    return data | more


def value(specific: float | None, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    """A value as it stands in the JSON."""
    return {
        "specific_agreement": entry(specific, low, high),
        "krippendorff_alpha": entry(0.74, 0.69, 0.79),
        "gwet_ac": entry(0.75, 0.7, 0.8),
        "prevalence_index": 0.0,
        "bias_index": 0.02,
        "pabak": 0.72,
        **more,
    }


def annotator(*values: str) -> dict[str, Any]:
    """An annotator as it stands in the JSON."""
    return {
        "n": 129,
        "percent": 0.86,
        "cohen_kappa": 0.741,
        "with_majority": 0.86,
        "n_with_majority": 128,
        "alpha_without": entry(
            None, undefined="too_few_annotators", explanation="Fewer than two annotators."
        ),
        "shares": {name: 1 / len(values) for name in values},
        "median_seconds": 8.5,
    }


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
        "annotators_compared": ["ann", "ben"],
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
            "claim": value(0.87, 0.8, 0.9, n=128, share=0.5),
            "none": value(0.85, 0.79, 0.9, n=128, share=0.5),
        },
        "confusion": {"values": ["claim", "none"], "counts": [[120, 18], [18, 100]]},
        "members": {},
        "gate": None,
        "models": [],
        "annotators": {"ann": annotator("claim", "none"), "ben": annotator("claim", "none")},
        "articles": [
            {"article": "a1", "n_pairable": 10, "percent": 0.7, "krippendorff_alpha": 0.4},
            {"article": "a2", "n_pairable": 12, "percent": 1.0, "krippendorff_alpha": None},
        ],
        "disagreements": [
            {"unit": "u1", "article": "a1", "disagreement": 1.0, "answers": {"ann": "claim", "ben": "none"}}
        ],
    }
    return data | more


def analysis(**facets: dict[str, Any]) -> dict[str, Any]:
    """The plain data of a whole analysis."""
    return {
        "facets": facets or {"claim_type": facet()},
        "cleaning": {},
        "differences": [],
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


HOSTILE = (
    "\x1b[31mred\x1b[0m\x9b2J \u202eback\u202c \u200b[bold]<b>&\ud800 "
    "</script><script>alert(1)</script>\"'`$x$ %\\input{a} [a](http://b.c) | {=1+1} ~#^_* "
    "\N{DIGIT ONE}\N{VARIATION SELECTOR-16}\r\n\ttab"
)


def passages(name: str) -> dict[str, Any]:
    """A facet of passages as it stands in the JSON."""
    figures = {
        key: entry(0.7, 0.6, 0.8)
        for key in ("krippendorff_alpha_u", "span_f1_exact", "span_f1_overlap", "span_f1_char")
    }
    marks = {name: [{"start": 0, "end": 4, "label": name}], "ben": []}
    row = {"n": 9, "n_spans": 4, "characters": 40, "span_f1_char": 0.7, "alpha_u_without": entry(None)}
    return facet() | {
        "scale": "span",
        "n_spans": 8,
        "coefficients": figures,
        "pairs": [{"annotators": [name, "ben"], "n": 9, "figures": figures, "confusion": []}],
        "values": {name: {"n": 8, **figures}},
        "marked": {"percent_agreement": entry(0.9), "krippendorff_alpha": entry(0.7, 0.6, 0.8)},
        "confusion": None,
        "annotators": {name: row | {"median_seconds": 3.0}, "ben": row},
        "articles": [
            {"article": name, "n_pairable": 9, "span_f1_char": 0.7, "krippendorff_alpha_u": None},
            {"article": "a1", "n_pairable": 9, "span_f1_char": None, "krippendorff_alpha_u": 0.7},
        ],
        "disagreements": [{"unit": "u1", "article": name, "disagreement": 1.0, "spans": marks}],
        "kinds_apart": {name: {"n_pairable": 1, "krippendorff_alpha_u": entry(None)}},
    }


def hostile(name: str) -> Report:
    """A report in which every text from outside is ``name``."""
    data = facet(annotators_compared=[name, "ben", "eve"])
    data["pairs"] = [
        pair | {"annotators": [name, other]} for pair in data["pairs"] for other in ("ben", "eve")
    ]
    data["models"] = data["pairs"]
    data["annotators"] = {name: annotator("claim", name)}
    data["values"] = {name: value(0.5, 0.1, 0.9, n=3, share=0.9), **data["values"]}
    data["confusion"] = {"values": [name, "none"], "counts": [[1, 2], [2, 3]]}
    data["articles"][0]["article"] = name
    data["disagreements"] = [
        {"unit": place, "article": name, "disagreement": 1.0, "answers": {name: name, "ben": "x"}}
        for place in ("u1", "u2")
    ]
    data["kinds_apart"] = {
        name: {"n_pairable": 3, "percent_agreement": entry(0.5), "krippendorff_alpha": entry(None)}
    }
    data["aggregated"] = {
        "majority": {
            "n_units": 9,
            "unanimous": 5,
            "majority": 3,
            "tied": 1,
            "shares": {name: 0.5, "none": 0.5},
        },
        "dawid_skene": {
            "values": [name, "none"],
            "prevalence": {name: 0.5, "none": 0.5},
            "annotators": {name: {"accuracy": 0.9, "confusion": [[0.8, 0.2], [0.1, 0.9]]}},
            "changed": 1,
            "resolved": 1,
            "iterations": 3,
            "converged": True,
        },
    }
    data["label_rates"] = {name: {"n": 3, "shares": {name: 0.5, "none": 0.5}}}
    whole = analysis(claim_type=data, words=passages(name), **{name: facet(None, None, None)})
    whole["cleaning"] = {
        "claim_type": {
            "models_left_out": [name],
            "without_ratings": [name],
            "versions": {name: 1},
            "mixed_versions": 2,
            "kinds_apart": {name: 3},
        }
    }
    whole["method"]["warning"] = name
    facts = MethodFacts(**dict.fromkeys(MethodFacts.__dataclass_fields__, name))
    return Make.report(
        whole,
        names={"claim_type": FacetNames(name=name, question=name, values={"claim": name})},
        units={"u1": UnitText(text=name, article=name, index=0, kind=name, notes=((name, name),))},
        articles={"a2": name},
        left_out={name: 3},
        facts=facts,
        title=name,
    )


class Make:
    """Builds data and reports for a test."""

    entry = staticmethod(entry)
    value = staticmethod(value)
    hostile = staticmethod(hostile)
    HOSTILE = HOSTILE
    annotator = staticmethod(annotator)
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
