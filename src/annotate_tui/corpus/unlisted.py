"""Words before a full stop that stand in no list, and those that stand in one but are whole all the same."""

from __future__ import annotations

import re

from annotate_tui.corpus.abbreviations import ABBREVIATIONS, ALSO_WORDS, ENDS_ANYWAY, LOUD
from annotate_tui.corpus.stop import Stop
from annotate_tui.corpus.whole_words import ENDINGS, WHOLE_WORDS

_PLAIN = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouyàáâäåæèéêëìíîïòóôöøùúûüœ]", re.IGNORECASE)
_SHORT = 4
"""Words of up to this many letters are whole only if they stand in the list of short words."""

MIXED_CASE = re.compile(r"[a-z]{1,3}[A-Z]|[a-z]{1,4}\d|[a-z]{1,2}-[A-Z]|[α-ω]")
"""Small letters that begin a sentence of edited text: "mTOR", "p53"."""
STATISTIC = re.compile(r"[a-z] ?[=<>≤≥]")


def is_acronym(stop: Stop) -> bool:
    """Whether capitals make a word another one than in small letters: "a cure for HD. Testing"."""
    loud = stop.core.removesuffix("s")
    return len(loud) > 1 and loud.isalpha() and loud.isupper() and stop.word not in LOUD and not stop.shouted


def is_clipped(word: str) -> bool:
    """Whether a word that stands in no list looks cut short: "Lvl", "recomm", "ses"."""
    if not _PLAIN.fullmatch(word) or len(word) < 2 or not word[1:].islower():
        return False
    if len(word) <= _SHORT or _VOWEL.search(word) is None:
        return word.lower() not in WHOLE_WORDS
    return word[-1] not in "aeioys" and word[-3:] not in ENDINGS


def after_clipped(stop: Stop) -> bool | None:
    """After a word that looks cut short and that nobody listed."""
    if stop.small:
        edited = stop.well_cased and not MIXED_CASE.match(stop.following)
        return False if edited and not STATISTIC.match(stop.masked, stop.after) else None
    capital, short = stop.core[:1].isupper(), len(stop.core) < _SHORT
    if stop.digit and (stop.alone or not capital or not _VOWEL.search(stop.core)):
        return stop.count_follows
    if capital and _VOWEL.search(stop.core) and not (stop.alone and short):
        return None
    if (stop.acronym_follows and len(stop.core) <= _SHORT) or stop.date_follows:
        return False
    return False if capital and (stop.alone or not short) and not stop.opens() else None


def is_whole(stop: Stop) -> bool:
    """Whether a word that stands in the lists is taken for one of its own all the same."""
    if ABBREVIATIONS.get(stop.word, ("nickname",)) == ("nickname",) or stop.word in ENDS_ANYWAY:
        return True
    return stop.word in ALSO_WORDS and (len(stop.word) > _SHORT or not stop.well_cased)
