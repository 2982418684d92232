"""The occupations closest to one, with what makes them near and what registration they need."""

from __future__ import annotations

from stempath.engine.occupation_page import OccupationPage
from stempath.engine.occupations import Close, occupation_facts
from stempath.engine.words import shown_value
from stempath.model.fact import Facts
from stempath.occupations.nearness import Nearness
from stempath.screen.sourced import SourcedPage
from stempath.screen.words import registration

FEW, MANY = 5, 12  # moves: on the short page, with --more
FEW_KIN = 4
ALIKE = 3  # parts named
# part of closeness -> what it is called; those made of names say little of the work
PARTS = {
    "knowledge": "knowledge",
    "skills": "general skills",
    "tasks": "tasks",
    "activities": "work activities",
    "technology": "tools",
    "interests": "interests",
    "values": "what the work gives",
    "styles": "ways of working",
}


def closest_moves(page: SourcedPage, known: OccupationPage) -> None:
    """From the closest on; one title of each profession."""
    page.heading("Closest moves")
    if known.kin:
        titles = [_title(page, code) for code in known.kin]
        shown = titles if page.more else titles[:FEW_KIN]
        left = len(titles) - len(shown)
        words = f"{'; '.join(shown)}{f'; and {left} more' if left else ''}"
        page.say(f"Other titles of the same profession: {words}.")
    for close in known.moves[: MANY if page.more else FEW]:
        _move(page, known, close)
    if not known.moves:
        page.say("None is close enough to be called so.")
        return
    if page.more and known.nearness:
        page.say("In brackets: of 1,000 other occupations, it is nearer in this than so many.")
    page.say(
        "Close by O*NET's figures on the work"
        + (", some of them estimated here" if known.facts.get("estimated") else "")
        + ". For moves that also fit you: stempath advise."
    )


def _move(page: SourcedPage, known: OccupationPage, close: Close) -> None:
    facts = occupation_facts(page.rules, close.code)
    words = [page.rules.listing.closeness_words(close.closeness)]
    near = known.nearness.get(close.code)
    if facts.get("onet") and facts["onet"] == known.facts.get("onet"):
        words.append("both stand on the same O*NET figures, which cannot tell them apart")
    elif near and (parts := alike(near, figures=page.more)):
        words.append(f"alike above all in {parts}")
    if near and near.way:
        words.append("usually more preparation" if near.way > 0 else "usually less preparation")
    if facts.get("estimated"):
        words.append("partly estimated")
    same = _same_kind(known.facts, facts)
    if same and not page.more:
        words.append("the same kind of registration")
    page.item(f"{_title(page, close.code)}: {'; '.join(words)}.")
    if facts.get("gated") and (page.more or not same):
        needs = registration(facts, page.state, whole=page.more, dated=page.more)
        page.inset(f"Registration: {needs}")


def alike(near: Nearness, *, figures: bool) -> str:
    """The parts in which it stands nearest, best first."""
    known = {
        part: standing for part, standing in near.standings.items()
        if standing is not None and part in PARTS
    }  # fmt: skip
    best = sorted(known, key=lambda part: -known[part])[:ALIKE]
    words = (f"{PARTS[part]}{f' ({known[part]})' if figures else ''}" for part in best)
    return shown_value(tuple(words)) if best else ""


def _same_kind(here: Facts, there: Facts) -> bool:
    """Whether all that the other may need is of a kind that this one needs as well."""
    own, others = (facts.get("registrations") for facts in (here, there))
    return isinstance(own, tuple) and isinstance(others, tuple) and {*others} <= {*own}


def _title(page: SourcedPage, code: str) -> str:
    return f"{page.rules.vocabularies['occupations'].name_of(code)} ({code})"
