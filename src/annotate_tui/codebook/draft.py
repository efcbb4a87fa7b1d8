"""Parsed content → a draft of the codebook, section by section, and the finished codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotate_tui.codebook import build
from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.checks import Draft
from annotate_tui.codebook.conditions import referenced_facets
from annotate_tui.codebook.data import content_hash
from annotate_tui.codebook.keys import assign_keys, reserved_keys
from annotate_tui.codebook.model import (
    Abstain,
    Codebook,
    DecisionRule,
    Facet,
    KindPolicy,
    SoftWarning,
    Source,
)
from annotate_tui.codebook.problems import Problems
from annotate_tui.codebook.schema import (
    AbstainSection,
    CodebookSection,
    LexiconSection,
    MigrationSection,
    OverridesSection,
    RuleSection,
    SourceSection,
    TextsSection,
    WarningSection,
)


def drafted(raw: Mapping[str, Any], problems: Problems, extends: str) -> Draft | None:
    """The codebook so far, or None if not even its head can be read; notes what has the wrong shape."""
    head = build.section(CodebookSection, raw, (), problems)
    if head is None:
        return None
    if raw.get("overrides") is not None:
        build.section(OverridesSection, raw["overrides"], ("overrides",), problems)
    broken: set[str] = set()
    facets = _facets(raw, "facets", broken, problems)
    optional = _facets(raw, "optional_facets", broken, problems)
    switched_on = []
    for facet_id in head.enable:
        if facet_id in {facet.id for facet in optional}:
            switched_on.append(facet_id)
        elif facet_id not in broken:
            known = nearest(facet_id, (facet.id for facet in optional))
            problems.add(("enable",), f"enable names {facet_id!r}, which is no optional facet{known}")
    abstain = (
        build.section(AbstainSection, raw.get("abstain", {}), ("abstain",), problems) or AbstainSection()
    )
    lexicon = (
        build.section(LexiconSection, raw["lexicon"], ("lexicon",), problems) if "lexicon" in raw else None
    )
    texts = {}
    for language, section in _table(raw, "texts", problems).items():
        if translation := build.section(TextsSection, section, ("texts", language), problems):
            texts[language] = translation.model_dump(exclude_defaults=True)
    migrations = [
        read.model_dump(by_alias=True, exclude_defaults=True)
        for index, section in enumerate(_list(raw, "migrations", problems))
        if (
            read := build.section(
                MigrationSection, section, ("migrations", _label(section, "from", index)), problems
            )
        )
    ]
    codebook = Codebook(
        id=head.id,
        version=head.version,
        title=head.title,
        language=head.language,
        principle=head.principle,
        facets=_with_enabled(facets, [facet for facet in optional if facet.id in switched_on]),
        kinds=_kinds(raw, problems),
        abstain=Abstain(id=abstain.id, key=abstain.key, allowed=abstain.allowed),
        rules=_rules(raw, problems),
        warnings=_warnings(raw, problems),
        keys=dict(head.keys),
        lexicon=lexicon.model_dump(exclude_defaults=True) if lexicon else {},
        migrations=tuple(migrations),
        hash="",
        extends=extends,
        authors=tuple(head.authors),
        licence=head.licence,
        changelog=tuple(head.changelog),
        sources=_sources(raw, problems),
        texts=texts,
    )
    return Draft(codebook, tuple(facet for facet in optional if facet.id not in switched_on), broken)


def _facets(raw: Mapping[str, Any], key: str, broken: set[str], problems: Problems) -> list[Facet]:
    found: list[Facet] = []
    for index, section in enumerate(_list(raw, key, problems)):
        label = _label(section, "id", index)
        facet = build.facet(section, ("facets", label), problems)
        if facet is None:
            broken.add(label)
        else:
            found.append(facet)
    return found


def _kinds(raw: Mapping[str, Any], problems: Problems) -> dict[str, KindPolicy]:
    kinds = {}
    for kind, section in _table(raw, "unit_kinds", problems).items():
        if policy := build.unit_kind(section, ("unit_kinds", kind), problems):
            kinds[kind] = policy
    return kinds


def _rules(raw: Mapping[str, Any], problems: Problems) -> tuple[DecisionRule, ...]:
    found = []
    for index, section in enumerate(_list(raw, "rules", problems)):
        read = build.section(RuleSection, section, ("rules", _label(section, "title", index)), problems)
        if read:
            found.append(DecisionRule(title=read.title, text=read.text.strip(), facets=tuple(read.facets)))
    return tuple(found)


def _warnings(raw: Mapping[str, Any], problems: Problems) -> tuple[SoftWarning, ...]:
    found = []
    for index, section in enumerate(_list(raw, "warnings", problems)):
        path = ("warnings", _label(section, "id", index))
        if read := build.section(WarningSection, section, path, problems):
            when = build.condition(read.when, (*path, "when"), problems)
            if when is not None:
                found.append(SoftWarning(id=read.id, when=when, message=read.message, confirm=read.confirm))
    return tuple(found)


def _sources(raw: Mapping[str, Any], problems: Problems) -> tuple[Source, ...]:
    read = (
        build.section(SourceSection, section, ("sources", f"#{index + 1}"), problems)
        for index, section in enumerate(_list(raw, "sources", problems))
    )
    return tuple(
        Source(
            text=source.text, supports=source.supports, checked=source.checked, facets=tuple(source.facets)
        )
        for source in read
        if source
    )


def _with_enabled(facets: list[Facet], enabled: list[Facet]) -> tuple[Facet, ...]:
    """Optional facets that are switched on stand behind the facet that they depend on."""
    result = list(facets)
    for facet in enabled:
        gates = referenced_facets(facet.ask_when)
        behind = [index for index, other in enumerate(result) if other.id in gates]
        result.insert(behind[-1] + 1 if behind else len(result), facet)
    return tuple(result)


def finished(draft: Draft) -> Codebook:
    """The codebook with keys for everything, no mention of what is not switched on, and its hash."""
    codebook = draft.codebook
    asked = {facet.id for facet in codebook.facets}
    rules = []
    for rule in codebook.rules:
        facets = tuple(facet_id for facet_id in rule.facets if facet_id in asked)
        if facets or not rule.facets:
            rules.append(replace(rule, facets=facets))
    taken = [*reserved_keys(codebook.keys), codebook.abstain.key]
    complete = replace(
        codebook,
        facets=assign_keys(codebook.facets, taken=taken),
        kinds={
            kind: replace(
                policy,
                only=tuple(f for f in policy.only if f in asked),
                set={f: value for f, value in policy.set.items() if f in asked},
                prefill={f: value for f, value in policy.prefill.items() if f in asked},
            )
            for kind, policy in codebook.kinds.items()
        },
        rules=tuple(rules),
        warnings=tuple(w for w in codebook.warnings if referenced_facets(w.when) <= asked),
        sources=tuple(s for s in codebook.sources if not s.facets or asked.intersection(s.facets)),
    )
    return replace(complete, hash=content_hash(complete))


def _label(section: Any, key: str, index: int) -> str:
    named = section.get(key) if isinstance(section, Mapping) else None
    return named if isinstance(named, str) else f"#{index + 1}"


def _list(raw: Mapping[str, Any], key: str, problems: Problems) -> list[Any]:
    listed = raw.get(key, [])
    if isinstance(listed, list):
        return listed
    problems.add((key,), f"{key} must be a list of tables, written [[{key}]].")
    return []


def _table(raw: Mapping[str, Any], key: str, problems: Problems) -> Mapping[str, Any]:
    table = raw.get(key, {})
    if isinstance(table, Mapping):
        return table
    problems.add((key,), f"{key} must be a table, written [{key}] or [{key}.NAME].")
    return {}
