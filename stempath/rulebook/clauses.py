"""Clauses as they are written, read against the facts that are declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import get_args

from stempath.model.fact import Fact, Value
from stempath.model.rule import Clause, Operator, Subject
from stempath.model.vocabulary import Vocabulary

FORM = "`subject.fact operator value`, such as `offering.weeks <= 8`"
OPERATORS: tuple[Operator, ...] = get_args(Operator)
# What depends on person and move together: how near it is, what share of what it needs is held, and
# how many of the skills it needs fall short.
MEASURES = {
    Subject("move", "closeness"): Fact("closeness", "integer", least=0, most=100),
    Subject("move", "held"): Fact("held", "integer", least=0, most=100),
    Subject("move", "gaps"): Fact("gaps", "integer", unit="skills", least=0, most=100),
}
PERCENT = ("move.closeness", "move.held")  # those that points may be scaled by
OF_SKILLS = ("move.held", "move.gaps")  # those that a person's own ratings change

_CLAUSE = re.compile(
    r"^\s*([a-z]+)\.([a-z_0-9]+)\s+"
    r"(not in\b|in\b|has\b|lacks\b|known\b|unknown\b|!=|<=|>=|=|<|>)\s*(.*?)\s*$"
)
_SUBJECT = re.compile(r"^(person|offering|move)\.([a-z_0-9]+)$")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}
Facts = Mapping[str, Mapping[str, Fact]]  # subject -> name -> fact


class Misfit(Exception):
    """A clause that does not fit: what was found, what was expected, how to mend it."""

    def __init__(self, found: str, expected: str, remedy: str = "") -> None:
        self.found, self.expected, self.remedy = found, expected, remedy
        super().__init__(found)


def read_clause(text: str, facts: Facts, vocabularies: Mapping[str, Vocabulary]) -> Clause:
    """The clause that `text` writes, its literal converted to the type of the fact.

    Raises:
        Misfit: not the form of a clause, an unknown fact or id, an operator that does not fit.
    """
    match = _CLAUSE.match(text)
    if not match:
        raise Misfit(f"`{text}`", FORM, _operator_hint(text))
    left = Subject(match[1], match[2])
    operator = next(known for known in OPERATORS if known == match[3])
    written = match[4]
    if written.startswith(("=", "<", ">")):
        raise Misfit(f"`{text}`", FORM, _operator_hint(text))
    fact = _declared(left, facts)
    if operator in ("known", "unknown"):
        if written:
            raise Misfit(f"`{written}` after `{operator}`", f"nothing after `{operator}`")
        return Clause(left, operator, None, text.strip())
    if not written:
        raise Misfit(f"no value after `{operator}`", FORM)
    if fact.type == "ratings":
        expected = "`known` or `unknown`; move.held and move.gaps measure what it says"
        raise Misfit(f"`{operator}` on `{fact.name}`", expected)
    if other := _SUBJECT.match(written):
        right = Subject(other[1], other[2])
        _check_join(fact, operator, _declared(right, facts), text)
        return Clause(left, operator, right, text.strip())
    return Clause(left, operator, _literal(written, fact, operator, vocabularies), text.strip())


def _declared(subject: Subject, facts: Facts) -> Fact:
    if subject in MEASURES:
        return MEASURES[subject]
    names = facts.get(subject.of)
    if names is None:
        raise Misfit(f"subject `{subject.of}`", "one of " + ", ".join(facts))
    if subject.fact not in names:
        near = get_close_matches(subject.fact, list(names), n=1, cutoff=0.5)
        remedy = f"did you mean `{subject.of}.{near[0]}`?" if near else ""
        raise Misfit(f"unknown fact `{subject}`", f"a declared fact of {subject.of}", remedy)
    return names[subject.fact]


def _check_join(left: Fact, operator: Operator, right: Fact, text: str) -> None:
    if operator in ("<", "<=", ">", ">=") and not (left.is_number and right.is_number):
        raise Misfit(f"`{text}`", "numbers on both sides of a comparison")
    if operator in ("=", "!=") and (left.many or right.many):
        raise Misfit(f"`{text}`", "single values on both sides", "use `has` or `in` for a list")
    if operator in ("in", "not in") and (left.many or not right.many):
        raise Misfit(f"`{text}`", "a single value on the left and a list on the right")
    if operator in ("has", "lacks") and not left.many:
        raise Misfit(f"`{text}`", "a list on the left", "swap the sides, or use `=`")
    same = left.vocabulary == right.vocabulary or not (left.vocabulary and right.vocabulary)
    kinds = {"integer": "number"}
    if kinds.get(left.type, left.type) != kinds.get(right.type, right.type) or not same:
        if {left.vocabulary, right.vocabulary} <= {
            "groups",
            "situations",
            "residency",
            "residency-asked",
        }:
            return
        raise Misfit(f"`{text}`", "facts of the same kind on both sides of a join")


def _literal(
    written: str, fact: Fact, operator: Operator, vocabularies: Mapping[str, Vocabulary]
) -> Value:
    is_list = written.startswith("[")
    if is_list and not written.endswith("]"):
        raise Misfit(f"`{written}`", "a list closed by `]`")
    if operator in ("in", "not in"):
        if fact.many:
            raise Misfit(
                f"list fact `{fact.name}` before `{operator}`",
                "a single fact",
                "use `has` or `lacks`",
            )
        if not is_list:
            raise Misfit(f"`{written}`", f"a list after `{operator}`", f"write [{written}]")
    elif operator in ("has", "lacks"):
        if not fact.many:
            raise Misfit(
                f"single fact `{fact.name}` before `{operator}`", "a list fact", "use `=` or `in`"
            )
    elif fact.many:
        raise Misfit(
            f"list fact `{fact.name}` before `{operator}`", "a single fact", "use `has` or `lacks`"
        )
    elif is_list:
        raise Misfit(f"a list after `{operator}`", "a single value", "use `in`")
    if operator in ("<", "<=", ">", ">=") and not fact.is_number:
        raise Misfit(f"`{operator}` on `{fact.name}`", "a fact that is a number")
    if is_list or operator in ("has", "lacks"):
        parts = written.strip("[]").split(",") if is_list else [written]
        items = [_single(part.strip(), fact, vocabularies) for part in parts if part.strip()]
        return tuple(items)
    return _single(written, fact, vocabularies)


def _single(written: str, fact: Fact, vocabularies: Mapping[str, Vocabulary]) -> str | float | bool:
    bare = written.strip('"')
    if fact.type == "yes-no":
        if bare not in _YES_NO:
            raise Misfit(f"`{written}`", f"yes or no for `{fact.name}`")
        return _YES_NO[bare]
    if fact.type in ("integer", "number"):
        try:
            number = float(bare)
        except ValueError:
            raise Misfit(f"`{written}`", f"a number for `{fact.name}`") from None
        low, high = fact.least, fact.most
        if (low is not None and number < low) or (high is not None and number > high):
            raise Misfit(
                f"`{written}`",
                f"a number from {low:g} to {high:g} for `{fact.name}`"
                if low is not None and high is not None
                else "a number in range",
            )
        return int(number) if number.is_integer() else number
    vocabulary = vocabularies.get(fact.vocabulary) if fact.vocabulary else None
    if vocabulary is not None and bare not in vocabulary:
        near = get_close_matches(bare, list(vocabulary.names), n=1, cutoff=0.5)
        raise Misfit(
            f"`{bare}`", f"an id of {fact.vocabulary}", f"did you mean `{near[0]}`?" if near else ""
        )
    return bare


def _operator_hint(text: str) -> str:
    words = text.split()
    if len(words) >= 2:
        swaps = {"==": "=", "is": "=", "equals": "=", "contains": "has", "=>": ">=", "=<": "<="}
        if words[1] in swaps:
            return f"write `{swaps[words[1]]}` for `{words[1]}`"
    return "operators are " + " ".join(f"`{op}`" for op in OPERATORS)
