"""What kind a paragraph is, from what it says, how it looks and where it stands.

A kind is claimed only where the text shows it; everything else is a sentence.
The paragraphs are gone through once, in order, with the part of the page in
mind: the article, the readers' comments, a form, other articles, references.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from annotate_tui.corpus import headings, markdown
from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.paragraphs import Paragraph
from annotate_tui.corpus.phrases import boilerplate, bylines, promotion, references, sections
from annotate_tui.corpus.sentences import sentence_starts

_LONGEST_LABEL = 220
"""Bylines, navigation and the like are no longer than this."""
_LONGEST_AUTHOR = 60
_LONG_PROSE = 160
"""Prose of this length is no teaser and no label of a form."""

_LONGEST_BEFORE_TEXT = 45
"""A heading without capitals that has text right below it, with no blank line, is no longer than this."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_QUOTED = re.compile(
    r"[“\"«„](?P<inner>[^“”\"«»„]+)[”\"»](?:\s*[“\"«„][^“”\"«»„]+[”\"»])*\s*(?:[—–-]{1,2}\s*[^.!?]{2,60})?"
)
_AUTHOR_IS = re.compile(r"(?:the\s+)?(?:author|written by|posted by|by|writer)\s*:?\s+(.+)", re.IGNORECASE)
_SOURCE_IS = re.compile(r"(?:sources?|references?|citations?)\s*:\s*\S", re.IGNORECASE)
_ENDS_LIKE_PROSE = re.compile(r"[.!?…][\"'”’»)\]*\d¹²³]*$")


class Part(Enum):
    """A part of a page."""

    ARTICLE = auto()
    COMMENTS = auto()
    FORM = auto()
    RELATED = auto()
    REFERENCES = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a paragraph, whether it is kept whole, and whether its marker belongs to it after all."""

    kind: UnitKind
    whole: bool = False
    with_marker: bool = False


SENTENCE = Verdict(UnitKind.SENTENCE)
BYLINE = Verdict(UnitKind.BYLINE, whole=True)
TITLE = Verdict(UnitKind.TITLE, whole=True)
HEADING = Verdict(UnitKind.HEADING, whole=True)
BOILERPLATE = Verdict(UnitKind.BOILERPLATE)
COUNTER = Verdict(UnitKind.BOILERPLATE, whole=True)
PROMOTION = Verdict(UnitKind.PROMO_BLOCK)
COMMENT = Verdict(UnitKind.COMMENT)
REFERENCE = Verdict(UnitKind.REFERENCE, whole=True)
QUOTE = Verdict(UnitKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a text with what stands in them."""

    paragraphs: Sequence[Paragraph]
    bodies: Sequence[str]
    prose_behind: Sequence[int]
    """How many paragraphs of long prose there are from each one to the end."""
    is_markdown: bool = False

    def body(self, index: int) -> str:
        """What stands in a paragraph; empty beyond the last."""
        return self.bodies[index] if 0 <= index < len(self.bodies) else ""

    def is_prose(self, index: int) -> bool:
        """Whether a paragraph ends as a sentence does."""
        return _ENDS_LIKE_PROSE.search(self.body(index)[-12:]) is not None

    def leads_in(self, index: int) -> bool:
        """Whether a paragraph of several sentences ends with a colon."""
        body = self.body(index)
        return body.endswith(":") and any(sign in body for sign in (". ", "! ", "? "))

    def is_item(self, index: int) -> bool:
        """Whether a paragraph is a list item."""
        marker = self.paragraphs[index].marker if 0 <= index < len(self.paragraphs) else None
        return marker is not None and marker.style != "head"

    def is_numbered(self, index: int) -> bool:
        """Whether a paragraph is an item with a number or letter."""
        marker = self.paragraphs[index].marker
        return self.is_item(index) and marker is not None and marker.value > 0


def page_of(text: str, paragraphs: Sequence[Paragraph], *, is_markdown: bool = False) -> Page:
    """A page of paragraphs."""
    bodies = [text[paragraph.start : paragraph.end] for paragraph in paragraphs]
    behind = [0] * (len(bodies) + 1)
    for index in range(len(bodies) - 1, -1, -1):
        finished = not boilerplate.TEASER_END.search(bodies[index][-20:])
        behind[index] = behind[index + 1] + (finished and len(bodies[index]) > _LONG_PROSE)
    return Page(paragraphs, bodies, behind, is_markdown)


def kinds_of(page: Page) -> list[Verdict]:
    """One verdict for each paragraph of a page, in order."""
    verdicts: list[Verdict] = []
    part, after_prose = Part.ARTICLE, False
    for index in range(len(page.bodies)):
        verdict, part = _kind(page, index, part, after_prose=after_prose)
        after_prose |= verdict in (SENTENCE, QUOTE)
        verdicts.append(verdict)
    return verdicts


def _kind(page: Page, index: int, part: Part, *, after_prose: bool) -> tuple[Verdict, Part]:
    """The kind of one paragraph, and the part of the page that goes on behind it."""
    body, paragraph = page.bodies[index], page.paragraphs[index]
    style = paragraph.marker.style if paragraph.marker else ""
    if paragraph.apart or not _LETTER_OR_DIGIT.search(body):
        return (COMMENT if part is Part.COMMENTS else COUNTER), part
    if style == "note":
        return REFERENCE, part
    if len(body) <= _LONGEST_LABEL and style in ("", "head"):
        if opened := _section(body, part, after_prose=after_prose):
            return opened
        if style == "head":
            return HEADING, Part.ARTICLE
        label = _label(page, index)
        if label:
            back = label is BYLINE and part is Part.FORM and bylines.COMMENT_AUTHOR.fullmatch(body)
            return label, Part.COMMENTS if back else part
    if part is not Part.ARTICLE:
        inside = _IN_PART[part](page, index)
        if inside:
            return inside, part
    if style == "quote":
        return QUOTE, Part.ARTICLE
    return _in_article(page, index), Part.ARTICLE


def _section(body: str, part: Part, *, after_prose: bool) -> tuple[Verdict, Part] | None:
    """A line that opens another part of the page."""
    if body[-1] == "." and not body.endswith(".."):
        return None
    if sections.REFERENCE_HEAD.fullmatch(body):
        return HEADING, Part.REFERENCES
    if sections.FORM_HEAD.fullmatch(body):
        return COUNTER, Part.FORM
    if sections.RELATED_HEAD.fullmatch(body):
        return COUNTER, Part.RELATED
    if sections.COMMENT_HEAD.fullmatch(body):
        return COUNTER, Part.COMMENTS if after_prose else part
    return None


def _label(page: Page, index: int) -> Verdict | None:
    """Bylines, labels of advertisements and what a page says around its article."""
    body = page.bodies[index].strip("*_") or page.bodies[index]
    if _is_byline(body) or _names_the_author(page, index):
        return BYLINE
    if promotion.LABEL.fullmatch(body):
        return PROMOTION
    if boilerplate.BOILERPLATE.fullmatch(body):
        return COUNTER if boilerplate.is_counter(body) else BOILERPLATE
    items = boilerplate.MENU_SEPARATOR.split(body)
    if (
        len(items) > 2
        and items[0]
        and all(len(item) <= 30 and not item.endswith((".", "?", "!")) for item in items)
    ):
        return BOILERPLATE
    return None


def _is_byline(body: str) -> bool:
    if not bylines.BYLINE.fullmatch(body):
        return False
    return not sentence_starts(body) and (
        body[-1] not in "!?" and (body[-1] != "." or len(body.split()) <= 12)
    )


def _names_the_author(page: Page, index: int) -> bool:
    """A line with nothing but the name that a byline beside it says again."""
    body = page.bodies[index]
    if len(body) > 60:
        return False
    beside = (_AUTHOR_IS.fullmatch(page.body(index + step)) for step in (1, -1))
    return any(author is not None and author[1].strip() == body for author in beside)


def _in_references(page: Page, index: int) -> Verdict | None:
    body = page.bodies[index]
    hint = references.REFERENCE_HINT.search(body) is not None
    if page.is_item(index) and (hint or len(body) > 15):
        return REFERENCE
    if hint and len(body) > 20:
        return REFERENCE
    if headings.is_title_like(body) or page.is_item(index - 1):
        return None
    nearby = any(references.REFERENCE_HINT.search(page.body(at)) for at in (index + 1, index + 2))
    return REFERENCE if nearby and len(body) < 400 else None


def _in_comments(page: Page, index: int) -> Verdict | None:
    body = page.bodies[index]
    if bylines.COMMENT_AUTHOR.fullmatch(body) and len(body) <= _LONGEST_AUTHOR and page.body(index + 1):
        return BYLINE
    name = len(body) <= 40 and len(body.split()) <= 4 and headings.is_title_like(body)
    return BYLINE if name and page.body(index + 1) and not page.is_item(index) else COMMENT


def _in_form(page: Page, index: int) -> Verdict | None:
    return BOILERPLATE if len(page.bodies[index]) <= 2 * _LONG_PROSE or page.prose_behind[index] < 3 else None


def _in_related(page: Page, index: int) -> Verdict | None:
    body = page.bodies[index]
    teaser = boilerplate.TEASER_END.search(body) or not page.is_prose(index) or page.prose_behind[index] < 3
    return BOILERPLATE if teaser and len(body) <= 2 * _LONG_PROSE else None


_IN_PART = {
    Part.REFERENCES: _in_references,
    Part.COMMENTS: _in_comments,
    Part.FORM: _in_form,
    Part.RELATED: _in_related,
}


def _in_article(page: Page, index: int) -> Verdict:
    body, paragraph = page.bodies[index], page.paragraphs[index]
    if page.is_markdown and markdown.UNDERLINE.fullmatch(page.body(index + 1)) and paragraph.lines == 1:
        return HEADING
    if len(body) < 900 and references.is_entry(body, numbered=paragraph.marker is not None):
        return REFERENCE
    if _SOURCE_IS.match(body) and references.REFERENCE_HINT.search(body):
        return REFERENCE
    if _is_attribution(page, index):
        return Verdict(UnitKind.BYLINE, whole=True, with_marker=True)
    if paragraph.lines == 1 and _is_heading(page, index):
        return HEADING
    quoted = _QUOTED.fullmatch(body)
    if quoted and (_ENDS_LIKE_PROSE.search(quoted["inner"].rstrip(" ,")) or len(body.split()) > 6):
        return QUOTE
    return SENTENCE


def _is_attribution(page: Page, index: int) -> bool:
    """— Maria L., patient: after a quotation, or with a long dash."""
    paragraph = page.paragraphs[index]
    dash = paragraph.marker is not None and paragraph.marker.style in "-–"
    body = f"— {page.bodies[index]}" if dash else page.bodies[index]
    if len(body) > 90 or not bylines.ATTRIBUTION.fullmatch(body):
        return False
    return not dash or (page.body(index - 1)[-1:] in tuple("”\"»’'") and not page.is_item(index - 1))


def _is_heading(page: Page, index: int) -> bool:
    body = page.bodies[index].strip("*_ ")
    if page.is_item(index):
        numbered = page.is_numbered(index) and not page.is_item(index - 1) and not page.is_item(index + 1)
        looks = headings.is_title_like(body) or headings.is_plain_heading(body)
        if not (numbered and looks and page.is_prose(index + 1)):
            return False
        apart = (index == 0 or page.paragraphs[index].gap > 0) and page.paragraphs[index + 1].gap > 0
        return len(page.body(index + 1)) > 30 or (apart and headings.is_title_like(body))
    followed = page.body(index + 1) != ""
    if headings.is_title_like(body):
        return followed or " " in body
    if not followed or not headings.is_plain_heading(body):
        return False
    if (
        page.paragraphs[index + 1].gap == 0
        and not page.is_item(index + 1)
        and len(body) > _LONGEST_BEFORE_TEXT
    ):
        return False
    return page.is_item(index + 1) or page.is_prose(index + 1) or page.leads_in(index + 1)
