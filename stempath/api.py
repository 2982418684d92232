"""The library: everything that a command does is one call here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from stempath.rulebook.find import compiled_file, find_rules, fingerprint
from stempath.tables import read_bytes, write_atomic

if TYPE_CHECKING:
    from stempath.caseload.report import BatchReport as BatchReport
    from stempath.engine.why import Explanation
    from stempath.profile.read import Profile as Profile
    from stempath.rulebook.book import Rulebook

Facts = Mapping[str, Value]
MOST_CACHED = 4  # compiled rulebooks that are kept
MOST_KEPT = 100_000_000  # bytes of one


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
    carried = compiled_file(folder) if cached else None
    if carried and (rules := _kept(carried, identity)):
        return rules
    kept = _cache_file(identity) if cached else None
    if kept and (rules := _kept(kept, identity)):
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


def compiled_rules(folder: Path) -> bytes:
    """The rules of a folder, compiled as `load_rules` reads them back: what a wheel carries.

    Raises:
        StempathError: as `load_rules`.
    """
    return cache.dump(load_rules(folder, cached=False))


def _kept(path: Path, identity: str) -> RuleSet | None:
    """The rule set kept at `path`, if it is whole and made from just these rule files."""
    try:
        rules = cache.load(read_bytes(path, most=MOST_KEPT))
    except StempathError:
        return None
    return rules if rules is not None and rules.fingerprint == identity else None


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


# --- profiles, caseload, export ----------------------------------------------------------------


def open_profile(rules: RuleSet, path: Path) -> Profile:
    """The profile at a path, or the facts of an answers file; nothing is written.

    Raises:
        StempathError: exit 5, what cannot be read; 3, what is no profile, with every problem.
    """
    from stempath.profile.read import read_profile

    return read_profile(path, rules.vocabularies)


def save_profile(
    rules: RuleSet,
    facts: Facts,
    advice: Advice | None,
    path: Path | None,
    *,
    today: date,
    opened: Profile | None = None,
    overwrite: bool = False,
) -> Path:
    """Save facts and advice at `path`; by default where it was opened, or under a new name.

    Raises:
        StempathError: exit 2, another file stands there and `overwrite` is not set; 3, a newer
            stempath made it; 5, the disk; 6, in use, or changed since it was opened.
    """
    from stempath.profile.store import file_name
    from stempath.profile.text import profile_text
    from stempath.profile.write import write_profile

    if path is None:
        path = opened.path if opened else profile_folder() / file_name(facts, today)
    text = profile_text(facts, advice, today)
    return write_profile(path, text, opened=opened, overwrite=overwrite)


def profile_folder() -> Path:
    """Where profiles are kept unless a path is given."""
    from stempath.profile import store

    return store.profile_folder()


def list_profiles(rules: RuleSet) -> tuple[list[Profile], list[Problem]]:
    """The kept profiles by name, and the problems of those that cannot be read."""
    from stempath.profile import store

    return store.list_profiles(profile_folder(), rules.vocabularies)


def forget_profile(path: Path) -> list[Path]:
    """Delete a profile with all that belongs to it; the files that were deleted.

    Raises:
        StempathError: exit 5, no such profile; 6, it is in use.
    """
    from stempath.profile import store

    return store.forget(path)


def profile_changes(profile: Profile, advice: Advice) -> list[str]:
    """What came in, went out or moved since the profile was saved, a line each."""
    from stempath.profile.changes import changes

    return changes(profile, advice)


def advice_json(advice: Advice, rules: RuleSet) -> dict[str, object]:
    """The advice as the one object that --json prints; what is not stated is None."""
    from stempath.export.face import advice_face

    return advice_face(advice, rules)


def export_plan(rules: RuleSet, facts: Facts, *, format: str, today: date) -> str:
    """A plan to share, as "md" or "json": advised anew without any private fact.

    Raises:
        StempathError: exit 2, no such format.
    """
    from stempath.export.formats import export_page
    from stempath.export.page import make_page

    return export_page(lambda: make_page(rules, facts, today), format)


def run_batch(
    rules: RuleSet,
    source: Path,
    out: Path,
    *,
    encoding: str = "utf-8",
    delimiter: str | None = None,
    progress: Callable[[int], None] | None = None,
    today: date | None = None,
) -> BatchReport:
    """Advise everyone in a CSV file ("-": standard input) and write tables to the folder `out`.

    `progress` is told how many clients are done. `today` (the clock by default) stands in run.json.

    Raises:
        StempathError: exit 2, what cannot be asked so; 3, a table that cannot be read; 5, the
            disk; 6, a folder that belongs to another input or rulebook, or is in use.
    """
    from stempath.caseload.run import run

    return run(
        rules,
        source,
        out,
        encoding=encoding,
        delimiter=delimiter,
        progress=progress,
        today=today or date.today(),
    )


def schema(of: str) -> dict[str, object]:
    """The JSON Schema of advice, person, profile, rule, offering, design or case.

    Raises:
        StempathError: exit 2, no such schema.
    """
    from stempath.export.schema import schema_of

    return schema_of(of)
