"""Labels to annotations: one article at a time, so that memory does not grow with the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from annotate_tui.codebook.answers import from_json
from annotate_tui.codebook.conditions import Asked, UnitState
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.codebook.passages import gathered
from annotate_tui.dataset.asking import Asking
from annotate_tui.dataset.highlights import Highlights
from annotate_tui.dataset.model import DOCUMENT, Annotation, Empty, UnitRow
from annotate_tui.store.rows import AnnotatorRow, ArticleRow, LabelRow, StoredUnit

ID_DIGITS = 16
"""How many digits of an article's id stand in the ids of its units."""

_WHY_EMPTY = {
    Asked.ASKED: Empty.MISSING,
    Asked.CLOSED: Empty.NOT_ASKED,
    Asked.NOT_FOR_KIND: Empty.NOT_ASKED,
    Asked.SKIPPED_KIND: Empty.SKIPPED,
}

_answer = lru_cache(maxsize=65536)(from_json)


_FREE = ("text", "span")
"""Types of facets whose answers are anybody's, so that none of them means "cannot decide"."""


class _Said(NamedTuple):
    """What a unit's answers come to."""

    answers: Mapping[str, Answer]
    empty: Mapping[str, Empty]
    status: UnitState


@dataclass(slots=True)
class _Given:
    """What one annotator said about one unit, as it lies in the store."""

    answers: dict[str, Answer] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    updated_at: int = 0
    codebook: int | None = None


def unit_id(article_id: str, start: int, end: int) -> str:
    """The id of a unit: the same wherever its article is imported."""
    return f"{article_id[:ID_DIGITS]}:{start}-{end}"


def unit_rows(article: ArticleRow, text: str, units: Iterable[StoredUnit]) -> Iterator[tuple[int, UnitRow]]:
    """The units of an article by their keys, in the order of the text."""
    for unit in units:
        yield (
            unit.key,
            UnitRow(
                article.article_id,
                article.title,
                article.source,
                unit_id(article.article_id, unit.start, unit.end),
                unit.index,
                unit.kind.value,
                unit.start,
                unit.end,
                unit.marker,
                text[unit.start : unit.end],
            ),
        )


def document_row(article: ArticleRow) -> UnitRow:
    """The row that carries what was said about the article as a whole; it holds no text."""
    return UnitRow(
        article.article_id,
        article.title,
        article.source,
        f"{article.article_id[:ID_DIGITS]}:{DOCUMENT}",
        None,
        DOCUMENT,
        0,
        0,
        None,
        "",
    )


class Rows:
    """Makes annotations out of labels."""

    def __init__(
        self,
        codebook: Codebook,
        annotators: Sequence[AnnotatorRow],
        names: Mapping[int, str],
        versions: Mapping[int, str],
    ) -> None:
        """``names``: annotator's key → name in the rows; ``versions``: codebook's key → version."""
        self._codebook = codebook
        self._asking = Asking(codebook)
        self._annotators = annotators
        self._names = names
        self._versions = versions
        self._of_passages = frozenset(facet.id for facet in codebook.facets if facet.type == "span")
        self._unique = frozenset(f.id for f in codebook.facets if f.type in (*_FREE, "number"))
        self._known: dict[tuple[object, ...], _Said] = {}

    def of_article(
        self,
        units: Iterable[tuple[int, UnitRow]],
        document: tuple[int, UnitRow],
        labels: Iterable[LabelRow],
        *,
        dwell: Mapping[tuple[int, int], int] = MappingProxyType({}),
        highlights: Mapping[tuple[int, int], Highlights] = MappingProxyType({}),
    ) -> Iterator[list[Annotation]]:
        """For each unit, in order, what everybody who worked on the article said about it.

        ``dwell``: (annotator, unit) → milliseconds; ``highlights``: (annotator, unit) → what they saw.

        Annotators who have no label in the article are not in it.  The document comes last, if
        anybody answered a question about it.
        """
        given: dict[int, dict[int, _Given]] = defaultdict(dict)
        for label in labels:
            self._add(given[label.unit], label)
        present = {key for by_annotator in given.values() for key in by_annotator}
        working = [annotator for annotator in self._annotators if annotator.key in present]
        if not working:
            return
        nothing = _Given()
        for key, unit in units:
            found = given.get(key, {})
            yield [
                self._annotation(
                    unit, a, found.get(a.key, nothing), dwell.get((a.key, key)), highlights.get((a.key, key))
                )
                for a in working
            ]
        key, unit = document
        if key in given:
            yield [
                self._annotation(unit, a, given[key].get(a.key, nothing), dwell.get((a.key, key)), None)
                for a in working
            ]

    def _add(self, by_annotator: dict[int, _Given], label: LabelRow) -> None:
        given = by_annotator.setdefault(label.annotator, _Given())
        answer: Answer | None = _answer(label.answer)
        if label.facet in self._of_passages:
            # Passages that were marked one by one are one answer together.
            answer = gathered((given.answers.get(label.facet), answer))
        if answer is not None:
            given.answers[label.facet] = answer
        if label.heads > 1 and label.facet not in given.conflicts:
            given.conflicts.append(label.facet)
        if label.wall_ms >= given.updated_at:
            given.updated_at, given.codebook = label.wall_ms, label.codebook

    def _annotation(
        self,
        unit: UnitRow,
        annotator: AnnotatorRow,
        given: _Given,
        milliseconds: int | None,
        highlights: Highlights | None,
    ) -> Annotation:
        said = self._said_about(unit.kind, given.answers)
        return Annotation(
            unit=unit,
            annotator=self._names[annotator.key],
            annotator_kind=annotator.kind,
            answers=said.answers,
            empty=said.empty,
            status=said.status,
            conflicts=tuple(given.conflicts),
            seconds=milliseconds / 1000 if milliseconds else None,
            updated_at=given.updated_at or None,
            codebook="" if given.codebook is None else self._versions.get(given.codebook, ""),
            highlights=highlights,
        )

    def _said_about(self, kind: str, answers: dict[str, Answer]) -> _Said:
        # The same few combinations of answers occur over and over; those with a note are all different.
        if not self._unique.isdisjoint(answers):
            return self._said(kind, answers)
        key = (kind, *answers.items())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._said(kind, answers)
        return found

    def _said(self, kind: str, given: dict[str, Answer]) -> _Said:
        judged = self._asking.judge(kind, given)
        answers: dict[str, Answer] = {}
        empty: dict[str, Empty] = {}
        for facet in self._asking.facets(kind):
            state = judged.asked[facet.id]
            answer = self._active(facet, state, given)
            if answer is None:
                waiting = facet.id in judged.waiting
                empty[facet.id] = Empty.MISSING if waiting else _WHY_EMPTY[state]
            elif answer == self._codebook.abstain.id and facet.type not in _FREE:
                empty[facet.id] = Empty.CANT_DECIDE
            else:
                answers[facet.id] = answer
        return _Said(MappingProxyType(answers), MappingProxyType(empty), judged.status)

    @staticmethod
    def _active(facet: Facet, state: Asked, given: dict[str, Answer]) -> Answer | None:
        """The answer, if it counts; a flag that is not up on a unit with answers is False."""
        answer = given.get(facet.id)
        if state is Asked.ASKED:
            return False if answer is None and facet.type == "boolean" and given else answer
        # A remark or flag that somebody made on a unit which is not asked for it is still their remark.
        remark = facet.ask_when is None and not facet.required and facet.type in ("text", "boolean")
        return answer if remark else None


def worked_on(annotation: Annotation) -> bool:
    """Whether the annotator said anything about the unit."""
    return annotation.status in (UnitState.BEGUN, UnitState.DONE) or annotation.updated_at is not None
