"""A report from an analysis, names, texts and origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from annotate_tui.report import read
from annotate_tui.report.cautions import cautions
from annotate_tui.report.left_out import left_out
from annotate_tui.report.model import (
    HEADLINE,
    Disagreement,
    FacetNames,
    FacetReport,
    Method,
    MethodFacts,
    Report,
)


def build(
    data: Mapping[str, Any],
    *,
    names: Mapping[str, FacetNames] | None = None,
    disagreements: Mapping[str, Sequence[Disagreement]] | None = None,
    facts: MethodFacts | None = None,
    title: str = "Agreement between annotators",
) -> Report:
    """The report on an analysis.

    ``data`` is what ``Agreement.to_data()`` gives, the shape of ``agreement --json``:
    ``{"facets": {id: …}, "cleaning": …, "method": …}``; facets are reported in its order.
    ``names``, ``disagreements`` (the most instructive first) are by facet id.
    """
    facts = facts or MethodFacts()
    how = data.get("method", {})
    cleaning = data.get("cleaning", {})
    facets = tuple(
        _facet(
            facet_id,
            entry,
            (names or {}).get(facet_id, FacetNames()),
            tuple((disagreements or {}).get(facet_id, ())),
            cleaning,
        )
        for facet_id, entry in data["facets"].items()
    )
    warning = how.get("warning", "")
    return Report(
        title=title,
        facets=facets,
        method=Method(
            facts=facts,
            draws=how.get("draws", 0),
            seed=how.get("seed"),
            level=how.get("level", 0.95),
            interval=how.get("interval", "percentile"),
            se=how.get("se", "influence"),
            resampled=how.get("resampled", "unit"),
        ),
        warnings=(warning,) if warning else (),
        left_out=left_out(cleaning, None),
        data={**data, "method": {**how, **{key: value for key, value in asdict(facts).items() if value}}},
    )


def _facet(
    facet_id: str,
    data: Mapping[str, Any],
    names: FacetNames,
    disagreements: tuple[Disagreement, ...],
    cleaning: Mapping[str, Any],
) -> FacetReport:
    values = read.values(data, names.values)
    coefficients = read.figures(data["coefficients"])
    return FacetReport(
        id=facet_id,
        name=names.name or facet_id,
        question=names.question,
        scope=names.scope,
        scale=data["scale"],
        headline=names.headline if names.headline in coefficients else HEADLINE,
        n_units=data["n_units"],
        n_pairable=data["n_pairable"],
        n_annotators=data["n_annotators"],
        n_articles=data["n_clusters"],
        n_ratings=data.get("n_ratings", 0),
        annotators=tuple(map(str, data.get("annotators", ()))),
        resampled=data.get("resampled", "unit"),
        warnings=cautions(data["scale"], values, coefficients),
        left_out=left_out(cleaning, facet_id),
        coefficients=coefficients,
        pairs=read.pairs(data),
        values=values,
        confusion=read.confusion(data, names.values),
        annotator_rows=read.annotators(data),
        articles=read.articles(data),
        gate=read.gate(data),
        disagreements=disagreements,
    )
