"""Find in all articles, also by label; Enter goes there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from annotate_tui.errors import UsageError
from annotate_tui.labelling.find import Choice, Found, choices, find, parse_query
from annotate_tui.labelling.outcome import NOTHING
from annotate_tui.tui.screens.guideline import marked
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.screens.page import Hints
from annotate_tui.tui.text import displayable, pad
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

if TYPE_CHECKING:
    from annotate_tui.labelling.session import LabellingSession
    from annotate_tui.labelling.sheet import Sheet

_MOST = 500
_KEPT = 50
"""So many articles that were read stay in memory while the page is open."""
_SLICE_S = 0.02
"""So long it searches before keys are looked at again."""
_SHOW_S = 0.2
"""So often the list grows while the search goes on."""


class FindScreen(OverScreen):
    """Words and filters; the list grows while the search goes on."""

    HEADING = "Find"
    TYPED: ClassVar[str | None] = "Find: "

    def __init__(self, session: LabellingSession) -> None:
        super().__init__(session)
        self._found: list[Found] = []
        self._search: Iterator[Found | None] | None = None
        self._choices: list[Choice] = []
        """The filters to choose from, where one is only being typed."""
        self._problem = ""
        self._sheets: dict[int, Sheet] = {session.sheet.article.key: session.sheet}
        self._shown_at = 0.0

    def heading_text(self) -> tuple[str, str]:
        if not self.typed or self._choices:
            return "Find in all articles", ""
        count = f"{len(self._found)}{'+' if len(self._found) >= _MOST else ''}"
        if self._search is None:
            return "Find in all articles", f"{count} found"
        return "Find in all articles", f"{count} found so far"

    def page_hints(self) -> Hints:
        what = "take this filter" if self._choices else "go there"
        return [self.hint("confirm", what), self.hint_of_moving(), self.hint("back", "back")]

    # -- what is shown ------------------------------------------------------------

    def lines(self) -> list[Line]:
        if self._choices:
            return self._choice_lines()
        if self._problem:
            return [line(displayable(self._problem), "warning")]
        words = parse_query(self.typed, self.session.codebook).words
        made: list[Line] = []
        article = -1
        for number, found in enumerate(self._found):
            if found.article.key != article:
                article = found.article.key
                if made:
                    made.append(line())
                made.append(
                    line(f"{found.article.number}  {displayable(found.article.title) or 'Untitled'}", "title")
                )
            spans = (
                Span(f"{found.index + 1:>5}  ", "dim"),
                Span(f"{displayable(found.codes):<6} ", "code"),
                Span(displayable(found.text)),
            )
            entry = Line(spans, 14, number)
            for word in words:
                entry = marked(entry, displayable(word))
            made.append(entry)
        if self._search is not None:
            made.append(line("  searching …", "dim"))
        elif not made:
            made.append(line("Nothing found.", "dim"))
        elif len(self._found) >= _MOST:
            made += [line(), line(f"… and more: these are the first {_MOST}. Write more words.", "dim")]
        return made

    def _choice_lines(self) -> list[Line]:
        made = []
        if not self.typed.strip():
            made += [
                line(
                    "Write words: all must stand in the sentence, in any order. Or a filter, or both:", "dim"
                ),
                line(),
            ]
        room = min(max(len(choice.typed) for choice in self._choices) + 2, self.text_width // 2)
        for number, choice in enumerate(self._choices):
            spans = (
                Span(pad(displayable(choice.typed), room), "key"),
                Span(displayable(choice.says), "dim"),
            )
            made.append(Line(spans, room, number))
        return made

    # -- searching ----------------------------------------------------------------

    def on_mount(self) -> None:
        self._choices = choices(self.session.codebook)
        super().on_mount()

    def typed_changed(self) -> None:
        self._found, self._search, self._problem = [], None, ""
        self._choices = []
        session = self.session
        try:
            query = parse_query(self.typed, session.codebook)
        except UsageError as error:
            # A filter that is still being typed.
            self._choices = self._matching(self.typed.split()[-1])
            self._problem = str(error)
            self.refill()
            return
        if not query:
            self._choices = self._matching(self.typed.strip())
            self.refill()
            return
        self._search = find(
            session.store, session.annotator, session.codebook, session.articles, query, sheets=self._sheets
        )
        self._go_on(self._search, first=True)

    def _matching(self, begun: str) -> list[Choice]:
        """The filters that somebody may be about to type."""
        begun = begun.casefold()
        return [choice for choice in choices(self.session.codebook) if choice.typed.startswith(begun)]

    def _go_on(self, search: Iterator[Found | None], *, first: bool = False) -> None:
        if search is not self._search or not self.is_running:
            return
        known = len(self._found)
        until = time.monotonic() + _SLICE_S
        for found in search:
            if found is not None:
                self._found.append(found)
            if len(self._found) >= _MOST or time.monotonic() > until:
                break
        else:
            self._search = None
        if len(self._found) >= _MOST:
            self._search = None
        here = self.session.sheet.article.key
        while len(self._sheets) > _KEPT:
            del self._sheets[next(key for key in self._sheets if key != here)]
        # A long list takes a while to lay out, so it grows in few steps.
        due = len(self._found) != known and time.monotonic() - self._shown_at > _SHOW_S
        if first or due or self._search is None:
            self.refill(cursor=None if first else self.page.cursor, keep_scroll=not first)
            self._shown_at = time.monotonic()
        if self._search is not None:
            self.set_timer(0.001, lambda: self._go_on(search))

    def choose(self, item: int) -> None:
        if self._choices:
            self._take(self._choices[item])
            return
        found = self._found[item]
        session = self.session
        outcome = NOTHING
        if session.sheet.article.key != found.article.key:
            outcome = session.open_article(found.article.key)
        self.back_with(outcome.then(session.place_at(found.index)))

    def _take(self, choice: Choice) -> None:
        """Put a filter in place of the word that was being typed."""
        if self.prompt is not None:
            before = "" if self.typed.endswith(" ") else " ".join(self.typed.split()[:-1])
            self.prompt.value = f"{before} {choice.typed} ".lstrip()
            self.prompt.cursor_position = len(self.prompt.value)
            self._notice_typed()
