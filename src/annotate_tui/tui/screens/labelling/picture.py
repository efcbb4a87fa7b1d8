"""What the labelling screen shows, drawn widget by widget."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container

from annotate_tui.labelling.outcome import Outcome
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.screens.shape import SMALLEST, Shape
from annotate_tui.tui.text import width_of
from annotate_tui.tui.widgets import bars
from annotate_tui.tui.widgets.article_view import ArticleView
from annotate_tui.tui.widgets.panel import Panel
from annotate_tui.tui.widgets.rows import Row, RowsWidget, Span, fitted


class Body(Container):
    """Holds article and questions, and draws nothing itself."""

    BLANK = True


class Picture:
    """The widgets of the screen, each handed what it is to show."""

    def __init__(self, session: LabellingSession, *, prose: bool) -> None:
        self.article = ArticleView(prose=prose, id="article")
        self.title = RowsWidget(id="title")
        self.rule = RowsWidget(id="rule")
        self.questions = RowsWidget(id="questions")
        self.message = RowsWidget(id="message")
        self.hints = RowsWidget(id="hints")
        self.small = RowsWidget(id="small")
        for line in (self.title, self.rule, self.message, self.hints):
            line.add_class("line")
        self._session = session
        self._panel = Panel(session)
        self._drawn_at: int | None = None
        self._title_of: tuple[object, ...] = ()
        self._hints: Row = ()
        if session.cues is not None:
            self.article.set_cues(session.cues_at)
        if any(facet.type == "span" for facet in session.codebook.unit_facets):
            self.article.set_passages(session.passages_at)

    def compose(self) -> ComposeResult:
        """The widgets from top to bottom."""
        yield self.title
        yield self.rule
        with Body(id="body"):
            yield self.article
            yield self.questions
        yield self.message
        yield self.hints
        yield self.small

    def take_shape(self, shape: Shape, keymap: Keymap) -> None:
        """Make room for the questions."""
        styles = self.questions.styles
        if shape.is_wide:
            styles.width, styles.height = shape.panel_width, "1fr"
        else:
            styles.width, styles.height = "1fr", self._panel_height(shape, keymap.shown("note"))

    def draw(self, shape: Shape, keymap: Keymap, outcome: Outcome, saved: Span, message: list[Row]) -> None:
        """Show what the session says; widgets repaint only the rows that changed.

        A long message takes the place of the hints for as long as it stands.
        """
        session, width = self._session, shape.width
        if shape.is_too_small:
            self.small.show(_too_small(shape))
            return
        if outcome.article:
            self.article.show_sheet(session.sheet, session.index)
        unsaved = session.unsaved_units() if session.unsaved else frozenset()
        if outcome.cues:
            self.article.set_cues(session.cues_at)
        self.article.show_current(session.index, outcome.touched, unsaved)
        title_of = (*bars.title_state(session), saved, width)
        if title_of != self._title_of:
            self._title_of = title_of
            self.title.show([bars.title_row(session, saved, width)])
        self.questions.show(self._questions(shape, keymap.shown("note")))
        self.message.show([_message(shape, keymap, message[0])])
        if self._drawn_at != width:
            self._drawn_at = width
            self.rule.show([(Span("─" * width, "rule"),)])
            self._hints = bars.hint_row(keymap, width)
        self.hints.show([fitted(row, width) for row in message[1:]] or [self._hints])

    def _questions(self, shape: Shape, note_key: str) -> list[Row]:
        if shape.is_wide:
            return self._panel.wide(shape.panel_width, shape.height - 4, note_key)
        below = self._panel_height(shape, note_key) - 1
        rule: Row = (Span("─" * shape.width, "rule"),)
        return [rule, *self._panel.compact(shape.width, below, note_key)]

    def _panel_height(self, shape: Shape, note_key: str) -> int:
        return shape.panel_height(self._panel.compact_height(shape.width, note_key))


def message_room(shape: Shape, keymap: Keymap) -> tuple[int, int]:
    """How wide a message may be, and how many rows it may take."""
    return (shape.width - width_of(_low_help(keymap)) - 3, 1) if shape.is_low else (shape.width, 2)


def _low_help(keymap: Keymap) -> str:
    return f"{keymap.shown('keys')} keys"


def _message(shape: Shape, keymap: Keymap, row: Row) -> Row:
    width = shape.width
    if shape.is_low:
        help_ = _low_help(keymap)
        row = fitted(row, message_room(shape, keymap)[0])
        gap = width - sum(width_of(span.text) for span in row) - width_of(help_) - 1
        row = (*row, Span(" " * gap), Span(help_, "dim"))
    return fitted(row, width)


def _too_small(shape: Shape) -> list[Row]:
    needed = "×".join(map(str, SMALLEST))
    said = f"The window is {shape.width}×{shape.height}; labelling needs {needed}."
    return [
        fitted((Span(said, "warning"),), shape.width),
        fitted((Span("Nothing is lost: make it larger and go on.", "text"),), shape.width),
    ]
