"""The sentences in which the session tells what it did."""

from __future__ import annotations

from annotate_tui.codebook.answers import display
from annotate_tui.codebook.conditions import UnitState
from annotate_tui.codebook.model import Abstain, Answer, Codebook, Facet
from annotate_tui.codebook.passages import passages, value_name
from annotate_tui.labelling.sheet import DOCUMENT_KIND, Sheet

_KINDS = {
    "sentence": "a sentence",
    "lead_in": "a lead-in",
    "quote": "a quotation",
    "comment": "a comment",
    "byline": "a byline",
    "promo_block": "a promotional block",
    "title": "a title",
    "heading": "a heading",
    "reference": "a reference",
    "boilerplate": "boilerplate",
    DOCUMENT_KIND: "the article",
}


def kind_in_words(kind: str) -> str:
    """A unit kind with its article: "a heading"."""
    return _KINDS.get(kind, kind.replace("_", " "))


def place(sheet: Sheet, index: int) -> str:
    """Where something happened: "sentence 12", or "the article"."""
    return "the article as a whole" if sheet.is_document(index) else f"sentence {index + 1}"


def finished(sheet: Sheet, only: str) -> str:
    """What is said where no unit is left to go to; ``only`` names the choice of units."""
    if sheet.tally(UnitState.DONE) >= sheet.n_asked:
        return "This article is done"
    return f"No more “{only}” sentences in this article"


OPEN = "open"
"""What is said of a question without an answer."""


def answer_in_words(facet: Facet, answer: Answer | None, abstain: Abstain) -> str:
    """An answer as people read it; "open" for none."""
    if answer is None:
        return OPEN
    return "yes" if answer is True else display(facet, answer, abstain)


def place_elsewhere(sheet: Sheet, index: int) -> str:
    """The same for somebody who is at another article: "sentence 12 of “A quiet cure”"."""
    return f"{place(sheet, index)} of “{sheet.article.title or 'Untitled'}”"


def answer_at(sheet: Sheet, index: int, facet: Facet, answer: Answer | None) -> str:
    """An answer about a unit as people read it; passages are quoted."""
    if facet.type == "span" and answer is not None:
        return passages_in_words(sheet.codebook, facet, answer, sheet.unit_text(index))
    return answer_in_words(facet, answer, sheet.codebook.abstain)


def passages_in_words(codebook: Codebook, facet: Facet, answer: Answer, text: str) -> str:
    """The passages of an answer, quoted from the text of their unit: “0.5 mg” as Dose, “ketamine” as Drug."""
    said = []
    for passage in passages(answer):
        quoted = " ".join(text[passage.start : passage.end].split())
        name = f" as {value_name(codebook, facet, passage.value)}" if passage.value else ""
        said.append(f"“{quoted}”{name}")
    return ", ".join(said) or OPEN


def listed(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def keys_of(facet: Facet) -> str:
    """The keys that answer a question, for a message."""
    if facet.type == "span":
        return facet.key
    return " ".join(value.key for value in facet.values if value.key and not value.retired)


def sentences(count: int) -> str:
    """ "1 sentence", "12 sentences"."""
    return f"{count} sentence" if count == 1 else f"{count} sentences"
