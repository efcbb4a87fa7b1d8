"""What an act means for the labels of a unit: pure rules, nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping

from annotate_tui.codebook.answers import normalise, toggle
from annotate_tui.codebook.conditions import Asked, missing_required, why_closed
from annotate_tui.codebook.model import Answer, Answers, Facet
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import kind_in_words, listed

Edits = Mapping[str, Answer | None]
"""Facet id → the new answer, or None where the answer is cleared."""

_LABEL_TYPES = frozenset({"single", "ordinal", "multi", "number"})


class RefusedError(Exception):
    """The act does not apply here; the text says why.  ``help`` names the command that would help."""

    def __init__(self, message: str, *, help: str = "") -> None:  # noqa: A002 - the word of the field
        super().__init__(message)
        self.help = help


def check_asked(sheet: Sheet, index: int, facet: Facet) -> None:
    """Raise RefusedError, with the reason, for a question that is not asked here."""
    if (facet.scope == "document") != sheet.is_document(index):
        belongs = "articles as a whole" if facet.scope == "document" else "sentences"
        raise RefusedError(f"{facet.name} is asked about {belongs}.")
    kind = kind_in_words(sheet.kind(index)).capitalize()
    match sheet.asked(index, facet):
        case Asked.CLOSED:
            raise RefusedError(f"{facet.name} is {why_closed(sheet.codebook, facet)}.")
        case Asked.NOT_FOR_KIND:
            only = sheet.codebook.policy(sheet.kind(index)).only
            names = [other.name for other in sheet.facets(index) if other.id in only]
            raise RefusedError(f"{kind} is asked only about {listed(names)}.")
        case Asked.SKIPPED_KIND:
            if sheet.codebook.policy(sheet.kind(index)).can_open:
                raise RefusedError(f"{kind} is not asked anything.", help="open_unit")
            raise RefusedError(f"{kind} is not asked anything.")
        case _:
            return


def choose(sheet: Sheet, index: int, facet: Facet, value: str) -> Edits:
    """What a value's key changes: it becomes the answer, or goes into a set or out of it."""
    check_asked(sheet, index, facet)
    current = sheet.answers(index).get(facet.id)
    rivals = sheet.rivals(index).get(facet.id, ())
    if rivals and facet.type == "multi":
        # A decision between two sets begins with the value that was pressed.
        return {facet.id: toggle(facet, None, value, sheet.codebook)}
    answer = toggle(facet, current, value, sheet.codebook)
    return {} if answer == current and not rivals else {facet.id: answer}


def switch(sheet: Sheet, index: int, facet: Facet) -> Edits:
    """What a flag's key changes: on, or off again."""
    check_asked(sheet, index, facet)
    return {facet.id: None if sheet.answers(index).get(facet.id) else True}


def write(sheet: Sheet, index: int, facet: Facet, text: str) -> Edits:
    """What a typed text or number changes; an empty one clears."""
    check_asked(sheet, index, facet)
    current = sheet.answers(index).get(facet.id)
    text = text.strip()
    if not text:
        return {} if current is None else {facet.id: None}
    answer: Answer = text
    if facet.type == "number":
        answer = typed_number(facet, text)
    normal = normalise(facet, answer, sheet.codebook)
    return {} if normal == current else {facet.id: normal}


def typed_number(facet: Facet, text: str) -> float:
    """The number that was typed.  Raises RefusedError."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise RefusedError(f"{facet.name} wants a number, and {text!r} is none.") from None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def abstain(sheet: Sheet, index: int, facet: Facet) -> Edits:
    """The answer "cannot decide"; the same key again takes it back."""
    if not sheet.codebook.abstain.allowed:
        raise RefusedError("This codebook wants a decision: it has no answer “cannot decide”.")
    check_asked(sheet, index, facet)
    if facet.type == "span":
        raise RefusedError(f"{facet.name} has no answer “cannot decide”; note what is unclear instead.")
    undecided = sheet.codebook.abstain.id
    return {facet.id: None if sheet.answers(index).get(facet.id) == undecided else undecided}


def confirm(sheet: Sheet, index: int) -> dict[str, Answer]:
    """What Enter fills in: proposals of the codebook, and answers that a confirmation means.

    Raises RefusedError, and fills in nothing, when a required answer would still
    be missing.
    """
    edits: dict[str, Answer] = {}
    answers = dict(sheet.answers(index))
    # In the order of the questions, since an answer may open or close a later question.
    for facet in sheet.facets(index):
        if facet.id in answers or sheet.asked(index, facet, answers) is not Asked.ASKED:
            continue
        answer = sheet.proposed(index, facet)
        if answer is None and facet.answer_on_confirm is not None:
            answer = normalise(facet, facet.answer_on_confirm, sheet.codebook)
        if answer is not None:
            edits[facet.id] = answers[facet.id] = answer
    if missing := still_missing(sheet, index, answers):
        names = listed([facet.name for facet in missing])
        verb = "is" if len(missing) == 1 else "are"
        raise RefusedError(f"{names} {verb} not answered yet.")
    return edits


def still_missing(sheet: Sheet, index: int, answers: Answers) -> tuple[Facet, ...]:
    """The required questions without an answer."""
    if sheet.is_document(index):
        return tuple(
            facet
            for facet in sheet.facets(index)
            if facet.required
            and facet.id not in answers
            and sheet.asked(index, facet, answers) is Asked.ASKED
        )
    return missing_required(sheet.codebook, sheet.kind(index), answers, opened=sheet.is_opened(index))


def copy(sheet: Sheet, index: int, source: Answers) -> Edits:
    """What repeating another unit's labels changes here: its labels, not its flags and notes."""
    edits: dict[str, Answer | None] = {}
    answers = dict(sheet.answers(index))
    for facet in sheet.facets(index):
        if facet.type not in _LABEL_TYPES or facet.id not in source:
            continue
        if sheet.asked(index, facet, answers) is not Asked.ASKED:
            continue
        if answers.get(facet.id) != source[facet.id]:
            edits[facet.id] = source[facet.id]
        answers[facet.id] = source[facet.id]
    return edits


def labels(sheet: Sheet, index: int) -> Answers:
    """The answers that count as labels: no flags, no notes, nothing that is not asked any more."""
    answers = sheet.answers(index)
    return {
        facet.id: answers[facet.id]
        for facet in sheet.facets(index)
        if facet.id in answers and facet.type in _LABEL_TYPES and sheet.asked(index, facet) is Asked.ASKED
    }
