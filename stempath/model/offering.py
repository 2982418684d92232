"""What a person can take next: offerings that sources describe, and designs to propose."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.record import record


@record(frozen=True, slots=True, kw_only=True)
class Offering:
    """A real offering, as a public page states it. What the page does not state is None.

    `reserved_for` shuts others out; `aimed_at` does not. `entry_occupations` and
    `builds_on_occupations` hold occupation codes and unit groups. `cautions` are what a careful
    person would confirm. A `design` is ours, and only a design says what it builds on.
    """

    id: str = declare(required=True)
    title: str = declare(required=True)
    provider: str = declare(required=True)
    provider_id: str = declare(required=True)
    provider_kind: str | None = declare(vocabulary="provider-kinds")
    kind: str = declare(vocabulary="kinds", required=True)
    sectors: tuple[str, ...] = declare(vocabulary="sectors", many=True, required=True)
    skills: tuple[str, ...] = declare(many=True, required=True)
    difficulty: str | None = declare(vocabulary="difficulty")
    weeks: float | None = declare("number", unit="weeks", least=0, most=520)
    hours: float | None = declare("number", unit="hours", least=0, most=20_000)
    hours_per_week: float | None = declare("number", unit="hours a week", least=0, most=60)
    cost_aud: float | None = declare("number", unit="AUD", least=0, most=200_000)
    cost_year: int | None = declare("integer", unit="year", least=2000, most=2100)
    paid: bool | None = declare("yes-no")
    mode: str | None = declare(vocabulary="modes")
    states: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    place: str | None = declare()
    on_the_job: bool | None = declare("yes-no")
    employer_run: bool | None = declare("yes-no")
    employer_required: bool | None = declare("yes-no")
    design: bool | None = declare("yes-no")
    entry: str | None = declare()
    min_aqf: int | None = declare("integer", unit="AQF level", least=0, most=10)
    min_aqf_or_years: float | None = declare("number", unit="years", least=0, most=40)
    reserved_for: tuple[str, ...] | None = declare(vocabulary="situations", many=True)
    aimed_at: tuple[str, ...] | None = declare(vocabulary="situations", many=True)
    students_only: bool | None = declare("yes-no")
    student_level: str | None = declare(vocabulary="student-levels")
    graduated_within_years: int | None = declare("integer", unit="years", least=0, most=40)
    min_years_experience: float | None = declare("number", unit="years", least=0, most=40)
    residency: str | None = declare(vocabulary="residency-asked")
    clearance: bool | None = declare("yes-no")
    registrations: tuple[str, ...] | None = declare(vocabulary="registrations", many=True)
    entry_fields: tuple[str, ...] | None = declare(vocabulary="fields", many=True)
    entry_sectors: tuple[str, ...] | None = declare(vocabulary="sectors", many=True)
    entry_occupations: tuple[str, ...] | None = declare("id", many=True)
    builds_on_fields: tuple[str, ...] | None = declare(vocabulary="fields", many=True)
    builds_on_occupations: tuple[str, ...] | None = declare("id", many=True)
    aqf: int | None = declare("integer", unit="AQF level", least=0, most=10)
    credit_points: float | None = declare("number", unit="points", least=0, most=500)
    credit_towards: str | None = declare()
    same_as: str | None = declare("id")
    status: str = declare(vocabulary="statuses", required=True)
    cautions: tuple[str, ...] | None = declare(many=True)
    source: str = declare(required=True)
    year: int | None = declare("integer", unit="year", least=2000, most=2100)
    undated: bool | None = declare("yes-no")


@record(frozen=True, slots=True, kw_only=True)
class Design:
    """A micro-apprenticeship to propose to an employer: our own, offered by nobody under its name.

    The definition: a host, real work in hours, a short taught part, an assessed outcome, and
    something held that it builds on.
    """

    id: str = declare(required=True)
    title: str = declare(required=True)
    sectors: tuple[str, ...] = declare(vocabulary="sectors", many=True, required=True)
    about: str = declare(required=True)
    host: str = declare(required=True)
    host_tasks: tuple[str, ...] = declare(many=True, required=True)
    hours_per_week: float = declare("number", unit="hours a week", least=1, most=38, required=True)
    weeks: int = declare("integer", unit="weeks", least=5, most=16, required=True)
    taught: str = declare(required=True)
    taught_skills: tuple[str, ...] = declare(many=True, required=True)
    taught_hours: float = declare("number", unit="hours", least=1, most=120, required=True)
    outcome: str = declare(required=True)
    assessed_by: str = declare(required=True)
    builds_on: str = declare(required=True)
    builds_on_fields: tuple[str, ...] = declare(vocabulary="fields", many=True, required=True)
    builds_on_occupations: tuple[str, ...] | None = declare("id", many=True)
    min_aqf: int = declare("integer", unit="AQF level", least=0, most=10, required=True)
    host_gives: tuple[str, ...] = declare(many=True, required=True)
    skills: tuple[str, ...] = declare(many=True, required=True)
    difficulty: str = declare(vocabulary="difficulty", required=True)
    ask: str = declare(required=True)
    action: str = declare(required=True)
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", least=2000, most=2100, required=True)

    @property
    def hours(self) -> float:
        """Hours in all, work and taught part together."""
        return self.hours_per_week * self.weeks

    def offering(self) -> Offering:
        """The design as a candidate: run by the person's employer, in paid time, at no cost."""
        return Offering(
            id=self.id,
            title=self.title,
            provider="your employer, or one you ask",
            provider_id=self.id,
            provider_kind="employer",
            kind="micro-apprenticeship",
            sectors=self.sectors,
            skills=self.skills,
            difficulty=self.difficulty,
            weeks=self.weeks,
            hours=self.hours,
            hours_per_week=self.hours_per_week,
            cost_aud=0,
            paid=True,
            mode="workplace",
            on_the_job=True,
            employer_run=True,
            employer_required=True,
            design=True,
            min_aqf=self.min_aqf,
            builds_on_fields=self.builds_on_fields,
            builds_on_occupations=self.builds_on_occupations,
            status="active",
            source=self.source,
            year=self.year,
        )
