"""What all screens share: keys become commands through the one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.screen import Screen

if TYPE_CHECKING:
    from annotate_tui.tui.program import ScreenApp


def key_name(event: events.Key) -> str:
    """A key as the table of commands and codebooks name it: "e", "G", "!", "space", "ctrl+r"."""
    character = event.character
    if character is not None and event.is_printable:
        return "space" if character == " " else character
    return event.key


class KeyScreen(Screen[None]):
    """A screen whose methods ``do_…`` are the commands that apply on it."""

    BINDINGS: ClassVar = []
    BLANK = True
    AUTO_FOCUS = ""

    @property
    def program(self) -> ScreenApp:
        """The program that the screen belongs to."""
        return cast("ScreenApp", self.app)

    def command(self, name: str) -> Callable[[], None] | None:
        """What a command does on this screen; None where it does not apply."""
        return cast("Callable[[], None] | None", getattr(self, f"do_{name}", None))

    @property
    def is_typing(self) -> bool:
        """Whether a line to type into has the focus; it gets all keys first."""
        return self.focused is not None and self.focused.has_class("prompt")

    def on_key(self, event: events.Key) -> None:
        if self.is_typing:
            return
        key = key_name(event)
        if self.pressed(key):
            event.stop()
            event.prevent_default()

    def pressed(self, key: str) -> bool:
        """Take a key; False for a key that means nothing here."""
        name = self.program.keymap.commands.get(key)
        action = None if name is None else self.command(name)
        if action is None:
            return False
        action()
        return True

    def do_interrupt(self) -> None:
        """Leave the program."""
        self.program.leave()

    def do_suspend(self) -> None:
        """Back to the shell for a while."""
        self.program.action_suspend_process()

    def do_theme(self) -> None:
        """The next theme."""
        self.program.next_theme()
