"""Keys become calls of the session; what the session says is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from annotate_tui.labelling.outcome import NOTHING, Outcome, refused
from annotate_tui.tui.keymap import spoken
from annotate_tui.tui.screens.labelling.asking import ask_for_answer, ask_for_note, ask_for_unit
from annotate_tui.tui.screens.labelling.commands import ACTS
from annotate_tui.tui.screens.labelling.mouse import clicked
from annotate_tui.tui.screens.labelling.pages import GUIDELINES, PAGES, Page, summary
from annotate_tui.tui.screens.labelling.picture import Picture, message_room
from annotate_tui.tui.screens.saying import TypingScreen
from annotate_tui.tui.screens.shape import Shape
from annotate_tui.tui.screens.typed import TypedLine
from annotate_tui.tui.tour import Tour
from annotate_tui.tui.widgets.bars import count_row, message_rows, typing_row
from annotate_tui.tui.widgets.rows import Row

if TYPE_CHECKING:
    from annotate_tui.labelling.session import LabellingSession
    from annotate_tui.tui.app import AnnotateApp
    from annotate_tui.tui.widgets.article_view import ArticleView

_LEAVING = ("q", "ctrl+c", "ctrl+z")
"""The keys that work in a window too small to label in."""


class LabellingScreen(TypingScreen):
    """Where one annotator labels."""

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
        self.picture = Picture(session, prose=prose)
        self.typed = TypedLine(self.picture.message, changed=self.draw)
        self._count = ""
        self._steps = 1
        self._tour = Tour(session) if tour else None

    @property
    def article(self) -> ArticleView:
        """The article as it is shown."""
        return self.picture.article

    # -- the shape of the window ------------------------------------------------

    def compose(self) -> ComposeResult:
        # In the right shape from the first picture on.
        self._take_shape(Shape(*self.app.size))
        yield from self.picture.compose()

    def on_mount(self) -> None:
        self.article.show_sheet(self.session.sheet, self.session.index)
        if self.session.store.notices:
            # As that the database was brought up to date, and where the backup is.
            self.call_after_refresh(self.say, refused(" ".join(self.session.store.notices)))
        suspended, resumed = self.app.app_suspend_signal, self.app.app_resume_signal
        suspended.subscribe(self, lambda _app: self.session.pause_time("shell"), immediate=True)
        resumed.subscribe(self, lambda _app: self.session.resume_time("shell"), immediate=True)

    def on_screen_resume(self) -> None:
        # A page that was chosen in the palette lies over this screen already.
        if self.app.screen is self:
            self.session.resume_time("page")

    def on_resize(self, event: events.Resize) -> None:
        self._take_shape(Shape(*event.size))
        self.draw()
        if not self.shape.is_too_small:
            self.call_after_refresh(self.typed.focus)

    def _take_shape(self, shape: Shape) -> None:
        self.set_class(shape.is_wide, "-wide")
        self.set_class(shape.is_low, "-low")
        self.set_class(shape.is_too_small, "-small")
        self.picture.take_shape(shape, self.program.keymap)

    # -- drawing ------------------------------------------------------------------

    def draw(self, outcome: Outcome = NOTHING) -> None:
        """Show what the session says."""
        shape = self.shape
        if shape.width:
            program = cast("AnnotateApp", self.app)
            message = self._message(shape)
            self.picture.draw(shape, program.keymap, outcome, program.saved_span(), message)

    def _message(self, shape: Shape) -> list[Row]:
        keymap = self.program.keymap
        if self.typing is not None:
            return [(), typing_row()]
        if self._count:
            return [count_row(self._count, keymap)]
        room = message_room(shape, keymap)
        return message_rows(self.session, keymap, self.said, self._tour, *room)

    def show(self, outcome: Outcome) -> None:
        """Draw an outcome and do what it asks for."""
        self._count = ""
        self.say(outcome)
        if outcome.edit is not None:
            ask_for_answer(self, self.session.codebook.facet(outcome.edit))
        elif outcome.finished:
            self._open(summary)

    # -- keys -------------------------------------------------------------------------

    def pressed(self, key: str) -> bool:
        if self.shape.is_too_small:
            return super().pressed(key) if key in _LEAVING else True
        if key.isdecimal() and key.isascii() and (self._count or key not in self.session.key_meanings()):
            if len(self._count) < 6 and (self._count or key != "0"):
                self._count += key
            self.draw()
            return True
        if self._count:
            # Whatever comes of the key, it ends the count; moving takes it.
            self._steps, self._count = int(self._count), ""
            self.draw()
        outcome = self.session.press(key)
        if outcome is not None:
            self.show(outcome)
        elif not super().pressed(key) and len(key) == 1:
            self.say(refused(f"{spoken(key)} means nothing here.", help="keys"))
        self._steps = 1
        return True

    def command(self, name: str) -> Callable[[], None] | None:
        if (act := ACTS.get(name)) is not None:
            return lambda: self.show(act(self.session))
        if (page := PAGES.get(name)) is not None:
            return lambda: self._open(page, counts=name in GUIDELINES)
        return super().command(name)

    def run_named(self, name: str) -> None:
        """Run what was chosen in the palette, or clicked."""
        kind, _, which = name.partition(":")
        if kind == "theme" and which:
            self.program.use_theme(which)
            return
        action = self.command(name)
        if action is not None:
            action()

    def _open(self, page: Callable[[LabellingScreen], Page], *, counts: bool = False) -> None:
        """Open a page over this screen, or say why there is none.

        ``counts``: the time on it is time spent on the sentence.
        """
        opened = page(self)
        if isinstance(opened, Screen):
            if not counts:
                self.session.pause_time("page")
            self.app.push_screen(opened)
        else:
            self.say(opened)

    def do_confirm(self) -> None:
        """Enter."""
        before = self.session.index
        outcome = self.session.confirm()
        if self._tour is not None:
            self._tour.confirmed(before)
            if self._tour.is_over:
                self._end_tour()
        self.show(outcome)

    def do_next_unit(self) -> None:
        """Down; with a count, so many."""
        self.show(self.session.move(self._steps))

    def do_previous_unit(self) -> None:
        """Up; with a count, so many."""
        self.show(self.session.move(-self._steps))

    def do_page_down(self) -> None:
        """Read ahead."""
        self.article.scroll_page(1)

    def do_page_up(self) -> None:
        """Read back."""
        self.article.scroll_page(-1)

    def do_retry(self) -> None:
        """Try again to save."""
        self.session.retry()
        self.say(Outcome("Trying again …"))

    def do_layout(self) -> None:
        """One sentence a block, or flowing text."""
        self.article.set_prose(not self.article.prose)
        self.program.keep("prose", self.article.prose)
        self.say(Outcome("Flowing text." if self.article.prose else "One sentence a block."))

    def do_tour(self) -> None:
        """The first steps once more."""
        self._tour = Tour(self.session)
        self.say(NOTHING)

    def _end_tour(self) -> None:
        if self._tour is not None:
            self._tour = None
            self.program.keep("tour", True)

    def do_back(self) -> None:
        """Forget a count, a message, the tour."""
        self._end_tour()
        self.say(NOTHING)

    def do_quit(self) -> None:
        """Leave the program."""
        self.program.leave()

    # -- one line to type into --------------------------------------------------------

    def do_note(self) -> None:
        """Write a note."""
        ask_for_note(self)

    def do_go_to_unit(self) -> None:
        """Ask for the number of a sentence."""
        ask_for_unit(self)

    # -- the mouse ----------------------------------------------------------------------

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        if not self.typed.focus():
            self.show(self.session.place_at(message.index))

    def on_click(self, event: events.Click) -> None:
        if not self.typed.focus():
            clicked(self, event)
