"""Writing acts, and taking note of what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.errors import AnnotateError
from annotate_tui.labelling import articles
from annotate_tui.labelling.answering import Edits
from annotate_tui.labelling.desk import Desk
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.reading import read_entries
from annotate_tui.labelling.saving import Act
from annotate_tui.labelling.taken_back import apply_restored
from annotate_tui.labelling.words import place
from annotate_tui.store.session import Change

if TYPE_CHECKING:
    from annotate_tui.store.session import Undone


def submit(desk: Desk, edits: Edits, *, kind: str = "label", ref: str | None = None) -> Outcome:
    """Write answers about the unit in front of the annotator as one act."""
    if not edits:
        return NOTHING
    sheet, index = desk.sheet, desk.index
    key = sheet.key(index)
    if sheet.rivals(index).keys() & edits.keys():
        kind = "resolve"
    desk.shown.answering(sheet, index)
    changes = [Change(key, facet, answer) for facet, answer in edits.items()]
    desk.line.label(
        sheet.article.key, changes, kind=kind, dwell_ms=desk.dwell.take(), ref=ref, views=desk.shown.take()
    )
    for facet, answer in edits.items():
        sheet.apply(key, facet, answer)
    if not sheet.is_document(index):
        desk.labelled.remember(sheet, index)
    return Outcome(touched=frozenset({index})).then(settle(desk))


def submit_passages(desk: Desk, facet: Facet, edits: Mapping[str, Answer | None]) -> Outcome:
    """Write passages of one question as one act: entry (its item) → what it holds, or None."""
    if not edits:
        return NOTHING
    sheet, index = desk.sheet, desk.index
    key = sheet.key(index)
    kind = "resolve" if facet.id in sheet.rivals(index) else "label"
    desk.shown.answering(sheet, index)
    changes = [Change(key, facet.id, answer, item) for item, answer in edits.items()]
    desk.line.label(
        sheet.article.key, changes, kind=kind, dwell_ms=desk.dwell.take(), views=desk.shown.take()
    )
    for item, answer in edits.items():
        sheet.apply(key, facet.id, answer, item)
    return Outcome(touched=frozenset({index})).then(settle(desk))


def undo(desk: Desk) -> Outcome:
    """Take back the newest act, wherever it was; says so when it has to wait for the disk."""
    desk.line.undo(desk.sheet.article.key)
    outcome = settle(desk)
    return (
        outcome.saying("It is undone as soon as what was pressed before is saved.") if desk.line else outcome
    )


def redo(desk: Desk) -> Outcome:
    """Do again what was taken back."""
    desk.line.redo(desk.sheet.article.key)
    outcome = settle(desk)
    return (
        outcome.saying("It is done again as soon as what was pressed before is saved.")
        if desk.line
        else outcome
    )


def settle(desk: Desk) -> Outcome:
    """Take note of what the writer has finished."""
    outcome = NOTHING
    waiting = desk.unsaved_units()
    try:
        for act, result in desk.line.finished():
            if act.direction:
                outcome = outcome.then(_taken_back(desk, act, result))
    except AnnotateError as error:
        # The writer refused for good: what stands on the disk is what is shown.
        _replaced(desk)
        return Outcome(str(error), Tone.ERROR, touched=waiting | {desk.index})
    outcome = outcome.then(Outcome(touched=waiting))
    if not desk.line:
        if desk.writer.others_wrote():
            outcome = outcome.then(_read_again(desk))
        # What the writer wrote for this window is news to the connection that reads.
        desk.seen = desk.store.data_version()
    return outcome


def look_again(desk: Desk) -> Outcome:
    """Before an act: take over what was written elsewhere since the labels were read."""
    version = None if desk.line else desk.store.data_version()
    if version is None or version == desk.seen:
        return NOTHING
    desk.seen = version
    return _read_again(desk)


def _replaced(desk: Desk) -> list[int]:
    """Take over what the database says; the indexes of what is different now."""
    who, article = desk.annotator.key, desk.sheet.article.key
    entries = read_entries(desk.store, who, desk.codebook, article)
    return desk.sheet.replace(desk.store.answers(who, article), entries)


def _read_again(desk: Desk) -> Outcome:
    """Show what this annotator did meanwhile in another window or through an import."""
    sheet = desk.sheet
    different = _replaced(desk)
    if not different:
        return NOTHING
    where = place(sheet, different[0]) if len(different) == 1 else f"{len(different)} sentences"
    return Outcome(
        f"Also changed in another window, and shown now: {where}.",
        Tone.WARNING,
        touched=frozenset(different),
    )


def _taken_back(desk: Desk, act: Act, result: Undone | None) -> Outcome:
    """Show what an undo or redo did, where it did it."""
    if result is None:
        return refused("Nothing to undo." if act.direction == "undo" else "Nothing to redo.")
    outcome = NOTHING
    if result.article != desk.sheet.article.key:
        if all(row.key != result.article for row in desk.articles):
            return refused("That was in an article that is not in the list any more.")
        outcome = articles.open_article(desk, result.article)
    sheet, index = desk.sheet, desk.sheet.index_of(result.unit)
    if index is None:
        return outcome.saying("That was in a sentence of an earlier segmentation; it is done.")
    said = apply_restored(sheet, index, result.changes)
    articles.apply_line(desk, sheet)
    desk.at.arrive(index)
    if said.first is not None and said.first in sheet.questions(index):
        desk.at.focus = said.first
    verb = "Undone" if act.direction == "undo" else "Done again"
    where = place(sheet, index)
    message, brief = f"{verb} in {where}. {said.words}", f"{verb} in {where}: {said.brief}"
    return outcome.then(Outcome(message, touched=frozenset({index}), brief=brief))
