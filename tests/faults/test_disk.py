"""The disk is full, or holds something else than it should."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import NotSavedError, StoreError
from annotate_tui.store.backup import backup
from annotate_tui.store.check import check
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import NotSaved, Saving, Writer

# Labels until the disk is full, says so, waits for a line, and goes on.
FILLING = """
import resource, sys
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.store.writer import NotSaved, Saved, Writer
path, limit = Path(sys.argv[1]), int(sys.argv[2])
with Store.open(path, readonly=True) as store:
    units = [unit.key for unit in store.units(1)]
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
def told(state):
    if isinstance(state, NotSaved):
        print("NOT SAVED", state.pending, state.error, flush=True)
writer = Writer(path, "ada", on_change=told)
def submit(number):
    return writer.submit([Change(units[number % len(units)], "note", f"{number} " + "n" * 400)], kind="note")
number = 0
while number < 3000:
    ticket = submit(number)
    while not ticket.wait(0.01) and not isinstance(writer.state, NotSaved):
        pass
    if not ticket.done:
        break
    print(*ticket.result().events, flush=True)
    number += 1
else:
    sys.exit("the disk is never full")
waiting = [ticket, submit(number + 1), submit(number + 2)]
sys.stdin.readline()
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
writer.retry()
for ticket in waiting:
    print(*ticket.result(60).events, flush=True)
print("state", isinstance(writer.state, Saved), "left", writer.close(60), flush=True)
"""


def _fill_free_and_go_on(start: Any, path: Path, limit: int, free: Any) -> set[str]:
    program = start(FILLING, path, limit)
    acknowledged: set[str] = set()
    while not (line := program.read()).startswith("NOT SAVED"):
        acknowledged.add(line)
    assert str(path) in line
    assert "full" in line
    assert len(acknowledged) > 3
    free()
    program.say()
    code, error = program.finish()
    assert (code, error) == (0, "")
    assert program.lines[-1] == "state True left 0"
    later = [line for line in program.lines[:-1] if not line.startswith("NOT SAVED")]
    assert len(later) == len(acknowledged) + 3
    return set(later)


def test_a_limit_on_file_sizes_stops_the_line_and_it_goes_on_afterwards(
    make: Any, start: Any, events: Any, journal_mode: str
) -> None:
    path = make(mode=journal_mode)
    limit = path.stat().st_size + 150_000
    acknowledged = _fill_free_and_go_on(start, path, limit, lambda: None)
    assert acknowledged <= events(path)
    assert check(path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        os.getuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("only an administrator can make a small disk; the limit on file sizes is tested anyway")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_stops_the_line_and_it_goes_on_once_there_is_space(
    make: Any, start: Any, events: Any, small_disk: Path, journal_mode: str
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(500_000))
    path = make(folder=small_disk, mode=journal_mode)
    acknowledged = _fill_free_and_go_on(start, path, 0, ballast.unlink)
    assert acknowledged <= events(path)
    assert check(path) == []


def test_a_backup_that_does_not_fit_leaves_nothing_behind(make: Any, small_disk: Path) -> None:
    path = make(units=4000)
    (small_disk / "ballast").write_bytes(bytes(900_000))
    with Store.open(path) as store, pytest.raises(StoreError, match="full"):
        backup(store, small_disk / "copy.db")
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]


def test_creating_on_a_full_disk_leaves_nothing_behind(codebook: Any, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(960_000))
    with pytest.raises(StoreError, match="full"):
        Store.create(small_disk / "new.db", codebook)
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]


# -- damage ------------------------------------------------------------------


@pytest.fixture
def labelled(make: Any) -> Path:
    path: Path = make(units=60, mode="delete")
    with Store.open(path) as store:
        session = store.begin("ada")
        for facet, answer in (("claim_type", "no_claim"), ("note", "precious")):
            session.write([Change(unit.key, facet, answer) for unit in store.units(1)])
    return path


def _page_size(content: bytes) -> int:
    return int.from_bytes(content[16:18], "big")


def test_whatever_page_is_damaged_it_is_found_named_and_not_written_to(
    labelled: Path, tmp_path: Path
) -> None:
    content = labelled.read_bytes()
    size = _page_size(content)
    found, refusals = [], []
    for page in range(1, len(content) // size):
        broken = bytearray(content)
        broken[page * size : (page + 1) * size] = random.Random(page).randbytes(size)
        path = tmp_path / f"broken-{page}.db"
        path.write_bytes(broken)
        problems = _problems(path)
        assert problems, f"page {page + 1} is broken, and nobody says so"
        found += problems
        with contextlib.ExitStack() as stack:
            try:
                store = stack.enter_context(Store.open(path))
                session = store.begin("ada")
                unit = store.units(1)[0].key
                session.write([Change(unit, "claim_type", "harm")])
            except StoreError as error:
                refusals.append(str(error))
                assert path.read_bytes() == broken
                continue
        # Only the text of an article can be broken without the pages saying so.
        assert any("does not match its hash" in problem for problem in problems)
    assert len(refusals) > 10
    assert all("backup" in refusal and ".recover" in refusal for refusal in refusals)
    for table in ("event", "label", "unit", "seg_unit"):
        assert any(f"the table {table}" in problem for problem in found), table


def _problems(path: Path) -> list[str]:
    try:
        return check(path)
    except StoreError as error:
        return [str(error)]


def test_a_large_file_is_looked_at_before_the_first_label(
    labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So large that it is not looked at whenever it is opened.
    monkeypatch.setattr("annotate_tui.store.store._SMALL", 0)
    with Store.open(labelled, readonly=True) as store:
        unit = store.units(1)[0].key
        # A page that no label ever touches.
        root = store.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'article_source'")
    content = bytearray(labelled.read_bytes())
    size = _page_size(content)
    content[(root - 1) * size : root * size] = random.Random(0).randbytes(size)
    labelled.write_bytes(content)
    writer = Writer(labelled, "ada")
    ticket = writer.submit([Change(unit, "claim_type", "harm")])
    while isinstance(writer.state, Saving):
        ticket.wait(0.01)
    assert isinstance(writer.state, NotSaved)
    assert "is damaged" in str(writer.state.error)
    assert not ticket.done
    assert writer.close(60) == 1
    assert labelled.read_bytes() == content


def test_a_damaged_database_can_still_be_backed_up_and_refuses_every_label(
    labelled: Path, tmp_path: Path
) -> None:
    content = bytearray(labelled.read_bytes())
    size = _page_size(content)
    with Store.open(labelled) as store:
        root = store.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'label'")
    content[(root - 1) * size : root * size] = random.Random(0).randbytes(size)
    labelled.write_bytes(content)
    with Store.open(labelled) as store:
        for _ in range(2):
            with pytest.raises(StoreError, match="damaged"):
                store.set_setting("theme", "dark")
        copy = backup(store, tmp_path / "copy.db")
    assert labelled.read_bytes() == content
    assert any("the table label" in problem for problem in check(copy))


def test_a_flipped_bit_in_an_answer_is_found_by_its_digest(labelled: Path, make: Any) -> None:
    with Store.open(labelled) as store:
        unit = store.units(1)[0].key
        store.begin("ada").write([Change(unit, "note", "unique")])
    content = labelled.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(b'"unique"', place)]
    assert len(places) == 2, "one in the event, one in the label"
    for place in places:
        flipped = bytearray(content)
        flipped[place + 3] ^= 1
        labelled.write_bytes(flipped)
        assert any("digest" in problem or "differs" in problem for problem in check(labelled))
    labelled.write_bytes(content.replace(b'"unique"', b'"uniquE"'))
    with (
        Store.open(make("other.db")) as store,
        pytest.raises(StoreError, match=r"digest.*nothing was changed"),
    ):
        merge(store, labelled)


# -- the file goes away ------------------------------------------------------


def test_a_deleted_file_is_noticed_and_nothing_is_written_anywhere(make: Any, tmp_path: Path) -> None:
    path = make(mode="delete")
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        session.write([Change(unit, "claim_type", "harm")])
        away = path.rename(tmp_path / "away.db")
        with pytest.raises(NotSavedError, match="deleted or moved"):
            session.write([Change(unit, "claim_type", "advice")])
        with pytest.raises(NotSavedError, match="deleted or moved"):
            session.undo()
        assert not path.exists()
        # Put back, it goes on as if nothing had been.
        away.rename(path)
        session.write([Change(unit, "claim_type", "research")])
        assert [event.value for event in store.history(unit=unit)] == ["harm", "research"]
    assert check(path) == []


def test_a_replaced_file_is_noticed_and_left_alone(make: Any, tmp_path: Path, journal_mode: str) -> None:
    path, other = make(mode=journal_mode), make("other.db", mode="delete")
    content = other.read_bytes()
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        session.write([Change(unit, "claim_type", "harm")])
        path.rename(tmp_path / "away.db")
        other.rename(path)
        with pytest.raises(NotSavedError, match="replaced by another file"):
            session.write([Change(unit, "claim_type", "advice")])
        assert [event.value for event in store.history(unit=unit)] == ["harm"]
    assert path.read_bytes() == content
    assert check(path) == []


def test_a_file_that_goes_away_during_a_write_is_not_called_saved(make: Any, tmp_path: Path) -> None:
    path = make()
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key

        def clock() -> int:
            path.rename(tmp_path / "away.db")
            return 0

        session._log.now = clock
        with pytest.raises(NotSavedError, match="deleted or moved"):
            session.write([Change(unit, "claim_type", "harm")])


def test_a_deleted_log_is_noticed(make: Any, journal_mode: str) -> None:
    if journal_mode != "wal":
        pytest.skip("there is a log in WAL mode only")
    path = make(mode="wal")
    log = Path(f"{path}-wal")
    with Store.open(path) as store:
        session, unit = store.begin("ada"), store.units(1)[0].key
        session.write([Change(unit, "claim_type", "harm")])
        kept = log.rename(f"{log}.kept")
        with pytest.raises(NotSavedError, match="holds the newest labels"):
            session.write([Change(unit, "claim_type", "advice")])
        kept.rename(log)
        session.write([Change(unit, "claim_type", "advice")])
    assert check(path) == []
