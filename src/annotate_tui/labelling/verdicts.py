"""Which questions about a unit want a decision, and what the gold labels are so far.  Pure rules.

The gold label of a question is what was decided, else what two annotators or more
said unanimously, else nothing.  Whether a question is asked at all follows from
the gold labels themselves: where "No claim" was decided, nobody has to decide
about the evidence.  These are the rules by which gold labels are exported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from annotate_tui.codebook.conditions import Asked, asked, referenced_facets, waits
from annotate_tui.codebook.model import Answer, Answers, Codebook, Facet
from annotate_tui.labelling.voices import Said, Standing, votes

VOTED = frozenset({"single", "ordinal", "multi", "boolean", "number"})
"""The types of questions that have one gold label; notes and passages have none."""


class Verdict(StrEnum):
    """How a question about a unit stands."""

    OPEN = "open"
    """It wants a decision."""
    STALE = "stale"
    """It was decided, and somebody changed their label afterwards."""
    RIVALS = "rivals"
    """It was decided in two copies that did not know of each other, and differently."""
    DECIDED = "decided"
    CANNOT_DECIDE = "cannot decide"
    """Somebody looked at it, and it cannot be decided: it stays unresolved."""
    UNANIMOUS = "unanimous"
    SINGLE = "single"
    """Fewer than two annotators have come to it."""
    CLOSED = "closed"
    """The gold labels of other questions close it."""
    WAITING = "waiting"
    """It is known only when the question before it is decided."""


WANTED = frozenset({Verdict.OPEN, Verdict.STALE, Verdict.RIVALS})
"""What wants a decision."""
SETTLED = frozenset({Verdict.DECIDED, Verdict.CANNOT_DECIDE})
"""What was decided and stands."""


class Decision(NamedTuple):
    """What was decided about one question, as it stands."""

    answer: Answer
    by: str = ""
    stale: bool = False
    rivals: tuple[Answer | None, ...] = ()
    """After a merge: the decisions that did not know of each other, the one that is shown first."""


class Case(NamedTuple):
    """One question about one unit: how it stands, and its gold label so far."""

    verdict: Verdict
    gold: Answer | None = None
    decision: Decision | None = None


def judge(
    codebook: Codebook,
    kind: str,
    facets: Sequence[Facet],
    said: Mapping[str, Sequence[Said]],
    decisions: Mapping[str, Decision],
) -> dict[str, Case]:
    """How each question about a unit of a kind stands.

    ``said`` has what each annotator says to each question.  Questions that units of
    this kind are never asked are left out.
    """
    voted = [facet for facet in facets if facet.type in VOTED]
    gold = _gold(codebook, voted, said, decisions)
    heard = max((_heard(said[facet.id]) for facet in voted), default=0)
    opened = bool(gold) or heard > 1
    cases: dict[str, Case] = {}
    for facet in voted:
        state = asked(codebook, facet, kind, gold, opened=opened)
        decision = decisions.get(facet.id)
        if state is Asked.ASKED:
            verdict = _verdict(codebook, facet, said[facet.id], decision)
            cases[facet.id] = Case(verdict, gold.get(facet.id), decision)
        elif state is Asked.CLOSED:
            unknown = waits(codebook, facet, kind, gold, opened=opened)
            gates = (cases.get(gate) for gate in referenced_facets(facet.ask_when))
            wanted = any(gate is None or gate.verdict in WANTED | {Verdict.WAITING} for gate in gates)
            cases[facet.id] = Case(Verdict.WAITING if unknown and wanted else Verdict.CLOSED, None, decision)
    return cases


def unanimous(said: Sequence[Said]) -> Answer | None:
    """What two annotators or more said, if nobody said anything else."""
    found = votes(said)
    return found[0] if len(found) > 1 and all(vote == found[0] for vote in found) else None


def _gold(
    codebook: Codebook,
    facets: Sequence[Facet],
    said: Mapping[str, Sequence[Said]],
    decisions: Mapping[str, Decision],
) -> dict[str, Answer]:
    gold: dict[str, Answer] = {}
    for facet in facets:
        decision = decisions.get(facet.id)
        answer = unanimous(said[facet.id])
        if decision is not None and not decision.rivals:
            answer = None if _abstains(codebook, facet, decision.answer) else decision.answer
        if answer is not None:
            gold[facet.id] = answer
    return gold


def _abstains(codebook: Codebook, facet: Facet, answer: Answer) -> bool:
    return answer == codebook.abstain.id and facet.type != "boolean"


def _heard(said: Sequence[Said]) -> int:
    return sum(one.standing is not Standing.MISSING for one in said)


def _verdict(codebook: Codebook, facet: Facet, said: Sequence[Said], decision: Decision | None) -> Verdict:
    if decision is not None:
        if decision.rivals:
            return Verdict.RIVALS
        if decision.stale:
            return Verdict.STALE
        return Verdict.CANNOT_DECIDE if _abstains(codebook, facet, decision.answer) else Verdict.DECIDED
    if any(one.standing is Standing.CONFLICT for one in said):
        return Verdict.OPEN
    if _heard(said) < 2:
        return Verdict.SINGLE
    if unanimous(said) is not None:
        return Verdict.UNANIMOUS
    if votes(said):
        return Verdict.OPEN
    if facet.required and any(one.standing is Standing.NOT_ASKED for one in said):
        # The decision about another question opened this one, and nobody was asked it.
        return Verdict.OPEN
    return Verdict.CANNOT_DECIDE


def effective(cases: Mapping[str, Case]) -> Answers:
    """The gold labels of a unit so far, of the questions that they leave open."""
    return {name: case.gold for name, case in cases.items() if case.gold is not None}
