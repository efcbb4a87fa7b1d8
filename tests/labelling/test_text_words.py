"""Words to mark by: places that never split a character, in whatever script."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotate_tui.labelling.text_words import TextWords


def words(text):
    found = TextWords(text)
    return [text[word.start : word.end] for word in found.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He got 0.5 mg/kg (twice).", ["He", "got", "0.5", "mg", "/", "kg", "(", "twice", ")", "."]),
        ("don’t five-year-old 1,000, no-", ["don’t", "five-year-old", "1,000", ",", "no", "-"]),
        ("治疗每周", ["治", "疗", "每", "周"]),
        ("ka\u0301va\u0308 ok", ["ka\u0301va\u0308", "ok"]),
        ("a 👩‍🚀🇫🇷!", ["a", "👩‍🚀", "🇫🇷", "!"]),
        ("عملت معي", ["عملت", "معي"]),
        ("x\x1b[0m\ty\u200b", ["x", "\x1b", "[", "0m", "y", "\u200b"]),
        ("กำลัง", ["กำ", "ลั", "ง"]),
        ("\u0301a", ["\u0301a"]),
        (" \n\t", []),
        ("a \u0301b", ["a", " \u0301", "b"]),
        ("", []),
        ("e.g. U.S.", ["e", ".", "g", ".", "U", ".", "S", "."]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


_ODD = st.sampled_from(
    [
        *"aB7 .,-’'/\t\n\r",
        "\r\n",
        "e\u0301",
        "\u0301",
        "👩‍🚀",
        "🇫🇷",
        "🇫",
        "\u200d",
        "\ufe0f",
        "治",
        "ا",
        "\u202e",
        "ก",
        "ำ",
        "\U0001f3fd",
    ]
)
TEXTS = st.lists(_ODD | st.characters(codec="utf-8"), max_size=30).map("".join)


@given(TEXTS)
def test_no_place_is_inside_of_a_character(text):
    whole = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    found = TextWords(text)
    assert set(found.stops) == whole
    before = 0
    for word in found.words:
        assert before <= word.start < word.end <= len(text)
        assert {word.start, word.end} <= whole
        assert text[before : word.start].strip() == ""
        before = word.end
    assert text[before:].strip() == ""


@given(TEXTS, st.integers(0, 60))
def test_steps_stay_in_the_text_and_come_to_its_ends(text, offset):
    found = TextWords(text)
    offset = min(offset, len(text))
    steps = [
        (found.character_after, found.character_before),
        (found.word_end_after, found.word_end_before),
        (found.word_start_after, found.word_start_before),
    ]
    for on, back in steps:
        assert offset <= on(offset) <= len(text)
        assert 0 <= back(offset) <= offset
        place, seen = 0, []
        while (following := on(place)) != place:
            seen.append(following)
            place = following
        assert len(seen) <= len(text)
    if found.words:
        assert 0 <= found.at(offset) < len(found.words)
