"""The sample articles have what real ones are hard for, and something for every answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from annotate_tui.codebook.answers import normalise
from annotate_tui.codebook.load import load_builtin

ROOT = Path(__file__).parents[1]
SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in (".txt", ".md"))
LABELS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "seeds_labels.jsonl").read_text(encoding="utf-8").splitlines()
]

# Five articles have five publishers.
NOT_IN_FIVE_ARTICLES = {("publisher_type", value) for value in ("directory", "academic", "unclear")}


def text_of(name: str) -> str:
    return (ROOT / "seeds" / name).read_bytes().decode("utf-8")


ALL = "\n\n".join(text_of(path.name) for path in SEEDS)


def test_there_are_five_articles_and_one_is_markdown():
    assert [path.name[:3] for path in SEEDS] == ["01-", "02-", "03-", "04-", "05-"]
    assert [path.suffix for path in SEEDS].count(".md") == 1


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_each_is_a_whole_article_in_utf_8(path):
    text = text_of(path.name)
    assert 350 <= len(text.split()) <= 900
    assert "\r" not in text
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a heading that asks", r"(?m)^(?:#+ )?[A-Z][^.!?\n]{5,60}\?$"),
        ("a numbered list with run-in heads", r"(?m)^ *1\. +[A-Z][\w -]+: [A-Z].+\n+ *2\. +[A-Z][\w -]+: "),
        ("another way of numbering", r"(?m)^1\) .+\n2\) "),
        ("bullets", r"(?m)^• +\w.+\n•"),
        ("a lead-in whose list got lost", r"(?m)^Here is .+:\n\n[A-Z]"),
        ("author-year citations", r"\([A-Z]\w+ et al\., \d{4}\)"),
        ("two citations in one bracket", r"\([A-Z]\w+ et al\., \d{4}; [A-Z]\w+ et al\., \d{4}\)"),
        ("a reference list", r"(?m)^References\n\n1\. +[A-Z]\w+, [A-Z]\."),
        ("references in square brackets", r"(?m)^\[1\] [A-Z]"),
        ("a byline", r"(?m)^Written by [A-Z]\w+ [A-Z]\w+"),
        ("a byline of a team", r"(?m)^By the \w+ Team$"),
        ("a date", r"\d{1,2} January 2024"),
        ("readers' comments", r"(?m)^\w+ said\.\.\.$"),
        ("a numbered comment", r"(?m)^ *1\. \w+ says: "),
        ("boilerplate of a form", r"(?i)boxes must be filled in"),
        ("a cookie notice", r"We use cookies"),
        ("a copyright line", r"(?m)^© \d{4}"),
        ("teasers that break off", r"(?m)^[^\n]+…\n[^\n]+…\n[^\n]+…$"),
        ("a call to action", r"(?i)book your .{0,40}consultation"),
        ("a disclosure", r"(?m)^Disclosure: "),
        ("hedges", r"\b(?:may|might|seems? to|could)\b"),
        ("a figure without a source", r"\b\d in 10 guests"),
        ("curly and straight apostrophes", r"(?s)\w’\w.*\w'\w"),
        ("curly and straight quotation marks", r"(?s)[“”].*\"|\".*[“”]"),
        ("a no-break space", "\u00a0"),
        ("two words run together", r"\b[A-Z][a-z]+found\b"),
        ("counters run together", r"\d+ times\d+ people"),
        ("abbreviations and decimals", r"(?s)\bDr\. .*\be\.g\. .*\bi\.e\. .*p\.m\.|\d\.\d"),
        ("a quote with its source below", r"(?m)^“.+”\n— "),
        ("an address of the web", r"https://[\w./-]+"),
        ("a statement of interests", r"Conflicts of interest: "),
    ],
)
def test_between_them_they_have_the_difficulties_of_real_pages(what, pattern):
    assert re.search(pattern, ALL), what


def test_there_is_an_example_of_every_value_of_the_codebook():
    wanted = set()
    for facet in load_builtin().facets:
        if facet.values:
            wanted |= {(facet.id, value.id) for value in facet.values}
        else:
            wanted.add((facet.id, "true") if facet.type == "boolean" else (facet.id, ""))
    has_values = {facet.id for facet in load_builtin().facets if facet.values or facet.type == "boolean"}
    given = {(row["facet"], row["value"] if row["facet"] in has_values else "") for row in LABELS}
    assert given == wanted - NOT_IN_FIVE_ARTICLES


@pytest.mark.parametrize("row", LABELS, ids=lambda row: f"{row['facet']}-{row['value'][:12]}")
def test_each_example_stands_in_its_article(row):
    assert row["quote"] in text_of(row["seed"])


@pytest.mark.parametrize("row", LABELS, ids=lambda row: f"{row['facet']}-{row['value'][:12]}")
def test_each_example_is_an_answer_that_can_be_given(row):
    codebook = load_builtin()
    facet = codebook.facet(row["facet"])
    answer = True if facet.type == "boolean" else row["value"]
    assert normalise(facet, answer, codebook)
