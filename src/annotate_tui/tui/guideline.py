"""The codebook as lines to read: one question, or all of it.  No Textual here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotate_tui.codebook.conditions import why_closed
from annotate_tui.codebook.model import Codebook, Facet, Source, Value
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

_IN, _OUT = "✓", "✗"
_GOES_TO = "  → "


def facet_lines(codebook: Codebook, facet: Facet) -> list[Line]:
    """A question with its values, examples, the decision rules that speak of it, and where it comes from."""
    made = [line(displayable(facet.name), "focus")]
    if facet.question:
        made.append(line(displayable(facet.question), "title"))
    for text in (facet.short, facet.help):
        made += _paragraphs(text)
    if facet.ask_when is not None:
        why = why_closed(codebook, facet)
        made.append(line(displayable(f"{why[:1].upper()}{why[1:]}."), "dim"))
    if facet.type == "multi" and facet.exclusive:
        made.append(line("Several answers are possible.", "dim"))
    if facet.precedence:
        names = [facet.value(value).name for value in facet.precedence]
        made.append(line(displayable("When two fit, the first of: " + ", ".join(names) + "."), "dim"))
    made.append(line())
    for value in facet.values:
        if not value.retired:
            made += _value_lines(facet, value)
    rules = [rule for rule in codebook.rules if facet.id in rule.facets or not rule.facets]
    if rules:
        made += [line("Decision rules", "focus"), line()]
        for rule in rules:
            made.append(line(displayable(rule.title), "title"))
            made += [line(displayable(text), indent=0) for text in rule.text.splitlines() if text.strip()]
            made.append(line())
    sources = [source for source in codebook.sources if facet.id in source.facets]
    return made + _source_lines(sources, "Where this question comes from")


def _source_lines(sources: Sequence[Source], title: str) -> list[Line]:
    if not sources:
        return []
    made = [line(title, "focus"), line()]
    for source in sources:
        supports = f"  {displayable(source.supports)}" if source.supports else ""
        unread = "" if source.checked else "  (not checked against the source yet)"
        made.append(Line((Span(displayable(source.text)), Span(supports + unread, "dim")), 3))
    return [*made, line()]


def _value_lines(facet: Facet, value: Value) -> list[Line]:
    head = (Span(f"{displayable(value.key) or ' '}  ", "key"), Span(displayable(value.name), "title"))
    made = [Line(head)]
    if value.short:
        made.append(line("   " + displayable(value.short), indent=3))
    for label, text in (("Yes: ", value.include), ("No: ", value.exclude), ("", value.notes)):
        if text:
            said = (Span("   "), Span(label, "title"), Span(displayable(text), "text" if label else "dim"))
            made.append(Line(said, 3))
    for example in value.examples:
        sign, role = (_IN, "done") if example.belongs else (_OUT, "warning")
        goes_to = f"{_GOES_TO}{displayable(_name(facet, example.goes_to))}" if example.goes_to else ""
        reason = f"  ({displayable(example.reason)})" if example.reason else ""
        shown = (
            Span("   "),
            Span(f"{sign} ", role),
            Span(displayable(example.text)),
            Span(goes_to, "title"),
            Span(reason, "dim"),
        )
        made.append(Line(shown, 5))
    made.append(line())
    return made


def _name(facet: Facet, value_id: str) -> str:
    """What a value is called; an id that does not exist (any more) stands for itself."""
    return next((value.name for value in facet.values if value.id == value_id), value_id)


def codebook_lines(codebook: Codebook) -> list[Line]:
    """The whole codebook as one page."""
    made = [
        line(displayable(codebook.title), "title"),
        line(displayable(f"{codebook.id} {codebook.version}"), "dim"),
        *_paragraphs(codebook.principle),
        line(),
    ]
    bare = replace(codebook, rules=(), sources=())
    for facet in codebook.facets:
        made += facet_lines(bare, facet)
    if codebook.rules:
        made += [line("Decision rules", "focus"), line()]
        for rule in codebook.rules:
            made.append(line(displayable(rule.title), "title"))
            made += _paragraphs(rule.text)
            made.append(line())
    return made + _source_lines(codebook.sources, "Sources")


def _paragraphs(text: str) -> list[Line]:
    return [line(displayable(part)) for part in text.splitlines() if part.strip()]


def said(lines: list[Line]) -> str:
    """The same to be heard or read line by line: words instead of signs, whole sentences on one row."""
    return "\n".join(_said(entry) for entry in lines)


def _said(entry: Line) -> str:
    text = "".join(span.text for span in entry.spans).strip()
    if entry.spans and entry.spans[0].role == "key":
        key, name = entry.spans[0].text.strip(), "".join(span.text for span in entry.spans[1:]).strip()
        return f"{key}: {name}." if key else f"{name}."
    for sign, word in ((_IN, "Belongs here"), (_OUT, "Does not belong here")):
        if text.startswith(f"{sign} "):
            return f"{word}: {text[2:].replace(_GOES_TO, ' Rather: ')}"
    return text
