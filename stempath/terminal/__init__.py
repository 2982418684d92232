"""How questions are put at a terminal: with lists to move in, or line by line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stempath.terminal.asker import TerminalAsker


def make_asker(*, plain: bool, kept: bool = True) -> TerminalAsker:
    """Line by line where asked for, or where nothing is to be redrawn; else lists to move in.

    kept  whether the answers outlive an interruption: what the hints promise
    """
    if plain or not redraws():
        from stempath.terminal.plain import PlainAsker

        return PlainAsker(kept=kept)
    from stempath.terminal.lists import ListAsker

    return ListAsker(kept=kept)


def redraws() -> bool:
    """Whether the terminal can move its cursor, and is wanted to: NO_COLOR means bare text."""
    if os.environ.get("NO_COLOR"):
        return False
    # Windows sets no TERM, and its terminals can.
    return os.environ.get("TERM", "windows" if os.name == "nt" else "") not in ("", "dumb")
