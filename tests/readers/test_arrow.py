"""pyarrow and pandas read our parquet: typed columns, and the codebook in the file."""

from __future__ import annotations

import json

import pytest

from annotate_tui import open_project
from annotate_tui.codebook.data import codebook_from_data, content_hash

pytestmark = pytest.mark.readers


def test_the_rows_are_those_of_the_labels(labelled):
    from pyarrow import parquet

    path = labelled.export("parquet") / "labels.parquet"
    labelled.check_annotations(parquet.read_table(path).to_pylist())


@pytest.mark.parametrize("labels", ["each", "majority", "gold", "soft"])
def test_python_gives_the_same_rows(labelled, labels):
    from pyarrow import parquet

    path = labelled.export("parquet", "--labels", labels) / "labels.parquet"
    with open_project(labelled.path) as project:
        rows = project.to_rows(labels)
    found = parquet.read_table(path).to_pylist()
    assert len(found) == len(rows)
    for one, other in zip(found, rows, strict=True):
        assert one.keys() == other.keys()
        for name, value in other.items():
            # Shares are 32-bit floats.
            assert one[name] == (pytest.approx(value, abs=1e-6) if name.endswith("_soft") else value)


def test_columns_are_typed_and_the_codebook_comes_along(labelled):
    import pyarrow as pa
    from pyarrow import parquet

    schema = parquet.read_schema(labelled.export("parquet") / "labels.parquet")
    for name, facet in labelled.columns.items():
        kind = schema.field(name).type
        if facet.type in ("single", "ordinal"):
            assert pa.types.is_dictionary(kind)
        elif facet.type in ("multi", "span"):
            assert kind == pa.list_(pa.string())
        else:
            kinds = {"boolean": pa.bool_(), "number": pa.float64(), "text": pa.string()}
            assert kind == kinds[facet.type]
    kept = codebook_from_data(json.loads(schema.metadata[b"codebook"]))
    assert content_hash(kept) == labelled.codebook.hash


def test_pandas_makes_categories_of_values(labelled):
    import pandas as pd

    frame = pd.read_parquet(labelled.export("parquet") / "labels.parquet")
    assert len(frame) == len(labelled.said)
    for name, facet in labelled.columns.items():
        if facet.type == "single":
            assert isinstance(frame[name].dtype, pd.CategoricalDtype)
