"""A publisher whose facts the catalogue carries, and on what terms."""

from __future__ import annotations

from stempath.model.fact import declare
from stempath.record import record


@record(frozen=True, slots=True, kw_only=True)
class Source:
    """One source. `licence` may be "not confirmed"; `changes` says what was done to its facts."""

    id: str = declare(required=True)
    title: str = declare(required=True)
    publisher: str = declare(required=True)
    url: str | None = declare()
    licence: str = declare(required=True)
    year: int | None = declare("integer", unit="year", least=1900, most=2100)
    undated: bool | None = declare("yes-no")
    changes: str | None = declare()
