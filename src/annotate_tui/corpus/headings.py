"""Whether a paragraph reads as a heading: by its capitals, its length and its end."""

from __future__ import annotations

import re

from annotate_tui.corpus.markers import ROUND_BULLETS
from annotate_tui.corpus.sentences import sentence_starts
from annotate_tui.corpus.words import words

_LONGEST = 140
_MOST_WORDS = 18
_MOST_PLAIN_WORDS = 12

_SENTENCES_IN_A_TITLE = 5
"""A title of fewer words holds no full stop that ends a sentence."""

_NEVER_IN_ONE = re.compile(rf"[\t{ROUND_BULLETS}]")
_SPEAKER = re.compile(r"(?:Q|A|Question|Answer|Interviewer|Host|Dr\.? \w+)\s?\d*\s?[:.]")
_TOKEN = re.compile(r"[^\W_][\w’'.&/-]*")
_SMALL_IN_TITLES = words(
    """
    a an the and or but nor so yet of in on at to for by with from vs vs. v. via as per into than is are
    your it about over without be you can do does through during how after before between
    """
)


def is_title_case(body: str) -> bool:
    """Whether the words that count in a title have capitals, the last one always."""
    tokens: list[str] = _TOKEN.findall(body)
    counted: list[str] = [
        word
        for place, word in enumerate(tokens)
        if word[0].isalpha() and (place in (0, len(tokens) - 1) or word.lower() not in _SMALL_IN_TITLES)
    ]
    if not counted or not counted[-1][0].isupper():
        return False
    capitals = sum(word[0].isupper() or any(letter.isupper() for letter in word) for word in counted)
    return capitals >= 0.8 * len(counted)


def is_title_like(body: str) -> bool:
    """A heading by its looks alone: "Is It Safe? What to Know", "The Benefits of Therapy"."""
    if not _could_be(body) or body[-1] in ".;,…" or len(body.split()) > _MOST_WORDS:
        return False
    if body[-1] in "!\"'”’»)" and len(body.split()) < 3:
        return False
    if not is_title_case(body):
        return False
    short = len(body.split()) < _SENTENCES_IN_A_TITLE or body.isupper()
    return not short or not any(body[at - 2] == "." for at in sentence_starts(body))


def is_plain_heading(body: str) -> bool:
    """A heading if something follows it: "Common side effects", "Can I drink alcohol?"."""
    if not _could_be(body) or body[-1] in ".;,…!:\"'”’»" or len(body.split()) > _MOST_PLAIN_WORDS:
        return False
    if body[0].islower() or not any(letter.isalpha() for letter in body) or _SPEAKER.match(body):
        return False
    return not sentence_starts(body)


def _could_be(body: str) -> bool:
    return len(body) <= _LONGEST and not _NEVER_IN_ONE.search(body)
