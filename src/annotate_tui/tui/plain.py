"""Labelling line by line: the same session for screen readers and terminals that cannot draw.

Each line that is typed is a row of keys of the codebook ("e0"), an empty line
confirms and goes on, and a line that begins with a colon is a command.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from annotate_tui.codebook.answers import display
from annotate_tui.codebook.conditions import Asked, UnitState
from annotate_tui.codebook.model import Facet
from annotate_tui.errors import AnnotateError
from annotate_tui.labelling.outcome import NOTHING, Outcome
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import kind_in_words
from annotate_tui.tui.keymap import Keymap, command
from annotate_tui.tui.opening import LabellingSettings, opened
from annotate_tui.tui.text import displayable

PATIENCE_S = 30.0

_STATES = {
    UnitState.OPEN: "open",
    UnitState.BEGUN: "begun",
    UnitState.DONE: "done",
    UnitState.SKIPPED: "not asked",
}
_WORDS: Mapping[str, str] = {
    "next": "next_unit",
    "back": "previous_unit",
    "open": "next_open",
    "first": "first_unit",
    "last": "last_unit",
    "question": "next_question",
    "repeat": "repeat",
    "clear": "clear",
    "undo": "undo",
    "redo": "redo",
    "ask": "open_unit",
    "article": "about_article",
    "next-article": "next_article",
    "previous-article": "previous_article",
}


class PlainLabelling:
    """Reads lines, tells what they did, and where the annotator is now."""

    def __init__(self, session: LabellingSession, keymap: Keymap, given: TextIO, said: TextIO) -> None:
        self._session = session
        self._keymap = keymap
        self._given = given
        self._said = said
        self._shown: tuple[int, int] | None = None
        self._touched = False
        self._commands: Mapping[str, Callable[[], Outcome]] = {
            "confirm": session.confirm,
            "next_unit": lambda: session.move(1),
            "previous_unit": lambda: session.move(-1),
            "next_open": session.next_open,
            "first_unit": lambda: session.go_to_end(last=False),
            "last_unit": lambda: session.go_to_end(last=True),
            "next_question": lambda: session.move_focus(1),
            "previous_question": lambda: session.move_focus(-1),
            "repeat": session.repeat,
            "clear": session.clear,
            "undo": session.undo,
            "redo": session.redo,
            "open_unit": session.open_unit,
            "about_article": lambda: session.place_at(len(session.sheet.units)),
            "next_article": lambda: session.move_article(1),
            "previous_article": lambda: session.move_article(-1),
            "help": self._explain,
            "guideline": self._explain_all,
            "articles": self._articles,
            "keys": self._help,
        }

    def run(self) -> None:
        """Label until the lines end or somebody leaves."""
        self._say("Type the keys of answers, such as e0; an empty line confirms; :help lists the commands.")
        while True:
            self._describe()
            self._said.write("> ")
            self._said.flush()
            typed = self._given.readline()
            if not typed:
                return
            typed = typed.strip()
            if typed in (":quit", ":q", "q"):
                return
            for outcome in self._take(typed):
                self._tell(outcome)

    # -- taking -----------------------------------------------------------------

    def _take(self, typed: str) -> list[Outcome]:
        session = self._session
        if not typed:
            return [session.confirm()]
        if typed.startswith(":"):
            return [self._command(typed[1:].strip())]
        outcomes = []
        for key in typed:
            outcome = session.press(key)
            if outcome is None:
                name = self._keymap.commands.get(key, "")
                action = self._commands.get(name)
                if action is None:
                    said = "" if key.isspace() else f"{key} means nothing here; :help lists the commands."
                    outcome = Outcome(said)
                else:
                    outcome = action()
            outcomes.append(outcome)
        return outcomes

    def _command(self, words: str) -> Outcome:
        session = self._session
        name, _, rest = words.partition(" ")
        if name.isdecimal() and name.isascii():
            return session.go_to(int(name))
        if name == "note":
            note = session.note_facet()
            return Outcome("This codebook has no notes.") if note is None else session.write_text(note, rest)
        if name == "write":
            if session.focus is None:
                return Outcome("Nothing is asked here.")
            return session.write_text(session.focus, rest)
        if name == "help":
            return self._help()
        if name == "open" and rest.strip():
            try:
                return session.open_article(session.store.find_article(rest.strip()).key)
            except AnnotateError as error:
                return Outcome(str(error))
        action = self._commands.get(_WORDS.get(name, name))
        return action() if action is not None else Outcome(f"There is no command {name!r}; :help lists them.")

    # -- telling ------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self._said.write(displayable(text) + "\n")

    def _tell(self, outcome: Outcome) -> None:
        if outcome.article:
            self._shown = None
        self._touched = self._touched or bool(outcome.touched)
        if outcome.message:
            help_ = f" (:{outcome.help} — {command(outcome.help).title})" if outcome.help else ""
            self._say(outcome.message + help_)
        if outcome.edit is not None:
            facet = self._session.codebook.facet(outcome.edit)
            how = ":note TEXT" if facet == self._session.note_facet() else ":write TEXT"
            self._say(f"{facet.name}: type {how}.")
        if outcome.finished:
            following = self._session.next_unfinished()
            where = f" Next: :open {following.number}" if following is not None else ""
            self._say(f"Everything in this article is done.{where}")
        unsaved = self._session.unsaved
        if unsaved:
            error = getattr(self._session.state, "error", None)
            self._say(f"NOT SAVED yet: {unsaved}. {error or 'Still writing.'}")

    def _describe(self) -> None:
        session = self._session
        sheet, index = session.sheet, session.index
        here = (sheet.article.key, index)
        if not len(sheet):
            self._say("This article has no text.")
            return
        if self._shown != here:
            self._shown = here
            self._describe_unit(sheet, index)
            self._touched = True
        if self._touched:
            self._touched = False
            self._describe_answers(sheet, index)
        if session.focus is not None:
            self._say(self._question(session.focus))

    def _describe_unit(self, sheet: Sheet, index: int) -> None:
        if sheet.is_document(index):
            self._say(f"The article as a whole: {sheet.article.title}")
            return
        kind = sheet.kind(index)
        kinds = "" if kind == "sentence" else f", {kind_in_words(kind)}"
        self._say(f"Sentence {index + 1} of {len(sheet.units)} ({_STATES[sheet.state(index)]}{kinds}).")
        self._say(sheet.unit_text(index))

    def _describe_answers(self, sheet: Sheet, index: int) -> None:
        for facet in sheet.facets(index):
            answer = sheet.answers(index).get(facet.id)
            proposed = sheet.proposed(index, facet)
            if answer is not None and sheet.asked(index, facet) is not Asked.CLOSED:
                self._say(f"{facet.name}: {display(facet, answer)}")
            elif proposed is not None:
                self._say(f"{facet.name}: {display(facet, proposed)}, if you confirm")

    def _question(self, facet: Facet) -> str:
        if facet.type in ("text", "number"):
            return f"{facet.name}? :write TEXT"
        if facet.type == "boolean":
            return f"{facet.name}? {facet.key} yes"
        choices = ", ".join(f"{value.key} {value.name}" for value in facet.values if not value.retired)
        confirm = ""
        if facet.answer_on_confirm is not None:
            confirm = f"; an empty line: {facet.value(facet.answer_on_confirm).name}"
        return f"{facet.name}? {choices}{confirm}"

    def _help(self) -> Outcome:
        self._say("Keys answer questions; these of the program work too where they stand alone:")
        for name in self._commands:
            entry = command(name)
            self._say(f"  {self._keymap.all_shown(name):12} :{name}  {entry.title}. {entry.help}")
        self._say("  :37 goes to sentence 37; :note TEXT; :write TEXT; :open ARTICLE; :quit")
        return NOTHING

    def _explain(self) -> Outcome:
        from annotate_tui.tui.guideline import facet_lines, plain_text

        focus = self._session.focus
        if focus is None:
            return Outcome("Nothing is asked here.")
        self._said.write(plain_text(facet_lines(self._session.codebook, focus), 78) + "\n")
        return NOTHING

    def _explain_all(self) -> Outcome:
        from annotate_tui.tui.guideline import codebook_lines, plain_text

        self._said.write(plain_text(codebook_lines(self._session.codebook), 78) + "\n")
        return NOTHING

    def _articles(self) -> Outcome:
        session = self._session
        known = {row.article: row for row in session.store.progress(session.annotator.key)}
        for row in session.articles:
            counts = known.get(row.key)
            done = f"{counts.done} of {counts.n_asked}" if counts is not None else f"0 of {row.n_asked}"
            self._say(f"  {row.number}  {row.title}: {done} done")
        return NOTHING


def run_plain(
    path: Path,
    annotator: str | None,
    article: str | None,
    only: str | None,
    settings: LabellingSettings,
    *,
    given: TextIO | None = None,
    said: TextIO | None = None,
) -> int:
    """Label line by line; the program's exit code.  Raises what `opened` raises."""
    given, said = given or sys.stdin, said or sys.stdout
    with opened(path, only, settings) as project:
        who = annotator or settings.annotator or project.store.last_annotator()
        while not who:
            said.write("Your name: ")
            said.flush()
            typed = given.readline()
            if not typed:
                return 2
            who = " ".join(typed.split())
        session = project.session(who)
        try:
            session.start(project.article(article))
            PlainLabelling(session, project.keymap, given, said).run()
        finally:
            unsaved = session.close(PATIENCE_S)
    if unsaved:
        print(f"{unsaved} of your last acts could NOT be saved.", file=sys.stderr)
        return 1
    return 0
