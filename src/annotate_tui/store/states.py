"""How far a unit is, and what that adds to an annotator's progress."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from annotate_tui.codebook.answers import from_json
from annotate_tui.codebook.conditions import UnitState, unit_state
from annotate_tui.codebook.model import Answer, Codebook
from annotate_tui.codebook.passages import gathered

UNSURE = "unsure"
"""The flag facet that progress counts apart."""


class Standing(NamedTuple):
    """How far one annotator is with one unit: the row that is kept about it."""

    state: str
    unsure: int
    noted: int


class Tally(NamedTuple):
    """What one unit adds to an annotator's progress in its article."""

    done: int
    begun: int
    opened: int
    unsure: int
    noted: int

    def minus(self, other: Tally) -> Tally:
        """The change from ``other`` to this."""
        return Tally(*(mine - its for mine, its in zip(self, other, strict=True)))


NOTHING = Tally(0, 0, 0, 0, 0)
_REMEMBERED = 10_000


class Judge:
    """Judges units by one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._texts = frozenset(facet.id for facet in codebook.facets if facet.type == "text")
        self._spans = frozenset(facet.id for facet in codebook.facets if facet.type == "span")
        self._asked: dict[str, bool] = {}
        self._tallies: dict[tuple[str, Standing], Tally] = {}
        self._known: dict[tuple[str, tuple[tuple[str, str | None], ...]], Standing] = {}

    def asks(self, kind: str) -> bool:
        """Whether units of a kind are asked anything before somebody opens them."""
        known = self._asked.get(kind)
        if known is None:
            known = unit_state(self.codebook, kind, {}) is not UnitState.SKIPPED
            self._asked[kind] = known
        return known

    def standing(self, kind: str, answers: Mapping[str, Answer]) -> Standing:
        """How far a unit of this kind is with these answers."""
        return Standing(
            unit_state(self.codebook, kind, answers).value,
            int(answers.get(UNSURE) is True),
            int(any(facet in answers for facet in self._texts)),
        )

    def standing_of(self, kind: str, labels: Iterable[tuple[str, str | None]]) -> Standing:
        """How far a unit is with these labels (facet and JSON value), remembered: most units are alike."""
        key = (kind, tuple(labels))
        standing = self._known.get(key)
        if standing is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            standing = self._known[key] = self.standing(kind, current_answers(key[1], self._spans))
        return standing

    def tally(self, kind: str, standing: Standing | None) -> Tally:
        """What a unit adds to the progress; None stands for a unit that was never labelled."""
        if standing is None:
            return NOTHING
        tally = self._tallies.get((kind, standing))
        if tally is None:
            tally = self._tallies[kind, standing] = Tally(
                int(standing.state == UnitState.DONE),
                int(standing.state == UnitState.BEGUN),
                int(standing.state != UnitState.SKIPPED) - int(self.asks(kind)),
                standing.unsure,
                standing.noted,
            )
        return tally


def current_answers(
    labels: Iterable[tuple[str, str | None]], of_passages: Collection[str] = ()
) -> dict[str, Answer]:
    """Facet → answer from pairs of a facet and its JSON value; cleared ones are left out.

    The passages of a facet in ``of_passages`` stand one in a pair, and are one answer together.
    """
    answers: dict[str, Answer] = {}
    for facet, value in labels:
        if value is None:
            continue
        answer: Answer | None = from_json(value)
        if facet in of_passages:
            answer = gathered((answers.get(facet), answer))
        if answer is not None:
            answers[facet] = answer
    return answers
