"""Articles in the store: imported, listed, found, cut anew, removed."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.errors import UsageError
from annotate_tui.store.check import check
from annotate_tui.store.events import Kind
from annotate_tui.store.session import Change


def test_a_text_comes_back_exactly_as_it_was(lab: Any) -> None:
    text = "\ufeffTabs\there,\r\nwindows lines,\x0b\u2028 and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 e\u0301.\n\n"
    with lab.empty() as store:
        (imported,) = store.import_articles([(Article(text), [Unit(0, 4)])], segmenter="test/1")
        assert store.text(imported.key) == text
        assert store.articles()[0].n_chars == len(text)


def test_units_keep_kind_marker_and_block(lab: Any) -> None:
    units = [
        Unit(0, 5, UnitKind.HEADING, None, 0),
        Unit(6, 9, UnitKind.LEAD_IN, "1.", 1),
        Unit(9, 12, block=1),
    ]
    with lab.empty() as store:
        (imported,) = store.import_articles([(Article("Title one two three"), units)], segmenter="test/1")
        stored = store.units(imported.key)
        assert [Unit(u.start, u.end, u.kind, u.marker, u.block) for u in stored] == units
        assert [unit.index for unit in stored] == [0, 1, 2]
        assert store.document_unit(imported.key) not in {unit.key for unit in stored}


def test_the_same_text_is_one_article_with_two_sources(lab: Any) -> None:
    one, other = (
        Article("One text.", title="A", source="a.txt"),
        Article("One text.", title="B", source="b.txt"),
    )
    with lab.empty() as store:
        results = store.import_articles(
            [(one, [Unit(0, 9)]), (other, [Unit(0, 3), Unit(4, 9)])], segmenter="test/1"
        )
        assert [result.status for result in results] == ["new", "duplicate"]
        (row,) = store.articles()
        assert (row.title, row.n_units) == ("A", 1)
        assert [source.source for source in store.sources(row.key)] == ["a.txt", "b.txt"]
        (again,) = store.import_articles([(other, [Unit(0, 3), Unit(4, 9)])], segmenter="test/1")
        assert again.status == "duplicate"
        assert len(store.sources(row.key)) == 2
        (renewed,) = store.import_articles(
            [(other, [Unit(0, 3), Unit(4, 9)])], segmenter="test/1", resegment=True
        )
        assert (renewed.status, renewed.n_units) == ("resegmented", 2)


def test_all_articles_of_an_import_or_none(lab: Any) -> None:
    def articles() -> Any:
        yield Article("One text."), [Unit(0, 9)]
        raise OSError("the disk with the texts went away")

    with lab.empty() as store:
        with pytest.raises(OSError, match="went away"):
            store.import_articles(articles(), segmenter="test/1")
        assert store.articles() == []
        with pytest.raises(UsageError, match="does not lie inside"):
            store.import_articles(
                [(Article("One text."), [Unit(0, 9)]), (Article("Short"), [Unit(0, 99)])], segmenter="test/1"
            )
        with pytest.raises(UsageError, match="overlap"):
            store.import_articles([(Article("One text."), [Unit(0, 5), Unit(3, 9)])], segmenter="test/1")
        assert store.articles() == []
        store.import_articles([(Article("One text."), [Unit(0, 9)])], segmenter="test/1")
        assert len(store.articles()) == 1


def test_articles_without_units_and_many_articles_are_fine(lab: Any) -> None:
    with lab.empty() as store:
        results = store.import_articles(
            ((Article(f"Text {number}", title=f"T{number}"), []) for number in range(300)), segmenter="test/1"
        )
        assert len(results) == 300
        rows = store.articles()
        assert [row.number for row in rows] == list(range(1, 301))
        assert [row.title for row in rows[:3]] == ["T0", "T1", "T2"]


@pytest.mark.parametrize(
    "reference", ["2", "ARTICLE 2", "article-2.txt", "folder/article-2.txt", "article-2"]
)
def test_an_article_is_found_as_people_name_it(lab: Any, reference: str) -> None:
    with lab.make() as store:
        assert store.find_article(reference).number == 2
        assert store.find_article(store.articles()[1].article_id[:6]).number == 2


def test_an_unknown_article_names_the_nearest(lab: Any) -> None:
    with lab.make() as store:
        with pytest.raises(UsageError, match=r"Did you mean .*Article 1"):
            store.find_article("Artikle 1")
        with pytest.raises(UsageError, match="several"):
            store.find_article("arti")
        with pytest.raises(UsageError, match="no article"):
            store.find_article("17")


def test_labels_stay_on_unchanged_units_when_an_article_is_cut_anew(lab: Any) -> None:
    with lab.make() as store:
        article = store.articles()[0].key
        first, second, heading = (unit.key for unit in store.units(article))
        session = store.begin("ada")
        for unit in (first, heading):
            session.write([Change(unit, "claim_type", "no_claim"), Change(unit, "coi_cues", ("none",))])
        assert store.progress()[0].done == 2
        joined = store.resegment(article, lab.joined[0], segmenter="by hand", by="lea")
        ada = store.annotator("ada").key
        assert [store.answers(ada, article).get(unit.key, {}).get("claim_type") for unit in joined] == [
            None,
            "no_claim",
        ]
        # The heading is a sentence now, so it counts among what is asked by its kind.
        row = store.progress(ada)[0]
        assert (row.n_asked, row.done) == (2, 1)
        assert {label.unit for label in store.all_labels(facet="claim_type")} == {heading}
        assert {label.unit for label in store.all_labels(facet="claim_type", retired=True)} == {
            first,
            heading,
        }
        store.resegment(article, lab.units[0], segmenter="test/1")
        row = store.progress(ada)[0]
        assert (row.n_asked, row.done) == (3, 2)
        assert second not in store.answers(ada, article)
        made = [event for event in store.history() if event.kind == Kind.SEGMENT and event.annotator == "lea"]
        assert len(made) == 1
    assert check(store.path) == []


def test_removing_an_article_hides_it_and_importing_it_again_brings_all_back(lab: Any) -> None:
    with lab.make() as store:
        article = store.articles()[0]
        lab.label(store.begin("ada"), store.units(article.key)[0].key, "claim_type", "harm")
        assert store.remove_article(article.article_id) == 1
        assert [row.title for row in store.articles()] == ["Article 2"]
        assert list(store.all_labels()) == []
        assert store.facet_columns("claim_type").units.tolist() == []
        assert [row.article for row in store.progress()] == [store.articles()[0].key]
        assert any(event.kind == Kind.HIDE for event in store.history())
        lab.fill(store)
        assert [row.number for row in store.articles()] == [1, 2]
        assert [label.answer for label in store.all_labels()] == ['"harm"']
    assert check(store.path) == []


def test_a_codebook_change_recounts_what_is_done(lab: Any) -> None:
    with lab.make() as store:
        unit = lab.keys(store)[0]
        session = store.begin("ada")
        session.write([Change(unit, "claim_type", "no_claim")])
        assert store.progress()[0].done == 0
        store.use_codebook(lab.other_codebook(), by="lea")
        assert store.codebook().version == "1.1.0"
        assert store.progress()[0].done == 1
        assert session.codebook_changed
        # Labels say truly which codebook the annotator saw.
        session.write([Change(unit, "unsure", True)])
        old, new = store.codebooks()
        keys = {label.facet: label.codebook for label in store.all_labels()}
        assert keys == {"claim_type": old, "unsure": old}
        store.begin("ada").write([Change(unit, "unsure", None), Change(unit, "doubt", True)])
        assert {label.facet: label.codebook for label in store.all_labels()}["doubt"] == new
    assert check(store.path) == []
