"""Every command by name; type a part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from annotate_tui.tui.keymap import COMMANDS, Keymap
from annotate_tui.tui.screens.page import PageScreen
from annotate_tui.tui.text import pad
from annotate_tui.tui.theme import THEMES
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

_KEYS = 16


class PaletteScreen(PageScreen):
    """Choosing a command closes the palette and runs it on the screen below."""

    HEADING = "Everything, by name"
    TYPED: ClassVar[str | None] = "Command: "

    def __init__(self, available: Callable[[str], bool], run: Callable[[str], None]) -> None:
        super().__init__()
        self._available = available
        self._run = run
        self._shown: list[str] = []

    def lines(self) -> list[Line]:
        words = self.typed.casefold().split()
        known = [entry for entry in palette_entries(self.program.keymap) if self._available(entry.name)]
        # First what begins so, then what is called so, then what only speaks of it.
        named = [entry for entry in known if _begins(words, entry.title)]
        for text in (lambda entry: f"{entry.title} {entry.name}", lambda entry: entry.help):
            named += [entry for entry in known if entry not in named and _speaks_of(words, text(entry))]
        self._shown = [entry.name for entry in named]
        if not named:
            return [line("Nothing is called that, and nothing speaks of it.", "dim")]
        return [
            Line(
                (Span(pad(entry.keys, _KEYS), "key"), Span(entry.title), Span(f"  {entry.help}", "dim")),
                _KEYS,
                number,
            )
            for number, entry in enumerate(named)
        ]

    def choose(self, item: int) -> None:
        self.dismiss()
        self._run(self._shown[item])


class Entry(NamedTuple):
    """Something that has a name: what to run, its keys, its title and what it does."""

    name: str
    keys: str
    title: str
    help: str


def palette_entries(keymap: Keymap) -> list[Entry]:
    """Everything that has a name: the commands, and the themes one by one."""
    entries = [
        Entry(entry.id, keymap.all_shown(entry.id), entry.title, entry.help)
        for entry in COMMANDS
        if entry.palette
    ]
    return entries + [
        Entry(f"theme:{name}", "", f"Theme: {theme.title}", "") for name, theme in THEMES.items()
    ]


def _begins(words: list[str], title: str) -> bool:
    return bool(words) and title.casefold().startswith(" ".join(words))


def _speaks_of(words: list[str], text: str) -> bool:
    text = text.casefold()
    return all(word in text for word in words)
