"""The first start in a folder: there is no database yet; it is made only when somebody says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import cast

from textual.message import Message

from annotate_tui.errors import AnnotateError
from annotate_tui.tui.app import AnnotateApp, run
from annotate_tui.tui.first import CalledOffError, FirstRun
from annotate_tui.tui.keymap import usual_keymap
from annotate_tui.tui.opening import LabellingSettings, Opened, opened
from annotate_tui.tui.program import check_terminal
from annotate_tui.tui.screens.page import Hints, PageScreen
from annotate_tui.tui.screens.start import StartScreen
from annotate_tui.tui.text import bar, displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

_MAKE, _LEAVE = range(2)


class WelcomeScreen(PageScreen):
    """Names the file, and offers to make it with the articles that are there."""

    HEADING = "annotate-tui"

    def __init__(self, first: FirstRun, *, problem: str = "") -> None:
        super().__init__()
        self._first = first
        self._problem = problem
        self._status: tuple[Span, ...] = ()

    def page_hints(self) -> Hints:
        if self._status:
            return [self.hint("back", "stop, and make nothing")]
        return [self.hint("confirm", "choose"), self.hint_of_moving(), self.hint("quit", "leave")]

    def show_status(self, status: tuple[Span, ...]) -> None:
        """How far the reading is, in place of the choice."""
        self._status = status
        self.refill()

    def lines(self) -> list[Line]:
        made = [
            line("Label the claims of articles, sentence by sentence.", "title"),
            line(),
            line("There is no database here yet. It would be:"),
            line(displayable(f"  {self._first.database}"), "focus", indent=2),
            line(),
            line("Your answers are kept there as you give them; nothing else needs saving.", "dim"),
            line(),
        ]
        if self._status:
            return [*made, Line(self._status, 2)]
        made += [
            line(displayable(f"Make it and read in {self._first.articles}"), item=_MAKE, indent=2),
            line("Leave, and make nothing", item=_LEAVE),
        ]
        if self._problem:
            made += [line(), line(displayable(self._problem), "warning")]
        return made

    def first_cursor(self) -> int | None:
        return _LEAVE if self._problem else _MAKE

    def choose(self, item: int) -> None:
        if item == _LEAVE:
            self.do_back()
        else:
            cast("FirstApp", self.app).make()

    def do_back(self) -> None:
        cast("FirstApp", self.app).call_off()


class FirstApp(AnnotateApp):
    """The program where there is no database yet: it makes one, and goes on with it.

    The articles are read in beside the screen, which asks for the name meanwhile.
    """

    class HasRead(Message):
        """So many articles are read."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class Made(Message):
        """The database is there, or not, and why."""

        def __init__(self, problem: str) -> None:
            super().__init__()
            self.problem = problem

    def __init__(
        self,
        first: FirstRun,
        open_project: Callable[[], Opened],
        *,
        annotator: str | None = None,
        article: str | None = None,
        theme: str | None = None,
    ) -> None:
        """``open_project`` opens the database when it is there."""
        super().__init__(None, annotator=annotator, theme=theme, keymap=usual_keymap())
        self._first = first
        self._open_project = open_project
        self._reference = article
        self._asking: StartScreen | WelcomeScreen | None = None
        self._typed = ""
        self._name = annotator
        """Whose labelling begins as soon as there is a database."""
        self._called_off = threading.Event()

    def open_first_screen(self) -> None:
        self._asking = WelcomeScreen(self._first)
        self.push_screen(self._asking)

    # -- making the database ----------------------------------------------------

    def make(self) -> None:
        """Make the database beside the screen, and ask who labels meanwhile."""
        if self._name is None:
            self._asking = StartScreen((), self._begin_when_made, typed=self._typed, leave=self.call_off)
            self.switch_screen(self._asking)
        self.on_first_app_has_read(self.HasRead(0))
        threading.Thread(target=self._make, name="annotate-tui import").start()

    def _make(self) -> None:
        problem = ""
        try:
            self._first.make(self._noted)
        except AnnotateError as error:
            problem = str(error)
        if not self._called_off.is_set():
            self.post_message(self.Made(problem))

    def _noted(self, count: int) -> None:
        if self._called_off.is_set():
            raise CalledOffError
        self.post_message(self.HasRead(count))

    def call_off(self) -> None:
        """Leave; what is not made yet is not made."""
        self.leave(1)

    def before_end(self) -> None:
        # The thread stops at the next article; the end of the program waits for it.
        self._called_off.set()
        super().before_end()

    def leave(self, code: int = 0) -> None:
        self._called_off.set()
        super().leave(code)

    def on_first_app_has_read(self, message: HasRead) -> None:
        if self._asking is not None:
            said = f"  Reading in the articles of {self._first.folder}: {message.count:,}"
            share = min(1.0, message.count / max(1, self._first.n_files))
            self._asking.show_status((Span(bar(share), "done"), Span(displayable(said), "dim")))

    def on_first_app_made(self, message: Made) -> None:
        if message.problem:
            self._typed = self._asking.typed if self._asking is not None else ""
            self._name = None if isinstance(self._asking, StartScreen) else self._name
            self._asking = WelcomeScreen(self._first, problem=message.problem)
            self.switch_screen(self._asking)
            return
        self.use(self._open_project(), self._reference)
        asking, self._asking = self._asking, None
        if self._name is not None:
            self.begin(self._name, choose_article=isinstance(asking, StartScreen))
        elif asking is not None:
            asking.show_status((Span("✓ ", "done"), Span("The articles are read in.", "dim")))

    def _begin_when_made(self, name: str) -> None:
        self._name = name
        if self.is_ready:
            self.begin(name, choose_article=True)
        elif isinstance(self._asking, StartScreen):
            self._asking.say(f"Thank you, {name}. It begins when the articles are read in.")


def run_first(
    first: FirstRun,
    annotator: str | None,
    article: str | None,
    only: str | None,
    settings: LabellingSettings,
) -> int:
    """Offer to make a database, and label in it; the program's exit code.

    Raises what `run_labelling` raises.
    """
    check_terminal()
    with ExitStack() as stack:
        app = FirstApp(
            first,
            lambda: stack.enter_context(opened(first.database, only, settings)),
            annotator=annotator or settings.annotator,
            article=article,
            theme=settings.theme,
        )
        return run(app)
