"""What happened to a sentence: who, what, when, how long."""

from __future__ import annotations

from annotate_tui.labelling.happened import spent
from annotate_tui.labelling.words import place
from annotate_tui.tui.history import history_lines
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line


class HistoryScreen(OverScreen):
    """The events of one unit; others' only for those who may see them."""

    def heading_text(self) -> tuple[str, str]:
        session = self.session
        return f"History of {place(session.sheet, session.index)}", session.sheet.article.title

    def lines(self) -> list[Line]:
        session = self.session
        sheet, index = session.sheet, session.index
        text = session.sheet.article.title if sheet.is_document(index) else sheet.unit_text(index)
        own = None if session.store.may_see_others(session.annotator.key) else session.annotator.key
        rows = list(session.store.history(unit=sheet.key(index), annotator=own))
        made = [line(displayable(text), "title")]
        if not rows:
            return [*made, line(), line("Nothing has happened here yet.", "dim")]
        made += history_lines(rows, session.codebook, sheet.unit_text(index))
        total = sum(row.dwell_ms or 0 for row in rows)
        if spent(total):
            who = "all together" if len({row.annotator for row in rows}) > 1 else "altogether"
            made += [line(), line(f"  {spent(total)} {who}; pauses are not counted.", "dim")]
        return made

    def do_history(self) -> None:
        self.do_back()
