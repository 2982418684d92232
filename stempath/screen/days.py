"""Days that words name, so that what is over can be told by today's clock."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, timedelta

_MONTHS = {name: number for number, name in enumerate(month_name) if name}
_DAY = re.compile(rf"\b(\d{{1,2}} (?:{'|'.join(_MONTHS)}) 20\d\d)\b")
_TERM = re.compile(r"\b(Term ([1-4]) of (20\d\d))\b")
_OVER_BY = {1: 5, 2: 8, 3: 11, 4: 13}  # school term -> a month that begins after it, in any state


def last_day(words: str) -> tuple[str, date] | None:
    """The last day or school term that `words` name, as written, and the day it is over by."""
    found = [(named, _day(named)) for named in _DAY.findall(words)]
    found += [(named, _end(int(term), int(year))) for named, term, year in _TERM.findall(words)]
    days = [(named, day) for named, day in found if day is not None]
    return max(days, key=lambda one: one[1], default=None)


def _day(named: str) -> date | None:
    number, month, year = named.split()
    try:
        return date(int(year), _MONTHS[month], int(number))
    except ValueError:  # 31 June
        return None


def _end(term: int, year: int) -> date:
    month = _OVER_BY[term]
    return date(year + month // 13, month % 12, 1) - timedelta(days=1)
