"""A number as people say it -> the number in the unit that was asked for: `2 grand`, `3 months`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TO_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen twenty"""
_WORDS: Mapping[str, float] = {word: n for n, word in enumerate(_TO_TWENTY.split())} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "a": 1,
    "an": 1,
    "half": 0.5,
}
_SCALES = {"k": 1000, "grand": 1000, "thousand": 1000, "hundred": 100}
_WEEKS = {**dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 1.0),
          **dict.fromkeys(("fortnight", "fortnights"), 2.0),
          **dict.fromkeys(("mo", "mth", "mths", "month", "months"), 52 / 12),
          **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 52.0)}  # fmt: skip
_YEARS = {**dict.fromkeys(("y", "yr", "yrs", "year", "years"), 1.0),
          **dict.fromkeys(("mo", "mth", "mths", "month", "months"), 1 / 12)}  # fmt: skip
_HOURS = {
    f"{word}{often}": 1.0
    for word in ("h", "hr", "hrs", "hour", "hours")
    for often in ("", " a week", " per week", " each week", " weekly", "/week")
}
# By the unit that is asked for: what may be said instead, and how many of the unit one of it is.
_UNITS: Mapping[str, Mapping[str, float]] = {
    "weeks": _WEEKS,
    "years": _YEARS,
    "hours a week": {**_HOURS, "a week": 1.0, "per week": 1.0, "weekly": 1.0},
    "AUD": dict.fromkeys(("aud", "dollar", "dollars", "bucks"), 1.0),
}
_WHOLE = ("weeks",)  # what is turned into these is rounded: nobody counts parts of a week
_NONE = re.compile(
    r"(?:none|nil|nothing|nought)(?: (?:yet|now|at all|at the moment))?"
    r"|no (?:money|cash|dollars|budget|hours?|time|weeks?|years?|experience)(?: at all| yet)?"
)
_BEFORE = re.compile(
    r"(?:(?:about|around|roughly|approximately|approx\.?|maybe|perhaps|probably|nearly|almost|say"
    r"|up to|just|only|i think|not much,?)\s|~)\s*"
)
_AFTER = re.compile(
    r"(?<=\d)ish$|,?\s*(?:or so|ish|at (?:the )?most|tops|max|maximum|i think|roughly|maybe)$"
)
_DIGITS = r"\$?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\$?\.\d+"
_AMOUNT = re.compile(rf"({_DIGITS}|[a-z]+)(?![,.\d])(?: an?(?= ))?\s*(.*)", re.ASCII)
_HALF_MORE = re.compile(r"(\S+)( [a-z]+)? and a half( .*)?", re.ASCII)
_SPAN = re.compile(
    rf"(?:between )?({_DIGITS}|[a-z]+)(?: ?[a-z]+)?(?: ?[-–—] ?| (?:to|or|and) )"
    rf"(?!an? half)({_DIGITS}|[a-z]+)\b.*",
    re.ASCII,
)


def in_unit(typed: str, unit: str) -> str:
    """The number of `15 years`, `about nine`, `2 grand` or `half a year`, in `unit`, as text.

    What says no number of that unit for certain is returned as it was typed.
    """
    said = _plainly(typed)
    if unit != "year" and _NONE.fullmatch(said):
        return "0"
    more = 0.0
    if found := _HALF_MORE.fullmatch(said):
        said, more = "".join(part or "" for part in found.groups()), 0.5
    amount = _AMOUNT.fullmatch(said)
    number = _number(amount[1]) if amount else None
    if amount is None or number is None:
        return typed
    scale, rest = _scaled(amount[2].strip()) if unit == "AUD" else (1, amount[2].strip())
    each = 1.0 if not rest else _UNITS.get(unit, {}).get(rest)
    if each is None or (not rest and amount[1] in ("a", "an", "half")):
        return typed
    found_number = (number + more) * scale * each
    if each != 1:
        found_number = round(found_number) if unit in _WHOLE else round(found_number, 2)
    return f"{found_number:.10g}"


def is_span(typed: str) -> bool:
    """Whether two numbers are named where one is asked for: `3 or 4`, `10-15 hours`."""
    found = _SPAN.fullmatch(_plainly(typed))
    return found is not None and all(_number(part) is not None for part in found.groups())


def _plainly(typed: str) -> str:
    """Without words that only say that the number is a rough one."""
    said = " ".join(typed.casefold().split()).rstrip(".!")
    while found := _BEFORE.match(said):
        said = said[found.end() :]
    return _AFTER.sub("", said)


def _number(written: str) -> float | None:
    if written in _WORDS:
        return _WORDS[written]
    try:
        return float(written.removeprefix("$").replace(",", ""))
    except ValueError:
        return None


def _scaled(rest: str) -> tuple[int, str]:
    """The thousands of `2 grand`, and what stands after them."""
    word, _space, after = rest.partition(" ")
    return (_SCALES[word], after) if word in _SCALES else (1, rest)
