"""Records: what `dataclasses.dataclass` makes, made in a third of the time.

Every start makes dozens of these classes, and a dataclass writes and compiles up to seven methods
for each. Of a record it compiles `__init__` alone; how records compare, hash and show themselves is
the same few lines for all. That nothing assigns to a field is the type checker's to see, to which a
record is a dataclass: at run time it costs as much as all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(
        *, frozen: bool, slots: bool = False, kw_only: bool = False, eq: bool = True
    ) -> Callable[[type], type]:
        """The decorator. Without `eq`, a record is equal to itself alone, as arrays want it."""
        assert frozen, "what changes is no record"

        def make(plain: type) -> type:
            made = dataclass(slots=slots, kw_only=kw_only, eq=False, repr=False)(plain)
            made.__repr__ = _shown
            if eq:
                _compare(made)
            return made

        return make


def _compare(made: Any) -> None:
    """Let records of one class be equal, and hash alike, where all of their fields are equal."""
    values = attrgetter(*(item.name for item in fields(made)))

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is made else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    made.__eq__, made.__hash__ = equal, hashed


def _shown(self: Any) -> str:
    said = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self))
    return f"{type(self).__qualname__}({', '.join(said)})"
