"""One line to type into: a note, a number, a search.  It stands where messages stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.widgets.rows import RowsWidget, Span

if TYPE_CHECKING:
    from annotate_tui.tui.screens.labelling import LabellingScreen


class _Safe(Highlighter):
    """Shows what was typed as everything else is shown: no raw control characters."""

    def __call__(self, text: str | Text) -> Text:
        raw = text if isinstance(text, str) else text.plain
        return Text(displayable(raw), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Nothing is coloured."""


_CONTROL = {code: displayable(chr(code)) for code in (*range(0x20), *range(0x7F, 0xA0))}


class Prompt(Input):
    """An input line that takes no raw control characters and reports when it is left with Escape."""

    DEFAULT_CSS = """
    Prompt, Prompt:focus, Prompt:ansi, Prompt:ansi:focus {
        height: 1; border: none; padding: 0; width: 1fr; background: $background; color: $foreground;
        background-tint: transparent;
    }
    """
    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    class Left(Message):
        """Escape was pressed: nothing is taken over."""

    def __init__(self, text: str = "", *, limit: int | None = None) -> None:
        super().__init__(
            text,
            max_length=limit or 0,
            select_on_focus=False,
            compact=True,
            classes="prompt",
            highlighter=_Safe(),
        )

    def on_paste(self, event: events.Paste) -> None:
        """Paste everything as one line; line breaks become spaces, control characters visible signs."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(event.text.split("\n")).strip().translate(_CONTROL))

    def action_leave(self) -> None:
        """Leave without taking anything over."""
        self.post_message(self.Left())


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
    """A label and a line to type into, in place of the message line of the labelling screen."""

    DEFAULT_CSS = "PromptLine { height: 1; }"

    def __init__(
        self, label: str, text: str, then: Callable[[str], None], *, limit: int | None = None
    ) -> None:
        super().__init__()
        self._label = label
        self._prompt = Prompt(text, limit=limit)
        self._then = then

    def compose(self) -> ComposeResult:
        yield label_of(self._label)
        yield self._prompt

    def on_mount(self) -> None:
        self._prompt.focus()

    async def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        await self._close()
        self._then(message.value)

    async def on_prompt_left(self, message: Prompt.Left) -> None:
        message.stop()
        await self._close()

    async def _close(self) -> None:
        screen = cast("LabellingScreen", self.screen)
        await self.remove()
        screen.prompt_closed()
