"""Sentences about one question: what the figures rest on, which answers can be relied on, benchmarks."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_tui.report.model import HEADLINE, FacetReport, Figure, ValueRow
from annotate_tui.report.numbers import coefficient, count, counted, interval, level, percent, proportion
from annotate_tui.report.verdict import FEWEST_DRAWN, PHRASES, Reading, hedged, read, too_narrow
from annotate_tui.report.words import SCALES, symbol


def basis(facet: FacetReport) -> str:
    """What was asked, and how many units, annotators and articles are behind the figures."""
    asked = f"“{facet.question}” " if facet.question else ""
    what = SCALES.get(facet.scale, facet.scale)
    noun = "article" if facet.scope == "document" else "unit"
    if facet.scale == "span":
        worked = f"{counted(facet.n_pairable, noun)} that two annotators or more worked on"
        text = f"{asked}Answer: {what}. {counted(facet.n_spans, 'passage')}, {worked}, "
    else:
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
        text = f"From {articles} only: the intervals take units as independent and are too narrow"
    else:
        text = f"Units were drawn although they come from {articles}: the intervals are too narrow"
    found = facet.by_article
    if found is None or found.low is None or found.high is None:
        return f"{text}."
    bounds = interval(max(found.low, -1.0), found.high)
    return f"{text}. With each article as one observation, that of {symbol(HEADLINE)} is about {bounds}."


def marked(facet: FacetReport) -> str:
    """Of passages: agreement on whether there are any in a unit."""
    same = facet.marked.get("percent_agreement", Figure())
    alpha = facet.marked.get(HEADLINE, Figure())
    if same.value is None:
        return ""
    said = f"α is {coefficient(alpha.value)}" if alpha.value is not None else "α is undefined"
    bounds = ""
    if alpha.low is not None:
        bounds = f" ({level(alpha.level)} interval {interval(alpha.low, alpha.high)})"
    noun = "an article" if facet.scope == "document" else "a unit"
    return (
        f"Whether {noun} holds any passage at all: two annotators agree {percent(same.value)} of the "
        "time, and "
        f"{said}{bounds}."
    )


def members(facet: FacetReport) -> str:
    """Of a question with several answers at once: which of them can be relied on."""
    if facet.scale != "set" or not facet.values:
        return ""
    by_phrase: dict[str, list[str]] = {}
    for value in facet.values:
        by_phrase.setdefault(judged(value), []).append(value.name)
    said = [
        f"{hedged(reading, facet)}: {', '.join(by_phrase[phrase])}"
        for reading, phrase in PHRASES.items()
        if phrase in by_phrase
    ]
    return f"Answer by answer (by α of each). {capital('; '.join(said))}."


def indices(facet: FacetReport) -> str:
    """Prevalence and bias of a question with two answers, and what κ could be at most; empty for others."""
    if len(facet.values) != 2 or facet.scale not in ("boolean", "nominal", "ordinal"):
        return ""
    if facet.figure.value is None:
        return ""
    value = facet.values[-1]
    said = [
        f"{title} {style(value.indices[key])}"
        for key, title, style in (
            ("prevalence_index", f"prevalence index of “{value.name}”", proportion),
            ("bias_index", "bias index", proportion),
            ("pabak", "PABAK", coefficient),
        )
        if key in value.indices
    ]
    for pair in facet.pairs if len(facet.pairs) == 1 else ():
        for key, title in (("kappa_max", "κ at most"), ("bangdiwala", "Bangdiwala’s B")):
            if key in pair.indices:
                said.append(f"{title} {coefficient(pair.indices[key])}")
    return f"{capital(', '.join(said))}." if said else ""


def one_label(facet: FacetReport) -> str:
    """What one label from several annotators would be, in a sentence."""
    found = facet.aggregated
    if found is None:
        return ""
    total = found.n_units
    text = (
        f"Of {counted(total, 'unit')} with two answers or more, "
        f"{count(found.unanimous)} ({percent(found.unanimous / total)}) are unanimous, on "
        f"{count(found.majority)} a majority decides, and {count(found.tied)} are tied."
    )
    text += (
        f" Dawid and Skene’s model, which weighs annotators by how reliable it estimates them to be, "
        "differs from "
        f"the majority on {counted(found.changed, 'unit')} and is sure (90 % or more) of "
        f"{count(found.resolved)} of "
        "the ties."
    )
    if not found.converged:
        text += " It had not settled after the most steps allowed."
    if len(found.annotators) < 3:
        text += " With two annotators it rests on little: nothing but their habits tells who is right."
    return text


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
    """The classes of published scales that the headline reaches, uncertainty allowed for.

    Nothing where there is no interval, or one that is too narrow: so is the error that the classes rest on.
    """
    if facet.figure.low is None or too_narrow(facet):
        return ()
    classes = facet.figure.classes
    said = [
        f"“{classes[scale]}” on {name} scale"
        for scale, name in _SCALE_NAMES.items()
        if classes.get(scale) not in (None, *LOWEST)
    ]
    if not said:
        return ()
    letter = symbol(facet.headline)
    text = (
        "Gwet’s (2014) benchmark, which looks at one side only and takes errors to be normal, puts "
        f"{letter} with a probability of {percent(0.95)} at {listed(said)} or better; the verdict goes by "
        "the interval."
    )
    return (text,)


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
