"""Pages that lie over the labelling screen: a title, lines to read or choose from, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from annotate_tui.tui.keymap import writes
from annotate_tui.tui.screens.base import KeyScreen
from annotate_tui.tui.text import displayable, fit, width_of
from annotate_tui.tui.widgets.page_view import MARGIN, Line, PageView
from annotate_tui.tui.widgets.rows import Row, RowsWidget, Span, fitted

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.widgets import Input

    from annotate_tui.tui.widgets.prompt import Prompt

SCROLLBAR = 1
"""Cells that the bar beside a page takes."""

Hints = Sequence[tuple[str, str]]
"""(key, what it does), in the order in which they are left out last to first."""


class PageScreen(KeyScreen):
    """A page.  Sub-classes say what is on it, and what choosing an item does."""

    DEFAULT_CSS = """
    PageScreen { layout: vertical; overflow: hidden; }
    PageScreen .line { height: 1; }
    PageScreen .hidden { display: none; }
    """
    BINDINGS: ClassVar = []
    HEADING = ""
    TYPED: ClassVar[str | None] = None
    """The label of a line to type into, on pages that have one."""
    TYPING_FIRST: ClassVar[bool] = True
    """Whether the line is there from the start; otherwise the key of finding opens it."""
    MEASURE: ClassVar[int | None] = 110
    """How long rows may become, however wide the window is; None on pages with columns."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = RowsWidget(id="title")
        self.rule = RowsWidget(id="rule")
        self.page = PageView(measure=self.MEASURE, id="page")
        self.head = RowsWidget(id="head")
        self.hints = RowsWidget(id="hints")
        for row in (self.heading, self.rule, self.head, self.hints):
            row.add_class("line")
        self.prompt: Prompt | None = None
        self._line: Widget | None = None
        self._typed_before = ""
        self._filled_for = 0

    # -- what sub-classes say -----------------------------------------------------

    def heading_text(self) -> tuple[str, str]:
        """What stands at the top: left and right."""
        return self.HEADING, ""

    def lines(self) -> list[Line]:
        """The lines of the page, for what was typed."""
        raise NotImplementedError

    def columns(self) -> Row | None:
        """What stands over the columns, and stays there when the page scrolls; None without columns."""
        return None

    @property
    def text_width(self) -> int:
        """How many cells a row of the page has."""
        width = self.app.size.width - SCROLLBAR
        return max(20, min(width, self.MEASURE or width) - MARGIN)

    @property
    def typed(self) -> str:
        """What stands in the line to type into."""
        return "" if self.prompt is None else self.prompt.value

    def first_cursor(self) -> int | None:
        """The item to stand on at first."""
        return None

    def choose(self, item: int) -> None:
        """Enter on an item."""

    def page_hints(self) -> Hints:
        """The keys of this page."""
        if self.page.cursor is None:
            return [self.hint_of_moving("scroll"), self.hint("back", "back")]
        return [self.hint("confirm", "choose"), self.hint_of_moving(), self.hint("back", "back")]

    def hint(self, command: str, what: str) -> tuple[str, str]:
        """The key of a command, and what it does on this page."""
        return self.program.keymap.shown(command, typing=self.typing is not None), what

    def hint_of_moving(self, what: str = "move") -> tuple[str, str]:
        """The keys that move the cursor or the page."""
        typing = self.typing is not None
        return self.program.keymap.both_shown("next_unit", "previous_unit", typing=typing), what

    # -- drawing ------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.rule
        if self.TYPED is not None:
            from annotate_tui.tui.widgets.prompt import Prompt, labelled

            self.prompt = Prompt(submitted=self.do_confirm, left=self.left_typing)
            self._line = labelled(self.TYPED, self.prompt)
            self._line.set_class(not self.TYPING_FIRST, "hidden")
            yield self._line
        # Without columns it keeps the line to type into apart from the page.
        yield self.head
        yield self.page
        yield self.hints

    def on_mount(self) -> None:
        if self.prompt is not None and self.TYPING_FIRST:
            self.set_focus(self.prompt, scroll_visible=False)
        else:
            self.set_focus(self.page, scroll_visible=False)
        self.refill(cursor=self.first_cursor())

    def on_resize(self, _event: events.Resize) -> None:
        if self._filled_for == self.text_width:
            self.draw()
        else:
            self.refill(cursor=self.page.cursor, keep_scroll=True)

    def refill(self, *, cursor: int | None = None, keep_scroll: bool = False) -> None:
        """Make the lines anew."""
        self._filled_for = self.text_width
        self.page.show(self.lines(), cursor=cursor, keep_scroll=keep_scroll)
        self.draw()

    def draw(self) -> None:
        """Draw what stands around the page."""
        width = self.size.width
        if not width:
            return
        left, right = map(displayable, self.heading_text())
        left = fit(left, width - 2)
        right = fit(right, max(0, width - width_of(left) - 4))
        gap = max(1, width - width_of(left) - width_of(right) - 2)
        row = (Span(" " + left, "title"), Span(" " * gap), Span(right, "dim"))
        self.heading.show([fitted(row, width)])
        self.rule.show([(Span("─" * width, "rule"),)])
        columns = self.columns()
        typing = self._line is not None and not self._line.has_class("hidden")
        self.head.set_class(columns is None and not typing, "hidden")
        self.head.show([] if columns is None else [fitted((Span(" " * MARGIN), *columns), width)])
        spans = [Span(" ")]
        used = 1
        # A page on which this key means something else has a help of its own.
        has_help = type(self).do_keys is PageScreen.do_keys
        for key, what in (*self.page_hints(), *([self.hint("keys", "keys")] if has_help else [])):
            cells = width_of(key) + width_of(what) + 4
            if not key or used + cells - 3 > width:
                continue
            used += cells
            spans += [Span(key, "key"), Span(f" {what}   ", "dim")]
        self.hints.show([fitted(spans, width)])

    # -- keys -----------------------------------------------------------------------

    @property
    def typing(self) -> Prompt | None:
        return self.prompt if self.prompt is not None and self.focused is self.prompt else None

    async def take(self, event: events.Key) -> None:
        await super().take(event)
        self._notice_typed()

    def pressed_while_typing(self, key: str) -> bool:
        # While typing, only keys that write nothing move the cursor of the list.
        match None if writes(key) else self.program.keymap.commands.get(key):
            case "next_unit":
                self.page.move(1)
            case "previous_unit":
                self.page.move(-1)
            case "page_down":
                self.page.page(1)
            case "page_up":
                self.page.page(-1)
            case "keys":
                self.do_keys()
            case "confirm":
                self.do_confirm()
            case "back":
                self.left_typing()
            case "next_question" | "previous_question":
                self.set_focus(self.page, scroll_visible=False)
                self.draw()
            case _:
                return False
        return True

    def _notice_typed(self) -> None:
        if self.typed != self._typed_before:
            self._typed_before = self.typed
            self.typed_changed()

    def typed_changed(self) -> None:
        """Something else stands in the line to type into."""
        self.refill()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._notice_typed()

    def left_typing(self) -> None:
        """Escape while typing: a line that was opened is closed, and what it did is gone."""
        if self.TYPING_FIRST or self.prompt is None or self._line is None:
            self.do_back()
            return
        self.prompt.value = self._typed_before = ""
        self._line.add_class("hidden")
        self.set_focus(self.page, scroll_visible=False)
        cursor = self.page.cursor
        self.refill(cursor=cursor, keep_scroll=cursor is None)

    def on_page_view_clicked(self, message: PageView.Clicked) -> None:
        self.choose(message.item)

    def do_confirm(self) -> None:
        if self.page.cursor is not None:
            self.choose(self.page.cursor)

    def do_back(self) -> None:
        self.dismiss()

    def do_keys(self) -> None:
        from annotate_tui.tui.screens.keys import PageKeysScreen

        self.app.push_screen(PageKeysScreen(self))

    def do_quit(self) -> None:
        self.do_back()

    def do_next_unit(self) -> None:
        self.page.move(1)

    def do_previous_unit(self) -> None:
        self.page.move(-1)

    def do_first_unit(self) -> None:
        self.page.to_end(last=False)

    def do_last_unit(self) -> None:
        self.page.to_end(last=True)

    def do_page_down(self) -> None:
        self.page.page(1)

    def do_page_up(self) -> None:
        self.page.page(-1)

    def do_next_open(self) -> None:
        self.page.page(1)

    def do_find(self) -> None:
        if self.prompt is not None and self._line is not None:
            self._line.remove_class("hidden")
            self.set_focus(self.prompt, scroll_visible=False)
            self.draw()

    def do_next_question(self) -> None:
        if self.TYPING_FIRST:
            self.do_find()
