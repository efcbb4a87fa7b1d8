"""Why a figure has no value: a reason for machines and a sentence for people, never a bare 0, 1 or NaN."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a figure is undefined."""

    TOO_FEW_ANNOTATORS = "too_few_annotators"
    NO_PAIRABLE_UNIT = "no_pairable_unit"
    NO_VARIATION = "no_variation"
    NOTHING_MARKED = "nothing_marked"
    VALUE_NEVER_USED = "value_never_used"
    TOO_MANY_VALUES = "too_many_values"
    ALL_DRAWS_EQUAL = "all_draws_equal"
    TOO_FEW_DRAWS = "too_few_draws"
    TOO_FEW_GROUPS = "too_few_groups"
    ONLY_ONE_UNIT = "only_one_unit"
    NOT_COMPUTED = "not_computed"

    @property
    def sentence(self) -> str:
        """The reason in one plain sentence."""
        return SENTENCES[self]


SENTENCES: dict[Reason, str] = {
    Reason.TOO_FEW_ANNOTATORS: "Fewer than two annotators gave ratings, so there is nobody to agree with.",
    Reason.NO_PAIRABLE_UNIT: "No unit was rated by two annotators, so no two answers can be compared.",
    Reason.NO_VARIATION: "No variation: everybody always gave the same answer, "
    "so agreement beyond chance cannot be told.",
    Reason.NOTHING_MARKED: "Nobody marked a passage where two annotators worked, "
    "so there is nothing to agree on.",
    Reason.VALUE_NEVER_USED: "Nobody gave this answer to a unit that two annotators rated.",
    Reason.TOO_MANY_VALUES: "There are too many different answers to compare each with each.",
    Reason.ALL_DRAWS_EQUAL: "Every draw of the bootstrap gave the same figure: it tells no uncertainty.",
    Reason.TOO_FEW_DRAWS: "The figure was undefined in most draws of the bootstrap.",
    Reason.TOO_FEW_GROUPS: "There are fewer than five articles or units to draw from.",
    Reason.ONLY_ONE_UNIT: "One article (or unit) by itself does not tell how much others would differ.",
    Reason.NOT_COMPUTED: "No interval was asked for.",
}
