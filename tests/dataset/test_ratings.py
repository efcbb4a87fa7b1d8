"""Ratings: declared values, a spelled-out denominator, and the same answers as the rows have."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace

import numpy as np
import pytest

from annotate_tui.agreement.ratings import Cell, Scale
from annotate_tui.codebook.load import load_builtin
from annotate_tui.codebook.model import Facet, Value
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import DOCUMENT, Empty
from annotate_tui.dataset.ratings import agreement_facets, all_ratings, declared_values, rating
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

BOOK = load_builtin()


@pytest.fixture
def store(study):
    with Store.open(study) as store:
        yield store


def test_values_come_from_the_codebook():
    assert declared_values(BOOK.facet("evidence")) == ("e0", "e1", "e2", "e3")
    assert declared_values(BOOK.facet("coi_cues")) == ("cta", "vested", "promo", "slant", "disclosure")
    assert declared_values(BOOK.facet("doubt")) == ("false", "true")
    backwards = replace(BOOK.facet("evidence"), values=tuple(reversed(BOOK.facet("evidence").values)))
    assert declared_values(backwards) == ("e0", "e1", "e2", "e3")


def test_none_is_the_empty_set_and_sets_are_masks():
    cues = BOOK.facet("coi_cues")
    values = declared_values(cues)
    assert rating(cues, ("none",), values) == 0
    assert rating(cues, ("cta", "promo"), values) == 0b101


def test_values_are_rolled_up_to_the_topmost():
    facet = Facet(
        "f", "F", "single", "nominal", roll_up=True,
        values=(Value("harm", "Harm"), Value("risk", "Risk", parent="harm"), Value("other", "Other")),
    )  # fmt: skip
    assert declared_values(facet) == ("harm", "other")
    assert rating(facet, "risk", declared_values(facet)) == 0


@pytest.mark.parametrize("answer", ["gone", ("cta",), True, 3])
def test_an_answer_that_is_not_offered_is_no_code(answer):
    facet = BOOK.facet("claim_type")
    with pytest.raises(ValueError):
        rating(facet, answer, declared_values(facet))


def test_facets_that_opt_out_have_no_ratings():
    assert {f.id for f in agreement_facets(BOOK)} == {
        "claim_type", "evidence", "coi_cues", "publisher_type", "author_named", "dated", "sources_listed",
    }  # fmt: skip


def test_the_rows_of_each_facet(store):
    facets = all_ratings(Dataset(store)).facets
    # The heading was opened by ada, the boilerplate by nobody; the byline is asked for cues only.
    assert facets["claim_type"].n_units == 4 + 1 + 2
    assert facets["coi_cues"].n_units == 5 + 1 + 2
    assert facets["publisher_type"].n_units == 2
    assert facets["claim_type"].scale is Scale.NOMINAL
    assert facets["coi_cues"].scale is Scale.SET


def test_models_roles_kinds_and_articles_come_along(store):
    ratings = all_ratings(Dataset(store)).facets["claim_type"]
    assert ratings.annotators == ("=model/1", "ada", "ben")
    assert ratings.annotator_kinds == ("model", "human", "human")
    assert ratings.kinds_apart == ("comment",)
    assert ratings.cluster_names == tuple(article.article_id for article in store.articles())
    assert ratings.version_names == ("health-claims 1.0.0",)
    assert np.nanmax(ratings.dwell) == 1.5


def test_why_cells_are_empty(store):
    ratings = all_ratings(Dataset(store)).facets["evidence"]
    of = {
        name: dict(zip(ratings.units, ratings.cells()[:, i], strict=True))
        for i, name in enumerate(ratings.annotators)
    }
    places = {a.unit.unit_id: (a.unit.title, a.unit.index) for a in Dataset(store).annotations()}
    first, second = (article.title for article in store.articles())
    state = {name: {places[unit]: cell for unit, cell in cells.items()} for name, cells in of.items()}
    assert state["ada"][first, 1] == Cell.RATED
    assert state["ada"][first, 2] == Cell.CANNOT_DECIDE
    assert state["ada"][first, 3] == Cell.NOT_ASKED
    assert state["ben"][first, 5] == Cell.MISSING
    assert state["=model/1"][second, 0] == Cell.NOT_ASKED
    assert state["ada"][second, 1] == Cell.NOT_ASKED


def test_a_conflict_is_no_rating_and_leaves_its_gate_open(store, study, tmp_path):
    other = tmp_path / "other.db"
    shutil.copy(study, other)
    unit = store.units(store.articles()[0].key)[1].key
    store.begin("ada").write([Change(unit, "claim_type", "harm")])
    with Store.open(other) as theirs:
        theirs.begin("ada").write([Change(unit, "claim_type", "advice")])
    merge(store, other)
    facets = all_ratings(Dataset(store)).facets
    for facet in ("claim_type", "evidence"):
        assert Cell.CONFLICT in facets[facet].cells()[:, 1]


def test_answers_of_an_older_codebook_are_counted(store):
    old = store.codebook()
    claims = old.facet("claim_type")
    fewer = replace(claims, values=tuple(value for value in claims.values if value.id != "advice"))
    book = replace(old, version="2.0.0", facets=tuple(fewer if f is claims else f for f in old.facets))
    from annotate_tui.codebook.data import content_hash

    store.use_codebook(replace(book, hash=content_hash(book)))
    found = all_ratings(Dataset(store))
    assert found.left_out == {"answers that the codebook in force does not offer any more": 3}


def test_nobody_has_labelled(tmp_path):
    with Store.create(tmp_path / "new.db", BOOK) as store:
        assert all(ratings.n_units == 0 for ratings in all_ratings(Dataset(store)).facets.values())


def test_ratings_say_the_same_as_rows(store):
    """Random labels: each cell of each facet against what the rows say."""
    rng = random.Random(7)
    for name in ("ada", "ben", "cem"):
        session = store.begin(name)
        for article in store.articles():
            for unit in store.units(article.key):
                for facet in BOOK.unit_facets:
                    if facet.values and rng.random() < 0.6:
                        value = rng.choice([*(v.id for v in facet.values), "cant_decide"])
                        answer = (value,) if facet.type == "multi" and value != "cant_decide" else value
                        session.write([Change(unit.key, facet.id, answer)])
    data = Dataset(store)
    said = {(a.unit.unit_id, a.annotator): a for a in data.annotations()}
    asked = Cell.RATED, Cell.CANNOT_DECIDE, Cell.UNANSWERED
    for facet in agreement_facets(BOOK):
        ratings = all_ratings(data).facets[facet.id]
        for row, unit in enumerate(ratings.units):
            for column, annotator in enumerate(ratings.annotators):
                annotation = said.get((unit, annotator))
                cell, code = ratings.cells()[row, column], ratings.codes[row, column]
                if annotation is None or (annotation.updated_at is None and DOCUMENT not in unit):
                    assert cell == Cell.MISSING
                elif facet.id in annotation.answers:
                    assert cell == Cell.RATED
                    assert code == rating(facet, annotation.answers[facet.id], ratings.values)
                elif annotation.empty[facet.id] is Empty.CANT_DECIDE:
                    assert cell == Cell.CANNOT_DECIDE
                elif annotation.empty[facet.id] is Empty.MISSING:
                    assert cell in (Cell.UNANSWERED, Cell.MISSING)
                else:
                    assert cell not in asked
