"""Codebooks to test with: the built-in one, and small ones made of a few lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotate_tui.codebook.load import load_builtin, parse_codebook
from annotate_tui.codebook.model import Codebook
from annotate_tui.errors import CodebookError

HEAD = """\
schema = "annotate-tui/codebook@1"
id = "small"
version = "1.0.0"
title = "Small"
"""

KIND = """
[[facets]]
id = "kind"
type = "single"
required = true
values = [{ id = "fact", key = "a" }, { id = "view", key = "b" }, { id = "other", key = "c" }]
"""


@pytest.fixture(scope="session")
def builtin() -> Codebook:
    return load_builtin()


@pytest.fixture(scope="session")
def small() -> Callable[..., Codebook]:
    """A codebook of one question ("kind": fact, view, other) and whatever is added to it."""

    def make(added: str = "", *, head: str = "", kind: str = KIND) -> Codebook:
        return parse_codebook(HEAD + head + kind + added, name="small.toml", format="toml")

    return make


@pytest.fixture(scope="session")
def problems(small: Callable[..., Codebook]) -> Callable[..., tuple[str, ...]]:
    """What is said about a small codebook that is not valid."""

    def make(added: str = "", *, head: str = "", kind: str = KIND) -> tuple[str, ...]:
        with pytest.raises(CodebookError) as caught:
            small(added, head=head, kind=kind)
        return caught.value.problems

    return make
