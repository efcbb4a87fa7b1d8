"""Every label is checked against the codebook, and every mistake is named with what was meant."""

from __future__ import annotations

import pytest

from annotate_tui.errors import InputError, UsageError
from annotate_tui.imports.labels import Labels


@pytest.fixture
def labels(strange_codebook) -> Labels:
    return Labels(strange_codebook)


@pytest.mark.parametrize(
    ("facet", "said", "answer"),
    [
        ("claim", ["yes"], "yes"),
        ("claim", ['yes, "mostly" | 50% & more'], "yes"),
        ("claim", ['Yes, "mostly" | 50% & more'], "yes"),
        ("claim", ["YES"], "yes"),
        ("claim", ["No_way"], "no"),
        ("claim", ["治疗"], "on"),
        ("claim", ["old.value"], "old.value"),
        ("claim", ["cant_decide"], "cant_decide"),
        ("claim", ["no", "no"], "no"),
        ("claim", [], None),
        ("claim", [""], None),
        ("level", [2], "l2"),
        ("level", ["-1 \\ low"], "l1"),
        ("cues", ["💊&%_", "a|b"], ("a_b", "emoji")),
        ("cues", ["nothing"], ("nothing",)),
        ("cues", ["cant_decide"], "cant_decide"),
        ("text", ["one", "two"], "one\ntwo"),
        ("text", ["cant_decide"], "cant_decide"),
        ("dose", ["2.50"], 2.5),
        ("dose", ["7"], 7),
        ("dose", ["cant_decide"], "cant_decide"),
        ("status", [True], True),
        ("status", ["TRUE"], True),
        ("status", ["Odd"], True),
        ("status", [False], None),
        ("status", ["0"], None),
        ("where", ["0-3:emoji", "5-9"], ("0-3:emoji", "5-9")),
    ],
)
def test_labels_are_ids_names_or_what_exports_write(labels, facet, said, answer):
    assert labels.answer(labels.facet(facet), said) == answer


@pytest.mark.parametrize(
    ("facet", "said", "problem"),
    [
        ("claim", ["on!"], "'on!' is no value of Claim_1: 50% & more; did you mean 'on'"),
        ("claim", [3], "takes the id of a value, not 3"),
        ("claim", ["yes", "no"], "takes one answer, not 2"),
        ("level", [7], "no rank 7; it has 0, 1, 2"),
        ("level", [True], "takes the id of a value"),
        ("cues", ["a_b", "nothing"], "cannot have “nothing” together with other values"),
        ("cues", ["a_b", "cant_decide"], "undecided and answered"),
        ("dose", ["much"], "is a number, not 'much'"),
        ("dose", ["nan"], "is a number, not 'nan'"),
        ("status", ["perhaps"], "is true or false, not 'perhaps'"),
        ("text", ["a\0b"], "NUL"),
        ("text", [{"x": 1}], "is a text"),
        ("where", ["3-1"], "is no passage"),
        ("where", ["1-3:promo"], "is no value that"),
    ],
)
def test_what_is_no_answer_is_one_sentence(labels, facet, said, problem):
    with pytest.raises(UsageError) as error:
        labels.answer(labels.facet(facet), said)
    assert problem in str(error.value)


def test_a_label_alone_tells_its_facet_if_only_one_offers_it(labels):
    facet, value = labels.of_label("No_way")
    assert (facet.id, labels.answer(facet, [value])) == ("claim", "no")
    facet, value = labels.of_label("level: l2")
    assert (facet.id, labels.answer(facet, [value])) == ("level", "l2")
    facet, value = labels.of_label("Odd")
    assert (facet.id, labels.answer(facet, [value])) == ("status", True)
    with pytest.raises(UsageError, match="did you mean 'clinic'"):
        labels.of_label("clinik")


def test_a_label_that_two_facets_offer_needs_its_facet():
    from annotate_tui.codebook.load import load_builtin, parse_codebook

    two = parse_codebook(
        'schema = "annotate-tui/codebook@1"\nid = "two"\nversion = "1.0.0"\ntitle = "Two"\n'
        '[[facets]]\nid = "a"\ntype = "single"\nrequired = true\nvalues = [{ id = "yes" }, { id = "no" }]\n'
        '[[facets]]\nid = "b"\ntype = "single"\nvalues = [{ id = "yes" }, { id = "no" }]\n',
        name="two.toml",
        format="toml",
    )
    with pytest.raises(UsageError, match="'yes' is a label of a and b; say which with --facet"):
        Labels(two).of_label("yes")
    assert Labels(two, facet="b").named("whatever") == "b"
    with pytest.raises(UsageError, match="no facet 'claim'; did you mean 'claim_type'"):
        Labels(load_builtin(), facet="claim")


def test_unknown_labels_are_all_named_and_nothing_comes_in(desk, store, place):
    rows = [place(n) | {"annotator": "ada", "claim": label} for n, label in enumerate(["yess", "no", "onn"])]
    with pytest.raises(InputError) as error:
        desk.read(store, rows)
    assert [problem.partition(": ")[0] for problem in error.value.problems] == [
        "labels.jsonl:1",
        "labels.jsonl:3",
    ]
    assert not store.annotators()


def test_thousands_of_mistakes_are_not_all_collected(desk, store, place):
    with pytest.raises(InputError) as error:
        desk.read(store, [place(1) | {"annotator": "ada", "claim": "nope"}] * 5000)
    assert len(error.value.problems) == 1000
    assert str(error.value).count("\n") == 20


def test_answers_to_questions_that_are_not_asked_are_kept_and_counted(desk, store, place, answers):
    report = desk.read(
        store, [place(1) | {"annotator": "ada", "claim": "on", "level": "l1", "cues": ["nothing"]}]
    )
    assert report.not_asked == 1
    assert answers("ada", 1)["level"] == "l1"
    (row,) = (r for r in desk.rows(store) if r["unit_index"] == 1 and r["kind"] == "sentence" and r["claim"])
    assert (row["level"], row["empty"]["level"]) == (None, "not_asked")


def test_other_keys_are_ignored_and_counted_and_a_misspelt_facet_does_not_pass(desk, store, place):
    report = desk.read(
        store, [place(n) | {"annotator": "a", "claim": "no", "p": 0.7, "x": None} for n in (0, 1)]
    )
    assert report.ignored == {"p": 2}
    with pytest.raises(
        InputError, match=r"no key or column is a facet of the codebook strange; it has claim, .*"
    ):
        desk.read(store, [place(0) | {"annotator": "a", "clame": "no"}])


def test_facets_whose_names_are_taken_have_the_keys_that_exports_give_them(desk, store, place, answers):
    desk.read(
        store, [place(1) | {"annotator": "a", "facet_text": "=1+1", "facet_status": True, "claim": "no"}]
    )
    assert answers("a", 1) == {"text": "=1+1", "status": True, "claim": "no"}


def test_a_note_goes_to_the_first_free_text(desk, store, place, answers):
    desk.read(store, [place(1) | {"annotator": "a", "note": " look again "}])
    assert answers("a", 1) == {"text": "look again"}
