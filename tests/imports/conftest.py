"""Two awkward articles, to be labelled from files."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.dataset.data import Dataset
from annotate_tui.export.formats import find_format
from annotate_tui.export.request import Request
from annotate_tui.export.run import export_to_path
from annotate_tui.imports.run import Options, import_labels
from annotate_tui.store.store import Store

ARTICLES = (
    (
        "A 💊 costs nothing",
        (
            ("heading", "What 💊💊 cost"),
            ("sentence", "=SUM(A1:A9) of them stayed, says Dr. Ω."),
            ("sentence", '"Safe", cheap;\nand "proven" 💉 by us.'),
            ("sentence", "治疗每周一次。"),
            ("byline", "By Ada | Sponsored"),
            ("comment", "عملت معي بشكل جيد"),
        ),
    ),
    ("../=cmd", (("sentence", "One in five\tstopped."), ("sentence", "-1 is no number."))),
)


def cut(title, parts):
    """An article and its units, one a part, with one character between them."""
    units, at = [], 0
    for kind, text in parts:
        units.append(Unit(at, at + len(text), UnitKind(kind)))
        at += len(text) + 1
    return Article("\n".join(text for _, text in parts), title=title, source=f"{title}.txt"), units


class Desk:
    """Makes databases with these articles, and moves labels between them by files."""

    articles = ARTICLES
    cut = staticmethod(cut)

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self._template = template
        self._count = 0

    def open(self) -> Store:
        """A new database with the articles and without labels."""
        self._count += 1
        path = self.folder / f"desk-{self._count}.db"
        shutil.copyfile(self._template, path)
        return Store.open(path)

    def units(self, store: Store):
        """(Article row, unit) of every unit, in order."""
        return [(article, unit) for article in store.articles() for unit in store.units(article.key)]

    def export(self, store: Store, form: str, **how) -> Path:
        """An export's main file."""
        self._count += 1
        folder = self.folder / f"export-{self._count}"
        request = Request(labels=how.pop("labels", "each"), **how)
        return export_to_path(Dataset(store), find_format(form), request, folder, folder=True)[0]

    def rows(self, store: Store, *without: str) -> list[dict]:
        """What the jsonl export says, without when it was said."""
        lines = self.export(store, "jsonl").read_text("utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line]
        for row in rows:
            for name in ("updated_at", *without):
                del row[name]
        return rows

    def read(self, store: Store, content: str | bytes | list, name: str = "labels.jsonl", **options):
        """Import a file with this content: text, or a list of objects."""
        path = self.folder / name
        if isinstance(content, list):
            content = (
                json.dumps(content)
                if name.endswith(".json")
                else "".join(f"{json.dumps(one)}\n" for one in content)
            )
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_labels(store, path, Options(**options), source=name)


@pytest.fixture(scope="session")
def desk_template(strange_codebook, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "template.db"
    with Store.create(path, strange_codebook) as store:
        store.import_articles([cut(*article) for article in ARTICLES], segmenter="by hand")
    return path


@pytest.fixture
def desk(desk_template, tmp_path) -> Desk:
    return Desk(tmp_path, desk_template)


@pytest.fixture(scope="session")
def fast_desk(desk_template):
    """The same in memory, where there is such a folder: properties are about rules, not about disks."""
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="annotate-tui-", dir=base))
    yield Desk(folder, desk_template)
    shutil.rmtree(folder)


@pytest.fixture
def store(desk):
    with desk.open() as store:
        yield store


@pytest.fixture
def answers(store):
    """A function: what somebody answered about a unit, by its number (None: about the article)."""

    def answers(name: str, unit: int | None, article: int = 0):
        row = store.articles()[article]
        key = store.document_unit(row.key) if unit is None else store.units(row.key)[unit].key
        return store.answers(store.annotator(name).key, row.key).get(key, {})

    return answers


@pytest.fixture
def place(store):
    """A function: the keys that say which unit a row is about."""

    def place(unit: int, article: int = 0, **more):
        row = store.articles()[article]
        found = store.units(row.key)[unit]
        text = store.text(row.key)[found.start : found.end]
        return {
            "article_id": row.article_id, "start": found.start, "end": found.end, "text": text, **more
        }  # fmt: skip

    return place
