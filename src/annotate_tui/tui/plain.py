"""Labelling line by line: the same session for screen readers and terminals that cannot draw.

Lines are read and whole sentences are said; nothing is drawn, moved or coloured.
What lines mean is in `plain_commands`, what is said in `plain_words`.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper, UnsupportedOperation
from pathlib import Path
from typing import NoReturn, TextIO

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.errors import UsageError
from annotate_tui.labelling.outcome import Outcome
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import finished, sentences
from annotate_tui.tui import preferences
from annotate_tui.tui.first import FirstRun
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.names import name_problem, tidy_name
from annotate_tui.tui.opening import LabellingSettings, Opened, opened
from annotate_tui.tui.plain_commands import Commands
from annotate_tui.tui.plain_words import article_line, question_line, saved_line, unit_lines
from annotate_tui.tui.text import displayable

PATIENCE_S = 30.0
"""How long the end of the program waits for the disk."""
LINE_PATIENCE_S = 5.0
"""How long a line waits for the disk before it says that something is not saved."""


class EndedError(Exception):
    """The system or a lost terminal ends the program."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


class PlainLabelling:
    """Reads lines, says what they did, and where the annotator is now."""

    def __init__(self, session: LabellingSession, keymap: Keymap, given: TextIO, said: TextIO) -> None:
        self._session = session
        self._given = given
        self._said = said
        self._commands = Commands(session, keymap, self._say)
        self._commands.brief = preferences.load().get("brief") is True
        self._article: int | None = None
        self._unit: int | None = None

    def run(self) -> None:
        """Label until the lines end or somebody leaves."""
        self._say("Labelling line by line. Type the keys of answers and Enter; help lists the commands.")
        brief = self._commands.brief
        while not self._commands.left:
            self._describe()
            typed = ask("> ", self._given, self._said)
            if typed is None:
                break
            self._take(typed)
            if self._commands.brief != brief:
                brief = self._commands.brief
                preferences.keep("brief", brief)

    def _take(self, typed: str) -> None:
        session = self._session
        touched: dict[int, None] = {}
        finished = False
        for outcome in self._commands.take(typed):
            if outcome.article:
                touched.clear()
            # What an undo or a repeat did, it says itself.
            touched.update(dict.fromkeys(sorted(outcome.touched)))
            finished = outcome.finished
            # Highlights that appear or go are said with the sentence.
            self._commands.again |= outcome.cues
            self._tell(outcome)
        self._tell(self._wait_for_disk())
        if not session.unsaved:
            for index in touched:
                self._say(saved_line(session.sheet, index))
        for doubt in session.warnings() if session.index in touched else ():
            self._say(f"Look again: {doubt.message}")
        if finished:
            self._say_finished()

    def _wait_for_disk(self) -> Outcome:
        """Nothing else can be done meanwhile; what is not saved then is said, and stays in line."""
        session = self._session
        outcome = session.settle()
        until = time.monotonic() + LINE_PATIENCE_S
        while session.unsaved and time.monotonic() < until and session.failure is None:
            time.sleep(0.02)
            outcome = outcome.then(session.settle())
        if session.unsaved:
            reason = session.failure or "The disk is slow."
            again = "It is written as soon as possible; retry tries at once."
            return outcome.saying(f"NOT SAVED yet: {session.unsaved}. {reason} {again}")
        return outcome

    # -- saying ------------------------------------------------------------------

    def _say(self, text: str) -> None:
        for row in text.split("\n") if text else ():
            self._said.write(displayable(row) + "\n")

    def _tell(self, outcome: Outcome) -> None:
        if outcome.message:
            word = self._commands.key_of(outcome.help) if outcome.help else ""
            # An arrow is nothing to hear.
            message = outcome.message.replace(" → ", ", now ")
            self._say(message + (f" Type {word}." if word else ""))
        if outcome.edit is not None:
            facet = self._session.codebook.facet(outcome.edit)
            word = "note" if facet == self._session.note_facet() else "write"
            if facet.type == "span":
                # The line that asks says how words are marked.
                return
            self._say(f"{facet.name}: type {word} and the text.")

    def _say_finished(self) -> None:
        session = self._session
        said = finished(session.sheet, session.only.name)
        self._say(f"{said}: {sentences(session.sheet.tally(UnitState.DONE))} done.")
        following = session.next_unfinished()
        if following is None:
            self._say("Everything in all articles is done.")
        else:
            title = following.title or "Untitled"
            self._say(f"Next is article {following.number}, “{title}”: type open {following.number}.")

    def _describe(self) -> None:
        session = self._session
        if self._article != session.sheet.article.key:
            self._article, self._unit = session.sheet.article.key, None
            self._say(article_line(session))
        if not len(session.sheet):
            self._say("This article has no text.")
            return
        if self._unit != session.index or self._commands.again:
            self._unit, self._commands.again = session.index, False
            # A unit is said on one row, however it was broken in the file.
            for text in unit_lines(session):
                self._said.write(displayable(text) + "\n")
        self._say(question_line(session, brief=self._commands.brief))


def ask(prompt: str, given: TextIO, said: TextIO) -> str | None:
    """A line that was typed, without its end; None when the lines have ended."""
    said.write(prompt)
    said.flush()
    typed = given.readline()
    if not typed:
        said.write("\n")
        return None
    return typed.rstrip("\n")


def _make_tolerant(given: TextIO) -> None:
    """A stray byte in a line is no reason to end."""
    if isinstance(given, TextIOWrapper):
        with suppress(UnsupportedOperation):  # something was read already, with the same care
            given.reconfigure(errors="replace")


def offer_plain(first: FirstRun) -> bool:
    """Offer to make a database with the articles of a folder; whether it was made.

    Raises what making it raises.
    """
    said = f"There is no database yet. It would be {first.database}, with {first.articles}."
    sys.stdout.write(displayable(said) + "\n")
    _make_tolerant(sys.stdin)
    answer = ask("Make it? y or n: ", sys.stdin, sys.stdout)
    if answer is None or answer.strip().lower() not in ("y", "yes"):
        sys.stdout.write("Nothing was made.\n")
        return False
    read = 0

    def noted(count: int) -> None:
        nonlocal read
        read = count

    first.make(noted)
    sys.stdout.write(f"{read:,} articles are read in.\n" if read != 1 else "1 article is read in.\n")
    return True


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
    _make_tolerant(given)
    code = 0
    with opened(path, only, settings) as project:
        who = annotator or settings.annotator or project.store.last_annotator()
        if not who:
            who = _name(project, given, said)
        session = project.session(who)
        try:
            with _ended_by_signals(), _stopped_by_signal(session):
                session.start(project.article(article))
                PlainLabelling(session, project.keymap, given, said).run()
        except EndedError as ended:
            code = ended.code
        except OSError as error:
            # The terminal is gone; everything that was said to be saved is.
            if error.errno != errno.EIO:
                raise
            code = 1
        finally:
            unsaved = session.close(PATIENCE_S)
    with suppress(OSError):
        said.write("Everything is saved.\n" if not unsaved else "")
        said.flush()
    if unsaved:
        print(f"{unsaved} of your last acts could NOT be saved.", file=sys.stderr)
        return 1
    return code


@contextmanager
def _stopped_by_signal(session: LabellingSession) -> Iterator[None]:
    """Let Ctrl+Z stop the program, and the time that is counted with it."""

    def stop(number: int, _frame: object) -> None:
        session.pause_time("shell")
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # Here it goes on after fg.
        signal.signal(number, stop)
        session.resume_time("shell")

    before = signal.getsignal(signal.SIGTSTP)
    if before == signal.SIG_DFL:
        signal.signal(signal.SIGTSTP, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)


def _name(project: Opened, given: TextIO, said: TextIO) -> str:
    """Ask who labels, until there is an answer that can be used."""
    known = tuple(row.name for row in project.store.annotators() if row.kind == "human")
    if known:
        said.write(displayable(f"Known here: {', '.join(known)}.") + "\n")
    while True:
        typed = ask("Your name: ", given, said)
        if typed is None:
            raise UsageError("Labels need a name: annotate-tui label --plain --annotator NAME.")
        name = tidy_name(typed)
        problem = name_problem(name, known)
        if not problem:
            return name
        said.write(problem + "\n")


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a signal end the reading of a line, so that everything in line is still written."""

    def end(number: int, _frame: object) -> NoReturn:
        raise EndedError(number)

    numbers = [signal.SIGTERM, signal.SIGHUP]
    before = [signal.signal(number, end) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
