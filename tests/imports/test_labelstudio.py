"""Label Studio's JSON: units and articles as tasks, people and models, marked parts, what cannot be read."""

from __future__ import annotations

import json

import pytest

from annotate_tui.errors import InputError


def choices(name, *labels, **more):
    return {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [*labels], **more}}


def task(data, *annotations, **more):
    return {"id": 7, "data": data, "annotations": [*annotations], **more}


def annotation(*results, by=1, **more):
    return {"id": 1, "completed_by": by, "result": [*results], **more}


def test_a_task_a_unit(desk, store, place, answers):
    made = annotation(
        choices("claim", "yes"),
        choices("cues", "a|b", "c"),
        {"from_name": "level", "to_name": "text", "type": "rating", "value": {"rating": 2}},
        {"from_name": "dose", "to_name": "text", "type": "number", "value": {"number": 2.5}},
        {"from_name": "remarks", "to_name": "text", "type": "textarea", "value": {"text": ["look", "again"]}},
        {
            "from_name": "where", "to_name": "text", "type": "labels",
            "value": {"start": 1, "end": 5, "text": "SUM(", "labels": ["emoji"]},
        },
        by={"id": 3, "email": "ada@example.org"}, lead_time=4.25, updated_at="2024-05-01T10:00:00.1Z",
    )  # fmt: skip
    report = desk.read(store, [task(place(1), made)], "p.json", rename={"ada@example.org": "ada"})
    assert answers("ada", 1) == {
        "claim": "yes",
        "level": "l2",
        "cues": ("a_b", "c"),
        "dose": 2.5,
        "text": "look\nagain",
        "where": ("1-5:emoji",),
    }
    assert report.format == "labelstudio"
    (spent,) = {row.dwell_ms for row in store.history() if row.dwell_ms}
    assert spent == 4250


def test_a_task_an_article_with_offsets_of_a_browser(desk, store, answers):
    article = store.articles()[0]
    text = store.text(article.key)
    unit = store.units(article.key)[2]

    def js(offset):
        return len(text[:offset].encode("utf-16-le")) // 2

    region = {"start": js(unit.start), "end": js(unit.end), "text": text[unit.start : unit.end]}
    inner = text.index("proven")
    passage = {"start": js(inner), "end": js(inner + 6), "text": "proven", "labels": ["where"]}
    results = (
        choices("claim", "no", **region) | {"id": "r1"},
        {"id": "r2", "from_name": "where", "to_name": "text", "type": "labels", "value": passage},
        choices("publisher", "press"),
    )
    # The article's id is not in the data: its text says which one it is.
    desk.read(store, [task({"text": text}, annotation(*results, by="ada"))], "p.json")
    assert answers("ada", 2) == {"claim": "no", "where": (f"{inner - unit.start}-{inner + 6 - unit.start}",)}
    assert answers("ada", None) == {"publisher": "press"}
    assert js(inner) != inner


def test_predictions_are_labels_of_models(desk, store, place):
    predicted = {"model_version": "7b v2", "result": [choices("claim", "no")]}
    tasks = [task(place(1), annotation(choices("claim", "yes"), by="ada"), predictions=[predicted])]
    assert desk.read(store, tasks, "p.json").kinds == {"ada": "human", "7b v2": "model"}


def test_what_is_left_out_is_counted(desk, store, place):
    tasks = [
        task(
            place(1),
            annotation(choices("claim", "no"), {"type": "relation", "from_id": "a", "to_id": "b"}),
            annotation(choices("claim", "yes"), by=2, was_cancelled=True),
        )
    ]
    report = desk.read(store, tasks, "p.json")
    assert report.left_out == {"result of the type relation": 1, "skipped task": 1}
    assert report.new == {"1": 1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": 1}', "p.json:1: this is no JSON list of tasks"),
        ('[\n{"a": 1},\n{"data" 1}]', "p.json:3: this is no JSON"),
        ('[\n{"a": 1}\n{"data": 1}]', "p.json:2: after this task a comma"),
        ("[] x", "something follows"),
        ("[1]", "p.json:1: a task is no JSON object"),
        (
            '[\n\n{"id": 1, "annotation_id": 2, "claim": "no"}]',
            "p.json:3: this is Label Studio's short export",
        ),
        ('[{"data": {"article_id": "x"}, "annotations": 3}]', "annotations is a list"),
    ],
)
def test_files_that_are_something_else(desk, store, content, said):
    with pytest.raises(InputError) as error:
        desk.read(store, content, "p.json")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (choices("claim", "noo"), "'noo' is no value of Claim_1"),
        (choices("sentiment", "glad"), "'glad' is no value of the codebook strange"),
        (choices("claim", "no", start=0, end=4, text="1234"), "the file quotes “1234”"),
        (
            {
                "from_name": "where",
                "type": "labels",
                "value": {"start": 0, "end": 999, "text": "x", "labels": ["c"]},
            },
            "the file quotes “x”",
        ),
    ],
)
def test_labels_and_places_are_checked(desk, store, place, result, said):
    with pytest.raises(InputError) as error:
        desk.read(store, [task(place(1), annotation(result))], "p.json")
    assert said in str(error.value)


def test_our_own_export_names_annotators_and_what_could_not_be_decided(desk, store, place):
    rows = [
        place(1) | {"annotator": "ada", "claim": "yes", "level": "cant_decide", "cues": ["nothing"]},
        place(1) | {"annotator": "ben", "claim": "cant_decide", "where": ["0-4:c"], "note": "hm"},
    ]
    desk.read(store, rows)
    tasks = json.loads(desk.export(store, "labelstudio").read_text("utf-8"))
    with desk.open() as other:
        desk.read(other, tasks, "p.json")
        assert desk.rows(other, "seconds") == desk.rows(store, "seconds")
