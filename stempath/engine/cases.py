"""Rule cases: persons with what must and must not be advised, kept as data beside the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from stempath.engine.advise import acting, advices, evaluate
from stempath.engine.block import block_of
from stempath.engine.compile import compile_rules, without
from stempath.engine.explain import refusals
from stempath.engine.hits import TRUE, all_of
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice, Suggestion
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
    return list(_problems(rules, cases))


def _problems(
    rules: RuleSet, cases: Sequence[Case], beside: Sequence[Case] = ()
) -> Iterator[Problem]:
    """As `run_cases`, one after another; `beside` are cases that others are held against."""
    evaluated = _Evaluated(rules, [*cases, *beside])
    for case in cases:
        for key, found in _failures(evaluated, case):
            yield Problem("case", case.place, found, f"{key} in case `{case.id}`", case.about)


class _Evaluated:
    """Cases under one rule set; the advice of each is put in words when it is first looked at."""

    def __init__(self, rules: RuleSet, cases: Sequence[Case]) -> None:
        persons = [case.person for case in cases]
        self.rules, self.evaluation = rules, evaluate(rules, persons)
        self._number = {case.id: number for number, case in enumerate(cases)}
        self._due = zip(self._number, advices(self.evaluation, persons), strict=True)
        self._found: dict[str, Advice] = {}

    def advice(self, id_: str) -> Advice:
        while id_ not in self._found:
            self._found.update([next(self._due)])
        return self._found[id_]

    def shut_by(self, case: Case, id_: str) -> set[str]:
        """The rules that shut a candidate out for the person of a case."""
        about, index = _candidate(self.rules, id_)
        person = self._number[case.id]
        facts = self.evaluation.facts(person, about, index)
        outcome = self.evaluation.outcome(about)
        return {law.id for law, _words in refusals(self.rules, outcome, person, index, facts)}


def _candidate(rules: RuleSet, id_: str) -> tuple[str, int]:
    found = rules.places.get(id_)
    assert found  # ids of cases are checked when they are read
    return found


def unmissed(book: Rulebook, cases: Sequence[Case]) -> list[str]:
    """The rules whose absence no case would notice, by leaving out one at a time.

    Only persons for whom a rule acts can notice; cases that name it are asked first.
    """
    rules = compile_rules(book, "")
    acts = acting(rules, [case.person for case in cases])
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
        if not any(any(_problems(rest, *portion)) for portion in _portions(asked, cases)):
            found.append(rule.id)
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


def _failures(evaluated: _Evaluated, case: Case) -> Iterator[tuple[str, str]]:
    advice = evaluated.advice(case.id)
    offerings = [entry.id for entry in advice.offerings]
    moves = [entry.id for entry in advice.moves]
    held = [entry.id for entry in (*advice.offerings, *advice.moves) if entry.held_back]
    pools = {
        "first": offerings[:1], "first_move": moves[:1], "five": offerings[:5],
        "five_moves": moves[:5], "listed": offerings, "listed_moves": moves,
        "apart": [entry.id for entry in advice.apart], "held": held,
        "notes": [note.rule for note in advice.notes],
    }  # fmt: skip
    for key, expected in case.expected.items():
        if key in ("first", "first_move"):
            if not set(pools[key]) & set(expected):
                yield key, f"first is {pools[key]}, not one of {expected}"
        elif key in pools:
            yield from (
                (key, f"{id_} missing from {pools[key]}")
                for id_ in expected
                if id_ not in pools[key]
            )
        elif key.startswith("not_") and key[4:] in pools:
            yield from (
                (key, f"{id_} present in {pools[key[4:]]}")
                for id_ in expected
                if id_ in pools[key[4:]]
            )
        elif key in _CLAUSES:
            yield from _clause_failures(evaluated.rules, key, case, advice)
        elif key in PAIRS:
            ranked = moves if key == "above_moves" else offerings
            for upper, lower in expected:
                if upper not in ranked or (
                    lower in ranked and ranked.index(upper) > ranked.index(lower)
                ):
                    yield key, f"{upper} is not above {lower} in {ranked}"
        elif key == "first_of_kind":
            for kind, id_ in expected.items():
                first = next((e.id for e in advice.offerings if e.kind == kind), None)
                if first != id_:
                    yield key, f"first {kind} is {first}, not {id_}"
        elif key == "refused":
            for id_, rule in expected.items():
                shut = evaluated.shut_by(case, id_)
                if rule not in shut:
                    yield key, f"{id_} is shut by {sorted(shut)}, not by {rule}"
        elif key == "other_first_than":
            other = [entry.id for entry in evaluated.advice(expected).offerings[:1]]
            if other == offerings[:1]:
                yield key, f"the same first offering, {other}, as {expected}"
        else:
            yield from _word_failures(key, expected, advice)


def _clause_failures(
    rules: RuleSet, key: str, case: Case, advice: Advice
) -> Iterator[tuple[str, str]]:
    if not case.clauses[key]:
        return
    person = block_of(rules, [case.person]).person(0)
    about = "move" if key == "five_moves_none" else "offering"
    entries = (advice.moves if about == "move" else advice.offerings)[:5]
    for clause in case.clauses[key]:
        holds = [
            entry.id for entry in entries
            if all_of([clause], {"person": person, about: entry.facts}) == TRUE
        ]  # fmt: skip
        if key == "five_some" and not holds:
            yield key, f"none with `{clause.text}` in {[entry.id for entry in entries]}"
        elif key == "five_all" and len(holds) < len(entries):
            yield key, f"not `{clause.text}`: {[e.id for e in entries if e.id not in holds]}"
        elif key.endswith("_none") and holds:
            yield key, f"`{clause.text}` holds for {holds}"


def _word_failures(
    key: str, expected: Mapping[str, Any], advice: Advice
) -> Iterator[tuple[str, str]]:
    entries: dict[str, Suggestion] = {e.id: e for e in (*advice.offerings, *advice.moves)}
    for id_, wanted in expected.items():
        entry = entries.get(id_)
        for item in wanted if isinstance(wanted, list) else [wanted]:
            if entry is None:
                yield key, f"{id_} is not listed"
            elif key == "cautions":
                if not any(item in caution for caution in entry.cautions):
                    yield key, f"no caution with {item!r} on {id_}: {list(entry.cautions)}"
            else:
                fired = item in {reason.rule for reason in entry.reasons}
                if fired != (key == "reasons"):
                    yield key, f"{item} {'fired' if fired else 'did not fire'} for {id_}"
