"""One label a unit and facet out of several annotators': majority, gold, soft; and where it comes from.

The value with the most votes is the majority; a tie is unresolved, never broken.
"Cannot decide", conflicts and answers to closed questions are no votes.  A set is
decided member by member: what more than half chose is in it, what exactly half
chose leaves it unresolved.  Whether a question is asked at all follows from the
labels themselves: where the label of the gate closes a question, nobody's vote opens it.

Gold is what was adjudicated, else what two annotators or more said unanimously,
else nothing: what is open, and what was found to be undecidable, is unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from annotate_tui.codebook.conditions import Asked, asked, referenced_facets
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.dataset.model import DOCUMENT, Annotation, Empty, Label, Provenance, UnitLabels

VOTED = frozenset({"single", "ordinal", "multi", "boolean", "number"})
"""The types of facets that have one label; notes and passages have none."""

Decide = Callable[[Facet, Sequence[Answer]], tuple[Answer | None, Provenance]]


def voted_facets(codebook: Codebook) -> tuple[Facet, ...]:
    """The facets that get one label out of several annotators'."""
    return tuple(facet for facet in codebook.facets if facet.type in VOTED)


def majority(codebook: Codebook, annotations: Sequence[Annotation]) -> UnitLabels:
    """The majority of the annotations of one unit, with soft labels beside it.

    Raises ValueError without any annotation.
    """
    return _labels(codebook, annotations, _majority_of, {})


def gold(
    codebook: Codebook, annotations: Sequence[Annotation], adjudicated: Mapping[str, Answer]
) -> UnitLabels:
    """The gold labels of one unit: adjudicated, else unanimous, else unresolved.

    Raises ValueError without any annotation.
    """
    return _labels(codebook, annotations, _unanimous, adjudicated)


def _labels(
    codebook: Codebook, annotations: Sequence[Annotation], decide: Decide, adjudicated: Mapping[str, Answer]
) -> UnitLabels:
    if not annotations:
        raise ValueError("there is nothing to find a label in")
    unit = annotations[0].unit
    scope = "document" if unit.kind == DOCUMENT else "unit"
    facets = [facet for facet in voted_facets(codebook) if facet.scope == scope]
    raw = {facet.id: _label(codebook, facet, annotations, decide, adjudicated) for facet in facets}
    found = {facet_id: label.answer for facet_id, label in raw.items() if label.answer is not None}
    opened = bool(found)
    labels = {}
    for facet in facets:
        state = asked(codebook, facet, unit.kind, found, opened=opened)
        label = raw[facet.id]
        if state is not Asked.ASKED:
            label = _closed(facet, state, raw)
        elif decide is _unanimous and label.provenance is None and _was_not_asked(facet, annotations):
            # A decision opened the question to annotators whose own answers had closed it.
            undecided = label.empty is Empty.CANT_DECIDE
            label = Label(None, Provenance.UNRESOLVED, Empty.CANT_DECIDE if undecided else None)
        labels[facet.id] = label
    return UnitLabels(
        unit=unit,
        labels=labels,
        annotators=tuple(a.annotator for a in annotations if a.answers or _abstained(a)),
        annotations=tuple(annotations),
    )


def _was_not_asked(facet: Facet, annotations: Sequence[Annotation]) -> bool:
    """Whether two or more came to a question and none of them answered it, since some were not asked it."""
    reasons = [annotation.empty.get(facet.id) for annotation in annotations]
    came = [reason for reason in reasons if reason in (Empty.NOT_ASKED, Empty.CANT_DECIDE)]
    return facet.required and len(came) > 1 and Empty.NOT_ASKED in came


def _abstained(annotation: Annotation) -> bool:
    return Empty.CANT_DECIDE in annotation.empty.values()


def _label(
    codebook: Codebook,
    facet: Facet,
    annotations: Sequence[Annotation],
    decide: Decide,
    adjudicated: Mapping[str, Answer],
) -> Label:
    votes = [
        annotation.answers[facet.id]
        for annotation in annotations
        if facet.id in annotation.answers and facet.id not in annotation.conflicts
    ]
    shares = soft(facet, votes)
    settled = adjudicated.get(facet.id)
    if settled is not None:
        if settled == codebook.abstain.id and facet.type != "boolean":
            return Label(None, Provenance.UNRESOLVED, Empty.CANT_DECIDE, shares, len(votes))
        return Label(settled, Provenance.ADJUDICATED, None, shares, len(votes))
    if not votes:
        return Label(None, None, _why_empty(facet, annotations))
    answer, provenance = decide(facet, votes)
    return Label(answer, provenance, None, shares, len(votes))


def _why_empty(facet: Facet, annotations: Sequence[Annotation]) -> Empty:
    reasons = {annotation.empty[facet.id] for annotation in annotations if facet.id in annotation.empty}
    for reason in (Empty.CANT_DECIDE, Empty.MISSING, Empty.NOT_ASKED):
        if reason in reasons:
            return reason
    return Empty.SKIPPED if reasons else Empty.MISSING


def _closed(facet: Facet, state: Asked, raw: Mapping[str, Label]) -> Label:
    """The label of a question that the labels of other questions close."""
    gates = [raw[gate] for gate in referenced_facets(facet.ask_when) if gate in raw]
    if state is Asked.CLOSED and any(gate.provenance is Provenance.UNRESOLVED for gate in gates):
        return Label(None, Provenance.UNRESOLVED, None, raw[facet.id].shares, raw[facet.id].votes)
    return Label(None, None, Empty.SKIPPED if state is Asked.SKIPPED_KIND else Empty.NOT_ASKED)


def soft(facet: Facet, votes: Sequence[Answer]) -> Mapping[str, float]:
    """For each value (each member of a set) the share of the votes that chose it; declared values only."""
    if not votes or facet.type == "number":
        return {}
    chosen = Counter(part for vote in votes for part in _parts(vote))
    names = ("true", "false") if facet.type == "boolean" else tuple(value.id for value in facet.values)
    return {name: chosen[name] / len(votes) for name in names}


def _parts(vote: Answer) -> Iterable[str]:
    if isinstance(vote, tuple):
        return vote
    if isinstance(vote, bool):
        return ("true" if vote else "false",)
    return (str(vote),)


def _agreed(votes: Sequence[Answer]) -> Provenance | None:
    if any(vote != votes[0] for vote in votes):
        return None
    return Provenance.UNANIMOUS if len(votes) > 1 else Provenance.SINGLE


def _unanimous(_facet: Facet, votes: Sequence[Answer]) -> tuple[Answer | None, Provenance]:
    if _agreed(votes) is Provenance.UNANIMOUS:
        return votes[0], Provenance.UNANIMOUS
    return None, Provenance.UNRESOLVED


def _majority_of(facet: Facet, votes: Sequence[Answer]) -> tuple[Answer | None, Provenance]:
    agreed = _agreed(votes)
    if agreed is not None:
        return votes[0], agreed
    answer = _majority_set(facet, votes) if facet.type == "multi" else _most_frequent(votes)
    return answer, Provenance.UNRESOLVED if answer is None else Provenance.MAJORITY


def _most_frequent(votes: Sequence[Answer]) -> Answer | None:
    (first, n), *others = Counter(votes).most_common(2)
    return None if others and others[0][1] == n else first


def _majority_set(facet: Facet, votes: Sequence[Answer]) -> Answer | None:
    chosen = Counter(part for vote in votes for part in _parts(vote) if part not in facet.exclusive)
    if any(2 * n == len(votes) for n in chosen.values()):
        return None
    members = tuple(value.id for value in facet.values if 2 * chosen[value.id] > len(votes))
    if members:
        return members
    # No cue has a majority: that is the answer "none", where the codebook has one such answer.
    return facet.exclusive if len(facet.exclusive) == 1 else None
