"""How lists are cut and facts derived: the parts of a rulebook that are not rules."""

from __future__ import annotations

from typing import Literal, NamedTuple

from stempath.record import record

About = Literal["offering", "move", "person"]


class Cap(NamedTuple):
    """At most `most` candidates with the same value of one fact in a list."""

    about: About
    fact: str
    most: int


class Band(NamedTuple):
    """The word for closeness from `least` (of 100) up to the next band."""

    least: int
    words: str


@record(frozen=True, slots=True)
class Listing:
    """How long lists are, and what may stand in them.

    first, length   of a list: on the first screen, and at most
    least           points without which a line stands in longer lists only, the first line aside
    lift_within     how many points behind a lift may reach
    leaders         first moves that rules about offerings may read
    apart           moves shown apart, at most
    courses         kinds of offering that can be the taught part of a design, and in how many
                    weeks at most (`course_weeks`)
    gaps, gaps_told skills that matter most of what a move lacks: so many are read by rules about
                    offerings, and so many of them told on the screen
    rated           skills that a person is asked to rate at once
    study_share     a field of study brings the skills that so many percent of the occupations it
                    usually leads to need, up to the level `study_level`
    step_closeness  a chain of moves goes where each is at least so close to the one before, in
    most_steps      so many steps at most
    bands           words for closeness, highest first
    """

    first: int
    length: int
    least: int
    lift_within: int
    leaders: int
    apart: int
    course_weeks: int
    gaps: int
    gaps_told: int
    rated: int
    study_share: int
    study_level: int
    step_closeness: int
    most_steps: int
    courses: tuple[str, ...]
    caps: tuple[Cap, ...]
    bands: tuple[Band, ...]

    def is_course(self, kind: str, weeks: float | None) -> bool:
        """Whether such an offering can be the short taught part of a design."""
        return kind in self.courses and (weeks is None or weeks <= self.course_weeks)

    def closeness_words(self, closeness: int | None) -> str:
        """Closeness as people read it; "" where it is not known or below every band."""
        for band in self.bands:
            if closeness is not None and closeness >= band.least:
                return band.words
        return ""


@record(frozen=True, slots=True)
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
    gaps     such codes; the skills that matter most of those that the person lacks there
    held     none; the skills that the person is taken to hold
    """

    name: str
    subject: str
    how: Literal["lookup", "first", "union", "either", "since", "count", "leaders", "gaps", "held"]
    sources: tuple[str, ...]
    vocabulary: str = ""
    column: str = ""

    @property
    def late(self) -> bool:
        """Whether nothing stated settles it: it is known once moves are ranked."""
        return self.how in ("leaders", "held")
