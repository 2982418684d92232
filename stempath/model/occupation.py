"""An occupation of the catalogue: where a person stands, and where a move can lead."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.record import record

EXTENT = "extent, O*NET work values"  # how far work meets a value, 1 to 7
IMPORTANCE = "importance, O*NET work styles"  # of a way of working, 1 to 5


@record(frozen=True, slots=True, kw_only=True)
class Occupation:
    """An ANZSCO 2022 occupation with its dated facts; what no source states is None.

    The four shortage lists hold the states that rate it so; together they name every rated state.
    `years_short` are the years since 2021 with a national shortage, `years_rated` those rated.
    A `gated` occupation needs one of `registrations`, or the core award: `core_fields` at
    `core_aqf`, where that suffices to start. `holds` are the registrations that whoever works in
    it has. `registration_states` are those found to ask for one, where not all do; that another
    does not is not stated. `next_steps` are codes of occupations that are known to come after it,
    whatever closeness says. `onet_confidence` (high, medium, low) is how surely `onet` is the same
    work. `estimated`: some of its O*NET figures are borrowed from its neighbours;
    `values_estimated` and `styles_estimated` say so of the six work values (`achievement` to
    `independence`) and of `stress_tolerance`, which is how important it is to the work and no
    figure for strain. `closeness` is a measure and stands elsewhere.
    """

    code: str = declare("id", required=True)
    title: str = declare(required=True)
    osca: str | None = declare("id")
    isco: str | None = declare("id")
    skill_level: int | None = declare("integer", unit="ANZSCO skill level", least=1, most=5)
    unit_group: str = declare("id", required=True)
    unit_group_title: str | None = declare()
    profession: str = declare("id", required=True)
    sectors: tuple[str, ...] = declare(vocabulary="sectors", many=True, required=True)
    usual_aqf: int | None = declare("integer", unit="AQF level", least=0, most=10)
    usual_entry: str | None = declare()
    short_in: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    short_regional_in: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    short_metro_in: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    not_short_in: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    shortage_national: str | None = declare(vocabulary="shortage")
    shortage_year: int | None = declare("integer", unit="year")
    years_short: tuple[int, ...] | None = declare("integer", unit="year", many=True)
    years_rated: tuple[int, ...] | None = declare("integer", unit="year", many=True)
    times_short: int | None = declare("integer", unit="years", least=0, most=5)
    weekly_median_aud: int | None = declare("integer", unit="AUD a week, full time", least=0)
    earnings_year: int | None = declare("integer", unit="year")
    employed: int | None = declare("integer", unit="persons, unit group", least=0)
    employed_year: int | None = declare("integer", unit="year")
    projected_2034: int | None = declare("integer", unit="persons, unit group", least=0)
    part_time_percent: float | None = declare("number", unit="percent", least=0, most=100)
    part_time_year: int | None = declare("integer", unit="year")
    women_percent: float | None = declare("number", unit="percent", least=0, most=100)
    women_year: int | None = declare("integer", unit="year")
    regulated: str | None = declare("id")
    gated: bool | None = declare("yes-no")
    registrations: tuple[str, ...] | None = declare(vocabulary="registrations", many=True)
    holds: tuple[str, ...] | None = declare(vocabulary="registrations", many=True)
    regulator: str | None = declare()
    registration_scope: str | None = declare()
    registration_states: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    registration_year: int | None = declare("integer", unit="year")
    needs: str | None = declare()
    core_award: str | None = declare()
    core_fields: tuple[str, ...] | None = declare(vocabulary="fields", many=True)
    core_aqf: int | None = declare("integer", unit="AQF level", least=0, most=10)
    next_steps: tuple[str, ...] | None = declare("id", many=True)
    onet: str | None = declare("id")
    onet_confidence: str | None = declare("id")
    estimated: bool | None = declare("yes-no")
    achievement: float | None = declare("number", unit=EXTENT, least=1, most=7)
    working_conditions: float | None = declare("number", unit=EXTENT, least=1, most=7)
    recognition: float | None = declare("number", unit=EXTENT, least=1, most=7)
    relationships: float | None = declare("number", unit=EXTENT, least=1, most=7)
    support: float | None = declare("number", unit=EXTENT, least=1, most=7)
    independence: float | None = declare("number", unit=EXTENT, least=1, most=7)
    values_estimated: bool | None = declare("yes-no")
    values_year: int | None = declare("integer", unit="year")
    stress_tolerance: float | None = declare("number", unit=IMPORTANCE, least=1, most=5)
    styles_estimated: bool | None = declare("yes-no")
    styles_year: int | None = declare("integer", unit="year")
    source: str = declare(required=True)
    year: int | None = declare("integer", unit="year")
