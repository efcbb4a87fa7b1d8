"""The report as one self-contained page.

No script, no network: the page holds its style sheet and draws its pictures as SVG, and its
content security policy allows that one style sheet (by its hash) and nothing else.  Every
text goes through `escaped`.  It can be read on a phone, in the dark, by a screen reader, and
on paper.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable
from functools import cache
from importlib import resources

from annotate_tui.report.compose import document
from annotate_tui.report.document import (
    Block,
    Disagreements,
    Formulas,
    Paragraph,
    Picture,
    Section,
    Table,
    Terms,
    Works,
)
from annotate_tui.report.model import Disagreement, Report
from annotate_tui.report.numbers import aligned
from annotate_tui.visible import on_one_line


def to_html(report: Report) -> str:
    """The page, as text to be written in UTF-8."""
    return page(document(report), _origin(report))


def page(whole: Section, origin: str) -> str:
    """A document as a page; ``origin`` says in a line where it comes from."""
    body = "".join(_section(section, level) for level, section in _flat(whole))
    where = f'<p class="origin">{escaped(origin)}</p>' if origin else ""
    return (
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escaped(whole.title)}</title><style>{style()}</style></head>\n"
        f"<body><header><h1>{escaped(whole.title)}</h1>{where}{_contents(whole)}</header>\n"
        f"<main>{_blocks(whole.blocks)}{body}</main></body></html>\n"
    )


def escaped(text: str) -> str:
    """Any text, for between tags or within a quoted attribute."""
    return html.escape(on_one_line(text), quote=True)


@cache
def style() -> str:
    """The page's style sheet."""
    return resources.files("annotate_tui.report").joinpath("page.css").read_text(encoding="utf-8")


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _origin(report: Report) -> str:
    facts = report.method.facts
    parts = [facts.source, facts.made, f"annotate-tui {facts.program_version}".rstrip()]
    if facts.codebook_id:
        parts.insert(1, f"codebook {facts.codebook_id} {facts.codebook_version}".rstrip())
    return " · ".join(part for part in parts if part)


def _contents(whole: Section) -> str:
    links = "".join(
        f'<li><a href="#{escaped(section.anchor)}">{escaped(section.title)}</a></li>'
        for section in whole.sections
    )
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>'


def _flat(whole: Section) -> Iterable[tuple[int, Section]]:
    return ((level, section) for level, section in whole.walk() if level > 1)


def _section(section: Section, level: int) -> str:
    anchor = f' id="{escaped(section.anchor)}"' if section.anchor else ""
    return f"\n<h{level}{anchor}>{escaped(section.title)}</h{level}>{_blocks(section.blocks)}"


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(f"\n{_block(block)}" for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block)
        case Picture():
            drawn = block.draw()
            return (
                f"<figure><figcaption>{escaped(block.caption)}</figcaption>{drawn}</figure>" if drawn else ""
            )
        case Terms():
            entries = (
                f"<dt>{escaped(term)}</dt><dd>{escaped(meaning)}</dd>" for term, meaning in block.entries
            )
            return f"<dl>{''.join(entries)}</dl>"
        case Disagreements():
            return _disagreements(block)
        case Formulas():
            return _formulas(block)
        case Works():
            return f'<ul class="works">{"".join(f"<li>{escaped(work)}</li>" for work in block.entries)}</ul>'


def _paragraph(block: Paragraph) -> str:
    if block.role != "verdict":
        role = "" if block.role == "text" else f' class="{block.role}"'
        return f"<p{role}>{escaped(block.text)}</p>"
    phrase, colon, grounds = block.text.partition(": ")
    subject = f"<b>{escaped(block.subject)}</b> " if block.subject else ""
    return (
        f'<p class="verdict {escaped(block.reading)}">{subject}'
        f"<strong>{escaped(phrase + colon.rstrip())}</strong> {escaped(grounds)}</p>"
    )


def _table(block: Table) -> str:
    columns = [[row[place] for row in block.rows] for place in range(len(block.columns))]
    for place, column in enumerate(block.columns):
        if column.numbers:
            columns[place] = aligned(columns[place])
    head = "".join(
        f'<th scope="col"{_class(column.numbers)}>{escaped(column.title)}</th>' for column in block.columns
    )
    rows = []
    for row in zip(*columns, strict=True):
        cells = "".join(
            f"<td{_class(column.numbers)}>{escaped(cell)}</td>"
            for column, cell in zip(block.columns[1:], row[1:], strict=True)
        )
        rows.append(f'<tr><th scope="row"><bdi>{escaped(row[0])}</bdi></th>{cells}</tr>')
    note = f'<p class="note">{escaped(block.note)}</p>' if block.note else ""
    table = (
        f'<div class="scroll" role="region" aria-label="{escaped(block.title)}" tabindex="0"><table>'
        f"<caption>{escaped(block.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>{note}"
    )
    if block.folded:
        return f"<details><summary>The same as a table</summary>{table}</details>"
    return table


def _class(numbers: bool) -> str:
    return ' class="n"' if numbers else ""


def _disagreements(block: Disagreements) -> str:
    items = "".join(f"<li>{_unit(unit)}</li>" for unit in block.units)
    caption = f'<p class="facts">{escaped(block.caption)}</p>' if block.caption else ""
    return f'{caption}<ol class="units">{items}</ol>'


def _unit(found: Disagreement) -> str:
    said = "".join(
        f"<li><bdi>{escaped(who)}</bdi>: <b><bdi>{escaped(what)}</bdi></b></li>"
        for who, what in found.answers
    )
    notes = "".join(
        f'<p class="remark"><bdi>{escaped(who)}</bdi> noted: <bdi>{escaped(note)}</bdi></p>'
        for who, note in found.unit.notes
    )
    place = f'<p class="place"><bdi>{escaped(found.unit.place)}</bdi></p>' if found.unit.place else ""
    quote = f'<blockquote dir="auto">{escaped(found.unit.text)}</blockquote>' if found.unit.text else ""
    asked = f'<p class="asked"><bdi>{escaped(found.question)}</bdi></p>' if found.question else ""
    return f'{quote}{asked}<ul class="said">{said}</ul>{notes}{place}'


def _formulas(block: Formulas) -> str:
    entries = "".join(
        f'<dt>{escaped(entry.name)}</dt><dd><span class="formula">{escaped(entry.text)}</span>'
        f"{'<br>' if entry.where else ''}{escaped(entry.where)}</dd>"
        for entry in block.entries
    )
    return f"<dl>{entries}</dl>"
