"""A store and a writer in memory, and a session on them: what a disk does can be chosen here."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import UnitKind
from annotate_tui.errors import NotSavedError
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.store.rows import AnnotatorRow, ArticleRow, ProgressRow, StoredUnit
from annotate_tui.store.session import Restored, Undone

ADA = AnnotatorRow(1, "ada", "human", "annotator")

PARTS = (
    (UnitKind.HEADING, "A quiet cure"),
    (UnitKind.SENTENCE, "The drug eases craving within hours."),
    (UnitKind.SENTENCE, "Some trials found nothing of the kind (Lee et al., 2014)."),
    (UnitKind.LEAD_IN, "Here is how it works:"),
    (UnitKind.SENTENCE, "It blocks one receptor."),
    (UnitKind.BYLINE, "By the team of Quiet Clinics"),
    (UnitKind.REFERENCE, "Lee, K. (2014). On craving. Addiction."),
    (UnitKind.SENTENCE, "Call us today!"),
)


@dataclass
class Act:
    changes: list
    before: list
    kind: str
    dwell_ms: int | None
    ref: str | None
    article: int


class FakeStore:
    """Two articles with the same units; labels in a dictionary."""

    def __init__(self, codebook, parts=PARTS, n_articles=2):
        self._codebook = codebook
        self._text = {}
        self._units = {}
        self._articles = []
        for key in range(1, n_articles + 1):
            text, units, at = [], [], 0
            for index, (kind, words) in enumerate(parts):
                units.append(StoredUnit(key * 100 + index, index, at, at + len(words), kind, None, index))
                text.append(words)
                at += len(words) + 1
            self._text[key] = " ".join(text)
            self._units[key] = units
            self._articles.append(
                ArticleRow(
                    key, f"{key:064x}", key, f"Article {key}", "", "text/plain", len(units), at, len(units)
                )
            )
        self.labels = {}
        self.acts = []
        self.undone = []
        self.events = []
        self.settings = {}
        self.done = {}
        self.rivals = []

    def codebook(self):
        return self._codebook

    def articles(self):
        return self._articles

    def text(self, article):
        return self._text[article]

    def units(self, article):
        return self._units[article]

    def document_unit(self, article):
        return article * 100 + 99

    def data_version(self):
        return 1  # nobody else writes

    def answers(self, annotator, article, *, layer="annotation"):
        return {key: dict(given) for key, given in self.labels.items() if key // 100 == article and given}

    def history(self, *, unit=None, article=None, annotator=None, limit=None):
        rows = [
            SimpleNamespace(article=act.article, unit=act.changes[0].unit, kind=act.kind) for act in self.acts
        ]
        return iter(rows[-limit:])

    def progress(self, annotator=None):
        return [
            ProgressRow(1, row.key, 5, self.done.get(row.key, 0), 0, 0, 0, 0, None) for row in self._articles
        ]

    def conflicts(self, annotator=None):
        return self.rivals

    def setting(self, key, default=None):
        return self.settings.get(key, default)

    # what the writer does to it

    def write(self, changes, kind, dwell_ms, ref):
        self.undone.clear()
        labels = [change for change in changes if change.facet]
        before = [self.labels.get(c.unit, {}).get(c.facet) for c in labels]
        self._apply(labels, [c.value for c in labels])
        self.events.append((kind, changes, dwell_ms, ref))
        if labels:
            self.acts.append(Act(labels, before, kind, dwell_ms, ref, labels[0].unit // 100))

    def step(self, redo):
        source, target = (self.undone, self.acts) if redo else (self.acts, self.undone)
        if not source:
            return None
        act = source.pop()
        target.append(act)
        values = [change.value for change in act.changes]
        before, after = (act.before, values) if redo else (values, act.before)
        self._apply(act.changes, after)
        unit = act.changes[0].unit
        restored = tuple(
            Restored(change.facet, change.item, old, new)
            for change, old, new in zip(act.changes, before, after, strict=True)
        )
        return Undone(act.article, unit, restored, act.kind, (unit,), "annotation", None)

    def _apply(self, changes, values):
        for change, value in zip(changes, values, strict=True):
            given = self.labels.setdefault(change.unit, {})
            if value is None:
                given.pop(change.facet, None)
            else:
                given[change.facet] = value


class FakeTicket:
    def __init__(self, work):
        self.work = work
        self.done = False
        self.answer = None

    def wait(self, seconds):
        return self.done

    def result(self):
        return self.answer


class FakeWriter:
    """Writes at once; or, while ``stalled``, when it is told to."""

    def __init__(self, store):
        self.store = store
        self.queue = deque()
        self.stalled = False
        self.error = None
        self.retries = 0

    @property
    def state(self):
        return SimpleNamespace(pending=len(self.queue), error=self.error)

    def submit(self, changes, *, kind="label", dwell_ms=None, ref=None):
        return self._take(lambda: self.store.write(changes, kind, dwell_ms, ref))

    def undo(self, layer=None):
        return self._take(lambda: self.store.step(redo=False))

    def redo(self, layer=None):
        return self._take(lambda: self.store.step(redo=True))

    def others_wrote(self):
        return False

    def _take(self, work):
        ticket = FakeTicket(work)
        self.queue.append(ticket)
        if not self.stalled:
            self.flow()
        return ticket

    def fail(self, reason):
        self.stalled = True
        self.error = NotSavedError(reason)

    def flow(self):
        self.stalled = False
        self.error = None
        while self.queue:
            ticket = self.queue.popleft()
            ticket.answer = ticket.work()
            ticket.done = True

    def retry(self):
        self.retries += 1
        self.flow()

    def close(self, timeout):
        return len(self.queue)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="session")
def builtin():
    return load_builtin()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_session(clock):
    """A function that starts a session; ``session.store`` and ``session.writer`` are the ones in memory."""

    def make(codebook, *, parts=PARTS, store=None, n_articles=2, **options):
        store = store or FakeStore(codebook, parts, n_articles)
        writer = FakeWriter(store)
        session = LabellingSession(store, writer, ADA, clock=clock, **options)
        session.writer = writer
        session.start()
        return session

    return make


@pytest.fixture
def session(builtin, make_session):
    return make_session(builtin)


@pytest.fixture
def press():
    """Press keys one after the other, as the screen would; the last outcome."""
    commands = {
        "enter": "confirm",
        "space": "next_open",
        ".": "repeat",
        "backspace": "clear",
        "u": "undo",
        "ctrl+r": "redo",
        "right": "open_unit",
    }

    def run(session, *keys):
        outcome = None
        for key in keys:
            outcome = session.press(key)
            if outcome is None and key in commands:
                outcome = getattr(session, commands[key])()
        return outcome

    return run
