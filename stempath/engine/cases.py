"""Rule cases: persons with what must and must not be advised, kept as data beside the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from stempath.engine.advise import Evaluation, Listed, acting, evaluate, places_apart
from stempath.engine.compile import compile_rules
from stempath.engine.explain import person_notes, refusals
from stempath.engine.hits import TRUE, all_of
from stempath.engine.left_out import evaluate_without, without
from stempath.engine.ruleset import RuleSet
from stempath.model.answers import missing, read_answers
from stempath.model.fact import Value
from stempath.model.rule import Clause
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.rulebook.book import Rulebook
from stempath.rulebook.case_files import written_cases
from stempath.rulebook.clauses import Misfit, read_clause
from stempath.rulebook.records import unknown_key
from stempath.tables import Toml

LISTS = (
    "first", "first_move", "five", "five_moves", "listed", "listed_moves", "not_first",
    "not_five", "not_five_moves", "not_listed", "not_listed_moves", "apart", "not_apart", "held",
    "not_held", "notes", "not_notes", "five_none", "five_all", "five_some", "five_moves_none",
)  # fmt: skip
TABLES = ("first_of_kind", "reasons", "not_reasons", "cautions", "refused")
PAIRS = ("above", "above_moves")
_KEYS = ("id", "about", "person", "like", "change", "other_first_than", *LISTS, *TABLES, *PAIRS)
_CLAUSES = ("five_none", "five_all", "five_some", "five_moves_none")


@record(frozen=True)
class Case:
    """One person and what is expected; `expected` holds the checks by their key."""

    id: str
    about: str
    person: Mapping[str, Value]
    expected: Mapping[str, Any]
    place: Place
    clauses: Mapping[str, tuple[Clause, ...]] = field(default_factory=dict)


def read_cases(folder: Path, book: Rulebook) -> list[Case]:
    """All cases of rules/cases.

    Raises:
        StempathError: every case that is not written as rules/README.md says.
    """
    problems: list[Problem] = []
    cases: list[Case] = []
    answers: dict[str, Mapping[str, object]] = {}
    for toml, index, table in written_cases(folder, folder / "cases", problems):
        misshapen = list(_misshapen(toml, index, table))
        problems.extend(misshapen)
        if not misshapen and (case := _case(toml, index, table, book, answers, problems)):
            cases.append(case)
    ids = Counter(case.id for case in cases)
    for case in cases:
        if ids[case.id] > 1:
            problems.append(Problem("id-twice", case.place, f"case `{case.id}` twice", "once"))
        if (other := _other(case)) and other not in ids:
            problems.append(Problem("id", case.place, shown(other), "the id of a case"))
    if problems:
        raise StempathError(problems)
    return cases


def _misshapen(toml: Toml, index: int, table: Mapping[str, Any]) -> Iterator[Problem]:
    """Values of another shape than their keys have."""

    def texts(value: object) -> bool:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)

    for key, value in table.items():
        if key in ("person", "change", *TABLES):
            fits, expected = isinstance(value, dict), "a table"
        elif key in PAIRS:
            fits = isinstance(value, list) and all(texts(x) and len(x) == 2 for x in value)
            expected = "a list of pairs"
        elif key in LISTS:
            fits, expected = texts(value), "a list of texts"
        elif key in ("like", "other_first_than"):
            fits, expected = isinstance(value, str), "the id of a case"
        else:
            continue
        if not fits:
            yield Problem("shape", toml.place("case", index, key), shown(value), expected)


def _case(
    toml: Toml,
    index: int,
    table: Mapping[str, Any],
    book: Rulebook,
    answers: dict[str, Mapping[str, object]],
    problems: list[Problem],
) -> Case | None:
    place = toml.place("case", index)
    before = len(problems)
    for key in table:
        if key not in _KEYS:
            problems.append(unknown_key(toml.place("case", index, key), key, list(_KEYS)))
    id_ = table.get("id")
    if not isinstance(id_, str) or not isinstance(table.get("about"), str):
        problems.append(Problem("missing", place, shown(id_), "`id` and `about`, one sentence"))
        return None
    like = table.get("like")
    if like is not None and like not in answers:
        problems.append(Problem("like", place, shown(like), "the id of a case above it"))
        return None
    told = {**answers.get(like or "", {}), **table.get("person", {}), **table.get("change", {})}
    answers[id_] = told
    known = {name: answer for name, answer in told.items() if answer != "unknown"}
    person, found = read_answers(
        known, book.vocabularies, lambda name: toml.place("case", index, "person", name)
    )
    problems.extend(found)
    problems.extend(missing(person, place))
    clauses = {}
    for key in _CLAUSES:
        try:
            clauses[key] = tuple(
                read_clause(text, book.facts, book.vocabularies) for text in table.get(key, [])
            )
        except Misfit as misfit:
            problems.append(Problem("clause", place, misfit.found, misfit.expected, misfit.remedy))
    problems.extend(_unknown_ids(table, place, book))
    expected = {key: table[key] for key in (*LISTS, *TABLES, *PAIRS) if key in table}
    if "other_first_than" in table:
        expected["other_first_than"] = table["other_first_than"]
    return (
        Case(id_, table["about"], person, expected, place, clauses)
        if len(problems) == before
        else None
    )


def _unknown_ids(table: Mapping[str, Any], place: Place, book: Rulebook) -> Iterator[Problem]:
    known = {o.id for o in book.offerings} | {d.id for d in book.designs}
    known |= {o.code for o in book.occupations}
    rules = {rule.id for rule in book.rules}
    for key in (*LISTS, *PAIRS):
        if key in _CLAUSES:
            continue
        for item in table.get(key, []):
            for id_ in item if isinstance(item, list) else [item]:
                if id_ not in (rules if key in ("notes", "not_notes") else known):
                    yield Problem("id", place, f"`{id_}` in {key}", "a known id")
    for key in ("reasons", "not_reasons", "refused"):
        for id_, names in table.get(key, {}).items():
            for name in names if isinstance(names, list) else [names]:
                if id_ not in known or name not in rules:
                    yield Problem("id", place, f"`{id_}: {name}` in {key}", "known ids")


# --- running -----------------------------------------------------------------------------------


def run_cases(rules: RuleSet, cases: Sequence[Case]) -> list[Problem]:
    """Every expectation that does not hold."""
    evaluation = evaluate(rules, [case.person for case in cases])
    return list(_problems(_Advised(evaluation, cases), cases))


def unmissed(book: Rulebook, cases: Sequence[Case]) -> list[str]:
    """The rules whose absence no case would notice, by leaving out one at a time.

    Only persons for whom a rule acts can notice; cases that name it are asked first.
    """
    rules = compile_rules(book, "")
    whole = evaluate(rules, [case.person for case in cases])
    acts = acting(whole)
    number = {case.id: place for place, case in enumerate(cases)}
    found = []
    for rule in book.rules:
        asked = [
            case
            for case in cases
            if acts[rule.id] & {number[case.id], number.get(_other(case), -1)}
        ]
        asked.sort(key=lambda case: rule.id not in str(case.expected))
        rest = without(rules, rule.id)
        for some, beside in _portions(asked, cases):
            looked_at = [*some, *beside]
            persons = [number[case.id] for case in looked_at]
            advised = _Advised(evaluate_without(whole, rest, persons), looked_at)
            if any(_problems(advised, some)):
                break
        else:
            found.append(rule.id)
    return found


class _Advised:
    """What the persons of some cases are advised, each part found when it is first looked at."""

    def __init__(self, evaluation: Evaluation, cases: Sequence[Case]) -> None:
        self.rules, self._evaluation = evaluation.rules, evaluation
        self._number = {case.id: number for number, case in enumerate(cases)}
        self._lists: dict[tuple[str, str], Listed] = {}

    def listed(self, id_: str, about: str) -> Listed:
        if (id_, about) not in self._lists:
            self._lists[id_, about] = Listed(self._evaluation, self._number[id_], about)
        return self._lists[id_, about]

    def facts(self, id_: str) -> Mapping[str, Value]:
        """The facts of the person, with what follows from them."""
        return self._evaluation.block.person(self._number[id_])

    def apart(self, id_: str) -> list[str]:
        places = places_apart(self._evaluation, self._number[id_])
        return [str(self.rules.move_facts[place]["code"]) for place in places]

    def notes(self, id_: str) -> list[str]:
        facts, outcome = {"person": self.facts(id_)}, self._evaluation.offerings
        notes = person_notes(self.rules, outcome, self._number[id_], facts)
        return [note.rule for note in notes]

    def shut_by(self, id_: str, candidate: str) -> set[str]:
        """The rules that shut a candidate out for the person."""
        about, index = _candidate(self.rules, candidate)
        person = self._number[id_]
        facts = self._evaluation.facts(person, about, index)
        outcome = self._evaluation.outcome(about)
        return {law.id for law, _words in refusals(self.rules, outcome, person, index, facts)}


def _candidate(rules: RuleSet, id_: str) -> tuple[str, int]:
    found = rules.places.get(id_)
    assert found  # ids of cases are checked when they are read
    return found


def _other(case: Case) -> str:
    return str(case.expected.get("other_first_than", ""))


def _portions(
    asked: Sequence[Case], cases: Sequence[Case]
) -> Iterator[tuple[list[Case], list[Case]]]:
    """The asked cases, few at first and then more, and the cases that they are held against."""
    start, size = 0, 3
    while start < len(asked):
        some = list(asked[start : start + size])
        others = {_other(case) for case in some} - {case.id for case in some}
        yield some, [case for case in cases if case.id in others]
        start, size = start + size, min(2 * size, 48)


def _problems(advised: _Advised, cases: Iterable[Case]) -> Iterator[Problem]:
    for case in cases:
        for key, found in _failures(advised, case):
            yield Problem("case", case.place, found, f"{key} in case `{case.id}`", case.about)


def _failures(advised: _Advised, case: Case) -> Iterator[tuple[str, str]]:
    for key, expected in case.expected.items():
        if key in ("first", "first_move"):
            pool = _pool(advised, case.id, key)
            if not set(pool) & set(expected):
                yield key, f"first is {pool}, not one of {expected}"
        elif key in _CLAUSES:
            yield from _clause_failures(advised, key, case)
        elif key in LISTS:
            pool = _pool(advised, case.id, key.removeprefix("not_"))
            unwanted = key.startswith("not_")
            for id_ in expected:
                if (id_ in pool) == unwanted:
                    yield key, f"{id_} {'present in' if unwanted else 'missing from'} {pool}"
        elif key in PAIRS:
            ranked = list(advised.listed(case.id, "move" if key == "above_moves" else "offering"))
            for upper, lower in expected:
                if upper not in ranked or (
                    lower in ranked and ranked.index(upper) > ranked.index(lower)
                ):
                    yield key, f"{upper} is not above {lower} in {ranked}"
        elif key == "first_of_kind":
            listed = advised.listed(case.id, "offering")
            for kind, id_ in expected.items():
                first = next((it for it in listed if listed.facts(it)["kind"] == kind), None)
                if first != id_:
                    yield key, f"first {kind} is {first}, not {id_}"
        elif key == "refused":
            for id_, rule in expected.items():
                shut = advised.shut_by(case.id, id_)
                if rule not in shut:
                    yield key, f"{id_} is shut by {sorted(shut)}, not by {rule}"
        elif key == "other_first_than":
            here, there = (_pool(advised, id_, "first") for id_ in (case.id, expected))
            if here == there:
                yield key, f"the same first offering, {there}, as {expected}"
        else:
            yield from _word_failures(advised, key, case.id, expected)


def _pool(advised: _Advised, id_: str, key: str) -> list[str]:
    """The ids among which a check looks for its own."""
    if key == "apart":
        return advised.apart(id_)
    if key == "notes":
        return advised.notes(id_)
    if key == "held":
        lists = [advised.listed(id_, about) for about in ("offering", "move")]
        return [held for listed in lists for held in listed.held_back()]
    listed = list(advised.listed(id_, "move" if "move" in key else "offering"))
    return listed[: 1 if key.startswith("first") else 5 if key.startswith("five") else None]


def _clause_failures(advised: _Advised, key: str, case: Case) -> Iterator[tuple[str, str]]:
    about = "move" if key == "five_moves_none" else "offering"
    person, listed = advised.facts(case.id), advised.listed(case.id, about)
    first = list(listed)[:5]
    for clause in case.clauses[key]:
        holds = [
            id_ for id_ in first
            if all_of([clause], {"person": person, about: listed.facts(id_)}) == TRUE
        ]  # fmt: skip
        if key == "five_some" and not holds:
            yield key, f"none with `{clause.text}` in {first}"
        elif key == "five_all" and len(holds) < len(first):
            yield key, f"not `{clause.text}`: {[id_ for id_ in first if id_ not in holds]}"
        elif key.endswith("_none") and holds:
            yield key, f"`{clause.text}` holds for {holds}"


def _word_failures(
    advised: _Advised, key: str, case: str, expected: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    for id_, wanted in expected.items():
        listed = advised.listed(case, _candidate(advised.rules, id_)[0])
        for item in wanted if isinstance(wanted, list) else [wanted]:
            if id_ not in listed:
                yield key, f"{id_} is not listed"
            elif key == "cautions":
                cautions = listed[id_].cautions
                if not any(item in caution for caution in cautions):
                    yield key, f"no caution with {item!r} on {id_}: {list(cautions)}"
            else:
                fired = item in {reason.rule for reason in listed[id_].reasons}
                if fired != (key == "reasons"):
                    yield key, f"{item} {'fired' if fired else 'did not fire'} for {id_}"
