"""Ratings for other agreement packages: one file a facet, a row a unit, a column an annotator.

An empty cell is a missing rating.  Ordinal answers are ranks, flags are 1 and 0.  A set has one file
with the whole sets (``a|b``, the empty set ``∅``) and one a member with 1 and 0.  Units of kinds that
are reported apart stand in a folder of their own; models are columns only if they were named: reading
a file as it is gives the figures of ``annotate-tui agreement``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotate_tui.codebook.model import Facet
from annotate_tui.dataset.data import HUMAN, Dataset
from annotate_tui.export.cells import Cell, cell
from annotate_tui.export.fields import exported, field_names
from annotate_tui.export.request import Request, Sink

if TYPE_CHECKING:
    from annotate_tui.agreement.ratings import Ratings

EMPTY_SET = "∅"
Shown = Callable[[int | float], Cell]


def write_ratings(data: Dataset, request: Request, sink: Sink) -> None:
    """The files of every facet that somebody rated."""
    from annotate_tui.dataset.ratings import all_ratings

    names = field_names(data.codebook)
    for facet_id, ratings in all_ratings(data).facets.items():
        if not data.chosen_annotators:
            people = [i for i, kind in enumerate(ratings.annotator_kinds) if kind == HUMAN]
            ratings = ratings.take_annotators(people)
        facet = data.codebook.facet(facet_id)
        for folder, part in _parts(ratings):
            for suffix, shown in _columns(facet, part):
                _write(sink, f"{folder}{names[facet_id]}{suffix}.csv", part, shown, raw=request.raw_cells)


def _parts(ratings: Ratings) -> Iterator[tuple[str, Ratings]]:
    """The headline's units, then those of each kind that is reported apart; rated units only."""
    import numpy as np

    rated = ratings.rated.any(axis=1)
    kinds = np.zeros(ratings.n_units, np.int32) if ratings.kinds is None else ratings.kinds
    apart = np.zeros(ratings.n_units, bool)
    for kind in ratings.kinds_apart:
        of_kind = np.equal(kinds, ratings.kind_names.index(kind))
        apart |= of_kind
        if (rated & of_kind).any():
            yield f"{kind}/", ratings.take_units(rated & of_kind)
    if (rated & ~apart).any():
        yield "", ratings.take_units(rated & ~apart)


def _columns(facet: Facet, ratings: Ratings) -> Iterator[tuple[str, Shown]]:
    """The files of a facet: what is added to the name, and how a code is written."""
    values = ratings.values
    if facet.type == "multi":
        shown = [exported(facet, value) for value in values]
        yield "", lambda code: "|".join(n for i, n in enumerate(shown) if int(code) >> i & 1) or EMPTY_SET
        for place, name in enumerate(shown):
            yield f".{name}", _member(place)
    elif facet.type == "ordinal":
        ranks = {value.id: value.rank for value in facet.values}
        yield "", lambda code: ranks[values[int(code)]]
    elif facet.type == "boolean":
        yield "", int
    elif facet.type == "number":
        yield "", float
    else:
        yield "", lambda code: exported(facet, values[int(code)])


def _member(place: int) -> Shown:
    return lambda code: int(code) >> place & 1


def _write(sink: Sink, name: str, ratings: Ratings, shown: Shown, *, raw: bool) -> None:
    articles = ratings.cluster_names
    clusters = [] if ratings.clusters is None else ratings.clusters.tolist()
    with sink.file(name) as (file, written):
        writer = csv.writer(file, lineterminator="\r\n")

        def row(cells: Sequence[Cell]) -> None:
            writer.writerow([cell(value, raw=raw) for value in cells])

        row(["unit", "article", *ratings.annotators])
        rows = zip(ratings.units, clusters, ratings.codes.tolist(), ratings.rated.tolist(), strict=True)
        for unit, article, codes, rated in rows:
            row(
                [unit, articles[article]]
                + [shown(code) if is_rated else None for code, is_rated in zip(codes, rated, strict=True)]
            )
        written.rows = ratings.n_units
