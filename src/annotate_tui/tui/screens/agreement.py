"""Agreement: the questions with their verdicts, each in detail, and the sentences to talk about."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message

from annotate_tui.errors import AnnotateError
from annotate_tui.labelling.outcome import NOTHING, Outcome
from annotate_tui.tui.agreement import Agreed, compute
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.screens.page import Hints
from annotate_tui.tui.text import bar, displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    from annotate_tui.labelling.session import LabellingSession
    from annotate_tui.store.rows import ArticleRow


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


class CalledOffError(Exception):
    """Nobody waits for the computation any more."""


class View(NamedTuple):
    """What of it is shown: the overview, a question, the sentences to talk about, or all numbers."""

    name: str = "overview"
    facet: str = ""
    cursor: int | None = None
    scroll: int = 0
    """Where the cursor and the page were when the view was left."""


class AgreementScreen(OverScreen):
    """Computed beside the screen; keys go on working, and leaving the page calls it off."""

    class Going(Message):
        """How far the computation is."""

        def __init__(self, what: str, share: float) -> None:
            super().__init__()
            self.what = what
            self.share = share

    class Computed(Message):
        """The computation ended, with a result or a sentence."""

        def __init__(self, agreed: Agreed | None, problem: str) -> None:
            super().__init__()
            self.agreed = agreed
            self.problem = problem

    last_views: ClassVar[dict[int, list[View]]] = {}
    """Session → where somebody was when a sentence was gone to: the page opens there again."""

    def __init__(self, session: LabellingSession, articles: list[str]) -> None:
        super().__init__(session)
        self._articles = articles
        self._agreed: Agreed | None = None
        self._problem = ""
        self._going = self.Going("Loading", 0.0)
        self._began = time.monotonic()
        self._views = self.last_views.pop(id(session), [View()])
        self._called_off = threading.Event()

    @property
    def _view(self) -> View:
        return self._views[-1]

    def heading_text(self) -> tuple[str, str]:
        count = len(self._articles)
        where = "all articles" if not count else "1 article" if count == 1 else f"{count:,} articles"
        parts = {"talk": " · to talk about", "numbers": " · in numbers", "facet": " · one question"}
        return f"Agreement{parts.get(self._view.name, '')}", where

    # -- computing ----------------------------------------------------------------

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(0.5, self._tick)
        threading.Thread(target=self._compute, name="annotate-tui agreement", daemon=True).start()

    def on_unmount(self) -> None:
        self._called_off.set()

    def _compute(self) -> None:
        agreed, problem = None, ""
        try:
            agreed = compute(self.session.store.path, self._articles, self._step)
        except CalledOffError:
            return
        except AnnotateError as error:
            problem = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it was, nobody should wait for it for ever
            problem = f"The agreement could not be computed: {type(error).__name__}: {error}"
        if not self._called_off.is_set():
            self.post_message(self.Computed(agreed, problem))

    def _step(self, what: str, share: float) -> None:
        if self._called_off.is_set():
            raise CalledOffError
        self.post_message(self.Going(what, share))

    def on_agreement_screen_going(self, message: Going) -> None:
        self._going = message
        if self._agreed is None:
            self.refill()

    def on_agreement_screen_computed(self, message: Computed) -> None:
        self._agreed, self._problem = message.agreed, message.problem
        self._come_back()

    def _tick(self) -> None:
        if self._agreed is None and not self._problem:
            self.refill()

    # -- drawing ------------------------------------------------------------------

    def page_hints(self) -> Hints:
        back = self.hint("back", "back" if len(self._views) > 1 or self._agreed is not None else "stop")
        if self._agreed is None:
            return [back]
        match self._view.name:
            case "facet":
                return [
                    self.hint_of_moving("scroll"),
                    back,
                    self.hint("confirm", "what to talk about"),
                    self.hint("next_question", "next question"),
                ]
            case "talk":
                decide = [self.hint("adjudicate", "decide")] if self.session.annotator.role == "lead" else []
                return [self.hint("confirm", "go to the sentence"), *decide, self.hint_of_moving(), back]
            case "numbers":
                return [self.hint_of_moving("scroll"), back]
        return [self.hint("confirm", "look closer"), self.hint_of_moving(), back]

    def lines(self) -> list[Line]:
        if self._problem:
            return [line(displayable(self._problem), "warning")]
        if self._agreed is None:
            seconds = int(time.monotonic() - self._began)
            waited = f"  {seconds} s" if seconds else ""
            spans = (Span(bar(self._going.share), "done"), Span(f"  {self._going.what} …{waited}", "dim"))
            return [Line(spans)]
        from annotate_tui.tui import agreement_lines as lines

        view = self._view
        match view.name:
            case "facet":
                facet = next(each for each in self._agreed.report.facets if each.id == view.facet)
                return lines.facet_lines(facet, self.text_width)
            case "talk":
                return lines.talk_lines(self._agreed, view.facet)
            case "numbers":
                return lines.number_lines(self._agreed.report, self.text_width)
        return lines.overview_lines(self._agreed, self.text_width)

    # -- keys ---------------------------------------------------------------------

    def _show(self, view: View) -> None:
        self._leave_view()
        self._views.append(view)
        self.refill()

    def _leave_view(self) -> None:
        here = self.page.scroll_offset.y
        self._views[-1] = self._view._replace(cursor=self.page.cursor, scroll=here)

    def _come_back(self) -> None:
        self.refill(cursor=self._view.cursor)
        self.page.scroll_to(y=self._view.scroll, animate=False, force=True)

    def do_back(self) -> None:
        if len(self._views) > 1 and self._agreed is not None:
            self._views.pop()
            self._come_back()
        else:
            self.dismiss()

    def do_quit(self) -> None:
        self.dismiss()

    def do_agreement(self) -> None:
        self.dismiss()

    def do_confirm(self) -> None:
        if self._agreed is not None and self._view.name == "facet":
            self._show(View("talk", self._view.facet))
        else:
            super().do_confirm()

    def do_next_question(self) -> None:
        self._turn(1)

    def do_previous_question(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self._agreed is None or self._view.name != "facet":
            return
        ids = [facet.id for facet in self._agreed.report.facets]
        there = ids[(ids.index(self._view.facet) + step) % len(ids)]
        self._views[-1] = View("facet", there)
        self.refill()

    def choose(self, item: int) -> None:
        from annotate_tui.tui.agreement_lines import NUMBERS, TALK

        if self._agreed is None:
            return
        if self._view.name == "talk":
            self._go_to(self._agreed, item)
        elif item == TALK:
            self._show(View("talk"))
        elif item == NUMBERS:
            self._show(View("numbers"))
        else:
            self._show(View("facet", self._agreed.report.facets[item].id))

    def do_adjudicate(self) -> None:
        """Decide between the annotators, about the sentence that one is at; then back to this page."""
        if self._agreed is None or self._view.name != "talk" or self.page.cursor is None:
            return
        from annotate_tui.tui.adjudicating import over_labelling

        row, index = self._place(self._agreed, self.page.cursor)
        opened = over_labelling(self.session, self.program, place=None if row is None else (row.key, index))
        if isinstance(opened, Outcome):
            self.back_with(opened)
        else:
            self.app.push_screen(opened)

    def _place(self, agreed: Agreed, item: int) -> tuple[ArticleRow | None, int]:
        unit, session = agreed.differing[item].unit, self.session
        row = next((row for row in session.articles if row.article_id == unit.article_id), None)
        if row is None or unit.index is not None:
            return row, unit.index or 0
        return row, len(session.store.units(row.key))

    def _go_to(self, agreed: Agreed, item: int) -> None:
        session = self.session
        row, index = self._place(agreed, item)
        if row is None:
            return
        self._leave_view()
        self.last_views[id(session)] = self._views
        outcome = NOTHING
        if session.sheet.article.key != row.key:
            outcome = session.open_article(row.key)
        self.back_with(outcome.then(session.place_at(index)))
