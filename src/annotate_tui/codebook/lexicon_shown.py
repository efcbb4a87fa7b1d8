"""What an annotator saw of a lexicon in a unit, as it is kept in the log beside the labels.

Only the standard library is used: labelling writes these records, data sets read them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from annotate_tui.codebook.model import Answer

VIEW = "cues"
"""The item of the events that hold these records."""


class State(StrEnum):
    """Whether phrases were underlined while the unit was labelled."""

    OFF = "off"
    ON = "on"
    BEFORE = "before"
    """They come after the first answer, and this is it."""
    AFTER = "after"
    """They came after the first answer, and it could be changed."""

    @property
    def shows(self) -> bool:
        """Whether the annotator saw them."""
        return self in (State.ON, State.AFTER)


class Phrase(NamedTuple):
    """A stretch of a unit's text: code-point offsets, end exclusive."""

    start: int
    end: int
    categories: str = ""
    """Ids of categories with spaces between them; empty for a decoy."""


@dataclass(frozen=True, slots=True)
class ShownCues:
    """What was shown in one unit while the annotator was at it."""

    lexicon: str
    version: str
    hash: str
    mode: str
    state: State
    categories: tuple[str, ...] = ()
    """The categories that were shown; empty where none were."""
    spans: tuple[Phrase, ...] = ()
    """The phrases of the lexicon that were underlined."""
    decoys: tuple[Phrase, ...] = ()
    """Words that were underlined although the lexicon does not have them."""
    dropped: tuple[Phrase, ...] = ()
    """Phrases of the lexicon that were left out on purpose."""
    hidden: tuple[Phrase, ...] = ()
    """Phrases that would have been underlined if highlights had been on."""
    slow: tuple[str, ...] = ()
    """Patterns that took too long and were left out."""
    seed: str = ""
    first_key_ms: int | None = None
    """From coming to the unit to the first key."""
    dwell_ms: int | None = None
    """How long a unit was looked at that got no answer; None where there was one."""
    first: Mapping[str, Answer] | None = field(default=None, hash=False)
    """With the state `State.AFTER`: the answers that were given before anything was shown."""

    def to_text(self) -> str:
        """The record as it is kept; what is empty is left out."""
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        kept = {name: part for name, part in parts.items() if part not in (None, (), "")}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: object) -> ShownCues | None:
        """The record in a text; None where it holds none, as from another version of the program."""
        try:
            parts = json.loads(text) if isinstance(text, str) else None
            if not isinstance(parts, dict):
                return None
            for name in ("spans", "decoys", "dropped", "hidden"):
                parts[name] = tuple(Phrase(*phrase) for phrase in parts.get(name, ()))
            for name in ("categories", "slow"):
                parts[name] = tuple(parts.get(name, ()))
            if parts.get("first") is not None:
                parts["first"] = {facet: _answer(answer) for facet, answer in parts["first"].items()}
            known = {name: part for name, part in parts.items() if name in cls.__dataclass_fields__}
            return cls(**{**known, "state": State(known["state"])})
        except (AttributeError, KeyError, TypeError, ValueError):
            return None


def _answer(answer: Answer | list[str]) -> Answer:
    return tuple(answer) if isinstance(answer, list) else answer


def in_words(item: str, value: object) -> str | None:
    """What an event of the log says about highlights, for people; None for other events."""
    if item == "highlights":
        return f"cue highlights switched {value}"
    shown = ShownCues.from_text(value) if item == VIEW else None
    if shown is None:
        return None
    words = {
        State.OFF: "cue highlights off",
        State.ON: "cue highlights on",
        State.BEFORE: "cue highlights not yet shown",
        State.AFTER: "cue highlights shown after the first answer",
    }
    count = len(shown.spans) + len(shown.decoys)
    said = words[shown.state] + (f", {count} here" if shown.state.shows else "")
    return said if shown.dwell_ms is None else f"looked at without an answer; {said}"
