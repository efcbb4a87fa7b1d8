"""The list of units to talk about: every face has text, answers and notes, and is harmless."""

from __future__ import annotations

import csv
import io
import re

import pytest

from annotate_tui.report import discussion
from annotate_tui.report.model import Disagreement, UnitText


def entry(text="A sentence.", article="Title", answers=(("ann", "Claim"), ("ben", "None")), **more):
    unit = UnitText(text=text, index=2, kind="sentence", notes=more.pop("notes", ()))
    return discussion.Entry(
        found=Disagreement(unit=unit, answers=answers, question=more.pop("question", "Claim type")),
        article=article,
        article_id=more.pop("article_id", "a1"),
        unit_id="a1:0-11",
        facet="claim_type",
    )


@pytest.fixture
def hostile(make):
    bad = make.HOSTILE
    found = entry(bad, bad, ((bad, bad), ("ben", "x")), question=bad, notes=((bad, bad),))
    return discussion.Discussion([found], origin=bad)


def test_articles_are_headings_and_units_stand_below_them():
    whole = discussion.Discussion(
        [entry(), entry("Another.", "Second", article_id="a2", notes=(("ann", "really?"),))],
        origin="study.db",
    )
    page = discussion.to_html(whole)
    assert page.index("Title</h2>") < page.index("A sentence.") < page.index("Second</h2>")
    for words in ("study.db", "Claim type", "ann", "noted", "really?", "unit 3"):
        assert words in page
    text = discussion.to_markdown(whole)
    assert "## Second" in text
    assert "> Another." in text
    assert "> - ann: **Claim**" in text
    paper = discussion.to_latex(whole)
    assert r"\item A sentence." in paper
    assert r"ben: \textbf{None}" in paper
    assert paper.count(r"\begin{enumerate}") == paper.count(r"\end{enumerate}") == 2


def test_the_table_has_a_column_for_each_annotator():
    both = [entry(), entry("Another.", answers=(("cy", "Harm"), ("ann", "None")))]
    rows = list(csv.DictReader(io.StringIO(discussion.to_csv(discussion.Discussion(both)))))
    assert [rows[1][f"answer: {who}"] for who in ("ann", "ben", "cy")] == ["None", "", "Harm"]
    assert rows[0]["unit"] == "3"


def test_nothing_to_talk_about():
    assert discussion.NOTHING in discussion.to_html(discussion.Discussion([]))
    assert "unit" in discussion.to_csv(discussion.Discussion([]))


def test_hostile_text_is_inert(hostile):
    page = discussion.to_html(hostile)
    assert "<script" not in page
    assert "<b>&" not in page
    faces = [page, discussion.to_markdown(hostile), discussion.to_latex(hostile), discussion.to_csv(hostile)]
    for face in faces:
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\ud800-\udfff]", face.replace("\r\n", "\n")
        )
    assert r"\input{a}" not in discussion.to_latex(hostile)
    assert "<script" not in discussion.to_markdown(hostile).replace("\\<", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r\n@", " =", "'="])
def test_no_cell_is_a_formula(start):
    whole = discussion.Discussion([entry(f"{start}1+1", f"{start}1+1", ((f"{start}x", f"{start}1+1"),))])
    for row in csv.reader(io.StringIO(discussion.to_csv(whole))):
        for cell in row:
            assert cell.lstrip()[:1] not in ("=", "+", "-", "@")
