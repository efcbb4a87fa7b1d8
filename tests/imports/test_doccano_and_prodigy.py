"""doccano's and Prodigy's JSONL: labels that may have to tell their facet, marked parts, decisions."""

from __future__ import annotations

import pytest

from annotate_tui.errors import InputError


def test_doccano_labels_of_units(desk, store, place, answers):
    row = place(1)
    lines = [
        {"id": 1, **row, "label": ["No_way", "a|b", "c, \\d\\"], "Comments": ["hm"]},
        {"id": 2, "text": place(3)["text"], "meta": {"article_id": row["article_id"]}, "label": ["level:l2"]},
    ]
    desk.read(store, lines, annotator="ada")
    assert answers("ada", 1) == {"claim": "no", "cues": ("a_b", "c"), "text": "hm"}
    assert answers("ada", 3) == {"level": "l2"}


def test_doccano_marks_units_and_passages_in_an_article(desk, store, answers, place):
    article = store.articles()[0]
    text = store.text(article.key)
    first, second = place(1), place(2)
    inner = text.index("proven")
    marked = [
        [first["start"], first["end"], "claim:no"],
        [first["start"], first["end"], "cues:emoji"],
        [inner, inner + 6, "where:c"],
    ]
    newer = [{"id": 9, "label": "claim=yes", "start_offset": second["start"], "end_offset": second["end"]}]
    lines = [
        {"id": 1, "text": text, "label": marked},
        {"id": 1, "text": text, "entities": newer, "relations": [{}]},
    ]
    report = desk.read(store, lines, annotator="ada")
    assert answers("ada", 1) == {"claim": "no", "cues": ("emoji",)}
    at = inner - second["start"]
    assert answers("ada", 2) == {"claim": "yes", "where": (f"{at}-{at + 6}:c",)}
    assert report.left_out == {"relation": 1}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": "One in five\tstopped.", "label": ["perhaps"]}, "'perhaps' is no value of the codebook"),
        (
            {"text": "Nobody wrote this.", "label": ["No_way"]},
            "neither the text of an article nor that of a unit",
        ),
        ({"text": "One in five\tstopped.", "label": [[0, 3, "No_way"]]}, "no unit 0–3 in the segmentation"),
        ({"text": "One in five\tstopped.", "label": [[0, "No_way"]]}, "is no marked part"),
        ({"text": "One in five\tstopped.", "entities": [{"label": "No_way"}]}, "needs start_offset"),
        ({"text": "One in five\tstopped.", "label": [["a", 3, "No_way"]]}, "is no number of characters"),
    ],
)
def test_doccano_is_checked(desk, store, line, said):
    with pytest.raises(InputError) as error:
        desk.read(store, [line], annotator="ada")
    assert said in str(error.value)


def test_texts_that_stand_twice_need_their_offsets(desk, store, strange_codebook):
    from annotate_tui.corpus.article import Article, Unit

    twice = Article("Once. Once.", title="Twice")
    store.import_articles([(twice, [Unit(0, 5), Unit(6, 11)])], segmenter="by hand")
    with pytest.raises(InputError, match="is the text of 2 units; give article_id, start and end"):
        desk.read(store, [{"text": "Once.", "label": ["No_way"]}], annotator="ada")
    here = {"text": "Once.", "article_id": twice.article_id, "label": ["No_way"]}
    with pytest.raises(InputError, match="has 2 units with the text"):
        desk.read(store, [here], annotator="ada")
    assert desk.read(store, [here | {"start": 6, "end": 11}], annotator="ada").new == {"ada": 1}


def example(place, unit, **more):
    row = place(unit)
    return {"text": row.pop("text"), "meta": row, "answer": "accept", "_task_hash": 1, **more}


def test_prodigy_choices_spans_and_decisions(desk, store, place, answers):
    options = [{"id": "no", "text": "No"}]
    lines = [
        example(place, 1, options=options, accept=["no"], _annotator_id="news-ada", _timestamp=1_700_000_000),
        example(place, 1, options=options, accept=["emoji", "c"], _annotator_id="news-ada", note="hm"),
        example(place, 1, label="Odd", _annotator_id="news-ada"),
        example(place, 1, spans=[{"start": 1, "end": 5, "label": "where:c"}], _annotator_id="news-ada"),
        example(place, 2, options=options, accept=["no"], answer="reject", _annotator_id="news-ada"),
        example(place, 3, options=options, accept=[], answer="ignore", _annotator_id="news-ada"),
    ]
    report = desk.read(store, lines, "news.jsonl")
    assert answers("ada", 1) == {
        "claim": "no", "cues": ("c", "emoji"), "text": "hm", "status": True, "where": ("1-5:c",)
    }  # fmt: skip
    assert (answers("ada", 2), answers("ada", 3)) == ({}, {})
    assert report.left_out == {"example that was rejected": 1, "example that was ignored": 1}
    assert report.made == ("2023-11-14T22:13:20+00:00", "2023-11-14T22:13:20+00:00")


def test_prodigys_file_name_or_an_option_says_which_question_it_is(desk, store, place, answers):
    line = example(place, 1, accept=["l1"], _session_id="level-ben")
    undecided = example(place, 2, accept=[], answer="ignore", _session_id="level-ben")
    desk.read(store, [line, undecided], "level.jsonl")
    assert answers("ben", 1) == {"level": "l1"}
    assert answers("ben", 2) == {"level": "cant_decide"}
    with pytest.raises(InputError, match="'l1' is no value of Cues"):
        desk.read(store, [line], "level.jsonl", facet="cues")
    with pytest.raises(InputError, match="names no annotator"):
        desk.read(store, [example(place, 1, accept=["l1"])])


def test_our_own_prodigy_files_come_back(desk, store, place):
    rows = [
        place(1) | {"annotator": "ada", "claim": "yes", "level": "cant_decide", "cues": ["nothing"]},
        place(2) | {"annotator": "=ben", "claim": "on", "cues": ["a_b", "emoji"], "facet_status": True},
        place(2) | {"annotator": "ada", "where": ["1-5", "3-9:a_b"]},
    ]
    desk.read(store, rows)
    folder = desk.export(store, "prodigy").parent
    with desk.open() as other:
        for path in sorted(folder.glob("*.jsonl")):
            desk.read(other, path.read_bytes(), path.name)
        assert desk.rows(other, "seconds") == desk.rows(store, "seconds")
