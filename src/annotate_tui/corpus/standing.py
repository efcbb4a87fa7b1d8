"""Kinds that a whole page shows, not a line: its title, teasers at its end, calls to act."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.kinds import BOILERPLATE, HEADING, PROMOTION, SENTENCE, TITLE, Page, Verdict
from annotate_tui.corpus.phrases import boilerplate, promotion
from annotate_tui.corpus.sentences import sentence_starts

_AROUND = (UnitKind.BOILERPLATE, UnitKind.BYLINE, UnitKind.PROMO_BLOCK)
_LONGEST_TEASER = 200
_SHORTEST_TEASER = 5
"""Words; a shorter line that trails off is part of a story."""
_LONGEST_CALL = 500
_MOST_SENTENCES = 4
_OF_THE_PUBLISHER = frozenset(["us", "our", "now", "today", "free", "your", "today!", "now!", "us!"])


def with_standing(page: Page, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, with title, teasers and calls to act marked."""
    found = list(verdicts)
    for index in _teasers(page, found):
        found[index] = BOILERPLATE
    for index, verdict in enumerate(found):
        if page.is_item(index) or verdict not in (SENTENCE, HEADING):
            continue
        if _is_call_to_act(page.bodies[index], heading=verdict is HEADING):
            found[index] = PROMOTION
    title = _title(page, found)
    if title is not None:
        found[title] = TITLE
    return found


def _title(page: Page, verdicts: Sequence[Verdict]) -> int | None:
    """The first heading, where nothing of the article stands before it and no list right behind it."""
    for index, verdict in enumerate(verdicts[:-1]):
        if verdict.kind in _AROUND:
            continue
        listed = page.is_item(index + 1) and page.paragraphs[index + 1].gap == 0
        titled = verdict is HEADING and not page.is_item(index) and not listed
        return index if titled and verdicts[index + 1].kind is not UnitKind.REFERENCE else None
    return None


def _teasers(page: Page, verdicts: Sequence[Verdict]) -> range:
    """The short paragraphs at the end of a page, if at least half of them break off with "…"."""
    last = len(verdicts)
    while last and verdicts[last - 1].kind in _AROUND:
        last -= 1
    first = last
    while (
        first
        and verdicts[first - 1] is SENTENCE
        and len(page.bodies[first - 1]) <= _LONGEST_TEASER
        and not page.is_item(first - 1)
    ):
        first -= 1
    cut_off = [
        index
        for index in range(max(1, first), last)
        if boilerplate.TEASER_END.search(page.bodies[index])
        and len(page.bodies[index].split()) >= _SHORTEST_TEASER
    ]
    if len(cut_off) < 2 or 2 * len(cut_off) < last - cut_off[0]:
        return range(0)
    return range(cut_off[0], last)


def _is_call_to_act(body: str, *, heading: bool) -> bool:
    """Whether every sentence asks the reader to deal with the publisher, or leads up to that."""
    if len(body) > _LONGEST_CALL or not (promotion.ADDRESSED.match(body) or "?" in body or "!" in body):
        return False
    if not promotion.CALL_TO_ACT.search(body):
        return False
    if heading:
        return any(word in _OF_THE_PUBLISHER for word in body.lower().split())
    cuts = [0, *sentence_starts(body), len(body)]
    if len(cuts) > _MOST_SENTENCES + 1:
        return False
    sentences = [body[start:end].strip() for start, end in pairwise(cuts)]
    return all(
        promotion.CALL_TO_ACT.search(sentence)
        or promotion.ADDRESSED.match(sentence)
        or sentence.endswith(("?", "!"))
        for sentence in sentences
    )
