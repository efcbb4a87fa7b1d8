"""Parts of the data and what follows from them: roles, versions, kinds, time, and how much more is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import hypot
from typing import Any

from annotate_tui.report.model import Aggregated, Figure, LabelRates, PartRow, Parts, Reliability
from annotate_tui.report.numbers import SPACE, coefficient, count, counted, percent, proportion
from annotate_tui.report.read import Data, figure, name_of

VERSIONS = "Codebook versions"
HIGHLIGHTING = "Highlighted units and others"
WITH_THEMSELVES = "Annotators with themselves"

# Name in the data → (title, what the parts are, in a sentence).
_HIGHLIGHTING = (
    "By what everybody who answered saw of the cue highlights. A difference can mean that they lead "
    "annotators: those who see the same words underlined agree more, for the wrong reason."
)
_BRIEFS = {
    "kinds_apart": (
        "Reported apart",
        "Units of these kinds are no part of the other figures.",
    ),
    "codebook_versions": (
        VERSIONS,
        "Answers given under the same version of the codebook, compared with each other.",
    ),
    "within_roles": (
        "Within roles",
        "Annotators of the same role, compared with each other.",
    ),
    "highlighting": (
        HIGHLIGHTING,
        _HIGHLIGHTING,
    ),
}


def parts(facet: Data) -> tuple[Parts, ...]:
    """The data divided in every way that the analysis looked at."""
    found = [
        Parts(title, note, tuple(_brief(_words(name), entry) for name, entry in facet[key].items() if entry))
        for key, (title, note) in _BRIEFS.items()
        if facet.get(key)
    ]
    found += [_between_roles(facet), _over_time(facet), _with_themselves(facet)]
    return tuple(each for each in found if each.rows and not (each.title == VERSIONS and len(each.rows) < 2))


_SEEN = {
    "highlighted": "words underlined",
    "plain": "highlights on, nothing underlined",
    "off": "highlights off",
    "mixed": "underlined for some annotators only",
}
"""Parts of the data by what annotators saw of cue highlights."""
_SHORT = {"highlighted": "underlined", "plain": "plain"}


def _words(name: str) -> str:
    return _SEEN.get(name, name.replace("_", " "))


def label_rates(facet: Data, names: Mapping[str, str]) -> LabelRates | None:
    """How often each answer was given, with and without highlights; None where nobody saw any."""
    rates = facet.get("label_rates") or {}
    values = dict.fromkeys(value for rate in rates.values() for value in rate["shares"])
    if not values:
        return None
    return LabelRates(
        states=tuple((_SHORT.get(state, state), rate["n"]) for state, rate in rates.items()),
        rows=tuple(
            (name_of(value, names), tuple(rate["shares"][value] for rate in rates.values()))
            for value in values
        ),
    )


def highlights_pooled(facet: Data) -> str:
    """A caution where answers with and without cue highlights are pooled; else empty."""
    on, off = facet.get("highlights_pooled") or (0, 0)
    if not on or not off:
        return ""
    return (
        f"{counted(on, 'answer')} were given with cue highlights on and {count(off)} without. The figures "
        "pool both, and highlights can make annotators agree for the wrong reason: compare the parts by "
        "what was underlined."
    )


def aggregated(facet: Data, names: Mapping[str, str]) -> Aggregated | None:
    """What one label from several annotators would be."""
    found = facet.get("aggregated")
    if not found:
        return None
    votes, model = found["majority"], found["dawid_skene"]
    return Aggregated(
        n_units=votes["n_units"],
        unanimous=votes["unanimous"],
        majority=votes["majority"],
        tied=votes["tied"],
        names=tuple(name_of(value, names) for value in model["values"]),
        shares=tuple(votes["shares"].values()),
        prevalence=tuple(model["prevalence"].values()),
        annotators=tuple(
            Reliability(name, each["accuracy"], tuple(map(tuple, each["confusion"] or ())))
            for name, each in model["annotators"].items()
        ),
        changed=model["changed"],
        resolved=model["resolved"],
        converged=model["converged"],
    )


def _brief(name: str, entry: Data) -> PartRow:
    return PartRow(
        name=name,
        n=entry["n_pairable"],
        agreement=figure(entry["percent_agreement"]).value,
        alpha=figure(entry["krippendorff_alpha"]),
    )


def _between_roles(facet: Data) -> Parts:
    rows = tuple(
        PartRow(
            name=f"{_words(entry['roles'][0])}{SPACE}–{SPACE}{_words(entry['roles'][1])}",
            n=entry["n_pairs"],
            agreement=entry["percent"],
            alpha=_bare(entry["cohen_kappa"]),
        )
        for entry in facet.get("between_roles") or ()
    )
    note = "Annotators of one role with those of another; means over the pairs of annotators."
    return Parts("Between roles", note, rows, counts="Pairs", measure="κ")


def _over_time(facet: Data) -> Parts:
    blocks = (facet.get("time") or {}).get("blocks", ())
    style = "%Y-%m-%d"
    if len({_moment(entry["start"], style) for entry in blocks}) < len(blocks):
        style = "%Y-%m-%d %H:%M UTC"
    rows = tuple(_brief(f"from {_moment(entry['start'], style)}", entry) for entry in blocks)
    note = "Stretches of equally many units, in the order in which they were labelled."
    return Parts("Over time", note, rows)


def _with_themselves(facet: Data) -> Parts:
    rows = tuple(
        PartRow(name, entry["n"], entry["percent"], figure(entry["krippendorff_alpha"]))
        for name, entry in (facet.get("intra_annotator") or {}).items()
    )
    note = "Units that an annotator labelled twice, the second time without seeing the first."
    return Parts(WITH_THEMSELVES, note, rows)


def _bare(value: float | None) -> Figure:
    return Figure(value=value, undefined="" if value is not None else "It is undefined for every pair.")


def _moment(seconds: float, style: str) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime(style)


def remarks(facet: Data, scope: str) -> tuple[str, ...]:
    """Sentences on benchmarks, drift and how much more data is needed."""
    return tuple(text for text in (_drift(facet), _more_data(facet, scope)) if text)


def _drift(facet: Data) -> str:
    time: Mapping[str, Any] = facet.get("time") or {}
    change, error = time.get("change"), time.get("change_se")
    if change is None or error is None or not error > 0:
        return ""
    ends = [figure(time["blocks"][place]["percent_agreement"]) for place in (0, -1)]
    first, last = (end.value for end in ends)
    shown = f"from {percent(first)} in the first stretch to {percent(last)} in the last"
    size = f"(change {proportion(change)}, SE {proportion(error)})"
    if abs(change) <= max(2 * error, _reach(ends)):
        return f"Agreement went {shown}, no more than chance explains {size}."
    moved = "rose" if change > 0 else "fell"
    return (
        f"Agreement {moved} over time, {shown} {size}; articles that were labelled later may also have been "
        f"{'easier' if change > 0 else 'harder'}."
    )


def _reach(ends: Sequence[Figure]) -> float:
    """How far chance takes a difference: the two intervals' reaches, as the sides of a right angle.

    Each is by Student's t for its own number of articles; with two that is many standard errors (Zou & Donner
    2008, Statistics in Medicine 27).  Upper ends are cut off at 1, so lower ones are taken.
    """
    return hypot(*(end.value - end.low for end in ends if end.value is not None and end.low is not None))


def _more_data(facet: Data, scope: str) -> str:
    more = facet.get("more_data")
    if not more:
        return ""
    unit = "article" if facet.get("resampled") == "cluster" or scope == "document" else "unit"
    half, target = coefficient(more["half_width"]), coefficient(more["target"])
    few = facet.get("resampled") == "unit" and facet["n_clusters"] and scope != "document"
    if more["half_width"] <= more["target"]:
        enough = (
            f"The interval reaches about {half} to either side, which is narrow enough for most purposes."
        )
        return "" if few else enough  # Of units taken as independent it only looks so.
    now, needed = more["groups_now"], more["groups_needed"]
    # Units of few articles tell less than as many independent ones.
    least = "at least" if unit == "unit" and facet["n_clusters"] else "about"
    text = (
        f"The interval reaches about {half} to either side. To bring that to {target}, {least} "
        f"{counted(needed, unit)} like these would be needed ({now:,} now)"
    )
    if more.get("annotators_needed"):
        return f"{text}, or about {counted(more['annotators_needed'], 'annotator')} on the present ones."
    return f"{text}."
