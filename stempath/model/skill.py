"""A skill that people recognise, and how much of it an occupation needs."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.model.ratings import HIGHEST
from stempath.record import record


@record(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill of the vocabulary, and what of O*NET shows that an occupation needs it.

    `onet` holds element ids of Knowledge and Skills, which give the level, and ids of detailed or
    intermediate work activities. `technology` holds products, or commodity codes of eight digits.
    `tasks` are beginnings of words that a task statement holds, `titles` those of an occupation's
    own title.
    """

    id: str = declare(required=True)
    name: str = declare(required=True)
    group: str = declare(vocabulary="skill-groups", required=True)
    aliases: tuple[str, ...] | None = declare(many=True)
    onet: tuple[str, ...] | None = declare(many=True)
    technology: tuple[str, ...] | None = declare(many=True)
    tasks: tuple[str, ...] | None = declare(many=True)
    titles: tuple[str, ...] | None = declare(many=True)
    source: str = declare(required=True)
    year: int | None = declare("integer", least=1900, most=2100)
    undated: bool | None = declare("yes-no")


@record(frozen=True, slots=True, kw_only=True)
class Need:
    """One skill that an occupation needs.

    Levels: 1 aware of it · 2 does it with help · 3 does it alone · 4 does the hard cases, helps
    others · 5 expert. `importance` is 1 to 100 within the occupation. `estimated`: the figures, or
    the whole row, are borrowed from occupations near it. `evidence` names what shows it, as
    `element:ID`, `activity:ID`, `task:ID`, `technology:PRODUCT` or `title:WORD`.
    """

    code: str = declare("id", required=True)
    skill: str = declare(vocabulary="skills", required=True)
    level: int = declare("integer", unit="level", least=1, most=HIGHEST, required=True)
    importance: int = declare("integer", unit="importance", least=1, most=100, required=True)
    estimated: bool = declare("yes-no", required=True)
    evidence: tuple[str, ...] = declare(many=True, required=True)
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", least=1990, most=2100, required=True)
