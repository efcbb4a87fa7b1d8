"""HTML as a stream of tags and text, in time linear in its length whatever it holds.

The standard library's parser takes time quadratic in the number of tags,
comments or quotation marks that are never closed, so that a page of one
megabyte can keep it busy for minutes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]{0,60}))")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?P<name>[^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>`]++)))?+"
)
_END = re.compile(r"[\s/]*+>")
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_MOST_ATTRIBUTES = 200


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in small letters and, when it opens, its attributes."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Tag | str]:
    """The tags of a page, and the text between them with its character references resolved.

    Comments, declarations and processing instructions are left out; what is not
    closed reaches to the end of the page, as in a browser.
    """
    done = 0
    while opening := _OPENING.search(source, done):
        start, after = opening.start(), opening.end()
        if opening["comment"] or opening["other"]:
            if start > done:
                yield html.unescape(source[done:start])
            done = _behind(source, "-->" if opening["comment"] else ">", after)
            continue
        name = opening["name"].lower()
        attributes, end = _attributes(source, after)
        if end is None:
            yield html.unescape(source[done:after])
            done = after
            continue
        if start > done:
            yield html.unescape(source[done:start])
        yield Tag(name, opening["close"] == "/", attributes)
        done = end
        if name in _RAW_ENDS and not opening["close"]:
            closing = _RAW_ENDS[name].search(source, done)
            until = closing.start() if closing else len(source)
            if until > done:
                yield (
                    html.unescape(source[done:until]) if name in ("title", "textarea") else source[done:until]
                )
            done = until
    if done < len(source):
        yield html.unescape(source[done:])


def _behind(source: str, closing: str, start: int) -> int:
    end = source.find(closing, start)
    return len(source) if end < 0 else end + len(closing)


def _attributes(source: str, at: int) -> tuple[dict[str, str], int | None]:
    """The attributes of a tag and where it ends; None when it never does."""
    attributes: dict[str, str] = {}
    while not (end := _END.match(source, at)):
        found = _ATTRIBUTE.match(source, at)
        if found is None:
            return {}, None
        at = found.end()
        if len(attributes) < _MOST_ATTRIBUTES:
            value = found["double"] or found["single"] or found["bare"] or ""
            attributes.setdefault(found["name"].lower(), html.unescape(value))
    return attributes, end.end()
