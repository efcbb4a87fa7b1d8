"""The one-line bars of the labelling screen as rows: what is open, what was said, which keys there are."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.labelling.outcome import Outcome, Tone
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import answer_at, kind_in_words
from annotate_tui.tui.keymap import COMMANDS, Keymap, command
from annotate_tui.tui.text import displayable, fit, width_of
from annotate_tui.tui.tour import Tour
from annotate_tui.tui.widgets.rows import Row, Span, fitted

SAVED, SAVING, NOT_SAVED = "✓ saved", "… saving", "✗ NOT SAVED"
_BAR = 8


def title_state(session: LabellingSession) -> tuple[object, ...]:
    """All of the session that the title depends on."""
    sheet = session.sheet
    return sheet.article, len(session.articles), sheet.tally(UnitState.DONE), sheet.n_asked


def title_row(session: LabellingSession, saved: Span, width: int) -> Row:
    """Which article, how far, and whether everything is on disk; the least needed goes first."""
    sheet = session.sheet
    number = f"{sheet.article.number}/{len(session.articles)}"
    done, asked = sheet.tally(UnitState.DONE), sheet.n_asked
    share = done / asked if asked else 0.0
    filled = int(share * _BAR)
    bar = "▰" * filled + "▱" * (_BAR - filled)
    who = displayable(session.annotator.name)
    count = f"{done} of {asked}"
    percent = f"{int(share * 100)} %"
    only = "" if session.only.name == "all" else f"only {displayable(session.only.name)}"
    right: Sequence[str] = ()
    for right in (
        [who, only, count, f"{bar} {percent}"],
        [fit(who, 16), only, count, percent],
        [only, count, percent],
        [count],
    ):
        right = [part for part in right if part]
        if width >= 40 + sum(width_of(part) + 3 for part in right):
            break
    tail = [Span(" · ".join(right) + "   ", "dim"), saved]
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
    rivals = sheet.rivals(index)
    if rivals:
        facet_id = next(iter(rivals))
        facet = session.codebook.facet(facet_id)
        values = " / ".join(answer_at(sheet, index, facet, value) for value in rivals[facet_id])
        hint = "Mark the one that holds once more." if facet.type == "span" else "Press the one that holds."
        said = displayable(f"{facet.name} has two answers since a merge: {values}. {hint}")
        return fitted([Span(where + " · ", "dim"), Span(f"≠ {said}", "warning")], width)
    focus = session.focus
    if focus is None:
        return fitted([Span(where, "dim")], width)
    question = displayable(focus.question or focus.short)
    return fitted(
        [Span(where + " · ", "dim"), Span(displayable(focus.name), "focus"), Span(f"  {question}", "dim")],
        width,
    )


def count_row(count: str) -> Row:
    """What stands in the message line while a count is typed."""
    return (Span(f" {count}", "key"), Span(" … now ↓ ↑ or j k, Esc forgets it", "dim"))


def message_row(
    session: LabellingSession, keymap: Keymap, said: Outcome, tour: Tour | None, width: int
) -> Row:
    """The one line for all that is said: the last message, that saving fails, the tour, or where one is."""
    if said.message:
        text = displayable(said.message)
        if said.help and (key := keymap.shown(said.help)):
            text += f" ({key}: {command(said.help).title.lower()})"
        sign = {Tone.INFO: "", Tone.WARNING: "! ", Tone.ERROR: "✗ "}[said.tone]
        return (Span(f" {sign}{text}", str(said.tone)),)
    if session.unsaved and (error := session.failure) is not None:
        retry = keymap.shown("retry")
        said_so = f" ✗ {error} {retry} tries again; everything is kept until then."
        return (Span(displayable(said_so), "error"),)
    if tour is not None:
        return tour.row(keymap, width)
    return standing_row(session, width, keymap.shown("open_unit"))


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
