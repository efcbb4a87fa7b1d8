"""What an export is asked for, and where its files go."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from annotate_tui.export.files import HashingWriter, Written

Labels = Literal["each", "majority", "gold", "soft"]
LABELS: tuple[Labels, ...] = get_args(Labels)


@dataclass(frozen=True)
class Request:
    """The options of an export; a format ignores what it has no use for."""

    labels: Labels = "each"
    text: bool = True
    long: bool = False
    raw_cells: bool = False
    excel: bool = False
    splits: Mapping[str, str] | None = None
    """Article id → the part it belongs to; None: no parts were asked for."""
    emails: Mapping[str, str] = field(default_factory=dict)
    """Annotator → e-mail address, for formats that name users so."""
    by_article: bool = False


class Sink(Protocol):
    """Where the files of an export go."""

    def file(self, name: str) -> AbstractContextManager[tuple[HashingWriter, Written]]:
        """Open one file; whoever writes it counts its rows in ``Written.rows``."""
