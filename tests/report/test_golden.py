"""Whole reports on a published example, word for word."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from annotate_tui.report import (
    FacetNames,
    MethodFacts,
    UnitText,
    build,
    html,
    latex,
    markdown,
    spreadsheet,
    terminal,
)

DATA = Path(__file__).parents[1] / "data" / "report"
FACES = {
    "txt": lambda report: "\n".join(terminal.lines(report)) + "\n",
    "md": markdown.to_markdown,
    "tex": latex.to_latex,
    "csv": spreadsheet.to_csv,
    "html": html.to_html,
}


@pytest.fixture(scope="module")
def report():
    data = json.loads((DATA / "krippendorff2011.json").read_text(encoding="utf-8"))
    return build(
        data,
        names={"example": FacetNames(name="Example", question="Which category?", values={"5": "five"})},
        units={"6": UnitText(text="A sentence on which nobody agreed.", article="An article", index=5)},
        facts=MethodFacts(program_version="1.0.0", source="example.csv", made="2025-11-22"),
    )


@pytest.mark.parametrize("face", FACES)
def test_the_report_on_a_published_example(report, face):
    golden = DATA / f"krippendorff2011.{face}"
    text = FACES[face](report)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()


def test_the_published_figure_is_in_it(report):
    assert terminal.lines(report)[2].startswith("Example: not shown to be reliable: α = .74")
