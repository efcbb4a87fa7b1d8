"""Other languages behind the same mask, with the built-in rules to fall back on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from annotate_tui.corpus import languages
from annotate_tui.corpus.article import Article
from annotate_tui.corpus.languages import LanguageSplitter, splitter_for
from annotate_tui.corpus.segment import SEGMENTER, segment, segmenter_of
from annotate_tui.errors import UsageError


@pytest.fixture(autouse=True)
def _forget_detectors() -> Iterator[None]:
    yield
    languages._detector.cache_clear()


def sentences(text: str, splitter: LanguageSplitter) -> list[str]:
    """The units of a text, split by the rules of another language."""
    return [text[unit.start : unit.end] for unit in segment(text, splitter=splitter)]


def test_german_abbreviations_and_ordinals(check: Callable[..., Any]) -> None:
    """The mask still keeps footnote marks with their sentence, and nothing is lost."""
    splitter = splitter_for("de")
    assert splitter is not None
    text = (
        "Das hilft z. B. gut.[1] Dr. Frei kam am 5. Mai. Mehr auf www.beispiel.de. Danach ging er usw. heim."
    )
    check(text, segment(text, splitter=splitter))
    assert sentences(text, splitter) == [
        "Das hilft z. B. gut.[1]",
        "Dr. Frei kam am 5. Mai.",
        "Mehr auf www.beispiel.de.",
        "Danach ging er usw. heim.",
    ]
    assert splitter.warnings() == ()
    assert segmenter_of(Article(text), splitter).startswith(f"{SEGMENTER}+yasbd-")


def test_english_is_built_in() -> None:
    """No package is needed for it."""
    assert splitter_for("en") is None
    assert splitter_for("en-GB") is None
    assert splitter_for(None) is None


def test_long_blocks_and_words_are_not_given_to_the_library() -> None:
    """The built-in rules take them, and it is said how often."""
    splitter = splitter_for("de")
    assert splitter is not None
    splitter._detector = None  # type: ignore[assignment]
    assert len(sentences("Das ist so. " * 3_000, splitter)) == 3_000
    assert len(sentences("a" * 200_000, splitter)) == 1
    (warning,) = splitter.warnings()
    assert "2 blocks were split by the built-in rules" in warning


@pytest.mark.parametrize("answer", [RuntimeError("no"), [5, 9_999], ["x"]])
def test_whatever_fails_there_the_built_in_rules_go_on(answer: object) -> None:
    """Errors and nonsense alike."""

    class Detector:
        def detect(self, _: str) -> object:
            if isinstance(answer, Exception):
                raise answer
            return answer

    splitter = splitter_for("fr")
    assert splitter is not None
    splitter._detector = Detector()  # type: ignore[assignment]
    assert sentences("C’est vrai. Bien sûr.", splitter) == ["C’est vrai.", "Bien sûr."]
    assert len(splitter.warnings()) == 1


def test_an_unknown_language_lists_the_known_ones() -> None:
    """Wrong use."""
    with pytest.raises(UsageError, match="no rules for the language 'tlh'; there are af, am, ar"):
        splitter_for("tlh")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One command."""
    languages._detector.cache_clear()
    monkeypatch.setitem(sys.modules, "yasbd", None)
    with pytest.raises(UsageError, match=r"pip install 'annotate-tui\[lang\]'"):
        splitter_for("de")
