"""Label Studio's own library accepts our configuration, tasks, annotations and predictions."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.readers


@pytest.fixture(params=["units", "articles"])
def exported(request, labelled):
    """(Whether tasks are articles, tasks, configuration)."""
    by_article = request.param == "articles"
    options = ["--by-article"] if by_article else []
    folder = labelled.export("labelstudio", "--email", "ada=ada@example.org", *options)
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    return by_article, tasks, (folder / "label_config.xml").read_text("utf-8")


def test_the_library_validates_everything(exported):
    from label_studio_sdk.label_interface import LabelInterface

    _, tasks, config = exported
    interface = LabelInterface(config)
    interface.validate()
    given = []
    for task in tasks:
        assert interface.validate_task({"data": task["data"]})
        given += [*task["annotations"], *task["predictions"]]
    assert {"model_version" in one for one in given} == {True, False}
    for one in given:
        # The check is the same for annotations, but says what is wrong only for predictions.
        assert interface.validate_prediction(one, return_errors=True) == []


def test_controls_offer_what_the_codebook_offers(labelled, exported):
    from label_studio_sdk.label_interface import LabelInterface

    by_article, _, config = exported
    interface = LabelInterface(config)
    for name, facet in labelled.columns.items():
        if facet.scope == "document" and not by_article:
            continue
        control = interface.get_control(name)
        if facet.type in ("single", "ordinal", "multi"):
            assert control.tag == "Choices"
            assert list(control.labels) == [labelled.label(facet, value.id) for value in facet.values]
            assert control.attr["choice"] == ("multiple" if facet.type == "multi" else "single")


def test_tasks_say_what_was_said(labelled, exported):
    by_article, tasks, _ = exported
    found: dict = {}
    for task in tasks:
        data = task["data"]
        text = labelled.texts[data["article_id"]] if by_article else labelled.unit_text(data["unit_id"])
        assert data["text"] == text
        for kind in ("annotations", "predictions"):
            for given in task[kind]:
                who = given["annotator"] if kind == "annotations" else given["model_version"]
                for result in given["result"]:
                    read_result(labelled, data, who, result, found)
    expected = {
        (who, unit): labelled.expected(who, unit)
        for who, unit in labelled.said
        if by_article or not unit.endswith("document")
    }
    assert found == {key: answers for key, answers in expected.items() if answers}


def read_result(labelled, data, who, result, found):
    """One result, as its answer."""
    name, value = result["from_name"], result["value"]
    facet = labelled.columns.get(name)
    if facet is None:
        assert name in ("unit", "cannot_decide")
        if name == "unit":
            assert value["text"] == labelled.texts[data["article_id"]][value["start"] : value["end"]]
        return
    prefix = data["article_id"][:16]
    if facet.type == "span":
        # A passage belongs to the unit that it lies in.
        start, end = value["start"], value["end"]
        unit, offset = data.get("unit_id"), 0
        if unit is None:
            unit, offset = next(
                (name, s)
                for name, (article, s, e) in labelled.places.items()
                if article == data["article_id"] and s <= start < end <= e
            )
        assert value["text"] == labelled.unit_text(unit)[start - offset : end - offset]
        (label,) = value["labels"]
        passage = f"{start - offset}-{end - offset}" + ("" if label == facet.id else f":{label}")
        found.setdefault((who, unit), {}).setdefault(name, []).append(passage)
        return
    unit = data.get("unit_id")
    if unit is None:
        unit = f"{prefix}:{value['start']}-{value['end']}" if "start" in value else f"{prefix}:document"
    content = value[{"number": "number", "textarea": "text"}.get(result["type"], "choices")]
    answers = found.setdefault((who, unit), {})
    if facet.type in ("multi", "number"):
        answers[name] = content
    else:
        (answers[name],) = content if facet.type != "boolean" else [content == ["true"]]


def test_people_are_named_by_their_address_where_there_is_one(exported):
    _, tasks, _ = exported
    for task in tasks:
        for annotation in task["annotations"]:
            address = {"email": "ada@example.org"} if annotation["annotator"] == "ada" else None
            assert annotation.get("completed_by") == address
