"""Marking passages of a sentence: the sentence, what is marked in it, and the keys that mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult

from annotate_tui.codebook.model import Facet
from annotate_tui.labelling.outcome import NOTHING, Outcome, refused
from annotate_tui.labelling.span_editing import SpanEditing
from annotate_tui.tui.keymap import spoken
from annotate_tui.tui.screens.saying import SayingScreen
from annotate_tui.tui.span_rows import (
    PASSAGE,
    VALUE,
    code_of,
    heading_row,
    hint_row,
    list_rows,
    selection_row,
    too_small_rows,
    value_rows,
)
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.bars import message_row
from annotate_tui.tui.widgets.marked_text import WORD, Marked, MarkedText
from annotate_tui.tui.widgets.rows import Row, RowsWidget, Span, fitted

if TYPE_CHECKING:
    from annotate_tui.labelling.session import LabellingSession
    from annotate_tui.tui.app import AnnotateApp

MEASURE = 100
"""Text wider than this is tiring to read."""
ROOMY = 20
"""From so many rows on the question itself is shown too."""


class SpansScreen(SayingScreen):
    """Keys become calls of `SpanEditing`; Enter is the labelling screen's Enter."""

    DEFAULT_CSS = """
    SpansScreen { layout: vertical; overflow: hidden; }
    SpansScreen .line { height: 1; }
    SpansScreen #body { height: 1fr; }
    """
    BINDINGS: ClassVar = []

    def __init__(self, session: LabellingSession, facet: Facet, done: Callable[[Outcome], None]) -> None:
        """``done`` is called with what is to be shown on the screen below, when this one has closed."""
        super().__init__()
        self.session = session
        self.editing = SpanEditing(session, facet)
        self._done = done
        self._stretching = False
        self._layout: MarkedText | None = None
        self._laid_out_for = 0
        self._top = 0
        self._dragged_from: int | None = None
        self.heading = RowsWidget(id="title")
        self.rule = RowsWidget(id="rule")
        self.body = RowsWidget(id="body")
        self.rule_below = RowsWidget(id="rule-below")
        self.values = RowsWidget(id="values")
        self.message = RowsWidget(id="message")
        self.hints = RowsWidget(id="hints")
        for row in (self.heading, self.rule, self.rule_below, self.message, self.hints):
            row.add_class("line")

    def compose(self) -> ComposeResult:
        self.values.styles.height = len(value_rows(self.editing, self.app.size.width))
        yield self.heading
        yield self.rule
        yield self.body
        yield self.rule_below
        yield self.values
        yield self.message
        yield self.hints

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        self.values.styles.height = len(value_rows(self.editing, event.size.width))
        self.draw()

    # -- drawing ------------------------------------------------------------------

    def draw(self, _outcome: Outcome = NOTHING) -> None:
        """Show the sentence and everything around it; only rows that changed are painted."""
        width, height = self.size
        if not width:
            return
        if self.shape.is_too_small:
            for row in (self.heading, self.rule, self.rule_below, self.values, self.message, self.hints):
                row.show([])
            self.body.show(too_small_rows(width, height))
            return
        values = value_rows(self.editing, width)
        saved = cast("AnnotateApp", self.app).saved_span()
        self.heading.show([heading_row(self.editing, saved, width)])
        self.rule.show([(Span("─" * width, "rule"),)])
        self.rule_below.show([(Span("─" * width, "rule"),)])
        self.values.show(values)
        self.message.show([self._message_row(width)])
        self.hints.show([hint_row(self.program.keymap, width)])
        self.body.show(self._body_rows(width, height - 5 - len(values)))

    def _body_rows(self, width: int, room: int) -> list[Row]:
        editing = self.editing
        rows: list[Row] = []
        if self.size.height >= ROOMY:
            question = displayable(editing.facet.question or editing.facet.short)
            rows = [fitted((Span(f" {question}", "dim"),), width), ()]
            room -= 2
        if self._layout is None or self._laid_out_for != width:
            self._layout, self._laid_out_for = MarkedText(editing.text, min(width - 1, MEASURE)), width
        text = self._layout.rows(
            Marked(
                editing.passages(),
                editing.held,
                (editing.start, editing.end),
                lambda value_id: code_of(editing, value_id),
                editing.words.at,
            )
        )
        rows += self._in_view(text, room)
        left = room - len(text)
        if left > 2:
            rows.append(())
            rows += list_rows(editing, width, left - 1)
        return rows

    def _in_view(self, text: list[Row], room: int) -> list[Row]:
        """As many rows as there is room for, with the selection among them."""
        layout = self._layout
        if layout is None or len(text) <= room:
            self._top = 0
            return text
        first = layout.row_of(self.editing.start)
        last = layout.row_of(max(self.editing.start, self.editing.end - 1)) + 1
        if first < self._top or last >= self._top + room:
            self._top = first if last - first >= room or first < self._top else last - room + 1
        self._top = max(0, min(self._top, len(text) - room))
        return text[self._top : self._top + room]

    def _message_row(self, width: int) -> Row:
        session = self.session
        if self.said.message or (session.unsaved and session.failure is not None):
            return fitted(message_row(session, self.program.keymap, self.said, None, width), width)
        return selection_row(self.editing, width, stretching=self._stretching)

    def show(self, outcome: Outcome) -> None:
        """Draw an outcome here, or close where it led somewhere else."""
        if outcome.article or not self.editing.is_current:
            self._close(outcome)
        else:
            cast("AnnotateApp", self.app).tell(outcome)
            self.say(outcome)

    def _close(self, outcome: Outcome) -> None:
        self.dismiss()
        self._done(outcome)

    # -- keys -------------------------------------------------------------------------

    def pressed(self, key: str) -> bool:
        if self.shape.is_too_small:
            # What is marked where nobody sees it would be a surprise later.
            return super().pressed(key) if key in ("q", "escape", "ctrl+c", "ctrl+z") else True
        named = key.removeprefix("shift+").removeprefix("ctrl+")
        if named in ("left", "right"):
            self._arrow(key, 1 if named == "right" else -1)
            return True
        outcome = self.editing.press(key)
        if outcome is not None:
            self._stretching = False
            self.show(outcome)
            return True
        if super().pressed(key):
            return True
        if len(key) == 1:
            self.say(refused(f"{spoken(key)} means nothing here."))
        return True

    def _arrow(self, key: str, step: int) -> None:
        if key.startswith("ctrl+"):
            self.show(self.editing.stretch(step, by_character=True))
        elif key.startswith("shift+") or self._stretching:
            self.show(self.editing.stretch(step))
        else:
            self.show(self.editing.move(step))

    def do_next_open(self) -> None:
        """From now on arrows stretch, or move again."""
        self._stretching = not self._stretching
        self.say(NOTHING)

    def do_next_question(self) -> None:
        """Which end is moved."""
        self.show(self.editing.next_edge())

    def do_previous_question(self) -> None:
        """The same, the other way round."""
        self.editing.next_edge()
        self.show(self.editing.next_edge())

    def do_previous_article(self) -> None:
        """One character back."""
        self.show(self.editing.stretch(-1, by_character=True))

    def do_next_article(self) -> None:
        """One character on."""
        self.show(self.editing.stretch(1, by_character=True))

    def do_next_unit(self) -> None:
        """The next passage."""
        self._stretching = False
        self.show(self.editing.hold_next(1))

    def do_previous_unit(self) -> None:
        """The passage before."""
        self._stretching = False
        self.show(self.editing.hold_next(-1))

    def do_first_unit(self) -> None:
        """The first word."""
        self.show(self.editing.move_to_end(last=False))

    def do_last_unit(self) -> None:
        """The last word."""
        self.show(self.editing.move_to_end(last=True))

    def do_clear(self) -> None:
        """Take a passage away."""
        self.show(self.editing.remove())

    def do_undo(self) -> None:
        """Take back the last act."""
        self.show(self.editing.undo())

    def do_redo(self) -> None:
        """Do it again."""
        self.show(self.editing.redo())

    def do_retry(self) -> None:
        """Try again to save."""
        self.session.retry()
        self.say(Outcome("Trying again …"))

    def do_help(self) -> None:
        """What the values mean."""
        from annotate_tui.tui.screens.guideline import GuidelineScreen

        facet = self.editing.facet
        linked = self.session.codebook.facet(facet.links_to) if facet.links_to and not facet.values else facet
        self.app.push_screen(GuidelineScreen(self.session.codebook, linked))

    def do_keys(self) -> None:
        """All keys, those of this page among them."""
        from annotate_tui.tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self.session.codebook))

    def do_confirm(self) -> None:
        """Done with this question: what Enter does on the labelling screen."""
        self._close(self.session.confirm(marked=True))

    def do_back(self) -> None:
        """Stop stretching, let go of a passage, or go back."""
        if self._stretching:
            self._stretching = False
            self.say(NOTHING)
        elif self.editing.let_go():
            self.say(NOTHING)
        else:
            self._close(NOTHING)

    def do_quit(self) -> None:
        """Back; there is nothing to save."""
        self._close(NOTHING)

    # -- the mouse ----------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A word, a value, or a passage in the list."""
        target = self._target(event)
        if target is None:
            return
        what, which = target
        if what == WORD:
            self._dragged_from = int(which)
            self.show(self.editing.select(int(which), int(which)))
        elif what == VALUE:
            self.pressed(which)
        elif what == PASSAGE and int(which) < len(self.editing.passages()):
            self.editing.hold(self.editing.passages()[int(which)])
            self.say(NOTHING)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """With the button down, select as far as the pointer went."""
        if self._dragged_from is None:
            return
        target = self._target(event)
        if target is not None and target[0] == WORD:
            self.show(self.editing.select(self._dragged_from, int(target[1])))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """The button is up again."""
        self._dragged_from = None

    def _target(self, event: events.MouseEvent) -> tuple[str, str] | None:
        found = self.get_widget_at(event.screen_x, event.screen_y)
        widget, region = found
        if not isinstance(widget, RowsWidget):
            return None
        return widget.target_at(int(event.screen_x) - region.x, int(event.screen_y) - region.y)
