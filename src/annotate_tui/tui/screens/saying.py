"""Screens that say what each act came to, in one line that goes by itself."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.timer import Timer

from annotate_tui.labelling.outcome import NOTHING, Outcome
from annotate_tui.tui.screens.base import KeyScreen
from annotate_tui.tui.screens.shape import Shape

if TYPE_CHECKING:
    from annotate_tui.tui.screens.typed import TypedLine
    from annotate_tui.tui.widgets.prompt import Prompt

MESSAGE_S = 8.0
"""After this time a message goes by itself."""


class SayingScreen(KeyScreen):
    """A screen with a message line; ``said`` is what it says now."""

    BINDINGS: ClassVar = []

    def __init__(self, said: Outcome = NOTHING) -> None:
        super().__init__()
        self.said = said
        self._forget: Timer | None = None

    @property
    def shape(self) -> Shape:
        """How large the window is, and how it is divided."""
        return Shape(*self.size)

    @abstractmethod
    def draw(self, outcome: Outcome = NOTHING) -> None:
        """Show everything as it is now; ``outcome`` tells what became different."""

    def say(self, outcome: Outcome) -> None:
        """Draw an outcome, and let its message stand for a while."""
        self.said = outcome
        if self._forget is not None:
            self._forget.stop()
            self._forget = None
        if outcome.message:
            self._forget = self.set_timer(MESSAGE_S, self._fade)
        self.draw(outcome)

    def _fade(self) -> None:
        self.said = NOTHING
        self.draw()


class TypingScreen(SayingScreen):
    """A screen on which a line to type into may take the place of the message."""

    BINDINGS: ClassVar = []
    typed: TypedLine

    @property
    def is_settled(self) -> bool:
        """Whether the screen, and a line that was opened, can take keys."""
        return super().is_settled and self.typed.is_settled

    async def settled(self) -> None:
        """Wait until the screen, and a line that was opened, can take keys."""
        await super().settled()
        await self.typed.settled()

    @property
    def typing(self) -> Prompt | None:
        return self.typed.prompt

    def pressed_while_typing(self, _key: str) -> bool:
        # What is typed into a line that nobody sees would be a surprise later.
        return self.shape.is_too_small
