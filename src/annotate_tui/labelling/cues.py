"""Cue highlights: phrases of a lexicon, underlined as a reading aid; never a label.

Highlights pull labels towards them, so a project decides whether there are any:

=====================  ==========================================================
``off``                nobody sees any (the default)
``on``                 everybody sees them
``annotator_choice``   each annotator switches them on and off
``assigned``           per annotator and article, drawn from a seed; nobody can choose
``after_first_answer`` only on units that are answered already
=====================  ==========================================================

What was shown is kept with the first answer that a unit gets while it is shown:
lexicon, state, and the phrases, so that agreement can be told apart by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate_tui.codebook.lexicon import Lexicon


class Mode(StrEnum):
    """Who sees highlights."""

    OFF = "off"
    ON = "on"
    CHOICE = "annotator_choice"
    ASSIGNED = "assigned"
    AFTERWARDS = "after_first_answer"


Spans = tuple[tuple[int, int], ...]


class Cues:
    """Whether highlights are shown, and where.

    ``lexicon`` is called once, when the first phrase is looked for.
    """

    def __init__(self, mode: Mode, annotator: str, seed: str, lexicon: Callable[[], Lexicon]) -> None:
        self.mode = mode
        self.chosen = False
        self._annotator = annotator
        self._seed = seed
        self._load = lexicon
        self._lexicon: Lexicon | None = None
        self._found: dict[str, Spans] = {}

    def is_shown(self, article_id: str, *, answered: bool) -> bool:
        """Whether phrases of a unit are underlined now."""
        match self.mode:
            case Mode.ON:
                return True
            case Mode.CHOICE:
                return self.chosen
            case Mode.ASSIGNED:
                return assigned(self._seed, self._annotator, article_id)
            case Mode.AFTERWARDS:
                return answered
            case _:
                return False

    def toggle(self) -> str:
        """Switch highlights on or off, where the annotator may; what to say about it."""
        match self.mode:
            case Mode.CHOICE:
                self.chosen = not self.chosen
                return "Cue highlights are on." if self.chosen else "Cue highlights are off."
            case Mode.OFF:
                return "This project shows no cue highlights."
            case Mode.ON:
                return "This project shows cue highlights to everybody."
            case Mode.ASSIGNED:
                return "Cue highlights are assigned in this project; nobody can choose them."
            case Mode.AFTERWARDS:
                return "Cue highlights come after the first answer in this project."

    def spans(self, text: str) -> Spans:
        """The phrases in a unit's text: code-point offsets; weak ones are left out."""
        if text not in self._found:
            from annotate_tui.codebook.lexicon_find import find_cues

            hits = sorted((cue.start, cue.end) for cue in find_cues(self._loaded(), text) if not cue.weak)
            self._found[text] = _joined(hits)
        return self._found[text]

    def record(self, text: str, *, shown: bool) -> str:
        """What was shown of a unit, as JSON for the log."""
        lexicon = self._loaded()
        return json.dumps(
            {
                "lexicon": lexicon.id,
                "version": lexicon.version,
                "hash": lexicon.hash,
                "mode": str(self.mode),
                "shown": shown,
                "spans": [list(span) for span in self.spans(text)] if shown else [],
            },
            separators=(",", ":"),
        )

    def _loaded(self) -> Lexicon:
        if self._lexicon is None:
            self._lexicon = self._load()
        return self._lexicon


def assigned(seed: str, annotator: str, article_id: str) -> bool:
    """Whether an annotator sees highlights in an article: half of them do, always the same."""
    return bool(hashlib.sha256(f"{seed}\n{annotator}\n{article_id}".encode()).digest()[0] & 1)


def _joined(hits: list[tuple[int, int]]) -> Spans:
    """Hits of several categories as phrases that do not overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
