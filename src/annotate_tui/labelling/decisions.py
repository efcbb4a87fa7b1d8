"""The decisions about an article as the store has them: what was decided, by whom, knowing what.

A decision is one event in the layer ``gold``.  Its ``ref`` names the events that
were considered: the labels of the annotators at that moment.  So it can be seen
when somebody changed a label afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.labelling.verdicts import Decision
from annotate_tui.labelling.voices import Standing, Voice
from annotate_tui.store.events import NOBODY, Kind, Layer

if TYPE_CHECKING:
    from annotate_tui.store.rows import Conflict, HistoryRow
    from annotate_tui.store.store import Store

GOLD = Layer.GOLD.value
Register = tuple[int, str]
"""Unit key and facet."""
Considered = Mapping[str, frozenset[Answer]]
"""Annotator → the answers that were considered."""


class Kept(NamedTuple):
    """A decision as it is kept; ``considered`` is None where it does not say what it knew."""

    answer: Answer
    by: str
    considered: Considered | None
    rivals: tuple[Answer | None, ...] = ()


def read_decisions(store: Store, article: int, conflicts: Iterable[Conflict]) -> dict[Register, Kept]:
    """Everything that was decided in an article, by unit and facet."""
    given = store.answers(NOBODY, article, layer=GOLD)
    rivals = {
        (conflict.unit, conflict.facet): tuple(rival.value for rival in conflict.rivals)
        for conflict in conflicts
        if conflict.layer == GOLD and conflict.article == article and not conflict.item
    }
    if not given:
        return {}
    acts = _acts(store.history(article=article, layer=GOLD))
    labels = {
        row.event: row
        for row in store.history(article=article, layer=Layer.ANNOTATION.value)
        if row.facet and not row.item
    }
    return {
        (unit, facet): Kept(
            answer, *_knowing(acts.get((unit, facet), []), answer, labels), rivals.get((unit, facet), ())
        )
        for unit, answers in given.items()
        for facet, answer in answers.items()
    }


def _acts(history: Iterable[HistoryRow]) -> dict[Register, list[HistoryRow]]:
    """For each question the decisions that were not taken back, oldest first."""
    acts: dict[Register, list[HistoryRow]] = {}
    undone: set[str] = set()
    for row in history:
        if row.unit is None or not row.facet or row.item:
            continue
        if row.kind == Kind.UNDO and row.ref:
            undone.add(row.ref)
        elif row.kind == Kind.REDO and row.ref:
            undone.discard(row.ref)
        else:
            acts.setdefault((row.unit, row.facet), []).append(row)
    return {register: [row for row in rows if row.event not in undone] for register, rows in acts.items()}


def _knowing(
    acts: list[HistoryRow], answer: Answer, labels: Mapping[str, HistoryRow]
) -> tuple[str, Considered | None]:
    """Who decided what stands now, and which labels they considered."""
    act = next((row for row in reversed(acts) if row.value == answer), None)
    if act is None:
        return "", None
    considered: dict[str, frozenset[Answer]] = {}
    for name in (act.ref or "").split():
        row = labels.get(name)
        if row is not None and row.value is not None:
            considered[row.owner] = considered.get(row.owner, frozenset()) | {row.value}
    # What came from elsewhere, or was carried over to another text, does not say what it knew.
    known = act.ref == "" or considered
    return act.annotator, considered if known and act.kind != Kind.MIGRATE else None


def decision(kept: Kept, voices: Iterable[Voice], index: int, facet: Facet) -> Decision:
    """A decision in the light of what the annotators say now."""
    considered = kept.considered
    stale = considered is not None and any(
        _changed(voice, index, facet, kept.answer, considered.get(voice.annotator.name, frozenset()))
        for voice in voices
    )
    return Decision(kept.answer, kept.by, stale, kept.rivals)


def _changed(voice: Voice, index: int, facet: Facet, decided: Answer, before: frozenset[Answer]) -> bool:
    """Whether somebody says something that was not considered; who came round to the decision does not."""
    said = voice.said(index, facet)
    if said.standing in (Standing.MISSING, Standing.NOT_ASKED):
        # An answer that is only closed at the moment is still there; one that was cleared is not.
        return bool(before) and facet.id not in voice.sheet.answers(index)
    if facet.type == "boolean":
        # A flag that is not up is no event that could have been named.
        before = before or frozenset({False})
    return not set(said.answers) <= before | {decided}


def considered_now(store: Store, voices: Iterable[Voice], unit: int, index: int, facet: Facet) -> str:
    """The portable ids of the labels that say what the annotators are shown to say, for ``ref``."""
    rows = [
        row
        for row in store.history(unit=unit, layer=Layer.ANNOTATION.value)
        if row.facet == facet.id and not row.item
    ]
    names: list[str] = []
    for voice in voices:
        for answer in voice.said(index, facet).answers:
            mine = (
                row.event
                for row in reversed(rows)
                if row.owner == voice.annotator.name and row.value == answer
            )
            names += [name for name in (next(mine, None),) if name is not None]
    return " ".join(names)
