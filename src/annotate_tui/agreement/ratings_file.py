"""Ratings from a CSV or TSV file, so that agreement needs no database.

Wide: the first column names the unit, then an optional cluster column, then one
column an annotator.  Long: the columns ``unit, annotator, value`` and optionally
``cluster``, recognised by the header; a column ``round`` tells apart what one
annotator said about the same unit at different times: the last round counts,
and the first is compared with it.  An empty cell is a missing rating; sets are
written ``a|b`` and the empty set ``∅``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.build import FALSE_WORDS, TRUE_WORDS, assemble, encoder, no_codes, of_codes
from annotate_tui.agreement.many_objects import many_objects
from annotate_tui.agreement.ratings import MAX_SET_MEMBERS, Ratings, Scale
from annotate_tui.errors import InputError

CLUSTER_NAMES = ("cluster", "article", "document")
LONG_COLUMNS = ("unit", "annotator", "value")
ROUND = "round"


def read_ratings(
    path: Path, *, scale: Scale | str, order: Sequence[str] = (), cluster: str | None = None
) -> Ratings:
    """The ratings of a file.

    ``order`` declares the values (for ordinal scales their order; for sets the members); without it nominal
    values and members are those that occur, in alphabetical order.  ``cluster`` names the column with the
    article; without it a column called cluster, article or document is taken.  Raises InputError with one
    sentence for each problem, naming the line.
    """
    with many_objects():
        return _read(path, Scale(scale), order, cluster)


def _read(path: Path, scale: Scale, order: Sequence[str], cluster: str | None) -> Ratings:
    header, lines = _lines(path)
    names = [name.strip() for name in header]
    _check_header(path, names, cluster)
    if {name.lower() for name in LONG_COLUMNS} <= {name.lower() for name in names}:
        cells = _long(names, lines, path, cluster)
    else:
        cells = _wide(names, lines, path, cluster)
    values = tuple(order) or _values_found(cells, scale, path)
    return cells.ratings(scale, values, path)


@dataclass
class _Cells:
    """What stands in the file: rows of units, their clusters, and answers with their line."""

    annotators: list[str]
    units: dict[str, int] = field(default_factory=dict)
    clusters: dict[int, str] = field(default_factory=dict)
    answers: list[tuple[int, str, str, int]] = field(default_factory=list)
    """(row of the unit, annotator, text, line)"""
    rounds: list[str] = field(default_factory=list)
    """The round of each answer, where the file has rounds."""
    problems: list[str] = field(default_factory=list)

    def ratings(self, scale: Scale, values: Sequence[str], path: Path) -> Ratings:
        """Ratings from the cells; raises InputError with everything that was found."""
        try:
            encode: Callable[[str], float | int] = encoder(scale, values)
        except ValueError as error:
            raise InputError(f"{path}: {error}.") from error
        codes = None if self.problems else self._table(encode, scale)
        if codes is None:
            return self._one_by_one(encode, scale, values, path)
        return of_codes(
            self.units, self.clusters, codes, scale=scale, values=values, annotators=self.annotators
        )

    def _table(self, encode: Callable[[str], float | int], scale: Scale) -> npt.NDArray[Any] | None:
        """All answers at once; None where something is wrong with one, or a cell has two."""
        codes = no_codes(len(self.units), len(self.annotators), scale)
        if not self.answers:
            return codes
        rows, people, texts, _ = zip(*self.answers, strict=True)
        try:
            code_of = {text: encode(text) for text in dict.fromkeys(texts)}
        except ValueError:
            return None
        column = {name: place for place, name in enumerate(self.annotators)}
        n = len(rows)
        cells = np.fromiter(rows, np.intp, n) * len(column)
        cells += np.fromiter(map(column.__getitem__, people), np.intp, n)
        if np.bincount(cells).max() > 1:
            return None
        codes.ravel()[cells] = np.fromiter(map(code_of.__getitem__, texts), codes.dtype, n)
        return codes

    def _one_by_one(
        self, encode: Callable[[str], float | int], scale: Scale, values: Sequence[str], path: Path
    ) -> Ratings:
        """Answer by answer, as rounds and sentences about what is wrong need it."""
        problems = self.problems
        codes: dict[str, float | int | None] = {}
        found: dict[tuple[int, str], float | int] = {}
        earlier: dict[tuple[int, str], float | int] = {}
        latest: dict[tuple[int, str], str] = {}
        names = list(self.units)
        for (row, annotator, text, line), round_ in self._by_round():
            if text not in codes:
                try:
                    codes[text] = encode(text)
                except ValueError as error:
                    codes[text] = None
                    problems.append(f"{path}, line {line}: {error}.")
            code, cell = codes[text], (row, annotator)
            if code is None:
                continue
            if latest.setdefault(cell, round_) != round_:
                earlier.setdefault(cell, found[cell])
                latest[cell], found[cell] = round_, code
            elif found.setdefault(cell, code) != code:
                problems.append(
                    f"{path}, line {line}: {annotator} has already rated {names[row]} differently; "
                    "keep one of the two ratings."
                )
        if problems:
            raise InputError(*problems)
        made = partial(
            assemble, self.units, self.clusters, scale=scale, values=values, annotators=self.annotators
        )
        ratings = made(found)
        return replace(ratings, earlier=made(earlier).codes) if earlier else ratings

    def _by_round(self) -> list[tuple[tuple[int, str, str, int], str]]:
        """The answers with their rounds, earlier rounds first: by number where all are numbers."""
        rounds = self.rounds or [""] * len(self.answers)
        numbers = all(_is_number(each) for each in rounds)
        pairs = list(zip(self.answers, rounds, strict=True))
        return sorted(pairs, key=(lambda pair: float(pair[1])) if numbers else (lambda pair: pair[1]))


def _lines(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header and the other rows with their line numbers; blank lines are skipped."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder; name a CSV or TSV file.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not text in UTF-8; save it as CSV in UTF-8.") from None
    if "\0" in text:
        raise InputError(f"{path} is not text; save it as CSV or TSV.")
    first = text.split("\n", 1)[0]
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") or "\t" in first else ","
    if delimiter == "," and "," not in first and ";" in first:
        delimiter = ";"
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend((reader.line_num, row) for row in reader if any(cell.strip() for cell in row))
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: the quoting is broken ({error}).") from None
    if not rows:
        raise InputError(f"{path} is empty; it needs a header and one line a unit.")
    return rows[0][1], rows[1:]


def _check_header(path: Path, names: list[str], cluster: str | None) -> None:
    twice = sorted({name for name in names if names.count(name) > 1 and name})
    problems = [f"{path}, line 1: the column “{name}” occurs twice." for name in twice]
    nameless = [place for place, name in enumerate(names, start=1) if not name and place > 1]
    problems += [f"{path}, line 1: column {place} has no name." for place in nameless]
    if cluster is not None and cluster not in names:
        problems.append(f"{path}, line 1: there is no column “{cluster}”; there are {', '.join(names)}.")
    if problems:
        raise InputError(*problems)


def _cluster_column(names: list[str], cluster: str | None) -> int | None:
    """Where the articles are named, if anywhere."""
    if cluster is not None:
        return names.index(cluster)
    lower = [name.lower() for name in names]
    return next((lower.index(name, 1) for name in CLUSTER_NAMES if name in lower[1:]), None)


def _wide(names: list[str], lines: list[tuple[int, list[str]]], path: Path, cluster: str | None) -> _Cells:
    at_cluster = _cluster_column(names, cluster)
    columns = [place for place in range(1, len(names)) if place != at_cluster]
    if len(columns) < 2:
        raise InputError(
            f"{path}, line 1: agreement needs two annotators or more, and there is "
            f"{'one column' if columns else 'no column'} of ratings; write one column for each annotator, "
            "or the columns unit, annotator, value."
        )
    cells = _Cells([names[place] for place in columns])
    for line, row in lines:
        if len(row) != len(names):
            cells.problems.append(f"{path}, line {line}: {len(row)} cells, but the header has {len(names)}.")
            continue
        unit = row[0].strip()
        if not unit:
            cells.problems.append(f"{path}, line {line}: the unit has no name.")
            continue
        if unit in cells.units:
            cells.problems.append(f"{path}, line {line}: the unit “{unit}” occurs twice.")
            continue
        place = cells.units.setdefault(unit, len(cells.units))
        _add_cluster(cells, place, unit, row, at_cluster, path, line)
        cells.answers += [
            (place, names[column], text, line) for column in columns if (text := row[column].strip())
        ]
    return cells


def _long(names: list[str], lines: list[tuple[int, list[str]]], path: Path, cluster: str | None) -> _Cells:
    lower = [name.lower() for name in names]
    at_unit, at_annotator, at_value = (lower.index(name) for name in LONG_COLUMNS)
    at_cluster = _cluster_column(names, cluster)
    at_round = lower.index(ROUND) if ROUND in lower else None
    cells = _Cells([])
    annotators: set[str] = set()
    for line, row in lines:
        if len(row) != len(names):
            cells.problems.append(f"{path}, line {line}: {len(row)} cells, but the header has {len(names)}.")
            continue
        unit, annotator, text = row[at_unit].strip(), row[at_annotator].strip(), row[at_value].strip()
        if not unit or not annotator:
            cells.problems.append(f"{path}, line {line}: the {'annotator' if unit else 'unit'} has no name.")
            continue
        place = cells.units.setdefault(unit, len(cells.units))
        _add_cluster(cells, place, unit, row, at_cluster, path, line)
        annotators.add(annotator)
        if text:
            cells.answers.append((place, annotator, text, line))
            if at_round is not None:
                cells.rounds.append(row[at_round].strip())
    cells.annotators = sorted(annotators)
    return cells


def _add_cluster(
    cells: _Cells, place: int, unit: str, row: list[str], at_cluster: int | None, path: Path, line: int
) -> None:
    if at_cluster is None:
        return
    name = row[at_cluster].strip()
    if not name:
        cells.problems.append(f"{path}, line {line}: the unit “{unit}” has no cluster.")
    elif cells.clusters.setdefault(place, name) != name:
        cells.problems.append(
            f"{path}, line {line}: the unit “{unit}” is in two clusters, {cells.clusters[place]} and {name}."
        )


def _values_found(cells: _Cells, scale: Scale, path: Path) -> tuple[str, ...]:
    """Values for a scale whose order does not matter, when none were declared."""
    if scale.numeric:
        return ()
    texts = {text for _, _, text, _ in cells.answers}
    if scale is Scale.ORDINAL:
        if all(_is_number(text) for text in texts):
            return tuple(sorted(texts, key=float))
        raise InputError(
            f"{path}: an ordinal scale needs its order, which the alphabet does not tell; "
            "give the values from low to high, as in --order low,medium,high."
        )
    if scale is Scale.SET:
        members = sorted({member for text in texts if text != "∅" for member in text.split("|")})
        if len(members) > MAX_SET_MEMBERS:
            raise InputError(
                f"{path}: {len(members)} different members; at most {MAX_SET_MEMBERS} are possible."
            )
        return tuple(members)
    if scale is Scale.BOOLEAN and {text.lower() for text in texts} <= TRUE_WORDS | FALSE_WORDS:
        return ("false", "true")
    if scale is Scale.BOOLEAN and len(texts) > 2:
        some = ", ".join(sorted(texts)[:5])
        raise InputError(f"{path}: a boolean question has two values, and these occur: {some}.")
    return tuple(sorted(texts))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
