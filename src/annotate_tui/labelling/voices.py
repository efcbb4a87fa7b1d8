"""What several annotators said about one article, side by side: for whoever decides between them.

Everything here looks through the eyes of each annotator: an answer to a question
that their own answers closed is not something they say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.codebook.conditions import Asked, waits
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.labelling.sheet import Rivals, Sheet

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow, Conflict, StoredUnit
    from annotate_tui.store.store import Store

_KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
UNSURE = "unsure"
"""The flag with which annotators say that they hesitated."""


class Standing(StrEnum):
    """What one annotator has to say to one question about one unit."""

    ANSWERED = "answered"
    CANNOT_DECIDE = "cannot decide"
    NOT_ASKED = "not asked"
    """Another answer of theirs closes the question: that is a statement too."""
    CONFLICT = "conflict"
    """Two answers of theirs did not know of each other."""
    MISSING = "missing"
    """They have not come to it."""


class Said(NamedTuple):
    """What one annotator says to one question; ``answers`` are two or more in a conflict."""

    standing: Standing
    answers: tuple[Answer, ...] = ()


_MISSING, _NOT_ASKED = Said(Standing.MISSING), Said(Standing.NOT_ASKED)


class VoiceSheet(Sheet):
    """An article with what one annotator answered; how far they are plays no part, and is not looked at."""

    def __init__(
        self,
        codebook: Codebook,
        article: ArticleRow,
        text: str,
        units: Sequence[StoredUnit],
        document: int,
        answers: Mapping[int, dict[str, Answer]],
        rivals: Rivals,
    ) -> None:
        super().__init__(codebook, article, text, units, document, {}, rivals)
        self._answers = dict(answers)


@dataclass(frozen=True, slots=True)
class Voice:
    """One annotator in one article."""

    annotator: AnnotatorRow
    key: str
    """What takes their answer; also what they are called where names are hidden."""
    sheet: Sheet

    def said(self, index: int, facet: Facet) -> Said:
        """What they say to a question about a unit."""
        sheet = self.sheet
        given = sheet.answers(index)
        rivals = sheet.rivals(index).get(facet.id)
        if rivals:
            return Said(Standing.CONFLICT, tuple(value for value in rivals if value is not None))
        if not given:
            return _MISSING
        state = sheet.asked(index, facet)
        if state is Asked.CLOSED:
            opened = sheet.is_opened(index)
            waiting = waits(sheet.codebook, facet, sheet.kind(index), given, opened=opened)
            return _MISSING if waiting else _NOT_ASKED
        if state is not Asked.ASKED:
            return _MISSING
        answer = given.get(facet.id)
        if facet.type == "boolean":
            return Said(Standing.ANSWERED, (answer is True,))
        if answer is None:
            return _MISSING
        if answer == sheet.codebook.abstain.id:
            return Said(Standing.CANNOT_DECIDE, (answer,))
        return Said(Standing.ANSWERED, (answer,))

    def is_unsure(self, index: int) -> bool:
        """Whether they marked the unit as one that they hesitated about."""
        return self.sheet.answers(index).get(UNSURE) is True

    def note(self, index: int) -> str:
        """What they wrote about the unit, all texts together."""
        given = self.sheet.answers(index)
        texts = (given.get(facet.id) for facet in self.sheet.facets(index) if facet.type == "text")
        return " / ".join(str(text) for text in texts if text is not None)


def read_voices(
    store: Store,
    codebook: Codebook,
    article: ArticleRow,
    annotators: Iterable[AnnotatorRow],
    conflicts: Iterable[Conflict],
    *,
    taken: Collection[str] = (),
    by_name: bool = False,
) -> tuple[Voice, ...]:
    """Those of the annotators who answered anything in an article, each with a key of their own.

    In an order that is another in every article, so that nobody can be known by the place in it; or
    ``by_name``.  ``taken`` are keys that mean something else.
    """
    text, units, document = (
        store.text(article.key),
        store.units(article.key),
        store.document_unit(article.key),
    )
    rivals: dict[int, dict[int, dict[str, tuple[Answer | None, ...]]]] = {}
    for conflict in conflicts:
        if conflict.article == article.key and conflict.unit is not None and not conflict.item:
            values = tuple(rival.value for rival in conflict.rivals)
            rivals.setdefault(conflict.annotator, {}).setdefault(conflict.unit, {})[conflict.facet] = values
    given = {row: store.answers(row.key, article.key) for row in annotators}
    present = [row for row, answers in given.items() if answers or row.key in rivals]
    present.sort(key=lambda row: row.name if by_name else _lot(article.article_id, row.name))
    return tuple(
        Voice(
            row,
            key,
            VoiceSheet(codebook, article, text, units, document, given[row], rivals.get(row.key, {})),
        )
        for row, key in zip(present, voice_keys(len(present), taken), strict=True)
    )


def voice_keys(count: int, taken: Collection[str]) -> list[str]:
    """Keys for so many annotators: A, B, C, … without those that mean something else; then none."""
    free = [key for key in _KEYS if key not in taken]
    return [*free[:count], *[""] * (count - len(free))]


def _lot(article_id: str, name: str) -> bytes:
    return hashlib.sha256(f"{article_id}\0{name}".encode()).digest()


def votes(said: Iterable[Said]) -> list[Answer]:
    """The answers that count as votes: no conflict, and not "cannot decide"."""
    return [one.answers[0] for one in said if one.standing is Standing.ANSWERED]
