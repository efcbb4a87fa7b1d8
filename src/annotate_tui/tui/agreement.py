"""The computation behind the agreement page; it runs beside the screen.  No Textual here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate_tui.dataset.disagreements import Disagreement
    from annotate_tui.report.model import Report

MOST = 300
"""So many sentences to talk about are listed."""
_DRAWS = 1000

Step = Callable[[str, float], None]
"""Hears what is done now, and which share of everything is done; it raises to call it off."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was computed: the report, and the units that annotators answered differently."""

    report: Report
    differing: tuple[Disagreement, ...]
    """One a unit and question, units in the order of the text."""
    all_shown: bool


def compute(database: Path, articles: Sequence[str] = (), step: Step = lambda *_: None) -> Agreed:
    """The agreement of everybody in a database (in some articles); takes seconds, so call it in a thread."""
    step("Loading", 0.0)
    from annotate_tui.agreement.analyse import analyse_all
    from annotate_tui.codebook.passages import span_values
    from annotate_tui.dataset.data import Dataset
    from annotate_tui.dataset.disagreements import disagreements
    from annotate_tui.dataset.ratings import all_ratings
    from annotate_tui.report import FacetNames, build
    from annotate_tui.store.store import Store

    step("Reading the answers", 0.1)
    with Store.open(database, readonly=True) as store:
        data = Dataset(store, articles=articles)
        found = all_ratings(data)
        required = {facet.id for facet in data.facets if facet.required}
        ratings = {name: one for name, one in found.facets.items() if name in required or one.rated.any()}
        step("Comparing the annotators", 0.3)
        spans = {name: one for name, one in found.spans.items() if one.spans}
        result = analyse_all(ratings, spans, draws=_DRAWS)
        names = {
            facet.id: FacetNames(
                name=facet.name,
                question=facet.question,
                values={
                    value.id: value.name
                    for value in (span_values(data.codebook, facet) if facet.type == "span" else facet.values)
                },
                scope=facet.scope,
                headline=facet.coefficient,
            )
            for facet in data.facets
        }
        step("Putting the page together", 0.7)
        titles = {row.article_id: row.title for row in data.articles}
        report = build(result.to_data(), names=names, articles=titles, left_out=found.left_out)
        differing: list[Disagreement] = []
        for one in islice(disagreements(data), MOST + 1):
            step("Listing what to talk about", 0.8 + 0.2 * len(differing) / MOST)
            differing.append(one)
    return Agreed(report, tuple(differing[:MOST]), len(differing) <= MOST)
