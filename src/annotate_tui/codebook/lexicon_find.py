"""Finding the cues of a lexicon in texts, in a time that no pattern can stretch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotate_tui.codebook.lexicon import Category, Lexicon, Pattern, folded, normalised

SECONDS = 2.0
"""So much time beyond the usual one is spent on an article."""

_TEXT_LIMIT = 20_000
_SECONDS_A_PATTERN = 0.05
_SECONDS_A_TEXT = 0.25
_USUAL_SECONDS = 0.01
"""A text may take so long without its time being counted: long articles have many."""


@dataclass(frozen=True, slots=True)
class CueSpan:
    """A cue in a text: code-point offsets, end exclusive."""

    start: int
    end: int
    category: str
    weak: bool = False


class CueFinder:
    """Looks for the cues of a lexicon in one text of an article after the other.

    A pattern that takes too long on one text is left out from there on (`slow`);
    one text takes a quarter of a second at most, and when texts were slow for
    ``seconds`` altogether, the remaining ones get no cues (`complete` is false).
    So patterns that somebody wrote can make a screen slow for a moment, never
    for good.
    """

    def __init__(
        self, lexicon: Lexicon, *, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lexicon = lexicon
        self._left = seconds
        self._clock = clock
        self._given_up: dict[str, None] = {}
        self._in_time = True
        self.complete = True
        """Whether every text was looked at with every pattern that is not too slow."""

    @property
    def slow(self) -> tuple[str, ...]:
        """The patterns that were given up."""
        return tuple(self._given_up)

    def find(self, text: str) -> tuple[CueSpan, ...]:
        """The cues of a text, in its order.

        Of overlapping matches of one category the longest counts; categories do not
        look at each other.
        """
        if self._left <= 0:
            self.complete = False
            return ()
        self._in_time = True
        began = self._clock()
        until = began + min(_SECONDS_A_TEXT, self._left)
        plain = normalised(text[:_TEXT_LIMIT])
        fold = folded(plain)
        spans = [
            span for category in self._lexicon.categories for span in self._of(category, plain, fold, until)
        ]
        spent = self._clock() - began
        if spent > _USUAL_SECONDS:
            self._left -= spent
        return tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.category)))

    def _of(self, category: Category, text: str, fold: str, until: float) -> list[CueSpan]:
        matches: list[tuple[int, bool, int, int]] = []
        for pattern in category.patterns:
            if pattern.needs in fold and pattern.text not in self._given_up:
                hits = self._matches(pattern, text, until)
                matches += [(start - end, pattern.weak, start, end) for start, end in hits if start < end]
        chosen: list[CueSpan] = []
        for _, weak, start, end in sorted(matches):
            if all(end <= span.start or start >= span.end for span in chosen):
                chosen.append(CueSpan(start, end, category.id, weak))
        return chosen

    def _matches(self, pattern: Pattern, text: str, until: float) -> list[tuple[int, int]]:
        left = until - self._clock() if self._in_time else 0
        if left <= 0:
            self._in_time = self.complete = False
            return []
        try:
            allowed = min(left, _SECONDS_A_PATTERN)
            return [hit.span() for hit in pattern.compiled.finditer(text, timeout=allowed)]
        except TimeoutError:
            self._given_up[pattern.text] = None
            return []


@dataclass(frozen=True, slots=True)
class FoundCues:
    """The cues of several texts, in their order; `CueFinder` says what the rest means."""

    spans: tuple[tuple[CueSpan, ...], ...]
    slow: tuple[str, ...] = ()
    complete: bool = True


def find_cues(lexicon: Lexicon, text: str) -> tuple[CueSpan, ...]:
    """The cues of one sentence, in its order; see `CueFinder.find`."""
    return CueFinder(lexicon).find(text)


def find_all_cues(lexicon: Lexicon, texts: Iterable[str], *, seconds: float = SECONDS) -> FoundCues:
    """The cues of each text, for instance of the sentences of an article; see `CueFinder`."""
    finder = CueFinder(lexicon, seconds=seconds)
    spans = tuple(finder.find(text) for text in texts)
    return FoundCues(spans, finder.slow, finder.complete)
