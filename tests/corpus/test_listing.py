"""What other programs are told about an article, and what an import says."""

from __future__ import annotations

import json
import subprocess
import sys

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.corpus.listing import article_listing
from annotate_tui.corpus.notices import Seen, kinds_counted, unit_warnings
from annotate_tui.corpus.segment import segment


def test_the_listing_names_units_by_offset() -> None:
    """Offsets are code points; the marker is null where there is none."""
    article = Article("Title Words Here\n\n1. 🎉 One. Two.", title="T", source="a.txt")
    listing = article_listing(article, segment(article.text))
    assert json.loads(json.dumps(listing)) == {
        "id": article.article_id,
        "title": "T",
        "source": "a.txt",
        "sha256": article.article_id,
        "units": [
            {"index": 0, "start": 0, "end": 16, "kind": "title", "marker": None},
            {"index": 1, "start": 21, "end": 27, "kind": "sentence", "marker": "1."},
            {"index": 2, "start": 28, "end": 32, "kind": "sentence", "marker": None},
        ],
    }


def test_long_units_are_warned_of() -> None:
    """The first three by name, the others by number."""
    article = Article("\n".join(["word " * 1_200] * 5), source="a.txt")
    warnings = unit_warnings(article, segment(article.text))
    assert len(warnings) == 4
    assert warnings[0].startswith("a.txt: unit 1 has 5,999 characters (“word word")
    assert warnings[3] == "a.txt: 2 further units are as long."
    assert unit_warnings(Article("One. Two."), [Unit(0, 4), Unit(5, 9)]) == ()


def test_the_same_text_twice_is_said() -> None:
    """Exactly, or but for white space."""
    seen = Seen()
    assert seen.notice(Article("One. Two.", source="a")) is None
    assert seen.notice(Article("One. Two.", source="b")) == "b: same text as a, skipped."
    assert (
        seen.notice(Article("One.\nTwo. ", source="c"))
        == "c: differs from a in white space only; both are kept."
    )
    assert seen.notice(Article("Three.", source="d")) is None


def test_units_by_kind() -> None:
    """In the order of the kinds, without those that do not occur."""
    units = segment("Sleep is old. It heals.\n\nHow It Works\n\nNobody knows. Ask me:")
    assert list(kinds_counted(units).items()) == [
        (UnitKind.SENTENCE, 3),
        (UnitKind.LEAD_IN, 1),
        (UnitKind.HEADING, 1),
    ]


def test_reading_text_loads_no_package() -> None:
    """Import of text files needs the standard library only, whatever extras are there."""
    code = (
        "import sys, annotate_tui.corpus.read as read\n"
        "import annotate_tui.corpus.segment, annotate_tui.corpus.languages\n"
        "read.formats()\n"
        "heavy = {'trafilatura', 'pypdfium2', 'yasbd', 'lxml', 'numpy', 'pydantic', 'textual', 'click'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
