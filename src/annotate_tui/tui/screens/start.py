"""Who labels?  Asked once; afterwards the database remembers who labelled last."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from annotate_tui.errors import AnnotateError
from annotate_tui.tui.screens.page import Hints, PageScreen
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line


class StartScreen(PageScreen):
    """A name to type, or one of those who labelled here before."""

    HEADING = "annotate-tui"
    TYPED: ClassVar[str | None] = "Your name: "

    def __init__(self, names: list[str], begin: Callable[[str], None]) -> None:
        super().__init__()
        self._names = names
        self._begin = begin
        self._shown: list[str] = []
        self._problem = ""

    def page_hints(self) -> Hints:
        return [("⏎", "begin"), ("↓↑", "choose"), (self.program.keymap.shown("back"), "leave")]

    def lines(self) -> list[Line]:
        typed = " ".join(self.typed.split())
        made = [
            line("Your labels are kept under this name; everybody sees only their own."),
            line(),
        ]
        if self._problem:
            made += [line(displayable(self._problem), "warning"), line()]
        self._shown = [name for name in self._names if typed.casefold() in name.casefold()]
        if typed and typed not in self._names:
            self._shown.insert(0, typed)
        for number, name in enumerate(self._shown):
            new = "" if name in self._names else "  (new here)"
            made.append(line(displayable(name) + new, item=number))
        return made

    def choose(self, item: int) -> None:
        try:
            self._begin(self._shown[item])
        except AnnotateError as error:
            self._problem = str(error)
            self.refill()

    def do_back(self) -> None:
        self.program.leave()
