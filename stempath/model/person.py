"""A person: the facts of one interview."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.record import record

YEAR_LEAST, YEAR_MOST = 1940, 2100


@record(frozen=True, slots=True, kw_only=True)
class Person:
    """What a person told of themselves. None is "not stated", never no, zero or none.

    Everything but qualification, goals and one of occupation, sector and field of study may stay
    unknown. `groups` only opens what is reserved; not stated there means none.
    """

    label: str | None = declare(private=True)
    qualification: str | None = declare(vocabulary="qualifications")
    field_of_study: str | None = declare(vocabulary="fields")
    country: str | None = declare(vocabulary="countries")  # where the qualification was earned
    sector: str | None = declare(vocabulary="sectors")
    occupation: str | None = declare(vocabulary="occupations")
    other_occupation: str | None = declare(vocabulary="occupations")  # done before, or beside it
    years_experience: float | None = declare("number", unit="years", least=0, most=70)
    goals: tuple[str, ...] | None = declare(vocabulary="goals", many=True, most_items=4)
    target_sectors: tuple[str, ...] | None = declare(vocabulary="sectors", many=True)
    state: str | None = declare(vocabulary="states")
    region: str | None = declare(vocabulary="regions")
    hours_per_week: float | None = declare("number", unit="hours a week", least=0, most=100)
    weeks_available: float | None = declare("number", unit="weeks", least=0, most=520)
    budget_aud: float | None = declare("number", unit="AUD", least=0, most=1_000_000)
    modes: tuple[str, ...] | None = declare(vocabulary="modes", many=True)
    studying: bool | None = declare("yes-no")
    employed: bool | None = declare("yes-no")
    employer_support: bool | None = declare("yes-no")
    graduated_year: int | None = declare("integer", unit="year", least=YEAR_LEAST, most=YEAR_MOST)
    residency: str | None = declare(vocabulary="residency")
    registrations: tuple[str, ...] | None = declare(vocabulary="registrations", many=True)
    disruption: str | None = declare(vocabulary="disruption")
    groups: tuple[str, ...] | None = declare(vocabulary="groups", many=True, private=True)
    strain: str | None = declare(vocabulary="strain", private=True)
    values: tuple[str, ...] | None = declare(
        vocabulary="values", many=True, most_items=3, private=True
    )
    skills: tuple[str, ...] | None = declare("ratings", vocabulary="skills", many=True)


NEEDED = ("qualification", "goals")
NEEDED_ONE_OF = ("occupation", "sector", "field_of_study")
