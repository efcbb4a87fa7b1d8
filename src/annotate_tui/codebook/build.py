"""Sections of a codebook file → the classes of the model, noting what has the wrong shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.model import (
    Condition,
    Example,
    Facet,
    KindPolicy,
    Measurement,
    Value,
)
from annotate_tui.codebook.names import humanised
from annotate_tui.codebook.problems import IdPath, Problems, id_path
from annotate_tui.codebook.schema import ConditionSection, FacetSection, UnitKindSection, ValueSection

Section = TypeVar("Section", bound=BaseModel)

_DEPTH = 20
_TYPES = {
    "string_type": "text in quotation marks",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}
_MEASUREMENTS: Mapping[str, Measurement] = {
    "single": "nominal",
    "multi": "set",
    "ordinal": "ordinal",
    "boolean": "boolean",
    "text": "none",
    "number": "interval",
    "span": "none",
}


def section(shape: type[Section], raw: Any, path: IdPath, problems: Problems) -> Section | None:
    """One section of the file in its shape, or None after noting everything that is wrong with it."""
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(detail, shape, raw, path, problems)
        return None


def facet(raw: Any, path: IdPath, problems: Problems) -> Facet | None:
    """A facet, or None if its shape is wrong."""
    read = section(FacetSection, raw, path, problems)
    if read is None:
        return None
    ask_when = None
    if read.ask_when is not None:
        ask_when = condition(read.ask_when, (*path, "ask_when"), problems)
        if ask_when is None:
            return None
    measurement = "set" if read.measurement == "nominal-set" else read.measurement
    agreement = read.agreement
    if not isinstance(agreement, (bool, str)):
        problems.add((*path, "agreement"), "'agreement' is true, false or the name of a coefficient.")
        return None
    return Facet(
        id=read.id,
        name=read.name or humanised(read.id),
        label=read.label,
        type=read.type,
        measurement=measurement or _MEASUREMENTS[read.type],
        question=read.question,
        help=read.help.strip(),
        short=read.short,
        scope=read.scope,
        required=read.required,
        values=tuple(_value(value, read, index) for index, value in enumerate(read.values)),
        key=read.key,
        ask_when=ask_when,
        exclusive=tuple(read.exclusive),
        answer_on_confirm=read.answer_on_confirm,
        auto_advance=read.auto_advance,
        min_selected=read.min_selected,
        max_selected=read.max_selected,
        max_length=read.max_length,
        minimum=read.minimum,
        maximum=read.maximum,
        step=read.step,
        number_unit=read.unit,
        agreement=agreement is not False,
        coefficient=agreement if isinstance(agreement, str) else "",
        precedence=tuple(read.precedence),
        links_to=read.links_to,
        overlap=read.overlap,
        comparable_with=tuple(read.comparable_with),
        select=read.select,
        roll_up=read.roll_up,
    )


def unit_kind(raw: Any, path: IdPath, problems: Problems) -> KindPolicy | None:
    """What units of one kind are asked, or None if its shape is wrong."""
    read = section(UnitKindSection, raw, path, problems)
    if read is None:
        return None
    return KindPolicy(
        ask=read.policy == "ask",
        can_open=read.can_open,
        only=tuple(read.only),
        set=dict(read.set),
        prefill={f: tuple(a) if isinstance(a, list) else a for f, a in read.prefill.items()},
        report_apart=read.report == "separate",
    )


def condition(raw: Any, path: IdPath, problems: Problems, depth: int = 0) -> Condition | None:
    """A condition, or None after noting what is wrong with its shape."""
    if depth > _DEPTH:
        problems.add(path, f"the condition is nested more than {_DEPTH} deep.")
        return None
    if not isinstance(raw, Mapping):
        problems.add(path, f"a condition is a table such as {{ facet = …, in = […] }}, not {raw!r}.")
        return None
    read = section(ConditionSection, raw, path, problems)
    if read is None:
        return None
    tests = [
        key for key in ("in", "min_rank", "empty", "unit_kind", "text", "all", "any", "not") if key in raw
    ]
    if len(tests) != 1:
        problems.add(
            path,
            "a condition makes one test (in, min_rank, empty, unit_kind, text, all, any or not)"
            + (
                f", not {' and '.join(tests)}; put them into all = [ … ]."
                if tests
                else "; this one makes none."
            ),
        )
        return None
    test = tests[0]
    if (test in ("in", "min_rank", "empty")) and not read.facet:
        problems.add(path, f"the test {test!r} needs to say of which facet.")
        return None
    if read.facet and test in ("unit_kind", "text", "not"):
        problems.add(path, f"the test {test!r} is of the unit, not of the facet {read.facet!r}.")
        return None
    match test:
        case "in":
            return Condition("in", facet=read.facet, values=_tested(read.in_ or []))
        case "min_rank":
            return Condition("min_rank", facet=read.facet, rank=read.min_rank or 0)
        case "empty":
            return Condition("empty", facet=read.facet)
        case "unit_kind":
            return Condition("unit_kind", values=tuple(read.unit_kind or []))
        case "text":
            return Condition("text", values=tuple(read.text or []))
        case "not":
            part = condition(read.not_, (*path, "not"), problems, depth + 1)
            return part and Condition("not", parts=(part,))
    listed = (read.all if test == "all" else read.any) or []
    if read.facet:
        if test == "any":
            return Condition("in", facet=read.facet, values=_tested(listed))
        return Condition(
            "all", parts=tuple(Condition("in", facet=read.facet, values=(v,)) for v in _tested(listed))
        )
    parts = [
        condition(part, (*path, test, f"#{i + 1}"), problems, depth + 1) for i, part in enumerate(listed)
    ]
    if not parts:
        problems.add(path, f"{test} = [] tests nothing; name at least one condition.")
        return None
    found = tuple(part for part in parts if part is not None)
    if len(found) < len(parts):
        return None
    return Condition("all", parts=found) if test == "all" else Condition("any", parts=found)


def _tested(listed: list[Any]) -> tuple[str, ...]:
    return tuple("true" if value is True else "false" if value is False else str(value) for value in listed)


def _value(read: ValueSection, owner: FacetSection, index: int) -> Value:
    ranked = owner.type == "ordinal" and all(value.rank is None for value in owner.values)
    return Value(
        id=read.id,
        name=read.name or humanised(read.id),
        key=read.key,
        short=read.short,
        include=read.include,
        exclude=read.exclude,
        examples=tuple(
            Example(
                text=example.text,
                belongs=not example.goes_to if example.belongs is None else example.belongs,
                reason=example.reason,
                goes_to=example.goes_to,
            )
            for example in read.examples
        ),
        notes=read.notes,
        colour=read.colour,
        rank=index if ranked else read.rank,
        parent=read.parent,
        polarity=read.polarity,
        retired=read.retired,
        alias=read.alias,
    )


def _note(detail: ErrorDetails, shape: type[BaseModel], raw: Any, path: IdPath, problems: Problems) -> None:
    location = detail["loc"]
    inside = id_path(raw, location)
    key = str(location[-1]) if location and isinstance(location[-1], str) else ""
    within = f"value {inside[1]!r}: " if len(inside) > 2 and inside[0] == "values" else ""
    match detail["type"]:
        case "extra_forbidden":
            known = known_keys(_shape_at(shape, location[:-1]))
            message = f"there is no key {key!r}" + nearest(key, known)
        case "missing":
            message = f"the key {key!r} is missing."
            inside = inside[:-1]
        case "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
            message = f"{key} is {detail['input']!r}, but must be one of: {expected}."
        case "string_too_short":
            message = f"{key} is empty."
        case kind if kind in _TYPES:
            message = f"{key or 'this'} must be {_TYPES[kind]}, not {detail['input']!r:.60}."
        case _:
            message = f"{key}: {detail['msg'][:1].lower()}{detail['msg'][1:]}."
    problems.add((*path, *inside), within + message)


def known_keys(shape: type[BaseModel]) -> list[str]:
    """The keys that a section may have, as they are written in the file."""
    return [field.alias or name for name, field in shape.model_fields.items()]


def _shape_at(shape: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for step in location:
        if isinstance(step, int):
            continue
        inner = next((f.annotation for n, f in shape.model_fields.items() if (f.alias or n) == step), None)
        shape = _model_in(inner) or shape
    return shape


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None
