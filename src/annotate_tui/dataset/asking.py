"""Which facets a unit is asked with given answers, remembered.

The same few combinations of answers occur over and over; judging each once is
what makes a pass over a million labels quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from annotate_tui.codebook.conditions import (
    Asked,
    UnitState,
    asked,
    is_answered,
    referenced_facets,
    unit_state,
    waits,
)
from annotate_tui.codebook.model import Answer, Answers, Codebook, Facet
from annotate_tui.dataset.model import DOCUMENT

_Key = tuple[object, ...]


class Judged(NamedTuple):
    """What a unit is asked with its answers, and how far it is."""

    asked: Mapping[str, Asked]
    waiting: frozenset[str]
    """Facets that are closed because a question before them has no answer yet."""
    status: UnitState


class Asking:
    """Judges units and articles by one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._gates = tuple(sorted(set().union(*(referenced_facets(f.ask_when) for f in codebook.facets))))
        self._known: dict[_Key, Judged] = {}

    def facets(self, kind: str) -> tuple[Facet, ...]:
        """The facets of the scope that a kind belongs to."""
        return self._codebook.document_facets if kind == DOCUMENT else self._codebook.unit_facets

    def judge(self, kind: str, answers: Answers) -> Judged:
        """What a unit (or, with kind ``document``, an article) is asked with these answers."""
        # Only whether a facet is answered and what the gates say can make a difference; conditions on
        # a unit's text are for warnings, and text facets are no gates.
        key = (kind, *(answers.get(gate) for gate in self._gates), frozenset(_answered(self, kind, answers)))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._judge(kind, answers)
        return found

    def _judge(self, kind: str, answers: Answers) -> Judged:
        codebook = self._codebook
        policy = codebook.policy(kind)
        opened = not policy.ask and policy.can_open and bool(answers)
        states = {f.id: asked(codebook, f, kind, answers, opened=opened) for f in self.facets(kind)}
        waiting = frozenset(
            facet.id
            for facet in self.facets(kind)
            if states[facet.id] is Asked.CLOSED and waits(codebook, facet, kind, answers, opened=opened)
        )
        if kind != DOCUMENT:
            return Judged(states, waiting, unit_state(codebook, kind, answers))
        return Judged(states, waiting, self._document_state(states, answers))

    def _document_state(self, states: Mapping[str, Asked], answers: Answers) -> UnitState:
        if not answers:
            return UnitState.OPEN
        missing = any(
            facet.required
            and states[facet.id] is Asked.ASKED
            and not is_answered(facet, answers.get(facet.id))
            for facet in self.facets(DOCUMENT)
        )
        return UnitState.BEGUN if missing else UnitState.DONE


def _answered(asking: Asking, kind: str, answers: Mapping[str, Answer]) -> list[str]:
    return [f.id for f in asking.facets(kind) if is_answered(f, answers.get(f.id))]
