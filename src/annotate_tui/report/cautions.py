"""Sentences that must stand beside the figures, so that nobody reads too much into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate_tui.report.model import HEADLINE, Figure, ValueRow
from annotate_tui.report.numbers import coefficient, percent
from annotate_tui.report.words import name

LOPSIDED = 0.8
"""From this share of one value on, chance-corrected coefficients mislead when they stand alone."""
RARE = 0.05
"""Below this prevalence α and κ of a yes-or-no question say little."""
APART = 0.2
"""From this difference on, AC1 and α tell different stories."""


def cautions(scale: str, values: Sequence[ValueRow], coefficients: Mapping[str, Figure]) -> tuple[str, ...]:
    """What has to be known before the figures of one question are read."""
    found = [*_lopsided(scale, values), *_apart(coefficients), *_lost_draws(coefficients)]
    return tuple(found)


def _lopsided(scale: str, values: Sequence[ValueRow]) -> list[str]:
    if scale == "set":
        return []
    shares = [(value.share, value) for value in values if value.share is not None]
    if not shares:
        return []
    largest, value = max(shares, key=lambda pair: pair[0])
    if largest <= LOPSIDED or largest >= 1:
        return []
    sentence = (
        f"{percent(largest)} of the answers are “{value.name}”. Where one answer is so frequent, α and κ "
        "can be low although people nearly always agree: read AC1 and the agreement for each value beside "
        "them."
    )
    if scale == "boolean" and 1 - largest < RARE:
        sentence += f" At a prevalence below {percent(RARE)} a low α or κ says little."
    return [sentence]


def _apart(coefficients: Mapping[str, Figure]) -> list[str]:
    alpha, other = coefficients.get(HEADLINE), coefficients.get("gwet_ac")
    if alpha is None or other is None or alpha.value is None or other.value is None:
        return []
    if other.value - alpha.value < APART:
        return []
    sentence = (
        f"α is {coefficient(alpha.value)} but {name('gwet_ac')} is {coefficient(other.value)}: the answers "
        "are spread so unevenly that how chance is reckoned decides. Report both."
    )
    return [sentence]


def _lost_draws(coefficients: Mapping[str, Figure]) -> list[str]:
    alpha = coefficients.get(HEADLINE)
    if alpha is None or not alpha.undefined_draws or alpha.low is None:
        return []
    n = alpha.undefined_draws
    return [f"In {n:,} of the bootstrap’s draws α was undefined; the interval is made of the others."]
