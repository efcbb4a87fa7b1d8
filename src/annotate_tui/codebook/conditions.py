"""What a unit is asked, what is still missing, and what deserves a second look.

Pure functions on a codebook and one unit's answers; the screen calls them at
every key, so nothing here reads a file or imports anything heavy.

An answer whose facet is not asked at the moment is *inactive*: it is kept, comes
back when the facet is asked again, and counts for no condition meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any

from annotate_tui.codebook.model import Answer, Answers, Codebook, Condition, Facet, SoftWarning

NOT_ASKED = "not_asked"
"""In a kind's ``set`` table: this facet is not asked, and nothing stands for it."""

_TEXT_LIMIT = 5_000
_SECONDS_A_PATTERN = 0.02


class Asked(StrEnum):
    """Whether a facet is asked of a unit, and if not, why not."""

    ASKED = "asked"
    CLOSED = "closed"
    """Its ``ask_when`` is not met."""
    NOT_FOR_KIND = "not_for_kind"
    """Units of this kind are not asked this facet."""
    SKIPPED_KIND = "skipped_kind"
    """Units of this kind are skipped, and this one was not opened."""


class UnitState(StrEnum):
    """How far one annotator has come with a unit."""

    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"
    SKIPPED = "skipped"
    """Not asked at all: outside every denominator."""


def holds(
    condition: Condition | None,
    answers: Answers,
    *,
    kind: str,
    text: str = "",
    codebook: Codebook,
) -> bool:
    """Whether a condition is met; no condition always is.

    Inactive answers count as not given, "cannot decide" is an answer that is
    no value and has no rank.
    """
    if condition is None:
        return True
    op = condition.op
    if op == "all":
        return all(holds(p, answers, kind=kind, text=text, codebook=codebook) for p in condition.parts)
    if op == "any":
        return any(holds(p, answers, kind=kind, text=text, codebook=codebook) for p in condition.parts)
    if op == "not":
        return not any(holds(p, answers, kind=kind, text=text, codebook=codebook) for p in condition.parts)
    if op == "unit_kind":
        return kind in condition.values
    if op == "text":
        return any(_matches(pattern, text) for pattern in condition.values)
    facet = codebook.facet(condition.facet)
    answer = _active_answer(codebook, facet, kind, answers)
    if op == "empty":
        return answer is None
    if answer is None:
        return False
    if op == "min_rank":
        return any(value.id == answer and (value.rank or 0) >= condition.rank for value in facet.values)
    return any(part in condition.values for part in _parts(answer))


def asked(codebook: Codebook, facet: Facet, kind: str, answers: Answers, *, opened: bool = False) -> Asked:
    """Whether a facet is asked of a unit of ``kind`` that has these answers.

    ``opened`` says that the annotator opened a unit of a skipped kind.  Facets
    of scope ``document`` are asked of articles, whatever the kind.
    """
    if facet.scope == "unit":
        policy = codebook.policy(kind)
        if not policy.ask and not (opened and policy.can_open):
            return Asked.SKIPPED_KIND
        if not _for_kind(codebook, facet, kind):
            return Asked.NOT_FOR_KIND
    return Asked.ASKED if holds(facet.ask_when, answers, kind=kind, codebook=codebook) else Asked.CLOSED


def is_answered(facet: Facet, answer: Answer | None) -> bool:
    """Whether this is a complete answer: a set that may not be so small is not."""
    if answer is None or answer is False or answer == () or answer == "":
        return False
    return not (isinstance(answer, tuple) and len(answer) < facet.min_selected)


def missing_required(
    codebook: Codebook, kind: str, answers: Answers, *, opened: bool = False
) -> tuple[Facet, ...]:
    """The required facets that are asked of the unit and not answered, in the order of asking."""
    return tuple(
        facet
        for facet in codebook.unit_facets
        if facet.required
        and not is_answered(facet, answers.get(facet.id))
        and asked(codebook, facet, kind, answers, opened=opened) is Asked.ASKED
    )


def unit_state(codebook: Codebook, kind: str, answers: Answers) -> UnitState:
    """How far a unit is with these answers.

    Done when every required facet that is asked is answered ("cannot decide"
    included).  Flags, notes and optional facets alone make a unit begun, never
    done.  A unit of a skipped kind is skipped, unless it can be opened and
    holds an answer: then it was opened and is judged like a sentence.
    """
    opened = False
    policy = codebook.policy(kind)
    if not policy.ask:
        if not (policy.can_open and answers):
            return UnitState.SKIPPED
        opened = True
    required = [f for f in codebook.unit_facets if f.required and _for_kind(codebook, f, kind)]
    if not required:
        return UnitState.SKIPPED
    wanted = [f for f in required if asked(codebook, f, kind, answers, opened=opened) is Asked.ASKED]
    if wanted and all(is_answered(facet, answers.get(facet.id)) for facet in wanted):
        return UnitState.DONE
    return UnitState.BEGUN if answers else UnitState.OPEN


def warnings_for(codebook: Codebook, kind: str, answers: Answers, text: str) -> tuple[SoftWarning, ...]:
    """The soft warnings that these answers give; they never block."""
    if not answers:
        return ()
    return tuple(
        warning
        for warning in codebook.warnings
        if holds(warning.when, answers, kind=kind, text=text, codebook=codebook)
    )


def why_closed(codebook: Codebook, facet: Facet, *, short: bool = False) -> str:
    """Why a facet is not asked, as a phrase: "asked only for Efficacy, Mechanism or Condition".

    ``short`` names values by their keys, for narrow panels: "only for e m c".
    """
    condition = facet.ask_when
    if condition is None:
        return ""
    if condition.op == "in":
        gate = codebook.facet(condition.facet)
        if gate.type != "boolean":
            if short:
                keys = [v.key or v.id for v in gate.values if v.id in condition.values and not v.retired]
                return "only for " + " ".join(keys)
            return "asked only for " + _joined(_names(codebook, condition))
    return ("only if " if short else "asked only if ") + describe(codebook, condition)


def describe(codebook: Codebook, condition: Condition) -> str:
    """A condition in words: "Claim type is Efficacy or Mechanism"."""
    if condition.op in ("all", "any"):
        word = " and " if condition.op == "all" else " or "
        return word.join(_bracketed(codebook, part) for part in condition.parts)
    if condition.op == "not":
        return "not " + " or ".join(f"({describe(codebook, part)})" for part in condition.parts)
    if condition.op == "unit_kind":
        return "the unit is a " + _joined(kind.replace("_", "-") for kind in condition.values)
    if condition.op == "text":
        return "the text matches " + _joined(f"“{pattern}”" for pattern in condition.values)
    facet = codebook.facet(condition.facet)
    if condition.op == "empty":
        return f"{facet.name} is not answered"
    if condition.op == "min_rank":
        step = [v.name for v in facet.values if v.rank is not None and v.rank >= condition.rank]
        return f"{facet.name} is at least {step[0] if step else condition.rank}"
    if facet.type == "boolean":
        return f"{facet.name} is set"
    verb = "has" if facet.type == "multi" else "is"
    return f"{facet.name} {verb} {_joined(_names(codebook, condition))}"


def referenced_facets(condition: Condition | None) -> set[str]:
    """The ids of the facets that a condition speaks of."""
    if condition is None:
        return set()
    found = {condition.facet} if condition.facet else set()
    for part in condition.parts:
        found |= referenced_facets(part)
    return found


def waits(codebook: Codebook, facet: Facet, kind: str, answers: Answers, *, opened: bool) -> bool:
    """Whether a closed facet is closed only because a question before it has no answer yet.

    Then it is not known whether it will be asked: its answer is missing rather than not asked for.
    """
    for name in referenced_facets(facet.ask_when):
        gate = codebook.facet(name)
        if not is_answered(gate, answers.get(name)):
            state = asked(codebook, gate, kind, answers, opened=opened)
            if state is Asked.ASKED and gate.type != "boolean":
                return True
            if state is Asked.CLOSED and waits(codebook, gate, kind, answers, opened=opened):
                return True
    return False


def _for_kind(codebook: Codebook, facet: Facet, kind: str) -> bool:
    policy = codebook.policy(kind)
    if facet.id in policy.set:
        return False
    return not policy.only or facet.id in policy.only or _is_remark(facet)


def _is_remark(facet: Facet) -> bool:
    """Whether a facet holds remarks of annotators, as a note or "unsure": these are no labels of the unit."""
    return facet.type in ("boolean", "text") and not facet.required and not facet.agreement


def _active_answer(codebook: Codebook, facet: Facet, kind: str, answers: Answers) -> Answer | None:
    if facet.scope == "unit" and not _for_kind(codebook, facet, kind):
        stands_for_it = codebook.policy(kind).set.get(facet.id, NOT_ASKED)
        return None if stands_for_it == NOT_ASKED else stands_for_it
    answer = answers.get(facet.id)
    if not is_answered(facet, answer):
        return None
    return answer if holds(facet.ask_when, answers, kind=kind, codebook=codebook) else None


def _parts(answer: Answer) -> Iterable[str]:
    if isinstance(answer, tuple):
        return answer
    if isinstance(answer, bool):
        return ("true",) if answer else ()
    return (str(answer),)


def _names(codebook: Codebook, condition: Condition) -> list[str]:
    facet = codebook.facet(condition.facet)
    names = [value.name for value in facet.values if value.id in condition.values and not value.retired]
    return names + ["cannot decide"] * (codebook.abstain.id in condition.values)


def _bracketed(codebook: Codebook, condition: Condition) -> str:
    words = describe(codebook, condition)
    return f"({words})" if condition.op in ("all", "any") and len(condition.parts) > 1 else words


def _joined(names: Iterable[str]) -> str:
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return ", ".join(listed[:-1]) + " or " + listed[-1]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    # Unlike the standard library's, this engine can be told when to give up; it is
    # imported at the first test of a text because most sessions never make one.
    import regex

    return regex.compile(pattern, regex.IGNORECASE)


def _matches(pattern: str, text: str) -> bool:
    try:
        return _compiled(pattern).search(text[:_TEXT_LIMIT], timeout=_SECONDS_A_PATTERN) is not None
    except TimeoutError:
        return False
