"""What the bootstrap draws: articles where there are enough, else units; the same for all facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotate_tui.agreement.ratings import Ratings
from annotate_tui.agreement.resample import FEWEST_CLUSTERS, MOST_GROUPS, bags

Groups = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which group each unit of each facet belongs to."""

    by: str
    """"cluster" or "unit": what is drawn."""
    n_groups: int
    groups: tuple[Groups, ...]
    """For each facet (n_units,)."""
    n_clusters: int
    """Articles with a unit that two annotators rated; 0 when no article was named."""
    bagged: bool
    warning: str = ""


def group_units(facets: Sequence[Ratings], *, resample: str, seed: int) -> Grouping:
    """Group the units of all facets alike, so that one set of draws serves all.

    ``resample`` is "auto", "cluster" or "unit".
    """
    clustered = bool(facets) and all(ratings.clusters is not None for ratings in facets)
    pairable = {name for ratings in facets for name in used_clusters(ratings, 2)} if clustered else set()
    by, warning = resample, ""
    articles = f"{len(pairable)} article{'' if len(pairable) == 1 else 's'}"
    if not clustered:
        by = "unit"
        if resample != "unit":
            warning = "No articles were named: units were resampled as if they were independent."
    elif not pairable:
        by = "unit" if resample == "auto" else resample
        warning = "No unit has ratings of two annotators: there is nothing to resample."
    elif resample == "auto" and len(pairable) >= FEWEST_CLUSTERS:
        by = "cluster"
    elif resample == "auto":
        by = "unit"
        warning = (
            f"Only {articles} with ratings of two annotators: units were resampled as if they were "
            "independent, so the intervals are too narrow "
            f"(articles are resampled from {FEWEST_CLUSTERS} articles on)."
        )
    elif resample == "unit":
        warning = "Units were resampled as if they were independent, so the intervals may be too narrow."
    elif len(pairable) < FEWEST_CLUSTERS:
        warning = f"Only {articles} with ratings of two annotators were resampled: the intervals are rough."
    groups, n_groups = _by_cluster(facets) if by == "cluster" else _by_unit(facets)
    n_groups = max(n_groups, 1)  # nothing was rated: one empty group
    bagged = n_groups > MOST_GROUPS
    if bagged:
        bag = bags(n_groups, seed)
        groups, n_groups = [bag[each] for each in groups], MOST_GROUPS
    return Grouping(by, n_groups, tuple(groups), len(pairable), bagged, warning)


def used_clusters(ratings: Ratings, fewest_ratings: int) -> list[str]:
    """Names of articles with a unit that has at least so many ratings."""
    if ratings.clusters is None:
        return []
    used = np.unique(ratings.clusters[np.count_nonzero(ratings.rated, axis=1) >= fewest_ratings])
    return [ratings.cluster_names[i] for i in used.tolist()]


def _by_cluster(facets: Sequence[Ratings]) -> tuple[list[Groups], int]:
    """Groups are articles with ratings, in the order of their names."""
    names = sorted({name for ratings in facets for name in used_clusters(ratings, 1)})
    index = {name: place for place, name in enumerate(names)}
    out = []
    for ratings in facets:
        # Units of an article without ratings hold nothing; any group does for them.
        places = np.array([index.get(name, 0) for name in ratings.cluster_names], np.intp)
        out.append(places[ratings.clusters] if ratings.n_units else np.zeros(0, np.intp))
    return out, len(names)


def _by_unit(facets: Sequence[Ratings]) -> tuple[list[Groups], int]:
    """Groups are units with a rating in any facet, in the order of the facets."""
    if len(facets) == 1:
        used = facets[0].rated.any(axis=1)
        return [np.where(used, np.cumsum(used) - 1, 0).astype(np.intp)], int(used.sum())
    index: dict[str, int] = {}
    for ratings in facets:
        for i in np.flatnonzero(ratings.rated.any(axis=1)).tolist():
            index.setdefault(ratings.units[i], len(index))
    return [np.array([index.get(unit, 0) for unit in r.units], np.intp) for r in facets], len(index)
