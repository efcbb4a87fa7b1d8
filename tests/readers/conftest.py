"""Two labelled projects, and what was said in them; the real programs must find the same.

The programs are imported inside the tests: they are in the group ``readers``, and the quick tests,
which leave these out, need none of them.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotate_tui.cli.main import cli
from annotate_tui.codebook.answers import normalise
from annotate_tui.codebook.conditions import Asked, asked
from annotate_tui.codebook.load import load_builtin
from annotate_tui.codebook.model import Answer, Codebook, Facet
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.corpus.read import read_paths
from annotate_tui.corpus.segment import SEGMENTER, segment
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

SEEDS = Path(__file__).parents[2] / "seeds"
ANNOTATORS = {"ada": "human", "Ç. «ben», =Jr.": "human", "model/../7b": "model"}
TAKEN = ("text", "status")
"""Ids of facets of the strange codebook that are names of other columns: ``facet_`` stands before them."""

STRANGE = (
    (
        "A 💊 costs nothing",
        (
            ("heading", "What 💊💊 cost"),
            ("sentence", "=SUM(A1:A9) of them stayed, says Dr. Ω."),
            ("sentence", '"Safe", cheap;\nand "proven" 💉 by us.'),
            ("sentence", "治疗每周一次。"),
            ("sentence", "NA"),
            ("byline", "By Ada | Sponsored"),
            ("comment", "عملت معي بشكل جيد"),
        ),
    ),
    ("../../=cmd|' /C calc'!A0", (("sentence", "One in five\tstopped."), ("sentence", "-1 is no number."))),
    (
        "\u202ethgir\u202c, \\ and 'left'",
        (("sentence", "+49 is a prefix."), ("sentence", "@us: \x85 cell\r\nends")),
    ),
)
NOTES = (
    "=1+1",
    "'quoted' \"twice\"",
    "two\nlines\r\nor three",
    "null",
    "עברית 💊 日本",
    "\t",
    "a|b\\c, d;e",
    "-",
)


@dataclass
class Labelled:
    """A database, and what was said in it by whom."""

    path: Path
    codebook: Codebook
    taken: tuple[str, ...]
    texts: dict[str, str] = field(default_factory=dict)
    """Article → text."""
    titles: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    """Unit → article, start, end."""
    said: dict[tuple[str, str], dict[str, Answer]] = field(default_factory=dict)
    """(Annotator, unit) → facet → answer; every unit of an article that the annotator worked on."""

    def name(self, facet: Facet) -> str:
        """The name of a facet's column."""
        return f"facet_{facet.id}" if facet.id in self.taken else facet.id

    @property
    def columns(self) -> dict[str, Facet]:
        """Column → facet."""
        return {self.name(facet): facet for facet in self.codebook.facets}

    def label(self, facet: Facet, value: str) -> str:
        """What stands for a value outside of the program."""
        return facet.value(value).alias or value

    def shown(self, facet: Facet, answer: Answer | None) -> Any:
        """An answer as plain data; a flag that is not up counts as no answer."""
        if answer is None or answer is False or (answer == self.codebook.abstain.id and facet.type != "text"):
            return None
        if facet.type in ("single", "ordinal"):
            return self.label(facet, str(answer))
        if isinstance(answer, tuple):
            return [self.label(facet, part) for part in answer] if facet.type == "multi" else [*answer]
        return answer

    def expected(self, annotator: str, unit: str) -> dict[str, Any]:
        """Column → answer of one annotator about one unit, those that there are."""
        answers = self.said[annotator, unit]
        found = {name: self.shown(facet, answers.get(facet.id)) for name, facet in self.columns.items()}
        return {name: answer for name, answer in found.items() if answer is not None}

    def unit_text(self, unit: str) -> str:
        """The text of a unit; empty for an article as a whole."""
        article, start, end = self.places[unit]
        return self.texts[article][start:end]

    def export(self, form: str, *options: str) -> Path:
        """The folder into which the command has written a format."""
        folder = self.path.with_name(f"{form}-{len(list(self.path.parent.iterdir()))}")
        arguments = ["export", form, "--db", str(self.path), "-o", f"{folder}/", *options]
        result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        return folder

    def check_annotations(self, rows: list[Mapping[str, Any]]) -> None:
        """Rows with plain data hold exactly what was said, of the right texts."""
        assert len(rows) == len(self.said)
        assert {(row["annotator"], row["unit_id"]) for row in rows} == set(self.said)
        for row in rows:
            self.check_place(row)
            assert row["annotator_kind"] == ANNOTATORS[row["annotator"]]
            found = {
                name: row[name] for name in self.columns if row[name] is not None and row[name] is not False
            }
            assert found == self.expected(row["annotator"], row["unit_id"])

    def check_place(self, row: Mapping[str, Any]) -> None:
        """A row is about the unit that it names, and has its text."""
        assert (row["article_id"], row["start"], row["end"]) == self.places[row["unit_id"]]
        assert row["text"] == self.unit_text(row["unit_id"])
        assert row["title"] == self.titles[row["article_id"]]


def some_answer(chance: random.Random, codebook: Codebook, facet: Facet, text: str) -> Answer | None:
    """Some answer to a facet, about a text."""
    values = [value.id for value in facet.values if not value.retired]
    match facet.type:
        case "single" | "ordinal":
            answer: Any = chance.choice([*values, codebook.abstain.id])
        case "multi":
            alone = [(value,) for value in facet.exclusive]
            others = [value for value in values if value not in facet.exclusive]
            answer = chance.choice(
                [*alone, tuple(chance.sample(others, chance.randint(1, min(3, len(others)))))]
            )
        case "boolean":
            answer = chance.random() < 0.3 or None
        case "number":
            answer = chance.choice([0, -2.5, 7, 1e21])
        case "text":
            answer = chance.choice([None, *NOTES])
        case _:
            if len(text) < 2:
                return None
            start = chance.randrange(len(text) - 1)
            end = chance.randint(start + 1, len(text))
            linked = codebook.facet(facet.links_to).values if facet.links_to else ()
            answer = [f"{start}-{end}" + (f":{chance.choice(linked).id}" if chance.random() < 0.5 else "")]
    return normalise(facet, answer, codebook)


def fill(labelled: Labelled, articles: list[tuple[Article, list[Unit]]], segmenter: str) -> None:
    """Import the articles and label them: everybody the first and the last, the model no others."""
    chance = random.Random(7)
    codebook = labelled.codebook
    with Store.create(labelled.path, codebook) as store:
        store.import_articles(articles, segmenter=segmenter)
        rows = store.articles()
        for row in rows:
            labelled.titles[row.article_id] = row.title
            text = labelled.texts[row.article_id] = store.text(row.key)
            units = [
                (
                    f"{row.article_id[:16]}:{unit.start}-{unit.end}",
                    unit.key,
                    unit.kind.value,
                    unit.start,
                    unit.end,
                )
                for unit in store.units(row.key)
            ]
            document = f"{row.article_id[:16]}:document"
            units.append((document, store.document_unit(row.key), "document", 0, 0))
            labelled.places |= {name: (row.article_id, start, end) for name, _, _, start, end in units}
            for annotator, kind in ANNOTATORS.items():
                if kind == "model" and row not in (rows[0], rows[-1]):
                    continue
                session = store.begin(annotator, kind=kind)
                for name, key, unit_kind, start, end in units:
                    answers: dict[str, Answer] = {}
                    facets = codebook.document_facets if name == document else codebook.unit_facets
                    for facet in facets:
                        state = asked(codebook, facet, unit_kind, answers, opened=unit_kind == "heading")
                        if state is Asked.ASKED and chance.random() < 0.8:
                            answer = some_answer(chance, codebook, facet, text[start:end])
                            if answer is not None:
                                answers[facet.id] = answer
                    if answers:
                        session.write([Change(key, *one) for one in answers.items()], dwell_ms=900)
                    labelled.said[annotator, name] = answers


@pytest.fixture(scope="session")
def strange(strange_codebook, tmp_path_factory) -> Labelled:
    """Awkward texts, titles, names, labels and notes."""
    articles = []
    for title, parts in STRANGE:
        units, at = [], 0
        for kind, text in parts:
            units.append(Unit(at, at + len(text), UnitKind(kind)))
            at += len(text) + 1
        articles.append((Article("\n".join(text for _, text in parts), title=title, source=title), units))
    labelled = Labelled(tmp_path_factory.mktemp("strange") / "annotations.db", strange_codebook, TAKEN)
    fill(labelled, articles, "by hand")
    return labelled


@pytest.fixture(scope="session")
def seeds(tmp_path_factory) -> Labelled:
    """The sample articles with the built-in codebook."""
    labelled = Labelled(tmp_path_factory.mktemp("seeds") / "annotations.db", load_builtin(), ())
    found = [read.article for read in read_paths([SEEDS]) if hasattr(read, "article")]
    assert len(found) == 5
    fill(labelled, [(a, segment(a.text, media_type=a.media_type)) for a in found], SEGMENTER)
    return labelled


@pytest.fixture(params=["seeds", "strange"])
def labelled(request) -> Labelled:
    """Each of the two projects."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session", autouse=True)
def offline(tmp_path_factory):
    """No program may reach for a network; what they keep, they keep in a folder of the tests."""
    patch = pytest.MonkeyPatch()
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        patch.setenv(name, "1")
    patch.setenv("HF_HOME", str(tmp_path_factory.mktemp("hf")))
    connect = socket.socket.connect

    def refuse(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise OSError(f"the tests are offline; somebody wanted {address}")
        return connect(self, address)

    patch.setattr(socket.socket, "connect", refuse)
    yield
    patch.undo()


@pytest.fixture
def environment() -> dict[str, str]:
    """For programs in processes of their own."""
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}
