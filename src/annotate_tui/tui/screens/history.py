"""What happened to a sentence: who, what, when, how long."""

from __future__ import annotations

import time

from annotate_tui.codebook.model import Answer
from annotate_tui.labelling.words import answer_in_words, place
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span


class HistoryScreen(OverScreen):
    """The events of one unit; others' only for those who may see them."""

    def heading_text(self) -> tuple[str, str]:
        session = self.session
        return f"History of {place(session.sheet, session.index)}", session.sheet.article.title

    def lines(self) -> list[Line]:
        session = self.session
        sheet, index = session.sheet, session.index
        made = [line(displayable(sheet.unit_text(index)), "title"), line()]
        own = None if session.store.may_see_others(session.annotator.key) else session.annotator.key
        for row in session.store.history(unit=sheet.key(index), annotator=own):
            moment = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(row.wall_ms / 1000))
            spent = f"  {row.dwell_ms / 1000:.1f} s" if row.dwell_ms else ""
            why = f" ({row.ref})" if row.ref in ("prefilled", "repeat") else ""
            spans = (
                Span(f"{moment}  ", "dim"),
                Span(f"{displayable(row.annotator)}  ", "code"),
                Span(f"{row.kind}{why}  ", "dim"),
                Span(displayable(self._said(row.facet, row.item, row.value))),
                Span(spent, "dim"),
            )
            made.append(Line(spans, 21))
        if len(made) == 2:
            made.append(line("Nothing has happened here yet.", "dim"))
        return made

    def _said(self, facet_id: str, item: str, value: Answer | None) -> str:
        if not facet_id:
            return f"{item} {value}".strip()
        try:
            facet = self.session.codebook.facet(facet_id)
        except KeyError:
            return f"{facet_id}: {value}"
        return f"{facet.name}: {answer_in_words(facet, value, self.session.codebook.abstain)}"

    def do_history(self) -> None:
        self.do_back()
