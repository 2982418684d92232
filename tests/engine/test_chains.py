"""Chains of moves on the shipped rules, held against every path that there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest

from stempath import api
from stempath.engine.advise import evaluate
from stempath.engine.chains import MOST, Chain, Reach, chains_to
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Facts, Value

ELECTRICIAN, NURSE, PROGRAMMER = "341111", "254418", "261312"
DATA_ANALYST, CHEMICAL_ENGINEER, PLANT_OPERATOR = "224114", "233111", "399211"
PERSONS: tuple[dict[str, Value], ...] = (
    {"occupation": ELECTRICIAN, "qualification": "certificate-iii"},
    {"occupation": DATA_ANALYST, "other_occupation": NURSE, "registrations": ()},
    {"field_of_study": "statistics", "qualification": "bachelor-degree"},
)


class Paths:
    """Which steps there are from every place, found by asking the engine of each person anew."""

    def __init__(self, rules: RuleSet, facts: Facts) -> None:
        self.rules, self.facts = rules, facts
        self.codes = [str(one["code"]) for one in rules.move_facts]
        self.place = {code: number for number, code in enumerate(self.codes)}
        self.own = {facts.get("occupation"), facts.get("other_occupation")}
        first = evaluate(rules, [facts])
        assert first.moves.measures
        self.near = {"": first.moves.measures.values["closeness"][0].tolist()}
        self.open = {"": first.moves.open(0).tolist()}
        self.points = {"": first.moves.scores[0].tolist()}
        after = evaluate(rules, [self.standing(code) for code in self.codes])
        for number, code in enumerate(self.codes):
            self.near[code] = rules.closeness[number].tolist()
            self.open[code] = after.moves.open(number).tolist()
            self.points[code] = after.moves.scores[number].tolist()

    def standing(self, code: str) -> dict[str, Value]:
        """The person once they work there."""
        found = {**self.facts, "occupation": code}
        own = self.holds(code)
        if before := self.facts.get("occupation"):
            found["other_occupation"] = before
            given = self.facts.get("registrations")
            own = (*(self.holds(str(before)) if given is None else given), *own)  # type: ignore[misc]  # a list
        if own:
            found["registrations"] = tuple(dict.fromkeys(own))
        return found

    def holds(self, code: str) -> tuple[str, ...]:
        value = self.rules.move_facts[self.place[code]].get("holds")
        return tuple(map(str, value)) if isinstance(value, tuple) else ()

    def steps(self, origin: str) -> list[str]:
        least = self.rules.listing.step_closeness
        return [
            code for number, code in enumerate(self.codes)
            if self.open[origin][number] and self.points[origin][number] >= 0
            and self.near[origin][number] >= least
            and code not in self.own and code != origin
        ]  # fmt: skip

    def closeness(self, path: tuple[str, ...]) -> int:
        return sum(self.near[one][self.place[other]] for one, other in pairwise(("", *path)))

    def best(self) -> dict[str, tuple[str, ...]]:
        """By occupation: of the shortest paths the closest, of these the first by codes."""
        found: dict[str, tuple[str, ...]] = {}
        paths: list[tuple[str, ...]] = [()]
        for _ in range(self.rules.listing.most_steps):
            paths = [
                (*path, code)
                for path in paths
                for code in self.steps(path[-1] if path else "")
                if code not in path
            ]
            new: dict[str, tuple[str, ...]] = {}
            for path in paths:
                key = (-self.closeness(path), path)
                end = path[-1]
                if end not in found and (
                    end not in new or key < (-self.closeness(new[end]), new[end])
                ):
                    new[end] = path
            found |= new
            paths = [path for path in paths if path == found[path[-1]] or path[-1] in new]
        return found


@pytest.fixture(scope="module")
def every(shipped_rules: RuleSet) -> Callable[[str], list[Chain]]:
    """The chains from an occupation to all areas."""

    @cache
    def chains(origin: str) -> list[Chain]:
        reach = Reach(shipped_rules, {"occupation": origin})
        sectors = shipped_rules.vocabularies["sectors"].names
        return [chain for one in sectors for chain in chains_to(reach, sector=one).chains]

    return chains


def codes(chain: Chain) -> tuple[str, ...]:
    return tuple(step.code for step in chain.steps)


@pytest.mark.parametrize("facts", PERSONS, ids=lambda facts: "-".join(map(str, facts.values())))
def test_the_shortest_chain_is_found_wherever_there_is_one(
    facts: dict[str, Value], shipped_rules: RuleSet
) -> None:
    paths = Paths(shipped_rules, facts)
    best = paths.best()
    assert {len(path) for path in best.values()} == {1, 2, 3}
    for code in paths.codes[::23]:
        found = api.chains(shipped_rules, facts, code=code)
        if code in paths.own:
            assert found.here and not found.chains
        elif code in best:
            assert [codes(chain) for chain in found.chains] == [best[code]]
            near = [step.closeness for step in found.chains[0].steps]
            assert sum(near) == paths.closeness(best[code])
            assert min(near) >= shipped_rules.listing.step_closeness
        elif paths.open[""][paths.place[code]]:
            assert [codes(chain) for chain in found.chains] == [(code,)]
        else:
            assert not found.chains


def test_chains_to_an_area_are_the_nearest_of_it(shipped_rules: RuleSet) -> None:
    facts: dict[str, Value] = {"occupation": PROGRAMMER}
    paths = Paths(shipped_rules, facts)
    best = paths.best()
    for sector in shipped_rules.vocabularies["sectors"].names:
        found = api.chains(shipped_rules, facts, sector=sector)
        lengths = [
            len(chain.steps) for chain in found.chains if codes(chain) == best.get(chain.code)
        ]
        assert lengths == sorted(lengths)
        assert len(found.chains) <= MOST
        ends = {str(one["code"]) for one in shipped_rules.move_facts if sector in one["sectors"]}  # type: ignore[operator]  # a list
        assert {chain.code for chain in found.chains} <= ends
        assert bool(found.chains) == any(
            code in best or paths.open[""][paths.place[code]] for code in ends - paths.own
        )
        if lengths:
            assert lengths[0] == min(len(best[code]) for code in ends if code in best)


def test_what_is_held_grows_from_step_to_step(shipped_rules: RuleSet) -> None:
    found = api.chains(shipped_rules, {"occupation": DATA_ANALYST}, sector="cyber-security")
    assert any(len(chain.steps) > 1 for chain in found.chains)
    for chain in found.chains:
        shares = [chain.held, *(step.share for step in chain.steps)]
        assert shares == sorted(shares) and shares[-1] == 100
        levels: dict[str, int] = {}
        for step in chain.steps:
            for added in step.adds:
                assert added.level > added.held >= levels.get(added.skill, 0)
                levels[added.skill] = added.level
        assert all(chain.steps[-1].brings == share for share in shares[-2:-1])


def test_a_registration_is_opened_by_no_chain(
    shipped_rules: RuleSet, every: Callable[[str], list[Chain]]
) -> None:
    found = api.chains(shipped_rules, {"occupation": DATA_ANALYST}, code=NURSE)
    assert not found.chains and [shut.code for shut in found.shut] == [NURSE]
    assert found.shut[0].registration
    assert "Nursing and Midwifery Board" in found.shut[0].words
    assert not any(NURSE in codes(chain) for chain in every(DATA_ANALYST))


def test_no_step_needs_a_registration_that_is_not_held(
    shipped_rules: RuleSet, every: Callable[[str], list[Chain]]
) -> None:
    facts = {str(one["code"]): one for one in shipped_rules.move_facts}
    for origin in (PROGRAMMER, DATA_ANALYST, ELECTRICIAN):
        for chain in every(origin):
            held = set(_list(facts[origin].get("holds")))
            for step in chain.steps:
                own = facts[step.code]
                if own.get("gated"):
                    assert held & set(_list(own.get("registrations"))), step.title
                held |= set(_list(own.get("holds")))


def test_a_certificate_leads_into_no_degree_by_steps(shipped_rules: RuleSet) -> None:
    trade: dict[str, Value] = {"occupation": ELECTRICIAN, "qualification": "certificate-iii"}
    levels = {str(one["code"]): one.get("usual_aqf") for one in shipped_rules.move_facts}
    for sector in shipped_rules.vocabularies["sectors"].names:
        for chain in api.chains(shipped_rules, trade, sector=sector).chains:
            assert all(int(str(levels[code] or 0)) < 7 for code in codes(chain))


def test_what_comes_nearest_is_nearer_than_today(shipped_rules: RuleSet) -> None:
    found = api.chains(shipped_rules, {"occupation": CHEMICAL_ENGINEER}, code=PLANT_OPERATOR)
    assert not found.chains and found.nearest and found.nearest.code == PLANT_OPERATOR
    assert found.held == found.nearest.held < found.nearest.steps[-1].share < 100
    assert found.nearest.missing and len(found.nearest.missing) < len(found.gaps)
    assert not api.chains(shipped_rules, {"occupation": NURSE}, code=PROGRAMMER).nearest


@pytest.mark.parametrize("origin", ["254411", "261313", "323212"])
def test_no_chain_leads_back_into_the_profession_that_one_has(
    origin: str, shipped_rules: RuleSet, every: Callable[[str], list[Chain]]
) -> None:
    own = {str(one["code"]): one["profession"] for one in shipped_rules.move_facts}
    kin = [code for code in own if own[code] == own[origin] and code != origin]
    assert kin
    for code in kin:
        assert not api.chains(shipped_rules, {"occupation": origin}, code=code).chains
    for chain in every(origin):
        assert own[origin] not in {own[step.code] for step in chain.steps}


def test_no_step_is_a_mixed_title(every: Callable[[str], list[Chain]]) -> None:
    for origin in (PROGRAMMER, DATA_ANALYST, ELECTRICIAN):
        for chain in every(origin):
            assert not any("nec" in step.title.split() for step in chain.steps[:-1])


def test_the_same_again(shipped_rules: RuleSet) -> None:
    facts: Facts = {"occupation": PROGRAMMER}
    first, again = (api.chains(shipped_rules, facts, sector="energy") for _ in range(2))
    assert first == again


def _list(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
