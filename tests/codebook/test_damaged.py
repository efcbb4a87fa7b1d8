"""Whatever a file holds, the answer is a codebook or a sentence, never a traceback."""

from __future__ import annotations

import copy
import json
import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.data import codebook_from_data, codebook_to_data
from annotate_tui.codebook.guide import guideline
from annotate_tui.codebook.load import builtin_text, parse_codebook
from annotate_tui.codebook.new import starter_text
from annotate_tui.errors import CodebookError

WHOLE = [tomllib.loads(text) for text in (builtin_text("health-claims"), starter_text("mine"))]

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from(["", "e", "none", "not_asked", "single", "unit", "claim_type", "\u0000", "ü"]),
    st.just([]),
    st.just({}),
    st.just([1]),
    st.just([{}]),
    st.just({"all": [{"facet": "evidence", "min_rank": 9}]}),
)


def places(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from places(part, (*path, key))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_explained(data):
    raw = copy.deepcopy(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(list(places(raw))))
        target = raw
        for key in way:
            target = target[key]
        match data.draw(st.sampled_from(["replace", "remove", "add"])):
            case "remove":
                del target[last]
            case "add" if isinstance(target, dict):
                target["surplus"] = copy.deepcopy(data.draw(junk))
            case _:
                target[last] = copy.deepcopy(data.draw(junk))
    try:
        codebook = parse_codebook(json.dumps(raw), name="x.json", format="json")
    except CodebookError as error:
        assert all(problem.startswith("x.json") for problem in error.problems)  # noqa: PT017 - it may also be fine
    else:
        assert codebook_from_data(json.loads(json.dumps(codebook_to_data(codebook)))) == codebook
        assert codebook.title in guideline(codebook)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_codebook_or_explained(text):
    for written_in in ("toml", "json"):
        try:
            parse_codebook(text, name="x", format=written_in)
        except CodebookError as error:
            assert str(error).startswith("x")  # noqa: PT017 - no text of this kind is a codebook
