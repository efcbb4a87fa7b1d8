"""Sentences that must stand beside the figures, so that nobody reads too much into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate_tui.report.model import HEADLINE, Figure, Pair, ValueRow
from annotate_tui.report.numbers import RELIABLE, TENTATIVE, coefficient, percent, points
from annotate_tui.report.words import name

LOPSIDED = 0.8
"""From this share of one value on, chance-corrected coefficients mislead when they stand alone."""
RARE = 0.05
"""Below this prevalence α and κ of a yes-or-no question say little."""
APART = 0.2
"""From this difference on, AC1 and α tell different stories."""


HIGH = 0.8
"""From this share of equal answers on, agreement looks high."""
SKEWED = 0.1
"""From this difference between two annotators in how often they give an answer on, their habits differ."""


def cautions(
    scale: str, values: Sequence[ValueRow], coefficients: Mapping[str, Figure], pairs: Sequence[Pair] = ()
) -> tuple[str, ...]:
    """What has to be known before the figures of one question are read."""
    found = [
        *_paradox(scale, values, coefficients),
        *_habits(pairs),
        *_lost_draws(coefficients),
    ]
    return tuple(found)


def _paradox(scale: str, values: Sequence[ValueRow], coefficients: Mapping[str, Figure]) -> list[str]:
    """Why α and κ are low although people nearly always agree (Feinstein & Cicchetti 1990)."""
    same = coefficients.get("percent_agreement", Figure()).value
    alpha = coefficients.get(HEADLINE, Figure()).value
    frequent = _most_frequent(scale, values)
    if frequent is None or same is None or alpha is None:
        return _apart(coefficients)
    share, value = frequent
    rare = ""
    if scale == "boolean" and 1 - share < RARE:
        rare = f" At a prevalence below {percent(RARE)} a low α or κ says little."
    if same < HIGH or alpha >= TENTATIVE:
        sentence = (
            f"{percent(share)} of the answers are “{value.name}”. Where one answer is so frequent, α and κ "
            "can be low although people nearly always agree: read AC1 and the agreement for each answer "
            "beside them."
        )
        return [sentence + rare]
    kappa = coefficients.get("fleiss_kappa", Figure()).value
    chance = None if kappa is None or kappa >= 1 else (same - kappa) / (1 - kappa)
    sentence = (
        f"α is low ({coefficient(alpha)}) although two annotators agree {percent(same)} of the time, because "
        f"{percent(share)} of the answers are “{value.name}”"
    )
    sentence += f": guessing with such habits would agree {percent(chance)} of the time." if chance else "."
    other = coefficients.get("gwet_ac", Figure()).value
    if other is not None:
        sentence += f" {name('gwet_ac')}, which suffers less from that, is {coefficient(other)}; report both."
    return [sentence + rare]


def _most_frequent(scale: str, values: Sequence[ValueRow]) -> tuple[float, ValueRow] | None:
    """The answer that nearly everybody gives nearly always, and its share."""
    if scale in ("set", "span"):
        return None
    shares = [(value.share, value) for value in values if value.share is not None]
    if not shares:
        return None
    found = max(shares, key=lambda pair: pair[0])
    return found if LOPSIDED < found[0] < 1 else None


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


def _habits(pairs: Sequence[Pair]) -> list[str]:
    """Where two annotators use the answers unequally often, κ cannot come near 1."""
    limited = [
        (most, pair, pair.skew)
        for pair in pairs
        if (most := pair.indices.get("kappa_max")) is not None and most < RELIABLE
        if pair.skew is not None and abs(pair.skew[1]) >= SKEWED
    ]
    if not limited:
        return []
    most, pair, (answer, difference) = min(limited, key=lambda each: each[0])
    first, second = pair.annotators if difference > 0 else pair.annotators[::-1]
    kappa = pair.figures.get("cohen_kappa", Figure()).value
    sentence = (
        f"{first} gives the answer “{answer}” more often than {second}, by {points(difference)}. With such "
        f"different habits the κ of the two ({coefficient(kappa)}) could be {coefficient(most)} at most."
    )
    return [sentence]


def _lost_draws(coefficients: Mapping[str, Figure]) -> list[str]:
    alpha = coefficients.get(HEADLINE)
    if alpha is None or not alpha.undefined_draws or alpha.low is None:
        return []
    n = alpha.undefined_draws
    return [f"In {n:,} of the bootstrap’s draws α was undefined; the interval is made of the others."]
