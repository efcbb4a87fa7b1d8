"""An article is done: what came of it, and where to go on."""

from __future__ import annotations

from collections import Counter

from annotate_tui.codebook.conditions import UnitState
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import finished, sentences
from annotate_tui.tui.screens.agreement import may_look
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

_NEXT, _UNSURE, _AGREEMENT, _LIST, _STAY = range(5)


def duration(seconds: float) -> str:
    """A time as people say it: "4.2 s", "40 s", "12 min", "2 h 5 min"."""
    if seconds < 10:
        return f"{seconds:.1f} s" if seconds >= 0.1 else "under 0.1 s"
    if seconds < 90:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


class SummaryScreen(OverScreen):
    """Counts, time, and the next article."""

    def __init__(self, session: LabellingSession) -> None:
        super().__init__(session)
        self._next = session.next_unfinished()
        store, key, article = session.store, session.annotator.key, session.sheet.article.key
        self._spent = {unit: ms for _, _, unit, ms in store.dwell_times(key, article=article)}
        rows = store.progress(key)
        self._articles_done = sum(row.done >= row.n_asked for row in rows)
        self._left = sum(max(0, row.n_asked - row.done) for row in rows)
        self._may_compare = may_look(session)[0] and len(store.annotators()) > 1

    def heading_text(self) -> tuple[str, str]:
        return finished(self.session.sheet, self.session.only.name), self.session.sheet.article.title

    def first_cursor(self) -> int | None:
        return _STAY if self._next is None else _NEXT

    def lines(self) -> list[Line]:
        sheet = self.session.sheet
        made = [
            line(f"{sentences(sheet.tally(UnitState.DONE))} done{self._time()}.", "title"),
            line(self._how_far(), "dim"),
            line(),
            *self._answers(),
            line(),
        ]
        if self._next is not None:
            made.append(line(displayable(f"Next article: {self._next.title or 'Untitled'}"), item=_NEXT))
        else:
            made.append(line("Everything in all articles is done.", "title"))
        if unsure := self._unsure():
            made.append(line(f"Look at what you were unsure about ({len(unsure)})", item=_UNSURE))
        if self._may_compare:
            made.append(line("Compare your answers with those of the others", item=_AGREEMENT))
        made.append(line("List of articles", item=_LIST))
        made.append(line("Stay here", item=_STAY))
        return made

    def _answers(self) -> list[Line]:
        made = []
        codebook = self.session.codebook
        for facet in codebook.unit_facets:
            counted = self._counts(facet.id)
            if not counted:
                continue
            names = {value.id: value.name for value in facet.values}
            names[codebook.abstain.id] = "cannot decide"
            said = "   ".join(f"{names.get(value, 'yes')} {count}" for value, count in counted.most_common())
            name = displayable(facet.name.rstrip("?"))
            made.append(Line((Span(f"{name}: ", "title"), Span(displayable(said))), indent=4))
        return made

    def _time(self) -> str:
        sheet = self.session.sheet
        done = [sheet.key(index) for index in range(len(sheet.units)) if sheet.state(index) is UnitState.DONE]
        # Answers that were read from a file may have no time; they would make the others look quick.
        timed = [self._spent[key] for key in done if key in self._spent]
        if not timed:
            return ""
        whole = sum(timed) / 1000
        took = f"in {duration(whole)}, " if len(timed) == len(done) else f"{len(timed)} of them timed: "
        return f", {took}{duration(whole / len(timed))} each, without pauses"

    def _how_far(self) -> str:
        every = len(self.session.articles)
        if not self._left:
            return f"{every} of {every} articles."
        return f"{self._articles_done} of {every} articles; {sentences(self._left)} to go."

    def _counts(self, facet_id: str) -> Counter[str]:
        counted: Counter[str] = Counter()
        sheet = self.session.sheet
        if sheet.codebook.facet(facet_id).type in ("text", "number", "span"):
            return counted
        for index in range(len(sheet.units)):
            answer = sheet.answers(index).get(facet_id)
            if answer is not None:
                counted.update(answer if isinstance(answer, tuple) else (str(answer),))
        return counted

    def _unsure(self) -> list[int]:
        sheet = self.session.sheet
        return [i for i in range(len(sheet.units)) if sheet.answers(i).get("unsure")]

    def choose(self, item: int) -> None:
        if item == _NEXT and self._next is not None:
            self.back_with(self.session.open_article(self._next.key))
        elif item == _UNSURE:
            self.back_with(self.session.place_at(self._unsure()[0]))
        elif item == _AGREEMENT:
            from annotate_tui.tui.screens.agreement import AgreementScreen

            self.app.switch_screen(AgreementScreen(self.session, may_look(self.session)[1]))
        elif item == _LIST:
            from annotate_tui.tui.screens.articles import ArticlesScreen

            self.app.switch_screen(ArticlesScreen(self.session))
        else:
            self.dismiss()
