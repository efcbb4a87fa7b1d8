"""The smallest Textual program that looks like one: a header, a footer, a word in between."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class HeaderAndFooter(App[None]):
    """Starts, and shows that it has."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "Leave"), ("u", "undo", "Undo"), ("f1", "help", "Help")]  # noqa: RUF012
    TITLE = "bare"

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("ready")
        yield Footer()


if __name__ == "__main__":
    HeaderAndFooter().run()
