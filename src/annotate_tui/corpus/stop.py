"""A full stop and the words around it, as the rules of :mod:`~annotate_tui.corpus.rules` see them."""

from __future__ import annotations

import re

from annotate_tui.corpus import openers
from annotate_tui.corpus.words import words

_REACH = 48
"""How many characters are looked at on either side of a stop."""
_NEAR = 24
"""How far from a stop everything has to be in capitals for the text to be shouted."""
_SHOUTED_LETTERS = 12

_CORE = re.compile(r"(?:[^\W\d_°º№§]+(?:\.[^\W\d_]+)*[°º]?|№|§+|\d+)$")
_NEXT = re.compile(r"([“\"‘'’«‹„‚(\[{¿¡*_<]*)\s?((?:[^\W_]|[’'.&-](?=\w))*)")
_SECOND = re.compile(r"[,\s“\"‘'„(]+([^\W_][\w’'-]*)")
_NUMBER_SIGNS = frozenset("$€£¥#<>≥≤±~+%§@")
_PEOPLE = (
    "adults|patients|people|participants|subjects|men|women|children|teens|volunteers|veterans|users|studies"
    "|trials|papers|reviews|clinics|hospitals|states|countries|deaths|cases|doctors|nurses"
)
_COUNTED = re.compile(
    rf"""
    [$€£]?\d[\d,.]*\ ?(?:%|percent\b)?\s
    (?:of\s(?:(?:the|our|these|those|their|all)\s)?(?:\d|them\b|us\b|(?:{_PEOPLE})\b)
      | (?:(?:other|more|older|younger|new|small|large)\s)?(?:{_PEOPLE})\b)
    """,
    re.VERBOSE,
)
_NUMBER_BEHIND = re.compile(
    r"\.? (?:(?:[Nn]os?|[Ff]igs?|[Tt]ables?|[Dd]ata|[Ff]iles?)\.? )?(?:\d|[A-Z]\d|[IVXLC]{1,4}\b|[A-Z]\b)"
)
_DATE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d")
_LETTER = re.compile(r"[^\W\d_]")
_ELLIPSIS_OPENS = re.compile(r"(?:…|\.{3})[^\W_]")
_FIRST_PERSON = re.compile(r"I\b")
_ACRONYM = re.compile(r"[A-Z][A-Z\d&-]{1,5}s?|(?:[A-Z]\.)+[A-Z]")

OPENING = "“\"‘'’«‹„‚([{¿¡*_"
"""What opens a quotation, a bracket or an emphasis."""

_NUMBER_WORDS = words(
    """
    one two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty ninety few
    several half many per hundred couple
    """
)


class Stop:
    """A full stop (or a run of stops) in a masked block, and what stands around it.

    ``token`` is what stands before it, back to the last blank, without opening
    quotes and brackets; ``core`` the word itself ("kg" of "mg/kg", "U.S" of
    "non-U.S", "C" of "20°C"; empty if there is none) and ``word`` the same in
    lower case.  ``opener`` are the quotes and brackets that open behind it,
    ``following`` is the next word and ``character`` the first one of it.
    """

    __slots__ = (
        "_next_end",
        "after",
        "character",
        "core",
        "end",
        "following",
        "masked",
        "opener",
        "sentence",
        "start",
        "token",
        "word",
    )

    def __init__(self, masked: str, sentence: int, start: int, end: int, after: int) -> None:
        """``masked[start:end]`` is the stop; the sentence begins at ``sentence``, a next at ``after``."""
        self.masked = masked
        self.sentence = sentence
        self.start = start
        self.end = end
        self.after = after
        low = max(sentence, start - _REACH)
        self.token = masked[max(masked.rfind(" ", low, start) + 1, low) : start].lstrip(OPENING)
        if self.token.isalpha():
            self.core = self.token
        else:
            found = _CORE.search(self.token)
            self.core = found.group() if found else ""
        self.word = self.core.lower()
        ahead = _NEXT.match(masked, after, after + _REACH)
        assert ahead is not None  # noqa: S101 - the pattern matches the empty string
        self.opener, self.following = ahead.groups()
        self._next_end = ahead.end()
        self.character = self.following[:1] or masked[self._next_end : self._next_end + 1]

    @property
    def words_before(self) -> list[str]:
        """The words before the token in the same sentence, as far as they are looked at."""
        until = self.start - len(self.token)
        return self.masked[max(self.sentence, until - _REACH) : until].rstrip(OPENING + " ").split(" ")

    @property
    def previous(self) -> str:
        """The word before the token, with its punctuation; empty at the beginning of a sentence."""
        return self.words_before[-1]

    @property
    def second(self) -> str:
        """The word after the next."""
        found = _SECOND.match(self.masked, self._next_end, self._next_end + _REACH)
        return found[1] if found else ""

    @property
    def small(self) -> bool:
        """Whether a small letter follows."""
        return self.character.islower()

    @property
    def digit(self) -> bool:
        """Whether a digit follows, or a sign that stands before a number."""
        return self.character.isdigit() or self.character in _NUMBER_SIGNS

    @property
    def capital(self) -> bool:
        """Whether a capital follows, or a letter of a script that has none."""
        return self.character.isalpha() and not self.character.islower()

    def opens(self, openings: frozenset[str] = openers.OPENERS) -> bool:
        """Whether the next word opens a sentence: it is one of ``openings`` and has a capital."""
        return self.capital and self.following.lower().replace("’", "'").rstrip(".") in openings

    def heads(self, group: str) -> bool:
        """Whether the next word makes one name with the abbreviation ("U.S. Government")."""
        return self.following.lower() in openers.NAME_HEADS[group]

    @property
    def count_follows(self) -> bool:
        """Whether a sentence begins with a number: "12 of 20 patients relapsed.", "40 people came."."""
        return self.digit and _COUNTED.match(self.masked, self.after) is not None

    @property
    def acronym_follows(self) -> bool:
        """Whether an acronym follows and is no subject: "govt. ID card", but not "ECT is …"."""
        return (
            _ACRONYM.fullmatch(self.following) is not None
            and self.second.lower() not in openers.VERBS
            and not self.shouted
        )

    @property
    def sign_follows(self) -> bool:
        """Whether the next word stands for a number: "App. A shows", "Ch. I, p. 3", but not "I think"."""
        if self.masked[self._next_end : self._next_end + 1] in tuple(",.;:)]–"):
            return True
        return self.second.lower() in openers.AFTER_LABELS

    @property
    def number_behind(self) -> bool:
        """Whether a number stands behind the next word: "Suppl. Fig. 1", "Ext. Data"."""
        return _NUMBER_BEHIND.match(self.masked, self._next_end) is not None

    @property
    def abbreviation_follows(self) -> bool:
        """Whether the next word has a full stop of its own right behind it and is no sentence."""
        at = self._next_end
        return self.masked[at : at + 1] == "." and self.masked[at + 1 : at + 2] in (" ", ",", ")")

    @property
    def date_follows(self) -> bool:
        """Whether a month and a day follow: "avail. Aug. 1"."""
        return _DATE.match(self.masked, self.after) is not None

    @property
    def ellipsis_follows(self) -> bool:
        """Whether the next sentence begins with an ellipsis: "…and so it went on."."""
        return self.character in ("…", ".") and _ELLIPSIS_OPENS.match(self.masked, self.after) is not None

    @property
    def last_word_follows(self) -> bool:
        """Whether the next word is the last one before a comma or stop: "the N.Y.C. Marathon."."""
        return self.masked[self._next_end : self._next_end + 1] in tuple(".!?,;:")

    @property
    def well_cased(self) -> bool:
        """Whether the sentence before the stop begins with a capital, as in text that is edited."""
        first = _LETTER.search(self.masked, self.sentence, min(self.start, self.sentence + 2 * _REACH))
        if first is None or first.group().islower():
            return first is None
        return _FIRST_PERSON.match(self.masked, first.start()) is None

    @property
    def shouted(self) -> bool:
        """Whether everything around the stop is in capitals, so that the next one tells nothing."""
        if not (self.following.isupper() or self.digit):
            return False
        around = self.masked[max(self.sentence, self.start - _NEAR) : self._next_end + _NEAR]
        return around.upper() == around and sum(map(str.isalpha, around)) >= _SHOUTED_LETTERS

    @property
    def goes_on_loudly(self) -> bool:
        """Whether the next word, among capitals, is no first one of a sentence: "9 P.M. ON MOST DAYS"."""
        word = self.following.lower()
        if word in openers.CONDITIONS:
            return "," not in self.masked[self._next_end : self._next_end + _REACH].partition(".")[0]
        return word in openers.CONNECTIVES

    @property
    def name_follows(self) -> bool:
        """Whether two capitalised words follow, which looks like a name."""
        return self.capital and self.second[:1].isupper() and not self.opens()

    @property
    def number_before(self) -> bool:
        """Whether a number stands before the word: "5 ft", "35mg", "a few min"."""
        if self.token != self.core and self.token[: -len(self.core)][-1:] in "0123456789°":
            return True
        previous = self.previous.rstrip("-–.")
        return (
            previous[-1:].isdigit()
            or previous.lower() in ("deg", "degs")
            or previous.lower() in _NUMBER_WORDS
        )

    @property
    def is_subject(self) -> bool:
        """Whether nothing but an article or a dash stands before the word: "The U.S. Clinics"."""
        before = self.words_before
        if before[-1] in ("-", "–", "—") or before[-1].endswith(":"):
            return True
        return self.start - self.sentence <= _REACH and " ".join(before).lower() in ("the", "a", "an")

    @property
    def alone(self) -> bool:
        """Whether the sentence holds nothing but this word."""
        return self.start - self.sentence <= 2 * _REACH and (
            self.masked[self.sentence : self.start].strip(OPENING + " ") == self.token
        )
