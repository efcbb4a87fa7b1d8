"""How much more data would make the interval narrow enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from annotate_tui.agreement.result import Figure

TARGET = 0.05


@dataclass(frozen=True, slots=True)
class MoreData:
    """What would bring the interval of α to ± ``target``; an extrapolation, not a promise."""

    target: float
    half_width: float
    """Half the length of the interval now."""
    groups_now: int
    groups_needed: int
    """Articles (or units, where units were resampled) like the present ones."""
    annotators_needed: int | None
    """With the present articles; None when no number of annotators would do, or it cannot be told."""
    why_not_annotators: str

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "target": self.target,
            "half_width": self.half_width,
            "groups_now": self.groups_now,
            "groups_needed": self.groups_needed,
            "annotators_needed": self.annotators_needed,
            "why_not_annotators": self.why_not_annotators,
        }


def more_data(
    alpha: Figure, without: Sequence[Figure], n_groups: int, n_annotators: int, target: float = TARGET
) -> MoreData | None:
    """The estimate from α, α without each annotator, and how many articles or units it rests on.

    The interval's length falls with the square root of the number of articles.  For annotators the variance
    is taken as A + B / m, with m and m − 1 annotators as two points on that curve: A is what only more
    articles can remove, and never less than nothing.  ``without`` is empty where its standard errors are not
    of the kind of α's own.
    """
    if alpha.low is None or alpha.high is None or alpha.se is None or not alpha.se > 0:
        return None
    half = (alpha.high - alpha.low) / 2
    needed = max(n_groups, ceil(n_groups * (half / target) ** 2))
    count, why = _annotators(alpha, without, n_annotators, half, target)
    return MoreData(target, half, n_groups, needed, count, why)


def _annotators(
    alpha: Figure, without: Sequence[Figure], m: int, half: float, target: float
) -> tuple[int | None, str]:
    if half <= target:
        return m, ""
    if m > 2 and not without:
        return None, "Where units are drawn it cannot be told what more annotators would add."
    errors = [figure.se for figure in without if figure.se is not None]
    if m < 3 or len(errors) < m or alpha.se is None:
        return None, "Two annotators do not tell how much a third would add."
    now = alpha.se**2
    fewer = sum(error**2 for error in errors) / len(errors)
    per_annotator = min(max(0.0, (fewer - now) * m * (m - 1)), now * m)
    rest = now - per_annotator / m
    allowed = now * (target / half) ** 2
    if per_annotator <= 0 or rest >= allowed:
        return None, "However many annotators there are, these articles alone are too few."
    return ceil(per_annotator / (allowed - rest)), ""
