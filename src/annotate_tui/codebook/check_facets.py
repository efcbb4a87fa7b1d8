"""Whether each facet makes sense by itself: values, ranks, keys, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.model import Abstain, Facet, Value
from annotate_tui.codebook.names import id_problem, key_problem, missing_problem, parse_version, text_problem
from annotate_tui.codebook.problems import IdPath, Problems
from annotate_tui.codebook.schema import COEFFICIENTS, COLOURS

CHOICES = frozenset({"single", "multi", "ordinal"})
_TAKES_VALUES = CHOICES | {"span"}

_MEASUREMENTS = {
    "single": ("nominal",),
    "multi": ("set",),
    "ordinal": ("ordinal",),
    "boolean": ("boolean", "nominal"),
    "text": ("none",),
    "number": ("interval", "ratio"),
    "span": ("none",),
}


def check_facet(facet: Facet, abstain: Abstain, problems: Problems) -> None:
    """Note everything about one facet that does not fit together."""
    path: IdPath = ("facets", facet.id)

    def add(key: str, message: str) -> None:
        problems.add((*path, key), message)

    if problem := id_problem(facet.id):
        add("id", f"{facet.id!r} {problem}.")
    for key, text in (("name", facet.name), ("question", facet.question), ("short", facet.short)):
        if problem := text_problem(text):
            add(key, f"{key} {problem}.")
    if facet.key and (problem := key_problem(facet.key)):
        add("key", f"{facet.key!r} {problem}.")
    if facet.key and facet.type in CHOICES:
        add("key", "the values of this facet have keys; the facet itself takes none.")
    fitting = _MEASUREMENTS[facet.type]
    if facet.measurement not in fitting:
        add(
            "measurement",
            f"type {facet.type!r} is measured as {' or '.join(fitting)}, not as {facet.measurement}.",
        )
    if facet.coefficient and facet.coefficient not in COEFFICIENTS:
        add(
            "agreement",
            f"there is no coefficient {facet.coefficient!r}" + nearest(facet.coefficient, COEFFICIENTS),
        )
    for codebook in facet.comparable_with:
        name, _, version = codebook.partition("@")
        if not name or parse_version(version) is None:
            add(
                "comparable_with",
                f'{codebook!r} names no codebook; write id@version, as in "{name or "health-claims"}@1.0.0".',
            )
    _check_values(facet, abstain, problems)
    _check_selection(facet, problems)
    _check_limits(facet, problems)


def _check_values(facet: Facet, abstain: Abstain, problems: Problems) -> None:
    path: IdPath = ("facets", facet.id)
    if facet.type not in _TAKES_VALUES:
        if facet.values:
            problems.add((*path, "values"), f"type {facet.type!r} takes no values.")
        return
    offered = [value for value in facet.values if not value.retired]
    if facet.type in CHOICES and len(offered) < 2 and not (facet.type == "multi" and offered):
        problems.add(
            (*path, "values"), f"type {facet.type!r} needs at least two values that are not retired."
        )
    for value in facet.values:
        _check_value(facet, value, abstain, problems)
    ids = [value.id for value in facet.values]
    for value_id in dict.fromkeys(value_id for value_id in ids if ids.count(value_id) > 1):
        problems.add(
            (*path, "values", value_id),
            f"value {value_id!r} stands twice; give each an id of its own.",
            again=True,
        )
    _check_ranks(facet, problems)
    _check_parents(facet, problems)
    for kind, of in (("key", "key"), ("alias", "alias"), ("name", "name")):
        seen: dict[str, str] = {}
        for value in offered:
            what = getattr(value, of)
            if what and seen.get(what, value.id) != value.id:
                problems.add(
                    (*path, "values", value.id, kind),
                    f"value {value.id!r} has the same {kind} as {seen[what]!r} ({what}); give each its own.",
                )
            seen.setdefault(what, value.id)


def _check_value(facet: Facet, value: Value, abstain: Abstain, problems: Problems) -> None:
    path: IdPath = ("facets", facet.id, "values", value.id)

    def add(key: str, message: str) -> None:
        problems.add((*path, key), f"value {value.id!r} {message}")

    if problem := id_problem(value.id):
        add("id", f"{problem}.")
    elif value.id == abstain.id:
        add("id", "has the id that means “cannot decide”; choose another or change [abstain].")
    if value.alias and (problem := missing_problem(value.alias)):
        add("alias", f"has the alias {value.alias!r}, which {problem}.")
    if value.alias in {v.id for v in facet.values if v is not value} - {""}:
        add("alias", f"has the alias {value.alias!r}, which is the id of another value.")
    if value.key and (problem := key_problem(value.key)):
        add("key", f"has the key {value.key!r}, which {problem}.")
    if value.colour and value.colour not in COLOURS:
        add("colour", f"has no known colour ({value.colour!r}); choose one of " + ", ".join(COLOURS) + ".")
    for key in ("name", "short"):
        if problem := text_problem(getattr(value, key)):
            add(key, f"has a {key} that {problem}.")
    ids = [v.id for v in facet.values]
    for number, example in enumerate(value.examples, 1):
        if example.goes_to and example.goes_to not in ids:
            add(
                "examples",
                f"has example {number} going to {example.goes_to!r}, which is no value"
                + nearest(example.goes_to, ids),
            )
        elif example.goes_to and example.belongs:
            add(
                "examples",
                f"has example {number} going to {example.goes_to!r} and belonging here; leave out one.",
            )
        elif example.goes_to == value.id:
            add("examples", f"has example {number} going to the value itself.")


def _check_ranks(facet: Facet, problems: Problems) -> None:
    path: IdPath = ("facets", facet.id, "values")
    before: Value | None = None
    owners: dict[int, str] = {}
    for value in facet.values:
        if facet.type != "ordinal":
            if value.rank is not None:
                problems.add(
                    (*path, value.id, "rank"),
                    f"value {value.id!r} has a rank, but only the type ordinal has ranks.",
                )
            continue
        if value.rank is None:
            problems.add(
                (*path, value.id), f"value {value.id!r} has no rank; give every step a rank or none of them."
            )
            continue
        if value.rank in owners:
            problems.add(
                (*path, value.id, "rank"),
                f"value {value.id!r} has the same rank as {owners[value.rank]!r}; "
                "give each step its own rank.",
            )
        elif before is not None and before.rank is not None and value.rank < before.rank:
            problems.add(
                (*path, value.id, "rank"),
                f"value {value.id!r} has a lower rank than {before.id!r} before it; "
                "list the steps from low to high.",
            )
        owners.setdefault(value.rank, value.id)
        before = value


def _check_parents(facet: Facet, problems: Problems) -> None:
    parents = {value.id: value.parent for value in facet.values if value.parent is not None}
    ids = [value.id for value in facet.values]
    circle: set[str] = set()
    for child, parent in parents.items():
        place: IdPath = ("facets", facet.id, "values", child, "parent")
        if facet.type == "ordinal":
            problems.add(place, f"value {child!r} has a parent, but a scale of steps has no groups.")
        elif parent not in ids:
            problems.add(
                place,
                f"value {child!r} has the parent {parent!r}, which is no value" + nearest(parent or "", ids),
            )
        elif child not in circle and child in (ancestors := list(_ancestors(child, parents))):
            circle.update(ancestors)
            problems.add(place, f"value {child!r} is its own ancestor; parents may not go round in a circle.")
    if facet.select == "leaf" and not parents:
        problems.add(("facets", facet.id, "select"), 'select = "leaf" needs values with a parent.')
    if facet.roll_up and not parents:
        problems.add(("facets", facet.id, "roll_up"), "roll_up = true needs values with a parent.")


def _ancestors(value_id: str, parents: Mapping[str, str | None]) -> Iterable[str]:
    seen: list[str] = []
    parent = parents.get(value_id)
    while parent is not None and parent not in seen:
        seen.append(parent)
        parent = parents.get(parent)
    return seen


def _check_selection(facet: Facet, problems: Problems) -> None:
    path: IdPath = ("facets", facet.id)
    offered = [value.id for value in facet.values if not value.retired]
    for key, listed in (("exclusive", facet.exclusive), ("precedence", facet.precedence)):
        for value_id in listed:
            if value_id not in {value.id for value in facet.values}:
                problems.add(
                    (*path, key), f"{key} names {value_id!r}, which is no value" + nearest(value_id, offered)
                )
        if len(set(listed)) < len(listed):
            problems.add((*path, key), f"{key} names a value twice.")
    confirm = facet.answer_on_confirm
    if confirm is not None and (confirm not in offered or facet.type == "span"):
        problems.add(
            (*path, "answer_on_confirm"),
            f"answer_on_confirm is {confirm!r}, which is no value" + nearest(confirm, offered),
        )
    if facet.type != "multi":
        for key, given in (
            ("exclusive", bool(facet.exclusive)),
            ("min_selected", facet.min_selected > 0),
            ("max_selected", facet.max_selected is not None),
        ):
            if given:
                problems.add((*path, key), f"{key} is for the type multi only.")
        return
    most = facet.max_selected if facet.max_selected is not None else len(offered)
    if most > len(offered):
        problems.add(
            (*path, "max_selected"), f"max_selected is {most}, but there are only {len(offered)} values."
        )
    elif facet.min_selected > most:
        problems.add(
            (*path, "min_selected"),
            f"min_selected is {facet.min_selected}, more than can be chosen ({most}).",
        )
    if facet.min_selected > 1 and facet.exclusive:
        problems.add(
            (*path, "min_selected"),
            "min_selected above 1 does not go with exclusive values, which are always alone.",
        )


def _check_limits(facet: Facet, problems: Problems) -> None:
    path: IdPath = ("facets", facet.id)
    if facet.max_length is not None and facet.type != "text":
        problems.add((*path, "max_length"), "max_length is for the type text only.")
    given = {
        "minimum": facet.minimum,
        "maximum": facet.maximum,
        "step": facet.step,
        "unit": facet.number_unit or None,
    }
    if facet.type != "number":
        for key, value in given.items():
            if value is not None:
                problems.add((*path, key), f"{key} is for the type number only.")
    elif facet.minimum is not None and facet.maximum is not None and facet.minimum >= facet.maximum:
        problems.add(
            (*path, "maximum"), f"maximum ({facet.maximum:g}) is not above minimum ({facet.minimum:g})."
        )
    if facet.links_to is not None and facet.type != "span":
        problems.add((*path, "links_to"), "links_to is for the type span only.")
    if not facet.overlap and facet.type != "span":
        problems.add((*path, "overlap"), "overlap is for the type span only.")
    if facet.type == "span" and facet.links_to is not None and facet.values:
        problems.add((*path, "links_to"), "passages have values of their own or linked ones, not both.")
    if facet.type == "span" and facet.scope == "document":
        problems.add(
            (*path, "scope"), "passages are marked in sentences; facets of the type span have the scope unit."
        )
    if facet.auto_advance and facet.type not in ("single", "ordinal", "boolean"):
        problems.add(
            (*path, "auto_advance"),
            f"auto_advance does not go with the type {facet.type}, whose answers take several keys.",
        )
