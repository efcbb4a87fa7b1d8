"""The commands of the program: one table.

Bindings, the hint bar, the palette, the help page, the clash check and the
user's own keys all come from `COMMANDS`.  A command's id never changes; it is
what settings and codebooks name to move a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal, NamedTuple

from annotate_tui.codebook.keys import clashes
from annotate_tui.codebook.model import Codebook
from annotate_tui.errors import UsageError

Group = Literal["Move", "Answer", "Look up", "Articles", "Program"]


class Command(NamedTuple):
    """Something that a key can do.

    ``keys`` are the keys as the program comes; the first is the one that is
    shown.  ``hint`` is the short word for the hint bar, ``rank`` says which hints
    stay when there is little room (0 first; None: never in the bar).
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: Group
    hint: str = ""
    rank: int | None = None
    palette: bool = True


COMMANDS: tuple[Command, ...] = (
    Command(
        "confirm",
        ("enter",),
        "Confirm and go on",
        "Takes what is proposed, answers “none” where the codebook says so, and goes to the next "
        "open sentence. Says what is missing, if anything is.",
        "Answer",
        "confirm, next",
        0,
    ),
    Command(
        "next_unit",
        ("down", "j"),
        "Next sentence",
        "Also with a count: 5 and then this key goes five sentences down.",
        "Move",
        "move",
        1,
    ),
    Command("previous_unit", ("up", "k"), "Previous sentence", "Also with a count.", "Move"),
    Command(
        "next_open",
        ("space",),
        "Next open sentence",
        "Goes on without confirming anything.",
        "Move",
        "next open",
        5,
    ),
    Command("first_unit", ("g", "home"), "First sentence", "Goes to the beginning of the article.", "Move"),
    Command("last_unit", ("G", "end"), "Last sentence", "Goes to the end of the article.", "Move"),
    Command("go_to_unit", (":",), "Go to a sentence by number", "Type the number and Enter.", "Move"),
    Command(
        "page_down",
        ("pagedown",),
        "Scroll down",
        "Reads ahead; the sentence in front of you stays the same.",
        "Move",
    ),
    Command("page_up", ("pageup",), "Scroll up", "Reads back.", "Move"),
    Command(
        "about_article",
        ("f7",),
        "Questions about the article",
        "The questions that are asked once for the whole article.",
        "Move",
    ),
    Command(
        "next_question",
        ("tab",),
        "Next question",
        "Moves the focus; the keys of all questions work wherever the focus is.",
        "Answer",
    ),
    Command("previous_question", ("shift+tab",), "Previous question", "Moves the focus back.", "Answer"),
    Command(
        "repeat",
        (".",),
        "Repeat the last labels",
        "Gives this sentence the labels of the one labelled last (not its flags and notes).",
        "Answer",
        "repeat",
        4,
    ),
    Command(
        "clear",
        ("backspace", "delete"),
        "Clear this question",
        "Takes away the answer of the question in focus, nothing else.",
        "Answer",
    ),
    Command(
        "undo",
        ("u",),
        "Undo",
        "Takes back your last act, in whatever article it was, also after a restart.",
        "Answer",
        "undo",
        2,
    ),
    Command("redo", ("ctrl+r",), "Redo", "Does again what was undone.", "Answer"),
    Command(
        "note",
        ("n",),
        "Write a note",
        "A note on this sentence; an empty one removes it.",
        "Answer",
        "note",
        7,
    ),
    Command(
        "open_unit",
        ("right",),
        "Open a skipped sentence",
        "Headings, references and the like are not asked; this asks about one all the same.",
        "Answer",
    ),
    Command(
        "help",
        ("?", "f1"),
        "What does this mean?",
        "The guideline of the question in focus: definitions, what belongs and what does not, "
        "examples, decision rules.",
        "Look up",
        "what does this mean",
        3,
    ),
    Command(
        "find",
        ("/",),
        "Find",
        "Searches all articles, also by label, open, unsure or noted.",
        "Look up",
        "find",
        8,
    ),
    Command(
        "history",
        ("f3",),
        "History of this sentence",
        "Who answered what, when, and how long it took.",
        "Look up",
    ),
    Command("guideline", ("f4",), "Whole guideline", "The codebook as one readable page.", "Look up"),
    Command(
        "agreement", ("f8",), "Agreement", "How well annotators agree, and where they do not.", "Look up"
    ),
    Command(
        "adjudicate",
        ("f12",),
        "Decide between annotators",
        "Where annotators disagree, with their answers side by side; for leads.",
        "Look up",
    ),
    Command("next_article", ("]",), "Next article", "In the order of the list.", "Articles"),
    Command("previous_article", ("[",), "Previous article", "In the order of the list.", "Articles"),
    Command(
        "articles",
        ("o",),
        "List of articles",
        "All articles with your progress; Enter opens one.",
        "Articles",
        "articles",
        9,
    ),
    Command(
        "join_next",
        (),
        "Join with the next sentence",
        "Corrects where sentences end; for leads, where there are any. Other sentences keep their labels.",
        "Articles",
    ),
    Command(
        "split_unit",
        (),
        "Split this sentence",
        "Shows where to cut. Other sentences keep their labels.",
        "Articles",
    ),
    Command(
        "change_kind", (), "Change the kind", "Makes it a heading, a quotation or another kind.", "Articles"
    ),
    Command(
        "take_back_correction",
        (),
        "Take back a correction",
        "The last join, split or change of kind in this run; labels come back too.",
        "Articles",
    ),
    Command(
        "layout",
        ("z",),
        "Prose or list",
        "Switches between one sentence a block and flowing text.",
        "Program",
    ),
    Command(
        "cues",
        ("l",),
        "Cue highlights",
        "Underlines phrases of the lexicon, where the project allows it.",
        "Program",
    ),
    Command(
        "theme",
        ("f6",),
        "Next theme",
        "Terminal, dark, light, high contrast, no colours; the choice is kept.",
        "Program",
    ),
    Command(
        "retry", ("f5",), "Try again to save", "After “NOT SAVED”: writes what is still waiting.", "Program"
    ),
    Command("keys", ("f2",), "All keys", "This list.", "Look up"),
    Command("tour", (), "Tour", "The first steps once more.", "Program"),
    Command(
        "palette",
        ("ctrl+p",),
        "Everything, by name",
        "Find any command by typing a part of its name.",
        "Program",
        "everything else",
        6,
        palette=False,
    ),
    Command(
        "back",
        ("escape",),
        "Back",
        "Closes a page, leaves an input line, forgets a count.",
        "Program",
        palette=False,
    ),
    Command(
        "suspend",
        ("ctrl+z",),
        "Pause the program",
        "Back to the shell; “fg” brings the program back.",
        "Program",
    ),
    Command("quit", ("q",), "Leave", "There is nothing to save: every answer is on disk already.", "Program"),
    Command("interrupt", ("ctrl+c",), "Leave at once", "The same as leaving.", "Program", palette=False),
)

_BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

_SPOKEN = {
    "enter": "⏎",
    "space": "space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}
_SENT_AS = {"ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+j": "Enter", "ctrl+h": "Backspace"}
"""Keys that a program cannot tell from others."""
_NAMED_KEYS = frozenset(_SPOKEN) | {"insert"} | {f"f{number}" for number in range(1, 25)}


def command(command_id: str) -> Command:
    """The command with an id.  Raises KeyError."""
    return _BY_ID[command_id]


def writes(key: str) -> bool:
    """Whether a key writes something in a line to type into."""
    return len(key) == 1 or key in ("space", "backspace", "delete", "left", "right", "home", "end")


def spoken(key: str) -> str:
    """A key as people read it: "⏎", "^p", "F1"."""
    if key in _SPOKEN:
        return _SPOKEN[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return key.upper() if len(key) > 1 and key.startswith("f") else key


class Keymap(NamedTuple):
    """The keys in force: of each command, and the command of each key."""

    keys: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, str]

    def shown(self, command_id: str, *, typing: bool = False) -> str:
        """The key of a command for hints and messages; empty when it has none.

        With ``typing`` it is a key that works beside a line to type into: one that writes nothing.
        """
        keys = self.keys[command_id]
        if typing:
            keys = tuple(key for key in keys if not writes(key))
        return spoken(keys[0]) if keys else ""

    def both_shown(self, command_id: str, other: str, *, typing: bool = False) -> str:
        """The keys of two commands that belong together: "↓↑"."""
        first, second = self.shown(command_id, typing=typing), self.shown(other, typing=typing)
        gap = " " if max(len(first), len(second)) > 1 else ""
        return f"{first}{gap}{second}".strip()

    def all_shown(self, command_id: str) -> str:
        """All keys of a command, for the help page."""
        return "  ".join(spoken(key) for key in self.keys[command_id])


def usual_keymap() -> Keymap:
    """The keys as the program comes, where there is no codebook yet."""
    keys = {entry.id: entry.keys for entry in COMMANDS}
    return Keymap(keys, {key: name for name, given in keys.items() for key in given})


def keymap_for(codebook: Codebook, own: Mapping[str, str]) -> Keymap:
    """The keys in force for a codebook, with the user's own.

    A moved command gives up the printable keys that it came with; arrows, Enter
    and function keys stay.  Raises UsageError for an unknown command, a key that
    does not exist, and keys that would mean two things.
    """
    moved = {**codebook.keys, **own}
    problems = [problem for name, key in moved.items() for problem in _problems(name, key)]
    if problems:
        raise UsageError("\n".join(problems))
    keys = {
        entry.id: _moved(entry, moved[entry.id]) if entry.id in moved else entry.keys for entry in COMMANDS
    }
    commands: dict[str, str] = {}
    for name, given in keys.items():
        for key in given:
            other = commands.setdefault(key, name)
            if other != name:
                problems.append(f"The key {key!r} is given to both {other} and {name}; change one of them.")
    problems += clashes(codebook, {key: _BY_ID[name].title for key, name in commands.items()})
    if problems:
        raise UsageError("\n".join(problems))
    return Keymap(keys, commands)


def _moved(entry: Command, key: str) -> tuple[str, ...]:
    key = _normal(key)
    return (key, *(other for other in entry.keys if len(other) > 1 and other != key))


def _normal(key: str) -> str:
    return "space" if key == " " else key if len(key) == 1 else key.strip().lower()


def _problems(name: str, key: str) -> list[str]:
    if name not in _BY_ID:
        near = get_close_matches(name, _BY_ID, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"The commands are {', '.join(_BY_ID)}."
        return [f"[keys]: there is no command {name!r}. {hint}"]
    normal = _normal(key)
    if same := _SENT_AS.get(normal):
        return [f"[keys]: terminals send {same} for {key!r}; choose another key for {name}."]
    known = (len(normal) == 1 and normal.isprintable()) or normal in _NAMED_KEYS
    control, _, letter = normal.partition("+")
    known = known or (control == "ctrl" and len(letter) == 1 and letter.isalpha())
    return [] if known else [f"[keys]: {key!r} for {name} is no key that a terminal sends."]
