"""Whether a full stop after an abbreviation ends the sentence: one rule for each group of the word lists.

A rule says yes, no, or that it does not apply here ("in." without a number
before it is no inch); then the next group of the word is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotate_tui.corpus import openers
from annotate_tui.corpus.abbreviations import (
    ABBREVIATIONS,
    ALSO_WORDS,
    ENDS_ANYWAY,
    NUMBERED_NOUNS,
    NUMBERED_ONLY,
    TITLES_AND_WORDS,
)
from annotate_tui.corpus.stop import OPENING, Stop
from annotate_tui.corpus.words import words

_ROMAN = re.compile(r"[IVXLC]+")
_DETERMINERS = words("my the a your our his her their this that another any every no which each")
_LONGEST_TIME = 80
"""A phrase that only says when is no longer than this."""

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_VERSE = re.compile(r"\d{1,3}:\d")
_WITH_NUMBERS = words(
    """
    serial phone telephone fax id policy case order account member card batch lot flight reference invoice tax
    file part item model room house licence license plate registration passport trial registry permit section
    """
)
"""What has a number of its own: "her policy no. is"."""
_IN_PLACES = words("in to from near across of and")
_METRIC = words("mg mcg kg ml km cm mm g")
_NUMBERED_LETTERS = words("n c d b q l t u v op obs")
_NOT_SURNAMES = openers.OPENERS - openers.ALSO_SURNAMES | {"he"}

Rule = Callable[[Stop], bool | None]
"""True: the sentence ends; False: it goes on; None: this rule has nothing to say here."""


def _never(stop: Stop) -> bool | None:
    return None if stop.word == "ca" and stop.core[:1].isupper() else False


def _label(stop: Stop) -> bool | None:
    return False if stop.alone else None


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
    if stop.word in ("deg", "degs") and stop.following in ("C", "F", "K"):
        return False
    if stop.capital:
        return not (stop.heads("measure") and stop.following not in ("Po", "Im", "Sc"))
    if stop.digit:
        return stop.count_follows or (
            stop.word in ("mg", "mcg", "kg", "ml", "km", "cm", "mm", "g")
            and stop.second not in ("times", "x")
        )
    return False


def _title(stop: Stop) -> bool | None:
    if stop.word in TITLES_AND_WORDS and not stop.core[:1].isupper() and not stop.small:
        return None
    if stop.word in ("sr", "snr") and stop.previous[:1].isupper() and stop.previous not in ("El", "The"):
        return None
    if stop.digit:
        return False if _ORDINAL.match(stop.following) else None
    noun = stop.previous.lower() in _DETERMINERS
    return stop.opens(openers.PLAIN_OPENERS) or (noun and stop.opens())


def _first_name(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper() or stop.digit:
        return None
    return stop.opens(_NOT_SURNAMES)


def _nickname(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper() or not stop.capital:
        return None
    titled = stop.previous.endswith(".") and "title" in ABBREVIATIONS.get(stop.previous[:-1].lower(), ())
    if len(stop.following) == 1 and stop.abbreviation_follows:
        return False
    if (titled or stop.alone or stop.previous == "by") and not stop.opens():
        return False
    return None


def _numbered(stop: Stop) -> bool | None:
    following = stop.following
    if stop.word == "no" and stop.alone and stop.masked[: stop.sentence].rstrip().endswith("?"):
        return True
    if stop.word in _NUMBERED_LETTERS and not stop.character.isdigit():
        return None
    also = stop.word in ALSO_WORDS
    if stop.digit:
        return also and stop.word != "no" and stop.count_follows
    if stop.small:
        goes_on = following == "of" or stop.previous.endswith(".") or stop.previous.lower() in _WITH_NUMBERS
        return False if stop.word == "no" and goes_on else None
    if _ROMAN.fullmatch(following) and (stop.sign_follows or (not also and (following != "I" or stop.alone))):
        return False
    if len(following) == 1 and stop.capital and (following not in "IA" or stop.sign_follows):
        return False
    if following.lower() in NUMBERED_NOUNS and not also and stop.number_behind:
        return False
    if stop.word in NUMBERED_ONLY:
        return stop.capital and stop.opens()
    return None


def _scripture(stop: Stop) -> bool | None:
    chapter_and_verse = stop.core[:1].isupper() and _VERSE.match(stop.masked, stop.after)
    return False if chapter_and_verse else None


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
    if stop.word == "co" and stop.previous.lower() in _IN_PLACES:
        return stop.opens()
    if not stop.capital or "(" in stop.opener or stop.heads("firm"):
        return False
    if stop.opens(openers.PLAIN_OPENERS) or (stop.opens() and not stop.second[:1].isupper()):
        return True
    return stop.word != "bros" and not stop.second[:1].isupper()


def _generation(stop: Stop) -> bool | None:
    firm = "firm" in ABBREVIATIONS.get(stop.following.lower(), ()) and stop.abbreviation_follows
    if not stop.capital or "(" in stop.opener or stop.heads("generation") or firm:
        return False
    return stop.opens() or not stop.name_follows


def _degree(stop: Stop) -> bool | None:
    if stop.word in ("a.m", "m.s", "d.c", "p.a") and stop.previous.lower() in _DETERMINERS:
        return None
    if not stop.capital or "(" in stop.opener or stop.heads("degree"):
        return stop.count_follows
    if "." in stop.following or (stop.following.isupper() and 2 <= len(stop.following) <= 4):
        return False
    return stop.opens() or not stop.name_follows


def _dotted_name(stop: Stop) -> bool | None:
    if not stop.capital or stop.alone or "(" in stop.opener or stop.heads("dotted_name"):
        return stop.count_follows
    if stop.is_subject or (stop.previous.lower() in ("the", "a") and stop.last_word_follows):
        return False
    return stop.opens() or not (stop.name_follows or stop.second in ("and", "&"))


def _state(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper():
        return None
    if stop.heads("state") or any(map(str.isdigit, stop.following)):
        return False
    if stop.previous.lower() == "the" and stop.capital:
        return stop.opens(openers.PLAIN_OPENERS)
    placed = stop.previous.endswith(",") or stop.previous.lower() in _IN_PLACES
    if not placed and stop.capital:
        return None if not stop.previous[:1].isupper() else stop.opens()
    return stop.capital and (stop.opens() or not stop.name_follows)


def _dosing(stop: Stop) -> bool | None:
    return stop.capital and "(" not in stop.opener and not stop.heads("dosing")


def _list_end(stop: Stop) -> bool | None:
    if stop.word == "cit":
        return False
    if stop.word == "id" and not stop.core[:1].isupper():
        return False if stop.following == "at" and stop.second[:1].isdigit() else None
    if "(" in stop.opener or "[" in stop.opener:
        return False
    if stop.digit:
        return stop.word == "etc" and stop.second.lower() in ("of", "patients", "people", "percent")
    return stop.capital


def _name_part(stop: Stop) -> bool | None:
    if not stop.core[:1].isupper() or (stop.previous == "" and not stop.capital):
        return None
    if (
        stop.word == "am"
        and stop.previous[:1].islower()
        and stop.previous.lower() not in ("in", "the", "of", "see")
    ):
        return None
    if stop.acronym_follows or (stop.alone and not stop.opens()):
        return False
    if stop.second.lower() in openers.VERBS and not stop.heads("name_part"):
        return True
    return stop.opens(openers.PLAIN_OPENERS) or (stop.opens() and not stop.name_follows)


def _modifier(stop: Stop) -> bool | None:
    if stop.small or stop.digit:
        return _clipped(stop)
    if stop.date_follows:
        return False
    return stop.opens(openers.OPENERS if stop.word in ALSO_WORDS else openers.PLAIN_OPENERS)


def _clipped(stop: Stop) -> bool | None:
    also = stop.word in ALSO_WORDS
    if stop.small:
        goes_on = not also or (stop.well_cased and stop.word not in ENDS_ANYWAY)
        return False if goes_on else None
    if stop.digit:
        return stop.count_follows if also else False
    if (stop.acronym_follows and (not also or stop.core[:1].isupper())) or stop.date_follows:
        return False
    return False if stop.alone and not also and not stop.opens() else None


RULES: dict[str, Rule] = {
    "never": _never,
    "scripture": _scripture,
    "label": _label,
    "street": _street,
    "place": _place,
    "measure": _measure,
    "title": _title,
    "first_name": _first_name,
    "nickname": _nickname,
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
    "modifier": _modifier,
    "clipped": _clipped,
}
