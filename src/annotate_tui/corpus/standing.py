"""Kinds that a whole page shows, not a line: title and banner, teasers, promotions set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.kinds import (
    BOILERPLATE,
    BYLINE,
    COUNTER,
    HEADING,
    PROMOTION,
    REFERENCE,
    SENTENCE,
    TITLE,
    Page,
    Verdict,
)
from annotate_tui.corpus.phrases import boilerplate, promotion, references, sections
from annotate_tui.corpus.sentences import sentence_starts

_AROUND = (UnitKind.BOILERPLATE, UnitKind.BYLINE, UnitKind.PROMO_BLOCK)
_LONGEST_TEASER = 200
_SHORTEST_TEASER = 5
"""Words; a shorter line that trails off is part of a story."""
_LONGEST_CALL = 500
_LONGEST_BANNER = 100
_LONGEST_BOX = 400
_MOST_SENTENCES = 4
_MOST_IN_A_BOX = 3
_PROSE_BEHIND_THE_END = 2
"""What has more paragraphs of long prose behind it is not the end of an article."""

_OF_THE_PUBLISHER = frozenset(["us", "our", "now", "today", "free", "your", "today!", "now!", "us!"])
_SIGNED = re.compile(
    r"(?:the\s+)?(?:authors?|by|posted|written|published|created|article by|about the author)\b"
    r"|.*\bcreated by\b",
    re.IGNORECASE,
)
"""A byline that closes an article, where one stands behind its text."""

_END_HEADS = (
    sections.REFERENCE_HEAD,
    sections.FORM_HEAD,
    sections.RELATED_HEAD,
    sections.COMMENT_HEAD,
)


def with_standing(page: Page, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, with title, banner, teasers, promotions and odd entries of reference lists marked."""
    found = list(verdicts)
    for index in _odd_entries(page, found):
        found[index] = REFERENCE
    for index in _teasers(page, found):
        found[index] = BOILERPLATE
    for index in list(_promotions(page, found)):
        found[index] = PROMOTION
    title = _title(page, found)
    if title is not None:
        for index in range(title):
            if found[index] is SENTENCE:
                found[index] = COUNTER
        found[title] = TITLE
    return found


def _title(page: Page, verdicts: Sequence[Verdict]) -> int | None:
    """The first heading, where nothing of the article stands before it and no list right behind it.

    Lines without a full stop may stand before it, as the banner of a site does,
    if navigation stands there too or a byline right behind the title.
    """
    banner, furnished = False, False
    for index, verdict in enumerate(verdicts[:-1]):
        if verdict.kind in _AROUND:
            furnished |= verdict.kind is UnitKind.BOILERPLATE
            continue
        if verdict is SENTENCE and _is_banner(page, index):
            banner = True
            continue
        listed = page.is_item(index + 1) and page.paragraphs[index + 1].gap == 0
        titled = verdict is HEADING and not page.is_item(index) and not listed
        if not titled or verdicts[index + 1].kind is UnitKind.REFERENCE:
            return None
        signed = any(after is BYLINE for after in verdicts[index + 1 : index + 3])
        return index if furnished or signed or not banner else None
    return None


def _is_banner(page: Page, index: int) -> bool:
    """A line at the top that is neither a sentence nor an item: "notes on sleep, soup and staying sane"."""
    body = page.bodies[index]
    plain = not page.is_item(index) and not page.is_prose(index) and body[-1] not in ":;,"
    return plain and len(body) <= _LONGEST_BANNER and page.paragraphs[index].lines == 1


def _odd_entries(page: Page, verdicts: Sequence[Verdict]) -> Iterator[int]:
    """Items right behind an entry of a reference list, numbered as it is, that hold an address or a year."""
    for index in range(1, len(verdicts)):
        mark, before = page.paragraphs[index].marker, page.paragraphs[index - 1].marker
        if (
            verdicts[index] is SENTENCE
            and verdicts[index - 1].kind is UnitKind.REFERENCE
            and mark
            and before
            and (mark.style, mark.value) == (before.style, before.value + 1)
            and references.REFERENCE_HINT.search(page.bodies[index])
        ):
            yield index


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


def _promotions(page: Page, verdicts: Sequence[Verdict]) -> Iterator[int]:
    """Promotions that are set apart from the article; a call to act in its text is a sentence of it.

    These are what an "Advertisement" stands over, calls behind the end of the
    article, and boxes: a heading that calls, with nothing but calls under it.
    """
    ended, after_prose = False, False
    index = 0
    while index < len(verdicts):
        verdict = verdicts[index]
        if verdict is PROMOTION and promotion.SLOT.fullmatch(page.bodies[index].strip("*_ ")):
            labelled = _labelled(page, verdicts, index + 1) if after_prose else range(0)
            yield from labelled
            index = max(index, labelled.stop - 1)
        elif after_prose and not ended and _ends_article(page, index, verdict):
            ended = True
        elif _calls(page, verdicts, index):
            box = _box(page, verdicts, index)
            if ended or (verdict is HEADING and box):
                yield from box or (index,)
                index = max(index, box.stop - 1)
        after_prose |= verdict is SENTENCE
        index += 1


def _ends_article(page: Page, index: int, verdict: Verdict) -> bool:
    """Whether the article ends here: with its byline, references, comments, a form or other articles."""
    if page.prose_behind[index] > _PROSE_BEHIND_THE_END:
        return False
    body = page.bodies[index]
    if verdict is BYLINE:
        return _SIGNED.match(body) is not None
    return verdict in (HEADING, COUNTER) and any(head.fullmatch(body) for head in _END_HEADS)


def _labelled(page: Page, verdicts: Sequence[Verdict], start: int) -> range:
    """What stands under the label of an advertisement: calls to act, or a box closed by a blank line."""
    end = start
    while end < len(verdicts) and verdicts[end] in (SENTENCE, HEADING) and page.paragraphs[end].gap == 0:
        end += 1
    boxed = 0 < end - start <= _MOST_IN_A_BOX and (end == len(verdicts) or page.paragraphs[end].gap > 0)
    if boxed and sum(len(page.bodies[index]) for index in range(start, end)) <= _LONGEST_BOX:
        return range(start, end)
    end = start
    while end < len(verdicts) and (
        _calls(page, verdicts, end) or (verdicts[end] is HEADING and _calls(page, verdicts, end + 1))
    ):
        end += 1
    return range(start, end)


def _box(page: Page, verdicts: Sequence[Verdict], start: int) -> range:
    """Calls to act one below the other, if no running text follows them; else an empty range."""
    end = start
    while _calls(page, verdicts, end):
        end += 1
    closed = end == len(verdicts) or (verdicts[end].kind is not UnitKind.SENTENCE and not page.is_item(end))
    return range(start, end) if closed else range(start, start)


def _calls(page: Page, verdicts: Sequence[Verdict], index: int) -> bool:
    """Whether a paragraph or heading is a call to act."""
    if index >= len(verdicts) or verdicts[index] not in (SENTENCE, HEADING) or page.is_item(index):
        return False
    return _is_call_to_act(page.bodies[index], heading=verdicts[index] is HEADING)


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
