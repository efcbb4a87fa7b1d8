"""What a line means that is typed when labelling line by line.

A line is empty (confirm), a row of keys of the codebook ("e0"), one key of the
program ("u"), or a word with what belongs to it ("note I am not sure", "open 3").
A row of keys that makes no sense is not taken at all: a word that nobody knows
must not answer questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from annotate_tui.errors import AnnotateError
from annotate_tui.labelling.find import Found, find, parse_query
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import place
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.plain_spans import mark, unmark, words_by_number

MOST_FOUND = 20


_COUNT = re.compile(r"([0-9]{1,6}) *(\S+)").fullmatch
"""A number and what follows it."""


class Word(NamedTuple):
    """A command: what is typed, the command of the keymap whose key does the same, and what it does."""

    words: tuple[str, ...]
    command: str
    says: str


WORDS: tuple[Word, ...] = (
    Word(("next",), "next_unit", "the next sentence; next 5 goes five on"),
    Word(("back",), "previous_unit", "the sentence before; back 5 goes five back"),
    Word(("go",), "go_to_unit", "go 37, or :37, is sentence 37"),
    Word(("skip",), "next_open", "the next open sentence, confirming nothing"),
    Word(("first",), "first_unit", "the first sentence"),
    Word(("last",), "last_unit", "the last sentence"),
    Word(("again",), "", "says this sentence and its answers once more"),
    Word(("question",), "next_question", "the next question of this sentence"),
    Word(("clear",), "clear", "takes away the answer of the question that is asked"),
    Word(("repeat",), "repeat", "gives this sentence the labels of the one labelled last"),
    Word(("undo",), "undo", "takes back the last act, wherever it was"),
    Word(("redo",), "redo", "does again what was undone"),
    Word(("note",), "note", "note and a text keeps a note; note - removes it; note says it"),
    Word(("write",), "", "write and a text answers a question that wants a text or a number"),
    Word(("words",), "", "the words of the sentence by number, and the passages that are marked"),
    Word(("mark",), "", "mark 3-5 as dose marks these words; mark 3 where there is nothing to mark as"),
    Word(("unmark",), "", "unmark 2 takes the second passage away"),
    Word(("ask",), "open_unit", "asks about a heading or another unit that is not asked"),
    Word(("about",), "about_article", "the questions about the article as a whole"),
    Word(("articles",), "articles", "lists the articles"),
    Word(("open",), "", "open 3 opens article 3"),
    Word(("forward",), "next_article", "the next article"),
    Word(("backward",), "previous_article", "the article before"),
    Word(("find",), "find", "find and words lists the sentences that hold them; :open, :unsure and the like"),
    Word(("found",), "", "found 2 goes to the second sentence that find listed"),
    Word(("history",), "history", "what was answered here, and when"),
    Word(("highlights",), "cues", "switches cue highlights on or off, where the project allows it"),
    Word(("meaning",), "help", "what the question means: definitions, examples, rules"),
    Word(("guideline",), "guideline", "the whole codebook"),
    Word(("brief",), "", "says only the names of questions, or their keys as well again"),
    Word(("retry",), "retry", "tries again to save, after “not saved”"),
    Word(("help",), "keys", "this list"),
    Word(("quit", "exit"), "quit", "leaves; everything is saved already"),
)


class Commands:
    """Turns lines into acts of a session; ``say`` gets what is listed or explained."""

    def __init__(self, session: LabellingSession, keymap: Keymap, say: Callable[[str], None]) -> None:
        self.left = False
        self.brief = False
        self.again = False
        """Whether the unit is to be said once more."""
        self._hits: list[Found] = []
        """What was found last."""
        self._session = session
        self._say = say
        self._do: Mapping[str, Callable[[str], Outcome]] = {
            "next": lambda rest: self._move(rest, 1),
            "back": lambda rest: self._move(rest, -1),
            "go": self._go,
            "skip": lambda _: session.next_open(),
            "first": lambda _: session.go_to_end(last=False),
            "last": lambda _: session.go_to_end(last=True),
            "again": lambda _: self._repeat_unit(),
            "question": lambda _: session.move_focus(1),
            "clear": lambda _: session.clear(),
            "repeat": lambda _: session.repeat(),
            "undo": lambda _: session.undo(),
            "redo": lambda _: session.redo(),
            "note": self._note,
            "write": self._write,
            "words": lambda _: words_by_number(session),
            "mark": lambda rest: mark(session, rest),
            "unmark": lambda rest: unmark(session, rest),
            "ask": lambda _: session.open_unit(),
            "about": lambda _: self._about(),
            "articles": lambda _: self._articles(),
            "open": self._open,
            "forward": lambda _: session.move_article(1),
            "backward": lambda _: session.move_article(-1),
            "find": self._find,
            "found": self._go_to_found,
            "history": lambda _: self._history(),
            "highlights": lambda _: session.toggle_cues(),
            "meaning": lambda _: self._explain(),
            "guideline": lambda _: self._explain_all(),
            "brief": lambda _: self._switch_brief(),
            "retry": lambda _: self._retry(),
            "help": lambda _: self._help(),
            "quit": lambda _: self._leave(),
        }
        self._words = {spelled: word.words[0] for word in WORDS for spelled in word.words}
        shown = {word.command: word.words[0] for word in WORDS if word.command}
        self._keys = {
            key: shown[name] for key, name in keymap.commands.items() if len(key) == 1 and name in shown
        }

    def take(self, typed: str) -> Iterator[Outcome]:
        """Do what a line says, act by act."""
        typed = typed.strip()
        first, _, rest = typed.partition(" ")
        if not typed:
            # Where passages are asked for there is no page to open: they are marked by a word.
            yield self._session.confirm(marked=True)
        elif typed.startswith(":"):
            yield self._word(typed[1:].strip())
        elif first.lower() in self._words:
            yield self._word(typed)
        elif (count := _COUNT(typed)) and (word := self._moves(count[2])):
            yield self._do[word](count[1])
        elif rest and len(first) == 1 and (outcome := self._key_with_text(first, rest)) is not None:
            yield outcome
        else:
            yield from self._row_of_keys(typed)

    def _moves(self, typed: str) -> str:
        """The word of a key or a word that takes a count before it, as on the screen: 5 j."""
        word = self._keys.get(typed) or self._words.get(typed.lower(), "")
        return word if word in ("next", "back") else ""

    def key_of(self, command: str) -> str:
        """What to type for a command of the keymap; empty where there is nothing."""
        return next((word.words[0] for word in WORDS if word.command == command), "")

    def _word(self, typed: str) -> Outcome:
        name, _, rest = typed.partition(" ")
        if name.isdecimal():
            return self._go(name)
        known = self._words.get(name.lower())
        if known is None:
            return refused(f"{name!r} is no command, so nothing was done. help lists the commands.")
        return self._do[known](rest.strip())

    def _key_with_text(self, key: str, text: str) -> Outcome | None:
        target = self._session.key_meanings().get(key)
        if target is not None and target.facet and not target.value:
            facet = self._session.codebook.facet(target.facet)
            return self._session.write_text(facet, text) if facet.type in ("text", "number") else None
        if target is None and self._keys.get(key) in ("note", "find", "next", "back", "go"):
            return self._do[self._keys[key]](text.strip())
        return None

    def _row_of_keys(self, typed: str) -> Iterator[Outcome]:
        """A row of keys of the codebook for one unit, or one key of the program; or nothing of it."""
        session = self._session
        keys = [key for key in typed if not key.isspace()]
        if problem := self._problem(keys):
            yield refused(f"{problem}, so nothing was done. help lists the commands.")
            return
        unit = session.sheet.key(session.index)
        for number, key in enumerate(keys, 1):
            outcome = session.press(key)
            yield self._do[self._keys[key]]("") if outcome is None else outcome
            was_refused = outcome is not None and outcome.tone is not Tone.INFO and not outcome.touched
            has_moved = session.sheet.key(session.index) != unit
            if number < len(keys) and (was_refused or has_moved):
                yield refused(f"Not taken any more: {' '.join(keys[number:])}.")
                return

    def _problem(self, keys: list[str]) -> str:
        """Why a row of keys is taken for something else, such as a word that somebody dictated."""
        session = self._session
        meanings = session.key_meanings()
        own = self._keys if len(keys) == 1 else {}
        if unknown := [key for key in dict.fromkeys(keys) if key not in meanings and key not in own]:
            return f"{' '.join(unknown)} means nothing {'here' if len(keys) == 1 else 'in a row of keys'}"
        answered: set[str] = set()
        for target in (meanings[key] for key in keys if key in meanings):
            if not target.facet or not target.value:
                continue
            facet = session.codebook.facet(target.facet)
            if facet.type != "multi" and facet.id in answered:
                return f"That would answer {facet.name.rstrip('?')} twice"
            answered.add(facet.id)
        return ""

    # -- what the words do ------------------------------------------------------

    def _move(self, rest: str, step: int) -> Outcome:
        if rest and not rest.isdecimal():
            return refused(f"{rest!r} is no number.")
        return self._session.move(step * int(rest or "1"))

    def _go(self, rest: str) -> Outcome:
        rest = rest.lstrip(":")
        if not rest.isdecimal():
            return refused("Type the number of a sentence as well, such as go 37.")
        return self._session.go_to(int(rest))

    def _repeat_unit(self) -> Outcome:
        self.again = True
        return NOTHING

    def _note(self, rest: str) -> Outcome:
        session = self._session
        facet = session.note_facet()
        if facet is None:
            return refused("This codebook has no notes.")
        if rest:
            return session.write_text(facet, "" if rest == "-" else rest)
        note = session.sheet.answers(session.index).get(facet.id)
        if note is None:
            return Outcome("There is no note here. Type note and a text to write one.")
        return Outcome(f"{facet.name}: {note}. Type note - to remove it.")

    def _write(self, rest: str) -> Outcome:
        focus = self._session.focus
        if focus is None or focus.type not in ("text", "number"):
            return refused("No text and no number is asked for here.")
        return self._session.write_text(focus, rest)

    def _about(self) -> Outcome:
        sheet = self._session.sheet
        if not sheet.has_document:
            return refused("This codebook asks nothing about articles as a whole.")
        return self._session.place_at(len(sheet.units))

    def _articles(self) -> Outcome:
        session = self._session
        known = {row.article: row for row in session.store.progress(session.annotator.key)}
        for row in session.articles:
            counts = known.get(row.key)
            done, asked = (counts.done, counts.n_asked) if counts is not None else (0, row.n_asked)
            self._say(f"{row.number}: {row.title or 'Untitled'}, {done} of {asked} done.")
        return NOTHING

    def _open(self, rest: str) -> Outcome:
        if not rest:
            return refused("Type the number or the title of an article as well, such as open 3.")
        try:
            return self._session.open_article(self._session.store.find_article(rest).key)
        except AnnotateError as error:
            return refused(str(error))

    def _find(self, rest: str) -> Outcome:
        session = self._session
        try:
            query = parse_query(rest, session.codebook)
        except AnnotateError as error:
            return refused(str(error))
        if not query:
            return refused("Type words or a filter as well, such as find :open.")
        hits = (
            entry
            for entry in find(session.store, session.annotator, session.codebook, session.articles, query)
            if entry is not None
        )
        found = list(islice(hits, MOST_FOUND + 1))
        self._hits = found[:MOST_FOUND]
        for number, entry in enumerate(self._hits, 1):
            # A sentence is said on one row, however it was broken in the file.
            text = " ".join(entry.text.split())
            self._say(f"{number}. Article {entry.article.number}, sentence {entry.index + 1}: {text}")
        if not found:
            return refused("Nothing found.")
        if len(found) > MOST_FOUND:
            return Outcome(f"These are the first {MOST_FOUND}; there are more. found 2 goes to the second.")
        return Outcome("found 1 goes to the first of them.")

    def _go_to_found(self, rest: str) -> Outcome:
        if not self._hits:
            return refused("Nothing was found yet; type find and words.")
        if not (rest.isdecimal() and 1 <= int(rest) <= len(self._hits)):
            return refused(f"Type a number from 1 to {len(self._hits)} as well, such as found 1.")
        session, hit = self._session, self._hits[int(rest) - 1]
        outcome = NOTHING
        if session.sheet.article.key != hit.article.key:
            outcome = session.open_article(hit.article.key)
        return outcome.then(session.place_at(hit.index))

    def _history(self) -> Outcome:
        import time

        from annotate_tui.labelling.happened import happened, spent, who

        session = self._session
        sheet, index = session.sheet, session.index
        own = None if session.store.may_see_others(session.annotator.key) else session.annotator.key
        rows = list(session.store.history(unit=sheet.key(index), annotator=own))
        for row in rows:
            moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(row.wall_ms / 1000))
            took = f", after {long}" if (long := spent(row.dwell_ms)) else ""
            self._say(
                f"{moment}, {who(row)}: {happened(row, session.codebook, sheet.unit_text(index))}{took}."
            )
        return NOTHING if rows else refused(f"Nothing has happened in {place(sheet, index)} yet.")

    def _explain(self) -> Outcome:
        from annotate_tui.tui.guideline import facet_lines, said

        if self._session.focus is None:
            return refused("Nothing is asked here.")
        self._say(said(facet_lines(self._session.codebook, self._session.focus)))
        return NOTHING

    def _explain_all(self) -> Outcome:
        from annotate_tui.tui.guideline import codebook_lines, said

        self._say(said(codebook_lines(self._session.codebook)))
        return NOTHING

    def _switch_brief(self) -> Outcome:
        self.brief = not self.brief
        return Outcome("Questions without their keys." if self.brief else "Questions with their keys.")

    def _retry(self) -> Outcome:
        self._session.retry()
        return NOTHING

    def _leave(self) -> Outcome:
        self.left = True
        return NOTHING

    def _help(self) -> Outcome:
        keys = {name: key for key, name in reversed(self._keys.items())}
        self._say("Type the keys of answers in a row, such as e0, and Enter. An empty line confirms and")
        self._say("goes on to the next open sentence. Or type a word:")
        for word in WORDS:
            key = keys.get(word.words[0], "").replace(":", "")
            self._say(f"{word.words[0]}{f' or {key}' if key else ''}: {word.says}.")
        return NOTHING
