"""The method, in paragraphs that can go into a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate_tui.report.document import Block, Formulas, Paragraph, Section, Works
from annotate_tui.report.model import FacetReport, Method, MethodFacts, Report
from annotate_tui.report.numbers import ROUNDING, coefficient, count, counted, level
from annotate_tui.report.references import FORMULAS, METRICS, REFERENCES, Formula
from annotate_tui.report.sentences import left_out, listed
from annotate_tui.report.verdict import equals
from annotate_tui.report.words import OWN_METRIC, VARIANTS, split, symbol

DIGITS = 16
"""Of a digest in a paragraph; the data holds all of it."""


def section(report: Report) -> Section:
    """The method with its formulas and references."""
    used = _used(report)
    blocks: list[Block] = [Paragraph(text) for text in paragraphs(report)]
    blocks += [Formulas(tuple(used)), Paragraph(ROUNDING, role="note")]
    return Section(
        "Method",
        tuple(blocks),
        (Section("References", (Works(works(report)),), anchor="references"),),
        anchor="method",
    )


def paragraphs(report: Report) -> list[str]:
    """Origin, results, uncertainty, reading and what was left out: a paragraph each."""
    found = [
        _origin(report.method.facts),
        _coefficients(report.facets, report.method.facts.values_from or "codebook"),
        _uncertainty(report.method, by_article=any(map(_article_bounds, report.facets))),
        _results(report.facets),
        _reading(report.method.level),
        _left_out(report),
    ]
    return [text for text in found if text]


def _origin(facts: MethodFacts) -> str:
    program = "annotate-tui" + (f" {facts.program_version}" if facts.program_version else "")
    sentences = [f"Agreement was computed with {program}."]
    if facts.codebook_id:
        book = f"{facts.codebook_id} {facts.codebook_version}".strip()
        digest = f" (hash {facts.codebook_hash[:DIGITS]})" if facts.codebook_hash else ""
        sentences.append(f"Annotators followed the codebook {book}{digest}.")
    if facts.segmenter:
        sentences.append(f"Texts were cut into units by {facts.segmenter}.")
    if facts.source or facts.database_digest:
        source = facts.source or "the database"
        digest = f" with the SHA-256 digest {facts.database_digest[:DIGITS]}" if facts.database_digest else ""
        sentences.append(f"The labels are those of {source}{digest}.")
    return " ".join(sentences)


VALUES = {
    "codebook": "values are those of the codebook, whether they were used or not",
    "order": "values are those that were declared, whether they were used or not",
    "data": "values are those that occur in the file, as none were declared",
}
"""Where the values of a question come from: with a value more, some coefficients are others."""


def _coefficients(facets: Sequence[FacetReport], origin: str) -> str:
    by_metric: dict[str, list[str]] = {}
    passages = [facet.name for facet in facets if facet.scale == "span"]
    for facet in facets:
        if facet.scale == "span":
            continue
        by_metric.setdefault(OWN_METRIC.get(facet.scale, facet.scale), []).append(facet.name)
    metrics = [
        f"the {VARIANTS[metric][0]} distance for {listed(names)}" for metric, names in by_metric.items()
    ]
    if not metrics:
        return _passages(passages)
    text = (
        f"The headline is Krippendorff’s α (Krippendorff, 2011, 2019) with {listed(metrics)}; "
        f"{VALUES.get(origin, VALUES['codebook'])}. Ratings that are missing stay missing, and units with "
        "one rating do not count."
    )
    if any("gwet_ac" in facet.coefficients or "fleiss_kappa" in facet.coefficients for facet in facets):
        text += (
            " For the other coefficients, chance agreement is estimated from all units with a rating, "
            "observed agreement is the mean over units with two ratings or more (Gwet, 2014)."
        )
    return f"{text} {_passages(passages)}".rstrip()


def _passages(names: Sequence[str]) -> str:
    if not names:
        return ""
    return (
        f"For the passages of {listed(names)} the headline is Krippendorff’s α_U (Krippendorff, 1995, 2004), "
        "reported with F1 of exact passages, of overlapping passages and of characters (Hripcsak & "
        "Rothschild, 2005). "
        "Units on which an annotator worked without marking anything count as marked nowhere. For α_U, "
        "the units of "
        "an article that the same annotators worked on are one continuum, disagreements are added up "
        "over articles, "
        "and articles are always what is drawn."
    )


FEWEST_BEHIND = 5
"""On fewer articles (or units) no interval rests."""


def _uncertainty(method: Method, *, by_article: bool) -> str:
    if not method.draws:
        return "No intervals were computed."
    articles = method.resampled == "cluster"
    what, drawn = ("whole articles", "articles") if articles else ("units", "units")
    kind = (
        "bias-corrected and accelerated intervals (Efron & Tibshirani, 1993), the acceleration from "
        "influence values"
        if method.interval == "bca"
        else "percentile intervals"
    )
    seed = f", seed {method.seed}" if method.seed is not None else ""
    text = (
        f"Intervals ({level(method.level)}) come from a bootstrap that draws {what} with replacement "
        f"({count(method.draws)} draws{seed}): {kind}, with tails widened as Student’s t is wider than the "
        "normal curve (Hesterberg, 2015, for percentile intervals), for as many degrees of freedom as "
        f"{drawn} bear on the figure, weighed by Kish’s (1965) effective number, less one. Draws in which a "
        f"figure is undefined do not count, and where fewer than {FEWEST_BEHIND} {drawn} bear on it there is "
        "no interval. All coefficients come from the same draws."
    )
    text += (
        " Sentences of one article resemble each other, which is why articles are drawn and not sentences."
        if articles
        else " Units were taken to be independent; where they come from few articles and resemble each "
        "other, the true intervals are wider."
    )
    if by_article:
        text += (
            " Intervals article by article are α ± Student’s t, for the effective number of articles less "
            "one, times its linearised standard error summed by article, or by unit where that is larger; "
            "they end at 1."
        )
    if method.bags:
        text += (
            f" Being very many, they were first put at random into {count(method.bags)} bags of equal size, "
            "and bags were drawn."
        )
    if method.se == "gwet":
        return f"{text} Standard errors are Gwet’s linearised ones (Gwet, 2014)."
    summed = ", summed by article" if articles else ""
    return (
        f"{text} Standard errors (SE) are linearised: they come from influence values{summed} "
        "(Davison & Hinkley, 1997)."
    )


def _results(facets: Iterable[FacetReport]) -> str:
    return " ".join(f"{facet.name}: {result(facet)}." for facet in facets)


def result(facet: FacetReport) -> str:
    """The headline as papers report it: "α = .74, 95 % CI [.69, .79], 128 units, …"."""
    figure, letter = facet.figure, symbol(facet.headline)
    rated = "worked on by two or more" if facet.scale == "span" else "with two ratings or more"
    base = f"{counted(facet.n_pairable, 'unit')} {rated}, {counted(facet.n_annotators, 'annotator')}"
    if facet.scale == "span":
        base = f"{counted(facet.n_spans, 'passage')}, {base}"
    if facet.n_articles:
        base += f", {counted(facet.n_articles, 'article')}"
    if figure.value is None:
        reason = figure.undefined.rstrip(".")
        return f"{letter} undefined ({reason[:1].lower()}{reason[1:]}), {base}"
    bounds = ""
    if figure.low is not None and figure.high is not None:
        bounds = f", {level(figure.level)} CI [{coefficient(figure.low)}, {coefficient(figure.high)}]"
        bounds += _article_bounds(facet)
    return f"{equals(letter, figure.value)}{bounds}, {base}"


def _article_bounds(facet: FacetReport) -> str:
    """The interval article by article, where units were drawn because articles are few; else empty."""
    found = facet.by_article
    if found is None or found.low is None or found.high is None:
        return ""
    return f" (article by article [{coefficient(max(found.low, -1.0))}, {coefficient(found.high)}])"


def _reading(share: float) -> str:
    return (
        "Labels are called reliable where α and the lower bound of its interval reach .80, and reliable "
        "enough for tentative conclusions where both reach .667 (Krippendorff, 2019); the bound is that "
        f"of a two-sided {level(share)} interval."
    )


def _left_out(report: Report) -> str:
    parts = list(report.left_out)
    parts += [f"for {facet.name}, {listed(facet.left_out)}" for facet in report.facets if facet.left_out]
    return left_out(parts)


def _used(report: Report) -> list[Formula]:
    """Formulas of the coefficients that the report holds, and of the distances of its scales."""
    bases = {split(key)[0] for facet in report.facets for key in facet.coefficients}
    bases = {"gwet_ac" if base == "gwet_ac2" else base for base in bases}
    if any("specific_agreement" in value.figures for facet in report.facets for value in facet.values):
        bases.add("specific_agreement")
    found = [formula for key, formula in FORMULAS.items() if key in bases]
    scales = dict.fromkeys(OWN_METRIC.get(facet.scale, "") for facet in report.facets)
    distances = [METRICS[scale] for scale in scales if scale in METRICS]
    return found[:1] + [_named(distance) for distance in distances] + found[1:]


def _named(distance: Formula) -> Formula:
    return Formula(
        f"Distance for α ({distance.name})",
        distance.text,
        distance.latex,
        distance.where,
        distance.references,
    )


def works(report: Report) -> tuple[str, ...]:
    """The references of everything that the report holds, in their order."""
    keys = {"krippendorff2011", "krippendorff2019"}
    keys |= {key for formula in _used(report) for key in formula.references}
    if any(pair.indices for facet in report.facets for pair in facet.pairs):
        keys |= {"bangdiwala1985", "cohen1960"}
    if any(value.indices for facet in report.facets for value in facet.values):
        keys.add("byrt1993")
    if any(facet.scale == "span" for facet in report.facets):
        keys |= {"krippendorff1995", "krippendorff2004", "hripcsak2005"}
    if any(facet.aggregated is not None for facet in report.facets):
        keys.add("dawid1979")
    if report.method.draws:
        keys |= {"hesterberg2015", "kish1965"} | ({"efron1993"} if report.method.interval == "bca" else set())
        keys |= {"gwet2014" if report.method.se == "gwet" else "davison1997"}
    return tuple(work for key, work in REFERENCES.items() if key in keys)
