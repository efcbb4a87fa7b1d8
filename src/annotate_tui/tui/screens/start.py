"""Who labels?  Asked where nobody was named and nobody has labelled in the database yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from annotate_tui.errors import AnnotateError
from annotate_tui.tui.names import name_problem, tidy_name
from annotate_tui.tui.screens.page import Hints, PageScreen
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow


class StartScreen(PageScreen):
    """A name to type, or one of those who are known here."""

    HEADING = "annotate-tui"
    TYPED: ClassVar[str | None] = "Your name: "

    def __init__(
        self,
        people: Sequence[AnnotatorRow],
        begin: Callable[[str], None],
        *,
        typed: str = "",
        leave: Callable[[], None] | None = None,
    ) -> None:
        """``begin`` goes on with a name that can be used; ``leave`` is what Escape does."""
        super().__init__()
        self._people = {row.name: row for row in people}
        self._begin = begin
        self._leave = leave
        self._first_typed = typed
        self._shown: list[str] = []
        self._problem = ""
        self._status: tuple[Span, ...] = ()

    def on_mount(self) -> None:
        super().on_mount()
        if self.prompt is not None and self._first_typed:
            self.prompt.value = self._first_typed
            self.prompt.cursor_position = len(self._first_typed)

    def show_status(self, status: tuple[Span, ...]) -> None:
        """What goes on meanwhile, in a row under the explanation."""
        self._status = status
        if self.is_mounted:
            self.refill(cursor=self.page.cursor, keep_scroll=True)

    def page_hints(self) -> Hints:
        return [
            self.hint("confirm", "begin"),
            self.hint_of_moving("choose"),
            self.hint("back", "leave"),
        ]

    def lines(self) -> list[Line]:
        typed = tidy_name(self.typed)
        made = [line("Your labels are kept under this name; everybody sees only their own.")]
        if self._status:
            made += [line(), Line(self._status, 2)]
        if self._problem:
            made += [line(), line(displayable(self._problem), "warning")]
        self._shown = [name for name in self._people if typed.casefold() in name.casefold()]
        if typed and typed not in self._people:
            self._shown.insert(0, typed)
        if self._people:
            made += [line(), line("Known here:" if self._shown else "Nobody here is called so.", "dim")]
        else:
            made.append(line())
        for number, name in enumerate(self._shown):
            row = self._people.get(name)
            what = "  new here" if row is None else "  lead" if row.role == "lead" else ""
            made.append(Line((Span(displayable(name)), Span(what, "dim")), 2, number))
        return made

    def typed_changed(self) -> None:
        self._problem = ""
        self.refill()

    def do_confirm(self) -> None:
        if self.page.cursor is None:
            self.say(name_problem(""))
        else:
            self.choose(self.page.cursor)

    def choose(self, item: int) -> None:
        name = self._shown[item]
        problem = name_problem(name, tuple(self._people))
        if problem:
            self.say(problem)
            return
        try:
            self._begin(name)
        except AnnotateError as error:
            self.say(str(error))

    def say(self, problem: str) -> None:
        """Say why it does not begin."""
        self._problem = problem
        self.refill(cursor=self.page.cursor)

    def do_back(self) -> None:
        if self._leave is not None:
            self._leave()
        else:
            self.program.leave()
