"""Ratings from lists: one row a rating (long), or one mapping a unit (wide)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.ratings import Ratings, Scale

TRUE_WORDS = frozenset({"1", "true", "yes", "y", "t"})
FALSE_WORDS = frozenset({"0", "false", "no", "n", "f"})
EMPTY_SET = "∅"


def ratings_from_rows(
    rows: Iterable[Sequence[Any]],
    *,
    scale: Scale | str,
    values: Sequence[str] = (),
    annotators: Sequence[str] | None = None,
) -> Ratings:
    """Ratings from long rows ``(unit, annotator, value)`` or ``(unit, annotator, value, cluster)``.

    ``None`` or an empty string is a missing rating.  A set is a collection of members or text such as
    ``"a|b"``, the empty set ``"∅"``.  Without ``annotators`` the order is alphabetical.
    Raises ValueError for a value that is not declared, a unit in two clusters, or a second,
    different rating of a unit by the same annotator.
    """
    scale = Scale(scale)
    encode = encoder(scale, values)
    units: dict[str, int] = {}
    clusters: dict[int, str] = {}
    found: dict[tuple[int, str], float | int] = {}
    for row in rows:
        unit, annotator, value = str(row[0]), str(row[1]), row[2]
        index = units.setdefault(unit, len(units))
        if len(row) > 3:
            cluster = str(row[3])
            if clusters.setdefault(index, cluster) != cluster:
                raise ValueError(f"unit {unit} is in two clusters, {clusters[index]} and {cluster}")
        if value is None or value == "":
            continue
        code = encode(value)
        if found.setdefault((index, annotator), code) != code:
            raise ValueError(f"unit {unit} has two different ratings of {annotator}")
    if annotators is None:
        annotators = sorted({annotator for _, annotator in found})
    return assemble(units, clusters, found, scale=scale, values=values, annotators=annotators)


def ratings_from_dicts(
    records: Iterable[Mapping[str, Any]],
    *,
    scale: Scale | str,
    values: Sequence[str] = (),
    unit: str = "unit",
    cluster: str = "cluster",
) -> Ratings:
    """Ratings from one mapping a unit: ``{"unit": "u1", "cluster": "a1", "ann": "x", "ben": None}``.

    Every key but ``unit`` and ``cluster`` is an annotator.  Units without a name are numbered.
    Raises ValueError as `ratings_from_rows`, and for a unit that occurs twice.
    """
    annotators: dict[str, None] = {}
    rows: list[tuple[Any, ...]] = []
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        name = str(record.get(unit, number))
        if name in seen:
            raise ValueError(f"unit {name} occurs twice")
        seen.add(name)
        tail = (str(record[cluster]),) if cluster in record else ()
        for key, value in record.items():
            if key not in (unit, cluster):
                annotators.setdefault(key)
                rows.append((name, key, value, *tail))
    return ratings_from_rows(rows, scale=scale, values=values, annotators=tuple(annotators))


def encoder(scale: Scale, values: Sequence[str]) -> Any:
    """The function that turns one answer into a code; it raises ValueError with a plain sentence."""
    index = {str(value): code for code, value in enumerate(values)}

    def one_value(value: Any) -> int:
        code = index.get(str(value).strip())
        if code is None:
            raise ValueError(f"“{value}” is not a declared value ({', '.join(index) or 'none is declared'})")
        return code

    def boolean(value: Any) -> int:
        word = str(value).strip()
        if word in index:
            return index[word]
        if word.lower() in TRUE_WORDS:
            return 1
        if word.lower() in FALSE_WORDS:
            return 0
        raise ValueError(f"“{value}” is neither true nor false")

    def number(value: Any) -> float:
        try:
            result = float(value)
        except (TypeError, ValueError):
            result = float("nan")
        if not np.isfinite(result):
            raise ValueError(f"“{value}” is not a number")
        if scale is Scale.RATIO and result < 0:
            raise ValueError(f"“{value}” is negative, and a ratio scale starts at zero")
        return result

    def mask(value: Any) -> int:
        members = value.split("|") if isinstance(value, str) else list(value)
        if isinstance(value, str) and value.strip() == EMPTY_SET:
            members = []
        return sum({1 << one_value(member) for member in members})

    if scale.numeric:
        return number
    if scale is Scale.SET:
        return mask
    return boolean if scale is Scale.BOOLEAN else one_value


def assemble(
    units: Mapping[str, int],
    clusters: Mapping[int, str],
    found: Mapping[tuple[int, str], float | int],
    *,
    scale: Scale,
    values: Sequence[str],
    annotators: Sequence[str],
) -> Ratings:
    """Ratings from codes by (row of the unit, annotator); clusters are kept in the order of their names."""
    column = {name: position for position, name in enumerate(annotators)}
    codes = no_codes(len(units), len(column), scale)
    for (row, annotator), code in found.items():
        codes[row, column[annotator]] = code
    return of_codes(units, clusters, codes, scale=scale, values=values, annotators=annotators)


def no_codes(n_units: int, n_annotators: int, scale: Scale) -> npt.NDArray[Any]:
    """A table of codes without any rating."""
    shape = (n_units, n_annotators)
    return np.full(shape, np.nan) if scale.numeric else np.full(shape, -1, np.int64)


def of_codes(
    units: Mapping[str, int],
    clusters: Mapping[int, str],
    codes: npt.NDArray[Any],
    *,
    scale: Scale,
    values: Sequence[str],
    annotators: Sequence[str],
) -> Ratings:
    """Ratings from a table of codes; clusters are kept in the order of their names."""
    names = tuple(sorted(set(clusters.values()))) if len(clusters) == len(units) else ()
    position = {name: i for i, name in enumerate(names)}
    indices = np.array([position[clusters[i]] for i in range(len(units))], np.int32) if names else None
    if scale is Scale.BOOLEAN and not values:
        values = ("false", "true")
    return Ratings(
        codes=codes,
        values=tuple(values),
        scale=scale,
        annotators=tuple(annotators),
        units=list(units),
        clusters=indices,
        cluster_names=names,
    )
