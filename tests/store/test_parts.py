"""The small parts: which SQLite is safe, which file system is a network, what is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import StoreError
from annotate_tui.store import database as database_module
from annotate_tui.store import filesystem
from annotate_tui.store.database import why_not_wal
from annotate_tui.store.events import Content, PortableId, new_session_id
from annotate_tui.store.sqlite import sqlite3, wal_is_safe
from annotate_tui.store.store import Store

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:25 / /home/some\\040one rw - nfs4 server:/home rw
31 22 0:26 / /home/local rw - btrfs /dev/sdb rw
32 31 0:27 / /home/local/cloud rw - fuse.sshfs host: rw
33 22 0:28 / /usb rw - fuseblk /dev/sdc rw
34 22 0:29 / /win rw - 9p C: rw
35 33 0:30 / /usb rw - cifs //box/share rw
"""


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False),
        ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False),
        ((3, 51, 3), True), ((3, 53, 4), True),
    ],
)  # fmt: skip
def test_wal_is_used_only_without_the_bug(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/x.db", None),
        ("/home/some one/x.db", "nfs4"),
        ("/home/some oneself/x.db", None),
        ("/home/local/x.db", None),
        ("/home/local/cloud/a/x.db", "fuse.sshfs"),
        ("/usb/x.db", "cifs"),
        ("/win/x.db", "9p"),
    ],
)
def test_network_file_systems_are_recognised(
    path: str, kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystem, "_mounts", lambda: MOUNTS)
    assert filesystem.network_file_system(path) == kind


def test_a_new_database_is_in_wal_mode_only_where_that_is_safe(
    lab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lab.empty() as store:
        expected = "wal" if not why_not_wal(store.path) else "delete"
        assert store.database.value("PRAGMA journal_mode") == expected
        assert store.database.value("PRAGMA synchronous") == 3
        assert store.database.value("PRAGMA foreign_keys") == 1
    monkeypatch.setattr(database_module, "network_file_system", lambda _: "nfs4")
    with lab.empty() as store:
        assert store.database.value("PRAGMA journal_mode") == "delete"
        assert store.notices == ()


def test_a_database_that_moved_to_a_network_leaves_wal_mode(
    lab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lab.empty() as store:
        path = store.path
        if why_not_wal(path):
            pytest.skip("this machine never uses WAL mode")
    monkeypatch.setattr(database_module, "network_file_system", lambda _: "nfs4")
    with Store.open(path) as store:
        assert store.database.value("PRAGMA journal_mode") == "delete"
        assert "network file system (nfs4)" in store.notices[0]
    with Store.open(path) as store:
        assert store.notices == ()


def test_a_database_in_wal_mode_that_others_have_open_on_a_network_is_warned_of(
    lab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lab.empty() as first:
        if why_not_wal(first.path):
            pytest.skip("this machine never uses WAL mode")
        first.articles()
        monkeypatch.setattr(database_module, "network_file_system", lambda _: "nfs4")
        monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.1)
        with Store.open(first.path) as second:
            assert "only one program at a time" in second.notices[0]


def test_a_reader_writes_nothing(lab: Any) -> None:
    with lab.make() as store:
        path = store.path
    with Store.open(path, readonly=True) as store:
        with pytest.raises(StoreError, match="read-only"):
            store.ensure_annotator("ada")
        with pytest.raises(StoreError, match="read-only"):
            store.set_setting("theme", "dark")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_portable_id_is_read_back() -> None:
    name = PortableId(17, new_session_id(), 3, bytes(range(8)))
    assert PortableId.parse(str(name)) == name
    assert len({new_session_id() for _ in range(1000)}) == 1000


def test_a_digest_covers_every_part_of_an_event() -> None:
    content = Content(
        "s",
        1,
        2,
        1,
        "label",
        "annotation",
        "ada",
        "a" * 64,
        0,
        9,
        "claim_type",
        "",
        "c",
        "g",
        '"harm"',
        5,
        6,
        None,
    )
    replaced = [PortableId(1, "s", 0, b"\0" * 8)]
    digests = {content.digest(replaced), content.digest([])}
    for field, value in zip(content._fields, content, strict=True):
        other = (value or 0) + 1 if isinstance(value, int) else f"{value}x"
        digests.add(content._replace(**{field: other}).digest(replaced))
    nullable = ("article", "start", "end", "codebook", "segmentation", "value", "dwell_ms")
    for field in nullable:
        digests.add(content._replace(**{field: None}).digest(replaced))
    assert len(digests) == 2 + len(content) + len(nullable)


def test_a_digest_is_that_of_plain_json() -> None:
    import hashlib
    import json

    content = Content(
        "s",
        1,
        2,
        1,
        "label",
        "annotation",
        'Zoë "Z"',
        None,
        None,
        None,
        "note",
        "",
        "c",
        None,
        '"\\n\u2028€"',
        5,
        None,
        "r",
    )
    text = json.dumps([*content, []], ensure_ascii=False, separators=(",", ":"))
    assert content.digest([]) == hashlib.sha256(text.encode()).digest()[:8]


LABELLING = """
import sys
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer
path = Path(sys.argv[1])
with Store.open(path) as store:
    store.codebook(), store.progress(), store.last_annotator(), store.next_open(1)
    article = store.articles()[0].key
    unit = store.units(article)[0].key
    writer = Writer(path, "ada")
    writer.submit([Change(unit, "claim_type", "harm")]).result(60)
    writer.undo().result(60)
    store.answers(1, article), list(store.history()), store.conflicts()
    assert writer.close(60) == 0
heavy = {"pydantic", "numpy", "sqlite_utils", "click", "textual", "hypothesis", "ctypes"} & set(sys.modules)
print(sorted(heavy), len({"sqlite3", "pysqlite3"} & set(sys.modules)))
"""


def test_labelling_loads_nothing_heavy_and_one_sqlite(lab: Any) -> None:
    with lab.make() as store:
        path = store.path
    done = subprocess.run(
        [sys.executable, "-c", LABELLING, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[] 1\n"


def test_the_sqlite_is_the_one_that_sqlite_utils_takes() -> None:
    from sqlite_utils.utils import sqlite3 as theirs

    assert sqlite3 is theirs


WITHOUT_PYSQLITE = """
import sys
sys.modules["pysqlite3"] = None
from pathlib import Path
from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.check import check
from annotate_tui.store.session import Change
from annotate_tui.store.sqlite import sqlite3, wal_is_safe
from annotate_tui.store.store import Store
assert sqlite3.__name__ == "sqlite3"
path = Path(sys.argv[1])
with Store.create(path, load_builtin()) as store:
    store.import_articles([(Article("One text."), [Unit(0, 9)])], segmenter="test/1")
    store.begin("ada").write([Change(store.units(1)[0].key, "claim_type", "harm")])
    mode = store.database.value("PRAGMA journal_mode")
assert check(path) == []
assert mode == ("wal" if wal_is_safe() else "delete")
print(Path(sys.argv[2]).exists() and [notice for notice in Store.open(Path(sys.argv[2])).notices])
"""


def test_everything_works_with_the_sqlite_of_the_standard_library(lab: Any, tmp_path: Path) -> None:
    with lab.make() as store:
        other = store.path
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PYSQLITE, str(tmp_path / "plain.db"), str(other)],
        capture_output=True,
        text=True,
        check=True,
    )
    import sqlite3 as plain

    if not wal_is_safe(plain.sqlite_version_info) and not why_not_wal(other):
        assert "can corrupt it when several programs write" in done.stdout
