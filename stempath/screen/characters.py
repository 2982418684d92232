"""What a terminal's encoding can show: a character it lacks is shown by a plainer one."""

from __future__ import annotations

import codecs
import unicodedata

PLAINER = "stempath-plainer"  # name of the handler, for `TextIO.reconfigure(errors=...)`
_NEAR = {
    "·": "-", "•": "*", "─": "-", "█": "#", "░": "-", "–": "-", "—": "-", "−": "-", "‐": "-",
    "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "×": "x", "≥": ">=", "≤": "<=",
    "→": "->", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip


def plainer(words: str) -> str:
    """`words` in ASCII, as near as it comes; what has nothing near is a question mark."""
    found = []
    for character in words:
        near = _NEAR.get(character) or unicodedata.normalize("NFKD", character)
        near = near.encode("ascii", "ignore").decode("ascii")
        found.append(near or "?")
    return "".join(found)


def has(encoding: str, character: str) -> bool:
    """Whether the encoding has the character."""
    try:
        character.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _plainer_instead(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plainer(error.object[error.start : error.end]), error.end


codecs.register_error(PLAINER, _plainer_instead)
