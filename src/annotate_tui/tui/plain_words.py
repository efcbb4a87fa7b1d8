"""What labelling line by line says: whole sentences in the order in which they are of use."""

from __future__ import annotations

from annotate_tui.codebook.answers import display
from annotate_tui.codebook.conditions import Asked, UnitState
from annotate_tui.codebook.model import Facet
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.words import answer_at, kind_in_words, place
from annotate_tui.tui.plain_spans import how

_STATES = {
    UnitState.OPEN: "open",
    UnitState.BEGUN: "begun",
    UnitState.DONE: "done",
    UnitState.SKIPPED: "not asked",
}


def article_line(session: LabellingSession) -> str:
    """Which article this is, and how far the annotator is with it."""
    sheet = session.sheet
    number = next(n for n, row in enumerate(session.articles, 1) if row.key == sheet.article.key)
    done = sheet.tally(UnitState.DONE)
    where = f"Article {number} of {len(session.articles)}: {ended(sheet.article.title or 'Untitled')}"
    return f"{where} {done} of {sheet.n_asked} sentences done."


def ended(text: str) -> str:
    """A text as a sentence: with a full stop, unless it ends as sentences do."""
    return text if text.rstrip(' "”’»)').endswith((".", "!", "?", "…", "。")) else f"{text}."


def unit_lines(session: LabellingSession) -> list[str]:
    """A unit: its number and kind, its text, what is underlined in it, and what is answered already."""
    sheet, index = session.sheet, session.index
    if sheet.is_document(index):
        return ["About the article as a whole.", *_answers(sheet, index)]
    kind = sheet.kind(index)
    kinds = "" if kind == "sentence" else f"{kind_in_words(kind)}, "
    text = sheet.unit_text(index)
    said = [f"Sentence {index + 1} of {len(sheet.units)}, {kinds}{_STATES[sheet.state(index)]}:", text]
    if cues := session.cues_at(index):
        said.append("Highlighted: " + "; ".join(text[start:end] for start, end in cues))
    said += _answers(sheet, index)
    for facet_id, rivals in sheet.rivals(index).items():
        facet = session.codebook.facet(facet_id)
        answers = " and ".join(answer_at(sheet, index, facet, answer) for answer in rivals)
        said.append(f"{facet.name} has two answers since a merge, {answers}: answer once more.")
    return said


def _answers(sheet: Sheet, index: int) -> list[str]:
    said = [f"{name}: {answer}." for name, answer in _given(sheet, index)]
    for facet in sheet.facets(index):
        proposed = sheet.proposed(index, facet)
        if proposed is not None and sheet.asked(index, facet) is Asked.ASKED:
            said.append(f"{facet.name}: {display(facet, proposed)}, if you confirm.")
    return said


def _given(sheet: Sheet, index: int) -> list[tuple[str, str]]:
    answers = sheet.answers(index)
    return [
        (facet.name.rstrip("?"), answer_at(sheet, index, facet, answers[facet.id]))
        for facet in sheet.facets(index)
        if facet.id in answers and sheet.asked(index, facet) is not Asked.CLOSED
    ]


def saved_line(sheet: Sheet, index: int) -> str:
    """What is on disk about a unit now."""
    given = "; ".join(f"{name}: {answer}" for name, answer in _given(sheet, index))
    return f"Saved, {place(sheet, index)}. {given or 'No answers'}."


def question_line(session: LabellingSession, *, brief: bool) -> str:
    """What is asked, and which keys answer it (not when ``brief``)."""
    facet = session.focus
    if facet is None:
        state = session.sheet.state(session.index) if len(session.sheet) else UnitState.SKIPPED
        asked = "Nothing is asked here." if state is UnitState.SKIPPED else "Everything is answered."
        return asked if brief else f"{asked} An empty line goes on."
    name = facet.name.rstrip("?") + "?"
    return name if brief else f"{name} {_keys(session, facet)}"


def _keys(session: LabellingSession, facet: Facet) -> str:
    if facet.type in ("text", "number"):
        return "write and your answer."
    if facet.type == "span":
        return f"{how(session, facet)}."
    if facet.type == "boolean":
        return f"{facet.key} yes."
    said = ", ".join(f"{value.key} {value.name}" for value in facet.values if value.key and not value.retired)
    if facet.answer_on_confirm is not None and facet.id not in session.sheet.answers(session.index):
        said += f"; an empty line answers {facet.value(facet.answer_on_confirm).name}"
    return f"{said}."
