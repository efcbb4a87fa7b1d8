"""What an annotator does to the unit in front of them.

Each act raises RefusedError, or UsageError for an answer that cannot be, when
it does not apply here; nothing is changed then.
"""

from __future__ import annotations

from collections.abc import Mapping

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.labelling import answering
from annotate_tui.labelling.answering import Edits, RefusedError
from annotate_tui.labelling.articles import read
from annotate_tui.labelling.desk import Desk
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.words import keys_of, place
from annotate_tui.labelling.writing import settle, submit, submit_passages

_REVEALED = Outcome(
    "Your answer is kept. Look at what is highlighted now; change it, or confirm once more.", cues=True
)
"""A unit whose highlights are shown only now: the annotator stays there."""


def look_at(desk: Desk, facet: Facet) -> Outcome:
    """Put a question into focus."""
    answering.check_asked(desk.sheet, desk.index, facet)
    desk.at.focus = facet
    return NOTHING


def edit(desk: Desk, facet: Facet) -> Outcome:
    """Ask the screen to let the annotator write a text or a number."""
    answering.check_asked(desk.sheet, desk.index, facet)
    if facet.type == "span":
        desk.at.focus = facet
    return Outcome(edit=facet.id)


def write_passages(desk: Desk, facet: Facet, edits: Mapping[str, Answer | None]) -> Outcome:
    """Write what was marked, moved or taken away: entry (its item) → what it holds, or None."""
    answering.check_asked(desk.sheet, desk.index, facet)
    return submit_passages(desk, facet, edits)


def abstain(desk: Desk) -> Outcome:
    """Answer the question in focus with "cannot decide"."""
    focus = desk.at.focus
    if focus is None:
        raise RefusedError("Nothing is asked here.")
    return answer(desk, answering.abstain(desk.sheet, desk.index, focus), focus)


def answer(desk: Desk, edits: Edits, facet: Facet, *, kind: str = "label") -> Outcome:
    """Write an answer to one question, and go on to the next question or unit."""
    was_missing = desk.missing()
    advances = facet.auto_advance and desk.auto_advance and facet.type != "multi"
    shows_more = bool(was_missing) and advances and _reveals(desk, edits)
    outcome = submit(desk, edits, kind=kind)
    if not desk.sheet.is_question(facet):
        return outcome
    desk.at.focus = facet
    completed = bool(was_missing) and not desk.missing()
    if completed and advances:
        return outcome.then(_REVEALED if shows_more else desk.at.go_on())
    if facet.id in desk.sheet.answers(desk.index) and facet.type != "multi":
        desk.at.focus_next()
    return outcome


def clear(desk: Desk) -> Outcome:
    """Take the answer of the focused question away; nothing else."""
    facet = desk.at.focus
    if facet is None:
        raise RefusedError("Nothing is asked here.")
    if facet.id not in desk.sheet.answers(desk.index):
        raise RefusedError(f"{facet.name} has no answer to clear.", help="undo")
    if facet.type == "span":
        entries = desk.sheet.entries(desk.index, facet.id)
        return submit_passages(desk, facet, dict.fromkeys(entries)).saying(f"{facet.name} cleared.")
    return submit(desk, {facet.id: None}).saying(f"{facet.name} cleared.")


def repeat(desk: Desk) -> Outcome:
    """Give this unit the labels of the unit that was labelled last."""
    sheet, index = desk.sheet, desk.index
    if sheet.is_document(index):
        raise RefusedError("Only sentences can repeat the labels of another.")
    source = desk.labelled.last(sheet, index, desk.newest_events(), lambda key: read(desk, key))
    if source is None:
        raise RefusedError("Nothing was labelled yet that could be repeated.")
    if sheet.state(index) is UnitState.SKIPPED:
        for facet in sheet.facets(index):
            answering.check_asked(sheet, index, facet)
    edits = answering.copy(sheet, index, source.given)
    if not edits:
        raise RefusedError(f"The labels of {source.where} are here already.")
    outcome = submit(desk, edits, ref="repeat")
    desk.at.focus_first()
    return outcome.saying(f"Labelled as {source.where}.")


def open_unit(desk: Desk) -> Outcome:
    """Ask about a unit whose kind is skipped."""
    sheet, index = desk.sheet, desk.index
    if sheet.is_document(index) or sheet.state(index) is not UnitState.SKIPPED:
        raise RefusedError("This is asked anyway.")
    if not desk.codebook.policy(sheet.kind(index)).can_open:
        raise RefusedError("The codebook does not let this be opened.")
    sheet.open_skipped(index)
    desk.at.focus_first()
    return Outcome("Opened: label it like a sentence.", touched=frozenset({index}))


def confirm(desk: Desk, *, marked: bool = False) -> Outcome:
    """Take what is proposed or meant by confirming, then on to the next open unit.

    On a question for passages this opens the page where they are marked;
    ``marked`` says that the annotator comes from there.
    """
    sheet, index, focus = desk.sheet, desk.index, desk.at.focus
    if sheet.state(index) is UnitState.SKIPPED:
        return desk.at.go_on()
    if focus is not None and focus.type in ("text", "number") and focus.id not in sheet.answers(index):
        return edit(desk, focus)
    if focus is not None and focus.type == "span" and not marked:
        return edit(desk, focus)
    try:
        edits = answering.confirm(sheet, index)
    except RefusedError as reason:
        return _say_missing(desk, str(reason))
    doubts = desk.shown.warnings(sheet, index, {**sheet.answers(index), **edits})
    stopping = desk.shown.stopping(sheet, index, doubts)
    if stopping is not None:
        return refused(f"{stopping.message} Confirm once more if it is meant so.")
    proposed = any(sheet.proposed(index, desk.codebook.facet(name)) is not None for name in edits)
    desk.shown.overridden(sheet, index, doubts)
    shows_more = _reveals(desk, edits)
    outcome = submit(desk, edits, ref="prefilled" if proposed else None)
    desk.shown.flush(sheet.article.key)
    outcome = outcome.then(settle(desk)).then(_REVEALED if shows_more else desk.at.go_on())
    if doubts and not outcome.finished:
        said = f"{place(sheet, index).capitalize()}: {doubts[0].message}"
        return outcome.saying(said, Tone.WARNING)
    return outcome


def _reveals(desk: Desk, edits: Edits) -> bool:
    """Whether these answers complete the unit, and highlights have waited for that."""
    if desk.shown.cues is None:
        return False
    sheet, index = desk.sheet, desk.index
    final = {**sheet.answers(index), **edits}
    given = {facet: answer for facet, answer in final.items() if answer is not None}
    return not answering.still_missing(sheet, index, given) and desk.shown.reveal(sheet, index, given)


def _say_missing(desk: Desk, message: str) -> Outcome:
    for facet in desk.missing():
        if facet.answer_on_confirm is None and desk.sheet.proposed(desk.index, facet) is None:
            desk.at.focus = facet
            return refused(f"{message} {keys_of(facet)}".rstrip())
    return refused(message)
