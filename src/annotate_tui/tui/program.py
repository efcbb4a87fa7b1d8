"""What every program on the screen has: a theme, keys, and a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.screen import Screen

from annotate_tui.errors import UsageError
from annotate_tui.tui import preferences
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.painting import FRAME, Painter
from annotate_tui.tui.screens.base import KeyScreen
from annotate_tui.tui.theme import THEMES, Theme, theme_named

LAST_WORD_S = 10.0
"""So long a program that is being ended may take; a terminal that is gone can block whoever writes to it."""


OPENING_S = 5.0
"""So long a key waits for the page that the key before it opened."""


class ScreenApp(App[int], inherit_bindings=False):
    """Draws with a `Theme`, takes keys from a `Keymap`, ends cleanly when it is told to."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "annotate-tui"
    CSS = "Screen { background: $background; color: $foreground; }"
    BINDINGS: ClassVar = []

    def __init__(self, keymap: Keymap, theme: str | None = None) -> None:
        super().__init__(ansi_color=True)
        self.keymap = keymap
        self.kept = preferences.load()
        chosen = self.kept.get("theme")
        self.look: Theme = theme_named(theme or (chosen if isinstance(chosen, str) else None))
        for known in THEMES.values():
            self.register_theme(known.for_textual())
        self.theme = self.look.name
        self._painter = Painter()
        self.failed: Exception | None = None
        """What ended the program although nobody wanted it to end; for whoever started it to report."""

    # -- beginning and end ----------------------------------------------------

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        # Ctrl+C is a key here, and no signal: an interrupt comes from outside.
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self._end, number)
        self.app_resume_signal.subscribe(self, lambda _app: self.repaint())

    async def on_event(self, event: events.Event) -> None:
        screen = self.screen_stack[-1] if self.screen_stack else None
        if not isinstance(event, events.Key) or event.is_forwarded or not isinstance(screen, KeyScreen):
            await super().on_event(event)
            return
        # The framework would put the key into the queue of what has the focus, and handle the
        # next key before that was read: typed ahead, a note would become labels.
        if not screen.is_settled:
            with suppress(TimeoutError):
                await asyncio.wait_for(screen.settled(), OPENING_S)
        self.app_focus = True
        await screen.take(event)
        self._paint_now()

    def _paint_now(self) -> None:
        """Send to the terminal what a key changed, where it is only rows that changed."""
        if self._batch_count or self._driver is None or self._exit or not self._running:
            return
        if sent := self._painter.paint(self.screen, self.console):
            begin, end = FRAME if self._sync_available else ("", "")
            x, y = self.cursor_position
            self._driver.write(f"{begin}{sent}\x1b[{y + 1};{x + 1}H{end}")
            self._driver.flush()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None:
            self._painter.forget()
        super()._display(screen, renderable)

    def _end(self, number: int) -> None:
        """The system or a lost terminal ends the program: everything goes to disk first."""
        code = 128 + number
        dog = threading.Timer(LAST_WORD_S, os._exit, [code])
        dog.daemon = True
        dog.start()
        self.before_end()
        self.exit(code, return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        # The framework prints a traceback over the user's terminal; whoever started the program
        # says what happened in its own way.  Tests without a terminal see the error itself.
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failed = self.failed or error
        self.exit(1, return_code=1)

    def before_end(self) -> None:
        """The last chance to write something down."""

    def leave(self, code: int = 0) -> None:
        """Leave the program."""
        self.exit(code, return_code=code)

    # -- looks ------------------------------------------------------------------

    def next_theme(self) -> None:
        """The next theme; the choice is kept."""
        names = list(THEMES)
        self.use_theme(names[(names.index(self.look.name) + 1) % len(names)])

    def use_theme(self, name: str) -> None:
        """Draw everything in another theme."""
        self.look = THEMES[name]
        self.theme = name
        self.keep("theme", name)
        self.repaint()

    def keep(self, name: str, value: object) -> None:
        """Remember a choice of this person for the next time."""
        self.kept[name] = value
        preferences.keep(name, value)

    def repaint(self) -> None:
        """Draw every row of every screen again."""
        for screen in self.screen_stack:
            screen.refresh(layout=True)
            for widget in screen.walk_children():
                widget.refresh()


def check_terminal() -> None:
    """Raise UsageError where a screen cannot be drawn."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    plain = "annotate-tui label --plain works line by line."
    for stream, name in ((sys.stdin, "input"), (sys.stderr, "error")):
        if not stream.isatty():
            raise UsageError(f"Labelling needs a terminal; standard {name} is something else. {plain}")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError(f"This terminal cannot draw a screen (TERM={os.environ.get('TERM', '')}). {plain}")
