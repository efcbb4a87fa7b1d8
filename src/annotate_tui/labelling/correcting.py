"""Correcting where sentences begin and end, and what kind they are, while one labels.

The same corrections as ``annotate-tui articles split|join|kind``.  Where a
project has leads only they may; else everybody.  A label hangs on a stretch of
text: sentences that stay as they are keep their labels, those of the others stay
in the history and come back with the sentence when the correction is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotate_tui.errors import AnnotateError, UsageError
from annotate_tui.labelling import articles
from annotate_tui.labelling.answering import RefusedError
from annotate_tui.labelling.desk import Desk
from annotate_tui.labelling.outcome import Outcome, Tone
from annotate_tui.labelling.words import kind_in_words, place

if TYPE_CHECKING:
    from annotate_tui.corpus.article import Unit, UnitKind

Corrections = list[tuple[int, int, "list[Unit]", "list[Unit]"]]
"""What was corrected in this run: article, index, the units before and after; the newest last."""

KEPT = "Other labels stay; to undo: “Take back a correction”."


def may_correct(desk: Desk) -> bool:
    """Whether this annotator may correct units: a lead, or anybody where there is none."""
    leads = [row.key for row in desk.store.annotators() if row.role == "lead"]
    return not leads or desk.annotator.key in leads


def join_next(desk: Desk, done: Corrections) -> Outcome:
    """Make the unit in front of the annotator and the next one into one."""
    from annotate_tui.corpus.corrections import join_units

    index = _place(desk)
    return _corrected(desk, done, lambda text, units: join_units(text, units, index), "Joined with the next.")


def split(desk: Desk, done: Corrections, at: int) -> Outcome:
    """Cut the unit in front of the annotator in two, at an offset into its own text."""
    from annotate_tui.corpus.corrections import split_unit

    index = _place(desk)
    offset = desk.sheet.units[index].start + at
    return _corrected(desk, done, lambda text, units: split_unit(text, units, index, offset), "Split in two.")


def change_kind(desk: Desk, done: Corrections, kind: UnitKind) -> Outcome:
    """Give the unit in front of the annotator another kind."""
    from annotate_tui.corpus.corrections import change_kind as changed

    index = _place(desk)
    if desk.sheet.units[index].kind == kind:
        raise RefusedError(f"This is {kind_in_words(kind)} already.")
    said = f"{place(desk.sheet, index).capitalize()} is {kind_in_words(kind)} now; its labels stay."
    return _corrected(desk, done, lambda _, units: changed(units, index, kind), said, keeps=True)


def take_back(desk: Desk, done: Corrections) -> Outcome:
    """Put the units back as they were before the last correction in this run."""
    _check(desk)
    if not done:
        raise RefusedError("Nothing was corrected since the program was started.")
    article, index, before, after = done[-1]
    sheet = articles.read(desk, article)
    from annotate_tui.store.corrections import as_units

    if sheet is None or as_units(sheet.units) != after:
        done.pop()
        raise RefusedError("The sentences were corrected otherwise meanwhile; they stay as they are.")
    _write(desk, article, before)
    done.pop()
    return _shown(desk, article, index, "The last correction is taken back.")


def _corrected(
    desk: Desk,
    done: Corrections,
    correct: Callable[[str, list[Unit]], list[Unit]],
    said: str,
    *,
    keeps: bool = False,
) -> Outcome:
    from annotate_tui.store.corrections import as_units

    sheet, index = desk.sheet, desk.index
    before = as_units(sheet.units)
    try:
        after = correct(sheet.text, before)
    except UsageError as error:
        raise RefusedError(str(error)) from None
    key = sheet.article.key
    _write(desk, key, after)
    done.append((key, index, before, after))
    return _shown(desk, key, index, said if keeps else f"{said} {KEPT}")


def _place(desk: Desk) -> int:
    _check(desk)
    if desk.sheet.is_document(desk.index) or not desk.sheet.units:
        raise RefusedError("There is no sentence here to correct.")
    return desk.index


def _check(desk: Desk) -> None:
    if not may_correct(desk):
        raise RefusedError("In this project only leads correct sentences; leave a note.")
    if desk.line:
        raise RefusedError("Something is still on its way to the disk; try again when it is saved.")


def _write(desk: Desk, article: int, units: list[Unit]) -> None:
    from annotate_tui.store.corrections import BY_HAND

    try:
        desk.store.resegment(article, units, segmenter=BY_HAND, by=desk.annotator.name)
    except AnnotateError as error:
        raise RefusedError(str(error)) from None


def _shown(desk: Desk, article: int, index: int, said: str) -> Outcome:
    """The article with its new units, at the same place."""
    desk.articles[:] = desk.store.articles()
    outcome = articles.open_article(desk, article)
    desk.at.place_at(min(index, len(desk.sheet.units) - 1))
    return outcome.saying(said, Tone.INFO)
