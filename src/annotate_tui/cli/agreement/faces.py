"""The faces of a report: written to the terminal, or to a file in one step."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotate_tui.cli.output import json_text, print_json, show
from annotate_tui.cli.to_file import write_text

if TYPE_CHECKING:
    from annotate_tui.report.model import Report

_PIPE_WIDTH = 80
_WIDEST = 120


def write(report: Report, format_: str, output: Path | None, *, by_article: bool) -> None:
    """Write a report to a file, or, without one (or as ``-``), to standard output.

    ``by_article`` lists the articles in the terminal, too; the other faces always hold them.
    """
    to_file = output is not None and output != Path("-")
    if format_ == "json" and not to_file:
        from annotate_tui.report.plain import to_data

        print_json(to_data(report))
        return
    text = as_text(report, format_, _PIPE_WIDTH if to_file else _width(), by_article=by_article)
    if output is None or not to_file:
        show(text.rstrip("\n"), lines=True)
        return
    write_text(output, text)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _PIPE_WIDTH


def as_text(report: Report, format_: str, width: int, *, by_article: bool) -> str:
    """A report as the text of one of its faces."""
    match format_:
        case "json":
            from annotate_tui.report.plain import to_data

            return json_text(to_data(report), indent=2) + "\n"
        case "csv":
            from annotate_tui.report.spreadsheet import to_csv

            return to_csv(report)
        case "markdown":
            from annotate_tui.report.markdown import to_markdown

            return to_markdown(report)
        case "latex":
            from annotate_tui.report.latex import to_latex

            return to_latex(report)
        case "html":
            from annotate_tui.report.html import to_html

            return to_html(report)
        case _:
            from annotate_tui.report.terminal import lines

            return "\n".join(lines(report, width=width, by_article=by_article)) + "\n"
