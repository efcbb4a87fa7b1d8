"""From the plain data of an analysis to the model: the one file that knows the names in the JSON.

Parts that an analysis did not make are empty in the model; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate_tui.report.model import (
    AnnotatorRow,
    ArticleRow,
    Confusion,
    Figure,
    GateReport,
    Pair,
    ValueRow,
)

Data = Mapping[str, Any]


def figure(data: Data | float | None) -> Figure:
    """A figure from its entry: a mapping with "value", or a bare number."""
    if data is None:
        return Figure()
    if not isinstance(data, Mapping):
        return Figure(value=float(data))
    undefined = data.get("explanation") or data.get("undefined") or ""
    return Figure(
        value=data.get("value"),
        low=data.get("low"),
        high=data.get("high"),
        se=data.get("se"),
        level=data.get("level", 0.95),
        undefined=str(undefined) if data.get("value") is None else "",
        no_interval=str(data.get("interval_explanation") or data.get("interval_undefined") or ""),
        undefined_draws=data.get("undefined_draws", 0),
        note=data.get("note", ""),
        se_units=data.get("se_units"),
    )


def figures(data: Data) -> dict[str, Figure]:
    """Figures by name; entries that are no figures are passed over."""
    return {name: figure(entry) for name, entry in data.items() if _is_figure(entry)}


def _is_figure(entry: object) -> bool:
    return isinstance(entry, Mapping) and "value" in entry


def pairs(facet: Data) -> tuple[Pair, ...]:
    """All pairs of annotators."""
    return tuple(
        Pair(
            annotators=(str(entry["annotators"][0]), str(entry["annotators"][1])),
            n=entry["n"],
            figures=figures(entry.get("figures", {})),
        )
        for entry in facet.get("pairs", ())
    )


def values(facet: Data, names: Mapping[str, str]) -> tuple[ValueRow, ...]:
    """Values in the order of the codebook, with how often they were given."""
    confusion = _pooled(facet)
    margins = [sum(row) for row in confusion] if confusion else []
    total = sum(margins)
    rows = []
    for place, (value, entry) in enumerate(facet.get("values", {}).items()):
        n, share = entry.get("n"), entry.get("share")
        if share is None and total and len(margins) == len(facet["values"]):
            share = margins[place] / total
        rows.append(
            ValueRow(id=value, name=names.get(value, value), figures=figures(entry), n=n, share=share)
        )
    return tuple(rows)


def confusion(facet: Data, names: Mapping[str, str]) -> Confusion | None:
    """All pairs of annotators pooled; None where answers are too many or no declared values."""
    given = facet.get("confusion")
    counts = given["counts"] if isinstance(given, Mapping) else given
    ids: Sequence[str] = list(facet.get("values", {}))
    if isinstance(given, Mapping) and "values" in given:
        ids = given["values"]
    if counts is None:
        counts = _pooled(facet)
    if not counts or len(counts) != len(ids):
        return None
    return Confusion(
        names=tuple(names.get(value, value) for value in ids),
        counts=tuple(tuple(row) for row in counts),
        n_pairs=len(facet.get("pairs", ())),
    )


def _pooled(facet: Data) -> list[list[float]] | None:
    """The sum of the pairs' confusion matrices and their mirrors, if they are about declared values."""
    matrices = [pair["confusion"] for pair in facet.get("pairs", ()) if pair.get("confusion")]
    q = len(facet.get("values", {}))
    if facet.get("scale") == "set" or not matrices or any(len(matrix) != q for matrix in matrices):
        return None
    return [[sum(m[k][j] + m[j][k] for m in matrices) for j in range(q)] for k in range(q)]


def annotators(facet: Data) -> tuple[AnnotatorRow, ...]:
    """Each annotator beside the others, where the analysis looked at that."""
    return tuple(
        AnnotatorRow(
            name=str(entry["name"]),
            kind=entry.get("kind", "human"),
            role=entry.get("role", ""),
            n=entry.get("n"),
            agreement=_number(entry.get("agreement")),
            majority=_number(entry.get("majority")),
            without=figure(entry["without"]) if entry.get("without") is not None else None,
            shares=entry.get("shares", {}),
            seconds=entry.get("seconds"),
        )
        for entry in facet.get("annotator_rows", ())
    )


def articles(facet: Data) -> tuple[ArticleRow, ...]:
    """Agreement within each article, where the analysis looked at that."""
    return tuple(
        ArticleRow(
            name=str(entry["name"]),
            n=entry["n"],
            agreement=_number(entry.get("agreement")),
            alpha=_number(entry.get("alpha")),
        )
        for entry in facet.get("clusters", ())
    )


def gate(facet: Data) -> GateReport | None:
    """Agreement on whether the question is asked at all."""
    entry = facet.get("gate")
    if not entry:
        return None
    return GateReport(
        asked=figures(entry.get("asked", {})),
        n=entry.get("n"),
        n_both=entry.get("n_both"),
        joint=figures(entry.get("joint", {})),
    )


def _number(entry: Any) -> float | None:
    value = entry.get("value") if isinstance(entry, Mapping) else entry
    return None if value is None else float(value)
