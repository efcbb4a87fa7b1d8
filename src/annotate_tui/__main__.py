"""``python -m annotate_tui`` is the same as ``annotate-tui``."""

from annotate_tui.cli.main import run

if __name__ == "__main__":
    run()
