"""The smallest Textual program that answers a key: one widget that shows which key it was, and how many."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class OneWidget(App[None]):
    """Counts keys."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.counter = Static("ready")

    def compose(self) -> ComposeResult:
        yield self.counter

    def on_key(self, event: Key) -> None:
        if event.character == "q":
            self.exit()
            return
        self.count += 1
        self.counter.update(f"key {self.count}")


if __name__ == "__main__":
    OneWidget().run()
