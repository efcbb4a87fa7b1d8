"""The answers of a file, by annotator and unit: found, checked, and put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.errors import InputError, UsageError
from annotate_tui.imports.annotators import Annotators
from annotate_tui.imports.places import Places, Spot, checked
from annotate_tui.imports.reading import Reading
from annotate_tui.imports.rows import Region, Row
from annotate_tui.store.imported import FileAnswers
from annotate_tui.store.store import Store


class Collected:
    """The answers of a file, by annotator and unit."""

    def __init__(self, store: Store, reading: Reading, annotators: Annotators) -> None:
        self.rows = 0
        self.other_codebook: Counter[str] = Counter()
        self.annotators = annotators
        self.kinds: dict[int, str] = {}
        """Unit → its kind."""
        self._reading = reading
        self._labels = reading.labels
        self._places = Places(store)
        self._units: dict[tuple[str, int], _Unit] = {}
        self._moments: tuple[datetime, datetime] | None = None

    def add(self, row: Row) -> None:
        """Take in one row.  Raises UsageError."""
        self.rows += 1
        found = self._answers(row)
        if not found:
            return
        name = self.annotators.name(row)
        for (article, unit), answers in found.items():
            self._keep(name, article, unit, answers, row)
        if row.codebook and row.codebook != self._labels.codebook.version:
            self.other_codebook[row.codebook] += 1
        self._note_moment(row.made)

    def finish(self) -> None:
        """Raise UsageError for options that do not fit what the file holds, InputError if that is nothing."""
        self.annotators.check_names()
        if not self.rows and not self._reading.problems:
            raise InputError(f"{self._reading.source}: the file holds no labels.")

    def answers(self) -> Iterator[FileAnswers]:
        """What is to be kept: an entry an annotator and unit, in the order of the file."""
        kinds = self.annotators.kinds
        for (name, unit), found in self._units.items():
            yield FileAnswers(
                name,
                kinds[name],
                found.article,
                unit,
                found.answers,
                found.line,
                found.made,
                found.dwell_ms,
            )

    @property
    def made(self) -> tuple[str, str] | None:
        """The first and the last moment that the file names."""
        if self._moments is None:
            return None
        first, last = self._moments
        return first.isoformat(timespec="seconds"), last.isoformat(timespec="seconds")

    def _answers(self, row: Row) -> dict[tuple[int, int], dict[str, Answer]]:
        """(Article, unit) → facet → answer of one row."""
        if not row.said and not any(row.notes):
            # A row without answers may still be about a text that is not here: that is worth knowing.
            self._places.find(row.place)
            return {}
        spot = self._places.find(row.place)
        said: dict[tuple[int, int], dict[str, list[Any]]] = {}
        for facet_id, value in self._said(row):
            facet = self._labels.codebook.facet(facet_id)
            there, one = self._at(spot, facet, value)
            _check_scope(facet, there)
            self.kinds[there.key] = there.kind
            said.setdefault((there.article.row.key, there.key), {}).setdefault(facet_id, []).append(one)
        return {place: answers for place, by_facet in said.items() if (answers := self._normalised(by_facet))}

    def _said(self, row: Row) -> Iterator[tuple[str, Any]]:
        yield from row.said
        notes = [note for note in row.notes if note.strip()]
        if notes:
            facet = self._labels.note_facet
            if facet is None:
                self._reading.left_out["note (the codebook has no facet for notes)"] += 1
                return
            for note in notes:
                yield facet.id, note

    def _normalised(self, by_facet: Mapping[str, list[Any]]) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for facet_id, given in by_facet.items():
            answer = self._labels.answer(self._labels.codebook.facet(facet_id), given)
            if answer is not None:
                found[facet_id] = answer
        return found

    def _at(self, spot: Spot, facet: Facet, value: Any) -> tuple[Spot, Any]:
        """The unit that something was said about, and what."""
        if not isinstance(value, Region):
            return spot, value
        name = "the unit" if spot.unit else spot.article.name
        start, end = checked(spot.text, value.start, value.end, value.text, name)
        start, end = start + spot.start, end + spot.start
        if facet.type != "span":
            unit = spot.article.unit(start, end)
            return Spot(spot.article, start, end, unit), value.value
        around = spot.unit or spot.article.around(start)
        if around is None or not around.start <= start < end <= around.end:
            raise UsageError(f"the passage {start}–{end} of {spot.article.name} lies in no unit.")
        passage = f"{start - around.start}-{end - around.start}"
        source = facet if facet.values or not facet.links_to else self._labels.codebook.facet(facet.links_to)
        if source.values and value.value and self._labels.find_facet(str(value.value)) is not facet:
            passage += f":{self._labels.value_id(source, value.value)}"
        return Spot(spot.article, around.start, around.end, around), passage

    def _keep(self, name: str, article: int, unit: int, answers: Mapping[str, Answer], row: Row) -> None:
        found = self._units.get((name, unit))
        if found is None:
            found = self._units[name, unit] = _Unit(article, row.line, row.made)
            found.dwell_ms = None if row.seconds is None else round(row.seconds * 1000)
        for facet, answer in answers.items():
            before = found.answers.setdefault(facet, answer)
            if before != answer:
                raise UsageError(
                    f"{name} answers {facet} of this unit differently from line {found.lines[facet]}."
                )
            found.lines.setdefault(facet, row.line)

    def _note_moment(self, made: str) -> None:
        try:
            moment = datetime.fromisoformat(made)
        except ValueError:
            return
        moment = moment.replace(tzinfo=moment.tzinfo or UTC)
        first, last = self._moments or (moment, moment)
        self._moments = min(first, moment), max(last, moment)


@dataclass(slots=True)
class _Unit:
    """What one annotator said about one unit, and where."""

    article: int
    line: int
    made: str
    answers: dict[str, Answer] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    dwell_ms: int | None = None


def _check_scope(facet: Facet, spot: Spot) -> None:
    if facet.scope == "document" and spot.unit is not None:
        raise UsageError(
            f"{facet.name} is asked of whole articles, and this is a unit of one; "
            'give it a row of its own with the kind "document".'
        )
    if facet.scope == "unit" and spot.unit is None:
        raise UsageError(f"{facet.name} is asked of units, and this row is about a whole article.")
