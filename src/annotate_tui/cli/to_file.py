"""Text that a command writes to a file, in one step."""

from __future__ import annotations

from pathlib import Path

from annotate_tui.cli.output import say


def write_text(output: Path, text: str) -> None:
    """Write a whole file in one step, and say so; what stood there stays until the new one is whole."""
    from annotate_tui.export.files import collected, move_into_place

    with collected(output) as folder:
        with folder.file("report") as (file, _):
            file.write(text)
        move_into_place(folder.path / "report", output)
    say(f"Wrote {output}.")
