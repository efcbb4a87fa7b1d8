"""What everybody answered, as columns: the step between the store and ratings.

One pass over the labels fills flat arrays (a million labels take about fifty megabytes); a
facet's units × annotators are then filled in by numpy.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotate_tui.codebook.answers import from_json, to_json
from annotate_tui.codebook.passages import gathered
from annotate_tui.dataset.highlights import any_highlights, seen_cells
from annotate_tui.dataset.model import DOCUMENT

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from annotate_tui.store.rows import AnnotatorRow, ArticleRow, LabelRow
    from annotate_tui.store.store import Store

CONFLICT = -2
"""The code of a label with two values that did not know of each other."""
NOTHING = -1


@dataclass(slots=True)
class Column:
    """The labels of one facet: entries of equal position belong together."""

    rows: array[int] = field(default_factory=lambda: array("q"))
    annotators: array[int] = field(default_factory=lambda: array("i"))
    codes: array[int] = field(default_factory=lambda: array("i"))
    times: array[float] = field(default_factory=lambda: array("d"))
    codebooks: array[int] = field(default_factory=lambda: array("i"))
    answers: dict[str, int] = field(default_factory=dict)
    """The different answers as JSON → code."""


@dataclass
class Grid:
    """The units of some articles and what some annotators answered about them.

    A row is a unit, or (kind ``document``) an article; the rows of an article follow each other.
    """

    articles: list[str]
    annotators: tuple[AnnotatorRow, ...]
    kinds: list[str]
    unit_ids: list[str]
    row_kind: array[int]
    row_article: array[int]
    columns: Mapping[str, Column]
    codebooks: dict[int, str]
    row_length: array[int]
    """Characters of each row."""
    dwell: list[tuple[int, int, int]]
    """(row, annotator, milliseconds)."""
    n_without_unit: int
    """Labels of units that a new segmentation did away with."""
    highlights: list[tuple[int, int, int]] | None = None
    """(row, annotator, `annotate_tui.agreement.ratings.Seen`), the newest last; None: nobody saw any."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and annotators."""
        return len(self.unit_ids), len(self.annotators)

    def kind_codes(self) -> npt.NDArray[np.int32]:
        """(rows,): the kind of each row, an index into ``kinds``."""
        import numpy as np

        return np.frombuffer(self.row_kind, np.int32) if len(self.row_kind) else np.zeros(0, np.int32)

    def matrix(self, facet: str) -> npt.NDArray[np.int32]:
        """(rows, annotators): the code of the answer, NOTHING, or CONFLICT."""
        return self._filled(facet, "codes", NOTHING, "int32")

    def times(self, facet: str) -> npt.NDArray[np.float64]:
        """(rows, annotators): when it was answered, seconds since 1970; NaN where it was not."""
        return self._filled(facet, "times", float("nan"), "float64")

    def codebook_codes(self, facet: str) -> npt.NDArray[np.int32]:
        """(rows, annotators): the key of the codebook it was answered under, -1 where it was not."""
        return self._filled(facet, "codebooks", -1, "int32")

    def _filled(self, facet: str, what: str, nothing: float, dtype: str) -> npt.NDArray[Any]:
        import numpy as np

        found = np.full(self.shape, nothing, dtype)
        column = self.columns.get(facet)
        if column is not None and len(column.rows):
            rows = np.frombuffer(column.rows, np.int64)
            annotators = np.frombuffer(column.annotators, np.int32)
            found[rows, annotators] = np.array(getattr(column, what), dtype)
        return found

    def seconds(self) -> npt.NDArray[np.float64]:
        """(rows, annotators): how long the annotator looked at the unit, all acts together."""
        import numpy as np

        found = np.full(self.shape, float("nan"))
        if self.dwell:
            rows, annotators, milliseconds = np.array(self.dwell, np.int64).T
            found[rows, annotators] = milliseconds / 1000
        return found

    def seen(self) -> npt.NDArray[np.int8] | None:
        """(rows, annotators): what each annotator saw of a lexicon (`agreement.ratings.Seen`)."""
        import numpy as np

        if self.highlights is None:
            return None
        found = np.full(self.shape, -1, np.int8)
        for row, annotator, seen in self.highlights:
            found[row, annotator] = seen
        return found


def read_grid(store: Store, articles: tuple[ArticleRow, ...], annotators: tuple[AnnotatorRow, ...]) -> Grid:
    """Read what some annotators answered in some articles."""
    from annotate_tui.dataset.rows import ID_DIGITS, unit_id

    row_of: dict[int, int] = {}
    kinds: dict[str, int] = {}
    unit_ids: list[str] = []
    row_kind, row_article, row_length = array("i"), array("i"), array("q")
    for number, article in enumerate(articles):
        for unit in store.units(article.key):
            row_of[unit.key] = len(unit_ids)
            unit_ids.append(unit_id(article.article_id, unit.start, unit.end))
            row_kind.append(kinds.setdefault(unit.kind.value, len(kinds)))
            row_article.append(number)
            row_length.append(unit.end - unit.start)
        row_of[store.document_unit(article.key)] = len(unit_ids)
        unit_ids.append(f"{article.article_id[:ID_DIGITS]}:{DOCUMENT}")
        row_kind.append(kinds.setdefault(DOCUMENT, len(kinds)))
        row_article.append(number)
        row_length.append(article.n_chars)
    place = {annotator.key: number for number, annotator in enumerate(annotators)}
    columns, left_out = _columns(store, row_of, place, {article.key for article in articles})
    return Grid(
        articles=[article.article_id for article in articles],
        annotators=annotators,
        kinds=list(kinds),
        unit_ids=unit_ids,
        row_kind=row_kind,
        row_article=row_article,
        row_length=row_length,
        columns=columns,
        codebooks={key: f"{book.id} {book.version}" for key, book in store.codebooks().items()},
        dwell=[
            (row_of[unit], place[annotator], milliseconds)
            for annotator, _, unit, milliseconds in store.dwell_times()
            if unit in row_of and annotator in place
        ],
        n_without_unit=left_out,
        highlights=[
            (row_of[unit], place[annotator], shown.state.shows * (1 + bool(shown.spans or shown.decoys)))
            for annotator, unit, shown in seen_cells(store)
            if unit in row_of and annotator in place
        ]
        if any_highlights(store)
        else None,
    )


def _columns(
    store: Store, row_of: Mapping[int, int], place: Mapping[int, int], articles: set[int]
) -> tuple[dict[str, Column], int]:
    columns: dict[str, Column] = {}
    passages: dict[tuple[str, int, int], list[LabelRow]] = {}
    of_passages = {facet.id for facet in store.codebook().facets if facet.type == "span"}
    left_out = 0
    for label in store.all_labels(retired=True):
        if label.annotator not in place or label.article not in articles:
            continue
        if label.item and label.facet not in of_passages:
            continue
        row = row_of.get(label.unit)
        if row is None:
            left_out += 1
        elif label.facet in of_passages:
            passages.setdefault((label.facet, row, place[label.annotator]), []).append(label)
        else:
            _add(columns, label.facet, row, place[label.annotator], label, label.answer)
    for (facet, row, annotator), labels in passages.items():
        answer = gathered(from_json(label.answer) for label in labels)
        if answer is not None:
            newest = max(labels, key=lambda label: (label.heads > 1, label.wall_ms))
            _add(columns, facet, row, annotator, newest, to_json(answer))
    return columns, left_out


def _add(
    columns: dict[str, Column], facet: str, row: int, annotator: int, label: LabelRow, answer: str
) -> None:
    column = columns.get(facet)
    if column is None:
        column = columns[facet] = Column()
    column.rows.append(row)
    column.annotators.append(annotator)
    code = column.answers.setdefault(answer, len(column.answers))
    column.codes.append(CONFLICT if label.heads > 1 else code)
    column.times.append(label.wall_ms / 1000)
    column.codebooks.append(-1 if label.codebook is None else label.codebook)
