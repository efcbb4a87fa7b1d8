"""From a coefficient, its draws and its influence values to a figure with an honest interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isfinite, sqrt

import numpy as np

from annotate_tui.agreement.resample import bca_interval, percentile_interval
from annotate_tui.agreement.result import Figure, Settings
from annotate_tui.agreement.sums import Floats
from annotate_tui.agreement.undefined import Reason

MOST_UNDEFINED = 0.5
"""With more undefined draws than this share there is no interval."""
NOISE = 1e-12
FEWEST_GROUPS = 5
"""Draws of fewer articles (or units) than this cannot give an interval of 95 %."""


def standard_error(influence: Floats, n_groups: int) -> float | None:
    """√(n / (n − 1) Σ u²), u the derivative of the figure by the weight of each of n groups.

    With groups that are articles it is the cluster-robust standard error.
    Gwet (2014), chapter 5; Davison & Hinkley (1997), section 2.7.
    """
    if n_groups < 2 or not np.isfinite(influence).all():
        return None
    return sqrt(n_groups / (n_groups - 1) * float(influence @ influence))


def make_figure(
    value: float,
    why: Callable[[], Reason],
    *,
    settings: Settings,
    n_groups: int,
    behind: int | None = None,
    worth: float | None = None,
    draws: Floats | None = None,
    influence: Floats | None = None,
    se: float | None = None,
    se_units: float | None = None,
    note: str = "",
) -> Figure:
    """A figure from its value and, where there are, draws (n_draws,) and influence values (n_groups,).

    ``why`` is asked for the reason if ``value`` is NaN; ``n_groups`` counts the groups, ``behind`` those of
    them that bear on the figure, and ``worth`` says how many equal ones these are worth (without them: all,
    and all alike); ``se`` replaces the standard error from the influence values.
    """
    if not isfinite(value):
        return Figure(None, level=settings.level, undefined=why(), note=note)
    behind = n_groups if behind is None else behind
    if se is None and influence is not None and behind > 1:
        se = standard_error(influence, n_groups)
    figure = Figure(
        float(value),
        se=se,
        level=settings.level,
        se_units=se_units,
        note=note,
    )
    if draws is None or not draws.size:
        return replace(figure, interval_undefined=Reason.NOT_COMPUTED)
    usable = draws[np.isfinite(draws)]
    figure = replace(figure, undefined_draws=int(draws.size - usable.size))
    problem = _no_interval(usable, draws.size, behind)
    if problem:
        return replace(figure, interval_undefined=problem)
    alike = behind if worth is None else max(2, min(behind, round(worth)))
    percentile = percentile_interval(usable, settings.level, alike)
    bca = None
    if influence is not None:
        bca = bca_interval(usable, float(value), influence, settings.level, alike)
    low, high = bca if bca and settings.interval == "bca" else percentile
    return replace(figure, low=low, high=high, percentile=percentile, bca=bca)


def _no_interval(usable: Floats, n_draws: int, n_groups: int) -> Reason | None:
    """Why draws cannot give an interval, if so."""
    if n_groups < FEWEST_GROUPS:
        return Reason.TOO_FEW_GROUPS
    if usable.size < 2 or usable.size < n_draws * (1 - MOST_UNDEFINED):
        return Reason.TOO_FEW_DRAWS
    return Reason.ALL_DRAWS_EQUAL if np.ptp(usable) < NOISE else None
