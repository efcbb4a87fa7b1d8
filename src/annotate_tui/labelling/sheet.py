"""One article as it lies before one annotator: its units, and what they answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotate_tui.codebook.answers import codes
from annotate_tui.codebook.conditions import Asked, UnitState, asked, unit_state
from annotate_tui.codebook.model import Answer, Answers, Codebook, Facet
from annotate_tui.codebook.passages import gathered, passages

if TYPE_CHECKING:
    from annotate_tui.store.rows import ArticleRow, StoredUnit

_NO_ANSWERS: Answers = MappingProxyType({})
Rivals = Mapping[int, Mapping[str, tuple[Answer | None, ...]]]
"""Unit key → facet → the answers that stand beside each other since a merge."""
Entries = Mapping[int, Mapping[tuple[str, str], Answer]]
"""Unit key → (facet, item) → what was marked there one by one, as `Store.items` has it."""
_NO_ENTRIES: Entries = MappingProxyType({})
_OPTIONAL_MARKS = frozenset({"boolean", "text"})

DOCUMENT_KIND = "document"
"""The kind that conditions see for questions about the whole article."""


class Sheet:
    """The units of an article in order, and after them the article itself.

    Units are named by their index; where the codebook asks anything about whole
    articles, the index ``len(units)`` is the page with these questions.
    """

    def __init__(
        self,
        codebook: Codebook,
        article: ArticleRow,
        text: str,
        units: Sequence[StoredUnit],
        document: int,
        answers: Mapping[int, Mapping[str, Answer]],
        rivals: Rivals = MappingProxyType({}),
        entries: Entries = _NO_ENTRIES,
    ) -> None:
        self.codebook = codebook
        self.article = article
        self.text = text
        self.units = tuple(units)
        self.document = document
        self._of_passages = frozenset(facet.id for facet in codebook.facets if facet.type == "span")
        self._entries: dict[int, dict[str, dict[str, Answer]]] = {}
        self._answers = self._gathered(answers, entries)
        self._index = {unit.key: index for index, unit in enumerate(self.units)}
        self._rivals = {key: dict(given) for key, given in rivals.items()}
        self._opened: set[int] = set()
        self.has_document = bool(codebook.document_facets)
        if self.has_document:
            self._index[document] = len(self.units)
        # Most units of an article not yet begun are alike: their state follows from the kind alone.
        untouched: dict[str, UnitState] = {}
        self._states = []
        for unit in self.units:
            given = self._answers.get(unit.key)
            if given:
                self._states.append(unit_state(codebook, unit.kind, given))
            else:
                if unit.kind not in untouched:
                    untouched[unit.kind] = unit_state(codebook, unit.kind, _NO_ANSWERS)
                self._states.append(untouched[unit.kind])
        self._tally = Counter(self._states)

    def __len__(self) -> int:
        """How many places there are to stand on: the units, and the page about the article."""
        return len(self.units) + self.has_document

    # -- places ------------------------------------------------------------

    def index_of(self, key: int) -> int | None:
        """Where a unit is in this article, by its key in the database."""
        return self._index.get(key)

    def key(self, index: int) -> int:
        """The database's key of a unit, or of the article's own page."""
        return self.document if self.is_document(index) else self.units[index].key

    def is_document(self, index: int) -> bool:
        """Whether this is the page with the questions about the whole article."""
        return index >= len(self.units)

    def kind(self, index: int) -> str:
        """What kind of unit this is."""
        return DOCUMENT_KIND if self.is_document(index) else self.units[index].kind

    def unit_text(self, index: int) -> str:
        """The raw text of a unit; nothing for the article's own page."""
        if self.is_document(index):
            return ""
        unit = self.units[index]
        return self.text[unit.start : unit.end]

    # -- what is asked and answered ------------------------------------------

    def facets(self, index: int) -> tuple[Facet, ...]:
        """The questions that belong to this place, asked or not."""
        return self.codebook.document_facets if self.is_document(index) else self.codebook.unit_facets

    def answers(self, index: int) -> Answers:
        """What the annotator answered here."""
        return self._answers.get(self.key(index), _NO_ANSWERS)

    def asked(self, index: int, facet: Facet, answers: Answers | None = None) -> Asked:
        """Whether a question is asked here, given these answers (or the ones that are there)."""
        return asked(
            self.codebook,
            facet,
            self.kind(index),
            self.answers(index) if answers is None else answers,
            opened=self.is_opened(index),
        )

    def questions(self, index: int, answers: Answers | None = None) -> tuple[Facet, ...]:
        """The questions to go through here; flags and notes have keys of their own."""
        return tuple(
            facet
            for facet in self.facets(index)
            if self.is_question(facet) and self.asked(index, facet, answers) is Asked.ASKED
        )

    def entries(self, index: int, facet: str) -> Mapping[str, Answer]:
        """The passages of a question here as they are kept: by item, one each; those without, together."""
        return self._entries.get(self.key(index), {}).get(facet, {})

    def is_question(self, facet: Facet) -> bool:
        """Whether a facet is gone through with Tab; optional flags and texts of units are not."""
        return facet.required or facet.scope == "document" or facet.type not in _OPTIONAL_MARKS

    def proposed(self, index: int, facet: Facet) -> Answer | None:
        """What the codebook fills in for this kind of unit, as long as nothing is answered."""
        if self.is_document(index) or facet.id in self.answers(index):
            return None
        return self.codebook.policy(self.kind(index)).prefill.get(facet.id)

    # -- states ------------------------------------------------------------

    def state(self, index: int) -> UnitState:
        """Whether a unit is open, begun, done or not asked."""
        if not self.is_document(index):
            return self._states[index]
        answers = self.answers(index)
        # A flag that is not set says "no", and a text may be left out.
        wanted = [
            facet
            for facet in self.codebook.document_facets
            if (facet.required or facet.type not in _OPTIONAL_MARKS)
            and self.asked(index, facet) is Asked.ASKED
        ]
        if answers and all(facet.id in answers for facet in wanted):
            return UnitState.DONE
        return UnitState.BEGUN if answers else UnitState.OPEN

    def is_open(self, index: int) -> bool:
        """Whether a unit still wants an answer."""
        return self._states[index] in (UnitState.OPEN, UnitState.BEGUN)

    def tally(self, state: UnitState) -> int:
        """How many units are in a state."""
        return self._tally[state]

    @property
    def n_asked(self) -> int:
        """How many units of this article are asked anything."""
        return len(self.units) - self._tally[UnitState.SKIPPED]

    def is_opened(self, index: int) -> bool:
        """Whether a unit of a skipped kind was opened, now or by an earlier answer."""
        if self.is_document(index):
            return True
        key = self.key(index)
        return key in self._opened or bool(self._answers.get(key))

    def open_skipped(self, index: int) -> None:
        """Ask about a unit whose kind is skipped."""
        self._opened.add(self.key(index))
        self._refresh(index)

    def codes(self, index: int) -> str:
        """The keys of the labels given here, as the gutter shows them: "e 0 CV"."""
        answers = self.answers(index)
        if not answers:
            return ""
        parts = []
        for facet in self.facets(index):
            answer = answers.get(facet.id)
            if answer is None or facet.type == "text" or facet.scope == "document":
                continue
            if self.asked(index, facet) is Asked.CLOSED:
                continue
            parts.append(codes(facet, answer, self.codebook.abstain))
        return "".join(parts)

    def has_note(self, index: int) -> bool:
        """Whether a text was written here."""
        answers = self.answers(index)
        return any(facet.type == "text" and facet.id in answers for facet in self.facets(index))

    def rivals(self, index: int) -> Mapping[str, tuple[Answer | None, ...]]:
        """The questions here that have two answers that did not know of each other."""
        return self._rivals.get(self.key(index), {})

    def apply(self, key: int, facet: str, answer: Answer | None, item: str = "") -> int | None:
        """Note an answer (or None: no answer); the index of its unit when it is in this article."""
        index = self._index.get(key)
        if index is None:
            return None
        if facet in self._of_passages:
            entries = self._entries.setdefault(key, {}).setdefault(facet, {})
            if answer is None:
                entries.pop(item, None)
            else:
                entries[item] = answer
            answer = gathered(entries.values())
        if key in self._rivals:
            # Whoever answers now has seen both.
            self._rivals[key].pop(facet, None)
        given = self._answers.setdefault(key, {})
        if answer is None:
            given.pop(facet, None)
        else:
            given[facet] = answer
        self._refresh(index)
        return index

    def replace(
        self, answers: Mapping[int, Mapping[str, Answer]], entries: Entries = _NO_ENTRIES
    ) -> list[int]:
        """Take over what the database says; the indexes of what is different now."""
        before = self._answers
        after = self._answers = self._gathered(answers, entries)
        changed = [
            key
            for key in before.keys() | after.keys()
            if before.get(key, _NO_ANSWERS) != after.get(key, _NO_ANSWERS)
        ]
        indexes = sorted(self._indexes(changed))
        for index in indexes:
            self._refresh(index)
        return indexes

    def _gathered(
        self, answers: Mapping[int, Mapping[str, Answer]], entries: Entries
    ) -> dict[int, dict[str, Answer]]:
        """The answers with all passages in them."""
        found = {key: dict(given) for key, given in answers.items()}
        if not self._of_passages:
            return found
        kept: dict[int, dict[str, dict[str, Answer]]] = {}
        for key, given in answers.items():
            for facet in self._of_passages & given.keys():
                kept.setdefault(key, {}).setdefault(facet, {})[""] = given[facet]
        for key, marked in entries.items():
            for (facet, item), entry in marked.items():
                if facet in self._of_passages:
                    kept.setdefault(key, {}).setdefault(facet, {})[item] = entry
        for key, by_facet in kept.items():
            for facet, parts in by_facet.items():
                together = gathered(parts.values())
                if together is not None:
                    found.setdefault(key, {})[facet] = together
        self._entries = kept
        return found

    def _indexes(self, keys: Iterable[int]) -> list[int]:
        return [self._index[key] for key in keys if key in self._index]

    def _refresh(self, index: int) -> None:
        if self.is_document(index):
            return
        key = self.key(index)
        state = unit_state(self.codebook, self.kind(index), self._answers.get(key, _NO_ANSWERS))
        if state is UnitState.SKIPPED and key in self._opened:
            state = UnitState.OPEN
        self._tally[self._states[index]] -= 1
        self._tally[state] += 1
        self._states[index] = state


def marked_stretches(sheet: Sheet, index: int) -> tuple[tuple[int, int], ...]:
    """Where passages are marked in a unit, of questions that are asked; overlapping ones are one stretch."""
    joined: list[tuple[int, int]] = []
    answers = sheet.answers(index)
    found = sorted(
        passage
        for facet in sheet.facets(index)
        if facet.type == "span" and facet.id in answers and sheet.asked(index, facet) is Asked.ASKED
        for passage in passages(answers[facet.id])
    )
    for start, end, _ in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
