"""The report as Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotate_tui.report import method
from annotate_tui.report.compose import document
from annotate_tui.report.document import (
    Block,
    Disagreements,
    Formulas,
    Paragraph,
    Section,
    Table,
    Terms,
    Works,
)
from annotate_tui.report.model import Disagreement, Report
from annotate_tui.visible import on_one_line

_SPECIAL = re.compile(r"[\\`*_<>|~#$^{}]|!(?=\[)|\](?=[(\[:])|&(?=[#\w])|@|:(?=//)|(?<=www)\.", re.IGNORECASE)
_FIRST = re.compile(r"^(?:([-+=])|(\d+)([.)]))")


def to_markdown(report: Report) -> str:
    """The whole report as text."""
    return of_document(document(report))


def of_document(whole: Section) -> str:
    """A document as text."""
    return "\n\n".join(_section(whole)) + "\n"


def methods_paragraphs(report: Report) -> str:
    """Only the method, for a paper."""
    return "\n\n".join(_section(method.section(report))) + "\n"


def escaped(text: str) -> str:
    """Any text, on one line, so that it is shown as it is: no markup, no link, no HTML, no formula."""
    shown = _SPECIAL.sub(r"\\\g<0>", on_one_line(text).strip())
    return _FIRST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", shown)


def _section(whole: Section) -> Iterator[str]:
    for level, section in whole.walk():
        yield f"{'#' * level} {escaped(section.title)}"
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterable[str]:
    match block:
        case Paragraph():
            return (_paragraph(block),)
        case Table():
            return _table(block)
        case Terms():
            return ("\n".join(f"- **{escaped(term)}**: {escaped(text)}" for term, text in block.entries),)
        case Disagreements():
            return (*((escaped(block.caption),) if block.caption else ()), *map(_unit, block.units))
        case Formulas():
            lines = (
                f"- {escaped(entry.name)}: {escaped(entry.text)}"
                + (f". {escaped(entry.where)}" if entry.where else "")
                for entry in block.entries
            )
            return ("\n".join(lines),)
        case Works():
            return ("\n".join(f"- {escaped(work)}" for work in block.entries),)
        case _:
            return ()


def _paragraph(block: Paragraph) -> str:
    text = escaped(block.text)
    match block.role:
        case "verdict":
            phrase, colon, grounds = text.partition(":")
            subject = f"{escaped(block.subject)}: " if block.subject else ""
            return f"**{subject}{phrase}**{colon}{grounds}"
        case "warning":
            return f"> **Careful:** {text}"
        case _:
            return text


def _table(block: Table) -> Iterator[str]:
    yield f"**{escaped(block.title)}**"
    head = " | ".join(escaped(column.title) for column in block.columns)
    rule = " | ".join("---:" if column.numbers else ":---" for column in block.columns)
    rows = (" | ".join(map(escaped, row)) for row in block.rows)
    yield "\n".join(f"| {row} |" for row in (head, rule, *rows))
    if block.note:
        yield escaped(block.note)


def _unit(found: Disagreement) -> str:
    lines = [f"> {escaped(found.unit.text)}", ">"] if found.unit.text else []
    lines += [f"> {escaped(found.question)}", ">"] if found.question else []
    lines += [f"> - {escaped(who)}: **{escaped(what)}**" for who, what in found.answers]
    lines += [f"> - {escaped(who)} noted: {escaped(note)}" for who, note in found.unit.notes]
    return "\n".join([*lines, *([">", f"> ({escaped(found.unit.place)})"] if found.unit.place else [])])
