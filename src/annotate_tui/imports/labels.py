"""The labels of a file against the codebook: as exports write them, as ids, or as people see them."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotate_tui.codebook.answers import nearest, normalise
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.errors import UsageError
from annotate_tui.export.fields import exported, field_names

_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0"})
_CHOSEN = ("single", "ordinal", "multi")
ABSTAINING = (*_CHOSEN, "number")
"""The types of facets that "cannot decide" answers."""

_NAMED = re.compile(r"([^:=]+?)\s*[:=]\s*(.+)", re.DOTALL)


class Labels:
    """One codebook, as the authors of files may spell it."""

    def __init__(self, codebook: Codebook, *, facet: str = "") -> None:
        """``facet`` is the default, by its id or name.  Raises UsageError."""
        self.codebook = codebook
        self.fields: Mapping[str, str] = field_names(codebook)
        """Facet id → the name of its key or column."""
        self._facets = _spellings(
            (facet, (self.fields[facet.id], facet.id, facet.name)) for facet in codebook.facets
        )
        self._values = {
            facet.id: _spellings(
                (value.id, (exported(facet, value.id), value.id, value.name)) for value in facet.values
            )
            for facet in codebook.facets
        }
        self.default = self.facet(facet) if facet else None
        """The facet that labels answer which do not say it."""

    def facet(self, name: str) -> Facet:
        """The facet with this id, key or name.  Raises UsageError with the nearest."""
        found = self.find_facet(name)
        if found is None:
            known = [self.fields[facet.id] for facet in self.codebook.facets]
            raise UsageError(f"The codebook {self.codebook.id} has no facet {name!r}{nearest(name, known)}")
        return found

    def find_facet(self, name: str) -> Facet | None:
        """The facet with this id, key or name, if there is one."""
        return self._facets.get(name) or self._facets.get(name.casefold())

    def named(self, hint: str) -> str:
        """The id of the facet that a task's field is called after; empty where its labels have to tell."""
        found = self.find_facet(hint) if hint else None
        found = found or self.default
        return found.id if found else ""

    @property
    def note_facet(self) -> Facet | None:
        """The facet that remarks about a unit go to: the first free text."""
        return next((f for f in self.codebook.unit_facets if f.type == "text"), None)

    def of_label(self, label: str) -> tuple[Facet, Any]:
        """The facet that a label answers, and its value there.

        A label may name its facet ("claim_type:harm"); otherwise exactly one facet must offer it.
        Raises UsageError with the nearest label.
        """
        named = _NAMED.fullmatch(label.strip())
        if named and (facet := self.find_facet(named[1])) is not None:
            return facet, named[2]
        found = [facet for facet in self.codebook.facets if self._value(facet, label) is not None]
        flags = [
            facet
            for facet in self.codebook.facets
            if facet.type == "boolean" and self.find_facet(label) is facet
        ]
        if len(found) + len(flags) > 1:
            names = " and ".join(facet.id for facet in (*found, *flags))
            raise UsageError(f"{label!r} is a label of {names}; say which with --facet.")
        if flags:
            return flags[0], True
        if found:
            return found[0], label
        known = [exported(facet, value.id) for facet in self.codebook.facets for value in facet.values]
        raise UsageError(f"{label!r} is no value of the codebook {self.codebook.id}{nearest(label, known)}")

    def answer(self, facet: Facet, said: Sequence[Any]) -> Answer | None:
        """The answer that all that was said about one facet of one unit comes to; None for no answer.

        ``said`` are single things (labels, texts, numbers), never lists.  Raises UsageError.
        """
        given = [one for one in said if one is not None and one != ""]
        if not given:
            return None
        if facet.type in ("multi", "span"):
            answer: Any = self._several(facet, given)
        elif facet.type == "text":
            answer = "\n".join(_text(facet, one) for one in given)
        else:
            first, *others = given
            if any(other != first for other in others):
                raise UsageError(f"{facet.name} takes one answer, not {len(given)}.")
            answer = self._one(facet, first)
        found = normalise(facet, answer, self.codebook, allow_retired=True)
        if facet.type == "multi" and isinstance(found, tuple) and not set(answer) <= set(found):
            alone = ", ".join(exported(facet, value) for value in answer if value in facet.exclusive)
            raise UsageError(f"{facet.name} cannot have “{alone}” together with other values.")
        return found

    def _several(self, facet: Facet, given: Iterable[Any]) -> Any:
        parts = tuple(self._one(facet, one) for one in given)
        if self.codebook.abstain.id not in parts or facet.type == "span":
            return parts
        if len(set(parts)) > 1:
            raise UsageError(f"{facet.name} cannot be undecided and answered at the same time.")
        return parts[0]

    def _one(self, facet: Facet, given: Any) -> Any:
        """One thing that was said, as `normalise` wants it."""
        if facet.type in ABSTAINING and given == self.codebook.abstain.id:
            return given
        if facet.type in _CHOSEN:
            return self.value_id(facet, given)
        if facet.type == "boolean":
            return self._flag(facet, given)
        if facet.type == "number" and isinstance(given, str):
            return _number(facet, given)
        return given

    def value_id(self, facet: Facet, given: Any) -> str:
        """The id of the value that a label (or, on a scale, a rank) means.  Raises UsageError."""
        if isinstance(given, (int, float)) and not isinstance(given, bool) and facet.type == "ordinal":
            for value in facet.values:
                if value.rank == given:
                    return value.id
            ranks = ", ".join(str(value.rank) for value in facet.values)
            raise UsageError(f"{facet.name} has no rank {given}; it has {ranks}.")
        if not isinstance(given, str):
            raise UsageError(f"{facet.name} takes the id of a value, not {given!r}.")
        found = self._value(facet, given)
        if found is None:
            known = [exported(facet, value.id) for value in facet.values if not value.retired]
            raise UsageError(f"{given!r} is no value of {facet.name}{nearest(given, known)}")
        return found

    def _flag(self, facet: Facet, given: Any) -> bool:
        if isinstance(given, bool):
            return given
        word = str(given).casefold()
        if word in _TRUE or self.find_facet(str(given)) is facet:
            return True
        if word in _FALSE:
            return False
        raise UsageError(f"{facet.name} is true or false, not {given!r}.")

    def _value(self, facet: Facet, spelling: str) -> str | None:
        known = self._values[facet.id]
        return known.get(spelling) or known.get(spelling.casefold())


def _spellings(named: Iterable[tuple[Any, tuple[str, ...]]]) -> dict[str, Any]:
    """Spelling → thing.

    The first spellings of all things come before the second ones, and exact ones before those that
    differ in their letters' case; a spelling that several things share means the first of them.
    """
    listed = list(named)
    found: dict[str, Any] = {}
    for fold in (str, str.casefold):
        for spellings in zip(*(spellings for _, spellings in listed), strict=True):
            for (thing, _), spelling in zip(listed, spellings, strict=True):
                if spelling:
                    found.setdefault(fold(spelling), thing)
    return found


def _text(facet: Facet, given: Any) -> str:
    if not isinstance(given, str) or "\0" in given:
        raise UsageError(f"{facet.name} is a text without NUL characters, not {given!r}.")
    return given


def _number(facet: Facet, text: str) -> int | float:
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            number = kind(text)
            if math.isfinite(number):
                return number
    raise UsageError(f"{facet.name} is a number, not {text!r}.")
