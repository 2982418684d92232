"""People made up at random from a rulebook's own words."""

from __future__ import annotations

import random
from collections.abc import Iterator

from stempath.model.fact import Value, declared
from stempath.model.person import NEEDED, NEEDED_ONE_OF, Person
from stempath.model.ratings import rating_value
from stempath.rulebook.book import Rulebook


def anyone(book: Rulebook, many: int, seed: int = 1) -> Iterator[dict[str, Value]]:
    """So many persons who may be advised; the same ones each time."""
    dice = random.Random(seed)
    for _ in range(many):
        person: dict[str, Value] = {}
        needed = {*NEEDED, dice.choice(NEEDED_ONE_OF)}
        for name, fact in declared(Person).items():
            if name == "label" or (name not in needed and dice.random() < 0.4):
                continue
            if fact.type == "yes-no":
                person[name] = dice.random() < 0.5
            elif fact.is_number:
                least, most = int(fact.least or 0), int(fact.most or 100)
                person[name] = dice.randint(least, min(most, least + 60))
            else:
                ids = list(book.vocabularies[fact.vocabulary].names)
                few = tuple(dice.sample(ids, min(len(ids), dice.randint(1, 3))))
                if fact.type == "ratings":
                    few = rating_value({id_: dice.randint(0, 5) for id_ in few})
                person[name] = few if fact.many else few[0]
        yield person
