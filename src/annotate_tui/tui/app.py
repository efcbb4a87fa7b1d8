"""The labelling program: one database, one annotator."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from annotate_tui.labelling.outcome import Outcome, Tone
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.opening import LabellingSettings, opened
from annotate_tui.tui.program import ScreenApp, check_terminal
from annotate_tui.tui.screens.labelling import LabellingScreen
from annotate_tui.tui.widgets.bars import NOT_SAVED, SAVED, SAVING
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate_tui.store.store import Store

PATIENCE_S = 10.0
"""How long the end of the program waits for the disk."""


class AnnotateApp(ScreenApp):
    """Holds the store and the session; the screens do the rest."""

    class WriterReported(Message):
        """The writer has something to tell."""

    def __init__(
        self,
        store: Store,
        keymap: Keymap,
        *,
        open_session: Callable[[str, Callable[[object], None]], LabellingSession],
        annotator: str | None = None,
        article: int | None = None,
        theme: str | None = None,
    ) -> None:
        """``open_session`` starts labelling as somebody; its second argument hears from the writer."""
        super().__init__(keymap, theme)
        self.store = store
        self.session: LabellingSession | None = None
        self.labelling: LabellingScreen | None = None
        self._open_session = open_session
        self._annotator = annotator
        self._article = article
        self._leaving = False

    # -- from start to end ----------------------------------------------------

    def on_mount(self) -> None:
        super().on_mount()
        if self._annotator is not None:
            self.begin(self._annotator)
            return
        from annotate_tui.tui.screens.start import StartScreen

        names = [row.name for row in self.store.annotators() if row.kind == "human"]
        self.push_screen(StartScreen(names, self.begin))

    def begin(self, annotator: str) -> None:
        """Start labelling as somebody."""
        self.session = self._open_session(annotator, self._writer_changed)
        self.session.start(self._article)
        if len(self.screen_stack) > 1:
            self.pop_screen()
        self.labelling = LabellingScreen(
            self.session, prose=self.kept.get("prose") is True, tour=self.kept.get("tour") is not True
        )
        self.push_screen(self.labelling)

    def leave(self, code: int = 0) -> None:
        """Leave when everything is on disk; a second time leaves anyway."""
        session = self.session
        if session is None or not session.unsaved or self._leaving:
            super().leave(code)
            return
        self._leaving = True
        self.tell(
            Outcome(
                f"{session.unsaved} not saved yet; waiting. Leaving once more leaves without.", Tone.WARNING
            )
        )

    def before_end(self) -> None:
        if self.session is not None:
            self.session.close(PATIENCE_S / 2)

    # -- saving -------------------------------------------------------------------

    def _writer_changed(self, _state: object) -> None:
        """On the writer's thread; the screen only needs to hear of it when it did not wait for it."""
        if self.session is not None and self.session.is_waiting:
            self.post_message(self.WriterReported())

    def on_annotate_app_writer_reported(self) -> None:
        session = self.session
        if session is None:
            return
        outcome = session.settle()
        if self._leaving and not session.unsaved:
            super().leave()
            return
        self.tell(outcome)

    def saved_span(self) -> Span:
        """Whether everything is on disk, in a sign and a word."""
        session = self.session
        if session is None or not session.unsaved:
            return Span(SAVED, "saved")
        if session.failure is not None:
            return Span(f" {NOT_SAVED} ({session.unsaved}) ", "error")
        return Span(f"{SAVING} ({session.unsaved})", "warning")

    def tell(self, outcome: Outcome) -> None:
        """Draw an outcome on the labelling screen, whatever lies over it."""
        if self.labelling is not None:
            self.labelling.say(outcome)

    def use_theme(self, name: str) -> None:
        super().use_theme(name)
        self.tell(Outcome(f"Theme: {self.look.title}"))


def run_labelling(
    path: Path, annotator: str | None, article: str | None, only: str | None, settings: LabellingSettings
) -> int:
    """Open the labelling screen on a database; the program's exit code.

    Raises UsageError where there is no terminal to draw on, and what `opened` raises.
    """
    check_terminal()
    # An article is hundreds of thousands of small objects that stay: they are searched for rubbish seldom.
    gc.set_threshold(100_000, 20, 100)
    with opened(path, only, settings) as project:
        app = AnnotateApp(
            project.store,
            project.keymap,
            open_session=project.session,
            annotator=annotator or settings.annotator or project.store.last_annotator(),
            article=project.article(article),
            theme=settings.theme,
        )
        try:
            app.run()
        finally:
            unsaved = app.session.close(PATIENCE_S) if app.session is not None else 0
    if app.failed is not None:
        raise app.failed
    if unsaved:
        print(f"{unsaved} of your last acts could NOT be saved.", file=sys.stderr)
        return 1
    return app.return_code or 0
