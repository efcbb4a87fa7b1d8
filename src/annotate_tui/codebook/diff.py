"""What differs between two versions of a codebook, and which step of the version it needs.

Labels are never rewritten, they keep the version that they were given under;
the size of the step says what becomes of them:

=======  ==========================================================================
patch    wording, colours, keys, examples: labels stay valid, agreement is pooled
minor    values or questions added, definitions or gates changed: labels are valid
         under their version, touched units come up for review
major    values removed, scales or types changed: needs migrations, never pooled
=======  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from annotate_tui.codebook.model import Codebook, Facet, Value
from annotate_tui.codebook.names import parse_version


class Step(IntEnum):
    """A step of a version, from none to major."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.  ``semantic`` changes may alter what an answer means."""

    step: Step
    sentence: str
    facet: str = ""
    value: str = ""
    semantic: bool = False


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """All differences, gravest first; ``problems`` are about the new version's number and migrations."""

    differences: tuple[Difference, ...]
    needed: Step
    next_version: str
    """The lowest version that the new codebook may have."""
    problems: tuple[str, ...]


_PATCH_OF_FACET = ("name", "label", "question", "help", "short", "key", "auto_advance", "coefficient")
_MINOR_OF_FACET = (
    "required",
    "ask_when",
    "exclusive",
    "answer_on_confirm",
    "min_selected",
    "max_selected",
    "max_length",
    "minimum",
    "maximum",
    "agreement",
    "precedence",
    "comparable_with",
    "select",
    "roll_up",
    "overlap",
)
_MAJOR_OF_FACET = ("type", "measurement", "scope", "number_unit", "step", "links_to")
_PATCH_OF_VALUE = ("name", "key", "colour", "notes", "examples")
_MINOR_OF_VALUE = ("short", "include", "exclude", "parent", "polarity", "retired", "alias")
_PATCH_OF_CODEBOOK = (
    "title",
    "language",
    "principle",
    "authors",
    "licence",
    "changelog",
    "sources",
    "texts",
    "keys",
    "warnings",
    "extends",
    "migrations",
)


def compare(old: Codebook, new: Codebook) -> CodebookDiff:
    """What differs in ``new``, and whether its version and migrations do justice to it."""
    found = sorted(_differences(old, new), key=lambda difference: -difference.step)
    needed = max((difference.step for difference in found), default=Step.NONE)
    return CodebookDiff(
        differences=tuple(found),
        needed=needed,
        next_version=next_version(old.version, needed),
        problems=tuple(_problems(old, new, needed, found)),
    )


def next_version(version: str, step: Step) -> str:
    """The version that comes after ``version`` by one step."""
    major, minor, patch = parse_version(version) or (0, 0, 0)
    match step:
        case Step.MAJOR:
            return f"{major + 1}.0.0"
        case Step.MINOR:
            return f"{major}.{minor + 1}.0"
        case Step.PATCH:
            return f"{major}.{minor}.{patch + 1}"
        case Step.NONE:
            return version


def _differences(old: Codebook, new: Codebook) -> Iterator[Difference]:
    if old.id != new.id:
        yield Difference(Step.MAJOR, f"the codebook is another one: {old.id} → {new.id}", semantic=True)
    for name in _PATCH_OF_CODEBOOK:
        if getattr(old, name) != getattr(new, name):
            yield Difference(Step.PATCH, f"{name} changed")
    if old.lexicon != new.lexicon:
        yield Difference(Step.MINOR, "the lexicon or its state changed", semantic=True)
    yield from _abstain(old, new)
    yield from _kinds(old, new)
    yield from _rules(old, new)
    before = {facet.id: facet for facet in old.facets}
    after = {facet.id: facet for facet in new.facets}
    for facet_id, facet in before.items():
        if facet_id not in after:
            yield Difference(Step.MAJOR, f"facet {facet_id!r} was removed", facet_id, semantic=True)
        else:
            yield from _facet(facet, after[facet_id])
    for facet_id, facet in after.items():
        if facet_id not in before:
            kind = "required" if facet.required else "optional"
            sentence = f"facet {facet_id!r} was added ({kind})"
            yield Difference(Step.MINOR, sentence, facet_id, semantic=facet.required)
    shared = [facet_id for facet_id in before if facet_id in after]
    if shared != [facet_id for facet_id in after if facet_id in before]:
        yield Difference(Step.PATCH, "the order of the questions changed")


def _abstain(old: Codebook, new: Codebook) -> Iterator[Difference]:
    if old.abstain.id != new.abstain.id:
        sentence = f"the id of “cannot decide” changed: {old.abstain.id} → {new.abstain.id}"
        yield Difference(Step.MAJOR, sentence, semantic=True)
    if old.abstain.allowed != new.abstain.allowed:
        word = "now" if new.abstain.allowed else "no longer"
        yield Difference(Step.MINOR, f"“cannot decide” is {word} allowed", semantic=True)
    if old.abstain.key != new.abstain.key:
        yield Difference(
            Step.PATCH, f"the key of “cannot decide” changed: {old.abstain.key} → {new.abstain.key}"
        )


def _kinds(old: Codebook, new: Codebook) -> Iterator[Difference]:
    for kind in dict.fromkeys([*old.kinds, *new.kinds]):
        if old.policy(kind) != new.policy(kind):
            sentence = f"what units of the kind {kind!r} are asked changed"
            yield Difference(Step.MINOR, sentence, semantic=True)


def _rules(old: Codebook, new: Codebook) -> Iterator[Difference]:
    before = {rule.title: rule for rule in old.rules}
    after = {rule.title: rule for rule in new.rules}
    for title in dict.fromkeys([*before, *after]):
        if before.get(title) != after.get(title):
            word = "added" if title not in before else "removed" if title not in after else "changed"
            yield Difference(Step.MINOR, f"rule {title!r} was {word}", semantic=True)


def _facet(old: Facet, new: Facet) -> Iterator[Difference]:
    for names, step in (
        (_PATCH_OF_FACET, Step.PATCH),
        (_MINOR_OF_FACET, Step.MINOR),
        (_MAJOR_OF_FACET, Step.MAJOR),
    ):
        for name in names:
            if getattr(old, name) != getattr(new, name):
                sentence = f"facet {old.id!r}: {_changed(name, getattr(old, name), getattr(new, name))}"
                yield Difference(step, sentence, old.id, semantic=step > Step.PATCH)
    before = {value.id: value for value in old.values}
    after = {value.id: value for value in new.values}
    for value_id, value in before.items():
        if value_id not in after:
            sentence = f"facet {old.id!r}: value {value_id!r} was removed"
            yield Difference(Step.MAJOR, sentence, old.id, value_id, semantic=True)
        else:
            yield from _value(old, value, after[value_id])
    for value_id in after:
        if value_id not in before:
            sentence = f"facet {old.id!r}: value {value_id!r} was added"
            yield Difference(Step.MINOR, sentence, old.id, value_id, semantic=True)
    yield from _scale(old, new)


def _scale(old: Facet, new: Facet) -> Iterator[Difference]:
    before = [value.id for value in old.values if any(v.id == value.id for v in new.values)]
    after = [value.id for value in new.values if any(v.id == value.id for v in old.values)]
    if before != after:
        step = Step.MAJOR if old.type == "ordinal" else Step.PATCH
        sentence = f"facet {old.id!r}: the order of the values changed"
        yield Difference(step, sentence, old.id, semantic=step is Step.MAJOR)
    elif old.type == "ordinal" == new.type:
        ranks = {value.id: value.rank for value in new.values}
        moved = [v.id for v in old.values if v.id in ranks and ranks[v.id] != v.rank]
        if moved:
            sentence = f"facet {old.id!r}: the rank of {', '.join(moved)} changed"
            yield Difference(Step.MAJOR, sentence, old.id, semantic=True)


def _value(facet: Facet, old: Value, new: Value) -> Iterator[Difference]:
    for names, step in ((_PATCH_OF_VALUE, Step.PATCH), (_MINOR_OF_VALUE, Step.MINOR)):
        for name in names:
            before, after = getattr(old, name), getattr(new, name)
            if before != after:
                sentence = f"facet {facet.id!r}, value {old.id!r}: {_changed(name, before, after)}"
                yield Difference(step, sentence, facet.id, old.id, semantic=step > Step.PATCH)


def _changed(name: str, before: Any, after: Any) -> str:
    words = name.replace("_", " ")
    plain = (str, bool, int, float, type(None))
    if isinstance(before, plain) and isinstance(after, plain) and len(f"{before}{after}") <= 60:
        return f"{words} changed: {_shown(before)} → {_shown(after)}"
    return f"{words} changed"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _problems(old: Codebook, new: Codebook, needed: Step, found: list[Difference]) -> Iterator[str]:
    before, after = parse_version(old.version), parse_version(new.version)
    if before is None or after is None or old.id != new.id:
        return
    enough = next_version(old.version, needed)
    if after < before:
        yield f"The version went back from {old.version} to {new.version}; it should be at least {enough}."
    elif needed and after == before:
        yield (
            f"The codebook was edited without a new version: it is still {new.version} and needs "
            f"{enough} (a {needed} step)."
        )
    elif after < (parse_version(enough) or after):
        yield f"{old.version} → {new.version} is too small a step for these changes; they need {enough}."
    if needed is Step.MAJOR:
        yield from _unmapped(old, new, found)


def _unmapped(old: Codebook, new: Codebook, found: list[Difference]) -> Iterator[str]:
    """What was removed without a word on what becomes of the labels."""
    migration: Mapping[str, Any] = next((m for m in new.migrations if m["from"] == old.version), {})
    if not migration:
        yield (
            f"There is no migration from {old.version}, which a major step needs: labels of that version "
            "could be read, but not continued."
        )
        return
    maps = migration.get("map", {})
    for difference in found:
        gone = difference.step is Step.MAJOR and difference.sentence.endswith("was removed")
        if gone and difference.value and difference.value not in maps.get(difference.facet, {}):
            yield (
                f"The migration from {old.version} does not say what becomes of "
                f"{difference.facet} = {difference.value}."
            )
        if gone and not difference.value and difference.facet not in migration.get("removed_facets", ()):
            yield f"The migration from {old.version} does not list {difference.facet!r} in removed_facets."
