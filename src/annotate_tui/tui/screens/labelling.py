"""The labelling screen: the article, the questions, and one line for everything that is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.timer import Timer

from annotate_tui.labelling.outcome import NOTHING, Outcome, Tone
from annotate_tui.tui.keymap import command, spoken
from annotate_tui.tui.screens.base import KeyScreen
from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.tour import Tour
from annotate_tui.tui.widgets import bars
from annotate_tui.tui.widgets.article_view import ArticleView
from annotate_tui.tui.widgets.panel import Panel
from annotate_tui.tui.widgets.rows import Row, RowsWidget, Span, fitted

if TYPE_CHECKING:
    from annotate_tui.codebook.model import Facet
    from annotate_tui.labelling.session import LabellingSession
    from annotate_tui.tui.app import AnnotateApp
    from annotate_tui.tui.widgets.prompt import Prompt, PromptLine

SMALLEST = (60, 16)
WIDE = 100
"""From so many columns on the questions stand beside the article."""
PANELS = ((112, 40), (160, 48), (10_000, 58))
"""Up to so many columns of the window, the questions beside the article take so many."""
LOW = 20
"""Below so many rows the hints share the message line."""
MESSAGE_S = 8.0
"""After this time a message goes by itself."""
_ARTICLE_ROWS = 4
"""So many rows the article keeps, however many questions there are."""


def panel_width(width: int) -> int:
    """How wide the questions beside the article are."""
    return next(cells for limit, cells in PANELS if width < limit)


def _is_too_small(size: Size) -> bool:
    return size.width < SMALLEST[0] or size.height < SMALLEST[1]


class Body(Container):
    """Holds article and questions, and draws nothing itself."""

    BLANK = True


class LabellingScreen(KeyScreen):
    """Keys become calls of the session; what the session says is drawn."""

    DEFAULT_CSS = """
    LabellingScreen { layout: vertical; overflow: hidden; }
    LabellingScreen #body { height: 1fr; layout: vertical; overflow: hidden; }
    LabellingScreen.-wide #body { layout: horizontal; }
    LabellingScreen .line { height: 1; }
    LabellingScreen.-low #hints, LabellingScreen.-low #rule { display: none; }
    LabellingScreen #small { display: none; height: 1fr; }
    LabellingScreen.-small > * { display: none; }
    LabellingScreen.-small > #small { display: block; }
    """
    BINDINGS: ClassVar = []

    def __init__(self, session: LabellingSession, *, prose: bool = False, tour: bool = False) -> None:
        super().__init__()
        self.session = session
        self.article = ArticleView(prose=prose, id="article")
        self.title_line = RowsWidget(id="title")
        self.rule = RowsWidget(id="rule")
        self.questions = RowsWidget(id="questions")
        self.message_line = RowsWidget(id="message")
        self.hints = RowsWidget(id="hints")
        self.small = RowsWidget(id="small")
        for line in (self.title_line, self.rule, self.message_line, self.hints):
            line.add_class("line")
        self._panel = Panel(session)
        self._drawn_at: int | None = None
        self._said: Outcome = NOTHING
        self._forget: Timer | None = None
        self._count = ""
        self._line: PromptLine | None = None
        self._tour = Tour(session) if tour else None
        if session.cues is not None:
            self.article.set_cues(session.cues_at)

    def compose(self) -> ComposeResult:
        # In the right shape from the first picture on.
        self._take_shape(self.app.size)
        yield self.title_line
        yield self.rule
        with Body(id="body"):
            yield self.article
            yield self.questions
        yield self.message_line
        yield self.hints
        yield self.small

    def on_mount(self) -> None:
        self.article.show_sheet(self.session.sheet, self.session.index)

    # -- the shape of the window ------------------------------------------------

    def _take_shape(self, size: Size) -> None:
        width, height = size
        self.set_class(width >= WIDE, "-wide")
        self.set_class(height < LOW, "-low")
        self.set_class(_is_too_small(size), "-small")
        if width >= WIDE:
            self.questions.styles.width = panel_width(width)
            self.questions.styles.height = "1fr"
        else:
            self.questions.styles.width = "1fr"
            self.questions.styles.height = self._panel_height(width, height)

    def on_resize(self, event: events.Resize) -> None:
        self._take_shape(event.size)
        self.draw()
        if self._line is not None and not self.is_too_small:
            self.call_after_refresh(self._line.focus_prompt)

    @property
    def is_too_small(self) -> bool:
        """Whether the window is too small to label in."""
        return _is_too_small(self.size)

    def _panel_height(self, width: int, height: int) -> int:
        chrome = 2 if height < LOW else 4
        wanted = 1 + self._panel.compact_height(width, self._note_key)
        return max(4, min(wanted, height - chrome - _ARTICLE_ROWS))

    @property
    def _note_key(self) -> str:
        return self.program.keymap.shown("note")

    # -- drawing ------------------------------------------------------------------

    def draw(self, outcome: Outcome = NOTHING) -> None:
        """Show what the session says; widgets repaint only the rows that changed."""
        width, height = self.size
        if not width:
            return
        if self.is_too_small:
            self.small.show(self._too_small(width))
            return
        session = self.session
        if outcome.article:
            self.article.show_sheet(session.sheet, session.index)
        unsaved = session.unsaved_units() if session.unsaved else frozenset()
        self.article.show_current(session.index, outcome.touched, unsaved)
        self.title_line.show([bars.title_row(session, self._saved(), width)])
        self._draw_questions(width, height)
        self._draw_message(width, height)
        if self._drawn_at != width:
            self._drawn_at = width
            self.rule.show([(Span("─" * width, "rule"),)])
            self.hints.show([bars.hint_row(self.program.keymap, width)])

    def _draw_questions(self, width: int, height: int) -> None:
        rows: list[Row]
        if width >= WIDE:
            rows = self._panel.wide(panel_width(width), height - 4, self._note_key)
        else:
            below = self._panel_height(width, height) - 1
            rows = [(Span("─" * width, "rule"),)]
            rows += self._panel.compact(width, below, self._note_key)
        self.questions.show(rows)

    def _draw_message(self, width: int, height: int) -> None:
        said = self._said
        row: Row
        if self._count:
            row = (Span(f" {self._count}", "key"), Span(" … now ↓ ↑ or j k, Esc forgets it", "dim"))
        elif said.message:
            text = displayable(said.message)
            if said.help and (key := self.program.keymap.shown(said.help)):
                text += f" ({key}: {command(said.help).title.lower()})"
            sign = {Tone.INFO: "", Tone.WARNING: "! ", Tone.ERROR: "✗ "}[said.tone]
            row = (Span(f" {sign}{text}", str(said.tone)),)
        elif self.session.unsaved and (error := self.session.failure) is not None:
            retry = self.program.keymap.shown("retry")
            row = (
                Span(displayable(f" ✗ {error} {retry} tries again; everything is kept until then."), "error"),
            )
        elif self._tour is not None:
            row = self._tour.row(self.program.keymap, width)
        else:
            row = bars.standing_row(self.session, width, self.program.keymap.shown("open_unit"))
        if height < LOW:
            help_ = f"{self.program.keymap.shown('keys')} keys"
            row = fitted(row, width - width_of(help_) - 3)
            gap = width - sum(width_of(span.text) for span in row) - width_of(help_) - 1
            row = (*row, Span(" " * gap), Span(help_, "dim"))
        self.message_line.show([fitted(row, width)])

    def _saved(self) -> Span:
        return cast("AnnotateApp", self.app).saved_span()

    def _too_small(self, width: int) -> list[Row]:
        needed = "×".join(map(str, SMALLEST))
        said = f"The window is {self.size.width}×{self.size.height}; labelling needs {needed}."
        return [
            fitted((Span(said, "warning"),), width),
            fitted((Span("Nothing is lost: make it larger and go on.", "text"),), width),
        ]

    def say(self, outcome: Outcome) -> None:
        """Draw an outcome, and let its message stand for a while."""
        self._said = outcome
        if self._forget is not None:
            self._forget.stop()
            self._forget = None
        if outcome.message:
            self._forget = self.set_timer(MESSAGE_S, self._fade)
        self.draw(outcome)

    def _fade(self) -> None:
        self._said = NOTHING
        self.draw()

    # -- keys -------------------------------------------------------------------------

    def pressed(self, key: str) -> bool:
        if self.is_too_small:
            return super().pressed(key) if key in ("q", "ctrl+c", "ctrl+z") else True
        if key.isdecimal() and key.isascii() and (self._count or key not in self.session.key_meanings()):
            if len(self._count) < 6 and (self._count or key != "0"):
                self._count += key
            self.draw()
            return True
        outcome = self.session.press(key)
        if outcome is not None:
            self._count = ""
            self.show(outcome)
            return True
        if super().pressed(key):
            self._count = ""
            return True
        if len(key) == 1:
            self._count = ""
            self.say(Outcome(f"{spoken(key)} means nothing here.", Tone.WARNING, help="keys"))
        return True

    def show(self, outcome: Outcome) -> None:
        """Draw an outcome and do what it asks for."""
        self.say(outcome)
        if outcome.edit is not None:
            self._edit(self.session.codebook.facet(outcome.edit))
        elif outcome.finished:
            self._finished()

    def _steps(self) -> int:
        steps = int(self._count or "1")
        self._count = ""
        return steps

    def do_confirm(self) -> None:
        before = self.session.index
        outcome = self.session.confirm()
        if self._tour is not None:
            self._tour.confirmed(before)
            if self._tour.is_over:
                self._end_tour()
        self.show(outcome)

    def _end_tour(self) -> None:
        if self._tour is not None:
            self._tour = None
            self.program.keep("tour", True)

    def do_next_unit(self) -> None:
        self.show(self.session.move(self._steps()))

    def do_previous_unit(self) -> None:
        self.show(self.session.move(-self._steps()))

    def do_next_open(self) -> None:
        self.show(self.session.next_open())

    def do_first_unit(self) -> None:
        self.show(self.session.go_to_end(last=False))

    def do_last_unit(self) -> None:
        self.show(self.session.go_to_end(last=True))

    def do_page_down(self) -> None:
        self.article.scroll_page(1)

    def do_page_up(self) -> None:
        self.article.scroll_page(-1)

    def do_about_article(self) -> None:
        self.show(self.session.place_at(len(self.session.sheet.units)))

    def do_next_question(self) -> None:
        self.show(self.session.move_focus(1))

    def do_previous_question(self) -> None:
        self.show(self.session.move_focus(-1))

    def do_repeat(self) -> None:
        self.show(self.session.repeat())

    def do_clear(self) -> None:
        self.show(self.session.clear())

    def do_undo(self) -> None:
        self.show(self.session.undo())

    def do_redo(self) -> None:
        self.show(self.session.redo())

    def do_open_unit(self) -> None:
        self.show(self.session.open_unit())

    def do_next_article(self) -> None:
        self.show(self.session.move_article(1))

    def do_previous_article(self) -> None:
        self.show(self.session.move_article(-1))

    def do_retry(self) -> None:
        self.session.retry()
        self.say(Outcome("Trying again …"))

    def do_layout(self) -> None:
        self.article.set_prose(not self.article.prose)
        self.program.keep("prose", self.article.prose)
        self.say(Outcome("Flowing text." if self.article.prose else "One sentence a block."))

    def do_back(self) -> None:
        self._count = ""
        self._end_tour()
        self.say(NOTHING)

    def do_quit(self) -> None:
        self.program.leave()

    # -- one line to type into --------------------------------------------------------

    def do_note(self) -> None:
        facet = self.session.note_facet()
        if facet is None:
            self.say(Outcome("This codebook has no notes.", Tone.WARNING))
        else:
            self.show(self.session.edit(facet))

    def do_go_to_unit(self) -> None:
        self._ask(f"Go to sentence (1–{len(self.session.sheet.units)}): ", "", self._went_to)

    def _went_to(self, text: str) -> None:
        number = text.strip().lstrip(":")
        if not number:
            self.say(NOTHING)
        elif number.isdecimal() and number.isascii():
            self.show(self.session.go_to(int(number)))
        else:
            self.say(Outcome(f"{number!r} is no number.", Tone.WARNING))

    def _edit(self, facet: Facet) -> None:
        answer = self.session.sheet.answers(self.session.index).get(facet.id)
        text = "" if answer is None else f"{answer:g}" if isinstance(answer, float) else str(answer)
        session, key = self.session, self.session.sheet.key(self.session.index)

        def wrote(said: str) -> None:
            # Meanwhile nothing else can have moved: the line has all keys.
            if session.sheet.key(session.index) == key:
                self.show(session.write_text(facet, said))

        self._ask(f"{displayable(facet.name)}: ", text, wrote, limit=facet.max_length)

    def _ask(self, label: str, text: str, then: Callable[[str], None], *, limit: int | None = None) -> None:
        """Open a line to type into; until it is closed all keys are its own."""
        from annotate_tui.tui.widgets.prompt import PromptLine

        def close(typed: str | None) -> None:
            self._line = None
            line.remove()
            self.message_line.display = True
            self.set_focus(None)
            if typed is not None:
                then(typed)

        self._line = line = PromptLine(label, text, close, limit=limit)
        self.message_line.display = False
        self.mount(line, after=self.message_line)

    async def settled(self) -> None:
        await super().settled()
        if self._line is not None:
            await self._line.settled()

    @property
    def typing(self) -> Prompt | None:
        return None if self._line is None else self._line.prompt

    def pressed_while_typing(self, _key: str) -> bool:
        # What is typed into a line that nobody sees would be a surprise later.
        return self.is_too_small

    # -- the mouse ----------------------------------------------------------------------

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        if self._line is not None:
            self._line.focus_prompt()
            return
        self.show(self.session.place_at(message.index))

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        if self._line is not None:
            self._line.focus_prompt()
            return
        if not isinstance(widget, RowsWidget):
            return
        target = widget.target_at(event.x, event.y)
        if target is None:
            return
        name, value = target
        if name == "command":
            self.run_named(value)
        elif not name:
            self.pressed(self.session.codebook.abstain.key)
        else:
            self._answer_with_mouse(self.session.codebook.facet(name), value)

    def _answer_with_mouse(self, facet: Facet, value: str) -> None:
        if value:
            self.show(self.session.choose(facet, value))
        elif facet.type == "boolean":
            self.show(self.session.toggle(facet))
        elif facet.type in ("text", "number"):
            self.show(self.session.edit(facet))
        else:
            self.show(self.session.look_at(facet))

    # -- what lies over this screen ---------------------------------------------------------

    def do_articles(self) -> None:
        from annotate_tui.tui.screens.articles import ArticlesScreen

        self.app.push_screen(ArticlesScreen(self.session))

    def do_help(self) -> None:
        self._guideline(self.session.focus)

    def do_guideline(self) -> None:
        self._guideline(None)

    def _guideline(self, facet: Facet | None) -> None:
        from annotate_tui.tui.screens.guideline import GuidelineScreen

        self.app.push_screen(GuidelineScreen(self.session.codebook, facet))

    def do_keys(self) -> None:
        from annotate_tui.tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self.session.codebook))

    def do_find(self) -> None:
        from annotate_tui.tui.screens.find import FindScreen

        self.app.push_screen(FindScreen(self.session))

    def do_history(self) -> None:
        from annotate_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.session))

    def do_palette(self) -> None:
        from annotate_tui.tui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self._is_available, self.run_named))

    def _is_available(self, name: str) -> bool:
        return name.startswith("theme:") or self.command(name) is not None

    def run_named(self, name: str) -> None:
        """Run what was chosen in the palette."""
        kind, _, which = name.partition(":")
        if kind == "theme" and which:
            self.program.use_theme(which)
            return
        action = self.command(name)
        if action is not None:
            action()

    def do_agreement(self) -> None:
        from annotate_tui.tui.screens.agreement import AgreementScreen, may_look

        allowed, articles = may_look(self.session)
        if allowed:
            self.app.push_screen(AgreementScreen(self.session, articles))
        else:
            self.say(
                Outcome("Agreement is shown to leads; labelling is blind in this project.", Tone.WARNING)
            )

    def do_cues(self) -> None:
        outcome = self.session.toggle_cues()
        self.article.set_cues(self.session.cues_at if self.session.cues is not None else None)
        self.show(outcome)

    def do_tour(self) -> None:
        self._tour = Tour(self.session)
        self.say(NOTHING)

    def _finished(self) -> None:
        from annotate_tui.tui.screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(self.session))
