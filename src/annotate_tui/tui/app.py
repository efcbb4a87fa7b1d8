"""The labelling program: one database, one annotator."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from textual.message import Message

from annotate_tui.errors import UsageError
from annotate_tui.labelling.outcome import Outcome, Tone
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.keymap import Keymap, usual_keymap
from annotate_tui.tui.opening import LabellingSettings, Opened, opened
from annotate_tui.tui.program import ScreenApp, check_terminal
from annotate_tui.tui.screens.labelling import LabellingScreen
from annotate_tui.tui.widgets.bars import NOT_SAVED, SAVED, SAVING
from annotate_tui.tui.widgets.rows import Span

PATIENCE_S = 10.0
"""How long the end of the program waits for the disk."""


class AnnotateApp(ScreenApp):
    """Holds the store and the session; the screens do the rest."""

    class WriterReported(Message):
        """The writer has something to tell."""

    def __init__(
        self,
        project: Opened | None,
        *,
        annotator: str | None = None,
        article: int | None = None,
        theme: str | None = None,
        keymap: Keymap | None = None,
    ) -> None:
        """Without a ``project`` somebody hands it over later (`use`), and ``keymap`` holds until then."""
        super().__init__(keymap or (project.keymap if project is not None else usual_keymap()), theme)
        self.session: LabellingSession | None = None
        self.labelling: LabellingScreen | None = None
        self._project = project
        self._annotator = annotator
        self._article = article
        self._leaving = False

    # -- from start to end ----------------------------------------------------

    def on_mount(self) -> None:
        super().on_mount()
        self.open_first_screen()

    def open_first_screen(self) -> None:
        """Label at once where it is known who labels, else ask."""
        if self._annotator is not None or self._project is None:
            self.begin(self._annotator or "")
            return
        from annotate_tui.tui.screens.start import StartScreen

        people = [row for row in self._project.store.annotators() if row.kind == "human"]
        self.push_screen(StartScreen(people, lambda name: self.begin(name, choose_article=True)))

    def use(self, project: Opened, article: str | None) -> None:
        """Work on a database, beginning with an article that somebody named."""
        self._project = project
        self.keymap = project.keymap
        self._article = project.article(article)

    @property
    def is_ready(self) -> bool:
        """Whether there is a database to label in."""
        return self._project is not None

    def begin(self, annotator: str, *, choose_article: bool = False) -> None:
        """Start labelling as somebody, who may be asked for the article first."""
        if self._project is None:
            raise UsageError("There is no database to label in.")
        self.session = session = self._project.session(annotator, self._writer_changed)
        session.start(self._article)
        self.labelling = LabellingScreen(
            session, prose=self.kept.get("prose") is True, tour=self.kept.get("tour") is not True
        )
        if len(self.screen_stack) > 1:
            self.switch_screen(self.labelling)
        else:
            self.push_screen(self.labelling)
        if choose_article and self._article is None and len(session.articles) > 1:
            from annotate_tui.tui.screens.articles import ArticlesScreen

            self.push_screen(ArticlesScreen(session, at_start=True))

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
        return Span(SAVING if session.unsaved == 1 else f"{SAVING} ({session.unsaved})", "warning")

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
    with opened(path, only, settings) as project:
        return run(
            AnnotateApp(
                project,
                annotator=annotator or settings.annotator or project.store.last_annotator(),
                article=project.article(article),
                theme=settings.theme,
            )
        )


def run(app: AnnotateApp) -> int:
    """Run the program until somebody leaves it; its exit code.  Raises what ended it unasked."""
    # An article is hundreds of thousands of small objects that stay: they are searched for rubbish seldom.
    gc.set_threshold(100_000, 20, 100)
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
