"""What is wrong with a codebook file, collected with the place where it stands.

Places are named by ids rather than by position, so that they survive putting
two files together: ``("facets", "evidence", "values", "e3", "rank")``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate_tui.codebook.lines import RawPath
from annotate_tui.errors import CodebookError

IdPath = tuple[str, ...]

_NAMED = {"rules": "rule", "warnings": "warning", "unit_kinds": "unit kind", "texts": "texts"}


class Places:
    """File and line of every table and key of a codebook, by `IdPath`."""

    def __init__(self, name: str, found: Mapping[IdPath, tuple[str, int]] | None = None) -> None:
        self.name = name
        self._found = dict(found or {})
        self._again: dict[IdPath, tuple[str, int]] = {}

    @classmethod
    def of_file(cls, name: str, raw: Mapping[str, Any], lines: Mapping[RawPath, int]) -> Places:
        """The places of one file, as it was parsed and scanned."""
        places: dict[IdPath, tuple[str, int]] = {}
        again: dict[IdPath, tuple[str, int]] = {}
        for path, line in lines.items():
            named = id_path(raw, path)
            if named in places and isinstance(path[-1], int):
                again.setdefault(named, (name, line))
            places.setdefault(named, (name, line))
        found = cls(name, places)
        found._again = again
        return found

    def over(self, base: Places) -> Places:
        """These places, and those of the file that this one extends behind them."""
        both = Places(self.name, base._found | self._found)
        both._again = self._again
        return both

    def where(self, path: IdPath, *, again: bool = False) -> tuple[str, int]:
        """File and line of a path, or of the nearest thing around it that is known.

        ``again`` asks for the second place of a name that stands twice.
        """
        if again and path in self._again:
            return self._again[path]
        for length in range(len(path), 0, -1):
            if found := self._found.get(path[:length]):
                return found
        return self.name, 1


class Problems:
    """Collects sentences about a codebook."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._found: list[tuple[tuple[str, int], str]] = []

    def add(self, path: IdPath, message: str, *, again: bool = False) -> None:
        """One thing that is wrong, said after file, line and facet."""
        place = self._places.where(path, again=again)
        sentence = f"{place[0]}, line {place[1]}{_owner(path)}: {message}"
        if all(sentence != said for _, said in self._found):
            self._found.append((place, sentence))

    def __bool__(self) -> bool:
        return bool(self._found)

    def error(self) -> CodebookError:
        """All problems as one error, in the order of the file."""
        return CodebookError(*(sentence for _, sentence in sorted(self._found, key=lambda found: found[0])))


def id_path(raw: Any, path: RawPath) -> IdPath:
    """A path of the parsed file with ids instead of positions.

    Optional facets and overrides stand where they end up: under ``facets``.
    """
    parts: list[str] = []
    thing = raw
    for step in path:
        try:
            thing = thing[step]
        except (KeyError, IndexError, TypeError):
            thing = None
        parts.append(step if isinstance(step, str) else _name_of(thing, step))
    if parts[:1] == ["overrides"]:
        parts = parts[1:]
        if len(parts) > 2 and parts[0] == "facets" and parts[2] == "add_values":
            parts[2] = "values"
    if parts[:1] == ["optional_facets"]:
        parts[0] = "facets"
    return tuple(parts)


def _name_of(thing: Any, position: int) -> str:
    if isinstance(thing, Mapping):
        for key in ("id", "title", "from"):
            if isinstance(thing.get(key), str):
                return str(thing[key])
    return f"#{position + 1}"


def _owner(path: IdPath) -> str:
    if len(path) < 2:
        return ""
    if path[0] == "facets":
        return f", facet {path[1]!r}"
    if path[0] == "migrations":
        return f", migration from {path[1]}"
    if path[0] in _NAMED:
        return f", {_NAMED[path[0]]} {path[1]!r}"
    return f", [{path[0]}]"
