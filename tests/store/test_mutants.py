"""Have the tests teeth?  Each mutant breaks one rule of the store; some test must notice.

A few are tried in every run, all of them in the long one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import annotate_tui

SOURCE = Path(annotate_tui.__file__).parent
TESTS = Path(__file__).parents[1]
LAWS = "store/test_laws.py"


@dataclass(frozen=True)
class Mutant:
    """A piece of the store's source, what it is replaced by, and the tests that must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: str = LAWS
    quick: bool = False


MUTANTS = (
    # -- the fold and merging
    Mutant(
        "ties are broken by row keys",
        "fold.py",
        "e.lamport DESC, s.session_id DESC, e.seq DESC, e.digest DESC",
        "e.id DESC",
    ),
    Mutant(
        "ties are broken by wall clocks",
        "fold.py",
        "e.lamport DESC, s.session_id DESC, e.seq DESC, e.digest DESC",
        "e.wall_ms DESC",
    ),
    Mutant(
        "a clear may beat a set that it did not know of",
        "fold.py",
        "(e.value IS NOT NULL) DESC, ",
        "",
        LAWS + "::test_a_set_is_shown_rather_than_a_clear_that_did_not_know_of_it",
        quick=True,
    ),
    Mutant("equal values conflict", "fold.py", "len({value for value, _ in values})", "len(values)"),
    Mutant(
        "events are told apart without their digest",
        "merge.py",
        "WHERE lamport = ? AND session = ? AND seq = ? AND digest = ?",
        "WHERE lamport = ? AND session = ? AND seq = ? AND ? IS NOT NULL",
    ),
    Mutant(
        "what events replace is not merged", "merge.py", "[keys[old] for old, _ in olds]", "[]", quick=True
    ),
    Mutant("labels are not folded after a merge", "merge.py", "    fold.refold_touched(database)\n", ""),
    Mutant(
        "segmentations are merged without their units",
        "merge.py",
        "for position, unit, *rest in rows),",
        "for position, unit, *rest in rows[:0]),",
    ),
    Mutant(
        "progress is not counted after a merge",
        "merge.py",
        "    fold.refresh_units(database, judge)\n",
        "",
    ),
    Mutant(
        "another codebook is not noticed by a merge",
        "merge.py",
        "if judge is not before:",
        "if False:",
        "store/test_merge.py",
    ),
    Mutant(
        "articles are ordered by the last import",
        "content.py",
        "lamport = min(lamport, excluded.lamport)",
        "lamport = excluded.lamport",
        "store/test_merge.py",
    ),
    Mutant(
        "digests are not checked",
        "merge.py",
        "if not self._names.is_whole(row, [name for _, name in olds]):",
        "if False:",
        "store/test_merge.py",
    ),
    Mutant(
        "texts are not checked",
        "merge.py",
        "hashlib.sha256(text.encode()).hexdigest() != name",
        "False",
        "store/test_merge.py",
    ),
    Mutant(
        "lengths of texts are not checked",
        "merge.py",
        "len(text) != n_chars",
        "False",
        "store/test_merge.py",
    ),
    Mutant(
        "conflicts are not told", "merge.py", "if _name(c) not in before", "if False", "store/test_merge.py"
    ),
    Mutant(
        "a dry run is not taken back",
        "merge.py",
        "raise _Rehearsed(report)",
        "return report",
        "store/test_merge.py",
    ),
    # -- writing
    Mutant(
        "clocks count sessions, not files",
        "log.py",
        "lamport = max(lamport, clock) + 1",
        "lamport = self._seq + 1",
    ),
    Mutant(
        "a new label replaces one head only",
        "registers.py",
        "return [(row[0], PortableId._make(row[1:])) for row in rows]",
        "return [(row[0], PortableId._make(row[1:])) for row in rows[:1]]",
    ),
    Mutant(
        "states are not kept in step",
        "log.py",
        "self.database.execute(_SET_STATE, (owner, layer, unit, *after))",
        "pass",
        quick=True,
    ),
    Mutant("progress is not kept in step", "log.py", "*added, now", "*NOTHING, now"),
    Mutant(
        "cutting anew does not count anew",
        "content.py",
        "            fold.touch_articles(database, [article])\n",
        "",
    ),
    Mutant("another codebook does not count anew", "project.py", "    fold.touch_all_units(database)\n", ""),
    Mutant(
        "a failed act keeps its number",
        "log.py",
        "self._log._seq, self._log._session = self._before",
        "pass",
        "store/test_writer.py",
    ),
    Mutant(
        "the order of events comes from the wall clock",
        "log.py",
        "lamport = max(lamport, clock) + 1",
        "lamport = now",
        "faults/test_crowd.py",
    ),
    Mutant(
        "an event is on the disk before its label is",
        "log.py",
        "            for old, _ in replaced:\n",
        "            self.database.execute('COMMIT')\n            self.database.execute('BEGIN IMMEDIATE')\n"
        "            for old, _ in replaced:\n",
        "faults/test_every_statement.py",
    ),
    Mutant(
        "an import is on the disk in parts",
        "content.py",
        "        _announce(database, log)\n",
        "        database.execute('COMMIT')\n        database.execute('BEGIN IMMEDIATE')\n"
        "        _announce(database, log)\n",
        "faults/test_every_statement.py",
    ),
    Mutant(
        "a merge is on the disk in parts",
        "merge.py",
        "                _settle(database)\n",
        "                database.execute('COMMIT')\n                database.execute('BEGIN IMMEDIATE')\n"
        "                _settle(database)\n",
        "faults/test_every_statement.py",
    ),
    # -- undo
    Mutant(
        "what was undone stands again",
        "without.py",
        'decided.get(event.act or "") != Kind.UNDO',
        "True",
        "store/test_undo.py",
    ),
    Mutant(
        "undo clears what was said in the other copy",
        "without.py",
        "one.act != taken_back.act or one.seq < taken_back.seq",
        "one.act != taken_back.act and one.key in olds.get(event, [])",
        "store/test_undo.py",
    ),
    Mutant(
        "undo takes back what a file has brought",
        "undo.py",
        "(kind in _NOT_BY_HAND and event != step.event)",
        "False",
        "store/test_undo.py",
    ),
    Mutant(
        "acts with the same numbers are one",
        "undo.py",
        "if not same_act or wall_ms != act.wall_ms or (seq == txn and digest != act.name.digest):",
        "if not same_act:",
        "store/test_undo.py",
    ),
    Mutant(
        "an undo forgets what was undone",
        "undo.py",
        "            settled.add(act.ref)\n            if act.kind == Kind.REDO",
        "            if act.kind == Kind.REDO",
        LAWS,
    ),
    Mutant(
        "a new act keeps the redo list",
        "undo.py",
        "            return None\n        if act.ref is None",
        "            continue\n        if act.ref is None",
        "store/test_session.py",
    ),
    Mutant(
        "undo takes back what others decided",
        "undo.py",
        "if _taken_over(database, step, annotator):",
        "if False:",
        "store/test_session.py",
    ),
    Mutant(
        "undo takes back what was not done by hand",
        "events.py",
        "UNDOABLE = frozenset({",
        "UNDOABLE = frozenset({Kind.PREFILL, ",
        "store/test_session.py",
    ),
    # -- the writer thread
    Mutant(
        "an error drops the act",
        "writer.py",
        "self._error = error\n            self._tell()",
        "self._line.popleft()\n            self._tell()",
        "store/test_writer.py",
    ),
    Mutant(
        "a label is called saved before it is",
        "writer.py",
        "            self._line.append(job)\n",
        "            self._line.append(job)\n            job.ticket._settle(Receipt((), 0, {}))\n",
        "store/test_writer.py",
    ),
    Mutant(
        "leaving does not wait for what is not written",
        "writer.py",
        "        self._thread.join(timeout)\n",
        "",
        "store/test_writer.py",
    ),
    # -- the file
    Mutant(
        "what the disk refuses is called saved",
        "database.py",
        "                raise NotSavedError(str(failed)) from failed\n            # Written",
        "                return\n            # Written",
        "faults/test_disk.py",
    ),
    Mutant(
        "an act that fails is not taken back",
        "database.py",
        "        database.roll_back()\n        if isinstance",
        "        if isinstance",
        "store/test_session.py",
    ),
    Mutant(
        "reports hold writers up",
        "database.py",
        "return self.each(sql, parameters) if self._is_wal else iter(self.rows(sql, parameters))",
        "return self.each(sql, parameters)",
        "faults/test_crowd.py",
    ),
    Mutant(
        "damaged tables are not named",
        "check.py",
        "    if names:\n        yield",
        "    if False:\n        yield",
        "faults/test_disk.py",
    ),
    Mutant(
        "large files are not looked at for damage",
        "writer.py",
        "if self._wait_for_work(_LOOK_AFTER_S):",
        "if False:",
        "faults/test_disk.py",
    ),
    Mutant(
        "logs of other databases are played in",
        "database.py",
        "if log is not None and not _fit_together(path):",
        "if False:",
        "faults/test_leftovers.py",
    ),
    Mutant(
        "logs of other databases are played in where the pages fit by chance",
        "database.py",
        "return not leftovers.lacks(both.execute(events), alone.execute(events))",
        "return True",
        "faults/test_leftovers.py",
    ),
    Mutant(
        "a log is refused that is only older",
        "database.py",
        "if log is not None and not _fit_together(path):",
        "if log is not None:",
        "faults/test_leftovers.py",
    ),
    Mutant(
        "new databases are made beside the logs of others",
        "creation.py",
        "    leftovers.nothing_left_at(path)\n",
        "",
        "faults/test_leftovers.py",
    ),
    Mutant(
        "what the project says twice stays in conflict",
        "project.py",
        "bool(heads == 1)",
        "bool(heads)",
        "store/test_merge.py",
    ),
    Mutant(
        "files of newer versions are opened",
        "preflight.py",
        "if version > SCHEMA_VERSION:",
        "if False:",
        "faults/test_opening.py",
    ),
    Mutant(
        "folders are opened",
        "preflight.py",
        "if stat.S_ISDIR(status.st_mode):",
        "if False:",
        "faults/test_opening.py",
    ),
    Mutant(
        "a file that is replaced while it is opened is not noticed",
        "database.py",
        "        if file_identity(path) != identity:",
        "        if False:",
        "faults/test_opening.py",
    ),
    Mutant(
        "labels written during a backup are lost to it",
        "migrate.py",
        'database.value("PRAGMA data_version") == seen and ',
        "",
        "store/test_migrate.py",
    ),
    Mutant(
        "what is behind the events is not compared",
        "check.py",
        "    if missing or wrong:",
        "    if False:",
        "store/test_check.py",
    ),
    Mutant(
        "rows that refer to nothing are taken over",
        "merge.py",
        "except KeyError:",
        "except ZeroDivisionError:",
        "store/test_merge.py",
    ),
    Mutant(
        "files are not looked at before they are opened",
        "database.py",
        "preflight.look(path, readonly=readonly)",
        "pass",
        "faults/test_opening.py",
    ),
    Mutant(
        "another program's files are not recognised",
        "preflight.py",
        "if application_id != APPLICATION_ID:",
        "if False:",
        "faults/test_opening.py",
    ),
    Mutant(
        "truncated files are opened",
        "preflight.py",
        "if size < expected and not _has_log(path):",
        "if False:",
        "faults/test_opening.py",
    ),
    Mutant(
        "read-only files are opened for writing",
        "preflight.py",
        "if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):",
        "if True:",
        "faults/test_opening.py",
    ),
    Mutant(
        "readers write", "database.py", 'self.execute("PRAGMA query_only=ON")', "pass", "store/test_parts.py"
    ),
    Mutant(
        "a replaced file is not noticed", "database.py", "if not same:", "if False:", "faults/test_disk.py"
    ),
    Mutant(
        "a file that goes away in a write is not noticed",
        "database.py",
        "            database.must_be_there()\n            database.log_must_be_there()\n",
        "            database.log_must_be_there()\n",
        "faults/test_disk.py",
    ),
    Mutant(
        "a deleted log is not noticed",
        "database.py",
        "            database.must_be_there()\n            database.log_must_be_there()\n",
        "            database.must_be_there()\n",
        "faults/test_disk.py",
    ),
    Mutant(
        "damaged files are written to",
        "database.py",
        "        if self.damaged:\n            raise",
        "        if False:\n            raise",
        "faults/test_disk.py",
    ),
    Mutant(
        "files are not checked before they are written to",
        "store.py",
        "        database.refuse_if_damaged()\n",
        "        pass\n",
        "faults/test_disk.py",
    ),
    Mutant(
        "locks are not waited for",
        "database.py",
        "BUSY_TIMEOUT_S = 30.0",
        "BUSY_TIMEOUT_S = 0.0",
        "faults/test_crowd.py",
    ),
    Mutant(
        "transactions begin deferred", "database.py", '"BEGIN IMMEDIATE"', '"BEGIN"', "faults/test_crowd.py"
    ),
    Mutant(
        "opening twice gives up the locks",
        "database.py",
        "if is_open_here(path):",
        "if False:",
        "faults/test_crowd.py",
    ),
    Mutant(
        "every program migrates",
        "migrate.py",
        "if old >= SCHEMA_VERSION:",
        "if False:",
        "faults/test_crowd.py",
    ),
    Mutant(
        "a new file replaces one that has appeared",
        "filesystem.py",
        "os.link(temporary, target)",
        "temporary.rename(target)",
        "store/test_backup.py",
    ),
    Mutant(
        "what could not be finished stays behind",
        "filesystem.py",
        "leftover.unlink(missing_ok=True)",
        "pass",
        "store/test_backup.py",
    ),
    Mutant(
        "a migration makes no backup",
        "migrate.py",
        "            copy_to(database, target)\n",
        "",
        "store/test_migrate.py",
    ),
    Mutant(
        "syncing is switched off",
        "database.py",
        "PRAGMA synchronous=EXTRA",
        "PRAGMA synchronous=OFF",
        "store/test_parts.py",
    ),
    Mutant("WAL mode is used on networks", "database.py", "if network:", "if False:", "store/test_parts.py"),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_fits_the_source(mutant: Mutant) -> None:
    assert (SOURCE / "store" / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1


def _run(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    pytest_ = [sys.executable, "-m", "pytest", "-xq", "-m", "not soak", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*pytest_, str(TESTS / tests)],
        capture_output=True,
        text=True,
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": str(folder), "ANNOTATE_TUI_SHRINK": "no"},
        timeout=900,
        check=False,
    )  # fmt: skip


def _breed(mutant: Mutant, folder: Path) -> None:
    shutil.copytree(SOURCE, folder / "annotate_tui", ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "annotate_tui" / "store" / mutant.file
    file.write_text(file.read_text(encoding="utf-8").replace(mutant.old, mutant.new), encoding="utf-8")


def _is_caught(mutant: Mutant, folder: Path) -> None:
    _breed(mutant, folder)
    done = _run(folder, mutant.tests)
    assert done.returncode == 1, (
        f"{mutant.name}: no test noticed\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    )


@pytest.mark.parametrize("mutant", [m for m in MUTANTS if m.quick], ids=lambda mutant: mutant.name)
def test_a_quick_mutant_is_caught(mutant: Mutant, tmp_path: Path) -> None:
    _is_caught(mutant, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("mutant", [m for m in MUTANTS if not m.quick], ids=lambda mutant: mutant.name)
def test_a_mutant_is_caught(mutant: Mutant, tmp_path: Path) -> None:
    _is_caught(mutant, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("tests", sorted({mutant.tests for mutant in MUTANTS}))
def test_the_source_as_it_is_passes(tests: str, tmp_path: Path) -> None:
    _breed(Mutant("none", "log.py", "", ""), tmp_path)
    done = _run(tmp_path, tests)
    assert done.returncode == 0, done.stdout[-2000:]
