"""Small databases, quickly made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.codebook.data import content_hash
from annotate_tui.codebook.load import load_builtin
from annotate_tui.codebook.model import Codebook
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.store.session import Change, WritingSession
from annotate_tui.store.store import Store

TEXTS = ("First text. Second sentence here. And a third.", "Another article, short.")
UNITS = (
    (Unit(0, 11), Unit(12, 33), Unit(34, 46, UnitKind.HEADING)),
    (Unit(0, 23),),
)
JOINED = ((Unit(0, 33), Unit(34, 46)), (Unit(0, 23),))


class Lab:
    """Makes databases with two small articles, and labels in them."""

    texts = TEXTS
    units = UNITS
    joined = JOINED
    articles = tuple(
        Article(text, title=f"Article {number}", source=f"folder/article-{number}.txt")
        for number, text in enumerate(TEXTS, start=1)
    )

    def __init__(self, folder: Path, codebook: Codebook, template: Path) -> None:
        self.folder = folder
        self.codebook = codebook
        self._count = 0
        self._template = template

    def other_codebook(self) -> Codebook:
        """A codebook in which the cues are not required."""
        facets = tuple(
            replace(facet, required=False) if facet.id == "coi_cues" else facet
            for facet in self.codebook.facets
        )
        changed = replace(self.codebook, version="1.1.0", facets=facets, hash="")
        return replace(changed, hash=content_hash(changed))

    def path(self, name: str = "") -> Path:
        """A path in the test's folder where nothing is yet."""
        self._count += 1
        return self.folder / (name or f"database-{self._count}.db")

    def empty(self, path: Path | None = None, **options: Any) -> Store:
        """A database without articles."""
        return Store.create(path or self.path(), self.codebook, **options)

    def fill(self, store: Store) -> None:
        """Import the two articles."""
        store.import_articles(zip(self.articles, self.units, strict=True), segmenter="test/1")

    def make(self, path: Path | None = None, **options: Any) -> Store:
        """A database with two articles of three units and one."""
        where = path or self.path()
        if not self._template.exists():
            with self.empty(self._template) as store:
                self.fill(store)
        shutil.copyfile(self._template, where)
        return Store.open(where, **options)

    def keys(self, store: Store) -> list[int]:
        """The keys of all units, in order, of all articles."""
        return [unit.key for article in store.articles() for unit in store.units(article.key)]

    def label(
        self, session: WritingSession, unit: int, facet: str, value: Any, **options: Any
    ) -> tuple[str, ...]:
        """Give one label; the portable ids of its events."""
        layer = options.pop("layer", "annotation")
        return session.write([Change(unit, facet, value, layer=layer)], **options).events


@pytest.fixture(scope="session")
def builtin() -> Codebook:
    return load_builtin()


@pytest.fixture(scope="session")
def template(memory_folder: Path) -> Path:
    return memory_folder / "template.db"


@pytest.fixture
def lab(tmp_path: Path, builtin: Codebook, template: Path) -> Lab:
    return Lab(tmp_path, builtin, template)


@pytest.fixture(scope="session")
def memory_folder() -> Iterator[Path]:
    """A folder in memory where there is one: properties are about rules, not about disks."""
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="annotate-tui-", dir=base))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def fast_lab(memory_folder: Path, builtin: Codebook, template: Path) -> Lab:
    return Lab(memory_folder, builtin, template)
