"""Whether a full stop after an abbreviation ends the sentence: one rule for each group of the word lists.

A rule says yes, no, or that it does not apply here ("in." without a number
before it is no inch); then the next group of the word is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotate_tui.corpus import openers
from annotate_tui.corpus.abbreviations import NUMBERED_ONLY, WORDS_OF_THEIR_OWN
from annotate_tui.corpus.stop import OPENING, Stop
from annotate_tui.corpus.words import words

_ROMAN = re.compile(r"[IVXLC]+")
_DETERMINERS = words("my the a your our his her their this that another any every no which each")
_LONGEST_TIME = 80
"""A phrase that only says when is no longer than this."""
_TITLES_AND_WORDS = words("rep fr col gen del sir sec dep rt ens dir det sr br")
"""Titles that in small letters are other words."""

Rule = Callable[[Stop], bool | None]
"""True: the sentence ends; False: it goes on; None: this rule has nothing to say here."""


def _never(_: Stop) -> bool | None:
    return False


def _street(stop: Stop) -> bool | None:
    before = stop.previous.rstrip(",")
    named = before[:1].isupper() or before[:1].isdigit()
    numbered = any(word[:1].isdigit() for word in stop.words_before[-3:])
    if not named or before != stop.previous or (stop.word in ("st", "dr", "pt", "ct") and not numbered):
        return None
    return stop.capital and not stop.heads("street")


def _place(stop: Stop) -> bool | None:
    if stop.number_before or not stop.core[:1].isupper():
        return None
    return stop.opens() and stop.previous[:1].isupper()


def _measure(stop: Stop) -> bool | None:
    if not stop.number_before:
        return None
    if stop.capital:
        return not (stop.heads("measure") and stop.following not in ("Po", "Im", "Sc"))
    if stop.digit:
        return stop.word in ("mg", "mcg", "kg", "ml", "km", "cm", "mm", "g") and stop.second not in (
            "times",
            "x",
        )
    return False


def _title(stop: Stop) -> bool | None:
    if stop.word in _TITLES_AND_WORDS and not stop.core[:1].isupper() and not stop.small:
        return None
    noun = stop.previous.lower() in _DETERMINERS
    return stop.opens(openers.PLAIN_OPENERS) or (noun and stop.opens())


def _numbered(stop: Stop) -> bool | None:
    following = stop.following
    if stop.word == "no" and stop.alone and stop.masked[: stop.sentence].rstrip().endswith("?"):
        return True
    if stop.word in ("n", "c", "d", "b", "q", "l", "op", "obs") and not stop.character.isdigit():
        return None
    if (
        stop.digit
        or (_ROMAN.fullmatch(following) and following != "I")
        or (len(following) == 1 and stop.capital and following not in "IA")
    ):
        return False
    if stop.word in NUMBERED_ONLY:
        return stop.capital and stop.opens()
    return None


def _month(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper():
        return None
    return stop.capital and not stop.heads("month")


def _day(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper():
        return None
    return stop.capital and not stop.heads("day")


def _clock(stop: Stop) -> bool | None:
    if not stop.capital or stop.heads("clock") or "(" in stop.opener:
        return False
    if stop.start - stop.sentence > _LONGEST_TIME:
        return True
    before = stop.masked[stop.sentence : stop.start - len(stop.token)].lower().split()
    only_when = all(word.strip(OPENING + ",") in openers.WHEN_WORDS or word[0].isdigit() for word in before)
    return not only_when


def _firm(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper():
        return stop.capital and stop.opens()
    if not stop.capital or "(" in stop.opener or stop.heads("firm"):
        return False
    if stop.opens():
        return True
    return stop.word != "bros" and not stop.name_follows


def _generation(stop: Stop) -> bool | None:
    if not stop.capital or "(" in stop.opener or stop.heads("generation"):
        return False
    return stop.opens() or not stop.name_follows


def _degree(stop: Stop) -> bool | None:
    if not stop.capital or "(" in stop.opener or stop.heads("degree"):
        return False
    if "." in stop.following or (stop.following.isupper() and 2 <= len(stop.following) <= 4):
        return False
    return stop.opens() or not stop.name_follows


def _dotted_name(stop: Stop) -> bool | None:
    if not stop.capital or stop.alone or "(" in stop.opener or stop.heads("dotted_name"):
        return False
    if stop.is_subject:
        return False
    return stop.opens() or not (stop.name_follows or stop.second in ("and", "&"))


def _state(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper():
        return None
    placed = stop.previous.endswith(",") or stop.previous.lower() in (
        "in",
        "to",
        "from",
        "near",
        "across",
        "of",
        "and",
    )
    if not placed and stop.capital:
        return None if not stop.previous[:1].isupper() else stop.opens()
    return stop.capital and (stop.opens() or not stop.name_follows)


def _dosing(stop: Stop) -> bool | None:
    return stop.capital and "(" not in stop.opener and not stop.heads("dosing")


def _list_end(stop: Stop) -> bool | None:
    if stop.word == "cit":
        return False
    if stop.word == "id" and not stop.core[:1].isupper():
        return None
    if "(" in stop.opener or "[" in stop.opener:
        return False
    if stop.digit:
        return stop.word == "etc" and stop.second.lower() in ("of", "patients", "people", "percent")
    return stop.capital


def _name_part(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper() or stop.previous == "":
        return None
    if (
        stop.word == "am"
        and stop.previous[:1].islower()
        and stop.previous.lower() not in ("in", "the", "of", "see")
    ):
        return None
    return stop.opens(openers.PLAIN_OPENERS) or (stop.opens() and not stop.name_follows)


def _clipped(stop: Stop) -> bool | None:
    if stop.small:
        return False if stop.word not in WORDS_OF_THEIR_OWN else None
    if stop.digit and stop.word not in WORDS_OF_THEIR_OWN:
        return False
    return None


RULES: dict[str, Rule] = {
    "never": _never,
    "street": _street,
    "place": _place,
    "measure": _measure,
    "title": _title,
    "numbered": _numbered,
    "month": _month,
    "day": _day,
    "clock": _clock,
    "firm": _firm,
    "generation": _generation,
    "degree": _degree,
    "dotted_name": _dotted_name,
    "state": _state,
    "dosing": _dosing,
    "list_end": _list_end,
    "name_part": _name_part,
    "clipped": _clipped,
}
