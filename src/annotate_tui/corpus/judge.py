"""Whether a stop ends the sentence that it stands in: the order of the questions."""

from __future__ import annotations

import re

from annotate_tui.corpus import openers
from annotate_tui.corpus.abbreviations import ABBREVIATIONS, ALSO_WORDS
from annotate_tui.corpus.guards import Guard
from annotate_tui.corpus.rules import RULES
from annotate_tui.corpus.stop import OPENING, Stop
from annotate_tui.corpus.unlisted import (
    MIXED_CASE,
    STATISTIC,
    after_clipped,
    is_acronym,
    is_clipped,
    is_whole,
)
from annotate_tui.corpus.words import words

_LABEL = re.compile(r"[^\W\d_]\d{0,2}|\d{1,3}|[IVX]{1,5}|[ivx]{1,5}")
_NUMBER_OR_LETTER = re.compile(r"\d{1,3}|[A-Z]|[IVX]{1,5}")
_PLAIN = re.compile(r"[^\W\d_]+")
_BEFORE_NAMES = words("by of")
_NOT_SURNAMES = openers.OPENERS - openers.ALSO_SURNAMES | {"he"}
_COMPASS = words("so no n s e w cent can")
"""What stands before the name of a state or an institution: "So. Calif.", "Can. Med. Assn."."""
_IN_NAMES = words("clock list_end measure degree generation month day")
"""Groups that are the last word of a sentence also before an abbreviated name."""
_NEVER_FIRST = words("of and or than")
"""No sentence begins with these in small letters after one of a single word: "Disc. of 5%"."""
_QUOTE = frozenset("\"'”’»")
_PRONOUN_I = re.compile(r"i(?:['’](?:m|ve|d|ll))?")
_CONTRACTION = re.compile(r"[^\W\d_]{2}['’](?:s|t|re|ve|ll|d|m)$")
_EMPHASIS = "*_"


def ends_sentence(stop: Stop, run: str, close: str, guard: Guard | None, *, spaced: bool) -> bool:
    """Whether the sentence ends at ``stop``.

    Args:
        stop: the stop and what stands around it.
        run: its characters, such as ``.``, ``?!`` or ``. . .``.
        close: the quotes and brackets that close right behind it.
        guard: the bracket or quotation that it stands in, if any.
        spaced: whether white space follows; without it the rule is stricter.
    """
    close = close.strip(_EMPHASIS + " ")
    if guard and guard.start > stop.sentence:
        if stop.end < guard.end:
            return False
        if guard.bracket and not stop.opens():
            return False
    if not spaced:
        return _without_space(stop, run, close)
    if stop.ellipsis_follows:
        return stop.word not in ABBREVIATIONS
    if run == ".":
        return _full_stop(stop, close)
    if set(run) <= {".", "…", " "}:
        return _ellipsis(stop, run)
    return _question_or_exclamation(stop, close)


def _full_stop(stop: Stop, close: str) -> bool:
    if not (stop.capital or stop.small or stop.digit):
        return False
    if close and stop.small:
        return False
    if (stop.alone and _LABEL.fullmatch(stop.token)) or _is_numbered_label(stop):
        return False
    groups = ABBREVIATIONS.get(stop.word, ())
    if groups and is_acronym(stop):
        groups = ()
    elif len(stop.core) == 1 and stop.token[-2:-1] == "/":
        groups = tuple(group for group in groups if group == "measure")
    clipped = not groups and is_clipped(stop.core)
    if (clipped or groups or stop.word in _COMPASS) and _is_chained(stop, groups):
        return False
    if (groups or "." in stop.core) and stop.shouted and stop.goes_on_loudly:
        return False
    for group in groups:
        verdict = RULES[group](stop)
        if verdict is not None:
            return verdict
    if len(stop.token) == 1 and stop.token.islower() and stop.previous.endswith(".") and not stop.opens():
        return False
    if len(stop.core) == 1 and stop.core.isupper() and stop.core == stop.token.rpartition("-")[2]:
        return _initial(stop)
    if "." in stop.core:
        return _unknown_with_stops(stop)
    if clipped:
        verdict = after_clipped(stop)
        if verdict is not None:
            return verdict
    return stop.capital or stop.digit or _small_start(stop)


def _is_chained(stop: Stop, groups: tuple[str, ...]) -> bool:
    """Whether the next word is an abbreviation too, of the same name: "Regl. Med. Ctr.", "Pat. No. 3"."""
    if not stop.core[:1].isupper() or not stop.abbreviation_follows:
        return False
    if stop.opens():
        return "numbered" in groups and stop.following in ("No", "Nos") and stop.number_behind
    following = ABBREVIATIONS.get(stop.following.lower(), ())
    if stop.word in _COMPASS and ("state" in following or "name_part" in following):
        return True
    if "numbered" in groups and ("numbered" in following or "title" in following):
        return True
    ends = _IN_NAMES - ({"measure"} if not stop.number_before else set())
    return ends.isdisjoint(groups) and ("name_part" in following or "firm" in following)


def _is_numbered_label(stop: Stop) -> bool:
    """ "Step 1.", "Fig. 2." at the beginning of a sentence."""
    if not _NUMBER_OR_LETTER.fullmatch(stop.token):
        return False
    words = stop.masked[stop.sentence : stop.start].lstrip(OPENING).split()
    return len(words) == 2 and words[0].rstrip(".").lower() in openers.NUMBERED_LABELS


def _initial(stop: Stop) -> bool:
    """A single capital: "R. S. Duman" goes on, "vitamin B. Doses" and "you and I. Did" end."""
    if not stop.capital:
        return stop.digit and stop.previous.lower() in openers.LABELLED_BY_LETTER
    previous = stop.previous.rstrip(",")
    before = previous.rstrip(".").lower()
    if _is_numbered_abbreviation(previous) or before in openers.LABELLED_BY_LETTER:
        return True
    if stop.core == "I" and before in openers.BEFORE_PRONOUN_I:
        return (before != "and" and before != "or") or stop.opens() or not stop.second[:1].isupper()
    if before in ("a", "an", "the") or (stop.core == "I" and previous[:1].islower()):
        return stop.opens()
    first_name = previous[:1].isupper() and len(previous) > 1 and not previous.endswith(".")
    if first_name and before not in openers.OPENERS:
        return stop.opens(openers.OPENERS - openers.ALSO_SURNAMES | {"he"})
    sure = openers.OPENERS - openers.ALSO_SURNAMES if previous.islower() else openers.PLAIN_OPENERS
    return stop.opens(sure) and previous != ""


def _is_numbered_abbreviation(word: str) -> bool:
    """ "App.", "Fig.", but not "Ed." or "D.", which may be parts of a name too."""
    groups = ABBREVIATIONS.get(word[:-1].lower(), ()) if word.endswith(".") and len(word) > 2 else ()
    return "numbered" in groups and not {"title", "first_name", "nickname"} & set(groups)


def _unknown_with_stops(stop: Stop) -> bool:
    """Initials without spaces ("J.H. Krystal") or an acronym that is not in the lists."""
    parts = stop.core.split(".")
    if max(map(len, parts)) > 2:
        return stop.capital or stop.digit
    if not stop.capital or stop.alone:
        return False
    if stop.previous.lower() in ("the", "a", "an"):
        return stop.opens() or not stop.name_follows
    if stop.previous[:1].islower() and stop.previous not in _BEFORE_NAMES:
        return stop.opens(openers.OPENERS if len(parts) > 2 else _NOT_SURNAMES)
    return stop.opens(openers.PLAIN_OPENERS) or (len(parts) > 2 and stop.opens())


def _small_start(stop: Stop) -> bool:
    """Before a small letter: only after what is certainly a whole word, or before "mTOR" and "p11"."""
    if MIXED_CASE.match(stop.following) or STATISTIC.match(stop.masked, stop.after):
        return True
    if "(" in stop.opener or "[" in stop.opener or not stop.following:
        return False
    if stop.alone and stop.following in _NEVER_FIRST:
        return False
    if _PRONOUN_I.fullmatch(stop.following) or _CONTRACTION.search(stop.token):
        return True
    if stop.token[:1].isdigit() and stop.word in ("st", "nd", "rd", "th", "s"):
        return True
    if _PLAIN.fullmatch(stop.core):
        whole = is_whole(stop)
        if len(stop.core) < 3:
            return stop.word in openers.SHORT_WORDS or (whole and stop.following in openers.OPENERS)
        return whole
    return stop.following in openers.OPENERS


def _ellipsis(stop: Stop, run: str) -> bool:
    """Three dots inside a sentence go on; four end one, as do three before a capital."""
    if not stop.capital:
        return False
    dots = run.count(".") + 3 * run.count("…")
    wide = " " in run or stop.masked[stop.start - 1 : stop.start] == " "
    pronoun = stop.following == "I" or stop.following[:2] in ("I'", "I’")
    return dots > 3 or not (wide and pronoun)


def _question_or_exclamation(stop: Stop, close: str) -> bool:
    quoted = bool(close) and close[-1] in _QUOTE
    if stop.capital:
        if quoted:
            return not _reporting_clause_follows(stop)
        return not _is_brand(stop)
    if stop.digit:
        return True
    if close or not stop.small or stop.following in openers.REPORTING:
        return False
    in_a_name = (
        stop.core[:1].isupper() and not stop.core.isupper() and not (stop.alone and not _is_brand(stop))
    )
    return not in_a_name or MIXED_CASE.match(stop.following) is not None


def _is_brand(stop: Stop) -> bool:
    """A name with "!" or "?": "Yahoo! Health", "on Boom! News", "saw Oh! Calcutta"."""
    if not stop.core[:1].isupper() or stop.opens():
        return False
    if stop.word in openers.BRANDS:
        return True
    if stop.following.lower() in openers.COMPANY_HEADS:
        return True
    if stop.alone or not stop.previous[-1:].isalpha():
        return False
    return stop.word in openers.EXCLAMATIONS or stop.following.lower() in openers.BRAND_HEADS


def _reporting_clause_follows(stop: Stop) -> bool:
    """“Does it hurt?” Maria asked. – one unit with the quotation."""
    words = stop.masked[stop.after : stop.after + 60].split()[:5]
    if not words or (stop.opens() and words[0] != "I"):
        return False
    for count, word in enumerate(words):
        if word.strip(".,;:").lower() in openers.REPORTING:
            return count > 0
        if not word[:1].isupper():
            return False
    return False


def _without_space(stop: Stop, run: str, close: str) -> bool:
    """ "treatment.It works": only where both sides look like words of two sentences."""
    following = stop.following
    if not stop.capital:
        return False
    web = run == "." and following.lower().rstrip(".") in openers.WEB_ENDINGS
    if web and not (stop.core.islower() and stop.opens()):
        return False
    if not (following[1:2].islower() or (len(following) == 1 and following in "IA") or stop.second):
        return False
    if ("." in following.rstrip(".") and not following[:2].isupper() and following[1:2] != ".") or set(
        run
    ) <= {"…"}:
        return False
    if run == "." and not close:
        if "." in stop.core:
            if stop.abbreviation_follows:
                return False
            return stop.word in ABBREVIATIONS and stop.opens(openers.PLAIN_OPENERS)
        if stop.core.isdigit():
            return following[1:2].islower() and not stop.alone
        if stop.core == "":
            return stop.token[-1:] in ')]%”"’'
        whole = ABBREVIATIONS.get(stop.word, ("nickname",)) == ("nickname",)
        whole |= stop.word in ALSO_WORDS and stop.opens()
        return whole and len(stop.core) > 1 and stop.core[1:].islower()
    return not _is_brand(stop)
