"""A person's own ratings of skills: as a fact a list of `skill=level`, in the order of the ids."""

from __future__ import annotations

from collections.abc import Mapping

from stempath.model.fact import Fact, Value

LOWEST_RATING = 0  # it is not there at all
HIGHEST = 5  # level
LEVELS = "skill-levels"  # the list of the levels, from 0 to the highest, in words


def ratings_of(value: Value) -> dict[str, int]:
    """Skill -> level, from the fact; nothing where it is not stated."""
    pairs = (str(item).rpartition("=") for item in (value if isinstance(value, tuple) else ()))
    return {skill: int(level) for skill, _, level in pairs}


def rating_value(ratings: Mapping[str, int]) -> tuple[str, ...]:
    """The fact that `ratings_of` reads."""
    return tuple(f"{skill}={level}" for skill, level in sorted(ratings.items()))


def as_written(fact: Fact, value: Value) -> object:
    """A fact as files and JSON hold it: a list, a table of ratings, or a single value."""
    if fact.type == "ratings" and value is not None:
        return ratings_of(value)
    return list(value) if isinstance(value, tuple) else value
