"""What lies before one annotator at work: the place they are at, and all that acts need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Codebook, Facet
from annotate_tui.labelling import answering
from annotate_tui.labelling.dwell import Dwell
from annotate_tui.labelling.memory import Labelled
from annotate_tui.labelling.position import Position
from annotate_tui.labelling.saving import Line
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.shown import Shown
from annotate_tui.store.events import LOG_ONLY

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow, HistoryRow
    from annotate_tui.store.store import Store
    from annotate_tui.store.writer import Writer

_LOOK_BACK = 50
"""So many of the newest events are looked at for where the annotator was."""


@dataclass(slots=True, eq=False)
class Desk:
    """Shared by the session and its acts; ``store`` is read, ``line`` leads to the writer."""

    store: Store
    writer: Writer
    annotator: AnnotatorRow
    codebook: Codebook
    articles: list[ArticleRow]
    line: Line
    dwell: Dwell
    at: Position
    labelled: Labelled
    shown: Shown
    auto_advance: bool
    seen: int | None = None
    """The `Store.data_version` that the open article was read at."""

    @property
    def sheet(self) -> Sheet:
        """The article that is open."""
        return self.at.sheet

    @property
    def index(self) -> int:
        """The unit in front of the annotator; behind the last one, the page about the article."""
        return self.at.index

    def missing(self) -> tuple[Facet, ...]:
        """The required questions without an answer, here."""
        return answering.still_missing(self.sheet, self.index, self.sheet.answers(self.index))

    def unsaved_units(self) -> frozenset[int]:
        """The indexes of the units of this article whose labels are still on their way."""
        found = (self.sheet.index_of(key) for key in self.line.units())
        return frozenset(index for index in found if index is not None)

    def newest_events(self) -> Iterator[HistoryRow]:
        """What this annotator did last, newest first, in whatever run of the program; views are left out."""
        newest = list(self.store.history(annotator=self.annotator.key, limit=_LOOK_BACK))
        yield from (row for row in reversed(newest) if row.kind not in LOG_ONLY)
