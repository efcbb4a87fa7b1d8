"""The first start in a folder: there is no database yet; it is made only when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotate_tui.errors import AnnotateError
from annotate_tui.tui.keymap import COMMANDS, Keymap
from annotate_tui.tui.program import ScreenApp, check_terminal
from annotate_tui.tui.screens.page import Hints, PageScreen
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line

_MAKE, _LEAVE = range(2)


class WelcomeScreen(PageScreen):
    """Names the file, and offers to make it with the articles that are there."""

    HEADING = "annotate-tui"

    def __init__(self, database: Path, seeds: Path, count: int, make: Callable[[], None]) -> None:
        super().__init__()
        self._database = database
        self._seeds = seeds
        self._count = count
        self._make = make
        self._problem = ""

    def page_hints(self) -> Hints:
        return [("⏎", "choose"), ("↓↑", "move"), (self.program.keymap.shown("quit"), "leave")]

    def lines(self) -> list[Line]:
        what = "article" if self._count == 1 else "articles"
        made = [
            line("Label the claims of articles, sentence by sentence.", "title"),
            line(),
            line("There is no database here yet. It would be:"),
            line(displayable(f"  {self._database}"), "focus", indent=2),
            line(),
            line("Your answers are kept there as you give them; nothing else needs saving.", "dim"),
            line(),
            line(
                displayable(f"Make it and read in the {self._count} {what} of {self._seeds}"),
                item=_MAKE,
                indent=2,
            ),
            line("Leave, and make nothing", item=_LEAVE),
        ]
        if self._problem:
            made += [line(), line(displayable(self._problem), "warning")]
        return made

    def choose(self, item: int) -> None:
        if item == _LEAVE:
            self.program.leave(1)
            return
        try:
            self._make()
        except AnnotateError as error:
            self._problem = str(error)
            self.refill(cursor=_LEAVE)
            return
        self.program.leave(0)

    def do_back(self) -> None:
        self.program.leave(1)


class WelcomeApp(ScreenApp):
    """The program before there is a database."""

    def __init__(self, screen: WelcomeScreen, theme: str | None) -> None:
        keys = {entry.id: entry.keys for entry in COMMANDS}
        commands = {key: name for name, given in keys.items() for key in given}
        super().__init__(Keymap(keys, commands), theme)
        self._first = screen

    def on_mount(self) -> None:
        super().on_mount()
        self.push_screen(self._first)


def offer(
    database: Path, seeds: Path, count: int, make: Callable[[], None], *, theme: str | None = None
) -> bool:
    """Offer to make a database with the articles in a folder; whether it was made.

    ``make`` makes it and reads the ``count`` articles in; what it raises is
    shown.  Raises UsageError where there is no terminal to draw on.
    """
    check_terminal()
    app = WelcomeApp(WelcomeScreen(database.absolute(), seeds, count, make), theme)
    app.run()
    if app.failed is not None:
        raise app.failed
    return app.return_code == 0
