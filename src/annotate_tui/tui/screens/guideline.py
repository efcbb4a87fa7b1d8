"""What the codebook says: about the question in focus, or all of it, with a search."""

from __future__ import annotations

from typing import ClassVar

from annotate_tui.codebook.model import Codebook, Facet
from annotate_tui.tui.guideline import codebook_lines, facet_lines
from annotate_tui.tui.screens.page import Hints, PageScreen
from annotate_tui.tui.widgets.page_view import Line
from annotate_tui.tui.widgets.rows import Span


class GuidelineScreen(PageScreen):
    """Definitions, what belongs and what does not, examples, decision rules."""

    TYPED: ClassVar[str | None] = "Find in the guideline: "
    TYPING_FIRST = False

    def __init__(self, codebook: Codebook, facet: Facet | None = None) -> None:
        super().__init__()
        self._codebook = codebook
        self._facet = facet

    def heading_text(self) -> tuple[str, str]:
        return "Guideline", f"{self._codebook.id} {self._codebook.version}"

    def page_hints(self) -> Hints:
        keymap = self.program.keymap
        other = "whole guideline" if self._facet is not None else "questions one by one"
        return [
            ("↓↑", "scroll"),
            (keymap.shown("back"), "back"),
            ("Tab", "next question"),
            (keymap.shown("guideline"), other),
            (keymap.shown("find"), "find here"),
        ]

    def lines(self) -> list[Line]:
        if self._facet is None:
            found = codebook_lines(self._codebook)
        else:
            found = facet_lines(self._codebook, self._facet)
        wanted = self.typed.strip().casefold()
        return [marked(entry, wanted) for entry in found] if wanted else found

    def refill(self, *, cursor: int | None = None, keep_scroll: bool = False) -> None:
        super().refill(cursor=cursor, keep_scroll=keep_scroll)
        wanted = self.typed.strip().casefold()
        if wanted and not keep_scroll:
            self._next_find(wanted, 0)

    def do_confirm(self) -> None:
        wanted = self.typed.strip().casefold()
        if wanted:
            self._next_find(wanted, self.page.first_line_shown() + 1)

    def _next_find(self, wanted: str, start: int) -> None:
        lines = self.lines()
        for number in (*range(start, len(lines)), *range(start)):
            if wanted in "".join(span.text for span in lines[number].spans).casefold():
                self.page.scroll_to_line(number)
                return

    def do_guideline(self) -> None:
        facets = self._codebook.unit_facets
        self._facet = None if self._facet is not None else facets[0]
        self.refill()

    def do_next_question(self) -> None:
        self._step(1)

    def do_previous_question(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        facets = [facet for facet in self._codebook.facets if facet.values or facet.help or facet.short]
        if not facets:
            return
        here = facets.index(self._facet) if self._facet in facets else -step
        self._facet = facets[(here + step) % len(facets)]
        self.refill()

    def do_help(self) -> None:
        self.do_back()


def marked(entry: Line, wanted: str) -> Line:
    """A line with everything that was searched for in the role ``match``."""
    spans: list[Span] = []
    for span in entry.spans:
        low, place = span.text.casefold(), 0
        if len(low) != len(span.text):  # folding changed offsets: leave this piece as it is
            spans.append(span)
            continue
        while (found := low.find(wanted, place)) >= 0:
            if place < found:
                spans.append(span._replace(text=span.text[place:found]))
            spans.append(span._replace(text=span.text[found : found + len(wanted)], role="match"))
            place = found + len(wanted)
        if place < len(span.text):
            spans.append(span._replace(text=span.text[place:]))
    return entry._replace(spans=tuple(spans))
