"""Where an adjudicator is: the article, the unit, the question in focus, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.labelling import rulings
from annotate_tui.labelling.docket import Docket, Scope, read_docket
from annotate_tui.labelling.outcome import NOTHING, Outcome, refused
from annotate_tui.labelling.queue import next_index, nth_index
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.verdicts import Case

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.store import Store

Pending = Callable[[], Iterable[tuple[int, str, Answer | None]]]
"""Decisions that are still on their way to the disk: unit key, facet, answer."""


class CasePosition:
    """A place among the cases of some articles, and all ways from it to another."""

    def __init__(
        self,
        store: Store,
        codebook: Codebook,
        articles: list[ArticleRow],
        scope: Scope,
        annotator: AnnotatorRow,
        taken: Collection[str],
        pending: Pending,
    ) -> None:
        self._store = store
        self._codebook = codebook
        self._articles = articles
        self._scope = scope
        self._annotator = annotator
        self._taken = taken
        self._pending = pending
        self.docket: Docket
        self.index = 0
        self.focus: Facet | None = None
        self.open(articles[0])

    @property
    def sheet(self) -> Sheet:
        """The article that is open."""
        return self.docket.sheet

    def cases(self) -> dict[Facet, Case]:
        """The questions about the unit that one is at."""
        return self.docket.cases(self.index) if len(self.sheet) else {}

    # -- arriving ------------------------------------------------------------

    def start(self, article: int | None, unit: int | None) -> Outcome:
        """Open an article, or the first one in which something wants a decision; at a unit (by its key)."""
        if article is not None:
            self.open(next(row for row in self._articles if row.key == article))
            index = None if unit is None else self.sheet.index_of(unit)
            if index is not None:
                self.arrive(index)
            return Outcome(article=True)
        for row in self._articles:
            self.open(row)
            if self._is_wanted():
                return Outcome(article=True)
        self.open(self._articles[0])
        return Outcome("Nothing wants a decision.", article=True, finished=True)

    def open(self, article: ArticleRow) -> None:
        """An article as it stands in the database, at its first case."""
        self.docket = read_docket(self._store, self._codebook, article, self._scope, taken=self._taken)
        for unit, facet, answer in self._pending():
            index = self.sheet.index_of(unit)
            if index is not None:
                self.docket.decide(index, facet, answer, self._annotator.name)
        cases = self.docket.listed()
        self.arrive(next((index for index in cases if self.docket.wanted(index)), next(iter(cases), 0)))

    def read_again(self) -> None:
        """The same place, as it stands in the database now."""
        index, focus = self.index, self.focus
        self.open(self.sheet.article)
        self.arrive(index)
        if focus in self.cases():
            self.focus = focus

    def arrive(self, index: int) -> None:
        """Come to a unit: its first question that wants a decision is in focus."""
        self.index = index
        cases = self.cases()
        wanted = self.docket.wanted(index) if cases else []
        asked = [facet for facet, case in cases.items() if rulings.can_be_decided(case)]
        self.focus = next(iter(wanted or asked), None)

    # -- moving --------------------------------------------------------------

    def move(self, steps: int) -> Outcome:
        """So many cases forward, or back."""
        target = nth_index(len(self.sheet), self.index, steps, self.docket.is_listed)
        if target == self.index:
            which = "last" if steps > 0 else "first"
            return refused(f"This is the {which} case in this article.")
        self.arrive(target)
        return NOTHING

    def next_wanted(self) -> Outcome:
        """The next unit that wants a decision, in this article or in another."""
        target = next_index(len(self.sheet), self.index, lambda index: bool(self.docket.wanted(index)))
        if target is not None and target != self.index:
            self.arrive(target)
            return NOTHING
        outcome = self.another_article(1, wanted=True)
        if outcome.finished and target is not None:
            return refused("Nothing else wants a decision.")
        return outcome

    def another_article(self, step: int, *, wanted: bool) -> Outcome:
        """The next article in which something is or was to be decided; or, round the list, still is."""
        here = next(n for n, row in enumerate(self._articles) if row.key == self.sheet.article.key)
        before = self.docket, self.index, self.focus
        count = len(self._articles)
        for distance in range(1, count):
            there = here + step * distance
            if not wanted and not 0 <= there < count:
                break
            self.open(self._articles[there % count])
            if self._is_wanted() if wanted else self.docket.listed():
                return Outcome(article=True)
        self.docket, self.index, self.focus = before
        if wanted:
            return Outcome("Everything is decided.", finished=True)
        return refused(f"There is nothing to decide in any article {'after' if step > 0 else 'before'} this.")

    # -- questions -----------------------------------------------------------

    def move_focus(self, step: int) -> Outcome:
        """The next or previous question that can be decided here."""
        facets = [facet for facet, case in self.cases().items() if rulings.can_be_decided(case)]
        if not facets:
            return refused("There is nothing to decide here.")
        here = facets.index(self.focus) if self.focus in facets else (-1 if step > 0 else 0)
        self.focus = facets[(here + step) % len(facets)]
        return NOTHING

    def focus_next(self, facet: Facet) -> None:
        """The next question that wants a decision, after this one and round; else it stays."""
        wanted = self.docket.wanted(self.index)
        order = list(self.cases())
        later = [other for other in wanted if order.index(other) > order.index(facet)]
        self.focus = next(iter(later or wanted), facet)

    def _is_wanted(self) -> bool:
        return any(map(self.docket.wanted, range(len(self.sheet))))
