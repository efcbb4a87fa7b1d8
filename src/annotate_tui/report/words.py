"""What coefficients are called, and one plain sentence on what each says.

Names in the data are a coefficient and, after it, what tells two answers apart:
``krippendorff_alpha`` (on the scale of the question), ``cohen_kappa_linear`` …
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """How a figure is spoken of."""

    name: str
    symbol: str
    meaning: str
    references: tuple[str, ...] = ()
    """Keys of `references.REFERENCES`."""


COEFFICIENTS: dict[str, Words] = {
    "krippendorff_alpha": Words(
        "Krippendorff’s α",
        "α",
        "How much of the disagreement that chance alone would bring was avoided: 1 is full agreement, 0 is "
        "what chance gives. For any number of annotators, also where ratings are missing.",
        ("krippendorff2011", "krippendorff2019"),
    ),
    "krippendorff_alpha_u": Words(
        "Krippendorff’s α_U",
        "α_U",
        "α for passages: how much of the disagreement on where passages begin and end was avoided that "
        "the same "
        "passages would bring if they were put anywhere in their articles.",
        ("krippendorff1995", "krippendorff2004"),
    ),
    "span_f1": Words(
        "F1",
        "F1",
        "Where one annotator marked a passage, how often a second one marked it too, averaged over both "
        "directions; lucky agreement counts too, so it is not read against the bounds of α.",
        ("hripcsak2005",),
    ),
    "percent_agreement": Words(
        "Percent agreement",
        "p",
        "How often two annotators gave the same answer to the same unit; lucky agreement counts too, so it "
        "is never read alone.",
    ),
    "cohen_kappa": Words(
        "Cohen’s κ",
        "κ",
        "Agreement beyond chance of two annotators, chance being what each one’s own habits would give.",
        ("cohen1960",),
    ),
    "scott_pi": Words(
        "Scott’s π",
        "π",
        "Agreement beyond chance of two annotators, chance being what their habits taken together would "
        "give.",
        ("scott1955",),
    ),
    "fleiss_kappa": Words(
        "Fleiss’ κ",
        "κ",
        "Scott’s π for any number of annotators.",
        ("fleiss1971", "gwet2014"),
    ),
    "conger_kappa": Words(
        "Conger’s κ",
        "κ",
        "Cohen’s κ for any number of annotators.",
        ("conger1980", "gwet2014"),
    ),
    "brennan_prediger": Words(
        "Brennan–Prediger",
        "κ",
        "Agreement beyond chance if every declared value were equally likely.",
        ("brennan1981",),
    ),
    "gwet_ac": Words(
        "Gwet’s AC1",
        "AC1",
        "Agreement beyond chance if only hard units are guessed; it stays high where one value is much more "
        "frequent than the others and α and κ fall.",
        ("gwet2008", "gwet2014"),
    ),
    "gwet_ac2": Words(
        "Gwet’s AC2",
        "AC2",
        "AC1 in which an answer that is nearly the same counts in part.",
        ("gwet2014",),
    ),
}

VARIANTS: dict[str, tuple[str, str]] = {
    "linear": (
        "linear weights",
        "An answer that misses by one step counts as half as far off as one by two.",
    ),
    "quadratic": ("quadratic weights", "Near misses count little, misses by many steps very much."),
    "nominal": ("nominal", "Any two different answers are equally far apart."),
    "ordinal": ("ordinal", "Answers count as further apart the more answers lie between them on the scale."),
    "interval": ("interval", "Answers are compared by the square of their difference."),
    "ratio": ("ratio", "Answers are compared by their difference in proportion to their size."),
    "masi": ("MASI", "Sets that share members agree in part."),
    "jaccard": ("Jaccard", "Sets agree by the share of their members that both have."),
    "exact": ("exact", "Passages with the same value match where they begin and end alike."),
    "overlap": ("overlapping", "Passages with the same value match where they share a character."),
    "char": ("by characters", "Characters of passages with the same value are counted, not passages."),
    "pairs": ("over pairs", "Every pair of answers counts once, so units with many answers count more."),
    "boolean": ("yes or no", "Two answers are the same or different."),
}

OWN_METRIC = {
    "nominal": "nominal",
    "boolean": "nominal",
    "ordinal": "ordinal",
    "interval": "interval",
    "ratio": "ratio",
    "set": "masi",
}
"""What tells answers apart in ``krippendorff_alpha``, by the scale of the question."""

SCALES = {
    "nominal": "one of several values without an order",
    "ordinal": "one step of an ordered scale",
    "interval": "a number",
    "ratio": "a number from zero upward",
    "set": "any number of values at once",
    "boolean": "yes or no",
    "span": "passages of the text",
}

SPECIFIC = "Where one annotator gave this answer, how often a second annotator of the same unit gave it too."
ONE_AGAINST_REST = "Krippendorff’s α when this answer is set against all others taken together."

# Longest first, so that "gwet_ac2_linear" is not read as "gwet_ac" and something.
_BASES = sorted(COEFFICIENTS, key=len, reverse=True)
_SYNONYMS = {"percent": "percent_agreement", "alpha": "krippendorff_alpha"}


def split(key: str) -> tuple[str, str]:
    """A name of the data as coefficient and variant: ``cohen_kappa_linear`` → (cohen_kappa, linear).

    An unknown name is its own coefficient.
    """
    for base in [*_BASES, *_SYNONYMS]:
        if key == base or key.startswith(f"{base}_"):
            variant = key[len(base) + 1 :]
            if not variant or variant in VARIANTS:
                return _SYNONYMS.get(base, base), variant
    return key, ""


def name(key: str, scale: str = "") -> str:
    """What a figure is called: "Krippendorff’s α (ordinal)", "Conger’s κ (linear weights)"."""
    base, variant = split(key)
    words = COEFFICIENTS.get(base)
    if words is None:
        return key.replace("_", " ")
    if base == "krippendorff_alpha" and not variant:
        variant = OWN_METRIC.get(scale, "")
    if base == "percent_agreement" and not variant and scale == "set":
        return f"{words.name} (equal sets)"
    return f"{words.name} ({VARIANTS[variant][0]})" if variant else words.name


def short_name(key: str, scale: str = "") -> str:
    """`name` for where there is little room: "Krippendorff’s α", "Conger’s κ, linear"."""
    base, variant = split(key)
    words = COEFFICIENTS.get(base)
    if words is None:
        return key.replace("_", " ")
    if not variant or (base == "krippendorff_alpha" and variant == OWN_METRIC.get(scale)):
        return words.name
    return f"{words.name}, {VARIANTS[variant][0].removesuffix(' weights')}"


def symbol(key: str) -> str:
    """The letter of a figure: "α", "κ", "AC1"; its name where it has none."""
    words = COEFFICIENTS.get(split(key)[0])
    return words.symbol if words else key.replace("_", " ")


def rank(key: str) -> tuple[int, str]:
    """Where a figure stands in a table: as in `COEFFICIENTS`, the headline first; variants after it."""
    base, variant = split(key)
    order = list(COEFFICIENTS)
    place = str(list(VARIANTS).index(variant)) if base == "span_f1" and variant else variant
    return (order.index(base) if base in order else len(order), place)
