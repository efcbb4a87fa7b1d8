"""Whether translations are of texts that exist."""

from __future__ import annotations

from collections.abc import Iterable

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.checks import Draft
from annotate_tui.codebook.problems import IdPath, Problems


def check_texts(draft: Draft, problems: Problems) -> None:
    """Note translations of facets, values, rules and warnings that there are not."""
    codebook = draft.codebook
    facets = draft.known()
    for language, texts in codebook.texts.items():
        path: IdPath = ("texts", language)
        if language == codebook.language:
            problems.add(path, "this is the codebook's own language; its texts stand where they are used.")
        for facet_id, facet_texts in texts.get("facets", {}).items():
            place: IdPath = (*path, "facets", facet_id)
            if facet_id in draft.broken or not _known(facet_id, facets, place, "facet", problems):
                continue
            ids = [value.id for value in facets[facet_id].values]
            for value_id in facet_texts.get("values", {}):
                _known(value_id, ids, (*place, "values", value_id), f"value of {facet_id!r}", problems)
        for title in texts.get("rules", {}):
            _known(title, [r.title for r in codebook.rules], (*path, "rules", title), "rule", problems)
        for warning in texts.get("warnings", {}):
            _known(
                warning, [w.id for w in codebook.warnings], (*path, "warnings", warning), "warning", problems
            )


def _known(name: str, known: Iterable[str], path: IdPath, what: str, problems: Problems) -> bool:
    if name in known:
        return True
    problems.add(path, f"{name!r} is no {what}" + nearest(name, known))
    return False
