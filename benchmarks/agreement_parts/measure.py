"""One measurement in this process: ``python measure.py TITLE UNITS ANNOTATORS DRAWS,… CPU_SECONDS``.

Writes one JSON line for each number of draws, as soon as it is known: processor seconds (the best of
three batches of calls, where they are short), and peak memory above that of the process with its
packages and the ratings.
"""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from agreement_parts.data import Codes, draw_articles, make
from agreement_parts.works import BY_TITLE

MOST_BYTES = 8 << 30
"""What a measurement may take; some peers want ten times as much."""
FEW_DRAWS = 3
BATCH, LONG = 0.1, 0.5
"""Seconds: a batch of calls takes so long at least; what takes longer than the second is done once."""


def megabytes() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def best(call: Callable[[], Any]) -> float:
    """Processor seconds of a call: the best of three batches; other work on the machine only ever adds.

    A batch is long enough for the processor clock, which may tick every few milliseconds only.
    """
    taken = [0.0]
    times = 1
    while taken[-1] < BATCH:
        times = times if len(taken) == 1 else ceil(times * min(100, 1.5 * BATCH / max(taken[-1], BATCH / 50)))
        taken.append(batch(call, times))
    if taken[-1] < LONG:
        taken += [batch(call, times) for _ in range(2)]
        return min(taken[-3:]) / times
    return taken[-1] / times


def batch(call: Callable[[], Any], times: int) -> float:
    """Processor seconds of several calls together."""
    start = time.process_time()
    for _ in range(times):
        call()
    return time.process_time() - start


def calls(title: str, codes: Codes) -> Callable[[int], Any]:
    """What is to be measured, for a number of draws."""
    work = BY_TITLE[title]
    if work.module == "annotate_tui":
        from agreement_parts import ours

        return getattr(ours, work.function)(codes)  # type: ignore[no-any-return]
    from agreement_parts import peers

    peer = getattr(peers, work.function)()
    form = peer.form(codes)

    def run(draws: int) -> None:
        """The point estimate, or the draws alone."""
        if not draws:
            peer.figure(form)
        elif peer.own_draws is not None:
            peer.own_draws(form, draws)
        else:
            for seed in range(FEW_DRAWS):
                rows = draw_articles(len(codes), seed)
                peer.figure(peer.form(codes[rows]) if peer.rows is None else peer.rows(form, rows))

    run.multiplied = work.draws and peer.own_draws is None  # type: ignore[attr-defined]
    return run


def main() -> None:
    """Measure what the command line names."""
    title, n, r, draws, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    calls(title, make(200, r))(0)  # imports and caches
    call = calls(title, make(n, r))
    before = megabytes()
    multiplied = getattr(call, "multiplied", False)
    point = one_draw = 0.0
    for wanted in map(int, draws.split(",")):
        end = time.process_time() + 6 * float(seconds) + 2  # a call is repeated
        resource.setrlimit(resource.RLIMIT_CPU, (int(end) + 1, resource.RLIM_INFINITY))
        if not wanted:
            taken = point = best(lambda: call(0))
        elif multiplied:
            one_draw = one_draw or best(lambda: call(FEW_DRAWS)) / FEW_DRAWS
            taken = point + wanted * one_draw
        else:
            taken = best(functools.partial(call, wanted))
        line = {"draws": wanted, "seconds": taken, "megabytes": megabytes() - before}
        print(json.dumps({**line, "multiplied": bool(wanted and multiplied)}), flush=True)


if __name__ == "__main__":
    main()
