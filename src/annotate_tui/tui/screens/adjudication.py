"""The screen of an adjudicator: the sentence in its article, the answers side by side, the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from annotate_tui.labelling.adjudication import AdjudicationSession
from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone, refused
from annotate_tui.tui import adjudication as rows
from annotate_tui.tui.keymap import spoken
from annotate_tui.tui.screens.saying import TypingScreen
from annotate_tui.tui.screens.shape import SMALLEST, Shape
from annotate_tui.tui.screens.typed import TypedLine
from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.widgets.article_view import ArticleView
from annotate_tui.tui.widgets.bars import NOT_SAVED, SAVED, SAVING, typing_row
from annotate_tui.tui.widgets.rows import RowsWidget, Span, fitted

if TYPE_CHECKING:
    from annotate_tui.codebook.model import Facet

PATIENCE_S = 5.0
_LEAVING = ("q", "ctrl+c", "ctrl+z", "escape")
_FAR = 1_000_000
_PANEL = (9, 12)
"""The answers take at least and at most so many rows."""

ACTS: Mapping[str, Callable[[AdjudicationSession], Outcome]] = {
    "confirm": lambda session: session.confirm(),
    "next_open": lambda session: session.next_wanted(),
    "next_unit": lambda session: session.move(1),
    "previous_unit": lambda session: session.move(-1),
    "first_unit": lambda session: session.move(-_FAR),
    "last_unit": lambda session: session.move(_FAR),
    "next_question": lambda session: session.move_focus(1),
    "previous_question": lambda session: session.move_focus(-1),
    "next_article": lambda session: session.move_article(1),
    "previous_article": lambda session: session.move_article(-1),
    "clear": lambda session: session.clear(),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "note": lambda session: session.edit_note(),
}
"""The commands that are one call of the session."""


class AdjudicationScreen(TypingScreen):
    """Where somebody decides between annotators; ``leave`` is called when they are done."""

    DEFAULT_CSS = """
    AdjudicationScreen { layout: vertical; overflow: hidden; }
    AdjudicationScreen .line { height: 1; }
    AdjudicationScreen.-low #hints, AdjudicationScreen.-low #rule { display: none; }
    AdjudicationScreen #small { display: none; height: 1fr; }
    AdjudicationScreen.-small > * { display: none; }
    AdjudicationScreen.-small > #small { display: block; }
    """
    BINDINGS: ClassVar = []

    class WriterReported(Message):
        """The writer has something to tell."""

    def __init__(self, session: AdjudicationSession, *, said: Outcome = NOTHING, prose: bool = False) -> None:
        """``said`` is what opening the first case came to."""
        super().__init__(said)
        self.session = session
        self.article = ArticleView(prose=prose, id="article")
        self.title_line = RowsWidget(id="title")
        self.rule = RowsWidget(id="rule")
        self.answers = RowsWidget(id="answers")
        self.message = RowsWidget(id="message")
        self.hints = RowsWidget(id="hints")
        self.small = RowsWidget(id="small")
        for line in (self.title_line, self.rule, self.message, self.hints):
            line.add_class("line")
        self.typed = TypedLine(self.message, changed=self.draw)
        self._leaving = False

    # -- the window ----------------------------------------------------------

    def compose(self) -> ComposeResult:
        self._take_shape(Shape(*self.app.size))
        yield self.title_line
        yield self.rule
        yield self.article
        yield self.answers
        yield self.message
        yield self.hints
        yield self.small

    def on_mount(self) -> None:
        self.article.show_sheet(self.session.sheet, self.session.index)

    def on_unmount(self) -> None:
        self.session.close(PATIENCE_S)

    def on_resize(self, event: events.Resize) -> None:
        self._take_shape(Shape(*event.size))
        self.draw()
        if not self.shape.is_too_small:
            self.call_after_refresh(self.typed.focus)

    def _take_shape(self, shape: Shape) -> None:
        self.set_class(shape.is_low, "-low")
        self.set_class(shape.is_too_small, "-small")
        self.answers.styles.height = _panel_height(shape)

    # -- drawing -------------------------------------------------------------

    def draw(self, outcome: Outcome = NOTHING) -> None:
        """Show what the session says."""
        shape, session = self.shape, self.session
        width = shape.width
        if not width:
            return
        if shape.is_too_small:
            needed = "×".join(map(str, SMALLEST))
            said = f"The window is {width}×{shape.height}; deciding needs {needed}."
            self.small.show([fitted((Span(said, "warning"),), width)])
            return
        if outcome.article:
            self.article.show_sheet(session.sheet, session.index)
        self.article.show_current(session.index, outcome.touched, session.unsaved_units())
        keymap = self.program.keymap
        self.title_line.show([rows.title_row(session, self.saved_span(), width)])
        self.rule.show([(Span("─" * width, "rule"),)])
        case = rows.case_rows(session, width, _panel_height(shape) - 1)
        self.answers.show([(Span("─" * width, "rule"),), *case])
        # Where there is no room for hints, the way to all keys stands behind the message.
        tail = f"  {keymap.shown('keys')} keys " if shape.is_low else ""
        message = rows.message_row(session, keymap, self.said, width - len(tail))
        gap = width - len(tail) - sum(width_of(span.text) for span in message)
        self.message.show([(*message, Span(" " * gap + tail, "dim"))])
        typing = self.typing is not None
        self.hints.show([typing_row() if typing else rows.hint_row(session, keymap, width)])

    def saved_span(self) -> Span:
        """Whether everything is on disk, in a sign and a word."""
        session = self.session
        if not session.unsaved:
            return Span(SAVED, "saved")
        if session.failure is not None:
            return Span(f" {NOT_SAVED} ({session.unsaved}) ", "error")
        return Span(f"{SAVING} ({session.unsaved})", "warning")

    def show(self, outcome: Outcome) -> None:
        """Draw an outcome and do what it asks for."""
        self.say(outcome)
        if outcome.edit is not None:
            self._edit(self.session.codebook.facet(outcome.edit))

    # -- saving --------------------------------------------------------------

    def writer_changed(self, _state: object) -> None:
        """On the writer's thread; the screen only needs to hear of it when it did not wait for it."""
        if self.session.is_waiting:
            self.post_message(self.WriterReported())

    def on_adjudication_screen_writer_reported(self) -> None:
        outcome = self.session.settle()
        if self._leaving and not self.session.unsaved:
            self._end()
        else:
            self.say(outcome)

    # -- keys ----------------------------------------------------------------

    def pressed(self, key: str) -> bool:
        if self.shape.is_too_small:
            return super().pressed(key) if key in _LEAVING else True
        outcome = self.session.press(key)
        if outcome is not None:
            self.show(outcome)
        elif not super().pressed(key) and len(key) == 1:
            self.say(refused(f"{spoken(key)} means nothing here.", help="keys"))
        return True

    def command(self, name: str) -> Callable[[], None] | None:
        if (act := ACTS.get(name)) is not None:
            return lambda: self.show(act(self.session))
        return super().command(name)

    def run_named(self, name: str) -> None:
        """Run what was chosen in the palette, or clicked."""
        kind, _, which = name.partition(":")
        if kind == "theme" and which:
            self.program.use_theme(which)
        elif (action := self.command(name)) is not None:
            action()

    def do_page_down(self) -> None:
        """Read ahead."""
        self.article.scroll_page(1)

    def do_page_up(self) -> None:
        """Read back."""
        self.article.scroll_page(-1)

    def do_layout(self) -> None:
        """One sentence a block, or flowing text."""
        self.article.set_prose(not self.article.prose)

    def do_retry(self) -> None:
        """Try again to save."""
        self.session.retry()
        self.say(Outcome("Trying again …"))

    def do_back(self) -> None:
        """Leave when everything is on disk; a second time leaves anyway."""
        if self.session.unsaved and not self._leaving:
            self._leaving = True
            left = self.session.unsaved
            self.say(
                Outcome(f"{left} not saved yet; waiting. Leaving once more leaves without.", Tone.WARNING)
            )
            return
        self._end()

    def do_quit(self) -> None:
        """Leave."""
        self.do_back()

    def do_interrupt(self) -> None:
        """Leave."""
        self.do_back()

    def do_adjudicate(self) -> None:
        """Leave: the command that opens this screen closes it too."""
        self.do_back()

    def _end(self) -> None:
        self.dismiss()

    # -- pages over this one, and the line to type into ------------------------

    def do_help(self) -> None:
        """What the question in focus means."""
        self._guideline(self.session.focus)

    def do_guideline(self) -> None:
        """The whole guideline."""
        self._guideline(None)

    def _guideline(self, facet: Facet | None) -> None:
        from annotate_tui.tui.screens.guideline import GuidelineScreen

        self.app.push_screen(GuidelineScreen(self.session.codebook, facet))

    def do_keys(self) -> None:
        """All keys."""
        from annotate_tui.tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self.session.codebook))

    def do_palette(self) -> None:
        """Every command by name."""
        from annotate_tui.tui.screens.palette import PaletteScreen

        def is_available(name: str) -> bool:
            return name.startswith("theme:") or self.command(name) is not None

        self.app.push_screen(PaletteScreen(is_available, self.run_named))

    def _edit(self, facet: Facet) -> None:
        session, index = self.session, self.session.index
        text = session.docket.note(index, facet.id)
        label = "Why" if facet.type == "text" else displayable(facet.name)

        def wrote(said: str) -> None:
            self.show(session.write_text(facet, said))

        self.typed.ask(f"{label}: ", text, wrote, limit=facet.max_length)

    # -- the mouse -------------------------------------------------------------

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        if not self.typed.focus():
            self.show(self.session.place_at(message.index))

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        if self.typed.focus() or not isinstance(widget, RowsWidget):
            return
        target = widget.target_at(event.x, event.y)
        if target is not None:
            self.run_named(target[1])


def _panel_height(shape: Shape) -> int:
    """How many rows the answers take, their rule included: always the same in a window, so nothing moves."""
    least, most = _PANEL
    return max(least, min(most, (shape.height - (2 if shape.is_low else 4)) * 11 // 20))
