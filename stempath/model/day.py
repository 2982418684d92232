"""A day in the life: what work in an occupation is like, told as an illustration."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.problem import Place
from stempath.record import record

READERS = ("hr", "learner")  # for whom a telling can dwell on some of its parts


@record(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of a day, and the O*NET task and activity ids that they rest on."""

    words: str = declare(required=True)
    rests_on: tuple[str, ...] = declare("id", many=True, required=True)


@record(frozen=True, slots=True, kw_only=True)
class Moment:
    """What happens at a time of day (`at`, HH:MM).

    A telling for one of `readers` dwells here. Told for others, its first sentence is enough, so
    that sentence stands by itself.
    """

    at: str = declare(required=True)
    words: str = declare(required=True)
    rests_on: tuple[str, ...] = declare("id", many=True, required=True)
    readers: tuple[str, ...] | None = declare("id", many=True)


@record(frozen=True, slots=True, kw_only=True)
class Day:
    """An ordinary day of somebody invented in `occupation`: an illustration, nobody's record.

    `onet` is the O*NET-SOC code of that occupation; every id that a part rests on is one of its.
    `hr` speaks to whoever hires, hosts or plans the work; `learner` to whoever might learn it.
    """

    id: str = declare("id", required=True)
    unit_group: str = declare("id", required=True)
    occupation: str = declare("id", vocabulary="occupations", required=True)
    onet: str = declare("id", required=True)
    title: str = declare(required=True)
    works_with: tuple[str, ...] = declare(many=True, required=True)
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", least=1900, most=2100, required=True)
    moments: tuple[Moment, ...] = ()
    surprises: tuple[Part, ...] = ()
    hr: Part
    learner: Part
    place: Place

    @property
    def parts(self) -> tuple[Part | Moment, ...]:
        """All that is told, in the order of telling."""
        return (*self.moments, *self.surprises, self.hr, self.learner)


@record(frozen=True, slots=True, kw_only=True)
class DayTask:
    """An id that a day rests on, as O*NET publishes it for the occupation `onet`."""

    onet: str = declare("id", required=True)
    id: str = declare("id", required=True)
    kind: str = declare("id", required=True)
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", required=True)


@record(frozen=True, slots=True, kw_only=True)
class Activity:
    """A telling activity of a unit group, or of one occupation (`code` of six digits).

    `id` and `title` are those of a detailed work activity of O*NET. `weight` is the share of the
    tasks, in percent, that go with its intermediate activity, a core task counting twice.
    """

    code: str = declare("id", required=True)
    rank: int = declare("integer", unit="rank", least=1, most=8, required=True)
    id: str = declare("id", required=True)
    title: str = declare(required=True)
    weight: int = declare("integer", unit="percent", least=0, most=100, required=True)
    source: str = declare(required=True)
    year: int = declare("integer", unit="year", required=True)
