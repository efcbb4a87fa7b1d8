"""Find in all articles, also by label; Enter goes there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from annotate_tui.errors import UsageError
from annotate_tui.labelling.find import Found, find, parse_query
from annotate_tui.labelling.outcome import NOTHING
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.screens.guideline import marked
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.screens.page import Hints
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    pass

_MOST = 500
_SLICE_S = 0.02
"""So long it searches before keys are looked at again."""


class FindScreen(OverScreen):
    """Words and filters; the list grows while the search goes on."""

    HEADING = "Find"
    TYPED: ClassVar[str | None] = "Find: "

    def __init__(self, session: LabellingSession) -> None:
        super().__init__(session)
        self._found: list[Found] = []
        self._search: Iterator[Found | None] | None = None
        self._problem = ""

    def heading_text(self) -> tuple[str, str]:
        count = f"{len(self._found)}{'+' if self._search is not None or len(self._found) >= _MOST else ''}"
        return "Find in all articles", f"{count} found" if self.typed else ""

    def page_hints(self) -> Hints:
        return [("⏎", "go there"), ("↓↑", "move"), (self.program.keymap.shown("back"), "back")]

    def lines(self) -> list[Line]:
        if self._problem:
            return [line(displayable(self._problem), "warning")]
        if not self.typed.strip():
            return self._advice()
        words = parse_query(self.typed, self.session.codebook).words
        made: list[Line] = []
        article = -1
        for number, found in enumerate(self._found):
            if found.article.key != article:
                article = found.article.key
                made += [line(f"{found.article.number}  {displayable(found.article.title)}", "dim")]
            spans = (
                Span(f"{found.index + 1:>5}  ", "dim"),
                Span(f"{displayable(found.codes):<6} ", "code"),
                Span(displayable(found.text)),
            )
            entry = Line(spans, 14, number)
            for word in words:
                entry = marked(entry, displayable(word))
            made.append(entry)
        if not made and self._search is None:
            made.append(line("Nothing found.", "dim"))
        return made

    def _advice(self) -> list[Line]:
        codebook = self.session.codebook
        flags = [f":{facet.id}" for facet in codebook.unit_facets if facet.type == "boolean"]
        first = next((facet for facet in codebook.unit_facets if facet.values), None)
        example = f"{first.id}={first.values[0].id}" if first is not None else ":open"
        return [
            line("Words that must all stand in the sentence, and filters:", "dim"),
            line(displayable(f"  {' '.join([':open', ':begun', ':done', ':noted', *flags])}"), "key"),
            line(displayable(f"  {example}"), "key"),
        ]

    def typed_changed(self) -> None:
        self._found, self._search, self._problem = [], None, ""
        session = self.session
        try:
            query = parse_query(self.typed, session.codebook)
        except UsageError as error:
            # A filter that is still being typed.
            self._problem = str(error)
            self.refill()
            return
        if query:
            self._search = find(session.store, session.annotator, session.codebook, session.articles, query)
            self._go_on(self._search, first=True)
        else:
            self.refill()

    def _go_on(self, search: Iterator[Found | None], *, first: bool = False) -> None:
        if search is not self._search or not self.is_running:
            return
        until = time.monotonic() + _SLICE_S
        known = len(self._found)
        for found in search:
            if found is not None:
                self._found.append(found)
            if len(self._found) >= _MOST or time.monotonic() > until:
                break
        else:
            self._search = None
        if len(self._found) >= _MOST:
            self._search = None
        if first or len(self._found) != known or self._search is None:
            self.refill(cursor=None if first else self.page.cursor, keep_scroll=not first)
        if self._search is not None:
            self.set_timer(0.001, lambda: self._go_on(search))

    def choose(self, item: int) -> None:
        found = self._found[item]
        session = self.session
        outcome = NOTHING
        if session.sheet.article.key != found.article.key:
            outcome = session.open_article(found.article.key)
        self.back_with(outcome.then(session.place_at(found.index)))
