"""Events: what happened, once and for all.

Every act of an annotator becomes one or more immutable events.  An event is
named by its *portable id*, ``clock:session:sequence:digest``, which is the same
in every copy of the database; the digest is taken of everything that the event
says, the ids of the events that it replaces included.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable
from enum import StrEnum
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple

DIGEST_BYTES = 8
NOBODY = 0
"""The key of the annotator that stands for the project itself."""

PROJECT_UNIT = 0
"""What the fold has in place of a unit where an event speaks of the whole project."""


class Layer(StrEnum):
    """Whose statement it is."""

    ANNOTATION = "annotation"
    """An annotator's own labels."""
    GOLD = "gold"
    """What was decided together; it belongs to nobody, whoever wrote it down."""
    PROJECT = "project"
    """Codebook in force, segmentations, settings, roles."""


class Kind(StrEnum):
    """What kind of act it was."""

    LABEL = "label"
    CLEAR = "clear"
    NOTE = "note"
    FLAG = "flag"
    SKIP = "skip"
    PREFILL = "prefill"
    UNDO = "undo"
    REDO = "redo"
    RESOLVE = "resolve"
    """A conflict was decided."""
    MIGRATE = "migrate"
    """A label was carried over to another codebook or another text."""
    IMPORT = "import"
    """Labels that were read from a file."""
    OPEN = "open"
    """The annotator came to a unit; changes no label."""
    VIEW = "view"
    """Something was shown that could influence a label, as highlights; changes no label."""
    CODEBOOK = "codebook"
    SEGMENT = "segment"
    HIDE = "hide"
    SETTING = "setting"
    ROLE = "role"


LOG_ONLY = frozenset({Kind.OPEN, Kind.VIEW})
"""Kinds that are kept but change no label."""

UNDOABLE = frozenset({Kind.LABEL, Kind.CLEAR, Kind.NOTE, Kind.FLAG, Kind.SKIP, Kind.RESOLVE})
"""Kinds that undo takes back: what an annotator did by hand."""

NO_FACET = ""
"""An event without a facet is kept but changes no label."""


class PortableId(NamedTuple):
    """The name of an event in every copy of a database; sorts as the events are ordered."""

    lamport: int
    session: str
    seq: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.lamport}:{self.session}:{self.seq}:{self.digest.hex()}"

    @classmethod
    def parse(cls, text: str) -> PortableId:
        """The id that ``str`` wrote.  Raises ValueError."""
        lamport, session, seq, digest = text.split(":")
        return cls(int(lamport), session, int(seq), bytes.fromhex(digest))


class Content(NamedTuple):
    """All that an event says, in portable terms; what its digest is taken of."""

    session: str
    seq: int
    lamport: int
    txn: int
    kind: str
    layer: str
    owner: str
    article: str | None
    start: int | None
    end: int | None
    facet: str
    item: str
    codebook: str | None
    segmentation: str | None
    value: str | None
    wall_ms: int
    dwell_ms: int | None
    ref: str | None

    def digest(self, replaced: Iterable[PortableId | str]) -> bytes:
        """The digest of this content and of the portable ids of the events that it replaces."""
        return event_digest(*self, list(map(str, replaced)))


def event_digest(
    session: str,
    seq: int,
    lamport: int,
    txn: int,
    kind: str,
    layer: str,
    owner: str,
    article: str | None,
    start: int | None,
    end: int | None,
    facet: str,
    item: str,
    codebook: str | None,
    segmentation: str | None,
    value: str | None,
    wall_ms: int,
    dwell_ms: int | None,
    ref: str | None,
    replaced: list[str],
) -> bytes:
    """The digest of what an event says (see `Content`) and of the portable ids that it replaces."""
    # The text that json.dumps would give, put together faster: this is done at every label,
    # and at every event when databases are checked and merged.
    names = ",".join([f'"{name}"' for name in sorted(replaced)]) if replaced else ""
    text = (
        f"[{_quoted(session)},{seq},{lamport},{txn},{_quoted(kind)},{_quoted(layer)},{_quoted(owner)},"
        f"{_text(article)},{_number(start)},{_number(end)},{_quoted(facet)},{_quoted(item)},"
        f"{_text(codebook)},{_text(segmentation)},{_text(value)},{wall_ms},{_number(dwell_ms)},{_text(ref)},"
        f"[{names}]]"
    )
    return hashlib.sha256(text.encode()).digest()[:DIGEST_BYTES]


def _text(part: str | None) -> str:
    return "null" if part is None else _quoted(part)


def _number(part: int | None) -> int | str:
    return "null" if part is None else part


def wall_clock_ms() -> int:
    """Milliseconds since 1970; shown to people, decides nothing."""
    return time.time_ns() // 1_000_000


def new_session_id() -> str:
    """A UUIDv7 in hexadecimal: unique, and sorted by time as long as clocks are right."""
    raw = bytearray(wall_clock_ms().to_bytes(6, "big") + secrets.token_bytes(10))
    raw[6] = 0x70 | raw[6] & 0x0F
    raw[8] = 0x80 | raw[8] & 0x3F
    return raw.hex()
