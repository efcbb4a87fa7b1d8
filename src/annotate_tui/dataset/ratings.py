"""Ratings of each facet: units × annotators, and why a cell is empty.

The denominator is spelled out: units whose kind is not asked a facet are no rows of it; where an
annotator's own answers closed a question the cell says "not asked"; "cannot decide", conflicts
and what was not reached are told apart.  numpy is loaded by the functions that need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotate_tui.codebook.answers import from_json, rolled_up
from annotate_tui.codebook.conditions import Asked, asked, referenced_facets, waits
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.codebook.passages import offered_values, passages, span_values
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.grid import CONFLICT, NOTHING, Grid
from annotate_tui.dataset.model import DOCUMENT

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from annotate_tui.agreement.ratings import Ratings, Scale
    from annotate_tui.agreement.span_ratings import SpanRatings
    from annotate_tui.agreement.spans import Span

    Bools = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class AllRatings:
    """The ratings of several facets from one reading of the database."""

    facets: Mapping[str, Ratings]
    spans: Mapping[str, SpanRatings]
    """The facets whose answers are passages."""
    left_out: Mapping[str, int]
    """What was left out before there were ratings, and how many labels."""


def agreement_facets(codebook: Codebook) -> tuple[Facet, ...]:
    """The facets that agreement is computed of: those that can be compared and do not opt out."""
    return tuple(f for f in codebook.facets if f.agreement and is_compared(f))


def has_scale(facet: Facet) -> bool:
    """Whether a facet has a scale, so that its answers are ratings."""
    return facet.measurement != "none" and facet.type not in ("text", "span")


def is_compared(facet: Facet) -> bool:
    """Whether agreement can be computed of a facet at all: of ratings, and of passages."""
    return has_scale(facet) or facet.type == "span"


def all_ratings(data: Dataset, facets: tuple[Facet, ...] | None = None) -> AllRatings:
    """The ratings of some facets (by default those that agreement is computed of)."""
    chosen = (
        tuple(f for f in agreement_facets(data.codebook) if f in data.facets) if facets is None else facets
    )
    grid = data.grid()
    maker = _Maker(data.codebook, grid, tuple(data.names[a.key] for a in grid.annotators))
    ratings = {facet.id: maker.ratings(facet) for facet in chosen if facet.type != "span"}
    spans = {facet.id: maker.spans(facet) for facet in chosen if facet.type == "span"}
    left_out = {
        "labels of units that a new segmentation did away with": grid.n_without_unit,
        "answers that the codebook in force does not offer any more": maker.n_unknown,
    }
    return AllRatings(ratings, spans, {what: n for what, n in left_out.items() if n})


class _Maker:
    """Makes the ratings of one facet after another out of one grid."""

    def __init__(self, codebook: Codebook, grid: Grid, names: tuple[str, ...]) -> None:
        self._codebook = codebook
        self._grid = grid
        self._names = names
        self._seconds = grid.seconds()
        self._seen = grid.seen()
        self._worked = self._anything()
        self.n_unknown = 0
        """Answers that the codebook in force does not offer any more."""

    def _anything(self) -> Bools:
        """(rows, annotators): whether the annotator said anything about the unit."""
        import numpy as np

        worked = np.zeros(self._grid.shape, bool)
        for facet in self._grid.columns:
            worked |= self._grid.matrix(facet) != NOTHING
        return worked

    def ratings(self, facet: Facet) -> Ratings:
        """The ratings of one facet."""
        import numpy as np

        from annotate_tui.agreement.ratings import Cell, Scale

        grid = self._grid
        rows = np.flatnonzero(self._rows(facet))
        worked = self._worked[rows]
        raw = grid.matrix(facet.id)[rows]
        is_asked, waiting, doubtful = self._asked(facet, rows, worked)
        scale = Scale(facet.measurement)
        values = declared_values(facet)
        table, abstained, unknown = self._table(facet, scale, values)

        states = np.full(worked.shape, Cell.MISSING, np.int8)
        states[worked] = np.where(is_asked | waiting, Cell.UNANSWERED, Cell.NOT_ASKED)[worked]
        obsolete = np.isin(raw, unknown)
        self.n_unknown += int(np.count_nonzero(obsolete))
        given = (raw >= 0) & is_asked & ~obsolete
        abstaining = given & np.isin(raw, abstained)
        states[abstaining] = Cell.CANNOT_DECIDE
        rated = given & ~abstaining
        codes = np.full(
            worked.shape, np.nan if scale.numeric else -1, np.float64 if scale.numeric else np.int64
        )
        codes[rated] = table[raw[rated]]
        if facet.type == "boolean":
            # A flag that is not up is an answer where the annotator worked and was asked.
            down = worked & is_asked & (raw == NOTHING)
            codes[down] = 0
            rated |= down
        disputed = (raw == CONFLICT) | (doubtful & worked)
        codes[disputed] = np.nan if scale.numeric else -1
        states[rated] = Cell.RATED
        states[disputed] = Cell.CONFLICT
        return self._made(facet, rows, codes, values, scale, states)

    def spans(self, facet: Facet) -> SpanRatings:
        """The passages of one facet.

        Who worked on a unit and was asked, and marked nothing, has said that there is nothing to mark.
        """
        import numpy as np

        from annotate_tui.agreement.ratings import Cell, Scale
        from annotate_tui.agreement.span_ratings import SpanRatings

        grid = self._grid
        rows = np.flatnonzero(self._rows(facet))
        worked = self._worked[rows] | self._marking_only()[rows]
        raw = grid.matrix(facet.id)[rows]
        is_asked, waiting, doubtful = self._asked(facet, rows, worked)
        states = np.full(worked.shape, Cell.MISSING, np.int8)
        states[worked] = np.where(is_asked | waiting, Cell.UNANSWERED, Cell.NOT_ASKED)[worked]
        rated = worked & is_asked
        disputed = (raw == CONFLICT) | (doubtful & worked)
        states[rated], states[disputed] = Cell.RATED, Cell.CONFLICT
        labels, table = self._passages(facet)
        marked = rated & np.isin(raw, [code for code, found in enumerate(table) if found])
        codes = np.where(marked, 1, np.where(rated, 0, -1))
        codes[disputed] = -1
        names = [grid.unit_ids[row] for row in rows.tolist()]
        given = np.argwhere(codes == 1).tolist()
        return SpanRatings(
            marked=self._made(facet, rows, codes, ("false", "true"), Scale.BOOLEAN, states),
            spans={(names[row], self._names[who]): table[raw[row, who]] for row, who in given},
            lengths=np.frombuffer(grid.row_length, np.int64)[rows] if len(grid.row_length) else rows,
            labels=labels,
        )

    def _marking_only(self) -> Bools:
        """(rows, annotators): the whole article where an annotator answered nothing in it but passages, notes
        and flags: they leave no trace on a unit that there is nothing to mark in."""
        import numpy as np

        grid = self._grid
        shape = (len(grid.articles), len(grid.annotators))
        marks, others = np.zeros(shape, bool), np.zeros(shape, bool)
        article = (
            np.frombuffer(grid.row_article, np.int32) if len(grid.row_article) else np.zeros(0, np.int32)
        )
        types = {facet.id: facet.type for facet in self._codebook.facets}
        for name in grid.columns:
            rows, who = np.nonzero(grid.matrix(name) != NOTHING)
            if types.get(name) == "span":
                marks[article[rows], who] = True
            elif types.get(name) not in ("text", "boolean"):
                others[article[rows], who] = True
        return np.asarray((marks & ~others)[article])

    def _passages(self, facet: Facet) -> tuple[tuple[str, ...], list[tuple[Span, ...]]]:
        """The labels of passages, and for each code of the grid its passages."""
        from annotate_tui.agreement.spans import Span

        declared = tuple(value.id for value in span_values(self._codebook, facet))
        given: set[str] = set()
        table, bare = [], not declared
        for text in _by_code(self._grid, facet.id):
            found = passages(from_json(text))
            known = [one for one in found if not one.value or one.value in declared]
            self.n_unknown += len(found) - len(known)
            bare = bare or not all(one.value for one in known)
            given |= {one.value for one in known}
            table.append(tuple(Span(*one) for one in known))
        offered = {value.id for value in offered_values(self._codebook, facet)}
        return (*(v for v in declared if v in offered | given), *([""] if bare else [])), table

    def _made(
        self,
        facet: Facet,
        rows: npt.NDArray[Any],
        codes: npt.NDArray[Any],
        values: tuple[str, ...],
        scale: Scale,
        states: npt.NDArray[np.int8],
    ) -> Ratings:
        """The ratings of a facet with everything that the grid knows about its rows."""
        import numpy as np

        from annotate_tui.agreement.ratings import Ratings, Seen

        grid = self._grid
        kinds, apart = self._kinds()
        return Ratings(
            codes=codes,
            values=values,
            scale=scale,
            annotators=self._names,
            units=[grid.unit_ids[row] for row in rows.tolist()],
            clusters=np.frombuffer(grid.row_article, np.int32)[rows] if len(grid.row_article) else None,
            cluster_names=tuple(grid.articles),
            states=states,
            roles=tuple(annotator.role for annotator in grid.annotators),
            annotator_kinds=tuple(annotator.kind for annotator in grid.annotators),
            kinds=grid.kind_codes()[rows],
            kind_names=kinds,
            kinds_apart=apart,
            times=grid.times(facet.id)[rows],
            dwell=self._seconds[rows],
            highlighted=None if self._seen is None else (self._seen[rows] == Seen.HIGHLIGHTED).any(axis=1),
            seen=None if self._seen is None else self._seen[rows],
            **self._versions(facet, rows),
        )

    def _rows(self, facet: Facet) -> Bools:
        """Which rows are asked the facet by their kind, or were opened by somebody."""
        import numpy as np

        grid = self._grid
        codes = grid.kind_codes()
        found = np.zeros(len(codes), bool)
        for code, kind in enumerate(grid.kinds):
            of_kind = codes == code
            if (kind == DOCUMENT) != (facet.scope == "document"):
                continue
            if kind != DOCUMENT:
                closed = asked(self._codebook, facet, kind, {}, opened=True)
                if closed in (Asked.SKIPPED_KIND, Asked.NOT_FOR_KIND):
                    continue
                if not self._codebook.policy(kind).ask:
                    of_kind &= self._worked.any(axis=1)
            found |= of_kind
        return found

    def _asked(self, facet: Facet, rows: npt.NDArray[Any], worked: Bools) -> tuple[Bools, Bools, Bools]:
        """(rows, annotators): whether each was asked; was not asked yet, because a question before it has
        no answer; and whether a conflict leaves that open."""
        import numpy as np

        is_asked = np.ones(worked.shape, bool)
        waiting = np.zeros(worked.shape, bool)
        doubtful = np.zeros(worked.shape, bool)
        gates = self._gates(facet)
        if facet.ask_when is None or not worked.any():
            return is_asked, waiting, doubtful
        matrices = [self._grid.matrix(gate)[rows] for gate in gates]
        for matrix in matrices:
            doubtful |= matrix == CONFLICT
        kinds = np.broadcast_to(self._grid.kind_codes()[rows][:, None], worked.shape)
        cells = np.column_stack([layer[worked] for layer in (kinds, *matrices)])
        combinations, of_cell = np.unique(cells, axis=0, return_inverse=True)
        verdicts = [self._verdict(facet, gates, combination) for combination in combinations.tolist()]
        found = np.array(verdicts, bool)[of_cell.reshape(-1)]
        is_asked[worked], waiting[worked] = found[:, 0], found[:, 1]
        return is_asked, waiting, doubtful

    def _verdict(self, facet: Facet, gates: tuple[str, ...], combination: list[int]) -> tuple[bool, bool]:
        """Whether a facet is asked with these answers to its gates, and whether it waits for one."""
        kind = self._grid.kinds[combination[0]]
        answers: dict[str, Answer] = {}
        for gate, code in zip(gates, combination[1:], strict=True):
            if code >= 0:
                answers[gate] = from_json(_by_code(self._grid, gate)[code])
        if asked(self._codebook, facet, kind, answers, opened=True) is Asked.ASKED:
            return True, False
        return False, waits(self._codebook, facet, kind, answers, opened=True)

    def _gates(self, facet: Facet) -> tuple[str, ...]:
        """The facets that decide whether this one is asked, and those that decide about them."""
        found: set[str] = set()
        waiting = referenced_facets(facet.ask_when)
        while waiting:
            gate = waiting.pop()
            if gate not in found:
                found.add(gate)
                waiting |= referenced_facets(self._codebook.facet(gate).ask_when)
        return tuple(sorted(found))

    def _table(
        self, facet: Facet, scale: Scale, values: tuple[str, ...]
    ) -> tuple[npt.NDArray[Any], list[int], list[int]]:
        """For each code of the grid the code of the ratings; the grid's codes of "cannot decide"; and
        those of answers that are not offered any more."""
        import numpy as np

        answers = _by_code(self._grid, facet.id)
        table = np.zeros(max(len(answers), 1), np.float64 if scale.numeric else np.int64)
        abstained, unknown = [], []
        for code, text in enumerate(answers):
            answer = from_json(text)
            if answer == self._codebook.abstain.id and facet.type != "boolean":
                abstained.append(code)
                continue
            try:
                table[code] = rating(facet, answer, values)
            except ValueError:
                unknown.append(code)
        return table, abstained, unknown

    def _kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        kinds = tuple(self._grid.kinds)
        return kinds, tuple(kind for kind in kinds if self._codebook.policy(kind).report_apart)

    def _versions(self, facet: Facet, rows: npt.NDArray[Any]) -> dict[str, Any]:
        import numpy as np

        keys = sorted(self._grid.codebooks)
        codes = self._grid.codebook_codes(facet.id)[rows]
        places = np.where(codes < 0, -1, np.searchsorted(keys, codes)).astype(np.int32)
        return {"versions": places, "version_names": tuple(self._grid.codebooks[key] for key in keys)}


def _by_code(grid: Grid, facet: str) -> list[str]:
    column = grid.columns.get(facet)
    return [] if column is None else list(column.answers)


def declared_values(facet: Facet) -> tuple[str, ...]:
    """The values of a facet's ratings, in declared order: from the codebook, never from the data.

    For sets the members; an exclusive value that stands alone for "none of these" is the empty set.
    Where values are rolled up, only the topmost remain.
    """
    if facet.type == "boolean":
        return ("false", "true")
    if facet.type == "number":
        return ()
    values = [value for value in facet.values if not (facet.roll_up and value.parent)]
    if facet.type == "ordinal":
        values.sort(key=lambda value: value.rank if value.rank is not None else 0)
    return tuple(value.id for value in values if value.id != _none(facet))


def _none(facet: Facet) -> str | None:
    alone = facet.type == "multi" and len(facet.exclusive) == 1
    return facet.exclusive[0] if alone else None


def rating(facet: Facet, answer: Answer, values: tuple[str, ...]) -> float | int:
    """An answer as a code: the place of its value, a bit mask over the members, or the number.

    Raises ValueError for an answer that the facet does not offer (any more).
    """
    answer = rolled_up(facet, answer)
    kind = type(answer)
    if kind is bool and facet.type == "boolean":
        return int(answer is True)
    if isinstance(answer, (int, float)) and kind is not bool and facet.type == "number":
        return answer
    if isinstance(answer, tuple) and facet.type == "multi":
        return sum(1 << values.index(member) for member in answer if member != _none(facet))
    if isinstance(answer, str) and facet.type in ("single", "ordinal"):
        return values.index(answer)
    raise ValueError(f"{answer!r} is no answer to {facet.id}")
