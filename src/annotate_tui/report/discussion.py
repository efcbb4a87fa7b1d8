"""The units that annotators answered differently, as a list to talk about: one document, several faces."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotate_tui.report import html, latex, markdown
from annotate_tui.report.document import Disagreements, Paragraph, Section
from annotate_tui.report.model import Disagreement
from annotate_tui.report.numbers import counted
from annotate_tui.report.spreadsheet import inert

TITLE = "Units that annotators answered differently"
NOTHING = "There is no disagreement: nobody has answered the same question differently."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Different answers to one question about one unit."""

    found: Disagreement
    """With the question in ``question``."""
    article: str
    article_id: str
    unit_id: str
    facet: str


@dataclass(frozen=True, slots=True)
class Discussion:
    """All of them, in the order of the text."""

    entries: Sequence[Entry]
    origin: str = ""
    """Where they come from, in a line."""


def document(discussion: Discussion) -> Section:
    """Article by article; of each unit its text, everybody's answer and the notes."""
    groups = [list(group) for _, group in groupby(discussion.entries, key=lambda entry: entry.article_id)]
    said = f"{counted(len(discussion.entries), 'difference')} in {counted(len(groups), 'article')}."
    return Section(
        TITLE,
        (Paragraph(said if groups else NOTHING, role="facts"),),
        tuple(
            Section(
                group[0].article,
                (Disagreements(tuple(entry.found for entry in group), always=True),),
                anchor=f"article-{number}",
            )
            for number, group in enumerate(groups, 1)
        ),
        anchor="top",
    )


def to_html(discussion: Discussion) -> str:
    """One self-contained page."""
    return html.page(document(discussion), discussion.origin)


def to_markdown(discussion: Discussion) -> str:
    """The list as Markdown."""
    return markdown.of_document(document(discussion))


def to_latex(discussion: Discussion) -> str:
    """The list as a LaTeX fragment."""
    return latex.of_document(document(discussion))


def to_csv(discussion: Discussion) -> str:
    """A table with a column for each annotator; what a spreadsheet could run is kept text."""
    people = list(dict.fromkeys(who for entry in discussion.entries for who, _ in entry.found.answers))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = ("article", "unit", "kind", "facet", "question", "text")
    writer.writerow([*head, *(inert(f"answer: {who}") for who in people), "notes", "unit_id", "article_id"])
    writer.writerows(_rows(discussion.entries, people))
    return out.getvalue()


def _rows(entries: Iterable[Entry], people: Sequence[str]) -> Iterable[list[str]]:
    for entry in entries:
        unit, answers = entry.found.unit, dict(entry.found.answers)
        notes = "; ".join(f"{who}: {note}" for who, note in unit.notes)
        cells = [
            entry.article,
            "" if unit.index is None else str(unit.index + 1),
            unit.kind,
            entry.facet,
            entry.found.question,
            unit.text,
            *(answers.get(who, "") for who in people),
            notes,
            entry.unit_id,
            entry.article_id,
        ]
        yield [inert(cell) for cell in cells]
