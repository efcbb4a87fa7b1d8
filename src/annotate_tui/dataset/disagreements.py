"""The units that annotators answered differently: what a team should talk about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.dataset.data import HUMAN, Dataset
from annotate_tui.dataset.model import Annotation, UnitRow
from annotate_tui.dataset.ratings import agreement_facets


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different answers to one facet of one unit."""

    unit: UnitRow
    facet: Facet
    answers: Mapping[str, Answer]
    """Annotator → answer, of everybody who answered."""
    notes: Mapping[str, str]
    """Annotator → what they noted about the unit."""


def disagreements(data: Dataset, facets: Sequence[Facet] = ()) -> Iterator[Disagreement]:
    """Units that two annotators or more answered differently, in the order of the text.

    Looks at the facets given, else at those that agreement is computed of; models count only if they
    were named; answers in conflict and "cannot decide" are no answers.
    """
    looked_at = facets or [f for f in agreement_facets(data.codebook) if f in data.facets]
    for group in data.by_unit():
        people = [a for a in group if data.chosen_annotators or a.annotator_kind == HUMAN]
        for facet in looked_at:
            answers = {
                a.annotator: a.answers[facet.id]
                for a in people
                if facet.id in a.answers and facet.id not in a.conflicts
            }
            if len(set(answers.values())) > 1:
                yield Disagreement(people[0].unit, facet, answers, notes(data, people))


def notes(data: Dataset, annotations: Sequence[Annotation]) -> dict[str, str]:
    """What annotators noted about a unit, all text facets together."""
    texts = [facet.id for facet in data.codebook.facets if facet.type == "text"]
    found = {}
    for annotation in annotations:
        written = [str(annotation.answers[text]) for text in texts if text in annotation.answers]
        if written:
            found[annotation.annotator] = " / ".join(written)
    return found
