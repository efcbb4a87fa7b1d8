"""What a key means for a case: pure rules, nothing is written here.

Each returns the answer that is decided on, or None where a decision is taken back,
and raises RefusedError, with the reason, where the key does not apply.
"""

from __future__ import annotations

from annotate_tui.codebook.answers import normalise, toggle
from annotate_tui.codebook.conditions import why_closed
from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.labelling.answering import RefusedError, typed_number
from annotate_tui.labelling.docket import Docket
from annotate_tui.labelling.verdicts import Case, Verdict
from annotate_tui.labelling.voices import Standing, Voice
from annotate_tui.labelling.words import answer_in_words


def in_words(docket: Docket, facet: Facet, answer: Answer | None) -> str:
    """An answer as people read it; a flag that is down is an answer too."""
    return "no" if answer is False else answer_in_words(facet, answer, docket.sheet.codebook.abstain)


def can_be_decided(case: Case) -> bool:
    """Whether a question is asked at all, as far as is known now."""
    return case.verdict not in (Verdict.CLOSED, Verdict.WAITING)


def check(docket: Docket, index: int, facet: Facet) -> Case:
    """The case of a question.  Raises RefusedError where nothing can be decided about it."""
    case = docket.cases(index).get(facet)
    if case is None:
        raise RefusedError(f"{facet.name} is not to be decided here.")
    if case.verdict is Verdict.WAITING:
        raise RefusedError(f"{facet.name} waits: {why_closed(docket.sheet.codebook, facet)}.")
    if case.verdict is Verdict.CLOSED:
        raise RefusedError(f"{facet.name} is {why_closed(docket.sheet.codebook, facet)}.")
    return case


def take(docket: Docket, index: int, facet: Facet, voice: Voice, name: str) -> Answer:
    """An annotator's answer."""
    check(docket, index, facet)
    said = voice.said(index, facet)
    match said.standing:
        case Standing.CONFLICT:
            raise RefusedError(
                f"{name} has two answers about {facet.name}: press the key of the one that holds."
            )
        case Standing.NOT_ASKED:
            raise RefusedError(f"{name} was not asked about {facet.name}: press the key of an answer.")
        case Standing.MISSING:
            raise RefusedError(f"{name} did not answer {facet.name}.")
        case _:
            return said.answers[0]


def choose(docket: Docket, index: int, facet: Facet, value: str) -> Answer | None:
    """A value of the codebook: the answer, or into a set or out of it."""
    case = check(docket, index, facet)
    made = case.decision
    # A set begins with what was decided; after a merge, and where nothing was, with nothing.
    current = None if made is None or made.rivals else made.answer
    return toggle(facet, current, value, docket.sheet.codebook)


def switch(docket: Docket, index: int, facet: Facet) -> Answer:
    """A flag: up, or down where it was decided to be up."""
    made = check(docket, index, facet).decision
    return not (made is not None and not made.rivals and made.answer is True)


def abstain(docket: Docket, index: int, facet: Facet) -> Answer | None:
    """It cannot be decided; the same key again takes that back."""
    codebook = docket.sheet.codebook
    if not codebook.abstain.allowed:
        raise RefusedError("This codebook wants a decision: it has no answer “cannot decide”.")
    if facet.type == "boolean":
        raise RefusedError(f"{facet.name} is up or not.")
    made = check(docket, index, facet).decision
    undecided = codebook.abstain.id
    return None if made is not None and not made.rivals and made.answer == undecided else undecided


def write(docket: Docket, index: int, facet: Facet, text: str) -> Answer | None:
    """A typed number; nothing takes the decision back."""
    check(docket, index, facet)
    return normalise(facet, typed_number(facet, text), docket.sheet.codebook) if text.strip() else None


def is_no_change(case: Case | None, answer: Answer | None) -> bool:
    """Whether this was decided already and still stands, so that nothing is to be written."""
    if case is None or case.decision is None:
        return answer is None
    fresh = case.verdict not in (Verdict.STALE, Verdict.RIVALS)
    return fresh and answer == case.decision.answer
