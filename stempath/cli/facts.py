"""One flag for each fact of a person, made from the declarations of `Person`."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Annotated

import typer

from stempath.model.fact import Fact, declared
from stempath.model.person import Person

PANEL = "The person's answers (LIST: one or several, joined by ; or ,)"
HELP: Mapping[str, str] = {
    "label": "Your own name for this profile; it stays out of what you share.",
    "qualification": 'Highest qualification finished, your way: "adv dip", BSc, "trade cert".',
    "field_of_study": "What it was in, or what you are studying.",
    "country": "The country where that qualification was earned.",
    "sector": "The area of your work, or of your last.",
    "occupation": "Your job or last job: title, everyday name or ANZSCO code.",
    "other_occupation": "Other work that you have done, or do beside it.",
    "years_experience": "Years in that work, all together.",
    "goals": "What you want, most important first: advance-knowledge, refresh-skills, "
    "progression, future-proofing.",
    "target_sectors": "Areas you would like to work in.",
    "state": "State or territory: NSW, VIC, QLD, SA, WA, TAS, NT, ACT.",
    "region": "City or regional.",
    "hours_per_week": "Hours a week you could study.",
    "weeks_available": "For how many weeks.",
    "budget_aud": "Dollars you could pay yourself; 0 is an answer.",
    "modes": "Ways of learning: online, on-campus, blended, workplace.",
    "studying": "Enrolled in a course now: yes or no.",
    "employed": "In paid work now: yes or no.",
    "employer_support": "Might your employer host it or help to pay: yes or no.",
    "graduated_year": "Year you finished your newest qualification.",
    "residency": "citizen, permanent or temporary.",
    "registrations": "Registrations and licences you hold.",
    "disruption": "How much change you would welcome: low, medium, high.",
    "groups": "Groups whose reserved programs you would like to see. Private.",
    "strain": "How heavy things feel: none, some, high. Private.",
    "values": "Up to three of security, flexibility, pay, purpose, autonomy, support, "
    "recognition. Private.",
    "skills": 'Your own levels, 0 (not at all) to 5 (expert), by skill: "gis = 3; welding = 4".',
}


def fact_options() -> list[Parameter]:
    """The flags, in the order of the declarations. All take text, read as a file's answers are."""
    return [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                str | None,
                typer.Option(
                    flag(name), metavar=_metavar(fact), help=HELP[name], rich_help_panel=PANEL
                ),
            ],
        )
        for name, fact in declared(Person).items()
    ]


def flag(name: str) -> str:
    """The flag of a fact."""
    return f"--{name.replace('_', '-')}"


def _metavar(fact: Fact) -> str:
    if fact.type == "yes-no":
        return "YES|NO"
    if fact.is_number:
        return "N"
    return "LIST" if fact.many else "TEXT"
