"""What all screens share: keys become commands through the one table."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.screen import Screen

if TYPE_CHECKING:
    from annotate_tui.tui.program import ScreenApp
    from annotate_tui.tui.widgets.prompt import Prompt

ALWAYS = ("interrupt", "suspend")
"""Commands that a line to type into does not keep to itself."""


def key_name(event: events.Key) -> str:
    """A key as the table of commands and codebooks name it: "e", "G", "!", "space", "ctrl+r"."""
    character = event.character
    if character is not None and event.is_printable:
        return "space" if character == " " else character
    return event.key


class KeyScreen(Screen[None]):
    """A screen whose methods ``do_…`` are the commands that apply on it.

    Keys do not follow the framework's focus: the program hands them over one at
    a time (`take`), and each has done all that it does before the next one.  So
    what is typed ahead of a page or a line that is only opening goes there.
    """

    BINDINGS: ClassVar = []
    BLANK = True
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._is_there = asyncio.Event()

    def on_mount(self) -> None:
        # Runs after the same method of the class below.
        self._is_there.set()

    @property
    def is_settled(self) -> bool:
        """Whether the screen can take keys."""
        return self._is_there.is_set()

    async def settled(self) -> None:
        """Wait until the screen can take keys."""
        await self._is_there.wait()

    @property
    def program(self) -> ScreenApp:
        """The program that the screen belongs to."""
        return cast("ScreenApp", self.app)

    def command(self, name: str) -> Callable[[], None] | None:
        """What a command does on this screen; None where it does not apply."""
        return cast("Callable[[], None] | None", getattr(self, f"do_{name}", None))

    @property
    def typing(self) -> Prompt | None:
        """The line to type into that gets the keys, if there is one."""
        return None

    async def take(self, event: events.Key) -> None:
        """Take a key: the line to type into has it first, else it is a command."""
        key = key_name(event)
        line = self.typing
        if line is None or (self.program.keymap.commands.get(key) in ALWAYS and not event.is_printable):
            self.pressed(key)
        elif not self.pressed_while_typing(key):
            await line.take(event)

    def pressed_while_typing(self, _key: str) -> bool:
        """Take a key that is not for the line to type into; False if it is."""
        return False

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
