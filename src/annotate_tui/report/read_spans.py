"""Passages: from the plain data of an analysis to the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate_tui.report.model import Disagreement, PartRow, Parts, SpanAnnotator, UnitText, ValueRow
from annotate_tui.report.read import Data, figure, figures

SCALE = "span"
UNNAMED = "without a value"
NOTHING_MARKED = "nothing"


def values(facet: Data, names: Mapping[str, str]) -> tuple[ValueRow, ...]:
    """What passages were marked as; the share is that of all passages."""
    entries = facet.get("values") or {}
    total = sum(entry["n"] for entry in entries.values())
    return tuple(
        ValueRow(
            id=value or UNNAMED,
            name=names.get(value, value) or UNNAMED,
            figures=figures(entry),
            n=entry["n"],
            share=entry["n"] / total if total else None,
        )
        for value, entry in entries.items()
    )


def annotators(facet: Data) -> tuple[SpanAnnotator, ...]:
    """Each annotator beside the others."""
    return tuple(
        SpanAnnotator(
            name=name,
            n=entry["n"],
            n_spans=entry["n_spans"],
            characters=entry["characters"],
            f1=entry["span_f1_char"],
            without=figure(entry["alpha_u_without"]),
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
            agreement=entry["span_f1_char"],
            alpha=figure(entry["krippendorff_alpha_u"]),
        )
        for entry in facet.get("articles") or ()
    )


def parts(facet: Data) -> tuple[Parts, ...]:
    """Kinds of units that are reported apart."""
    rows = tuple(
        PartRow(kind.replace("_", " "), entry["n_pairable"], None, figure(entry["krippendorff_alpha_u"]))
        for kind, entry in (facet.get("kinds_apart") or {}).items()
    )
    note = "Units of these kinds are no part of the other figures."
    return (Parts("Reported apart", note, rows, measure="α_U"),) if rows else ()


def disagreements(
    facet: Data, names: Mapping[str, str], units: Mapping[str, UnitText], titles: Mapping[str, str]
) -> tuple[Disagreement, ...]:
    """Units in which different passages were marked, the greatest difference first."""
    found = []
    for entry in facet.get("disagreements") or ():
        article = entry.get("article") or ""
        unit = units.get(entry["unit"])
        text = None if unit is None else unit.text
        shown = unit or UnitText(text=entry["unit"], article=titles.get(article, article))
        said = tuple((who, in_words(spans, text, names)) for who, spans in entry["spans"].items())
        found.append(Disagreement(unit=shown, answers=said))
    return tuple(found)


def in_words(spans: Sequence[Data], text: str | None, names: Mapping[str, str]) -> str:
    """Passages as they are shown: “guaranteed” (Promotional); their places where the text is not known."""
    said = []
    for span in spans:
        start, end, value = span["start"], span["end"], span["label"]
        passage = f"{start}-{end}" if text is None else f"“{text[start:end]}”"
        said.append(f"{passage} ({names.get(value, value)})" if value else passage)
    return "; ".join(said) or NOTHING_MARKED
