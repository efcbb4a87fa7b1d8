"""The questions about a unit as they stand now.  No Textual here."""

from __future__ import annotations

from typing import NamedTuple

from annotate_tui.codebook.conditions import Asked, why_closed
from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import kind_in_words

CHOSEN, PROPOSED, FREE = "●", "◇", " "
"""The signs beside a value."""


class Question(NamedTuple):
    """One question as it stands now."""

    facet: Facet
    asked: bool
    reason: str
    """Why it is not asked, in words; and short, for narrow rows."""
    short_reason: str
    answer: Answer | None
    proposed: Answer | None
    focused: bool

    @property
    def state(self) -> tuple[object, ...]:
        """All that the rows of a question depend on, as something to look up."""
        return (self.facet.id, self.asked, self.reason, self.answer, self.proposed, self.focused)

    def mark(self, value_id: str) -> tuple[str, str]:
        """The sign beside a value, and the role of value and sign."""
        if holds(self.answer, value_id):
            return CHOSEN, "chosen" if self.asked else "closed"
        if not self.asked:
            return FREE, "closed"
        if holds(self.proposed, value_id):
            return PROPOSED, "proposed"
        return FREE, "text"


def holds(answer: Answer | None, value_id: str) -> bool:
    """Whether a value is the answer, or one of its values."""
    return value_id in answer if isinstance(answer, tuple) else answer == value_id


def questions(session: LabellingSession, index: int | None = None) -> list[Question]:
    """All questions that belong to a place in the article, by default to where the annotator is."""
    sheet = session.sheet
    index = session.index if index is None else index
    answers = sheet.answers(index)
    made = []
    for facet in sheet.facets(index):
        asked = sheet.asked(index, facet)
        made.append(
            Question(
                facet,
                asked is Asked.ASKED,
                _reason(session, index, facet, asked, short=False),
                _reason(session, index, facet, asked, short=True),
                answers.get(facet.id),
                sheet.proposed(index, facet),
                session.focus is not None and session.focus.id == facet.id,
            )
        )
    return made


def _reason(session: LabellingSession, index: int, facet: Facet, asked: Asked, *, short: bool) -> str:
    if asked is Asked.ASKED:
        return ""
    if asked is Asked.CLOSED:
        return why_closed(session.codebook, facet, short=short)
    kind = kind_in_words(session.sheet.kind(index))
    return "not asked" if short else f"not asked of {kind}"
