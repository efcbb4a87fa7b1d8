"""Whether a codebook's migrations say how older answers become answers of this version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.checks import Draft
from annotate_tui.codebook.names import parse_version
from annotate_tui.codebook.problems import IdPath, Problems


def check_migrations(draft: Draft, problems: Problems) -> None:
    """Note what is wrong with the migrations; the last step must end in values that exist."""
    version = parse_version(draft.codebook.version)
    starts: set[str] = set()
    for migration in draft.codebook.migrations:
        path: IdPath = ("migrations", migration["from"])
        start, end = parse_version(migration["from"]), parse_version(migration["to"])
        for key in ("from", "to"):
            if parse_version(migration[key]) is None:
                problems.add(
                    (*path, key), f'{key} is {migration[key]!r}, which is no version such as "1.0.0".'
                )
        if migration["from"] in starts:
            problems.add(path, "there are two migrations from this version.")
        starts.add(migration["from"])
        if start and end and start >= end:
            problems.add((*path, "to"), f"{migration['to']} does not come after {migration['from']}.")
        if end and version and end > version:
            problems.add(
                (*path, "to"),
                f"{migration['to']} comes after the codebook's own version {draft.codebook.version}.",
            )
        _check_map(draft, migration, path, problems)


def _check_map(draft: Draft, migration: Mapping[str, Any], path: IdPath, problems: Problems) -> None:
    known = draft.known()
    last = migration["to"] == draft.codebook.version
    for facet_id in migration.get("removed_facets", ()):
        if last and facet_id in known:
            problems.add(
                (*path, "removed_facets"), f"removed_facets names {facet_id!r}, which is still asked."
            )
    for facet_id, steps in migration.get("map", {}).items():
        place: IdPath = (*path, "map", facet_id)
        if last and facet_id not in known and facet_id not in draft.broken:
            problems.add(place, f"the map is for {facet_id!r}, which is no facet" + nearest(facet_id, known))
            continue
        ids = [value.id for value in known[facet_id].values] if last and facet_id in known else None
        for old, new in steps.items():
            targets = new if isinstance(new, list) else [new]
            if not all(isinstance(target, str) for target in targets):
                problems.add(
                    (*place, old),
                    f"{old!r} becomes a value's id, a list of ids to choose from (a split), or [] (removed), "
                    f"not {new!r}.",
                )
                continue
            for target in targets:
                if ids is not None and target not in ids:
                    problems.add(
                        (*place, old),
                        f"{old!r} becomes {target!r}, which is no value of {facet_id!r}"
                        + nearest(target, ids),
                    )
