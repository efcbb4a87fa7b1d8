"""The units that annotators answered differently: what a team should talk about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate_tui.codebook.answers import display
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.codebook.passages import passages, value_name
from annotate_tui.dataset.data import HUMAN, Dataset
from annotate_tui.dataset.model import Annotation, Empty, UnitRow
from annotate_tui.dataset.ratings import agreement_facets


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different answers to one facet of one unit."""

    unit: UnitRow
    facet: Facet
    answers: Mapping[str, Answer]
    """Annotator → answer, of everybody who answered."""
    words: Mapping[str, str]
    """The answers as people read them; passages are quoted."""
    notes: Mapping[str, str]
    """Annotator → what they noted about the unit."""


def disagreements(data: Dataset, facets: Sequence[Facet] = ()) -> Iterator[Disagreement]:
    """Units that two annotators or more answered differently, in the order of the text.

    Looks at the facets given, else at those that agreement is computed of; models count only if they
    were named; answers in conflict and "cannot decide" are no answers.  Who answered something about a unit
    and marked no passages has answered ``()``.
    """
    looked_at = facets or [f for f in agreement_facets(data.codebook) if f in data.facets]
    for group in data.by_unit():
        people = [a for a in group if data.chosen_annotators or a.annotator_kind == HUMAN]
        for facet in looked_at:
            answers = {a.annotator: answer for a in people if (answer := _answer(a, facet)) is not None}
            if len(set(answers.values())) > 1:
                unit = people[0].unit
                words = {
                    who: in_words(data.codebook, facet, answer, unit.text) for who, answer in answers.items()
                }
                yield Disagreement(unit, facet, answers, words, notes(data, people))


def _answer(annotation: Annotation, facet: Facet) -> Answer | None:
    """What an annotator answered; of passages also that there is nothing to mark."""
    if facet.id in annotation.conflicts:
        return None
    nothing = facet.type == "span" and annotation.answers and annotation.empty.get(facet.id) is Empty.MISSING
    return annotation.answers.get(facet.id, () if nothing else None)


def in_words(codebook: Codebook, facet: Facet, answer: Answer, text: str) -> str:
    """An answer as people read it; ``text`` is that of the unit, to quote passages from."""
    if facet.type != "span":
        return display(facet, answer) or "no"
    said = []
    for each in passages(answer):
        name = value_name(codebook, facet, each.value)
        said.append(f"“{text[each.start : each.end]}”" + (f" ({name})" if name else ""))
    return "; ".join(said) or "nothing"


def notes(data: Dataset, annotations: Sequence[Annotation]) -> dict[str, str]:
    """What annotators noted about a unit, all text facets together."""
    texts = [facet.id for facet in data.codebook.facets if facet.type == "text"]
    found = {}
    for annotation in annotations:
        written = [str(annotation.answers[text]) for text in texts if text in annotation.answers]
        if written:
            found[annotation.annotator] = " / ".join(written)
    return found
