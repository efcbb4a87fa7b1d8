"""A report from an analysis, names, texts and origins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from annotate_tui.report import read, read_parts, read_spans
from annotate_tui.report.cautions import cautions
from annotate_tui.report.left_out import left_out as phrases_of
from annotate_tui.report.left_out import mixed_versions
from annotate_tui.report.model import (
    HEADLINE,
    SPAN_HEADLINE,
    FacetNames,
    FacetReport,
    Method,
    MethodFacts,
    Report,
    UnitText,
)
from annotate_tui.report.numbers import count

YES_NO = {"false": "no", "true": "yes"}


def build(
    data: Mapping[str, Any],
    *,
    names: Mapping[str, FacetNames] | None = None,
    units: Mapping[str, UnitText] | None = None,
    articles: Mapping[str, str] | None = None,
    left_out: Mapping[str, int] | None = None,
    facts: MethodFacts | None = None,
    title: str = "Agreement between annotators",
) -> Report:
    """The report on an analysis.

    ``data`` is what ``Agreement.to_data()`` gives, the shape of ``agreement --json``:
    ``{"facets": {id: …}, "cleaning": {id: …}, "method": …}``; facets are reported in the order of ``names``.

    Everything else is optional, and ids stand in for what is missing: ``names`` by facet id; ``units``,
    the texts of (at least) the units in each facet's ``disagreements``, by unit id; ``articles``, titles
    by the name of the cluster; ``left_out``, what was left out before there were ratings (in words that
    follow a number, "labels of units that …") and how many; ``facts``, where the labels came from.
    """
    facts = facts or MethodFacts()
    how = data.get("method", {})
    cleaning = data.get("cleaning", {})
    place = {facet_id: number for number, facet_id in enumerate(names or {})}
    facets = tuple(
        _facet(
            facet_id,
            {**entry, "cleaning": entry.get("cleaning") or cleaning.get(facet_id) or {}},
            (names or {}).get(facet_id, FacetNames()),
            {} if units is None else units,
            articles or {},
        )
        for facet_id, entry in sorted(data["facets"].items(), key=lambda item: place.get(item[0], len(place)))
    )
    warning = how.get("warning", "")
    given = {key: value for key, value in asdict(facts).items() if value}
    before = {"left_out": dict(left_out)} if left_out else {}
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
            bags=how.get("n_groups", 0) if how.get("bagged") else 0,
        ),
        # The warning is about intervals.
        warnings=(warning,) if warning and any(facet.figure.low is not None for facet in facets) else (),
        left_out=tuple(f"{count(n)} {what}" for what, n in (left_out or {}).items() if n),
        differences=read.differences(data, {facet.id: facet.name for facet in facets}),
        data={**data, "method": {**how, **given, **before}},
    )


def _facet(
    facet_id: str,
    data: Mapping[str, Any],
    names: FacetNames,
    units: Mapping[str, UnitText],
    titles: Mapping[str, str],
) -> FacetReport:
    value_names = names.values
    if data["scale"] == "boolean":
        value_names = {**YES_NO, **names.values}
    passages = data["scale"] == read_spans.SCALE
    values = (read_spans.values if passages else read.values)(data, value_names)
    coefficients = read.figures(data["coefficients"])
    confusion = read.confusion(data, value_names)
    pairs = read.pairs(data.get("pairs", ()), confusion.names if confusion is not None else ())
    found = (
        *cautions(data["scale"], values, coefficients, pairs),
        mixed_versions(data["cleaning"]),
        read_parts.highlights_pooled(data),
    )
    default = SPAN_HEADLINE if passages else HEADLINE
    return FacetReport(
        id=facet_id,
        name=names.name or facet_id,
        question=names.question,
        scope=names.scope,
        scale=data["scale"],
        headline=names.headline if names.headline in coefficients else default,
        n_units=data["n_units"],
        n_pairable=data["n_pairable"],
        n_annotators=data["n_annotators"],
        n_articles=data["n_clusters"],
        n_ratings=data.get("n_ratings", 0),
        annotators=tuple(data.get("annotators_compared", ())),
        resampled=data.get("resampled", "unit"),
        warnings=tuple(text for text in found if text),
        left_out=phrases_of(data["cleaning"]),
        coefficients=coefficients,
        pairs=pairs,
        values=values,
        confusion=confusion,
        annotator_rows=() if passages else read.annotators(data),
        articles=(read_spans.articles if passages else read.articles)(data, titles),
        parts=(read_spans.parts if passages else read_parts.parts)(data),
        models=read.pairs(data.get("models", ())),
        gate=read.gate(data),
        by_article=read.figure(data["alpha_by_article"]) if data.get("alpha_by_article") else None,
        n_spans=data.get("n_spans", 0),
        marked=read.figures(data.get("marked") or {}),
        span_annotators=read_spans.annotators(data) if passages else (),
        label_rates=read_parts.label_rates(data, value_names),
        aggregated=read_parts.aggregated(data, value_names),
        disagreements=(read_spans.disagreements if passages else read.disagreements)(
            data, value_names, units, titles
        ),
        remarks=read_parts.remarks(data, names.scope),
    )
