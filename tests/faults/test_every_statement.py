"""Killed at whatever statement: an act has happened altogether, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotate_tui.store.backup import backup
from annotate_tui.store.canonical import database_digest
from annotate_tui.store.check import check
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

# Does the act in a process of its own that kills itself at the first statement, then in one that
# does so at the second, and so on, until one comes to the end.
DYING = """
import os, shutil, signal, sys
from pathlib import Path
from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store import database
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

def label(store, _):
    units = [unit.key for unit in store.units(1)]
    changes = [Change(unit, "claim_type", "advice") for unit in units[:2]]
    store.begin("ada").write([*changes, Change(units[0], "note", "a note")])

def undo(store, _):
    store.begin("ada").undo()

def bring_in(store, _):
    text = "Another sentence. " * 3
    store.import_articles([(Article(text), [Unit(0, 17), Unit(18, 35)])], segmenter="test/2")

def cut(store, _):
    store.resegment(1, [Unit(0, 23), Unit(24, 35)], segmenter="test/3", by="ada")

def use(store, _):
    import dataclasses
    from annotate_tui.codebook.data import content_hash
    new = dataclasses.replace(load_builtin(), version="9.9.9", hash="")
    store.use_codebook(dataclasses.replace(new, hash=content_hash(new)))

def join(store, other):
    merge(store, other)

path, act, other = Path(sys.argv[1]), globals()[sys.argv[2]], Path(sys.argv[3])
real = database.Database.execute, database.Database.executemany
for number in range(1000):
    copy = path.with_name(f"{act.__name__}-{number}.db")
    shutil.copyfile(path, copy)
    child = os.fork()
    if child == 0:
        left = number

        def counted(what):
            def run(self, *arguments):
                global left
                if self.connection.in_transaction and not self.readonly:
                    if left == 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                    left -= 1
                return what(self, *arguments)
            return run

        database.Database.execute, database.Database.executemany = map(counted, real)
        store = Store.open(copy)
        act(store, other)
        store.close()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status == 0:
        print("done", number, flush=True)
        break
    assert os.WTERMSIG(status) == signal.SIGKILL, status
"""


@pytest.mark.parametrize("act", ["label", "undo", "bring_in", "cut", "use", "join"])
def test_whatever_statement_it_is_killed_at(make: Any, start: Any, tmp_path: Path, act: str) -> None:
    path = make()
    with Store.open(path) as store:
        ada, units = store.begin("ada"), store.units(1)
        for unit in units[:3]:
            ada.write([Change(unit.key, "claim_type", "harm"), Change(unit.key, "coi_cues", ("none",))])
        other = backup(store, tmp_path / "other.db")
        before = database_digest(store)
    with Store.open(other) as store:
        for name in ("ada", "bo"):
            store.begin(name).write([Change(unit.key, "claim_type", "advice") for unit in units[:3]])
    program = start(DYING, path, act, other)
    code, error = program.finish()
    assert (code, error) == (0, "")
    done, deaths = program.lines[-1].split()
    assert done == "done"
    assert int(deaths) > 5
    for number in range(int(deaths) + 1):
        copy = path.with_name(f"{act}-{number}.db")
        assert check(copy) == [], number
        with Store.open(copy) as store:
            # It dies before its last statement, which is the one that makes it happen.
            assert (database_digest(store) == before) == (number < int(deaths)), number
