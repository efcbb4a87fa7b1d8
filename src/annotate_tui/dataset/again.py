"""People who labelled a second time under another name: compared with themselves, not with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.agreement.ratings import Ratings
    from annotate_tui.agreement.span_ratings import SpanRatings


def second_names(pairs: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """``ada2=ada`` → {"ada2": "ada"}: under which name who labelled again.

    Raises UsageError for what is no pair of annotators.
    """
    names, found = set(known), {}
    for pair in pairs:
        # A name may hold "=", as names of models do.
        cuts = [place for place, sign in enumerate(pair) if sign == "="]
        both = [(pair[:cut], pair[cut + 1 :]) for cut in cuts]
        second, first = next((each for each in both if names.issuperset(each)), ("", ""))
        if not second or second == first:
            raise UsageError(
                f"{pair!r} is no pair of annotators; write the second name and the first, as in ada2=ada."
            )
        found[second] = first
    return found


def compared_with_themselves(ratings: Ratings, again: Mapping[str, str]) -> Ratings:
    """Ratings in which a second name is no annotator any more but the other answer of the first."""
    import numpy as np

    names = ratings.annotators
    twice = {names.index(a): names.index(b) for b, a in again.items() if a in names and b in names}
    if not twice:
        return ratings
    earlier = np.full_like(ratings.codes, ratings.missing_code)
    for first, second in twice.items():
        earlier[:, first] = ratings.codes[:, second]
    kept = [place for place, name in enumerate(names) if name not in again]
    return replace(ratings, earlier=earlier).take_annotators(kept)


def without_second_names(ratings: SpanRatings, again: Mapping[str, str]) -> SpanRatings:
    """Passages of everybody but the second names."""
    names = ratings.marked.annotators
    kept = [place for place, name in enumerate(names) if name not in again]
    return replace(ratings, marked=ratings.marked.take_annotators(kept))
