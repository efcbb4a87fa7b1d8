"""What the codebook says: about the question in focus, or all of it, with a search."""

from __future__ import annotations

from typing import ClassVar

from annotate_tui.codebook.model import Codebook, Facet
from annotate_tui.tui.guideline import codebook_lines, facet_lines
from annotate_tui.tui.screens.page import Hints, PageScreen
from annotate_tui.tui.widgets.page_view import Line
from annotate_tui.tui.widgets.rows import Span


class GuidelineScreen(PageScreen):
    """Definitions, what belongs and what does not, examples, decision rules, sources."""

    TYPED: ClassVar[str | None] = "Find in the guideline: "
    TYPING_FIRST = False

    def __init__(self, codebook: Codebook, facet: Facet | None = None, *, whole: bool = False) -> None:
        """Opens at a question; ``whole`` shows everything on one page."""
        super().__init__()
        self._codebook = codebook
        self._facets = [f for f in codebook.facets if f.values or f.help or f.short]
        self._facet = facet if facet in self._facets else None
        self._whole = whole or self._facet is None
        self._found: list[int] = []
        """The lines that hold what is searched for."""
        self._at = 0
        """Which of these is at the top."""

    def heading_text(self) -> tuple[str, str]:
        if self._wanted:
            n = len(self._found)
            return "Guideline", f"{self._at + 1} of {n} places" if n else "not found"
        return "Guideline", f"{self._codebook.id} {self._codebook.version}"

    @property
    def _wanted(self) -> str:
        return " ".join(self.typed.casefold().split())

    def page_hints(self) -> Hints:
        if self.typing is not None:
            return [
                self.hint("confirm", "next place"),
                self.hint_of_moving("scroll"),
                self.hint("back", "end the search"),
            ]
        other = "questions one by one" if self._whole else "whole guideline"
        return [
            self.hint_of_moving("scroll"),
            self.hint("back", "back"),
            self.hint("next_question", "next question"),
            self.hint("guideline", other),
            self.hint("find", "find here"),
        ]

    def on_mount(self) -> None:
        super().on_mount()
        # The page knows its rows only when it has been laid out.
        self.call_after_refresh(self._to_facet)

    def lines(self) -> list[Line]:
        if self._whole or self._facet is None:
            made = codebook_lines(self._codebook)
        else:
            made = facet_lines(self._codebook, self._facet)
        wanted = self._wanted
        if not wanted:
            self._found = []
            return made
        self._found = [n for n, entry in enumerate(made) if wanted in _text(entry).casefold()]
        return [marked(entry, wanted) for entry in made]

    def typed_changed(self) -> None:
        self._at = 0
        self.refill(keep_scroll=True)
        self._to_place()

    def do_confirm(self) -> None:
        if self._found:
            self._at = (self._at + 1) % len(self._found)
            self._to_place()
            self.draw()

    def _to_place(self) -> None:
        if self._found:
            self.page.scroll_to_line(self._found[self._at])

    def _to_facet(self) -> None:
        """Of the whole guideline, the part about the question."""
        if not self._whole or self._facet is None or self._wanted:
            return
        heads = [n for n, entry in enumerate(self.lines()) if entry.spans and entry.spans[0].role == "focus"]
        self.page.scroll_to_line(heads[self._codebook.facets.index(self._facet)])

    def do_guideline(self) -> None:
        self._whole = not self._whole
        if self._facet is None:
            self._facet = self._facets[0] if self._facets else None
        self._at = 0
        self.refill()
        self._to_facet()

    def do_next_question(self) -> None:
        self._step(1)

    def do_previous_question(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self._facets:
            return
        here = self._facets.index(self._facet) if self._facet is not None else -step
        self._facet = self._facets[(here + step) % len(self._facets)]
        if not self._whole:
            self.refill()
        self._to_facet()

    def do_help(self) -> None:
        self.do_back()


def _text(entry: Line) -> str:
    return "".join(span.text for span in entry.spans)


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
