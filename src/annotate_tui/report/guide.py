"""How to read the figures of a report: a plain sentence for each."""

from __future__ import annotations

from annotate_tui.report import tables
from annotate_tui.report.document import Section, Terms
from annotate_tui.report.model import FacetReport, Report
from annotate_tui.report.sentences import capital
from annotate_tui.report.words import COEFFICIENTS, OWN_METRIC, SPECIFIC, VARIANTS, rank, split


def reading_guide(report: Report) -> Section:
    """One plain sentence for each figure that the report holds."""
    keys = {key: facet.scale for facet in report.facets for key in facet.coefficients}
    bases = dict.fromkeys(split(key)[0] for key in sorted(keys, key=rank))
    entries = {COEFFICIENTS[base].name: COEFFICIENTS[base].meaning for base in bases if base in COEFFICIENTS}
    entries["Interval"] = (
        "The values that fit the data: of ranges made in this way, 95 in 100 hold the true value, the one "
        "that endlessly many texts of the same kind would give; fewer do where a warning calls it too "
        "narrow. The wider it is, the less is known. A verdict goes by its lower end."
    ).replace("95 in 100", f"{report.method.level * 100:.4g} in 100")
    entries["SE"] = (
        "Standard error: how far the figure typically lies from the true value, because only so many texts "
        "were labelled."
    )
    if any(facet.values for facet in report.facets):
        entries["Agreement on an answer"] = SPECIFIC
    variants = dict.fromkeys(variant for facet in report.facets for variant in _variants(facet))
    entries |= {_heading(variant): VARIANTS[variant][1] for variant in variants}
    return Section("How to read the figures", (Terms(tuple(entries.items())),), anchor="reading")


def _heading(variant: str) -> str:
    """A variant as a term; a distance must not be taken for a confidence interval."""
    distance = variant in OWN_METRIC.values() or variant == "jaccard"
    return f"Distance: {VARIANTS[variant][0]}" if distance else capital(VARIANTS[variant][0])


def _variants(facet: FacetReport) -> list[str]:
    """What tells answers apart in the coefficients of a question."""
    found = [OWN_METRIC.get(facet.scale, "")]
    found += [split(key)[1] for key in tables.ordered(facet.coefficients)]
    return [variant for variant in found if variant]
