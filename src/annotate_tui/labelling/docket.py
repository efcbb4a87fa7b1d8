"""The cases of one article: what wants a decision in it, what was decided, and the gold labels so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotate_tui.codebook.conditions import UnitState, referenced_facets
from annotate_tui.codebook.model import Answer, Answers, Codebook, Facet
from annotate_tui.labelling.decisions import GOLD, Kept, Register, decision, read_decisions
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.verdicts import SETTLED, VOTED, WANTED, Case, Verdict, effective, judge
from annotate_tui.labelling.voices import Voice, read_voices

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.store import Store

_PAIR = 2


@dataclass(frozen=True)
class Scope:
    """What is to be decided: between whom, about which questions."""

    facets: tuple[Facet, ...]
    annotators: tuple[AnnotatorRow, ...]
    unanimous: bool = False
    """Also go through what two annotators or more said alike."""
    by_name: bool = False
    """Whether the annotators' names are shown."""
    known: dict[tuple[object, ...], dict[str, Case]] = field(default_factory=dict, compare=False, repr=False)
    """What was judged already: the same few combinations of answers occur over and over."""


def facets_to_decide(codebook: Codebook, wanted: Collection[str] = ()) -> tuple[Facet, ...]:
    """The questions that decisions are made about: those that agreement is computed of, or the ones named.

    A question brings the questions along on which it depends.  Raises KeyError for one that is not there.
    """
    if not wanted:
        return tuple(
            f for f in codebook.facets if f.type in VOTED and f.agreement and f.measurement != "none"
        )
    names = set(wanted)
    queue = [codebook.facet(name) for name in wanted]
    while queue:
        gates = referenced_facets(queue.pop().ask_when) - names
        names |= gates
        queue += [codebook.facet(gate) for gate in gates]
    return tuple(facet for facet in codebook.facets if facet.id in names and facet.type in VOTED)


class GoldSheet(Sheet):
    """An article with its gold labels so far; what nobody has to decide about counts as skipped."""

    def __init__(self, codebook: Codebook, article: ArticleRow, store: Store) -> None:
        key = article.key
        super().__init__(codebook, article, store.text(key), store.units(key), store.document_unit(key), {})
        self._states = [UnitState.SKIPPED] * len(self)

    def rule(
        self, index: int, gold: Answers, state: UnitState, rivals: Mapping[str, tuple[Answer | None, ...]]
    ) -> None:
        """Take over the gold labels of a unit, and whether it wants a decision."""
        self._answers[self.key(index)] = dict(gold)
        self._rivals[self.key(index)] = dict(rivals)
        self._states[index] = state

    def state(self, index: int) -> UnitState:
        """Open or begun: wants a decision; done: everything is decided; skipped: nothing to decide."""
        return self._states[index]


class Docket:
    """The cases of one article; units are named by their index, as on the sheet."""

    def __init__(
        self,
        scope: Scope,
        sheet: GoldSheet,
        voices: tuple[Voice, ...],
        kept: Mapping[Register, Kept],
    ) -> None:
        self.scope = scope
        self.sheet = sheet
        self.voices = voices
        self._kept = dict(kept)
        voted = [facet for facet in sheet.codebook.facets if facet.type in VOTED]
        self._voted = {scope: [f for f in voted if f.scope == scope] for scope in ("unit", "document")}
        self._decided = {unit for unit, _ in kept}
        self._cases: list[Mapping[str, Case]] = [{} for _ in range(len(sheet))]
        for index in range(len(sheet)):
            self._judge(index)

    # -- the cases of a unit -------------------------------------------------

    def cases(self, index: int) -> dict[Facet, Case]:
        """The questions that are looked at here, in their order; those that cannot be asked are left out."""
        found = self._cases[index]
        return {facet: found[facet.id] for facet in self.scope.facets if facet.id in found}

    def wanted(self, index: int) -> list[Facet]:
        """The questions that want a decision here."""
        found = self._cases[index]
        return [f for f in self.scope.facets if f.id in found and found[f.id].verdict in WANTED]

    def is_listed(self, index: int) -> bool:
        """Whether a unit is one to go to: something is or was to be decided there."""
        listed = WANTED | {Verdict.UNANIMOUS} if self.scope.unanimous else WANTED
        return any(
            case.verdict in listed or (case.verdict in SETTLED and case.decision is not None)
            for case in self._in_scope(index)
        )

    def _in_scope(self, index: int) -> Iterator[Case]:
        found = self._cases[index]
        return (found[facet.id] for facet in self.scope.facets if facet.id in found)

    def note(self, index: int, facet: str) -> str:
        """What was written down about the decisions on a unit."""
        kept = self._kept.get((self.sheet.key(index), facet))
        return "" if kept is None else str(kept.answer)

    # -- all cases -----------------------------------------------------------

    def listed(self) -> list[int]:
        """The units to go to."""
        return [index for index in range(len(self.sheet)) if self.is_listed(index)]

    def tally(self) -> Counter[Verdict]:
        """How many cases stand how."""
        return Counter(
            case.verdict
            for index in range(len(self.sheet))
            for case in self._in_scope(index)
            if case.verdict is not Verdict.CANNOT_DECIDE or case.decision is not None
        )

    # -- deciding ------------------------------------------------------------

    def decide(self, index: int, facet: str, answer: Answer | None, by: str) -> None:
        """Take over a decision (None: taken back), made in the light of what everybody says now."""
        register = self.sheet.key(index), facet
        self._decided.add(register[0])
        if answer is None:
            self._kept.pop(register, None)
        else:
            found = self.sheet.codebook.facet(facet)
            said = {v.annotator.name: frozenset(v.said(index, found).answers) for v in self.voices}
            self._kept[register] = Kept(answer, by, said)
        self._judge(index)

    def _judge(self, index: int) -> None:
        sheet, key = self.sheet, self.sheet.key(index)
        if not self._is_touched(index, key):
            return
        cases = self._cases[index] = self._judged(index, key)
        rivals = {
            n: case.decision.rivals for n, case in cases.items() if case.decision and case.decision.rivals
        }
        notes = {f.id: self.note(index, f.id) for f in sheet.facets(index) if f.type == "text"}
        gold = {**effective(cases), **{name: text for name, text in notes.items() if text}}
        sheet.rule(index, gold, self._state(index), rivals)

    def _judged(self, index: int, key: int) -> dict[str, Case]:
        sheet = self.sheet
        facets = self._voted["document" if sheet.is_document(index) else "unit"]
        given = [voice.sheet.answers(index) for voice in self.voices]
        alike: tuple[object, ...] | None = None
        if key not in self._decided and not any(voice.sheet.rivals(index) for voice in self.voices):
            alike = (sheet.kind(index), *((bool(g), *(g.get(facet.id) for facet in facets)) for g in given))
            if alike in self.scope.known:
                return self.scope.known[alike]
        said = {facet.id: [voice.said(index, facet) for voice in self.voices] for facet in facets}
        decisions = {
            facet.id: decision(self._kept[key, facet.id], self.voices, index, facet)
            for facet in facets
            if (key, facet.id) in self._kept
        }
        cases = judge(sheet.codebook, sheet.kind(index), facets, said, decisions)
        if alike is not None:
            self.scope.known[alike] = cases
        return cases

    def _is_touched(self, index: int, key: int) -> bool:
        """Whether there can be a case at all: two annotators, a conflict, or a decision."""
        present = sum(bool(voice.sheet.answers(index)) for voice in self.voices)
        disputed = any(voice.sheet.rivals(index) for voice in self.voices)
        return present >= _PAIR or disputed or key in self._decided

    def _state(self, index: int) -> UnitState:
        if not self.is_listed(index):
            return UnitState.SKIPPED
        if not self.wanted(index):
            return UnitState.DONE
        decided = any(case.verdict in SETTLED for case in self._in_scope(index))
        return UnitState.BEGUN if decided else UnitState.OPEN


def read_docket(
    store: Store,
    codebook: Codebook,
    article: ArticleRow,
    scope: Scope,
    *,
    taken: Collection[str] = (),
) -> Docket:
    """The cases of an article as they stand in the database; ``taken``: see `read_voices`."""
    conflicts = [one for one in store.conflicts() if one.article == article.key]
    voices = read_voices(
        store, codebook, article, scope.annotators, conflicts, taken=taken, by_name=scope.by_name
    )
    kept = read_decisions(store, article.key, conflicts)
    return Docket(scope, GoldSheet(codebook, article, store), voices, kept)


def count_cases(store: Store) -> dict[int, Counter[Verdict]]:
    """How the cases between all people stand: article (by key) → how many stand how.

    Looks at the questions that agreement is computed of, in articles that two people or more have begun.
    """
    codebook = store.codebook()
    people = tuple(row for row in store.annotators() if row.kind == "human")
    begun = Counter(row.article for row in store.progress() if row.last_ms is not None)
    decided = {row.article for row in store.progress(layer=GOLD) if row.last_ms is not None}
    scope = Scope(facets_to_decide(codebook), people)
    return {
        article.key: read_docket(store, codebook, article, scope).tally()
        for article in store.articles()
        if begun[article.key] >= _PAIR or article.key in decided
    }
