"""The README of a Hugging Face data set: what it holds, declared for the library and said for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotate_tui import __version__
from annotate_tui.codebook.model import Codebook
from annotate_tui.dataset.data import Dataset

Declared = str | Mapping[str, Any]
"""``"string"``, ``{"class_label": [names]}`` or ``{"list": Declared}``."""

# What YAML does not take as it is, JSON can say with an escape that YAML reads too.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def card(
    data: Dataset,
    rule: str,
    columns: Mapping[str, Sequence[tuple[str, Declared]]],
    counts: Mapping[str, Mapping[str, int]],
) -> str:
    """The text of the README.

    ``columns``: configuration → (column, type); ``counts``: configuration → part → rows.
    """
    return "\n".join([*_front(data, columns, counts), *_page(data, rule, counts), ""])


def quoted(text: str) -> str:
    """A text as YAML and JSON read it; never a bare ``yes`` or ``no``, which YAML takes for a boolean."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _front(
    data: Dataset,
    columns: Mapping[str, Sequence[tuple[str, Declared]]],
    counts: Mapping[str, Mapping[str, int]],
) -> Iterator[str]:
    yield "---"
    yield f"pretty_name: {quoted(data.codebook.title)}"
    yield f"language: {quoted(data.codebook.language)}"
    yield "task_categories:"
    yield "- text-classification"
    yield "configs:"
    for name, parts in counts.items():
        yield f"- config_name: {name}"
        if name == "units":
            yield "  default: true"
        yield "  data_files:"
        for part in parts:
            yield f"  - split: {part}"
            yield f"    path: {name}/{part}.jsonl"
    yield "dataset_info:"
    for name, declared in columns.items():
        yield f"- config_name: {name}"
        yield "  features:"
        for column, kind in declared:
            yield f"  - name: {quoted(column)}"
            yield from _type(kind, "    ")
    yield "---"


def _type(kind: Declared, indent: str) -> Iterator[str]:
    if isinstance(kind, str):
        yield f"{indent}dtype: {kind}"
    elif "class_label" in kind:
        yield f"{indent}dtype:"
        yield from _class_label(kind, indent + "  ")
    elif isinstance(kind["list"], str):
        yield f"{indent}sequence: {kind['list']}"
    else:
        yield f"{indent}sequence:"
        yield from _class_label(kind["list"], indent + "  ")


def _class_label(kind: Mapping[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}class_label:"
    yield f"{indent}  names:"
    for number, name in enumerate(kind["class_label"]):
        yield f"{indent}    '{number}': {quoted(name)}"


def _page(data: Dataset, rule: str, counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    book = data.codebook
    yield ""
    yield f"# {_line(book.title)}"
    yield ""
    yield (
        f"Labelled with the codebook `{book.id}` {book.version} (hash `{book.hash[:12]}`), "
        f"exported by annotate-tui {__version__}."
    )
    yield ""
    yield f"- `units`: a row a unit; labels by the rule “{rule}”, soft labels, and where each comes from."
    yield "- `annotations`: a row a unit and annotator."
    yield ""
    yield "| configuration | part | rows |"
    yield "|---|---|---|"
    for name, parts in counts.items():
        for part, n in parts.items():
            yield f"| {name} | {part} | {n:,} |"
    yield ""
    yield "Articles are never cut in two by the parts. An empty label says why in its `_empty` column:"
    yield "`not_asked`, `missing`, `cant_decide` or `skipped`."
    yield from _questions(book)


def _questions(book: Codebook) -> Iterator[str]:
    yield ""
    yield "## What was asked"
    for facet in book.facets:
        yield ""
        yield f"**{_line(facet.name)}** (`{facet.id}`, {facet.type}). {_line(facet.question or facet.short)}"
        for value in facet.values:
            yield f"- `{value.id}` {_line(value.name)}: {_line(value.short)}"


def _line(text: str) -> str:
    """A text as one line of Markdown in which nothing is markup."""
    one = " ".join(text.split())
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", one)
