"""A case as rows: who answered what, side by side, what was decided, and the keys.  No Textual here."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_tui.codebook.answers import codes
from annotate_tui.codebook.conditions import why_closed
from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.labelling.adjudication import AdjudicationSession
from annotate_tui.labelling.outcome import Outcome, Tone
from annotate_tui.labelling.rulings import can_be_decided, in_words
from annotate_tui.labelling.verdicts import SETTLED, WANTED, Case, Verdict
from annotate_tui.labelling.voices import Said, Standing, Voice
from annotate_tui.tui.keymap import Keymap, command
from annotate_tui.tui.text import displayable, fit, pad, width_of, wrap
from annotate_tui.tui.widgets.rows import Row, Span, fitted

_LABEL = 14
_WORDS = 9
"""A column narrower than this shows the keys of answers instead of their names."""
_COLUMN = 30
_LEAST = 2
"""So many rows of keys, and of notes, are kept free where there are so many."""
_LINES = ((3, 3), (3, 1), (2, 1), (1, 1))
"""So many lines an answer takes at most: to the question in focus, and to others, as room allows."""


def title_row(session: AdjudicationSession, saved: Span, width: int) -> Row:
    """Which article, how much is open and decided in it, and whether everything is on disk."""
    tally = session.docket.tally()
    wanted, settled = sum(tally[one] for one in WANTED), sum(tally[one] for one in SETTLED)
    counted = f"{wanted} open · {settled} decided   "
    who = f"{fit(displayable(session.annotator.name), 16)} · " if width >= 80 else ""
    tail = [Span(who + counted, "dim"), saved]
    taken = sum(width_of(span.text) for span in tail)
    place = next(n for n, row in enumerate(session.articles, 1) if row.key == session.sheet.article.key)
    number = f" · {place}/{len(session.articles)}"
    head = " Deciding · " if width >= 80 else " "
    room = max(4, width - taken - width_of(head + number) - 2)
    title = fit(displayable(session.sheet.article.title) or "Untitled", room)
    left = [Span(head, "dim"), Span(title, "title"), Span(number, "dim")]
    gap = width - taken - sum(width_of(span.text) for span in left) - 1
    return fitted([*left, Span(" " * max(1, gap)), *tail], width)


def case_rows(session: AdjudicationSession, width: int, height: int) -> list[Row]:
    """The answers side by side, notes, and the keys of the question in focus, in so many rows."""
    cases = session.cases()
    if not cases:
        return [(Span(" Nothing is to be decided here.", "dim"),)]
    keys, notes = _key_rows(session, width), _note_rows(session, width)
    least = min(len(keys), _LEAST), min(len(notes), _LEAST)
    table = _table(session, cases, width, max(2, height - sum(least)))
    room = height - len(table)
    kept = keys[: max(least[0], room - len(notes))]
    shown = notes[: room - len(kept)]
    if shown and len(shown) < len(notes):
        more = f"  +{len(notes) - len(shown)} more"
        shown[-1] = (*fitted(shown[-1], width - len(more) - 1), Span(more, "warning"))
    return [*table, *kept, *shown][:height]


# -- the table -------------------------------------------------------------------


def _table(session: AdjudicationSession, cases: dict[Facet, Case], width: int, height: int) -> list[Row]:
    voices = session.docket.voices
    label = min(_LABEL, max(width_of(displayable(f.label or f.name)) for f in cases) + 1)
    column = min(_COLUMN, (width - label - 3) // (len(voices) + 1))
    head: list[Span] = [Span(" " * (label + 2))]
    for voice in voices:
        head += _voice_head(session, voice, column)
    rows: list[Row] = [fitted((*head, Span("decided", "dim")), width)]
    for most, others in _LINES:
        blocks = [
            _facet_rows(session, facet, case, label, column, most if facet == session.focus else others)
            for facet, case in cases.items()
        ]
        if sum(map(len, blocks)) < height:
            break
    focus = next((n for n, facet in enumerate(cases) if facet == session.focus), 0)
    while sum(map(len, blocks)) >= height and len(blocks) > 1:
        # Too many questions for the window: the ones around the focus stay.
        if focus > len(blocks) // 2:
            blocks.pop(0)
            focus -= 1
        else:
            blocks.pop()
    return rows + [fitted(row, width) for block in blocks for row in block]


def _voice_head(session: AdjudicationSession, voice: Voice, column: int) -> list[Span]:
    unsure = " unsure" if voice.is_unsure(session.index) else ""
    name = f" {displayable(session.name(voice))}" if session.scope.by_name else ""
    key = voice.key or "·"
    name = fit(name, max(0, column - width_of(key + unsure) - 1))
    gap = column - width_of(key + name + unsure)
    return [
        Span(key, "key"),
        Span(name, "code"),
        Span(fit(unsure, max(0, column - 3)), "warning"),
        Span(" " * gap),
    ]


def _facet_rows(
    session: AdjudicationSession, facet: Facet, case: Case, label: int, column: int, most: int
) -> list[Row]:
    focused = facet == session.focus
    role = "focus" if focused else "text" if can_be_decided(case) else "closed"
    cells = [
        _said(session, facet, voice.said(session.index, facet), column) for voice in session.docket.voices
    ]
    cells.append(_decided(session, facet, case, column))
    wrapped = [(_wrapped(text, column - 1, most), look) for text, look in cells]
    rows: list[Row] = []
    for line in range(max(len(lines) for lines, _ in wrapped)):
        first = line == 0
        name = pad(displayable(facet.label or facet.name), label - 1) if first else " " * (label - 1)
        spans = [Span("▸ " if focused and first else "  ", "bar"), Span(f"{name} ", role)]
        for lines, look in wrapped:
            text = lines[line] if line < len(lines) else ""
            spans += [Span(text, look), Span(" " * max(0, column - width_of(text)))]
        rows.append(tuple(spans))
    return rows


def _wrapped(text: str, width: int, most: int) -> list[str]:
    lines = wrap(text, max(1, width))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), max(1, width))]


def _said(session: AdjudicationSession, facet: Facet, said: Said, column: int) -> tuple[str, str]:
    match said.standing:
        case Standing.MISSING:
            return "–", "dim"
        case Standing.NOT_ASKED:
            return "not asked" if column > _WORDS else "–", "dim"
        case Standing.CONFLICT:
            return "≠ " + " / ".join(_short(session, facet, one, column) for one in said.answers), "warning"
        case _:
            return _short(session, facet, said.answers[0], column), "text"


_SIGNS = {
    Verdict.OPEN: ("?", "warning"),
    Verdict.STALE: ("↺", "warning"),
    Verdict.RIVALS: ("≠", "warning"),
    Verdict.DECIDED: ("●", "chosen"),
    Verdict.CANNOT_DECIDE: ("●", "chosen"),
    Verdict.UNANIMOUS: ("=", "dim"),
    Verdict.SINGLE: ("–", "dim"),
    Verdict.CLOSED: ("not asked", "closed"),
    Verdict.WAITING: ("waits", "closed"),
}


def _decided(session: AdjudicationSession, facet: Facet, case: Case, column: int) -> tuple[str, str]:
    sign, role = _SIGNS[case.verdict]
    made = case.decision
    if case.verdict is Verdict.UNANIMOUS and case.gold is not None:
        return f"{sign} {_short(session, facet, case.gold, column)}", role
    if made is None or not can_be_decided(case):
        return sign, role
    answers: Sequence[Answer | None] = made.rivals or (made.answer,)
    return f"{sign} " + " / ".join(_short(session, facet, one, column) for one in answers), role


def _short(session: AdjudicationSession, facet: Facet, answer: Answer | None, column: int) -> str:
    if column > _WORDS or answer is None or isinstance(answer, bool):
        return displayable(in_words(session.docket, facet, answer))
    return displayable(codes(facet, answer, session.codebook.abstain))


# -- below the table -------------------------------------------------------------


def _note_rows(session: AdjudicationSession, width: int) -> list[Row]:
    made: list[Row] = []
    for voice in session.docket.voices:
        if note := voice.note(session.index):
            text = displayable(" ".join(note.split()))
            made.append(
                fitted((Span(f"  {displayable(session.name(voice))}: ", "code"), Span(text, "dim")), width)
            )
    facet = session.note_facet()
    if facet is not None and (reason := session.docket.note(session.index, facet.id)):
        made.append(fitted((Span("  Why: ", "chosen"), Span(displayable(" ".join(reason.split())))), width))
    return made


def _key_rows(session: AdjudicationSession, width: int) -> list[Row]:
    """What each key decides about the question in focus."""
    facet = session.focus
    if facet is None:
        return []
    offered = [(value.key, value.name) for value in facet.values if value.key and not value.retired]
    if facet.key:
        offered.insert(0, (facet.key, facet.name))
    abstain = session.codebook.abstain
    if abstain.allowed and facet.type != "boolean":
        offered.append((abstain.key, "cannot decide"))
    rows: list[Row] = []
    row: list[Span] = [Span("  ")]
    left = width - 3
    for key, name in offered:
        text = f" {displayable(name)}"
        cells = width_of(key) + width_of(text) + 3
        if cells > left and len(row) > 1:
            rows.append(fitted(row, width))
            row, left = [Span("  ")], width - 3
        row += [Span(displayable(key), "key"), Span(f"{text}   ", "dim")]
        left -= cells
    return [*rows, fitted(row, width)] if len(row) > 1 else rows


# -- the lines around ------------------------------------------------------------


def message_row(session: AdjudicationSession, keymap: Keymap, said: Outcome, width: int) -> Row:
    """The one line for all that is said: the last message, that saving fails, or what is to be decided."""
    if said.message:
        text = displayable(said.message)
        if said.help and (key := keymap.shown(said.help)):
            text += f" ({key}: {command(said.help).title.lower()})"
        sign = {Tone.INFO: "", Tone.WARNING: "! ", Tone.ERROR: "✗ "}[said.tone]
        return fitted((Span(f" {sign}{text}", str(said.tone)),), width)
    if session.unsaved and (error := session.failure) is not None:
        retry = keymap.shown("retry")
        return fitted((Span(displayable(f" ✗ {error} {retry} tries again."), "error"),), width)
    return fitted(_standing(session, keymap), width)


def _standing(session: AdjudicationSession, keymap: Keymap) -> list[Span]:
    sheet, index = session.sheet, session.index
    where = " The article" if sheet.is_document(index) else f" {index + 1}/{len(sheet.units)}"
    facet = session.focus
    if facet is None:
        return [Span(f"{where} · nothing to decide here", "dim")]
    case = session.cases()[facet]
    spans = [Span(f"{where} · ", "dim"), Span(displayable(facet.name), "focus")]
    match case.verdict:
        case Verdict.STALE:
            said = f"  ↺ A label has changed since; {keymap.shown('confirm')} keeps the decision."
            return [*spans, Span(said, "warning")]
        case Verdict.RIVALS:
            return [
                *spans,
                Span("  ≠ Decided in two ways, merged since. Press the one that holds.", "warning"),
            ]
        case Verdict.CLOSED | Verdict.WAITING:
            return [*spans, Span(f"  {displayable(why_closed(session.codebook, facet))}", "dim")]
        case _:
            return [*spans, Span(f"  {displayable(facet.question or facet.short)}", "dim")]


def hint_row(session: AdjudicationSession, keymap: Keymap, width: int) -> Row:
    """The keys worth knowing; the last ones are left out where there is little room."""
    voices = " ".join(voice.key for voice in session.docket.voices if voice.key)
    hints = [
        (voices, "take that answer", ""),
        (keymap.shown("confirm"), "next", "confirm"),
        (keymap.shown("undo"), "undo", "undo"),
        (keymap.shown("next_unit") + keymap.shown("previous_unit"), "move", "next_unit"),
        (keymap.shown("note"), "why", "note"),
        (keymap.shown("help"), "what does this mean", "help"),
        (keymap.shown("back"), "back", "back"),
        (keymap.shown("palette"), "everything else", "palette"),
    ]
    spans, left = [Span(" ")], width - 1
    for key, what, name in hints:
        cells = width_of(key) + width_of(what) + 4
        if not key or cells - 3 > left:
            continue
        left -= cells
        target = ("command", name) if name else None
        spans += [Span(key, "key", target), Span(f" {what}   ", "dim", target)]
    return fitted(spans, width)
