"""A codebook file put over the one that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.problems import IdPath, Problems

_APPENDED = ("facets", "optional_facets", "rules", "warnings", "sources")
_MERGED = ("unit_kinds", "abstain", "keys", "texts", "lexicon")
_OF_THE_VARIANT = ("extends", "overrides", "changelog", "migrations")


def merged(base: Mapping[str, Any], variant: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    """The raw content of a variant: the base, with what the variant says in its place.

    Facets, rules, warnings and sources of the variant come after the base's;
    tables are put over the base's key by key; ``[overrides]`` changes facets
    and values of the base; everything else replaces.  The base's changelog and
    migrations are about the base and stay there.
    """
    result = {key: _copied(value) for key, value in base.items() if key not in _OF_THE_VARIANT}
    for key, value in variant.items():
        if key in _APPENDED and isinstance(value, list) and isinstance(result.get(key, []), list):
            result[key] = [*result.get(key, []), *value]
        elif key in _MERGED and isinstance(value, Mapping):
            result[key] = _over(result.get(key, {}), value)
        elif key == "enable" and isinstance(value, list):
            result[key] = [*result.get(key, []), *value]
        elif key != "overrides":
            result[key] = value
    overrides = variant.get("overrides", {})
    facets = overrides.get("facets", {}) if isinstance(overrides, Mapping) else {}
    if not isinstance(facets, Mapping):
        return result
    of_base = _by_id(result.get("facets"), len(base.get("facets", ()))) | _by_id(
        result.get("optional_facets"), len(base.get("optional_facets", ()))
    )
    for facet_id, changes in facets.items():
        path: IdPath = ("facets", facet_id)
        if facet_id not in of_base:
            known = nearest(facet_id, of_base)
            problems.add(
                path,
                f"overrides name {facet_id!r}, which is no facet of the codebook that is extended{known}",
            )
        elif not isinstance(changes, Mapping):
            problems.add(path, "an override is a table of the keys that change.")
        else:
            _change_facet(of_base[facet_id], changes, path, problems)
    return result


def _change_facet(
    facet: dict[str, Any], changes: Mapping[str, Any], path: IdPath, problems: Problems
) -> None:
    values = _by_id(facet.get("values"))
    for key, change in changes.items():
        if key == "values" and isinstance(change, Mapping):
            for value_id, value_changes in change.items():
                place: IdPath = (*path, "values", value_id)
                if value_id not in values:
                    known = nearest(value_id, values)
                    problems.add(
                        place, f"overrides name the value {value_id!r}, which the facet does not have{known}"
                    )
                elif not isinstance(value_changes, Mapping) or "id" in value_changes:
                    problems.add(place, "an override is a table of the keys that change; the id cannot.")
                else:
                    values[value_id].update(value_changes)
        elif key == "values":
            problems.add(
                (*path, key),
                "overrides change values by id ([overrides.facets.FACET.values.VALUE]); add_values adds.",
            )
        elif key == "add_values" and isinstance(change, list):
            facet["values"] = [*facet.get("values", []), *change]
        elif key in ("id", "type", "scope"):
            problems.add(
                (*path, key), f"{key} cannot be overridden; write a facet with an id of its own instead."
            )
        else:
            facet[key] = change


def _by_id(listed: Any, count: int | None = None) -> dict[str, dict[str, Any]]:
    if not isinstance(listed, list):
        return {}
    return {
        item["id"]: item
        for item in listed[:count]
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }


def _over(base: Any, variant: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base) if isinstance(base, Mapping) else {}
    for key, value in variant.items():
        before = result.get(key)
        both = isinstance(value, Mapping) and isinstance(before, Mapping)
        result[key] = _over(before, value) if both else value
    return result


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
