"""The report as LaTeX: a fragment for a paper, with booktabs tables.

It needs ``\\usepackage{booktabs}`` and nothing else.  Names in scripts beyond Latin and Greek
need LuaLaTeX or XeLaTeX with a font that has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate_tui.report import method
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
from annotate_tui.visible import on_one_line

PREAMBLE = (
    "% Agreement report. Needs \\usepackage{booktabs}; with pdfLaTeX also \\usepackage[T1]{fontenc}.\n"
    "% Names in scripts beyond Latin and Greek need LuaLaTeX or XeLaTeX.\n"
)
HEADINGS = (r"\section*", r"\subsection*", r"\subsubsection*", r"\paragraph*")

LONG = 40
"""Longer texts in a table are broken into lines."""
MOST_COLUMNS = 14
"""Wider tables do not fit on a page, and are left out."""

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"{''}",
    "`": r"\textasciigrave{}",
    # A bracket after the end of a row would be taken for an option.
    "[": "{[}",
    "]": "{]}",
    "\N{NO-BREAK SPACE}": "~",
    "\N{FIGURE SPACE}": "~",
    "…": r"\ldots{}",
    "–": "--",
    "—": "---",
    "−": "$-$",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "α": r"$\alpha$",
    "κ": r"$\kappa$",
    "π": r"$\pi$",
    "∅": r"$\emptyset$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "×": r"$\times$",
    "→": r"$\rightarrow$",
    "′": "$'$",
}
_PATTERN = re.compile("|".join(map(re.escape, ["--", "''", *_SPECIAL])))
_PICTURES = {0x2400 + code: f"<U+{code:04X}>" for code in range(0x20)} | {0x2421: "<U+007F>"}
_DROPPED = dict.fromkeys(range(0xFE00, 0xFE10))  # they only choose between shapes of a letter


def to_latex(report: Report) -> str:
    """The whole report but its pictures and the texts to discuss."""
    return of_document(document(report))


def of_document(whole: Section) -> str:
    """A document as a fragment."""
    return PREAMBLE + "\n".join(_sections(whole))


def methods_paragraphs(report: Report) -> str:
    """Only the method, for a paper."""
    return "\n".join(_sections(method.section(report)))


def escaped(text: str) -> str:
    """Any text, so that it is printed as it is: no command, no mathematics, no comment."""
    return _PATTERN.sub(_one, on_one_line(text).translate(_PICTURES | _DROPPED))


def _one(found: re.Match[str]) -> str:
    if found[0] == "--":
        return "-{}-"
    if found[0] == "''":
        return "'{}'"
    return _SPECIAL[found[0]]


def _sections(whole: Section) -> Iterator[str]:
    for level, section in whole.walk():
        blocks = [text for block in section.blocks for text in _block(block)]
        if not blocks and not section.sections:
            continue
        yield f"\n{HEADINGS[min(level, len(HEADINGS)) - 1]}{{{escaped(section.title)}}}\n"
        yield from blocks


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case Table():
            if block.rows and len(block.columns) <= MOST_COLUMNS:
                yield _table(block)
        case Terms():
            yield _list(
                "description", (f"[{{{escaped(term)}}}] {escaped(text)}" for term, text in block.entries)
            )
        case Formulas():
            yield _list(
                "description",
                (
                    f"[{{{escaped(entry.name)}}}] ${entry.latex}$. {escaped(entry.where)}".rstrip()
                    for entry in block.entries
                ),
            )
        case Works():
            yield _list("itemize", (f" {escaped(work)}" for work in block.entries))
        case Disagreements():
            if block.always:
                yield _list("enumerate", map(_unit, block.units))
        case Picture():
            return


def _unit(found: Disagreement) -> str:
    parts = [f" {escaped(found.unit.text)}"] if found.unit.text else []
    parts += [f"\\emph{{{escaped(found.question)}}}"] if found.question else []
    parts.append("; ".join(f"{escaped(who)}: \\textbf{{{escaped(what)}}}" for who, what in found.answers))
    parts += [f"{escaped(who)} noted: {escaped(note)}" for who, note in found.unit.notes]
    parts += [f"({escaped(found.unit.place)})"] if found.unit.place else []
    return "\n\n    ".join(parts)


def _paragraph(block: Paragraph) -> str:
    text = escaped(block.text)
    if block.role == "verdict":
        subject = f"{escaped(block.subject)}: " if block.subject else ""
        phrase, colon, grounds = text.partition(":")
        text = f"\\textbf{{{subject}{phrase}}}{colon}{grounds}"
    elif block.role == "warning":
        text = f"\\emph{{{text}}}"
    return f"{text}\n"


def _list(environment: str, items: Iterator[str]) -> str:
    lines = "\n".join(f"  \\item{item}" for item in items)
    return f"\\begin{{{environment}}}\n{lines}\n\\end{{{environment}}}\n"


def _table(block: Table) -> str:
    columns = "".join(_column(block, place) for place in range(len(block.columns)))
    head = " & ".join(escaped(column.title) for column in block.columns)
    rows = "\n".join(f"    {' & '.join(map(escaped, row))} \\\\" for row in block.rows)
    slug = re.sub(r"[^a-z0-9]+", "-", f"{block.subject} {block.label}".lower()).strip("-")
    note = f"\n  \\par\\smallskip{{\\footnotesize {escaped(block.note)}\\par}}" if block.note else ""
    return (
        "\\begin{table}[htbp]\n  \\centering\\small\\setlength{\\tabcolsep}{4pt}\n"
        f"  \\caption{{{escaped(block.title)}}}\\label{{tab:agreement-{slug}}}\n"
        f"  \\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n    \\toprule\n"
        f"    {head} \\\\\n    \\midrule\n{rows}\n"
        f"    \\bottomrule\n  \\end{{tabular}}{note}\n\\end{{table}}\n"
    )


def _column(block: Table, place: int) -> str:
    """How a column is set: long texts on several lines."""
    column = block.columns[place]
    longest = max((len(row[place]) for row in block.rows), default=0)
    if not column.numbers and longest > LONG:
        return rf"p{{{'.36' if place == 0 else '.45'}\linewidth}}"
    return "r" if column.numbers else "l"
