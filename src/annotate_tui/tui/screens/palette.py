"""Every command by name; type a part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from annotate_tui.tui.keymap import COMMANDS, Keymap
from annotate_tui.tui.screens.page import PageScreen
from annotate_tui.tui.text import pad
from annotate_tui.tui.theme import THEMES
from annotate_tui.tui.widgets.page_view import Line
from annotate_tui.tui.widgets.rows import Span


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
        self._shown = []
        made = []
        for name, keys, title, help_ in palette_entries(self.program.keymap):
            if not self._available(name):
                continue
            if not all(word in f"{title} {help_} {name}".casefold() for word in words):
                continue
            spans = (Span(pad(keys, 14), "key"), Span(title), Span(f"  {help_}", "dim"))
            made.append(Line(spans, 14, len(self._shown)))
            self._shown.append(name)
        return made

    def choose(self, item: int) -> None:
        self.dismiss()
        self._run(self._shown[item])


def palette_entries(keymap: Keymap) -> list[tuple[str, str, str, str]]:
    """(what to run, keys, title, help) of everything that has a name."""
    entries = [
        (entry.id, keymap.all_shown(entry.id), entry.title, entry.help) for entry in COMMANDS if entry.palette
    ]
    entries += [(f"theme:{name}", "", f"Theme: {theme.title}", "") for name, theme in THEMES.items()]
    return entries
