"""The records of the machine-readable face, for its published schema.

They are apart from what builds the object, because nine in ten starts need no schema, and
declaring records costs time. Tests hold the two to the same keys in the same order.
"""

from __future__ import annotations

from stempath.export.face import Json
from stempath.record import record

Number = int | float


@record(frozen=True, slots=True, kw_only=True)
class ReasonFace:
    """A rule that counted, the points it gave, its words, and where it comes from."""

    rule: str
    points: int
    why: str
    source: str


@record(frozen=True, slots=True, kw_only=True)
class GapFace:
    """A skill that falls short: levels held (0: none) and needed, and its importance, 1-100."""

    skill: str
    held: int
    needed: int
    importance: int


@record(frozen=True, slots=True, kw_only=True)
class ClosingFace:
    """A first move, and which of its gaps an offering teaches."""

    occupation: str
    skills: list[str]


@record(frozen=True, slots=True, kw_only=True)
class OfferingFace:
    """An offering; the score is the sum of the reasons' points. `url` is null for a design."""

    id: str
    title: str
    provider: str
    kind: str
    sectors: list[str]
    score: int
    reasons: list[ReasonFace]
    cautions: list[str]
    weeks: Number | None
    hours: Number | None
    cost_aud: Number | None
    paid: bool | None
    on_the_job: bool | None
    mode: str | None
    states: list[str] | None
    aqf: int | None
    min_aqf: int | None
    credit_points: Number | None
    credit_towards: str | None
    closes: list[ClosingFace]
    url: str | None
    year: int | None


@record(frozen=True, slots=True, kw_only=True)
class MoveFace:
    """A move to an occupation (ANZSCO code).

    `closeness`, and `held`, the share of what it needs that is held, are 0-100, null where the
    origin is unknown; `gaps` are the skills that matter most of what is missing.
    The lists of states name those that rate it so in `shortage_year`; `years_short` the years of
    a national shortage. Figures of earnings and employment are those of the unit group.
    """

    occupation: str
    osca: str | None
    title: str
    closeness: int | None
    held: int | None
    gaps: list[GapFace]
    score: int
    reasons: list[ReasonFace]
    cautions: list[str]
    unit_group: str
    unit_group_title: str | None
    sectors: list[str]
    short_in: list[str] | None
    short_regional_in: list[str] | None
    short_metro_in: list[str] | None
    not_short_in: list[str] | None
    shortage_national: str | None
    shortage_year: int | None
    years_short: list[int] | None
    years_rated: list[int] | None
    weekly_median_aud: int | None
    earnings_year: int | None
    employed: int | None
    employed_year: int | None
    projected_2034: int | None
    women_percent: Number | None
    women_year: int | None
    regulated: str | None
    registrations: list[str] | None
    regulator: str | None
    registration_year: int | None


@record(frozen=True, slots=True, kw_only=True)
class NoteFace:
    """Words about the whole advice. `slot` says what they are.

    needs-registration  a move that is shut without one: `occupation` and `title` name it
    reserved            how many offerings (`count`) are kept for a group and not shown
    """

    slot: str
    rule: str
    words: str
    occupation: str | None = None
    title: str | None = None
    count: int | None = None


@record(frozen=True, slots=True, kw_only=True)
class AdviceFace:
    """Advice to one person under one rulebook (its hash); offerings and moves best first."""

    schema_version: int
    rulebook: str
    person: dict[str, Json]
    offerings: list[OfferingFace]
    moves: list[MoveFace]
    notes: list[NoteFace]
