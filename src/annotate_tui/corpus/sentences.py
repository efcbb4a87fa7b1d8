"""Where sentences begin in a block of text: the built-in splitter, on the mask."""

from __future__ import annotations

import re

from annotate_tui.corpus.guards import guard_around, guards_of
from annotate_tui.corpus.judge import ends_sentence
from annotate_tui.corpus.mask import CLOSING, mask
from annotate_tui.corpus.stop import Stop

_CANDIDATE = re.compile(
    rf"""
    (?<![.!?…‽])
    (?P<run>(?<!\.\ )\.(?:\ \.){{2,}}+|[.!?…‽؟۔।॥]++)
    (?P<close>[{CLOSING}]*+(?:[“„](?=\ ))?+(?:\ [”»)\]"'’](?=\ |$))?+)
    (?:(?P<space>\ ++)(?=\S)|(?=["“‘«(\[]?[^\W\d_a-z]))
    | (?P<wide>[。！？｡]++[」』”’）)\]]*+)\ *+(?=\S)      # scripts that put no space between sentences
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w")


def sentence_starts(block: str) -> list[int]:
    """The offsets in ``block`` at which its second and further sentences begin, in order.

    A sentence reaches up to the beginning of the next one; the white space
    between them is for the caller to trim.
    """
    masked = mask(block)
    body = len(masked.rstrip(" "))
    begin = body - len(masked[:body].lstrip(" "))
    starts: list[int] = []
    guards = None
    worded, seen = False, begin
    for candidate in _CANDIDATE.finditer(masked, begin, body):
        after = candidate.end()
        worded = worded or _WORD.search(masked, seen, candidate.start()) is not None
        seen = after
        if not worded:
            continue
        if not candidate["wide"]:
            if guards is None:
                guards = guards_of(masked)
            close = candidate["close"]
            spaced = candidate["space"] is not None
            if close[-1:] == '"' and not (spaced and close == '"') and not _is_open(masked, begin, candidate):
                close = close[:-1].rstrip()
                after = candidate.end("close") - 1
            stop = Stop(masked, begin, candidate.start(), candidate.start("close") + len(close), after)
            if not ends_sentence(
                stop, candidate["run"], close, guard_around(guards, candidate.start()), spaced=spaced
            ):
                continue
        starts.append(after)
        begin, worded = after, False
    return starts


def _is_open(masked: str, begin: int, candidate: re.Match[str]) -> bool:
    """Whether a quotation that began in this sentence is still open at a stop."""
    end = candidate.start()
    straight = masked.count('"', begin, end) % 2 == 1
    return straight or masked.count("“", begin, end) > masked.count("”", begin, end)
