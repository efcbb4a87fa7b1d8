"""Ratings: what annotators said about units, as arrays.

One `Ratings` is one question (a facet).  Values are declared by the codebook
and never read off the data: an unused step of a scale counts, and the order of
a scale is declared, never alphabetical.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

MAX_SET_MEMBERS = 62
"""Sets are kept as bit masks in 64-bit integers, -1 being missing."""

HUMAN, MODEL = "human", "model"


class Scale(StrEnum):
    """What the values of a question mean, and so which distance between two answers counts."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    SET = "set"
    BOOLEAN = "boolean"

    @property
    def numeric(self) -> bool:
        """Whether answers are numbers rather than declared values."""
        return self in (Scale.INTERVAL, Scale.RATIO)


class Cell(IntEnum):
    """Why a unit has, or has not, a rating of an annotator."""

    MISSING = 0
    """The annotator has not come to this unit."""
    RATED = 1
    NOT_ASKED = 2
    """The annotator's answer to another question closed this one."""
    CANNOT_DECIDE = 3
    CONFLICT = 4
    """Two devices said different things and nobody has settled it."""
    UNANSWERED = 5
    """The annotator worked on the unit and was asked, but left this question open."""


class Seen(IntEnum):
    """What an annotator saw of a lexicon while answering about a unit."""

    UNKNOWN = -1
    """Nothing was kept, as where a project never had highlights."""
    OFF = 0
    """Highlights were off, or came only after the answer that counts here."""
    PLAIN = 1
    """They were on, and nothing in this unit was underlined."""
    HIGHLIGHTED = 2
    """They were on, and something in this unit was underlined."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ratings:
    """Units × annotators of answers to one question.

    Raises ValueError when arrays do not fit each other or a code is not a declared value.
    """

    codes: npt.NDArray[Any]
    """(n_units, n_annotators): index into ``values``, -1 missing; for sets bit masks over ``values``
    (bit 0 is the first), -1 missing; for interval and ratio floats, NaN missing."""
    values: tuple[str, ...]
    """Declared values in declared order; for sets the members; for numbers usually empty."""
    scale: Scale
    annotators: tuple[str, ...]
    units: Sequence[str]
    clusters: npt.NDArray[np.int32] | None = None
    """(n_units,): which article a unit belongs to, an index into ``cluster_names``."""
    cluster_names: tuple[str, ...] = ()
    states: npt.NDArray[np.int8] | None = None
    """(n_units, n_annotators) of `Cell`; without it a cell is RATED or MISSING."""
    roles: tuple[str, ...] = ()
    """One an annotator, such as "annotator" or "lead"; empty when there are none."""
    annotator_kinds: tuple[str, ...] = ()
    """One an annotator: "human" or "model"; empty: all human."""
    kinds: npt.NDArray[np.int32] | None = None
    """(n_units,): the kind of the unit, an index into ``kind_names``."""
    kind_names: tuple[str, ...] = ()
    kinds_apart: tuple[str, ...] = ()
    """Kinds of units that are reported apart and stay out of the headline (such as comments)."""
    highlighted: npt.NDArray[np.bool_] | None = None
    """(n_units,): units that a lexicon highlighted on the screen of at least one annotator."""
    seen: npt.NDArray[np.int8] | None = None
    """(n_units, n_annotators) of `Seen`: what each annotator saw; None where nobody ever saw any."""
    times: npt.NDArray[np.float64] | None = None
    """(n_units, n_annotators): when it was labelled, seconds; NaN unknown."""
    dwell: npt.NDArray[np.float64] | None = None
    """(n_units, n_annotators): seconds that the annotator spent on the unit; NaN unknown."""
    versions: npt.NDArray[np.int32] | None = None
    """(n_units, n_annotators): codebook version, an index into ``version_names``; -1 unknown."""
    version_names: tuple[str, ...] = ()
    earlier: npt.NDArray[Any] | None = None
    """Same shape and coding as ``codes``: an earlier, independent answer of the same annotator to the same
    unit (labelled twice), missing where there is none."""

    def __post_init__(self) -> None:
        codes = np.asarray(self.codes)
        if codes.ndim != 2:
            raise ValueError("codes must have two dimensions: units and annotators")
        dtype = _dtype(self.scale, len(self.values))
        object.__setattr__(self, "codes", np.ascontiguousarray(codes, dtype=dtype))
        object.__setattr__(self, "scale", Scale(self.scale))
        if self.earlier is not None:
            object.__setattr__(self, "earlier", np.ascontiguousarray(self.earlier, dtype=dtype))
        self._check_shapes()
        self._check_codes(self.codes)
        if self.earlier is not None:
            self._check_codes(self.earlier)

    def _check_shapes(self) -> None:
        n_units, n_annotators = self.codes.shape
        if len(self.units) != n_units:
            raise ValueError(f"{len(self.units)} unit names for {n_units} rows of codes")
        if len(self.annotators) != n_annotators:
            raise ValueError(f"{len(self.annotators)} annotators for {n_annotators} columns of codes")
        if len(set(self.annotators)) != n_annotators:
            raise ValueError("two annotators have the same name")
        if len(set(self.values)) != len(self.values):
            raise ValueError("a value is declared twice")
        for name in ("roles", "annotator_kinds"):
            if len(getattr(self, name)) not in (0, n_annotators):
                raise ValueError(f"{name} must name every annotator or nobody")
        for name in ("clusters", "kinds", "highlighted"):
            array = getattr(self, name)
            if array is not None and np.shape(array) != (n_units,):
                raise ValueError(f"{name} must have one entry for each of {n_units} units")
        for name in ("states", "seen", "times", "dwell", "versions", "earlier"):
            array = getattr(self, name)
            if array is not None and np.shape(array) != (n_units, n_annotators):
                raise ValueError(f"{name} must have the shape of codes, {(n_units, n_annotators)}")
        for name, names in (("clusters", self.cluster_names), ("kinds", self.kind_names)):
            array = getattr(self, name)
            if array is not None and n_units and not 0 <= array.min() <= array.max() < len(names):
                raise ValueError(f"{name} holds an index outside its names")

    def _check_codes(self, codes: npt.NDArray[Any]) -> None:
        if not codes.size:
            return
        if self.scale.numeric:
            if np.isinf(codes).any():
                raise ValueError("a rating is infinite")
            if self.scale is Scale.RATIO and bool((codes < 0).any()):
                raise ValueError("a ratio scale starts at zero: a rating is negative")
            return
        top = (1 << len(self.values)) if self.scale is Scale.SET else len(self.values)
        if codes.min() < -1 or codes.max() >= top:
            raise ValueError("a code is not among the declared values")

    @property
    def n_units(self) -> int:
        """Number of rows, rated or not."""
        return int(self.codes.shape[0])

    @property
    def n_annotators(self) -> int:
        """Number of columns, with or without ratings."""
        return int(self.codes.shape[1])

    @cached_property
    def rated(self) -> npt.NDArray[np.bool_]:
        """(n_units, n_annotators): where there is a rating."""
        rated: npt.NDArray[np.bool_] = ~np.isnan(self.codes) if self.scale.numeric else self.codes >= 0
        rated.flags.writeable = False  # it is shared from now on
        return rated

    @property
    def models(self) -> npt.NDArray[np.bool_]:
        """(n_annotators,): which annotators are models rather than people."""
        return np.array([kind == MODEL for kind in self.annotator_kinds] or [False] * self.n_annotators, bool)

    @property
    def missing_code(self) -> float:
        """What stands for "no rating" in ``codes``."""
        return float("nan") if self.scale.numeric else -1

    def cells(self) -> npt.NDArray[np.int8]:
        """(n_units, n_annotators) of `Cell`, made from ``codes`` where no states were given."""
        plain = np.where(self.rated, Cell.RATED, Cell.MISSING).astype(np.int8)
        if self.states is None:
            return plain
        return np.where(self.rated, np.int8(Cell.RATED), np.asarray(self.states, np.int8))

    def take_units(self, keep: npt.NDArray[Any]) -> Ratings:
        """The same ratings for some units: a mask or indices."""
        index = np.flatnonzero(keep) if keep.dtype == np.bool_ else keep
        rows: dict[str, Any] = {
            name: None if getattr(self, name) is None else getattr(self, name)[index]
            for name in (
                "clusters",
                "kinds",
                "highlighted",
                "states",
                "seen",
                "times",
                "dwell",
                "versions",
                "earlier",
            )
        }
        return replace(self, codes=self.codes[index], units=[self.units[i] for i in index.tolist()], **rows)

    def take_annotators(self, columns: Sequence[int]) -> Ratings:
        """The same ratings of some annotators, in the order given."""
        index = list(columns)
        grids: dict[str, Any] = {
            name: None if getattr(self, name) is None else getattr(self, name)[:, index]
            for name in ("states", "seen", "times", "dwell", "versions", "earlier")
        }
        return replace(
            self,
            codes=self.codes[:, index],
            annotators=tuple(self.annotators[i] for i in index),
            roles=tuple(self.roles[i] for i in index) if self.roles else (),
            annotator_kinds=tuple(self.annotator_kinds[i] for i in index) if self.annotator_kinds else (),
            **grids,
        )

    def member(self, index: int) -> Ratings:
        """For sets: whether one member was chosen, as a boolean question."""
        if self.scale is not Scale.SET:
            raise ValueError("only sets have members")

        def chosen(codes: npt.NDArray[Any]) -> npt.NDArray[np.int8]:
            return np.where(codes < 0, -1, (codes >> index) & 1).astype(np.int8)

        return replace(
            self,
            codes=chosen(self.codes),
            earlier=None if self.earlier is None else chosen(self.earlier),
            values=("no", "yes"),
            scale=Scale.BOOLEAN,
        )


def _dtype(scale: Scale, n_values: int) -> npt.DTypeLike:
    """The smallest type that holds the codes; small codes are compared faster."""
    if Scale(scale).numeric:
        return np.float64
    if scale == Scale.SET:
        if n_values > MAX_SET_MEMBERS:
            raise ValueError(f"a set can have at most {MAX_SET_MEMBERS} members")
        return np.int64
    return np.int8 if n_values < 127 else np.int32
