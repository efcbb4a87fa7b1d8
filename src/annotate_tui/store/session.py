"""Writing labels: one user action is one transaction, durable when the call returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from annotate_tui.codebook.answers import to_json
from annotate_tui.codebook.model import Answer, Codebook
from annotate_tui.errors import UsageError
from annotate_tui.store import undo as undoing
from annotate_tui.store.database import Database
from annotate_tui.store.events import LOG_ONLY, NO_FACET, NOBODY, Kind, Layer, PortableId
from annotate_tui.store.log import Entry, Log
from annotate_tui.store.rows import AnnotatorRow, Conflict
from annotate_tui.store.undo import Restored, Undone

__all__ = ["Change", "Receipt", "Restored", "Undone", "WritingSession"]

_WRITABLE = {
    kind.value: kind
    for kind in (
        Kind.LABEL, Kind.CLEAR, Kind.NOTE, Kind.FLAG, Kind.SKIP, Kind.PREFILL, Kind.RESOLVE, Kind.MIGRATE,
        Kind.IMPORT, Kind.OPEN, Kind.VIEW,
    )
}  # fmt: skip
_FOR_OTHERS = (Kind.RESOLVE, Kind.MIGRATE)


@lru_cache(maxsize=1024, typed=True)
def _to_json(answer: Answer) -> str:
    text = to_json(answer)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{answer!r} holds half a character, which cannot be kept.") from None
    return text


class Change(NamedTuple):
    """One answer that an act gives or, with ``value`` None, clears.

    ``unit`` is a row key; the questions about a whole article hang on
    `Store.document_unit`.  ``item`` tells several entries of one facet apart
    (passages, several notes); it is empty for everything that has one answer.
    Without a facet it is no label: an item that says what was shown (as
    "cues"), which can be kept with a label in the same act, behind it.
    Labels of the layer ``gold`` belong to the project, whoever writes them.
    """

    unit: int
    facet: str
    value: Answer | None
    item: str = ""
    layer: str = Layer.ANNOTATION.value


class Receipt(NamedTuple):
    """What was written."""

    events: tuple[str, ...]
    """Portable ids of the events, one a change; the first names the act."""
    wall_ms: int
    states: Mapping[int, str]
    """The state (`codebook.conditions.UnitState`) of each unit that changed."""


class WritingSession:
    """One start of the program by one annotator; made by `Store.begin`.

    Belongs to the thread that made it.  The annotator's own newest act can be
    undone, whichever session it was made in.
    """

    def __init__(self, database: Database, annotator: AnnotatorRow, log: Log) -> None:
        self.annotator = annotator
        self._database = database
        self._log = log
        self._seen = self._codebook_in_force()
        self._data_version: int = database.value("PRAGMA data_version")

    @property
    def session_id(self) -> str:
        """The id of this start of the program (a UUIDv7 in hexadecimal)."""
        return self._log.session_id

    @property
    def codebook(self) -> Codebook:
        """The codebook that labels are given under: the one in force when the session began.

        When a lead puts another one in force meanwhile, labels still say truly
        which one the annotator saw; `codebook_changed` is then true.
        """
        return self._seen[2]

    @property
    def codebook_changed(self) -> bool:
        """Whether another codebook is in force now; begin a new session to label under it."""
        return self._log.active.get()[0] != self._seen[0]

    def write(
        self,
        changes: Sequence[Change],
        *,
        kind: str = Kind.LABEL.value,
        dwell_ms: int | None = None,
        ref: str | None = None,
        owner: int | None = None,
    ) -> Receipt:
        """Write one user action: all changes or none, durable when this returns.

        ``kind`` is label, clear, note, flag, skip, prefill, resolve, migrate or
        import, or open or view, which are kept but change no label; so is a change
        without a facet behind others.  A label without a value is kept as clear.
        ``dwell_ms`` is how long the annotator looked, once for the act; ``ref``
        names what was considered.  ``owner`` (a row key) says whose label it is;
        others' only for resolve and migrate.

        Raises NotSavedError, with nothing changed, when the disk or the lock
        cannot be had or the file is no longer there; the same call can be made
        again.  Raises UsageError for a unit, kind or owner that does not exist.
        """
        wanted = self._kind(kind)
        if not changes:
            raise UsageError("An act without changes was to be written.")
        if owner is not None and owner != self.annotator.key and wanted not in _FOR_OTHERS:
            raise UsageError(f"{self.annotator.name} cannot label in the name of somebody else.")
        entries = [self._entry(change, wanted, owner) for change in changes]
        if entries[0].kind in LOG_ONLY and wanted not in LOG_ONLY:
            raise UsageError("An act begins with a label; what was shown comes behind it.")
        with self._log.transaction():
            names = self._append(entries, dwell_ms, ref)
        return Receipt(tuple(map(str, names)), self._log.wall_ms, MappingProxyType(self._log.states()))

    def others_wrote(self) -> bool:
        """Whether some other program or connection wrote to the file since this was asked last."""
        before, self._data_version = self._data_version, self._database.value("PRAGMA data_version")
        return self._data_version != before

    def undo(self, layer: str | None = None) -> Undone | None:
        """Take back this annotator's newest act that is not undone; None when there is none.

        With a ``layer`` only acts in it count, so that who labels and decides between annotators
        takes back labels in one place and decisions in the other.  Reaches over units, articles and
        restarts.  Labels that somebody else changed since (in the layer ``gold``, or by a lead) stay
        as they are.
        Taking back the decision of a conflict shows the earlier value again.
        Raises NotSavedError with nothing changed.
        """
        return self._step(Kind.UNDO, layer)

    def redo(self, layer: str | None = None) -> Undone | None:
        """Do again what was undone last; None when there is nothing, or after a new act.

        Acts in other layers than ``layer`` play no part.  Raises NotSavedError with nothing changed.
        """
        return self._step(Kind.REDO, layer)

    def resolve(self, conflict: Conflict, value: Answer | None, *, ref: str | None = None) -> Receipt:
        """Decide a conflict of labels: ``value`` replaces all that stand."""
        if conflict.unit is None or conflict.layer == Layer.PROJECT:
            raise UsageError(
                "This conflict is about the project; set the codebook, segmentation or setting anew."
            )
        change = Change(conflict.unit, conflict.facet, value, conflict.item, conflict.layer)
        owner = None if conflict.layer == Layer.GOLD else conflict.annotator
        considered = ref or " ".join(rival.event for rival in conflict.rivals)
        return self.write([change], kind=Kind.RESOLVE, ref=considered, owner=owner)

    # -- inside --------------------------------------------------------------

    def _codebook_in_force(self) -> tuple[int, str, Codebook]:
        key, codebook = self._log.active.get()
        return key, codebook.hash, codebook

    def _kind(self, kind: str) -> Kind:
        wanted = _WRITABLE.get(kind)
        if wanted is None:
            raise UsageError(f"{kind!r} is no kind of act; it is one of {', '.join(_WRITABLE)}.")
        return wanted

    def _entry(self, change: Change, kind: Kind, owner: int | None) -> Entry:
        value = None if change.value is None else _to_json(change.value)
        if not change.facet and change.item:
            kind = Kind.VIEW
        if kind in LOG_ONLY:
            return Entry(kind, change.layer, self.annotator.key, change.unit, NO_FACET, change.item, value)
        if not change.facet:
            raise UsageError("A change of a label needs a facet.")
        if kind is Kind.LABEL and value is None:
            kind = Kind.CLEAR
        if change.layer == Layer.GOLD:
            whose = NOBODY
        elif change.layer == Layer.ANNOTATION:
            whose = self.annotator.key if owner is None else owner
        else:
            raise UsageError(f"{change.layer!r} is no layer for labels; it is annotation or gold.")
        return Entry(kind, change.layer, whose, change.unit, change.facet, change.item, value)

    def _append(self, entries: Sequence[Entry], dwell_ms: int | None, ref: str | None) -> list[PortableId]:
        return self._log.append(entries, dwell_ms=dwell_ms, ref=ref, codebook=self._seen[:2])

    def _step(self, direction: Kind, layer: str | None) -> Undone | None:
        find = undoing.newest_done if direction is Kind.UNDO else undoing.newest_undone
        with self._log.transaction():
            act = find(self._database, self.annotator.key, layer)
            if act is None:
                return None
            entries, pairs = undoing.entries(self._database, act, direction, self.annotator.key)
            current = {(step.unit, step.facet, step.item): self._current(step) for step, _ in pairs}
            self._append(entries, None, str(act.name))
            changes = undoing.restored(pairs, current)
            unit = pairs[0][0].unit if pairs else entries[0].unit
            if unit is None:
                return None
            article: int = self._database.value("SELECT article FROM unit WHERE id = ?", (unit,))
        units = tuple(dict.fromkeys([unit, *(step.unit for step, _ in pairs)]))
        return Undone(
            article, unit, tuple(changes), act.kind, units, entries[0].layer, self._log.states().get(unit)
        )

    def _current(self, step: undoing.Step) -> str | None:
        value: str | None = self._database.value(
            "SELECT value FROM label WHERE owner = ? AND layer = ? AND unit = ? AND facet = ? AND item = ?",
            (step.owner, step.layer, step.unit, step.facet, step.item),
        )
        return value
