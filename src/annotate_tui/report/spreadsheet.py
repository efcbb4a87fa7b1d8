"""The report as a table of figures: one row a coefficient, unrounded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from annotate_tui.report.model import HEADLINE, FacetReport, Figure, Report
from annotate_tui.visible import on_one_line

COLUMNS = (
    "facet",
    "scale",
    "of",
    "what",
    "coefficient",
    "value",
    "se",
    "low",
    "high",
    "level",
    "undefined",
    "units",
    "annotators",
    "articles",
    "resampled",
    "draws",
    "seed",
)
"""``of`` is "all", "pair", "value", "marked" (of passages: whether there are any in a unit), "asked" and
"joint" (of a question that is asked only after another), or "by article" (where units were drawn, since
articles are few: α with the interval from articles, which no draws made); ``what`` is the pair's names or the
value's id."""

# What a spreadsheet could take for a formula; an apostrophe keeps it text.
_FORMULA = re.compile(r"'*\s*[=+\-@]")


def rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The rows below `COLUMNS`: of each facet all coefficients, then those of pairs, then those of values."""
    for facet in report.facets:
        yield from _rows(report, facet, "all", "", facet.coefficients, facet.n_pairable)
        if facet.by_article is not None:
            figures = {HEADLINE: facet.by_article}
            yield from _rows(report, facet, "by article", "", figures, facet.n_pairable)
        yield from _rows(report, facet, "marked", "", facet.marked, facet.n_pairable)
        if facet.gate is not None:
            yield from _rows(report, facet, "asked", "", facet.gate.asked, facet.gate.n)
            yield from _rows(report, facet, "joint", "", facet.gate.joint, facet.gate.n_joint)
        for pair in facet.pairs:
            figures = {**pair.figures, **_bare(pair.indices)}
            yield from _rows(report, facet, "pair", " / ".join(pair.annotators), figures, pair.n)
        for value in facet.values:
            figures = {**value.figures, **_bare(value.indices)}
            yield from _rows(report, facet, "value", value.id, figures, facet.n_pairable)


def _bare(indices: Mapping[str, float]) -> dict[str, Figure]:
    """Figures without uncertainty: κ at most, prevalence, bias, PABAK, Bangdiwala's B."""
    return {name: Figure(value) for name, value in indices.items()}


def to_csv(report: Report) -> str:
    """The table as CSV; texts that a spreadsheet could run begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(report))
    return out.getvalue()


def _rows(
    report: Report, facet: FacetReport, of: str, what: str, figures: Mapping[str, Figure], units: int
) -> Iterator[tuple[str, ...]]:
    drawn = {"cluster": "articles", "unit": "units"}.get(facet.resampled, facet.resampled)
    draws, seed = str(report.method.draws), "" if report.method.seed is None else str(report.method.seed)
    if of == "by article":
        drawn, draws, seed = "", "", ""
    for name, figure in figures.items():
        yield (
            inert(facet.id),
            facet.scale,
            of,
            inert(what),
            inert(name),
            _number(figure.value),
            _number(figure.se),
            _number(figure.low),
            _number(figure.high),
            _number(figure.level),
            inert(figure.undefined),
            str(units),
            str(2 if of == "pair" else facet.n_annotators),
            str(facet.n_articles),
            drawn,
            draws,
            seed,
        )


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))


def inert(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula and that hides nothing."""
    shown = on_one_line(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
