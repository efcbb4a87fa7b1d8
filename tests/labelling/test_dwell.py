"""Time on a unit: what counts, and what does not."""

from __future__ import annotations

from annotate_tui.labelling.dwell import Dwell


def test_what_was_taken_is_not_taken_again_but_belongs_to_the_visit(clock):
    dwell = Dwell(clock, 30)
    clock.now += 2
    assert dwell.take() == 2000
    clock.now += 1
    assert dwell.take() == 1000
    assert dwell.visit_ms == 3000
    dwell.arrive()
    assert (dwell.visit_ms, dwell.take()) == (0, 0)


def test_the_first_key_ends_the_time_before_it(clock):
    dwell = Dwell(clock, 30)
    assert dwell.first_key_ms is None
    clock.now += 1.5
    dwell.touch()
    clock.now += 4
    dwell.touch()
    assert dwell.first_key_ms == 1500
    dwell.arrive()
    assert dwell.first_key_ms is None


def test_a_pause_counts_nothing_and_leaves_what_was_before(clock):
    dwell = Dwell(clock, 30)
    clock.now += 2
    dwell.pause("page")
    clock.now += 20
    dwell.touch()
    clock.now += 20
    dwell.resume("page")
    clock.now += 3
    assert dwell.take() == 5000


def test_a_pause_lasts_until_every_reason_is_gone(clock):
    dwell = Dwell(clock, 30)
    dwell.pause("page")
    dwell.pause("shell")
    clock.now += 5
    dwell.resume("shell")
    clock.now += 5
    dwell.resume("page")
    dwell.resume("page")
    clock.now += 1
    assert dwell.take() == 1000


def test_a_long_pause_counts_as_the_limit_also_right_before_something_else_comes(clock):
    dwell = Dwell(clock, 30)
    clock.now += 100
    dwell.pause("page")
    clock.now += 100
    dwell.resume("page")
    clock.now += 100
    assert dwell.take() == 60_000
