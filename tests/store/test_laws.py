"""The laws of the store, on random programs of what three copies of a database can go through."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.backup import backup
from annotate_tui.store.canonical import database_digest, portable_rows
from annotate_tui.store.check import check
from annotate_tui.store.events import PortableId
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change, WritingSession
from annotate_tui.store.store import Store

EXAMPLES = int(os.environ.get("ANNOTATE_TUI_EXAMPLES", "25"))
LAWS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Whoever only wants to know whether a law is broken needs no small example.
    phases=[
        phase for phase in Phase if phase is not Phase.shrink or os.environ.get("ANNOTATE_TUI_SHRINK") != "no"
    ],
)
SOAK = settings(LAWS, max_examples=40 * EXAMPLES)

FACETS = {
    "claim_type": ["efficacy", "harm", "no_claim"],
    "evidence": ["e0", "e1"],
    "coi_cues": [("cta",), ("cta", "promo"), ("none",)],
    "unsure": [True],
    "note": ["a note"],
}
ANSWERS = [(facet, answer) for facet, answers in FACETS.items() for answer in answers]

COPY = st.integers(0, 2)
UNIT = st.integers(0, 6)
STEP = st.one_of(
    st.tuples(st.just("label"), COPY, UNIT, st.sampled_from(ANSWERS)),
    st.tuples(st.just("label"), COPY, UNIT, st.sampled_from(ANSWERS)),
    st.tuples(st.just("label"), COPY, st.just(0), st.sampled_from(ANSWERS[:2])),
    st.tuples(st.just("clear"), COPY, UNIT, st.sampled_from(ANSWERS)),
    st.tuples(st.just("repeat"), COPY, UNIT, UNIT),
    st.tuples(st.just("item"), COPY, UNIT, st.sampled_from(["0-3", "2-5"])),
    st.tuples(st.just("gold"), COPY, UNIT, st.sampled_from(ANSWERS)),
    st.tuples(st.just("look"), COPY, UNIT, st.none()),
    st.tuples(st.just("undo"), COPY, st.none(), st.none()),
    st.tuples(st.just("redo"), COPY, st.none(), st.none()),
    st.tuples(st.just("resegment"), COPY, st.booleans(), st.none()),
    st.tuples(st.just("codebook"), COPY, st.booleans(), st.none()),
    st.tuples(st.just("setting"), COPY, st.integers(0, 2), st.none()),
    st.tuples(st.just("hide"), COPY, st.booleans(), st.none()),
    st.tuples(st.just("import"), COPY, st.integers(0, 2), st.none()),
    st.tuples(st.just("restart"), COPY, st.sampled_from(["ada", "bo"]), st.none()),
    st.tuples(st.just("copy"), COPY, COPY, st.none()),
    st.tuples(st.just("clock"), COPY, st.integers(-(10**9), 10**9), st.none()),
    st.tuples(st.just("merge"), COPY, COPY, st.none()),
)
PROGRAM = st.lists(STEP, min_size=1, max_size=20)


class World:
    """Three copies of a database, each with somebody labelling in it and a clock of its own."""

    def __init__(self, lab: Any, folder: Path) -> None:
        self.lab = lab
        self.folder = folder
        self.numbers = itertools.count(1)
        self.time = [1_700_000_000_000] * 3
        self.acknowledged: list[set[str]] = [set(), set(), set()]
        self.other = lab.other_codebook()
        self.stores: list[Store] = []
        self.sessions: list[WritingSession] = []
        for copy in range(3):
            store = lab.make(self.new_path(), clock=self.clock(copy))
            self.stores.append(store)
            self.sessions.append(self.begin(copy, "ada" if copy < 2 else "bo"))

    def clock(self, copy: int) -> Callable[[], int]:
        return lambda: self.time[copy]

    def new_path(self) -> Path:
        return self.folder / f"{next(self.numbers)}.db"

    def begin(self, copy: int, name: str) -> WritingSession:
        return self.stores[copy].begin(name, host=f"host-{copy}", session_id=f"{next(self.numbers):032x}")

    def unit(self, copy: int, number: int) -> int:
        keys = [unit.key for unit in self.stores[copy].units(1)] + [
            self.stores[copy].units(2)[0].key,
            self.stores[copy].document_unit(1),
        ]
        return keys[number % len(keys)]

    def run(self, program: list[tuple[str, int, Any, Any]]) -> None:
        for step, copy, first, second in program:
            self.time[copy] += 1000
            getattr(self, f"do_{step}")(copy, first, second)

    def write(self, copy: int, changes: list[Change], **options: Any) -> None:
        self.acknowledged[copy] |= set(self.sessions[copy].write(changes, **options).events)

    def do_label(self, copy: int, number: int, answer: tuple[str, Any]) -> None:
        self.write(copy, [Change(self.unit(copy, number), *answer)], dwell_ms=700)

    def do_clear(self, copy: int, number: int, answer: tuple[str, Any]) -> None:
        self.write(copy, [Change(self.unit(copy, number), answer[0], None)])

    def do_repeat(self, copy: int, one: int, other: int) -> None:
        self.write(
            copy,
            [
                Change(self.unit(copy, one), "claim_type", "efficacy"),
                Change(self.unit(copy, one), "evidence", "e0"),
                Change(self.unit(copy, other), "coi_cues", ("none",)),
            ],
        )

    def do_item(self, copy: int, number: int, place: str) -> None:
        self.write(copy, [Change(self.unit(copy, number), "cue_span", True, item=place)])

    def do_gold(self, copy: int, number: int, answer: tuple[str, Any]) -> None:
        self.write(copy, [Change(self.unit(copy, number), *answer, layer="gold")])

    def do_look(self, copy: int, number: int, _: None) -> None:
        self.write(copy, [Change(self.unit(copy, number), "", None)], kind="open")

    def do_undo(self, copy: int, *_: None) -> None:
        self.sessions[copy].undo()

    def do_redo(self, copy: int, *_: None) -> None:
        self.sessions[copy].redo()

    def do_resegment(self, copy: int, joined: bool, _: None) -> None:
        units = (self.lab.joined if joined else self.lab.units)[0]
        self.stores[copy].resegment(1, units, segmenter=f"test/{1 + joined}", by="lea")

    def do_codebook(self, copy: int, other: bool, _: None) -> None:
        self.stores[copy].use_codebook(self.other if other else self.lab.codebook)

    def do_setting(self, copy: int, value: int, _: None) -> None:
        self.stores[copy].set_setting("blind", [None, True, False][value])

    def do_hide(self, copy: int, again: bool, _: None) -> None:
        store = self.stores[copy]
        if again:
            self.lab.fill(store)
        else:
            store.remove_article(self.lab.articles[0].article_id)

    def do_import(self, copy: int, number: int, _: None) -> None:
        article = Article(f"Text number {number}.", title=f"From {copy}", source=f"{copy}.txt")
        self.stores[copy].import_articles([(article, [Unit(0, 4)])], segmenter="test/1")

    def do_restart(self, copy: int, name: str, _: None) -> None:
        path = self.stores[copy].path
        self.stores[copy].close()
        self.stores[copy] = Store.open(path, clock=self.clock(copy))
        self.sessions[copy] = self.begin(copy, name)

    def do_copy(self, copy: int, other: int, _: None) -> None:
        """The file of a running program is copied, and both go on as the same session."""
        if copy == other:
            return
        self.stores[copy].close()
        path = self.new_path()
        backup(self.stores[other], path)
        self.stores[copy] = Store.open(path, clock=self.clock(copy))
        self.acknowledged[copy] = set(self.acknowledged[other])
        running = self.sessions[other]
        twin = self.stores[copy].begin(running.annotator.name, session_id=running.session_id)
        for name in ("_seq", "_host", "_started_ms"):
            setattr(twin._log, name, getattr(running._log, name))
        self.sessions[copy] = twin

    def do_clock(self, copy: int, jump: int, _: None) -> None:
        self.time[copy] += jump

    def do_merge(self, copy: int, other: int, _: None) -> None:
        if copy != other:
            merge(self.stores[copy], self.stores[other].path)
            self.acknowledged[copy] |= self.acknowledged[other]

    def close(self) -> None:
        for store in self.stores:
            store.close()

    def union(self, *order: int) -> Store:
        """A new database: the first copy with the others merged into it, one after the other."""
        path = self.new_path()
        backup(self.stores[order[0]], path)
        union = Store.open(path)
        for other in order[1:]:
            merge(union, self.stores[other].path)
        return union


def events(store: Store) -> set[str]:
    rows = store.database.rows(
        "SELECT e.lamport, s.session_id, e.seq, e.digest FROM event e JOIN session s ON s.id = e.session"
    )
    return {str(PortableId(*row)) for row in rows}


@pytest.fixture
def worlds(fast_lab: Any, memory_folder: Path) -> Iterator[Callable[..., World]]:
    """Makes the world after a program; tidied up example by example."""
    made: list[World] = []
    folder = memory_folder / "world"

    def tidy() -> None:
        while made:
            made.pop().close()
        shutil.rmtree(folder, ignore_errors=True)

    def make(program: list[Any]) -> World:
        tidy()
        folder.mkdir()
        world = World(fast_lab, folder)
        made.append(world)
        world.run(program)
        return world

    yield make
    tidy()


def merging_is_lawful(world: World) -> None:
    digests = set()
    for order in itertools.permutations(range(3)):
        with world.union(*order) as union:
            digests.add(database_digest(union))
            for other in order:
                assert merge(union, world.stores[other].path).is_empty
            digests.add(database_digest(union))
    assert len(digests) == 1, "the order of merging, or merging twice, makes a difference"
    with world.union(1, 2) as right, world.union(0) as left:
        merge(left, right.path)
        assert database_digest(left) in digests, "grouping makes a difference"
    with world.union(0) as copy:
        before = database_digest(copy)
        assert merge(copy, world.stores[0].path).is_empty
        assert database_digest(copy) == before


def nothing_is_lost(world: World) -> None:
    there = [events(store) for store in world.stores]
    for acknowledged, present in zip(world.acknowledged, there, strict=True):
        assert acknowledged <= present
    with world.union(0, 1, 2) as union:
        assert events(union) == set().union(*there)


def everything_follows_from_the_events(world: World) -> None:
    with world.union(0, 1, 2) as union:
        for store in (*world.stores, union):
            assert check(store.path) == []


def no_label_is_taken_away_unless_somebody_saw_it(world: World) -> None:
    with world.union(0, 1, 2) as union:
        after = {row[:7]: row for row in portable_rows(union) if row[0] == "label"}
        replaced = {row[5:] for row in portable_rows(union) if row[0] == "replaces"}
        for store in world.stores:
            for row in portable_rows(store):
                if row[0] == "label" and row[8] is not None and after[row[:7]][8] is None:
                    assert tuple(row[-4:]) in replaced


def clocks_run_forward(world: World) -> None:
    with world.union(0, 1, 2) as union:
        for row in portable_rows(union):
            if row[0] == "replaces":
                assert row[1] > row[5]


def undo_reaches_back_to_the_beginning(world: World) -> None:
    with world.union(0, 1, 2) as union:
        for name in ("ada", "bo"):
            session = union.begin(name, session_id=f"{next(world.numbers):032x}")
            before, count = current(union, name), 0
            while session.undo("annotation") is not None:
                count += 1
                assert count < 1000, "there is always one thing more to be undone"
            assert current(union, name) == {}, "something that was undone stands again"
            for _ in range(count):
                assert session.redo("annotation") is not None
            # Where two copies differed, what was done last is shown now: perhaps that it was cleared.
            assert set(current(union, name)) <= set(before)
        assert check(union.path) == []


PROPERTIES = (
    merging_is_lawful,
    nothing_is_lost,
    everything_follows_from_the_events,
    no_label_is_taken_away_unless_somebody_saw_it,
    clocks_run_forward,
    undo_reaches_back_to_the_beginning,
)


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda law: law.__name__)
def test_law(worlds: Any, holds: Callable[[World], None]) -> None:
    @given(PROGRAM)
    @LAWS
    def program(steps: list[Any]) -> None:
        holds(worlds(steps))

    program()


@pytest.mark.soak
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda law: law.__name__)
def test_law_at_length(worlds: Any, holds: Callable[[World], None]) -> None:
    @given(PROGRAM)
    @SOAK
    def program(steps: list[Any]) -> None:
        holds(worlds(steps))

    program()


ANSWER_OR_NOTHING = st.sampled_from(["efficacy", "harm", None])
ACTS = st.lists(st.tuples(st.integers(0, 3), ANSWER_OR_NOTHING), min_size=1, max_size=8)


def current(store: Store, annotator: str = "ada") -> dict[tuple[int, str], Any]:
    who = store.annotator(annotator).key
    return {
        (unit, facet): answer
        for article in store.articles()
        for unit, answers in store.answers(who, article.key).items()
        for facet, answer in answers.items()
    }


@given(ACTS, st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=5))
@LAWS
def test_in_one_file_the_last_act_wins_whatever_the_clock(worlds: Any, acts: Any, jumps: Any) -> None:
    world = worlds([])
    expected = {}
    for number, (unit, answer) in enumerate(acts):
        world.time[0] += jumps[number % len(jumps)]
        key = world.unit(0, unit)
        world.write(0, [Change(key, "claim_type", answer)])
        expected[key, "claim_type"] = answer
    assert current(world.stores[0]) == {key: answer for key, answer in expected.items() if answer}
    assert not world.stores[0].conflicts()


@given(ACTS)
@LAWS
def test_undoing_and_redoing_everything_passes_through_the_same_states(worlds: Any, acts: Any) -> None:
    world = worlds([])
    store, session = world.stores[0], world.sessions[0]
    states = [current(store)]
    for unit, answer in acts:
        session.write([Change(world.unit(0, unit), "claim_type", answer)])
        states.append(current(store))
    for state in reversed(states[:-1]):
        assert session.undo() is not None
        assert current(store) == state
    assert session.undo() is None
    for state in states[1:]:
        assert session.redo() is not None
        assert current(store) == state
    assert session.redo() is None


@given(st.sampled_from(["efficacy", "harm"]), st.sampled_from(["efficacy", "harm"]), st.integers(0, 3))
@LAWS
def test_only_different_values_that_knew_nothing_of_each_other_conflict(
    worlds: Any, one: str, other: str, unit: int
) -> None:
    world = worlds([])
    world.write(0, [Change(world.unit(0, unit), "claim_type", one)])
    world.write(1, [Change(world.unit(1, unit), "claim_type", other)])
    with world.union(0, 1) as union:
        conflicts = union.conflicts()
        assert len(conflicts) == (one != other)
        session = union.begin("ada")
        for conflict in conflicts:
            assert {rival.value for rival in conflict.rivals} == {one, other}
            session.resolve(conflict, "no_claim")
        assert not union.conflicts()
        # Merging the two sides again brings nothing back.
        merge(union, world.stores[0].path)
        merge(union, world.stores[1].path)
        assert not union.conflicts()
        assert check(union.path) == []


@given(st.permutations([1, 2, 3]), st.integers(-(10**9), 10**9))
@LAWS
def test_the_longer_chain_of_acts_is_shown_whatever_the_clocks_say(
    worlds: Any, lengths: Any, skew: int
) -> None:
    world = worlds([])
    world.time[0] += skew
    for copy in (0, 1):
        for number in range(lengths[copy]):
            world.write(copy, [Change(world.unit(copy, 0), "note", f"{copy}-{number}")])
    longer = 0 if lengths[0] > lengths[1] else 1
    with world.union(0, 1) as union:
        (conflict,) = union.conflicts()
        assert conflict.shown == f"{longer}-{lengths[longer] - 1}"
        assert current(union)[conflict.unit, "note"] == conflict.shown


@given(st.integers(1, 4), st.integers(1, 4))
@LAWS
def test_a_set_is_shown_rather_than_a_clear_that_did_not_know_of_it(
    worlds: Any, sets: int, clears: int
) -> None:
    world = worlds([])
    for _ in range(sets):
        world.write(0, [Change(world.unit(0, 0), "claim_type", "harm")])
    for _ in range(clears):
        world.write(1, [Change(world.unit(1, 0), "claim_type", None)])
    with world.union(1, 0) as union:
        (conflict,) = union.conflicts()
        assert conflict.shown == "harm"


@given(st.integers(0, 4), st.lists(UNIT, min_size=1, max_size=4), st.lists(UNIT, min_size=1, max_size=4))
@LAWS
def test_a_file_copied_under_a_running_program_loses_nothing(
    worlds: Any, before: int, left: Any, right: Any
) -> None:
    world = worlds([])
    for number in range(before):
        world.do_label(0, number, ("claim_type", "no_claim"))
    world.do_copy(1, 0, None)
    for number in left:
        world.do_label(0, number, ("claim_type", "efficacy"))
    for number in right:
        world.do_label(1, number, ("claim_type", "harm"))
    merging_is_lawful(world)
    nothing_is_lost(world)
