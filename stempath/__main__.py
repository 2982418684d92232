"""The installed program, and `python -m stempath`."""

from __future__ import annotations

import gc


def main() -> None:
    """Start the program with nothing loaded yet."""
    gc.disable()  # one answer leaves little to collect; a command that runs long turns it on again
    from stempath.cli.main import main as start

    start()


if __name__ == "__main__":
    main()
