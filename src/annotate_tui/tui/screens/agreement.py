"""Agreement: facets with their verdicts, confusions, and the units to talk about; Enter goes there."""

from __future__ import annotations

import threading

from textual.message import Message

from annotate_tui.errors import AnnotateError
from annotate_tui.labelling.outcome import NOTHING
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.agreement import Agreed, agreement_lines, compute, plain_lines
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.screens.page import Hints
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line


def may_look(session: LabellingSession) -> tuple[bool, list[str]]:
    """Whether this annotator may see agreement now, and in which articles (none named: in all).

    Leads, and everybody where the project is not blind; where the project says
    so, annotators see it for the articles that they are done with.
    """
    store, key = session.store, session.annotator.key
    if store.may_see_others(key):
        return True, []
    if store.setting("agreement_when_done", False) is not True:
        return False, []
    ids = {row.key: row.article_id for row in session.articles}
    done = [ids[row.article] for row in store.progress(key) if row.n_asked and row.done >= row.n_asked]
    return bool(done), done


class AgreementScreen(OverScreen):
    """Computed beside the screen; keys go on working, and Escape forgets it."""

    class Computed(Message):
        """The computation ended, with a result or a sentence."""

        def __init__(self, agreed: Agreed | None, problem: str) -> None:
            super().__init__()
            self.agreed = agreed
            self.problem = problem

    def __init__(self, session: LabellingSession, articles: list[str]) -> None:
        super().__init__(session)
        self._articles = articles
        self._agreed: Agreed | None = None
        self._problem = ""
        self._numbers = False

    def heading_text(self) -> tuple[str, str]:
        return "Agreement", f"{len(self._articles)} articles" if self._articles else "all articles"

    def on_mount(self) -> None:
        super().on_mount()
        threading.Thread(target=self._compute, name="annotate-tui agreement", daemon=True).start()

    def _compute(self) -> None:
        try:
            agreed, problem = compute(self.session.store.path, self._articles), ""
        except AnnotateError as error:
            agreed, problem = None, str(error)
        self.post_message(self.Computed(agreed, problem))

    def on_agreement_screen_computed(self, message: Computed) -> None:
        self._agreed, self._problem = message.agreed, message.problem
        self.refill()

    def page_hints(self) -> Hints:
        keymap = self.program.keymap
        other = "units to talk about" if self._numbers else "everything in numbers"
        return [
            ("⏎", "go to the sentence"),
            ("↓↑", "move"),
            (keymap.shown("layout"), other),
            (keymap.shown("back"), "back"),
        ]

    def lines(self) -> list[Line]:
        if self._problem:
            return [line(displayable(self._problem), "warning")]
        if self._agreed is None:
            return [line("Computing … this page fills itself.", "dim")]
        if self._numbers:
            return plain_lines(self._agreed.report, self.text_width)
        return agreement_lines(self._agreed)

    def do_layout(self) -> None:
        self._numbers = not self._numbers
        self.refill()

    def choose(self, item: int) -> None:
        if self._agreed is None:
            return
        unit = self._agreed.differing[item].unit
        session = self.session
        row = next((row for row in session.articles if row.article_id == unit.article_id), None)
        if row is None:
            return
        outcome = NOTHING
        if session.sheet.article.key != row.key:
            outcome = session.open_article(row.key)
        index = len(session.sheet.units) if unit.index is None else unit.index
        self.back_with(outcome.then(session.place_at(index)))
