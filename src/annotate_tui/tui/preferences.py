"""What a person chose on the screen, kept for the next time: theme, view, that the tour was seen.

It belongs to the person and the machine, not to a project's database, so it
stands in the user's own state folder.  Losing it loses nothing.
"""

from __future__ import annotations

import json
import os
from pathlib import Path


def _file() -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    folder = Path(state) if state else Path.home() / ".local" / "state"
    return folder / "annotate-tui" / "screen.json"


def load() -> dict[str, object]:
    """Everything that was kept; nothing when it cannot be read."""
    try:
        kept = json.loads(_file().read_bytes())
    except (OSError, ValueError, RuntimeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def keep(name: str, value: object) -> bool:
    """Keep a choice; False when it could not be written, which nobody needs to hear of."""
    try:
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = {**load(), name: value}
        fresh = file.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(file)
    except (OSError, RuntimeError):
        return False
    return True
