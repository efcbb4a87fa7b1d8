"""Sentences about one question: what the figures rest on, which answers can be relied on, benchmarks."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_tui.report.model import HEADLINE, FacetReport, Figure, ValueRow
from annotate_tui.report.numbers import counted, percent
from annotate_tui.report.verdict import FEWEST_DRAWN, PHRASES, Reading, read
from annotate_tui.report.words import SCALES, symbol


def basis(facet: FacetReport) -> str:
    """What was asked, and how many units, annotators and articles are behind the figures."""
    asked = f"“{facet.question}” " if facet.question else ""
    what = SCALES.get(facet.scale, facet.scale)
    noun = "article" if facet.scope == "document" else "unit"
    text = f"{asked}Answer: {what}. {counted(facet.n_pairable, noun)} with two answers or more, "
    text += counted(facet.n_annotators, "annotator")
    if facet.n_articles and facet.scope == "unit":
        text += f", {counted(facet.n_articles, 'article')}"
    return f"{text}."


def narrow(facet: FacetReport) -> str:
    """Why the intervals are to be distrusted, where `verdict.too_narrow` says so."""
    articles = counted(facet.n_articles, "article")
    if facet.resampled == "cluster":
        return f"Only {articles} to draw from: such intervals are rough, and mostly too narrow."
    if facet.n_articles < FEWEST_DRAWN:
        return f"From {articles} only: the intervals take units as independent and are too narrow."
    return f"Units were drawn although they come from {articles}: the intervals are too narrow."


def members(facet: FacetReport) -> str:
    """Of a question with several answers at once: which of them can be relied on."""
    if facet.scale != "set" or not facet.values:
        return ""
    by_phrase: dict[str, list[str]] = {}
    for value in facet.values:
        by_phrase.setdefault(judged(value), []).append(value.name)
    said = [f"{phrase}: {', '.join(by_phrase[phrase])}" for phrase in PHRASES.values() if phrase in by_phrase]
    return f"Answer by answer (by α of each). {capital('; '.join(said))}."


def judged(value: ValueRow) -> str:
    """The phrase for one answer by itself."""
    figure = value.figures.get(HEADLINE, Figure())
    if figure.value is None or figure.low is None:
        return PHRASES[Reading.UNDEFINED]
    return PHRASES[read(figure.value, figure.low)]


LOWEST = ("unreliable", "poor")
"""Classes that everything belongs to at least."""
_SCALE_NAMES = {
    "krippendorff": "Krippendorff’s",
    "landis_koch": "Landis and Koch’s",
    "altman": "Altman’s",
    "fleiss": "Fleiss’",
}


def benchmarks(facet: FacetReport) -> tuple[str, ...]:
    """The classes of published scales that the headline reaches, uncertainty allowed for."""
    classes = facet.figure.classes
    said = [
        f"“{classes[scale]}” on {name} scale"
        for scale, name in _SCALE_NAMES.items()
        if classes.get(scale) not in (None, *LOWEST)
    ]
    if not said:
        return ()
    letter = symbol(facet.headline)
    return (f"With a probability of {percent(0.95)}, {letter} is at least {listed(said)} (Gwet, 2014).",)


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """Words joined as in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def left_out(phrases: Sequence[str]) -> str:
    """What was left out, as a sentence; empty when nothing was."""
    return f"Left out: {'; '.join(phrases)}." if phrases else ""
