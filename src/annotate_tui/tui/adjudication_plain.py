"""Deciding between annotators line by line: the same session for screen readers.  Nothing is drawn."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TextIO

from annotate_tui.codebook.conditions import why_closed
from annotate_tui.codebook.model import Facet
from annotate_tui.labelling.adjudication import AdjudicationSession
from annotate_tui.labelling.outcome import NOTHING, Outcome
from annotate_tui.labelling.rulings import can_be_decided, in_words
from annotate_tui.labelling.verdicts import Case, Verdict
from annotate_tui.labelling.voices import Said, Standing
from annotate_tui.tui.adjudication_opening import Wanted, open_session
from annotate_tui.tui.plain import ask
from annotate_tui.tui.plain_words import ended
from annotate_tui.tui.text import displayable

if TYPE_CHECKING:
    from annotate_tui.store.store import Store
    from annotate_tui.tui.keymap import Keymap

PATIENCE_S = 30.0
LINE_PATIENCE_S = 5.0

_WORDS: Mapping[str, Callable[[AdjudicationSession], Outcome]] = {
    "": lambda session: session.confirm(),
    "skip": lambda session: session.next_wanted(),
    "next": lambda session: session.move(1),
    "previous": lambda session: session.move(-1),
    "question": lambda session: session.move_focus(1),
    "article": lambda session: session.move_article(1),
    "clear": lambda session: session.clear(),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "again": lambda _session: NOTHING,
}

HELP = """Type the letter of an annotator to take that answer, or the keys of answers.
An empty line goes to the next case; skip does so without deciding.
next, previous: the case after or before this one. question: the next question. article: the next article.
undo, redo, clear: take back the newest decision, decide again, take this one back.
note and a text: why. again: say the case once more. quit: leave."""


class PlainDeciding:
    """Reads lines, says what they did, and which case this is."""

    def __init__(self, session: AdjudicationSession, given: TextIO, said: TextIO) -> None:
        self._session = session
        self._given = given
        self._said = said

    def run(self, outcome: Outcome) -> None:
        """Decide until the lines end or somebody leaves."""
        self._say("Deciding line by line; help lists the commands.")
        self._say(outcome.message)
        while True:
            self._describe()
            typed = ask("> ", self._given, self._said)
            if typed is None or typed.strip() == "quit":
                return
            self._take(typed.strip())

    def _take(self, typed: str) -> None:
        word, _, rest = typed.partition(" ")
        act = _WORDS.get(typed)
        if typed == "help":
            self._say(HELP)
        elif act is not None:
            self._tell(act(self._session))
        elif typed == "retry":
            self._session.retry()
            self._tell(NOTHING)
        elif word == "note":
            facet = self._session.note_facet()
            self._tell(self._session.edit_note() if facet is None else self._session.write_text(facet, rest))
        else:
            self._press(typed)

    def _press(self, typed: str) -> None:
        """Keys, one after the other; a line with a key that means nothing decides nothing."""
        session = self._session
        known = {voice.key for voice in session.docket.voices} | session.key_meanings().keys()
        if unknown := [key for key in typed if key not in known]:
            self._say(f"{unknown[0]} means nothing here; nothing was decided. Type help.")
            return
        for key in typed:
            outcome = session.press(key) or NOTHING
            if outcome.edit is not None and session.focus is not None:
                text = ask(f"{displayable(session.focus.name)}: ", self._given, self._said)
                outcome = session.write_text(session.focus, text or "")
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        session = self._session
        until = time.monotonic() + LINE_PATIENCE_S
        while session.unsaved and time.monotonic() < until and session.failure is None:
            time.sleep(0.02)
            outcome = outcome.then(session.settle())
        self._say(outcome.message)
        if session.unsaved:
            reason = session.failure or "The disk is slow."
            self._say(f"NOT SAVED yet: {session.unsaved}. {reason} It stays in line; retry tries at once.")

    # -- saying ----------------------------------------------------------------

    def _say(self, text: str) -> None:
        for row in text.split("\n") if text else ():
            self._said.write(displayable(row) + "\n")

    def _describe(self) -> None:
        session = self._session
        sheet, index = session.sheet, session.index
        cases = session.cases()
        if not cases:
            self._say(f"{sheet.article.title}: nothing is to be decided here.")
            return
        text = " ".join(sheet.unit_text(index).split())
        where = "The article as a whole." if sheet.is_document(index) else f"Sentence {index + 1}: {text}"
        self._say(f"{ended(sheet.article.title)} {where}")
        for voice in session.docket.voices:
            unsure = "unsure. " if voice.is_unsure(index) else ""
            note = voice.note(index)
            if unsure or note:
                self._say(f"{session.name(voice)}: {unsure}{' '.join(note.split())}")
        for facet, case in cases.items():
            self._say(self._case_line(facet, case))
        if session.focus is not None and can_be_decided(cases[session.focus]):
            self._say(self._question_line(session.focus))

    def _case_line(self, facet: Facet, case: Case) -> str:
        session = self._session
        if not can_be_decided(case):
            return f"{facet.name}: {why_closed(session.codebook, facet)}."
        said = [
            f"{session.name(voice)} {self._words(facet, voice.said(session.index, facet))}"
            for voice in session.docket.voices
        ]
        return f"{facet.name}: {'; '.join(said)}. {self._standing(facet, case)}"

    def _words(self, facet: Facet, said: Said) -> str:
        if said.standing in (Standing.MISSING, Standing.NOT_ASKED):
            return "did not answer" if said.standing is Standing.MISSING else "was not asked"
        answers = " and also ".join(in_words(self._session.docket, facet, one) for one in said.answers)
        return f"in conflict: {answers}" if said.standing is Standing.CONFLICT else answers

    def _standing(self, facet: Facet, case: Case) -> str:
        docket, made = self._session.docket, case.decision
        answer = "" if made is None else in_words(docket, facet, made.answer)
        match case.verdict:
            case Verdict.STALE:
                return f"Decided: {answer}; a label has changed since, an empty line keeps it."
            case Verdict.RIVALS if made is not None:
                both = " and ".join(in_words(docket, facet, one) for one in made.rivals)
                return f"Decided in two ways, merged since: {both}."
            case Verdict.OPEN:
                return "Not decided."
            case Verdict.UNANIMOUS:
                return "All agree."
            case _:
                return f"Decided: {answer}." if answer else ""

    def _question_line(self, facet: Facet) -> str:
        session = self._session
        letters = " ".join(voice.key for voice in session.docket.voices if voice.key)
        offered = [f"{value.key} {value.name}" for value in facet.values if value.key and not value.retired]
        abstain = session.codebook.abstain
        if abstain.allowed and facet.type != "boolean":
            offered.append(f"{abstain.key} cannot decide")
        return f"{facet.name}? {letters} take that answer; {', '.join(offered)}"


def run_plain_adjudication(
    store: Store,
    adjudicator: str,
    keymap: Keymap,
    wanted: Wanted,
    *,
    given: TextIO | None = None,
    said: TextIO | None = None,
) -> int:
    """Decide line by line; the program's exit code.  Raises what `open_session` raises."""
    session, outcome = open_session(store, adjudicator, keymap, wanted)
    out = said or sys.stdout
    try:
        PlainDeciding(session, given or sys.stdin, out).run(outcome)
    finally:
        unsaved = session.close(PATIENCE_S)
    if unsaved:
        print(f"{unsaved} of your last decisions could NOT be saved.", file=sys.stderr)
        return 1
    return 0
