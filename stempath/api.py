"""The library: everything that a command does is one call here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stempath import __version__
from stempath.engine import cache
from stempath.engine.advise import advise as _advise
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice
from stempath.model.answers import missing, read_answers
from stempath.model.fact import Value
from stempath.problem import Place, Problem, StempathError
from stempath.rulebook.find import find_rules, fingerprint
from stempath.tables import read_bytes, write_atomic

if TYPE_CHECKING:
    from stempath.engine.why import Explanation
    from stempath.rulebook.book import Rulebook

Facts = Mapping[str, Value]
MOST_CACHED = 4  # compiled rulebooks that are kept


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What the rule cases showed. `unmissed`: rules whose absence none of them notices."""

    rules: int
    cases: int
    failures: tuple[Problem, ...]
    unmissed: tuple[str, ...]


# --- rules -------------------------------------------------------------------------------------


def load_rules(folder: Path | None = None, *, cached: bool = True) -> RuleSet:
    """The rule set of a folder (the shipped rules by default), compiled once and then kept.

    The kept form is used only for the very bytes of the rule files and the version that made it,
    and is made anew where it is damaged or cannot be read.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in them.
    """
    folder = find_rules(folder)
    identity = fingerprint(folder)
    kept = _cache_file(identity) if cached else None
    if kept:
        with contextlib.suppress(StempathError):
            rules = cache.load(read_bytes(kept, most=100_000_000))
            if rules is not None and rules.fingerprint == identity:
                return rules
    from stempath.engine.compile import compile_rules

    rules = compile_rules(read_book(folder), identity)
    if kept:
        with contextlib.suppress(StempathError, OSError):  # a cache that can't be kept is no fault
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(kept, cache.dump(rules), private=True)
            _prune(kept.parent)
    return rules


def read_book(folder: Path | None = None) -> Rulebook:
    """The rulebook itself, with its warnings, for checking and for the interview.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in them.
    """
    from stempath.rulebook.read import read_rulebook

    return read_rulebook(find_rules(folder))


def test_rules(folder: Path | None = None, *, each: bool = False) -> CaseReport:
    """Run the rule cases of a folder; `each` also leaves out one rule at a time.

    Raises:
        StempathError: exit 3, rules or cases that are not well written.
    """
    from stempath.engine.cases import read_cases, run_cases, unmissed
    from stempath.engine.compile import compile_rules

    book = read_book(folder)
    cases = read_cases(find_rules(folder), book)
    failures = run_cases(compile_rules(book, ""), cases)
    left_out = unmissed(book, cases) if each and not failures else []
    return CaseReport(len(book.rules), len(cases), tuple(failures), tuple(left_out))


def _cache_file(identity: str) -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("stempath") / f"rules-{__version__}-{identity}.bin"


def _prune(folder: Path) -> None:
    kept = sorted(folder.glob("rules-*.bin"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-MOST_CACHED]:
        path.unlink(missing_ok=True)


# --- persons -----------------------------------------------------------------------------------


def read_person(
    rules: RuleSet, answers: Mapping[str, object], place: Callable[[str], Place]
) -> Facts:
    """The facts that the answers state; spelled as people type them.

    Raises:
        StempathError: exit 3, with every answer that is not understood.
    """
    facts, problems = read_answers(answers, rules.vocabularies, place)
    if problems:
        raise StempathError(problems)
    return facts


def still_missing(facts: Facts, place: Place) -> list[Problem]:
    """What must be answered before any advice."""
    return missing(facts, place)


# --- advice ------------------------------------------------------------------------------------


def advise(rules: RuleSet, facts: Facts) -> Advice:
    """The advice for one person."""
    return next(_advise(rules, [facts]))


def advise_many(rules: RuleSet, persons: Iterable[Facts], block: int = 500) -> Iterator[Advice]:
    """The advice for many persons, in order, in memory that does not grow with their number."""
    batch: list[Facts] = []
    for facts in persons:
        batch.append(facts)
        if len(batch) == block:
            yield from _advise(rules, batch)
            batch = []
    if batch:
        yield from _advise(rules, batch)


def explain(rules: RuleSet, facts: Facts, id_: str) -> Explanation:
    """Why an offering (id) or a move (ANZSCO code or title) stands where it does for a person.

    Raises:
        StempathError: exit 3, no such offering or occupation, with the nearest.
    """
    from stempath.engine.why import explain as _explain
    from stempath.engine.why import find_candidate

    found = find_candidate(rules, id_)
    if found is None and (code := rules.vocabularies["occupations"].find(id_)):
        found = find_candidate(rules, code)
    if found is None:
        raise StempathError(
            Problem(
                "not-found",
                Place("command line", key=id_),
                f"`{id_}`",
                "the id of an offering, or the code or title of an occupation",
                _nearest(rules, id_),
            )
        )
    return _explain(rules, facts, *found)


def _nearest(rules: RuleSet, id_: str) -> str:
    from rapidfuzz import process

    ids: Sequence[str] = [str(facts["id"]) for facts in rules.offering_facts]
    near = [name for name, _score, _index in process.extract(id_, ids, limit=2)]
    occupations = rules.vocabularies["occupations"]
    near += [f"{occupations.name_of(code)} ({code})" for code in occupations.nearest(id_, 2)]
    return "nearest: " + "; ".join(near)
