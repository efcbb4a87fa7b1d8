"""Span agreement as a part of the analysis: units, articles, labels, intervals, reasons for no figure."""

import json
import random

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse_all, analyse_spans
from annotate_tui.agreement.build import ratings_from_rows
from annotate_tui.agreement.ratings import Ratings
from annotate_tui.agreement.span_ratings import SpanRatings
from annotate_tui.agreement.spans import Span, alpha_u, span_agreement


def make(units, annotators=("ann", "ben"), labels=("",), length=50, **more):
    """Units as (article, {annotator: [spans]}); who is not in the mapping did not work on the unit."""
    names = tuple(sorted({article for article, _ in units}))
    codes = [[-1 if who not in said else int(bool(said[who])) for who in annotators] for _, said in units]
    marked = Ratings(
        codes=np.array(codes).reshape(len(units), len(annotators)),
        values=("false", "true"),
        scale="boolean",
        annotators=annotators,
        units=[f"u{i}" for i in range(len(units))],
        clusters=np.array([names.index(article) for article, _ in units], np.int32),
        cluster_names=names,
        **more,
    )
    spans = {
        (f"u{i}", who): tuple(found)
        for i, (_, said) in enumerate(units)
        for who, found in said.items()
        if found
    }
    return SpanRatings(marked=marked, spans=spans, lengths=np.full(len(units), length), labels=labels)


def at_random(seed, articles=12, annotators=("ann", "ben", "cy"), missing=0.2):
    """Passages that annotators mostly agree on."""
    dice = random.Random(seed)
    units = []
    for article in range(articles):
        for _ in range(6):
            start = dice.randrange(30)
            said = {}
            for who in annotators:
                if dice.random() < missing:
                    continue
                begin = max(0, start + dice.choice([0, 0, 0, 2, -3]))
                said[who] = [Span(begin, begin + 8, dice.choice("xxy"))] if dice.random() < 0.7 else []
            units.append((f"a{article:02}", said))
    return make(units, annotators, ("x", "y"))


class TestFigures:
    def test_one_text_of_three_annotators_is_the_published_coefficient(self):
        texts = [[Span(0, 4, "x"), Span(9, 20, "x")], [Span(0, 6, "x")], [Span(1, 4, "x"), Span(30, 31, "y")]]
        said = dict(zip(("ann", "ben", "cy"), texts, strict=True))
        found = analyse_spans(make([("a", said)], ("ann", "ben", "cy"), ("x", "y")), draws=0)
        assert found.headline.value == pytest.approx(alpha_u(texts, 50))
        assert found.values["x"].figures["krippendorff_alpha_u"].value == pytest.approx(
            alpha_u(texts, 50, label="x")
        )
        assert found.values["y"].n == 1

    def test_sentences_of_an_article_are_one_continuum(self):
        ann, ben = [Span(3, 9)], [Span(5, 9)]
        cut = analyse_spans(make([("a", {"ann": ann, "ben": []}), ("a", {"ann": ann, "ben": ben})]), draws=0)
        whole = alpha_u([[*ann, Span(53, 59)], [Span(55, 59)]], 100)
        assert cut.headline.value == pytest.approx(whole)

    @pytest.mark.parametrize("seed", range(4))
    def test_f1_is_that_of_all_pairs_pooled(self, seed):
        ratings = at_random(seed)
        found = analyse_spans(ratings, draws=0)
        by_unit = [
            {
                who: ratings.at(row, column)
                for column, who in enumerate(ratings.marked.annotators)
                if ratings.rated[row, column]
            }
            for row in range(ratings.marked.n_units)
        ]
        pooled = span_agreement(by_unit, draws=0)
        for kind in ("exact", "overlap", "char"):
            assert found.coefficients[f"span_f1_{kind}"].value == pytest.approx(pooled.f1[kind].value)
            for pair in found.pairs:
                other = pooled.pairs[pair.annotators][kind]
                assert pair.figures[f"span_f1_{kind}"].value == pytest.approx(other)

    def test_who_did_not_work_on_a_unit_says_nothing(self):
        both = ("a", {"ann": [Span(0, 5)], "ben": [Span(0, 5)]})
        alone, empty = ("a", {"ann": [Span(0, 5)]}), ("a", {"ann": [Span(0, 5)], "ben": []})
        assert analyse_spans(make([both, alone]), draws=0).coefficients["span_f1_exact"].value == 1
        worse = analyse_spans(make([both, empty]), draws=0)
        assert worse.coefficients["span_f1_exact"].value == pytest.approx(2 / 3)
        assert worse.n_pairable == 2
        assert worse.marked["percent_agreement"].value == 0.5

    def test_order_and_names_do_not_matter(self):
        ratings = at_random(5)
        turned = SpanRatings(
            marked=ratings.marked.take_annotators([2, 0, 1]).take_units(np.arange(71, -1, -1)),
            spans=ratings.spans,
            lengths=ratings.lengths[::-1].copy(),
            labels=("y", "x"),
        )
        one, other = analyse_spans(ratings, draws=0), analyse_spans(turned, draws=0)
        for name in ("span_f1_exact", "span_f1_overlap", "span_f1_char"):
            assert one.coefficients[name].value == pytest.approx(other.coefficients[name].value)


class TestUncertainty:
    def test_articles_are_drawn(self):
        found = analyse_spans(at_random(1), draws=300)
        for name, figure in found.coefficients.items():
            assert figure.low < figure.value < figure.high, name
            assert figure.se > 0
        assert found.warning == ""

    def test_the_standard_error_is_near_the_jackknife(self):
        ratings = at_random(2, articles=25)
        whole = analyse_spans(ratings, draws=0).coefficients
        kept = [ratings.of(ratings.marked.take_units(ratings.articles != each)) for each in range(25)]
        left = [analyse_spans(each, draws=0).coefficients for each in kept]
        for name, figure in whole.items():
            values = np.array([figures[name].value for figures in left])
            jackknife = np.sqrt(24 / 25 * ((values - values.mean()) ** 2).sum())
            assert figure.se == pytest.approx(jackknife, rel=0.1), name

    def test_articles_are_drawn_even_where_other_questions_draw_units(self):
        plain = ratings_from_rows(
            [(f"u{i}", who, "xy"[i % 3 > 0], f"a{i // 6:02}") for i in range(36) for who in ("ann", "ben")],
            scale="nominal",
            values=("x", "y"),
        )
        ratings = at_random(3, articles=6)
        both = analyse_all({"plain": plain}, {"passages": ratings}, draws=200)
        assert both.resampled == "unit"
        assert both.spans["passages"].n_groups == 6
        assert both.spans["passages"].warning == "Only 6 articles: intervals from so few are rough."
        assert both.spans["passages"].headline.low is not None
        assert list(both.to_data()["facets"]) == ["plain", "passages"]
        assert [d["facets"] for d in both.differences()] == []

    def test_the_same_draws_as_other_questions_where_articles_are_drawn(self):
        ratings = at_random(4)
        alone = analyse_spans(ratings, draws=200).headline
        marked = {"marked": ratings.marked}
        together = analyse_all(marked, {"passages": ratings}, draws=200).spans["passages"].headline
        assert (alone.low, alone.high) == (together.low, together.high)


class TestNothingToSay:
    @pytest.mark.parametrize(
        ("units", "annotators", "reason"),
        [
            ([("a", {"ann": [], "ben": []})], ("ann", "ben"), "nothing_marked"),
            (
                [("a", {"ann": [Span(0, 3)]}), ("a", {"ben": [Span(0, 3)]})],
                ("ann", "ben"),
                "no_pairable_unit",
            ),
            ([("a", {"ann": [Span(0, 3)]})], ("ann", "ben"), "too_few_annotators"),
            ([("a", {})], ("ann",), "too_few_annotators"),
        ],
    )
    def test_reasons(self, units, annotators, reason):
        found = analyse_spans(make(units, annotators))
        for figure in found.coefficients.values():
            assert (figure.value, figure.undefined) == (None, reason)
        json.dumps(found.to_data(), allow_nan=False)

    def test_nothing_at_all(self):
        json.dumps(analyse_spans(make([])).to_data(), allow_nan=False)

    def test_perfect_agreement_has_no_interval(self):
        units = [(f"a{i:02}", {"ann": [Span(0, 5)], "ben": [Span(0, 5)]}) for i in range(12)]
        figure = analyse_spans(make(units)).headline
        assert (figure.value, figure.interval_undefined) == (1, "all_draws_equal")

    def test_an_undeclared_label_is_refused(self):
        with pytest.raises(ValueError, match="not declared: z"):
            make([("a", {"ann": [Span(0, 3, "z")], "ben": []})])


class TestBesideIt:
    def test_models_are_compared_and_not_pooled(self):
        units = [
            (f"a{i:02}", {"ann": [Span(0, 5)], "ben": [Span(0, 5)], "bot": [Span(20, 25)]}) for i in range(12)
        ]
        people = ("ann", "ben", "bot")
        ratings = make(units, people, annotator_kinds=("human", "human", "model"))
        found = analyse_spans(ratings, draws=0)
        assert found.coefficients["span_f1_exact"].value == 1
        assert found.annotators == ("ann", "ben")
        assert [pair.annotators for pair in found.models] == [("ann", "bot"), ("ben", "bot")]
        assert all(pair.figures["span_f1_char"].value == 0 for pair in found.models)
        pooled = analyse_spans(ratings, draws=0, pool_models=True)
        assert pooled.coefficients["span_f1_exact"].value == pytest.approx(1 / 3)

    def test_annotators_articles_and_disagreements(self):
        units = [
            ("a", {"ann": [Span(0, 10)], "ben": [Span(0, 10)], "cy": [Span(30, 40)]}),
            ("b", {"ann": [Span(0, 10)], "ben": [Span(2, 10)], "cy": [Span(0, 10)]}),
            ("b", {"ann": [], "ben": [], "cy": []}),
        ]
        data = analyse_spans(make(units, ("ann", "ben", "cy")), draws=0).to_data()
        assert [row["article"] for row in data["articles"]] == ["a", "b"]
        assert [row["unit"] for row in data["disagreements"]] == ["u0", "u1"]
        assert data["disagreements"][0]["spans"]["cy"] == [{"start": 30, "end": 40, "label": ""}]
        assert data["annotators"]["ben"]["characters"] == 18
        assert (
            data["annotators"]["cy"]["alpha_u_without"]["value"]
            > data["annotators"]["ann"]["alpha_u_without"]["value"]
        )
        assert data["n_spans"] == 6

    def test_kinds_apart_are_apart(self):
        units = [("a", {"ann": [Span(0, 5)], "ben": [Span(0, 5)]}), ("a", {"ann": [Span(0, 5)], "ben": []})]
        ratings = make(
            units,
            kinds=np.array([0, 1], np.int32),
            kind_names=("sentence", "comment"),
            kinds_apart=("comment",),
        )
        data = analyse_spans(ratings, draws=0).to_data()
        assert data["coefficients"]["span_f1_exact"]["value"] == 1
        assert data["kinds_apart"]["comment"]["n_pairable"] == 1
        assert data["cleaning"]["kinds_apart"] == {"comment": 1}
