"""Reports read what the engine writes: names in its data are taken from a real analysis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotate_tui.agreement.analyse import analyse_all
from annotate_tui.agreement.ratings import Cell, Ratings, Scale
from annotate_tui.report import FacetNames, UnitText, build, html, latex, markdown, spreadsheet, terminal

N_ARTICLES, UNITS_EACH = 12, 12
N = N_ARTICLES * UNITS_EACH


def ratings(scale, values, *, n_annotators=3, sure=0.8, seed=1, **more):
    random = np.random.default_rng(seed)
    kinds = {Scale.SET: 1 << len(values), Scale.BOOLEAN: 2}
    top = kinds.get(scale, len(values))
    codes = np.tile(random.integers(0, top, N)[:, None], (1, n_annotators))
    unsure = random.random(codes.shape) > sure
    codes[unsure] = random.integers(0, top, unsure.sum())
    codes[0, 0] = -1
    return Ratings(
        codes=codes,
        values=values,
        scale=scale,
        annotators=("ann", "ben", "eve", "robot")[:n_annotators],
        units=[f"u{place}" for place in range(N)],
        clusters=np.repeat(np.arange(N_ARTICLES), UNITS_EACH).astype(np.int32),
        cluster_names=tuple(f"a{place}" for place in range(N_ARTICLES)),
        **more,
    )


@pytest.fixture(scope="module")
def facets():
    times = np.linspace(1.7e9, 1.71e9, N)[:, None] + np.zeros(4)
    rich = ratings(
        Scale.NOMINAL,
        ("claim", "harm", "none"),
        n_annotators=4,
        annotator_kinds=("human", "human", "human", "model"),
        roles=("lead", "annotator", "annotator", "annotator"),
        kinds=(np.arange(N) % 12 == 11).astype(np.int32),
        kind_names=("sentence", "comment"),
        kinds_apart=("comment",),
        times=times,
        dwell=np.full((N, 4), 7.25),
        versions=np.repeat(np.arange(N)[:, None] > 70, 4, axis=1).astype(np.int32),
        version_names=("book 1.0.0", "book 1.1.0"),
        highlighted=np.arange(N) % 3 == 0,
    )
    states = np.full((N, 3), Cell.RATED, np.int8)
    gated = ratings(Scale.ORDINAL, ("low", "mid", "high"), seed=2)
    codes = gated.codes.copy()
    codes[:40, 0] = codes[:36, 1] = codes[:38, 2] = -1
    states[:40, 0] = states[:36, 1] = states[:38, 2] = Cell.NOT_ASKED

    return {
        "type": rich,
        "evidence": replace(gated, codes=codes, states=states),
        "cues": ratings(Scale.SET, ("cta", "promo", "slant"), seed=3, sure=0.7),
        "flag": ratings(Scale.BOOLEAN, ("false", "true"), seed=4),
    }


@pytest.fixture(scope="module")
def report(facets):
    return build(
        analyse_all(facets, draws=100).to_data(),
        names={
            "type": FacetNames(name="Type", values={"claim": "A claim"}),
            "cues": FacetNames(name="Cues", values={"cta": "Call to action"}),
        },
        units={f"u{place}": UnitText(text=f"Sentence {place}.", index=place) for place in range(N)},
        articles={f"a{place}": f"Title {place}" for place in range(N_ARTICLES)},
    )


def facet(report, facet_id):
    return next(each for each in report.facets if each.id == facet_id)


def test_everything_that_was_analysed_arrives(report):
    rich = facet(report, "type")
    assert rich.n_annotators == 3
    assert rich.annotators == ("ann", "ben", "eve")
    assert len(rich.pairs) == 3
    assert len(rich.models) == 3
    assert [row.name for row in rich.annotator_rows] == ["ann", "ben", "eve"]
    assert rich.annotator_rows[0].seconds == 7.25
    assert {row.name for row in rich.articles} == {f"Title {place}" for place in range(N_ARTICLES)}
    assert [part.title for part in rich.parts] == [
        "Reported apart",
        "Codebook versions",
        "Within roles",
        "Highlighted units and others",
        "Between roles",
        "Over time",
    ]
    assert [value.name for value in rich.values] == ["A claim", "harm", "none"]
    assert abs(sum(value.share for value in rich.values) - 1) < 1e-9
    assert rich.confusion.names == ("A claim", "harm", "none")
    assert rich.disagreements[0].unit.text.startswith("Sentence ")
    assert {what for _, what in rich.disagreements[0].answers} <= {"A claim", "harm", "none"}
    assert "the labels of a model (robot)" in rich.left_out
    assert "12 units of kind “comment”, reported apart" in " ".join(rich.left_out).replace("\xa0", " ")
    assert any(text.startswith("The interval reaches") for text in rich.remarks)


def test_gates_sets_and_flags_arrive(report):
    gate = facet(report, "evidence").gate
    assert gate.n == N
    assert gate.n_both < N
    assert {"percent_agreement", "krippendorff_alpha"} <= gate.asked.keys() & gate.joint.keys()
    cues = facet(report, "cues")
    assert [value.name for value in cues.values] == ["Call to action", "promo", "slant"]
    assert all(0 < value.share < 1 for value in cues.values)
    assert all("positive_agreement" in value.figures for value in cues.values)
    assert any(what == "none of them" for one in cues.disagreements for _, what in one.answers)
    assert any("Call to action, " in what for one in cues.disagreements for _, what in one.answers)
    assert [value.name for value in facet(report, "flag").values] == ["no", "yes"]


def test_every_figure_has_a_name_of_its_own(report):
    from annotate_tui.report.words import COEFFICIENTS, name, split

    for each in report.facets:
        names = [name(key, each.scale) for key in each.coefficients if key != "krippendorff_alpha_masi"]
        assert len(names) == len(set(names))
        for key in each.coefficients:
            assert split(key)[0] in COEFFICIENTS, key


def test_every_face_shows_it(report):
    faces = [
        "\n".join(terminal.lines(report)),
        html.to_html(report),
        markdown.to_markdown(report),
        latex.to_latex(report),
        spreadsheet.to_csv(report),
    ]
    for text in faces:
        assert "nan" not in text.lower().replace("brennan", "").split()
        assert "Krippendorff" in text or "krippendorff" in text


def test_reasons_of_the_engine_are_sentences(facets):

    silent = replace(facets["flag"], codes=np.zeros((N, 3), int))
    alone = facets["type"].take_annotators([0])
    nothing = replace(facets["flag"], codes=np.full((N, 3), -1))
    data = analyse_all({"silent": silent, "alone": alone, "nothing": nothing}, draws=50).to_data()
    text = "\n".join(terminal.lines(build(data)))
    text = " ".join(text.split())
    assert "silent: cannot be judged: α is undefined. No variation" in text
    assert "alone: cannot be judged: α is undefined. Fewer than two annotators" in text
    assert "nothing: cannot be judged: α is undefined. " in text


def test_few_articles_are_said_beside_the_verdict(facets):
    first = facets["flag"].take_units(np.arange(60))
    text = " ".join(
        "\n".join(terminal.lines(build(analyse_all({"flag": first}, draws=100).to_data()))).split()
    )
    assert "Only 5 articles with ratings of two annotators" in text
    assert "From 5 articles only: the intervals take units as independent" in text
