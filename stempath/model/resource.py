"""Where a person finds help beyond courses: advisers, helplines, networks, fairs, role models."""

from __future__ import annotations

from datetime import date

from stempath.model.fact import declare
from stempath.record import record


@record(frozen=True, slots=True, kw_only=True)
class Resource:
    """One place to turn to, as its sources name it. What they do not state is None.

    `about` and `whom` are in our own words. `sectors` None: not tied to one; `states` None: not
    stated. `reserved_for` shuts others out. `ends` is the last day of a dated event. `source` may
    be several addresses, joined by `;`. `status` as of offerings: it may have to be confirmed.
    """

    id: str = declare(required=True)
    name: str = declare(required=True)
    kind: str = declare(vocabulary="resource-kinds", required=True)
    about: str = declare(required=True)
    whom: str = declare(required=True)
    reserved_for: tuple[str, ...] | None = declare(vocabulary="situations", many=True)
    sectors: tuple[str, ...] | None = declare(vocabulary="sectors", many=True)
    states: tuple[str, ...] | None = declare(vocabulary="states", many=True)
    place: str | None = declare()
    url: str | None = declare()
    phone: str | None = declare()
    free: bool | None = declare("yes-no")
    ends: date | None = declare("date")
    status: str = declare(vocabulary="statuses", required=True)
    source: str = declare(required=True)
    year: int | None = declare("integer", unit="year", least=2000, most=2100)
    undated: bool | None = declare("yes-no")

    def past(self, today: date) -> bool:
        """Whether it is an event that is over."""
        return self.ends is not None and self.ends < today

    def suits(self, sector: str | None, state: str | None) -> bool:
        """Whether it is for this sector and state (None: any); the unknown is not shut out."""
        here = state is None or self.states is None or state in self.states
        return here and (sector is None or self.sectors is None or sector in self.sectors)
