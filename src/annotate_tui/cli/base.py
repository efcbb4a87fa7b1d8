"""What all commands share: the options for every command, lazily loaded subcommands, the help's shape."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from annotate_tui.settings import Settings

_SHARED = ("db", "codebook", "debug", "version")


@dataclass
class Options:
    """The options for every command, wherever on the command line they stood."""

    db: Path | None = None
    codebook: Path | None = None
    debug: bool = False

    def settings(self, *, annotator: str | None = None) -> Settings:
        """The settings in force: these options, then the environment, then the settings file."""
        from annotate_tui.settings import load_settings

        return load_settings(db=self.db, codebook=self.codebook, annotator=annotator)


def options() -> Options:
    """The options of the command that is running."""
    return click.get_current_context().ensure_object(Options)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value and parameter.name is not None:
        setattr(context.ensure_object(Options), parameter.name, value)


def _print_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from annotate_tui import __version__

        click.echo(f"annotate-tui {__version__}")
        context.exit()


def shared_options() -> list[click.Option]:
    """The options for every command, accepted before and after its name."""
    path = click.Path(path_type=Path)
    return [
        click.Option(
            ["--db"],
            type=path,
            metavar="PATH",
            expose_value=False,
            callback=_keep,
            help="The database (default: ./annotations.db, or ANNOTATE_TUI_DB).",
        ),
        click.Option(
            ["--codebook"],
            type=path,
            metavar="FILE",
            expose_value=False,
            callback=_keep,
            help="The codebook that the database has, or that a new one gets.",
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help="Show where in the program an error happened.",
        ),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            help="Show the version and leave.",
        ),
    ]


class Command(click.Command):
    """A command that also takes the options for every command."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        own = super().get_params(ctx)
        taken = {parameter.name for parameter in self.params}
        return [*own, *(option for option in shared_options() if option.name not in taken)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            # What stands in the first line of the help is described in its text.
            if record is not None and isinstance(parameter, click.Option):
                (shared if parameter.name in _SHARED else own).append(record)
        for title, records in (("Options", own), ("Options for every command", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


@dataclass(frozen=True)
class Lazy:
    """Where a command is defined, and its line in the overview (so that the overview loads nothing)."""

    module: str
    attribute: str
    summary: str


class Group(Command, click.Group):
    """A group whose commands are loaded when they are run."""

    def __init__(self, *args: Any, lazy: Mapping[str, Lazy] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.lazy, *super().list_commands(ctx)]

    def load(self, name: str) -> click.Command:
        """One of the lazy commands.  Raises KeyError."""
        found = self.lazy[name]
        command: click.Command = getattr(importlib.import_module(found.module), found.attribute)
        return command

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.load(cmd_name) if cmd_name in self.lazy else super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            ctx.fail(_no_such_command(name, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        self.format_commands(ctx, formatter)

    def _summary(self, ctx: click.Context, name: str) -> str:
        if name in self.lazy:
            return self.lazy[name].summary
        command = self.get_command(ctx, name)
        return command.get_short_help_str(80) if command else ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self._summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _no_such_command(name: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    return f"There is no command {name!r}." + (f" Did you mean {near[0]!r}?" if near else "")
