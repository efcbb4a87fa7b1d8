"""From the plain data of an analysis to the model: this file and `read_parts` know the names in the JSON.

Parts that an analysis did not make are empty in the model; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotate_tui.report.model import (
    AnnotatorRow,
    Confusion,
    Difference,
    Disagreement,
    Figure,
    GateReport,
    Pair,
    PartRow,
    UnitText,
    ValueRow,
)

Data = Mapping[str, Any]
EMPTY_SET = "∅"


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
        classes=(data.get("reading") or {}).get("gwet", {}),
    )


def figures(data: Data) -> dict[str, Figure]:
    """Figures by name; entries that are no figures are passed over."""
    return {name: figure(entry) for name, entry in data.items() if _is_figure(entry)}


def _is_figure(entry: object) -> bool:
    return isinstance(entry, Mapping) and "value" in entry


def pairs(entries: Iterable[Data], names: Sequence[str] = ()) -> tuple[Pair, ...]:
    """Pairs of annotators; ``names`` are those of the answers in their confusion matrices."""
    return tuple(
        Pair(
            annotators=(str(entry["annotators"][0]), str(entry["annotators"][1])),
            n=entry["n"],
            figures=figures(entry.get("figures", {})),
            indices=indices(entry),
            skew=_skew(entry.get("confusion") or (), names),
        )
        for entry in entries
    )


def _skew(confusion: Sequence[Sequence[float]], names: Sequence[str]) -> tuple[str, float] | None:
    total = sum(map(sum, confusion))
    if not total or len(confusion) != len(names):
        return None
    differences = [
        (sum(confusion[k]) - sum(row[k] for row in confusion)) / total for k in range(len(confusion))
    ]
    largest = max(range(len(differences)), key=lambda k: abs(differences[k]))
    return names[largest], differences[largest]


INDICES = ("kappa_max", "bangdiwala", "prevalence_index", "bias_index", "pabak")


def indices(entry: Data) -> dict[str, float]:
    """What explains a low κ, of a pair or a value."""
    return {name: entry[name] for name in INDICES if entry.get(name) is not None}


def values(facet: Data, names: Mapping[str, str]) -> tuple[ValueRow, ...]:
    """Values (of sets: members) in the order of the codebook, with how often they were given."""
    given = _ratings(facet)
    rows = []
    for value, entry in (facet.get("members") or facet.get("values") or {}).items():
        n, share = entry.get("n"), entry.get("share")
        if share is None and n is not None and given:
            share = n / given
        rows.append(
            ValueRow(
                id=value,
                name=name_of(value, names),
                figures=figures(entry),
                n=n,
                share=share,
                indices=indices(entry),
            )
        )
    return tuple(rows)


def _ratings(facet: Data) -> int:
    """Ratings of units that two annotators rated."""
    each = facet.get("cleaning", {}).get("ratings_each", {})
    return sum(int(k) * n for k, n in each.items() if int(k) > 1)


def name_of(value: str, names: Mapping[str, str]) -> str:
    """How a value, or a set of values written as "a|b", is shown."""
    if value in names:
        return names[value]
    if value == EMPTY_SET:
        return "none of them"
    return ", ".join(names.get(member, member) for member in value.split("|"))


def confusion(facet: Data, names: Mapping[str, str]) -> Confusion | None:
    """All pairs of annotators pooled; None where answers are too many."""
    given = facet.get("confusion")
    if not given:
        return None
    return Confusion(
        names=tuple(name_of(value, names) for value in given["values"]),
        counts=tuple(tuple(row) for row in given["counts"]),
        n_pairs=len(facet.get("pairs", ())),
    )


def annotators(facet: Data) -> tuple[AnnotatorRow, ...]:
    """Each annotator beside the others."""
    return tuple(
        AnnotatorRow(
            name=name,
            n=entry["n"],
            agreement=entry.get("percent"),
            kappa=entry.get("cohen_kappa"),
            majority=entry.get("with_majority"),
            without=figure(entry.get("alpha_without")),
            shares=entry.get("shares", {}),
            seconds=entry.get("median_seconds"),
        )
        for name, entry in (facet.get("annotators") or {}).items()
    )


def articles(facet: Data, titles: Mapping[str, str]) -> tuple[PartRow, ...]:
    """Agreement within each article."""
    return tuple(
        PartRow(
            name=titles.get(entry["article"], entry["article"]),
            n=entry["n_pairable"],
            agreement=entry.get("percent"),
            alpha=figure(entry.get("krippendorff_alpha")),
        )
        for entry in facet.get("articles") or ()
    )


def gate(facet: Data) -> GateReport | None:
    """Agreement on whether the question is asked at all."""
    entry = facet.get("gate")
    if not entry:
        return None
    return GateReport(
        asked=figures(entry["figures"]),
        n=entry["n_pairable"],
        n_both=entry["n_both_asked"],
        n_joint=entry.get("n_joint", entry["n_pairable"]),
        joint=figures(entry["joint"]),
    )


def disagreements(
    facet: Data, names: Mapping[str, str], units: Mapping[str, UnitText], titles: Mapping[str, str]
) -> tuple[Disagreement, ...]:
    """Units that annotators answered differently, the greatest disagreement first."""
    found = []
    for entry in facet.get("disagreements") or ():
        article = entry.get("article") or ""
        unknown = UnitText(text=entry["unit"], article=titles.get(article, article))
        said = tuple((who, name_of(what, names)) for who, what in entry["answers"].items())
        found.append(Disagreement(unit=units.get(entry["unit"], unknown), answers=said))
    return tuple(found)


def differences(data: Data, names: Mapping[str, str]) -> tuple[Difference, ...]:
    """Differences between the headlines of questions, where there is an interval."""
    return tuple(
        Difference((names[entry["facets"][0]], names[entry["facets"][1]]), figure(entry))
        for entry in data.get("differences") or ()
        if entry.get("value") is not None and entry.get("low") is not None
    )
