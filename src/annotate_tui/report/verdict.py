"""The verdict on a question, in words.

A coefficient is read by its interval, never by the point estimate alone: it is
called reliable only when the interval lies above .80, good enough for tentative
conclusions only when the interval lies above .667 (Krippendorff 2019, chapter 12).
Where units were resampled although they come from few articles, the interval is
too narrow, and a good verdict holds "at best".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotate_tui.report.model import FacetReport, Figure
from annotate_tui.report.numbers import (
    RELIABLE,
    SPACE,
    TENTATIVE,
    coefficient,
    counted,
    interval,
    level,
    percent,
)
from annotate_tui.report.words import symbol

FEWEST_ARTICLES = 20
"""Questions about whole articles are judged by a coefficient from so many articles on."""

FEWEST_DRAWN = 10
"""Intervals from fewer articles are rough."""


class Reading(StrEnum):
    """How far the labels can be relied on."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNPROVEN = "unproven"
    UNRELIABLE = "unreliable"
    CHANCE = "chance"
    UNDEFINED = "undefined"
    RAW = "raw"


PHRASES = {
    Reading.RELIABLE: "reliable",
    Reading.TENTATIVE: "reliable enough for tentative conclusions",
    Reading.UNPROVEN: "not shown to be reliable",
    Reading.UNRELIABLE: "not reliable enough",
    Reading.CHANCE: "no better than chance",
    Reading.UNDEFINED: "cannot be judged",
    Reading.RAW: "too few articles to judge",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to make of the agreement on one question."""

    reading: Reading
    phrase: str
    """A few words: "reliable enough for tentative conclusions"."""
    grounds: str
    """The figures behind it, as the rest of a sentence."""

    @property
    def sentence(self) -> str:
        """Phrase and grounds as one sentence without its subject."""
        return f"{self.phrase}: {self.grounds}"


def verdict(facet: FacetReport) -> Verdict:
    """What to make of the agreement on one question."""
    figure, letter = facet.figure, symbol(facet.headline)
    raw = facet.coefficients.get("percent_agreement", Figure())
    if facet.scope == "document" and facet.n_pairable < FEWEST_ARTICLES and raw.value is not None:
        return _raw(facet, raw.value)
    if figure.value is None:
        return Verdict(
            Reading.UNDEFINED,
            PHRASES[Reading.UNDEFINED],
            f"{letter} is undefined. {figure.undefined}".rstrip(),
        )
    if figure.low is None or figure.high is None:
        grounds = f"{equals(letter, figure.value)}, without an interval. {figure.no_interval}".rstrip()
        return Verdict(Reading.UNDEFINED, PHRASES[Reading.UNDEFINED], grounds)
    reading = read(figure.value, figure.low)
    phrase = hedged(reading, facet)
    if reading is Reading.CHANCE and figure.value > 0:
        phrase = "not shown to be better than chance"
    return Verdict(reading, phrase, _grounds(reading, figure, letter, facet))


def hedged(reading: Reading, facet: FacetReport) -> str:
    """The phrase for a reading; a good one holds "at best" where the interval is too narrow."""
    good = reading in (Reading.RELIABLE, Reading.TENTATIVE)
    return f"at best {PHRASES[reading]}" if good and too_narrow(facet) else PHRASES[reading]


def read(value: float, low: float) -> Reading:
    """The reading of a coefficient with the lower bound of its interval.

    >>> [str(read(*each)) for each in ((0.85, 0.81), (0.85, 0.7), (0.74, 0.69), (0.74, 0.5))]
    ['reliable', 'tentative', 'tentative', 'unproven']
    """
    if value >= RELIABLE and low >= RELIABLE:
        return Reading.RELIABLE
    if value >= TENTATIVE and low >= TENTATIVE:
        return Reading.TENTATIVE
    if value >= TENTATIVE:
        return Reading.UNPROVEN
    return Reading.CHANCE if value <= 0 or low <= 0 else Reading.UNRELIABLE


def too_narrow(facet: FacetReport) -> bool:
    """Whether units were resampled although they come from articles, or very few articles were."""
    if facet.scope == "document" or not facet.n_articles:
        return False
    return facet.resampled == "unit" or facet.n_articles < FEWEST_DRAWN


def equals(letter: str, value: float | None) -> str:
    """A figure with its letter, kept on one line: "α = .74"."""
    return f"{letter}{SPACE}={SPACE}{coefficient(value)}"


def _whole(figure: Figure, facet: FacetReport) -> str:
    """The interval; where it is too narrow, what that supposes, and how far articles let the figure go."""
    text = f"{level(figure.level)} interval {interval(figure.low, figure.high)}"
    if facet.resampled == "cluster" or not too_narrow(facet):
        return f"({text})"
    found = facet.by_article
    if found is None or found.low is None or found.high is None:
        return f"({text} if units were independent)"
    bounds = interval(max(found.low, -1.0), found.high)
    return f"({text} if units were independent; article by article {bounds})"


def _grounds(reading: Reading, figure: Figure, letter: str, facet: FacetReport) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        raise ValueError("there is no interval to give as grounds")
    sure = level(figure.level)
    is_value = equals(letter, figure.value)
    least = f"at least {coefficient(figure.low)}"
    whole = _whole(figure, facet)
    if too_narrow(facet):
        # Such an interval does not cover as often as it says: nothing is known "with 95 % confidence".
        known = ("", "its interval begins lower")
    else:
        known = (
            f", and with {sure} confidence {least}",
            f"with {sure} confidence it is only known to be {least}",
        )
    if reading is Reading.RELIABLE:
        return f"{is_value}{known[0]} {whole}."
    if reading is Reading.TENTATIVE:
        if figure.value >= RELIABLE:
            return f"{is_value} reaches .80, but {known[1]} {whole}."
        return f"{is_value}{known[0]} {whole}."
    if reading is Reading.UNPROVEN:
        enough = "looks reliable" if figure.value >= RELIABLE else "would do for tentative conclusions"
        return f"{is_value} {enough}, but {known[1]} {whole}."
    if reading is Reading.CHANCE:
        if figure.value <= 0:
            return f"{is_value} {whole}; 0 is what guessing would give."
        return f"{is_value}, but {sure} confidence does not exclude 0, which guessing would give {whole}."
    if figure.high >= TENTATIVE:
        return (
            f"{is_value} is below the .667 that tentative conclusions need; "
            f"the interval leaves open that it is reached {whole}."
        )
    return f"{is_value} is below the .667 that tentative conclusions need {whole}."


def _raw(facet: FacetReport, same: float) -> Verdict:
    return Verdict(
        Reading.RAW,
        PHRASES[Reading.RAW],
        f"two annotators agreed {percent(same)} of the time on {counted(facet.n_pairable, 'article')}; "
        f"from {FEWEST_ARTICLES} articles on, {symbol(facet.headline)} is judged.",
    )
