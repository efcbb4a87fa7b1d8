"""The list of articles with the annotator's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from annotate_tui.tui.articles import article_columns, article_lines
from annotate_tui.tui.screens.over import OverScreen
from annotate_tui.tui.screens.page import Hints
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Row

if TYPE_CHECKING:
    from annotate_tui.labelling.session import LabellingSession
    from annotate_tui.store.rows import ArticleRow, ProgressRow


class ArticlesScreen(OverScreen):
    """All articles; Enter opens one at its first open unit, or goes on where one was."""

    TYPED: ClassVar[str | None] = "In titles: "
    TYPING_FIRST = False
    MEASURE: ClassVar[int | None] = None

    def __init__(self, session: LabellingSession, *, at_start: bool = False) -> None:
        """``at_start``: the program asks which article before anything was labelled."""
        super().__init__(session)
        self._at_start = at_start
        self._progress: dict[int, ProgressRow] = {}
        self._shown: list[ArticleRow] = []

    def on_mount(self) -> None:
        session = self.session
        self._progress = {row.article: row for row in session.store.progress(session.annotator.key)}
        super().on_mount()

    def heading_text(self) -> tuple[str, str]:
        count, every = len(self._shown), len(self.session.articles)
        counted = f"{every:,}" if count == every else f"{count:,} of {every:,}"
        heading = "Which article?" if self._at_start else "Articles"
        return f"{heading} ({counted})", self.session.annotator.name

    def first_cursor(self) -> int | None:
        return self.session.sheet.article.key

    def columns(self) -> Row | None:
        return article_columns(self.text_width)

    def page_hints(self) -> Hints:
        go_on = "go on" if self._at_start else "open"
        return [
            self.hint("confirm", go_on),
            self.hint_of_moving(),
            self.hint("back", "where you were" if self._at_start else "back"),
            self.hint("find", "search titles"),
        ]

    def lines(self) -> list[Line]:
        words = self.typed.casefold().split()
        self._shown = [
            row for row in self.session.articles if all(word in row.title.casefold() for word in words)
        ]
        if not self._shown:
            return [line("No title holds these words.", "dim")]
        return article_lines(self._shown, self._progress, self.text_width)

    def choose(self, item: int) -> None:
        if self._at_start and item == self.first_cursor():
            self.dismiss()  # where one was
        else:
            self.back_with(self.session.open_article(item))

    def do_articles(self) -> None:
        self.do_back()
