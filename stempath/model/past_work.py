"""What a sentence says of work that is past, or of having none: the job in it, without the rest."""

from __future__ import annotations

import re

from stempath.model.english import EMPTY, NO_WORK
from stempath.record import record
from stempath.tables import fold

_BREAKS = re.compile(r"[,;.()!]|\s[-–—]+\s|\b(?:but|although|though|however)\b", re.IGNORECASE)
_DENYING = re.compile(
    r"\b(?:none|no|nil|nothing|never|not|havent|jobless|unemployed|redundant|student|studying"
    r"|between jobs|looking for (?:work|a job)|out of work)\b"
)
# What stands before the name of a job that is past, and after it.
_PAST = (
    "was|were|been|had|used|ex|former|formerly|previous|previously|last|recent|recently|worked"
    "|unemployed|jobless"
)
_BEFORE = re.compile(
    rf"^(?:(?:{_PAST}|i|ive|im|my|have|to|be|before|that|most|job|work|as|a|an|the|once|just|only|and"
    r"|then|in|at|for)\b[\s:'’-]*)+",
    re.IGNORECASE,
)
_SAYS_PAST = re.compile(rf"\b(?:{_PAST})\b", re.IGNORECASE)
_TIME = r"(?:\d+|a few|many|two|three|four|five) (?:years?|yrs?|months?)(?: ago)?"
_AFTER = re.compile(
    r"(?:[\s-]+(?:before(?: that)?|previously|formerly|once|in the past|back then"
    rf"|(?:for |about |some )*{_TIME}|(?:until|till|in) (?:19|20)\d\d))+\s*$",
    re.IGNORECASE,
)


@record(frozen=True, slots=True)
class PastWork:
    """What is said of past work: the job named, "" where none is; and whether there is none now."""

    job: str
    none_now: bool


def past_work(typed: str) -> PastWork:
    """The job that `typed` speaks of: `barista` of "none yet, was a barista"; none of "no job"."""
    jobs, none_now = [], False
    for piece in _BREAKS.split(typed):
        words = set(fold(piece).split())
        if _DENYING.search(fold(piece)) and not words - EMPTY - NO_WORK:
            none_now = True
        elif words - EMPTY:
            jobs.append(_job(piece.strip()))
    named = [job for job in jobs if job]
    if not none_now and len(named) != 1:
        return PastWork(typed, none_now=False)
    return PastWork(named[0] if named else "", none_now)


def _job(piece: str) -> str:
    """The name of the job alone, where its being past is said before or after it."""
    rest = _AFTER.sub("", piece)
    before = _BEFORE.match(rest)
    if before and _SAYS_PAST.search(before[0]):
        return rest[before.end() :].strip()
    return rest.strip()
