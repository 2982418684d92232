"""Whether an answer says that one cannot tell: it is left open then, never taken for a no."""

from __future__ import annotations

import re

from stempath.model.english import HEDGING
from stempath.tables import fold

_SAID = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|unsure|undecided|uncertain|dunno|idk|depends"
    r"|not (?:quite |really |too )?(?:sure|certain|decided)|no (?:idea|clue)|hard to (?:say|tell)"
    r"|(?:do not|dont|can not|cannot|cant|couldnt) (?:really )?(?:know|tell|say)"
    r"|(?:have not|havent|yet to|not) (?:asked|decided))\b"
)
# Of what is a yes or a no, these leave it open as well.
_IF = re.compile(r"\b(?:might|may|could|if|unless|hopefully|hoping|have to ask|need to ask)\b")


def says_unsure(typed: str, *, either: bool = False) -> bool:
    """Whether `typed` says that one cannot tell, and nothing besides.

    `either`: the answer would be a yes or a no, so that whatever hedges leaves it open, however
    much is said besides: `boss might`.
    """
    text = fold(typed.replace("’", "'"))
    if either:
        return bool(_SAID.search(text) or _IF.search(text))
    rest, found = _SAID.subn(" ", text)
    return bool(found) and not set(rest.split()) - HEDGING
