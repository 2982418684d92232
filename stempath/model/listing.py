"""How lists are cut and facts derived: the parts of a rulebook that are not rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

About = Literal["offering", "move", "person"]


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` candidates with the same value of one fact in a list."""

    about: About
    fact: str
    most: int


@dataclass(frozen=True, slots=True)
class Band:
    """The word for closeness from `least` (of 100) up to the next band."""

    least: int
    words: str


@dataclass(frozen=True, slots=True)
class Listing:
    """How long lists are, what may not crowd them, how far a lift may reach (in points), and the
    words for closeness, highest band first."""

    first: int
    length: int
    lift_within: int
    caps: tuple[Cap, ...]
    bands: tuple[Band, ...]

    def closeness_words(self, closeness: int | None) -> str:
        """Closeness as people read it; "" where it is not known or below every band."""
        for band in self.bands:
            if closeness is not None and closeness >= band.least:
                return band.words
        return ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact that follows from others by a declared look-up.

    how      from
    lookup   a fact; `column` of `vocabulary`, for a list the union over its items
    first    a list; its first item
    union    facts; all items together
    either   facts; the first that is known
    since    a year; years before the rulebook's date
    count    a list; its length
    leaders  none; the codes of the first moves of the person, as ranked
    """

    name: str
    subject: str
    how: Literal["lookup", "first", "union", "either", "since", "count", "leaders"]
    sources: tuple[str, ...]
    vocabulary: str = ""
    column: str = ""
