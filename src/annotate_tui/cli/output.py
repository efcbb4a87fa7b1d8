"""Data on standard output, messages and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import click

from annotate_tui.visible import UNSEEN, visible

T = TypeVar("T")


def say(message: str) -> None:
    """One message for the user, on standard error; control characters in it are made visible."""
    click.echo(visible(message), err=True)


def print_json(data: Any) -> None:
    """Data for other programs: one JSON document on standard output, in UTF-8 wherever we are."""
    click.echo(json_text(data, indent=2).encode())


def json_text(data: Any, *, indent: int | None) -> str:
    """Data as JSON in which nothing controls a terminal, reorders text or is half a surrogate pair."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    # Such characters can only stand inside a string, and are said there as JSON can say them.
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def progress(
    items: Iterable[T], label: str, length: int | None = None
) -> AbstractContextManager[Iterable[T]]:
    """The items, with a progress bar on standard error while they are taken, if that is a terminal."""
    return click.progressbar(
        items, length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    )


def time_text(milliseconds: int | None) -> str:
    """A moment in local time, to the minute; empty for none."""
    if milliseconds is None:
        return ""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


class JsonList:
    """A JSON list printed item by item, whole and valid also when an error ends it early."""

    def __init__(self) -> None:
        self._n = 0

    def __enter__(self) -> JsonList:
        return self

    def add(self, item: Any) -> None:
        """Print one more item."""
        before = ",\n" if self._n else "[\n"
        click.echo((before + json_text(item, indent=None)).encode(), nl=False)
        self._n += 1

    def __exit__(self, *_error: object) -> None:
        click.echo("\n]" if self._n else "[]")


def counted(n: int, noun: str) -> str:
    """A number with its noun: "1 article", "2 articles"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def show(text: str, *, lines: bool = False) -> None:
    """A piece of the result, on standard output; control characters in it are made visible.

    With ``lines`` it may stand on several lines.
    """
    click.echo(visible(text, lines=lines))
