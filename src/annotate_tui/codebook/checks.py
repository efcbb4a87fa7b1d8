"""Whether the parts of a codebook fit together: references, conditions, keys, versions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from annotate_tui.codebook.answers import nearest, normalise
from annotate_tui.codebook.check_facets import CHOICES, check_facet
from annotate_tui.codebook.conditions import NOT_ASKED, referenced_facets
from annotate_tui.codebook.keys import RESERVED_KEYS, key_clashes, reserved_keys
from annotate_tui.codebook.model import Codebook, Condition, Facet
from annotate_tui.codebook.names import id_problem, key_problem, parse_version, text_problem
from annotate_tui.codebook.problems import IdPath, Problems
from annotate_tui.codebook.schema import UNIT_KINDS
from annotate_tui.errors import UsageError


@dataclass
class Draft:
    """A codebook whose sections have the right shape.

    ``optional`` are the facets that are not switched on, ``broken`` the ids of
    facets whose shape is wrong: naming them is not a second mistake.
    """

    codebook: Codebook
    optional: tuple[Facet, ...] = ()
    broken: Collection[str] = ()

    def known(self) -> dict[str, Facet]:
        """Every facet by its id, optional ones that are not switched on included."""
        return {facet.id: facet for facet in (*self.optional, *self.codebook.facets)}


def check(draft: Draft, problems: Problems) -> None:
    """Note everything that does not fit together."""
    codebook = draft.codebook
    _check_head(codebook, problems)
    ids = [facet.id for facet in (*codebook.facets, *draft.optional)]
    for facet_id in sorted({facet_id for facet_id in ids if ids.count(facet_id) > 1}):
        problems.add(
            ("facets", facet_id), "there are two facets with this id; give each its own.", again=True
        )
    for facet in draft.known().values():
        check_facet(facet, codebook.abstain, problems)
        _check_links(draft, facet, problems)
    _check_circles(draft, problems)
    _check_kinds(draft, problems)
    for index, rule in enumerate(codebook.rules):
        for facet_id in rule.facets:
            _check_known(
                draft, facet_id, ("rules", rule.title, "facets"), f"rule {index + 1} speaks of", problems
            )
    seen: set[str] = set()
    for warning in codebook.warnings:
        path: IdPath = ("warnings", warning.id)
        if warning.id in seen:
            problems.add(path, "there are two warnings with this id.")
        seen.add(warning.id)
        _check_condition(draft, warning.when, (*path, "when"), "unit", problems)
    for source in codebook.sources:
        for facet_id in source.facets:
            _check_known(draft, facet_id, ("sources", "facets"), "a source speaks of", problems)
    _check_keys(draft, problems)
    _check_lexicon(codebook, problems)
    if not any(f.required for f in codebook.unit_facets) and not draft.broken:
        problems.add(
            ("facets",),
            "no facet of a unit is required, so that no sentence could ever be done; "
            "set required = true in at least one.",
        )


def _check_head(codebook: Codebook, problems: Problems) -> None:
    if problem := id_problem(codebook.id):
        problems.add(("id",), f"the codebook's id {codebook.id!r} {problem}.")
    if parse_version(codebook.version) is None:
        problems.add(
            ("version",),
            f'{codebook.version!r} is no version; write three numbers, as in "1.0.0" (major.minor.patch).',
        )
    for key in ("title", "language"):
        if problem := text_problem(getattr(codebook, key)):
            problems.add((key,), f"{key} {problem}.")
    abstain = codebook.abstain
    if problem := id_problem(abstain.id):
        problems.add(("abstain", "id"), f"{abstain.id!r} {problem}.")
    if abstain.allowed and (problem := key_problem(abstain.key)):
        problems.add(("abstain", "key"), f"{abstain.key!r} {problem}.")


def _check_links(draft: Draft, facet: Facet, problems: Problems) -> None:
    path: IdPath = ("facets", facet.id)
    if facet.ask_when is not None:
        _check_condition(draft, facet.ask_when, (*path, "ask_when"), facet.scope, problems)
    if facet.links_to is not None and _check_known(
        draft, facet.links_to, (*path, "links_to"), "links_to names", problems
    ):
        target = draft.known().get(facet.links_to)
        if target is not None and target.type not in CHOICES:
            problems.add((*path, "links_to"), f"links_to names {facet.links_to!r}, which has no values.")


def _check_condition(
    draft: Draft, condition: Condition, path: IdPath, scope: str, problems: Problems
) -> None:
    for part in condition.parts:
        _check_condition(draft, part, path, scope, problems)
    if condition.op == "unit_kind":
        for kind in condition.values:
            if kind not in UNIT_KINDS:
                problems.add(path, f"there is no unit kind {kind!r}" + nearest(kind, UNIT_KINDS))
    if condition.op == "text":
        if path[0] == "facets":
            problems.add(path, "what is asked cannot depend on the text; such a test belongs in a warning.")
        for pattern in condition.values:
            if problem := pattern_problem(pattern):
                problems.add(path, f"the pattern {pattern!r} is no regular expression: {problem}.")
    if not condition.facet or not _check_known(draft, condition.facet, path, "the condition is on", problems):
        return
    facet = draft.known().get(condition.facet)
    if facet is None:
        return
    if facet.scope != scope:
        problems.add(
            path,
            f"the condition is on {facet.id!r}, which is asked of the {facet.scope}, not of the {scope}.",
        )
    if facet in draft.optional and path[1] in {f.id for f in draft.codebook.facets} and path[0] == "facets":
        problems.add(
            path, f"the condition is on {facet.id!r}, which is optional; switch it on with enable = [ … ]."
        )
    if condition.op == "min_rank":
        ranks = [value.rank for value in facet.values if value.rank is not None]
        if facet.type != "ordinal":
            problems.add(path, f"min_rank needs an ordinal facet; {facet.id!r} is of type {facet.type}.")
        elif ranks and condition.rank > max(ranks):
            problems.add(
                path, f"min_rank {condition.rank} is above the highest rank of {facet.id!r} ({max(ranks)})."
            )
    if condition.op == "in":
        _check_tested(draft, facet, condition, path, problems)


def _check_tested(draft: Draft, facet: Facet, condition: Condition, path: IdPath, problems: Problems) -> None:
    if facet.type == "boolean":
        allowed = ["true"]
    elif facet.type in CHOICES:
        allowed = [*(value.id for value in facet.values), draft.codebook.abstain.id]
    else:
        problems.add(
            path, f"{facet.id!r} is of type {facet.type} and has no values to test; test empty = true."
        )
        return
    if not condition.values:
        problems.add(path, f"the condition on {facet.id!r} names no value.")
    for value_id in condition.values:
        if value_id not in allowed:
            problems.add(path, f"{facet.id!r} has no value {value_id!r}" + nearest(value_id, allowed))


def _check_circles(draft: Draft, problems: Problems) -> None:
    asks = {f.id: referenced_facets(f.ask_when) for f in draft.known().values()}

    def reaches(start: str) -> list[str]:
        """A way from a facet back to itself, empty if there is none."""
        ways = [[start, step] for step in sorted(asks[start])]
        seen: set[str] = set()
        while ways:
            way = ways.pop(0)
            if way[-1] == start:
                return way
            if way[-1] not in seen:
                seen.add(way[-1])
                ways += [[*way, step] for step in sorted(asks.get(way[-1], ()))]
        return []

    said: set[str] = set()
    for facet_id in asks:
        way = reaches(facet_id)
        if way and not said & set(way):
            said |= set(way)
            problems.add(
                ("facets", facet_id, "ask_when"),
                f"whether it is asked depends on itself ({' → '.join(way)}); break the circle.",
            )


def _check_kinds(draft: Draft, problems: Problems) -> None:
    codebook = draft.codebook
    for kind, policy in codebook.kinds.items():
        path: IdPath = ("unit_kinds", kind)
        if kind not in UNIT_KINDS:
            problems.add(path, f"there is no such unit kind{nearest(kind, UNIT_KINDS)}")
        for key, listed in (("only", policy.only), ("set", policy.set), ("prefill", policy.prefill)):
            for facet_id in listed:
                if _check_known(draft, facet_id, (*path, key), f"{key} names", problems):
                    _check_kind_answer(draft, facet_id, kind, key, problems)


def _check_kind_answer(draft: Draft, facet_id: str, kind: str, key: str, problems: Problems) -> None:
    facet = draft.known().get(facet_id)
    if facet is None:
        return
    path: IdPath = ("unit_kinds", kind, key, facet_id)
    policy = draft.codebook.policy(kind)
    if facet.scope != "unit":
        problems.add(path, f"{key} names {facet_id!r}, which is asked of the article, not of units.")
    if key == "set" and policy.set[facet_id] != NOT_ASKED:
        value_id = policy.set[facet_id]
        ids = [value.id for value in facet.values]
        if value_id not in ids:
            problems.add(
                path, f"{facet_id!r} has no value {value_id!r}" + nearest(value_id, [*ids, NOT_ASKED])
            )
    if key == "prefill":
        if facet_id in policy.set or (policy.only and facet_id not in policy.only):
            problems.add(path, f"prefill answers {facet_id!r}, which is not asked of this kind.")
        try:
            normalise(facet, policy.prefill[facet_id], draft.codebook)
        except UsageError as error:
            problems.add(path, f"prefill: {error}")


def _check_known(draft: Draft, facet_id: str, path: IdPath, what: str, problems: Problems) -> bool:
    known = [*draft.known(), *draft.broken]
    if facet_id in known:
        return True
    problems.add(path, f"{what} {facet_id!r}, which is no facet" + nearest(facet_id, known))
    return False


def _check_keys(draft: Draft, problems: Problems) -> None:
    codebook = draft.codebook
    for command, key in codebook.keys.items():
        if key not in RESERVED_KEYS and len(key) < 2 and (problem := key_problem(key)):
            problems.add(("keys", command), f"{key!r} {problem}.")
    for clash in key_clashes(codebook, reserved_keys(codebook.keys)):
        problems.add(clash.path, clash.sentence)


def _check_lexicon(codebook: Codebook, problems: Problems) -> None:
    if not codebook.lexicon:
        return
    from annotate_tui.codebook.lexicon import BUILTIN_LEXICONS, builtin_lexicon_identity

    named = codebook.lexicon["id"]
    if named not in BUILTIN_LEXICONS:
        problems.add(("lexicon", "id"), f"there is no lexicon {named!r}" + nearest(named, BUILTIN_LEXICONS))
        return
    version, digest = builtin_lexicon_identity(named)
    for key, is_so in (("version", version), ("hash", digest)):
        wanted = codebook.lexicon.get(key, is_so)
        if wanted != is_so:
            problems.add(
                ("lexicon", key),
                f"{key} is {wanted!r}, but the lexicon {named!r} that is here has {is_so!r}.",
            )


def pattern_problem(pattern: str) -> str:
    """Why a text is no regular expression, empty if it is one."""
    import regex

    try:
        regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        return str(error)
    return ""
