"""spaCy: ``DocBin`` files for training text categorisers, a folder a facet, a file a part.

A categoriser wants 0 or 1 for every category: hard labels.  Units without a label (ties, not asked,
cannot decide) are left out and counted.  Of a set, an exclusive value such as "none" is no category:
it is all the others at 0.
"""

from __future__ import annotations

from typing import Any, cast

from annotate_tui.codebook.model import Answer, Facet
from annotate_tui.dataset.data import Dataset, Rule
from annotate_tui.dataset.model import UnitLabels
from annotate_tui.dataset.splits import SPLITS, split_articles
from annotate_tui.errors import UsageError
from annotate_tui.export.fields import exported, field_names
from annotate_tui.export.request import Request, Sink

CATEGORISED = ("single", "ordinal", "multi", "boolean")


def write_docbin(data: Dataset, request: Request, sink: Sink) -> None:
    """The parts of every facet that has categories, and the passages that were marked."""
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise UsageError("docbin needs spaCy: pip install 'annotate-tui[docbin]'.") from error
    if not request.text:
        raise UsageError("A DocBin is made of texts; --no-text leaves nothing to write.")
    splits = request.splits or split_articles(data.labelled_articles())
    names = field_names(data.codebook)
    facets = [f for f in data.voted_facets if f.type in CATEGORISED and f.scope == "unit"]
    parts = [part for part in SPLITS if part in splits.values()] or [SPLITS[0]]
    bins = {(f.id, part): DocBin(store_user_data=True) for f in facets for part in parts}
    language = spacy.blank(_language(spacy, data.codebook.language))
    left_out: dict[str, int] = {}
    for unit in data.labels(cast("Rule", request.labels)):
        doc = None
        for facet in facets:
            answer = _label(unit, facet)
            if answer is None:
                what = f"units without a label of {facet.id}"
                left_out[what] = left_out.get(what, 0) + 1
                continue
            if doc is None:
                doc = language.make_doc(unit.unit.text)
                doc.user_data["unit_id"] = unit.unit.unit_id
                left_out_spans = _spans(data, unit, doc)
                if left_out_spans:
                    what = "passages that fit no tokens"
                    left_out[what] = left_out.get(what, 0) + left_out_spans
            doc.cats = categories(facet, answer)
            bins[facet.id, splits.get(unit.unit.article_id, parts[0])].add(doc)
    for (facet_id, part), docs in bins.items():
        with sink.file(f"{names[facet_id]}/{part}.spacy") as (file, written):
            file.write_bytes(docs.to_bytes())
            written.rows = len(docs)
    data.left_out.update(left_out)


def _language(spacy: Any, code: str) -> str:
    """The codebook's language if spaCy has it, else its language-neutral one."""
    return code if spacy.util.find_matching_language(code) == code else "xx"


def _label(unit: UnitLabels, facet: Facet) -> Answer | None:
    label = unit.labels.get(facet.id)
    return None if label is None else label.answer


def categories(facet: Facet, answer: Answer) -> dict[str, float]:
    """Each category of a facet as 0 or 1."""
    if facet.type == "boolean":
        return {facet.id: float(answer is True)}
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return {
        exported(facet, value.id): float(value.id in chosen)
        for value in facet.values
        if facet.type != "multi" or value.id not in facet.exclusive
    }


def _spans(data: Dataset, unit: UnitLabels, doc: Any) -> int:
    """Put the passages that anybody marked into ``doc.spans``; how many fit no tokens."""
    lost = 0
    for facet in data.facets:
        if facet.type != "span":
            continue
        group = []
        for annotation in unit.annotations:
            marked = annotation.answers.get(facet.id)
            for part in marked if isinstance(marked, tuple) else ():
                place, _, value = part.partition(":")
                start, _, end = place.partition("-")
                span = doc.char_span(int(start), int(end), label=value or facet.id)
                if span is None:
                    lost += 1
                else:
                    group.append(span)
        doc.spans[facet.id] = group
    return lost
