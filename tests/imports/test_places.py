"""Every place is checked: the quoted text must stand at the offsets, and they must be those of a unit."""

from __future__ import annotations

import hashlib

import pytest

from annotate_tui.errors import InputError

ADA = {"annotator": "ada", "claim": "no"}


def utf16(text: str, offset: int) -> int:
    """An offset as a browser counts it."""
    return len(text[:offset].encode("utf-16-le")) // 2


def test_offsets_of_browsers_are_understood_by_the_quoted_text(desk, store, answers, place):
    text = store.text(store.articles()[0].key)
    row = place(2)
    moved = row | {"start": utf16(text, row["start"]), "end": utf16(text, row["end"])}
    assert moved["start"] != row["start"]
    desk.read(store, [moved | ADA])
    assert answers("ada", 2) == {"claim": "no"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 5}, r"at 5–52 of “A 💊 costs nothing” stands “.*cost␊=SUM.*”, and the file quotes “=SUM"),
        ({"text": "=SUM(A1:A9) of them stayed, says Dr. O."}, "the file quotes “=SUM.*Dr. O.”"),
        ({"start": 10**12, "end": 10**12 + 3}, "the file quotes"),
        ({"text": None, "start": 10**12, "end": 10**12 + 3}, "lies outside"),
        (
            {"text": None, "end": 20},
            r"has no unit 13–20 in the segmentation that is in force; the nearest is 13–52",
        ),
        ({"article_id": "0" * 64}, "no article with the id 0+…; import its text first"),
        ({"article_id": "4e66"}, "'4e66' is no id of an article"),
        ({"article_id": None}, "does not say which article"),
        ({"start": "14"}, "start is a number of characters, not '14'"),
        ({"start": True}, "start is a number of characters"),
        ({"end": -1}, "end is a number of characters"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(desk, store, place, change, said):
    with pytest.raises(InputError, match=rf"^labels\.jsonl:2: .*{said}"):
        desk.read(store, [place(0) | ADA, place(1) | ADA | change])
    assert not store.annotators()


def test_an_article_is_named_by_its_id_a_part_of_it_its_hash_or_a_unit_id(desk, store, answers, place):
    row = place(1)
    article_id = row["article_id"]
    assert article_id == hashlib.sha256(store.text(store.articles()[0].key).encode()).hexdigest()
    bare = {key: row[key] for key in ("start", "end", "text")}
    rows = [
        bare | {"sha256": article_id, "annotator": "a", "claim": "no"},
        bare | {"article_id": article_id[:16], "annotator": "b", "claim": "no"},
        {"unit_id": f"{article_id[:16]}:{row['start']}-{row['end']}", "annotator": "c", "claim": "no"},
        {"article_id": article_id, "text": row["text"], "annotator": "d", "claim": "no"},
    ]
    desk.read(store, rows)
    for name in "abcd":
        assert answers(name, 1) == {"claim": "no"}


def test_a_row_about_an_article_says_so(desk, store, answers):
    article_id = store.articles()[0].article_id
    desk.read(
        store,
        [
            {"article_id": article_id, "annotator": "a", "publisher": "press"},
            {
                "article_id": article_id,
                "kind": "document",
                "start": 0,
                "end": 0,
                "annotator": "b",
                "dated": True,
            },
            {"unit_id": f"{article_id[:16]}:document", "annotator": "c", "publisher": "Clinic"},
        ],
    )
    assert answers("a", None) == {"publisher": "press"}
    assert answers("b", None) == {"dated": True}
    assert answers("c", None) == {"publisher": "clinic"}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"claim": "no"}, "is asked of units"),
        ({"text": "One", "publisher": "press"}, "is neither the text of"),
    ],
)
def test_questions_of_units_and_of_articles_are_told_apart(desk, store, place, keys, said):
    article_id = store.articles()[0].article_id
    with pytest.raises(InputError, match=said):
        desk.read(store, [{"article_id": article_id, "annotator": "a"} | keys])
    with pytest.raises(InputError, match=r"is asked of whole articles.*kind \"document\""):
        desk.read(store, [place(1) | {"annotator": "a", "publisher": "press"}])


def test_after_a_new_segmentation_the_old_units_are_refused(desk, store, place):
    from annotate_tui.corpus.article import Unit

    row = place(1)
    article = store.articles()[0]
    units = [Unit(u.start, u.end, u.kind) for u in store.units(article.key)]
    joined = [units[0], Unit(units[1].start, units[2].end), *units[3:]]
    store.resegment(article.key, joined, segmenter="by hand")
    with pytest.raises(InputError, match=rf"no unit {row['start']}–{row['end']} in the segmentation"):
        desk.read(store, [row | ADA])
