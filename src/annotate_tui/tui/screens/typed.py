"""One line to type into in place of the message line: a note, a number, where to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from annotate_tui.tui.widgets.prompt import Prompt, PromptLine


class TypedLine:
    """Stands in for another line of the screen while it is open; all keys are its own then."""

    def __init__(self, instead_of: Widget, *, changed: Callable[[], None]) -> None:
        """``changed`` is called when the line opened and when it closed."""
        self._instead_of = instead_of
        self._changed = changed
        self._line: PromptLine | None = None

    @property
    def prompt(self) -> Prompt | None:
        """What takes the keys, while the line is open."""
        return None if self._line is None else self._line.prompt

    def ask(self, label: str, text: str, then: Callable[[str], None], *, limit: int | None = None) -> None:
        """Open the line; ``then`` is called with what was typed, unless it is left with Escape."""
        from annotate_tui.tui.widgets.prompt import PromptLine

        def close(typed: str | None) -> None:
            self._line = None
            line.remove()
            self._instead_of.display = True
            screen.set_focus(None)
            self._changed()
            if typed is not None:
                then(typed)

        screen = self._instead_of.screen
        self._line = line = PromptLine(label, text, close, limit=limit)
        self._instead_of.display = False
        screen.mount(line, after=self._instead_of)
        self._changed()

    @property
    def is_settled(self) -> bool:
        """Whether there is no line that is only opening."""
        return self._line is None

    async def settled(self) -> None:
        """Wait until an open line can take keys."""
        if self._line is not None:
            await self._line.settled()

    def focus(self) -> bool:
        """Show the cursor in the line; whether it is open."""
        if self._line is None:
            return False
        self._line.focus_prompt()
        return True
