"""Two pages that ask how a sentence is to be corrected: where to cut it, or what kind it is."""

from __future__ import annotations

from annotate_tui.corpus.article import UnitKind
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.text_words import TextWords
from annotate_tui.labelling.words import kind_in_words, place
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.screens.page import Hints
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

CUT = "▏"
_SAID = "Sentences that stay as they are keep their labels; those of this one stay in its history."


class SplitScreen(OverScreen):
    """The sentence with a cut in it; arrows move the cut from word to word, Enter cuts."""

    def __init__(self, session: LabellingSession) -> None:
        super().__init__(session)
        self._text = session.sheet.unit_text(session.index)
        words = TextWords(self._text).words
        self._places = [word.start for word in words[1:]]
        self._at = next((n for n, start in enumerate(self._places) if start * 2 >= len(self._text)), 0)

    def heading_text(self) -> tuple[str, str]:
        return f"Split {place(self.session.sheet, self.session.index)}", self.session.sheet.article.title

    def page_hints(self) -> Hints:
        return [self.hint("confirm", "split here"), ("←→", "move the cut"), self.hint("back", "back")]

    def lines(self) -> list[Line]:
        if not self._places:
            return [line("There is only one word here.", "dim")]
        at, shown = self._places[self._at], displayable(self._text)
        cut = (Span(shown[:at]), Span(CUT, "focus"), Span(shown[at:], "title"))
        return [
            Line(cut),
            line(),
            line(_SAID, "dim"),
        ]

    def pressed(self, key: str) -> bool:
        if key in ("left", "right") and self._places:
            self._at = max(0, min(self._at + (1 if key == "right" else -1), len(self._places) - 1))
            self.refill(keep_scroll=True)
            return True
        return super().pressed(key)

    def do_confirm(self) -> None:
        if self._places:
            self.back_with(self.session.split_unit(self._places[self._at]))
        else:
            self.do_back()


class KindScreen(OverScreen):
    """The kinds of units, and which of them this one is."""

    def heading_text(self) -> tuple[str, str]:
        return f"What kind is {place(self.session.sheet, self.session.index)}?", ""

    def first_cursor(self) -> int | None:
        kinds = list(UnitKind)
        now = self.session.sheet.kind(self.session.index)
        return next((number for number, kind in enumerate(kinds) if kind == now), 0)

    def lines(self) -> list[Line]:
        session = self.session
        now = session.sheet.kind(session.index)
        made = [line(displayable(session.sheet.unit_text(session.index)), "title"), line()]
        for number, kind in enumerate(UnitKind):
            asked = "" if session.codebook.policy(kind).ask else "  not asked"
            sign = "● " if kind == now else "  "
            spans = (Span(f"{sign}{kind_in_words(kind)}"), Span(asked, "dim"))
            made.append(Line(spans, 2, number))
        return made

    def choose(self, item: int) -> None:
        self.back_with(self.session.change_kind(list(UnitKind)[item]))
