"""What stands around a sentence while passages are marked in it: as rows, from what is marked."""

from __future__ import annotations

from typing import NamedTuple

from annotate_tui.codebook.passages import Passage
from annotate_tui.labelling.span_editing import Edge, SpanEditing
from annotate_tui.labelling.words import place
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.text import displayable, fit, width_of
from annotate_tui.tui.widgets.rows import Row, Span, fitted

VALUE = "value"
PASSAGE = "passage"
"""Clicks: (`VALUE`, its key), (`PASSAGE`, its place in the list)."""

_MOVES = {Edge.END: "the end", Edge.START: "the start", Edge.WHOLE: "both ends"}


def code_of(editing: SpanEditing, value_id: str) -> str:
    """The sign of a value: its key, or how its id begins."""
    for value in editing.values:
        if value.id == value_id and value.key:
            return value.key
    return value_id[:1]


def heading_row(editing: SpanEditing, saved: Span, width: int) -> Row:
    """Which question and sentence this is, and whether everything is on disk."""
    session = editing.session
    where = f" · {place(session.sheet, session.index)} of {len(session.sheet.units)}"
    room = max(8, width - width_of(where) - width_of(saved.text) - 4)
    left = [Span(" " + fit(displayable(editing.facet.name), room), "title"), Span(where, "dim")]
    gap = width - sum(width_of(span.text) for span in left) - width_of(saved.text) - 1
    return fitted((*left, Span(" " * max(1, gap)), saved), width)


def list_rows(editing: SpanEditing, width: int, room: int) -> list[Row]:
    """What is marked, one a row; as many as there is room for, the held one among them."""
    marked = editing.passages()
    if not marked:
        return [(Span(" Nothing is marked here yet.", "dim"),)]
    first = 0
    if len(marked) > room and editing.held in marked:
        first = max(0, min(marked.index(editing.held) - room // 2, len(marked) - room))
    rows: list[Row] = []
    for number, passage in enumerate(marked[first : first + room], first):
        target = (PASSAGE, str(number))
        here = passage == editing.held
        name = displayable(editing.named(passage.value))
        row = (
            Span(" ▸ " if here else "   ", "bar", target),
            Span(f"{displayable(code_of(editing, passage.value))} ", "key", target),
            Span(f"{name}  " if name else "", "focus" if here else "text", target),
            Span(f"“{displayable(editing.quoted(passage))}”", "text" if here else "dim", target),
        )
        rows.append(fitted(row, width))
    if first + room < len(marked):
        rows[-1] = (Span(f"   … {len(marked) - first - room + 1} more", "dim"),)
    return rows


def value_rows(editing: SpanEditing, width: int) -> list[Row]:
    """The keys that mark, always at the same place; a sign beside what the held passage is."""
    lines: list[list[Span]] = [[Span(" ")]]
    used = 1
    for key, value in editing.key_meanings().items():
        is_it = editing.held is not None and value is not None and editing.held.value == value.id
        name = displayable("Mark" if value is None else value.name)
        cell = [
            Span(displayable(key), "key", (VALUE, key)),
            Span(f"{'●' if is_it else ' '}{name}", "chosen" if is_it else "text", (VALUE, key)),
        ]
        wanted = sum(width_of(span.text) for span in cell)
        if used > 1 and used + 2 + wanted > width:
            lines.append([Span(" ")])
            used = 1
        elif used > 1:
            lines[-1].append(Span("  "))
            used += 2
        lines[-1] += cell
        used += wanted
    return [fitted(row, width) for row in lines]


def selection_row(editing: SpanEditing, width: int, *, stretching: bool) -> Row:
    """What is selected, and what would move."""
    if not editing.words.words:
        return (Span(" There are no words here to mark.", "dim"),)
    moves = f"  {'arrows stretch' if stretching else 'stretching moves'} {_MOVES[editing.edge]}"
    quoted = editing.quoted(Passage(editing.start, editing.end))
    shown = fit(displayable(quoted), max(4, width - width_of(moves) - 3))
    return fitted(
        (Span(f" “{shown}”", "title" if editing.held is None else "focus"), Span(moves, "dim")), width
    )


class Hint(NamedTuple):
    """A key of the page: its short word, how long it stays where there is little room, what it does."""

    key: str
    word: str
    rank: int
    says: str


def span_hints(keymap: Keymap) -> list[Hint]:
    """The keys of the page where passages are marked."""
    shown = keymap.shown
    return [
        Hint(shown("confirm"), "done", 0, "Done with the passages: confirms like everywhere, and goes on."),
        Hint("←→", "word", 1, "The word before, the next word; from a passage, the word beside it."),
        Hint(
            shown("next_open"),
            "stretch",
            2,
            "From now on ←→ stretch what is selected, word by word; or no more.",
        ),
        Hint("Shift+←→", "", 99, "Stretch by a word at once; a passage that is held is changed."),
        Hint(shown("next_question"), "which end", 6, "Stretching moves the end, the start, or both."),
        Hint(
            shown("previous_article") + shown("next_article"),
            "by letter",
            7,
            "Stretch by a character; Ctrl+←→ too.",
        ),
        Hint(
            shown("next_unit") + shown("previous_unit"),
            "passages",
            5,
            "Hold the next passage, or the one before.",
        ),
        Hint(shown("clear"), "unmark", 4, "Take away the passage that is held or selected."),
        Hint(shown("undo"), "undo", 8, "Take back the last act, as everywhere."),
        Hint(shown("help"), "meaning", 3, "What the values mean."),
        Hint(shown("back"), "back", 9, "Let go of the passage; then back without confirming."),
    ]


def hint_row(keymap: Keymap, width: int) -> Row:
    """The keys worth knowing; whole hints are left out where there is little room."""
    hints = [hint for hint in span_hints(keymap) if hint.key and hint.word]
    kept = set()
    left = width - 1
    for hint in sorted(hints, key=lambda each: each.rank):
        cells = width_of(hint.key) + 1 + width_of(hint.word) + 3
        if cells - 3 <= left:
            left -= cells
            kept.add(hint)
    spans = [Span(" ")]
    for hint in hints:
        if hint in kept:
            if len(spans) > 1:
                spans.append(Span("   "))
            spans += [Span(hint.key, "key"), Span(f" {hint.word}", "dim")]
    return fitted(spans, width)


def too_small_rows(width: int, height: int) -> list[Row]:
    """What is shown instead of everything else where there is no room."""
    said = f"The window is {width}×{height}; labelling needs more."
    return [
        fitted((Span(said, "warning"),), width),
        fitted((Span("Nothing is lost: make it larger and go on.", "text"),), width),
    ]
