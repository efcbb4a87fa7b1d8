"""Marking passages line by line: the words of a sentence by number, "mark 3-5 as dose", "unmark 2"."""

from __future__ import annotations

import re

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.conditions import Asked
from annotate_tui.codebook.model import Facet
from annotate_tui.labelling.outcome import Outcome, refused
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.span_editing import SpanEditing

_MARK = re.compile(r"(\d{1,6})(?:\s*(?:-|–|to)\s*(\d{1,6}))?(?:\s+(?:as\s+)?(\S.*))?", re.IGNORECASE)


def span_facet(session: LabellingSession) -> Facet | None:
    """The question for passages that is meant here: the one in focus, or the only one that is asked."""
    focus, sheet, index = session.focus, session.sheet, session.index
    if focus is not None and focus.type == "span":
        return focus
    asked = [
        facet
        for facet in sheet.facets(index)
        if facet.type == "span" and sheet.asked(index, facet) is Asked.ASKED
    ]
    return asked[0] if len(asked) == 1 else None


def words_by_number(session: LabellingSession) -> Outcome:
    """The words of the sentence, each with its number, and what is marked."""
    facet = span_facet(session)
    if facet is None:
        return _nothing_to_mark(session)
    editing = SpanEditing(session, facet)
    words = editing.words.words
    said = [
        " ".join(f"{number} {editing.text[a:b]}" for number, (a, b) in enumerate(words, 1)) or "No words."
    ]
    for number, passage in enumerate(editing.passages(), 1):
        said.append(f"Passage {number}: {editing.told(passage)}.")
    return Outcome("\n".join(said))


def mark(session: LabellingSession, rest: str) -> Outcome:
    """What "mark 3-5 as dose" does."""
    facet = span_facet(session)
    if facet is None:
        return _nothing_to_mark(session)
    editing = SpanEditing(session, facet)
    found = _MARK.fullmatch(rest)
    if found is None:
        return refused(f"Type mark and the numbers of words, such as {example(editing)}.")
    first, last = int(found[1]), int(found[2] or found[1])
    count = len(editing.words.words)
    for number in (first, last):
        if not 1 <= number <= count:
            return refused(f"There is no word {number}: this sentence has {count}. words says them.")
    value_id = ""
    if editing.values or found[3]:
        if not editing.values:
            return refused(f"{facet.name} has no values; type mark and the numbers of words only.")
        if not found[3]:
            return refused(f"Say as what as well, such as {example(editing)}.")
        wanted = found[3].strip().rstrip(".")
        spellings = {
            spelled: value.id
            for value in editing.values
            for spelled in (value.key, value.id.casefold(), value.name.casefold())
        }
        value_id = spellings.get(wanted) or spellings.get(wanted.casefold(), "")
        if not value_id:
            known = nearest(wanted.casefold(), [value.name.casefold() for value in editing.values])
            return refused(f"{wanted!r} is nothing to mark as{known}")
    editing.select(first - 1, last - 1)
    return editing.mark(value_id)


def unmark(session: LabellingSession, rest: str) -> Outcome:
    """What "unmark 2" does: the second passage of the sentence is no longer marked."""
    facet = span_facet(session)
    if facet is None:
        return _nothing_to_mark(session)
    editing = SpanEditing(session, facet)
    marked = editing.passages()
    if not marked:
        return refused("Nothing is marked here.")
    if not rest and len(marked) > 1:
        return refused(f"There are {len(marked)} passages; type unmark and a number. words says them.")
    if rest and not (rest.isdecimal() and 1 <= int(rest) <= len(marked)):
        return refused(f"There is no passage {rest}: this sentence has {len(marked)}. words says them.")
    editing.hold(marked[int(rest or 1) - 1])
    return editing.remove()


def example(editing: SpanEditing) -> str:
    """A line that marks something here."""
    most = len(editing.words.words)
    place = "3-5" if most > 4 else "1"
    return f"mark {place} as {editing.values[0].name.lower()}" if editing.values else f"mark {place}"


def how(session: LabellingSession, facet: Facet) -> str:
    """How the question is answered, for the line that asks it."""
    editing = SpanEditing(session, facet)
    named = ", ".join(f"{value.key} {value.name}" for value in editing.values)
    said = f"{example(editing)}; words numbers the words"
    return f"{said}. To mark as: {named}" if named else said


def _nothing_to_mark(session: LabellingSession) -> Outcome:
    many = [facet.name for facet in session.sheet.questions(session.index) if facet.type == "span"]
    if many:
        return refused(f"Which question? Type question until it is {' or '.join(many)}.")
    return refused("No words are to be marked here.")
