"""What annotators answered: checked, in one form, as JSON and in words."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Set
from typing import Any

from annotate_tui.codebook.model import Abstain, Answer, Codebook, Facet, Value
from annotate_tui.codebook.passages import overlapping, parse_passage, span_values
from annotate_tui.errors import UsageError

CANNOT_DECIDE = "cannot decide"
_USUAL_ABSTAIN = Abstain()
_ABSTAINING = frozenset({"single", "ordinal", "multi", "number"})


def normalise(facet: Facet, answer: Any, codebook: Codebook, *, allow_retired: bool = False) -> Answer | None:
    """An answer in the one form in which it is kept, or None for "no answer".

    Sets are sorted in the order of the codebook.  Of an exclusive value and
    others, the one that comes last in the sequence wins, so that
    ``(*before, pressed)`` does what a key press means; in a `set` the others win.
    ``False``, an empty set and a blank text are no answer.

    Raises UsageError for what the facet does not offer, with the nearest name.
    """
    if answer is None:
        return None
    if isinstance(answer, str) and answer == codebook.abstain.id and facet.type in _ABSTAINING:
        if not codebook.abstain.allowed:
            raise UsageError(f"“Cannot decide” is not allowed by the codebook {codebook.id}.")
        return answer
    match facet.type:
        case "single" | "ordinal":
            if not isinstance(answer, str):
                raise UsageError(f"{facet.name} takes one value, not {answer!r}.")
            return _checked_value(facet, answer, allow_retired).id
        case "multi":
            return _set(facet, answer, allow_retired)
        case "boolean":
            if not isinstance(answer, bool):
                raise UsageError(f"{facet.name} is true or false, not {answer!r}.")
            return answer or None
        case "text":
            return _text(facet, answer)
        case "number":
            return _number(facet, answer)
        case "span":
            return _spans(facet, answer, codebook)


def toggle(facet: Facet, current: Answer | None, value_id: str, codebook: Codebook) -> Answer | None:
    """What a value's key makes of the current answer: sets gain or lose it, others become it."""
    if facet.type == "boolean":
        return None if current else True
    if facet.type != "multi":
        return normalise(facet, value_id, codebook)
    chosen = current if isinstance(current, tuple) else ()
    if value_id in chosen:
        return normalise(facet, tuple(v for v in chosen if v != value_id), codebook, allow_retired=True)
    _checked_value(facet, value_id, allow_retired=False)
    return normalise(facet, (*chosen, value_id), codebook, allow_retired=True)


def to_json(answer: Answer) -> str:
    """An answer as JSON text; a set becomes a list."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Answer:
    """The answer that `to_json` wrote.  Raises ValueError for anything else."""
    answer = json.loads(text)
    if isinstance(answer, list) and all(isinstance(part, str) for part in answer):
        return tuple(answer)
    if isinstance(answer, (str, bool, int, float)):
        return answer
    raise ValueError(f"{text!r} is no answer.")


def codes(facet: Facet, answer: Answer, abstain: Abstain = _USUAL_ABSTAIN) -> str:
    """The short form shown beside a sentence: the keys of what was chosen ("e", "0", "CV", "~").

    A value that the codebook no longer has is shown by the beginning of its id.
    """
    if isinstance(answer, bool):
        return (facet.key or facet.id[:1]) if answer else ""
    if facet.type == "text":
        return facet.key
    if facet.type == "span":
        return f"[{len(answer) if isinstance(answer, tuple) else 1}]"
    if isinstance(answer, (int, float)):
        return _figure(answer)
    chosen = answer if isinstance(answer, tuple) else (answer,)
    if answer == abstain.id:
        return abstain.key
    keys = {value.id: value.key or value.id[:2] for value in facet.values}
    return "".join(keys.get(value_id, value_id[:2]) for value_id in chosen)


def display(facet: Facet, answer: Answer, abstain: Abstain = _USUAL_ABSTAIN) -> str:
    """An answer in words: "Efficacy", "Call to action, Vested interest", "cannot decide".

    A value that the codebook no longer has is shown by its id.
    """
    if isinstance(answer, bool):
        return facet.name if answer else ""
    if isinstance(answer, (int, float)):
        return f"{_figure(answer)} {facet.number_unit}".rstrip()
    if facet.type == "text":
        return str(answer)
    if facet.type == "span":
        if isinstance(answer, str):
            return _passage(facet, answer)
        count = len(answer)
        return f"{count} passage" + "s" * (count != 1)
    names = {value.id: value.name for value in facet.values}
    if isinstance(answer, str):
        return CANNOT_DECIDE if answer == abstain.id else names.get(answer, answer)
    return ", ".join(names.get(value_id, value_id) for value_id in answer)


def _passage(facet: Facet, written: str) -> str:
    """One passage in words, where its text is not at hand: "characters 4–11, Dose"."""
    try:
        start, end, value_id = parse_passage(written)
    except ValueError:
        return written
    names = {value.id: value.name for value in facet.values}
    return f"characters {start}–{end}" + (f", {names.get(value_id, value_id)}" if value_id else "")


def rolled_up(facet: Facet, answer: Answer) -> Answer:
    """An answer with every value replaced by its topmost parent, if the facet says so."""
    if not facet.roll_up or isinstance(answer, (bool, int, float)):
        return answer
    parents = {value.id: value.parent for value in facet.values}

    def top(value_id: str) -> str:
        while parent := parents.get(value_id):
            value_id = parent
        return value_id

    if isinstance(answer, str):
        return top(answer)
    tops = {top(value_id) for value_id in answer}
    return tuple(value.id for value in facet.values if value.id in tops)


def _checked_value(facet: Facet, value_id: str, allow_retired: bool) -> Value:
    try:
        value = facet.value(value_id)
    except KeyError:
        raise UsageError(
            f"{value_id!r} is no value of {facet.name}"
            + nearest(value_id, (v.id for v in facet.values if not v.retired))
        ) from None
    if value.retired and not allow_retired:
        raise UsageError(f"{value.name} is a retired value of {facet.name}; it can no longer be chosen.")
    if facet.select == "leaf" and any(v.parent == value_id and not v.retired for v in facet.values):
        raise UsageError(f"{value.name} is a group of values of {facet.name}; choose one of its members.")
    return value


def _set(facet: Facet, answer: Any, allow_retired: bool) -> tuple[str, ...] | None:
    if isinstance(answer, str):
        answer = (answer,)
    if not isinstance(answer, (tuple, list, Set)) or not all(isinstance(part, str) for part in answer):
        raise UsageError(f"{facet.name} takes a list of values, not {answer!r}.")
    ordered = not isinstance(answer, Set)
    for value_id in answer:
        _checked_value(facet, value_id, allow_retired)
    exclusive = [value_id for value_id in answer if value_id in facet.exclusive]
    others = [value_id for value_id in answer if value_id not in facet.exclusive]
    if exclusive and (not others or (ordered and list(answer)[-1] in facet.exclusive)):
        chosen = {exclusive[-1] if ordered else min(exclusive)}
    else:
        chosen = set(others)
    if facet.max_selected is not None and len(chosen) > facet.max_selected:
        raise UsageError(f"{facet.name} takes at most {facet.max_selected} values.")
    return tuple(value.id for value in facet.values if value.id in chosen) or None


def _text(facet: Facet, answer: Any) -> str | None:
    if not isinstance(answer, str):
        raise UsageError(f"{facet.name} is a text, not {answer!r}.")
    text = answer.strip()
    if facet.max_length is not None and len(text) > facet.max_length:
        raise UsageError(f"{facet.name} has {len(text)} characters; at most {facet.max_length} are allowed.")
    return text or None


def _number(facet: Facet, answer: Any) -> int | float:
    unit = f" {facet.number_unit}" if facet.number_unit else ""
    if isinstance(answer, bool) or not isinstance(answer, (int, float)) or not math.isfinite(answer):
        raise UsageError(f"{facet.name} is a number, not {answer!r}.")
    if facet.measurement == "ratio" and answer < 0:
        raise UsageError(f"{facet.name} is measured from zero upward; {_figure(answer)} is below it.")
    if facet.minimum is not None and answer < facet.minimum:
        raise UsageError(f"{facet.name} is at least {_figure(facet.minimum)}{unit}, not {_figure(answer)}.")
    if facet.maximum is not None and answer > facet.maximum:
        raise UsageError(f"{facet.name} is at most {_figure(facet.maximum)}{unit}, not {_figure(answer)}.")
    if facet.step:
        steps = (answer - (facet.minimum or 0)) / facet.step
        if abs(steps - round(steps)) > 1e-9 * max(1.0, abs(steps)):
            raise UsageError(
                f"{facet.name} goes in steps of {_figure(facet.step)}{unit}; {_figure(answer)} is none."
            )
    return answer


def _spans(facet: Facet, answer: Any, codebook: Codebook) -> tuple[str, ...] | None:
    if isinstance(answer, str) or not isinstance(answer, Iterable):
        raise UsageError(f"{facet.name} takes a list of passages, not {answer!r}.")
    known = [value.id for value in span_values(codebook, facet)]
    found = set()
    for part in answer:
        try:
            passage = parse_passage(str(part))
        except ValueError:
            raise UsageError(
                f"{part!r} is no passage; write start-end or start-end:value, as in 4-11:promo."
            ) from None
        if passage.value and passage.value not in known:
            said = "links to" if facet.links_to else "has"
            raise UsageError(
                f"{passage.value!r} is no value that {facet.name} {said}" + nearest(passage.value, known)
            )
        found.add(passage)
    if not facet.overlap and (both := overlapping(found)):
        raise UsageError(f"{facet.name}: {both[0]} and {both[1]} overlap, which the codebook does not allow.")
    return tuple(map(str, sorted(found))) or None


def _figure(number: int | float) -> str:
    """A number as it was typed, with all its figures."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number)


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: "; did you mean 'efficacy'?" or the names that exist."""
    import difflib

    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    if not names:
        return "."
    return "; it has " + ", ".join(names[:12]) + (" …" if len(names) > 12 else ".")
