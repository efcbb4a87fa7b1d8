"""One line to type into: a note, a number, a search.  It stands where messages stand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widgets import Input

from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.widgets.rows import RowsWidget, Span


class _Safe(Highlighter):
    """Shows what was typed as everything else is shown: no raw control characters."""

    def __call__(self, text: str | Text) -> Text:
        raw = text if isinstance(text, str) else text.plain
        return Text(displayable(raw), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Nothing is coloured."""


_CONTROL = {code: displayable(chr(code)) for code in (*range(0x20), *range(0x7F, 0xA0))}


_ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""What the framework's line does at which key."""


class Prompt(Input):
    """An input line that takes no raw control characters.

    ``submitted`` is called at Enter and ``left`` at Escape, before the next key
    is taken.
    """

    DEFAULT_CSS = """
    Prompt, Prompt:focus, Prompt:ansi, Prompt:ansi:focus {
        height: 1; border: none; padding: 0; width: 1fr; background: $background; color: $foreground;
        background-tint: transparent;
    }
    """
    BINDINGS: ClassVar = []

    def __init__(
        self,
        text: str = "",
        *,
        submitted: Callable[[], None],
        left: Callable[[], None],
        limit: int | None = None,
    ) -> None:
        super().__init__(
            text,
            max_length=limit or 0,
            select_on_focus=False,
            compact=True,
            classes="prompt",
            highlighter=_Safe(),
        )
        self._submitted = submitted
        self._left = left

    async def take(self, event: events.Key) -> None:
        """Take a key, and have done with it when this returns."""
        if event.key == "enter":
            self._submitted()
        elif event.key == "escape":
            self._left()
        elif event.is_printable and event.character is not None:
            if self.selection.is_empty:
                self.insert_text_at_cursor(event.character)
            else:
                self.replace(event.character, *self.selection)
        elif (action := _ACTIONS.get(event.key)) is not None:
            await self.run_action(action)

    def render_line(self, y: int) -> Strip:
        """What is typed; where there is more of it to the left or to the right, "…" says so."""
        strip = super().render_line(y)
        if y or not self.value:
            return strip
        more = Strip([Segment("…", self.rich_style)], 1)
        left, width = self.scroll_offset.x, self.scrollable_content_region.width
        # The framework counts the cursor behind the text one cell too far.
        cursor = self.cursor_screen_offset.x - self.content_region.x - self.cursor_at_end
        # The character before the cursor, the one just typed, is at most two cells wide and stays in view.
        if left and cursor > 2:
            strip = Strip.join([more, strip.crop(1)])
        if cell_len(displayable(self.value)) > left + width and cursor < width - 1:
            strip = Strip.join([strip.crop(0, width - 1), more, strip.crop(width)])
        return strip

    def on_paste(self, event: events.Paste) -> None:
        """Paste everything as one line; line breaks become spaces, control characters visible signs."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(event.text.split("\n")).strip().translate(_CONTROL))


def label_of(text: str) -> RowsWidget:
    """What stands before a line to type into."""
    label = RowsWidget()
    label.styles.width = width_of(text) + 1
    label.styles.height = 1
    label.show([(Span(f" {text}", "focus"),)])
    return label


def labelled(text: str, prompt: Prompt) -> Horizontal:
    """A line to type into with its label."""
    both = Horizontal(label_of(text), prompt)
    both.styles.height = 1
    return both


class PromptLine(Horizontal):
    """A label and a line to type into, in place of the message line of the labelling screen.

    ``close`` is called at Enter with what was typed, and at Escape with None.
    """

    DEFAULT_CSS = "PromptLine { height: 1; }"

    def __init__(
        self, label: str, text: str, close: Callable[[str | None], None], *, limit: int | None = None
    ) -> None:
        super().__init__()
        self._label = label
        self._is_there = asyncio.Event()
        self.prompt = Prompt(
            text, submitted=lambda: close(self.prompt.value), left=lambda: close(None), limit=limit
        )

    def compose(self) -> ComposeResult:
        yield label_of(self._label)
        yield self.prompt

    def on_mount(self) -> None:
        self.focus_prompt()
        self._is_there.set()

    async def settled(self) -> None:
        """Wait until the line can take keys."""
        await self._is_there.wait()

    def focus_prompt(self) -> None:
        """Show the cursor in the line, where pasted text goes too."""
        self.screen.set_focus(self.prompt, scroll_visible=False)
