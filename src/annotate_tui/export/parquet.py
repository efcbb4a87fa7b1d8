"""Parquet: the columns of the Hugging Face export in one typed file.

Values of a facet are dictionary columns, sets are lists of texts; the codebook is in the file's metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from annotate_tui.codebook.data import codebook_to_data
from annotate_tui.dataset.data import Dataset
from annotate_tui.errors import UsageError
from annotate_tui.export.card import Declared
from annotate_tui.export.huggingface import Column, annotation_columns, unit_columns
from annotate_tui.export.request import Request, Sink

_BATCH = 10_000


def write_parquet(data: Dataset, request: Request, sink: Sink) -> None:
    """One file with a row a unit and annotator, or a row a unit."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'annotate-tui[parquet]'.") from error
    items: Iterable[Any]
    if request.labels == "each":
        columns, items = annotation_columns(data, request), data.annotations()
    else:
        columns, items = unit_columns(data, request), data.labels(request.labels)
    if request.splits is not None:
        splits = request.splits
        columns.append(Column("split", "string", lambda item: splits.get(item.unit.article_id)))
    schema = pa.schema(
        [(column.name, _arrow(pa, column.declared)) for column in columns],
        metadata={"codebook": json.dumps(codebook_to_data(data.codebook), ensure_ascii=False)},
    )
    with (
        sink.file("labels.parquet") as (file, written),
        parquet.ParquetWriter(_Binary(file), schema, compression="zstd") as writer,
    ):
        written.rows = 0
        for batch in _batches(items):
            arrays = [
                pa.array([_plain(column.get(item)) for item in batch], schema.field(i).type)
                for i, column in enumerate(columns)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            written.rows += len(batch)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _plain(value: Any) -> Any:
    """The text of an enumeration's member; everything else as it is."""
    return str(value) if isinstance(value, str) else value


def _arrow(pa: Any, declared: Declared) -> Any:
    if not isinstance(declared, str):
        if "list" in declared:
            inner = declared["list"]
            return pa.list_(pa.float32() if inner == "float32" else pa.string())
        return pa.dictionary(pa.int16(), pa.string())
    return {
        "string": pa.string(),
        "int32": pa.int32(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
    }[declared]


class _Binary:
    """What pa writes to: a file that says whether it is closed and where it is."""

    closed = False

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, block: Any) -> int:
        self._file.write_bytes(bytes(block))
        return len(block)

    def tell(self) -> int:
        size: int = self._file.size
        return size

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        """The export closes the file."""
