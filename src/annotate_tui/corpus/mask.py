"""The same-length mask: what a sentence splitter sees instead of the raw text.

Every change is one character for one character, so a boundary in the mask is
a boundary in the raw text:

- no-break spaces, zero-width characters and line breaks become blanks;
- web addresses, e-mail addresses and file names become letters;
- what hangs on a full stop becomes blanks: footnote marks, citations after the
  stop, emoji.  Units are cut up to the beginning of the next one, so what was
  blanked falls to the sentence before and nothing can get lost.

None of this depends on the language.
"""

from __future__ import annotations

import re

from annotate_tui.corpus.abbreviations import ABBREVIATIONS, ALSO_WORDS
from annotate_tui.corpus.characters import ZERO_WIDTH
from annotate_tui.corpus.words import words

CLOSING = "\"'”’»›)\\]}*_"
"""What closes a quotation, a bracket or an emphasis (for a character class)."""

_ODD_SPACE = re.compile(rf"[^\S ]|[{ZERO_WIDTH}]")

_QUOTED_LINE = re.compile(r"(?<=\n)[ \t]*>(?:[ \t]?>)*(?=\s)")
"""The mark of a quoted line ("> …") in the middle of a wrapped paragraph."""

_DOMAINS = (
    "com|org|net|gov|edu|mil|int|io|co|uk|us|de|fr|es|eu|ca|au|nz|ch|nl|info|biz|health|tv|me|ai|app|"
    "js|py|html?|php|aspx?|pdf|docx?|txt|csv|xlsx?|pptx?|jpe?g|png|gif|mp[34]|zip"
)
_WEB = re.compile(
    rf"""
    (?<!\w)(?:https?://|ftp://|www\.)[^\s<>"“”]+             # https://www.example.org/faq.html?id=3.2
    | (?<!\w)(?:doi:\ ?)?10\.\d{{4,9}}/[^\s<>"“”]+            # doi:10.1000/agp.1994.51
    | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+   # intake.team@example.org
    | (?<![\w.@/-])(?:[\w-]{{1,63}}\.){{1,8}}(?:{_DOMAINS})\b(?!\.\w)(?:[/:?\#][^\s<>"“”]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_WEB = re.compile(r"\w[.@]\w|://")
_GLUED = re.compile(
    r"(?!(?:www|blog|shop|store|health|mail|news|support|docs|app|web|info|online|archive)\.)"
    r"[a-z]{2,}\.(?=[A-Z][a-z]+\.)"
)
"""The end of a sentence with a web address right behind it: "it is legal.Drugs.com has"."""
_WEB_TRAILING = ".,;:!?)]}'’»*_…"

EMOJI = (
    "[\u231a\u231b\u23e9-\u23f3\u2600-\u26ff\u2702-\u2712\u2714-\u2716\u271d-\u2755\u2757-\u2763\u2764"
    "\u2795-\u2797\u27b0\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff\ufe0f\u20e3]"
)
_HANGS = re.compile(rf"[.!?…][{CLOSING}]*+(?=\s*+[\[(*†‡§¶¹²³⁰-⁹\d:;=<xX^]|\s*+{EMOJI})")
"""A full stop with something behind it that may belong to it."""

_MARK = re.compile(
    rf"""
    (?P<bracket>\ ?\[(?:\^?[a-z\d]{{1,3}}(?:\s?[,;–—-]\s?\d{{1,3}})*|\^[\w-]{{1,30}}
        |(?:note|ref|nb|fn)\.?\s?\d{{1,3}}|citation\ needed|clarification\ needed|sic|who\?|when\?)\])
    | (?P<round>\(\d{{1,3}}(?:\s?[,;–—-]\s?\d{{1,3}})*\)(?=\s|$))
    | (?P<raised>[¹²³⁰-⁹]+(?:\s?[,;–⁻-][¹²³⁰-⁹]+)*)
    | (?P<number>\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})*(?=\s+[“"‘(\[]?[^\W\d_a-z]|\s*$))
    | (?P<star>\ ?[*†‡§¶]+(?=\s|$))
    | (?P<emoji>(?:\s*{EMOJI})+)
    | (?P<smiley>\s?(?:[:;=]['’]?-?[()DPpOo3*/|]+|<3+|\^_?\^|x[oO]xo*|XOXO)(?=\s|$))
    | (?P<citation>\s+[(\[](?P<cited>[^()\[\]]{{4,300}})[)\]]\.?(?=\s|$))
    """,
    re.VERBOSE,
)
_BEFORE_NUMBER = re.compile(r"(?:([^\W\d_]{2,})|[)\]%”’\"])[.!?…]+[\"”’)\]]*$")

_BOTH = ALSO_WORDS - words("no art fig app ex sec par lot op ill cap tab")
"""Words that end a sentence before a footnote mark ("the cat.12 The effect") as others do."""

_OF_ITS_OWN = re.compile(r"See\b.*\.", re.DOTALL)
"""A sentence in brackets: "(See Fig. 3.)"."""

_YEAR = r"(?:(?:1[789]|20)\d\d[a-z]?|n\.d\.|in press|forthcoming)"
_YEARS = rf"{_YEAR}(?:\s?[,–-]\s?(?:{_YEAR}|[a-z]\b))*"
_CITED_WORK = re.compile(
    rf"""
    \s*(?:see\ also|see|cf\.|e\.g\.,?|reviewed\ in|adapted\ from|from|but\ see|source:|for\ a\ review,?\ see)?
    \s*
    (?:(?-i:[^\W\d_a-z])[^;]{{0,200}}?(?:,|\bal\.|\bal|(?:&|\band)\s+[\w’'-]+|^\s*[\w’'-]+))\s*{_YEARS}
    (?:\s?[,:]\s?(?:pp?\.|para\.|ch\.|chap\.|fig\.|table)?\s?\d+(?:\s?[–-]\s?\d+)?)*\s*
    | \s*(?:see\ )?(?:fig(?:ure|s|\.)?|table|box|appendix|section|chapter|pp?\.)\.?\s?[\dA-Z][\w.–-]*\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def mask(text: str) -> str:
    """The mask of a block of text; ``len(mask(text)) == len(text)``."""
    masked = _QUOTED_LINE.sub(_as_blanks, text) if "\n" in text else text
    masked = _ODD_SPACE.sub(" ", masked)
    if _MAY_BE_WEB.search(masked):
        masked = _WEB.sub(_as_letters, masked)
    if _HANGS.search(masked):
        masked = _without_hanging(masked)
    return masked


def _as_blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _as_letters(match: re.Match[str]) -> str:
    """A web address as one made-up word that keeps its first character and its length."""
    address = match.group()
    glued = _GLUED.match(address)
    before, address = (glued.group(), address[glued.end() :]) if glued else ("", address)
    body = address.rstrip(_WEB_TRAILING)
    if "(" in body and address[len(body) : len(body) + 1] == ")":
        body += ")"
    return before + body[:1] + "e" * (len(body) - 1) + address[len(body) :]


def _without_hanging(masked: str) -> str:
    """The mask with blanks for everything that hangs on a full stop."""
    pieces: list[str] = []
    done = 0
    for stop in _HANGS.finditer(masked):
        if stop.end() < done:
            continue
        end = stop.end()
        while (mark := _MARK.match(masked, end)) and _hangs(masked, stop, mark):
            end = mark.end()
        if end > stop.end():
            pieces += masked[done : stop.end()], " " * (end - stop.end())
            done = end
    return "".join((*pieces, masked[done:]))


def _hangs(masked: str, stop: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether what looks like a mark is one, and not the beginning of the next sentence."""
    if mark.lastgroup == "number":
        before = _BEFORE_NUMBER.search(masked, max(0, stop.start() - 30), stop.end())
        if before is None or mark.start() > stop.end():
            return before is not None
        word = (before[1] or "").lower()
        return word in _BOTH or "numbered" not in ABBREVIATIONS.get(word, ())
    if mark.lastgroup in ("citation", "cited"):
        if _OF_ITS_OWN.fullmatch(mark["cited"]):
            return False
        return all(_CITED_WORK.fullmatch(work) for work in mark["cited"].split(";"))
    return True
