"""Passages: from the store to what span agreement is computed from."""

from __future__ import annotations

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse_all
from annotate_tui.agreement.ratings import Cell
from annotate_tui.agreement.spans import Span
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.disagreements import disagreements
from annotate_tui.dataset.ratings import agreement_facets, all_ratings
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

BOOK = """
schema = "annotate-tui/codebook@1"
id = "marks"
version = "1.0.0"
title = "Marks"

[[facets]]
id = "claim"
type = "single"
required = true
values = [{ id = "yes", key = "y" }, { id = "no", key = "x" }]

[[facets]]
id = "words"
type = "span"
key = "w"
values = [{ id = "hype" }, { id = "hedge" }]
ask_when = { facet = "claim", in = ["yes"] }

[[facets]]
id = "places"
type = "span"
key = "p"
"""
SENTENCES = ("Guaranteed to help you.", "It may help some.", "The clinic is open.")


@pytest.fixture
def store(tmp_path):
    book = parse_codebook(BOOK, name="marks.toml", format="toml")
    articles = []
    for number in range(2):
        units, at = [], 0
        sentences = [f"{number}{sentence}" for sentence in SENTENCES]
        for sentence in sentences:
            units.append(Unit(at, at + len(sentence), UnitKind("sentence")))
            at += len(sentence) + 1
        articles.append(
            (Article(text="\n".join(sentences), title=f"T{number}", source=f"{number}.txt"), units)
        )
    with Store.create(tmp_path / "marks.db", book) as store:
        store.import_articles(articles, segmenter="by hand")
        yield store


@pytest.fixture
def say(store):
    """Write one annotator's answers to sentences of the first article."""
    units = store.units(store.articles()[0].key)

    def say(who, **answers):
        session = store.begin(who)
        for place, given in answers.items():
            key = units[int(place[1:])].key
            session.write([Change(key, facet, answer) for facet, answer in given.items()])

    return say


def spans_of(store, facet="words"):
    return all_ratings(Dataset(store)).spans[facet]


def state(ratings, who):
    return ratings.marked.cells()[:, ratings.marked.annotators.index(who)].tolist()[:3]


def test_spans_are_compared_like_other_facets(store):
    assert {facet.id for facet in agreement_facets(store.codebook())} == {"claim", "words", "places"}
    assert set(all_ratings(Dataset(store)).spans) == {"words", "places"}


def test_who_worked_on_a_unit_and_marked_nothing_has_answered(store, say):
    say("ann", u0={"claim": "yes", "words": ("1-11:hype",)}, u1={"claim": "yes"}, u2={"claim": "no"})
    say("ben", u0={"claim": "yes"})
    ratings = spans_of(store)
    assert state(ratings, "ann") == [Cell.RATED, Cell.RATED, Cell.NOT_ASKED]
    assert state(ratings, "ben") == [Cell.RATED, Cell.MISSING, Cell.MISSING]
    assert ratings.marked.codes[0].tolist() == [1, 0]
    assert list(ratings.spans.values()) == [(Span(1, 11, "hype"),)]
    assert ratings.labels == ("hype", "hedge")
    assert ratings.lengths[:3].tolist() == [len(sentence) + 1 for sentence in SENTENCES]


def test_who_only_marks_has_worked_on_the_whole_article(store, say):
    say("ann", u0={"places": ("0-3",)})
    say("ben", u1={"places": ("0-3",)}, u2={"claim": "no"})
    ratings = spans_of(store, "places")
    assert state(ratings, "ann") == [Cell.RATED] * 3
    assert state(ratings, "ben") == [Cell.MISSING, Cell.RATED, Cell.RATED]
    assert not ratings.rated[3:].any(), "nobody worked on the other article"


def test_passages_marked_one_by_one_and_imported_ones_are_gathered(store, say):
    key = store.units(store.articles()[0].key)[0].key
    session = store.begin("ann")
    session.write([Change(key, "places", ("5-8",), item="b"), Change(key, "places", ("0-3",), item="a")])
    session.write([Change(key, "places", ("9-12", "0-3"))])
    ratings = spans_of(store, "places")
    assert ratings.at(0, 0) == (Span(0, 3), Span(5, 8), Span(9, 12))
    assert ratings.labels == ("",)


def test_values_that_are_gone_are_counted_and_left_out(store, say):
    say("ann", u0={"claim": "yes", "words": ("1-11:gone", "12-14:hype")})
    found = all_ratings(Dataset(store))
    assert found.spans["words"].at(0, 0) == (Span(12, 14, "hype"),)
    assert list(found.left_out.values()) == [1]


def test_the_whole_way_to_figures(store, say):
    say("ann", u0={"claim": "yes", "words": ("1-11:hype",)}, u1={"claim": "yes"})
    say("ben", u0={"claim": "yes", "words": ("1-11:hype",)}, u1={"claim": "yes", "words": ("4-7:hedge",)})
    found = all_ratings(Dataset(store))
    result = analyse_all(found.facets, found.spans, draws=0).spans["words"]
    assert result.coefficients["span_f1_exact"].value == pytest.approx(2 / 3)
    assert result.marked["percent_agreement"].value == 0.5
    assert np.isclose(result.values["hype"].figures["span_f1_exact"].value, 1)
    (different,) = [one for one in disagreements(Dataset(store)) if one.facet.id == "words"]
    assert different.answers == {"ann": (), "ben": ("4-7:hedge",)}
