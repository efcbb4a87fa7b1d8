"""A codebook as a page to read: everything that annotators should know, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_tui.codebook.conditions import NOT_ASKED, why_closed
from annotate_tui.codebook.model import Codebook, DecisionRule, Facet, KindPolicy, Source, Value


def guideline(codebook: Codebook) -> str:
    """The whole codebook as Markdown: questions, values, criteria, examples, rules, sources."""
    return "\n".join(_page(codebook)).rstrip() + "\n"


def facet_guideline(codebook: Codebook, facet: Facet) -> str:
    """What to know for one question: its help, its values, and the rules that speak of it."""
    return "\n".join([*_facet(codebook, facet), *_rules(rules_for(codebook, facet))]).rstrip() + "\n"


def rules_for(codebook: Codebook, facet: Facet) -> tuple[DecisionRule, ...]:
    """The decision rules that speak of a facet, in their order; a rule that names no facet speaks of all."""
    return tuple(rule for rule in codebook.rules if not rule.facets or facet.id in rule.facets)


def _page(codebook: Codebook) -> Iterator[str]:
    yield from (f"# {codebook.title}", "", f"{codebook.id} {codebook.version}", "")
    if codebook.principle:
        yield from (codebook.principle.strip(), "")
    for facet in codebook.unit_facets:
        yield from _facet(codebook, facet)
    if codebook.abstain.allowed:
        yield from ("## Cannot decide", "")
        yield from (f"`{codebook.abstain.key}` answers the question in focus and counts as missing.", "")
    if codebook.document_facets:
        yield from ("# About the article", "")
        for facet in codebook.document_facets:
            yield from _facet(codebook, facet)
    yield from _kinds(codebook)
    yield from _rules(codebook.rules)
    if codebook.warnings:
        yield from ("## Second looks", "", "These are pointed out and never block.", "")
        yield from (f"- {warning.message}" for warning in codebook.warnings)
        yield ""
    if codebook.sources:
        yield from ("## Sources", "")
        yield from (_source(source) for source in codebook.sources)
        yield ""
    if codebook.authors or codebook.licence:
        yield from ("; ".join(part for part in (", ".join(codebook.authors), codebook.licence) if part), "")
    if codebook.changelog:
        yield from ("## Changes", "")
        yield from (f"- {change}" for change in codebook.changelog)


def _facet(codebook: Codebook, facet: Facet) -> Iterator[str]:
    yield from (f"## {facet.name}" + (f" `{facet.key}`" if facet.key else ""), "")
    if facet.question:
        yield from (f"**{facet.question}**", "")
    if facet.short:
        yield from (facet.short, "")
    if facet.ask_when is not None:
        closed = why_closed(codebook, facet)
        yield from (f"{closed[:1].upper()}{closed[1:]}.", "")
    if facet.help:
        for line in facet.help.splitlines():
            yield from (line, "")
    for value in facet.values:
        if not value.retired:
            yield from _value(facet, value)


def _value(facet: Facet, value: Value) -> Iterator[str]:
    yield from (f"### {f'`{value.key}` ' if value.key else ''}{value.name}", "")
    for label, text in (
        ("", value.short),
        ("In: ", value.include),
        ("Out: ", value.exclude),
        ("", value.notes),
    ):
        if text:
            yield from (f"{label}{text}", "")
    names = {other.id: other.name for other in facet.values}
    for example in value.examples:
        if example.belongs:
            line = f"- ✓ “{example.text}”"
        else:
            line = f"- ✗ “{example.text}”" + (f" → {names[example.goes_to]}" if example.goes_to else "")
        yield line + (f" ({example.reason})" if example.reason else "")
    if value.examples:
        yield ""


def _rules(rules: tuple[DecisionRule, ...]) -> Iterator[str]:
    if rules:
        yield from ("## Rules for hard cases", "")
    for rule in rules:
        yield from (f"**{rule.title}.** {rule.text}", "")


def _kinds(codebook: Codebook) -> Iterator[str]:
    if not codebook.kinds:
        return
    yield from ("## What each kind of unit is asked", "")
    for kind, policy in codebook.kinds.items():
        yield f"- {kind.replace('_', '-')}: {_policy(codebook, policy)}"
    yield ""


def _policy(codebook: Codebook, policy: KindPolicy) -> str:
    if not policy.ask:
        return "skipped, and can be opened" if policy.can_open else "skipped"
    names = [codebook.facet(facet_id).name for facet_id in policy.only]
    words = "asked " + (", ".join(names) + " only" if names else "everything")
    for facet_id, answer in policy.prefill.items():
        words += f"; {codebook.facet(facet_id).name} suggests {_name(codebook.facet(facet_id), str(answer))}"
    for facet_id, answer in policy.set.items():
        if answer != NOT_ASKED:
            words += f"; {codebook.facet(facet_id).name} is {_name(codebook.facet(facet_id), answer)}"
    return words + ("; reported apart" if policy.report_apart else "")


def _name(facet: Facet, value_id: str) -> str:
    return next((value.name for value in facet.values if value.id == value_id), value_id)


def _source(source: Source) -> str:
    supports = f": {source.supports}" if source.supports else ""
    return f"- {source.text}{supports}" + ("" if source.checked else " (not yet checked against the source)")
