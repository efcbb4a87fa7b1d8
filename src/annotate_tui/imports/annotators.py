"""Whose labels they are: names and kinds from the file, or from whoever imports it."""

from __future__ import annotations

from collections.abc import Mapping

from annotate_tui.errors import UsageError
from annotate_tui.imports.rows import Row
from annotate_tui.store.project import normalise_name

HUMAN = "human"


class Annotators:
    """The annotators of one file."""

    def __init__(
        self, annotator: str, kind: str, rename: Mapping[str, str], known: Mapping[str, str]
    ) -> None:
        """The options of an import; ``known`` are the kinds of those who are in the database."""
        self._annotator = annotator
        self._kind = kind
        self._rename = rename
        self._known = known
        self._said: dict[str, str] = {}
        self._met: dict[tuple[str, str], str] = {}
        self._named: dict[str, None] = {}

    @property
    def kinds(self) -> dict[str, str]:
        """Name here → ``human`` or ``model``: as file or option say, else as they are known here."""
        return {name: kind or self._known.get(name, HUMAN) for name, kind in self._said.items()}

    def name(self, row: Row) -> str:
        """The name here of the annotator of a row.  Raises UsageError."""
        known = self._met.get((row.annotator, row.kind))
        if known is None:
            known = self._met[row.annotator, row.kind] = self._first_met(row)
        return known

    def _first_met(self, row: Row) -> str:
        if row.annotator:
            self._named[row.annotator] = None
        wanted = self._annotator or self._rename.get(row.annotator, row.annotator)
        if not wanted:
            raise UsageError("the row names no annotator; say whose labels they are with --annotator NAME.")
        name = normalise_name(wanted)
        if row.kind and self._kind and row.kind != self._kind:
            raise UsageError(
                f"the file says that {row.annotator or name} is a {row.kind} annotator, not a {self._kind}."
            )
        kind = row.kind or self._kind
        before = self._said.get(name, "")
        if kind and before and kind != before:
            raise UsageError(f"{name} is a human and a model annotator in the same file; use --rename.")
        self._said[name] = kind or before
        return name

    def check_names(self) -> None:
        """Raise UsageError where one name was given for the labels of several people."""
        if self._annotator and len(self._named) > 1:
            names = ", ".join(list(self._named)[:12])
            raise UsageError(
                f"The file names several annotators ({names}), and --annotator would make them one; "
                "leave it out, or give them other names with --rename OLD=NEW."
            )

    @property
    def not_renamed(self) -> tuple[str, ...]:
        """Who was to be renamed, but is not named by the file."""
        return tuple(name for name in self._rename if name not in self._named)
