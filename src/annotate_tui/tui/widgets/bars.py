"""The bars of the labelling screen as rows: what is open, what was said, which keys there are."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.labelling.outcome import Outcome, Tone
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import answer_at, kind_in_words
from annotate_tui.tui.keymap import COMMANDS, Keymap, command
from annotate_tui.tui.text import displayable, fit, width_of, wrap
from annotate_tui.tui.tour import Tour
from annotate_tui.tui.widgets.rows import Row, Span, fitted

SAVED, SAVING, NOT_SAVED = "✓ saved", "… saving", "✗ NOT SAVED"
_SAVED_CELLS = len(SAVING)
"""So many cells are kept for the sign whether everything is on disk."""
_BAR = 8


def title_state(session: LabellingSession) -> tuple[object, ...]:
    """All of the session that the title depends on."""
    sheet = session.sheet
    return sheet.article, len(session.articles), sheet.tally(UnitState.DONE), sheet.n_asked


def title_row(session: LabellingSession, saved: Span, width: int) -> Row:
    """Which article, how far, and whether everything is on disk; the least needed goes first.

    Figures and the sign at the end have their places, so that nothing moves while one labels.
    """
    sheet = session.sheet
    number = f"{sheet.article.number}/{len(session.articles)}"
    done, asked = sheet.tally(UnitState.DONE), sheet.n_asked
    share = done / asked if asked else 0.0
    filled = int(share * _BAR)
    bar = "▰" * filled + "▱" * (_BAR - filled)
    who = displayable(session.annotator.name)
    count = f"{done:>{len(str(asked))}} of {asked}"
    percent = f"{int(share * 100):>2} %" if share < 1 else "100%"
    if not asked:
        count, percent, bar = "nothing to label" if sheet.units else "no sentences", "", ""
    only = "" if session.only.name == "all" else f"only {displayable(session.only.name)}"
    right: Sequence[str] = ()
    for right in (
        [who, only, count, f"{bar} {percent}".strip()],
        [fit(who, 16), only, count, percent],
        [only, count, percent],
        [count],
    ):
        right = [part for part in right if part]
        if width >= 40 + sum(width_of(part) + 3 for part in right):
            break
    gap = max(2, _SAVED_CELLS + 2 - width_of(saved.text))
    tail = [Span(" · ".join(right) + " " * gap, "dim"), saved]
    taken = sum(width_of(span.text) for span in tail)
    room = max(0, width - taken - width_of(number) - 8)
    title = fit(displayable(sheet.article.title) or "Untitled", room)
    left = [Span(" " + title, "title"), Span(f" · {number}", "dim")]
    gap = width - taken - sum(width_of(span.text) for span in left) - 1
    return fitted([*left, Span(" " * max(1, gap)), *tail], width)


def standing_row(session: LabellingSession, width: int, open_key: str) -> Row:
    """What stands in the message line when nothing is to be said: where one is and what is asked."""
    sheet, index = session.sheet, session.index
    if not len(sheet):
        return (Span(" This article has no text.", "dim"),)
    if sheet.is_document(index):
        where = " The article"
    else:
        where = f" {index + 1}/{len(sheet.units)}"
        kind = sheet.kind(index)
        if kind != "sentence":
            where += f" · {kind_in_words(kind)}"
    if not sheet.is_document(index) and sheet.state(index) is UnitState.SKIPPED:
        said = "not asked"
        if session.codebook.policy(sheet.kind(index)).can_open and open_key:
            said += f" ({open_key} asks about it all the same)"
        return fitted([Span(where, "dim"), Span(f" · {said}", "dim")], width)
    focus = session.focus
    if focus is None:
        return fitted([Span(where, "dim")], width)
    question = displayable(focus.question or focus.short)
    return fitted(
        [Span(where + " · ", "dim"), Span(displayable(focus.name), "focus"), Span(f"  {question}", "dim")],
        width,
    )


def count_row(count: str, keymap: Keymap) -> Row:
    """What stands in the message line while a count is typed."""
    moves = " or ".join(part for part in map(keymap.shown, ("next_unit", "previous_unit")) if part)
    return (Span(f" {count}", "key"), Span(f" … now {moves}; {keymap.shown('back')} forgets it", "dim"))


def typing_row() -> Row:
    """What stands in place of the hints while a line is typed: the other keys are letters then."""
    return (
        Span(" ⏎", "key"),
        Span(" done", "dim"),
        Span("   Esc", "key"),
        Span(" leave it as it was", "dim"),
    )


def message_rows(
    session: LabellingSession, keymap: Keymap, said: Outcome, tour: Tour | None, width: int, most: int
) -> list[Row]:
    """All that is said: the last message, that saving fails, the tour, or where one is.

    Usually it is one row; a long message takes up to ``most``.
    """
    if said.message:
        help_ = ""
        if said.help and (key := keymap.shown(said.help)):
            help_ = f" ({key}: {command(said.help).title.lower()})"
        sign = {Tone.INFO: "", Tone.WARNING: "! ", Tone.ERROR: "✗ "}[said.tone]
        wordings = [f"{sign}{said.message}{help_}", f"{sign}{said.message}"]
        if said.brief:
            wordings.append(f"{sign}{said.brief}")
        return _in_room(wordings, str(said.tone), width, most)
    if session.unsaved and (error := session.failure) is not None:
        hint = f"{keymap.shown('retry')} tries again"
        wordings = [f"✗ {error} {hint}; everything is kept until then.", f"✗ {error} {hint}."]
        return _in_room(wordings, "error", width, most)
    if rivals := _rivals(session):
        return _in_room([rivals], "warning", width, most)
    if tour is not None:
        return [tour.row(keymap, width)]
    return [standing_row(session, width, keymap.shown("open_unit"))]


def message_row(
    session: LabellingSession, keymap: Keymap, said: Outcome, tour: Tour | None, width: int
) -> Row:
    """The same in one row."""
    return message_rows(session, keymap, said, tour, width, 1)[0]


def _rivals(session: LabellingSession) -> str:
    """That a question here has two answers; empty where none has."""
    sheet, index = session.sheet, session.index
    rivals = sheet.rivals(index) if len(sheet) else {}
    if not rivals:
        return ""
    facet_id = next(iter(rivals))
    facet = session.codebook.facet(facet_id)
    values = " / ".join(answer_at(sheet, index, facet, value) for value in rivals[facet_id])
    hint = "Mark the one that holds once more." if facet.type == "span" else "Press the one that holds."
    return f"≠ {facet.name} has two answers since a merge: {values}. {hint}"


def _in_room(wordings: Sequence[str], role: str, width: int, most: int) -> list[Row]:
    """The first wording that fits into so many rows; else the last one without its middle.

    What came of an act stands at the end of what is said about it.
    """
    room = width - 2
    text = displayable(wordings[-1])
    lines = wrap(text, room)
    for wording in wordings:
        tried = wrap(displayable(wording), room)
        if len(tried) <= most:
            lines = tried
            break
    kept = len(text)
    while len(lines) > most and kept > 2:
        kept -= max(1, kept // 50)
        lines = wrap(" … ".join(_ends(text, kept // 2)), room)
    return [(Span(f" {line}", role),) for line in lines]


def _ends(text: str, length: int) -> tuple[str, str]:
    """About so much of the beginning and of the end of a text, in whole words where it has words."""
    first, last = text[:length], text[len(text) - length :]
    if text[length] != " " and " " in first.strip():
        first = first[: first.rstrip().rindex(" ")]
    if text[-length - 1] != " " and " " in last.strip():
        last = last[last.index(" ", len(last) - len(last.lstrip())) :]
    return first.rstrip(), last.lstrip()


def hint_row(keymap: Keymap, width: int) -> Row:
    """The keys worth knowing; whole hints are left out where there is little room, help never."""
    shown = [entry for entry in COMMANDS if entry.rank is not None and keymap.keys[entry.id]]
    order = {entry.id: place for place, entry in enumerate(shown)}
    chosen: list[tuple[str, str, str]] = []
    left = width - 1
    for entry in sorted(shown, key=lambda each: (each.id != "help", each.rank or 0)):
        key = keymap.shown(entry.id)
        if entry.id == "next_unit" and keymap.keys["previous_unit"]:
            key += keymap.shown("previous_unit")
        cells = width_of(key) + 1 + width_of(entry.hint) + 3
        if cells - 3 > left:
            continue
        left -= cells
        chosen.append((entry.id, key, entry.hint))
    chosen.sort(key=lambda hint: order[hint[0]])
    spans = [Span(" ")]
    for name, key, hint in chosen:
        if len(spans) > 1:
            spans.append(Span("   "))
        spans += [Span(key, "key", ("command", name)), Span(f" {hint}", "dim", ("command", name))]
    return fitted(spans, width)
