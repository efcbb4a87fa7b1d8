"""``--fail-under``: a check that a build can fail on."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.report.model import FacetReport, Report


@dataclass(frozen=True)
class Threshold:
    """The lower bound of the headline interval that a facet (None: each) must reach."""

    facet: str | None
    bound: float


def thresholds(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[Threshold, ...]:
    """The values of ``--fail-under``, read; a callback for click."""
    return tuple(_threshold(context, parameter, value) for value in values)


def _threshold(context: click.Context, parameter: click.Parameter, value: str) -> Threshold:
    facet, equals, number = value.rpartition("=")
    try:
        bound = float(number)
    except ValueError:
        bound = math.nan
    if not -1 <= bound <= 1 or (equals and not facet):
        raise click.BadParameter(
            f"{value!r} is no threshold; write claim_type=0.67, or 0.67 for every facet.", context, parameter
        )
    return Threshold(facet or None, bound)


def below(report: Report, asked: Iterable[Threshold]) -> list[str]:
    """A sentence for each facet whose lower bound is below its threshold, or that has none.

    Raises UsageError for a facet that the report does not have.
    """
    missed = []
    for threshold in asked:
        chosen = [f for f in report.facets if threshold.facet in (None, f.id)]
        if threshold.facet is not None and not chosen:
            raise UsageError(
                f"There is no agreement on {threshold.facet!r}; --fail-under can ask for "
                f"{', '.join(facet.id for facet in report.facets)}."
            )
        for facet in chosen:
            low = _lower_bound(report, facet)
            if low is None:
                why = facet.figure.undefined or facet.figure.no_interval or "no interval was computed."
                missed.append(f"{facet.id}: not above {threshold.bound:g}: {why}")
            elif low < threshold.bound:
                missed.append(f"{facet.id}: the lower bound {low:.4f} is below {threshold.bound:g}.")
    return missed


def doubtful(report: Report, asked: Iterable[Threshold]) -> list[str]:
    """A sentence for each facet that reaches its threshold only if units are taken as independent."""
    found = []
    for threshold in asked:
        for facet in report.facets:
            low, wide = _lower_bound(report, facet), facet.by_article
            if threshold.facet not in (None, facet.id) or low is None or low < threshold.bound:
                continue
            if wide is not None and wide.low is not None and max(wide.low, -1.0) < threshold.bound:
                found.append(
                    f"Note: {facet.id} passes if units are independent; article by article its lower bound "
                    f"{max(wide.low, -1.0):.4f} is below {threshold.bound:g}."
                )
    return found


def _lower_bound(report: Report, facet: FacetReport) -> float | None:
    figure = facet.figure
    if figure.low is None and figure.value is not None:
        entry = report.data["facets"][facet.id]["coefficients"].get(facet.headline, {})
        # Where every draw gave the same figure (perfect agreement, above all), it is its own bound.
        if entry.get("interval_undefined") == "all_draws_equal":
            return figure.value
    return figure.low
