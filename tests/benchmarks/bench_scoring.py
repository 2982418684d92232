"""How many persons are scored in a second, and how many are given their whole advice.

Run: python tests/benchmarks/bench_scoring.py [PERSONS]

The persons are invented, the same ones in each run: about six in ten facts known. Scoring is
`engine.advise.evaluate` in blocks, every candidate for every person; advice adds ranking, reasons
and words.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from stempath import api
from stempath.engine.advise import advise, evaluate
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value, declared
from stempath.model.person import Person

BLOCK = 500


def persons(rules: RuleSet, size: int) -> list[dict[str, Value]]:
    """Invented persons: every fact of a person drawn from what it may be."""
    dice = random.Random(11)
    found = []
    for _ in range(size):
        person: dict[str, Value] = {}
        for name, fact in declared(Person).items():
            if name == "label" or dice.random() < 0.4:
                continue
            if fact.type == "yes-no":
                person[name] = dice.random() < 0.5
            elif fact.is_number:
                person[name] = dice.randint(2000, 2026) if fact.unit == "year" else dice.randint(
                    0, 40
                )  # fmt: skip
            else:
                ids = list(rules.vocabularies[fact.vocabulary].names)
                few = tuple(dice.sample(ids, min(len(ids), dice.randint(1, 2))))
                if fact.type == "ratings":
                    few = tuple(f"{skill}={dice.randint(1, 5)}" for skill in few)
                person[name] = few if fact.many else few[0]
        found.append(person)
    return found


def main(size: int) -> None:
    """Time both and print persons a second, and the most memory used."""
    rules = api.load_rules()
    people = persons(rules, size)
    start = time.perf_counter()
    for first in range(0, size, BLOCK):
        evaluate(rules, people[first : first + BLOCK])
    scored = time.perf_counter() - start
    some = people[: max(1, size // 10)]
    start = time.perf_counter()
    for first in range(0, len(some), BLOCK):
        for _advice in advise(rules, some[first : first + BLOCK]):
            pass
    advised = time.perf_counter() - start
    candidates = len(rules.offering_facts) + len(rules.move_facts)
    print(f"scored   {size / scored:10,.0f} persons a second, {candidates} candidates each")
    print(f"advised  {len(some) / advised:10,.0f} persons a second, lists with reasons and words")
    print(f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
