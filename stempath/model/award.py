"""Modern awards: which one usually covers an occupation, its levels, and what moves someone up."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.record import record

KINDS = ("coverage", "rule", "entry", "level", "apprentice", "allowance", "title")


@record(frozen=True, slots=True, kw_only=True)
class AwardLine:
    """One line of a modern award, as a copy of it was read; `number` is its place in the award.

    `kind`: coverage (whom it covers), rule, entry (an occupation's standard entry qualification),
    level (a classification), apprentice, allowance, or title (only the award's title was read: no
    award effect is known). `moves_up` is what brings someone to the level, or what the line says.
    `value` is in `unit`, a legal minimum from the day `since` on; empty where it was not read.
    `applies_to` names the unit groups and occupations of the line, where it is not for all whom
    the award covers. `read` says what was read, since the publisher's page was not.
    """

    award: str = declare("id", required=True)
    number: int = declare("integer", unit="number", least=1, required=True)
    title: str = declare(required=True)
    kind: str = declare("id", required=True)
    level: str | None = declare()
    moves_up: str | None = declare()
    value: str | None = declare()
    unit: str | None = declare()
    since: str | None = declare()
    applies_to: tuple[str, ...] | None = declare("id", many=True)
    read: str = declare(required=True)
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", required=True)


@record(frozen=True, slots=True, kw_only=True)
class AwardCover:
    """The award that usually covers a unit group, or an occupation in place of its unit group.

    Several rows: the most usual has `rank` 1. Without `award`, no award effect was found.
    `condition` says where it covers, as far as that is known.
    """

    code: str = declare("id", required=True)
    rank: int = declare("integer", unit="rank", least=1, required=True)
    award: str | None = declare("id")
    condition: str | None = declare()
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", required=True)
