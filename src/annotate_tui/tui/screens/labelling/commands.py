"""The commands that are one call of the session; the screen draws what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotate_tui.labelling.outcome import Outcome
from annotate_tui.labelling.session import LabellingSession

ACTS: Mapping[str, Callable[[LabellingSession], Outcome]] = {
    "next_open": lambda session: session.next_open(),
    "first_unit": lambda session: session.go_to_end(last=False),
    "last_unit": lambda session: session.go_to_end(last=True),
    "about_article": lambda session: session.place_at(len(session.sheet.units)),
    "next_question": lambda session: session.move_focus(1),
    "previous_question": lambda session: session.move_focus(-1),
    "repeat": lambda session: session.repeat(),
    "clear": lambda session: session.clear(),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "open_unit": lambda session: session.open_unit(),
    "cues": lambda session: session.toggle_cues(),
    "next_article": lambda session: session.move_article(1),
    "join_next": lambda session: session.join_next(),
    "take_back_correction": lambda session: session.take_back_correction(),
    "previous_article": lambda session: session.move_article(-1),
}
