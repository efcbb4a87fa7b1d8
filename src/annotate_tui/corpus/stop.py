"""A full stop and the words around it, as the rules of :mod:`~annotate_tui.corpus.rules` see them."""

from __future__ import annotations

import re
from functools import cached_property

from annotate_tui.corpus import openers
from annotate_tui.corpus.words import words

_REACH = 48
"""How many characters are looked at on either side of a stop."""

_CORE = re.compile(r"[^\W\d_°º№§]+(?:\.[^\W\d_]+)*[°º]?|№|§+|\d+$")
_NEXT = re.compile(r"([“\"‘'’«‹(\[{¿¡*_<]*)\s?((?:[^\W_]|[’'.&-](?=\w))*)")
_SECOND = re.compile(r"[,\s“\"‘'(]+([^\W_][\w’'-]*)")
OPENING = "“\"‘'’«‹([{¿¡*_"
"""What opens a quotation, a bracket or an emphasis."""

_NUMBER_WORDS = words(
    """
    one two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty ninety few
    several half many per hundred couple
    """
)


class Stop:
    """A full stop (or a run of stops) in a masked block, and what stands around it."""

    def __init__(self, masked: str, sentence: int, start: int, end: int, after: int) -> None:
        """``masked[start:end]`` is the stop; the sentence begins at ``sentence``, a next at ``after``."""
        self.masked = masked
        self.sentence = sentence
        self.start = start
        self.end = end
        self.after = after

    @cached_property
    def token(self) -> str:
        """What stands before the stop, back to the last blank, without opening quotes and brackets."""
        masked, start = self.masked, self.start
        low = max(self.sentence, start - _REACH)
        return masked[max(masked.rfind(" ", low, start) + 1, low) : start].lstrip(OPENING)

    @cached_property
    def core(self) -> str:
        """The word itself: "kg" of "mg/kg", "U.S" of "non-U.S", "C" of "20°C"; empty if there is none."""
        found = list(_CORE.finditer(self.token))
        return found[-1].group() if found and found[-1].end() == len(self.token) else ""

    @cached_property
    def word(self) -> str:
        """The core in lower case."""
        return self.core.lower()

    @cached_property
    def words_before(self) -> list[str]:
        """The words before the token in the same sentence, as far as they are looked at."""
        head = self.masked[
            max(self.sentence, self.start - len(self.token) - _REACH) : self.start - len(self.token)
        ]
        return head.rstrip(OPENING + " ").split(" ")

    @cached_property
    def previous(self) -> str:
        """The word before the token, with its punctuation; empty at the beginning of a sentence."""
        return self.words_before[-1] if self.words_before else ""

    @cached_property
    def _next(self) -> re.Match[str]:
        found = _NEXT.match(self.masked, self.after, self.after + _REACH)
        assert found is not None  # noqa: S101 - the pattern matches the empty string
        return found

    @property
    def opener(self) -> str:
        """Quotes and brackets that open before the next word."""
        return self._next[1]

    @property
    def following(self) -> str:
        """The next word as it is written."""
        return self._next[2]

    @cached_property
    def second(self) -> str:
        """The word after the next."""
        found = _SECOND.match(self.masked, self._next.end(), self._next.end() + _REACH)
        return found[1] if found else ""

    @cached_property
    def character(self) -> str:
        """The first character of what follows, behind quotes and brackets."""
        return self.following[:1] or self.masked[self._next.end() : self._next.end() + 1]

    @property
    def small(self) -> bool:
        """Whether a small letter follows."""
        return self.character.islower()

    @property
    def digit(self) -> bool:
        """Whether a digit follows, or a sign that stands before a number."""
        return self.character.isdigit() or (self.character != "" and self.character in "$€£¥#<>≥≤±~+%§@")

    @property
    def capital(self) -> bool:
        """Whether a capital follows, or a letter of a script that has none."""
        character = self.character
        return character.isalpha() and not character.islower()

    def opens(self, words: frozenset[str] = openers.OPENERS) -> bool:
        """Whether the next word opens a sentence: it is one of ``words`` and has a capital."""
        return self.capital and self.following.lower().replace("’", "'").rstrip(".") in words

    def heads(self, group: str) -> bool:
        """Whether the next word makes one name with the abbreviation ("U.S. Government")."""
        return self.following.lower() in openers.NAME_HEADS[group]

    @property
    def name_follows(self) -> bool:
        """Whether two capitalised words follow, which looks like a name."""
        return self.capital and self.second[:1].isupper() and not self.opens()

    @property
    def number_before(self) -> bool:
        """Whether a number stands before the word: "5 ft", "35mg", "a few min"."""
        if self.token != self.core and self.token[: -len(self.core)][-1:] in "0123456789°":
            return True
        previous = self.previous.rstrip("-–")
        return previous[-1:].isdigit() or previous.lower() in _NUMBER_WORDS

    @property
    def alone(self) -> bool:
        """Whether the sentence holds nothing but this word."""
        return self.masked[self.sentence : self.start].strip(OPENING + " ") == self.token
