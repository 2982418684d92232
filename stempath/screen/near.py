"""The occupations closest to one, with what makes them near and what registration they need."""

from __future__ import annotations

from stempath.engine.occupation_page import OccupationPage
from stempath.engine.occupations import Close, occupation_facts
from stempath.engine.words import shown_value
from stempath.occupations.nearness import Nearness
from stempath.screen.sourced import SourcedPage
from stempath.screen.words import registration

FEW, MANY = 5, 15  # moves: on the short page, with --more
FEW_KIN = 4
ALIKE = 3  # parts named
# part of closeness -> what it is called
PARTS = {
    "knowledge": "knowledge",
    "skills": "general skills",
    "tasks": "tasks",
    "activities": "work activities",
    "technology": "tools",
    "interests": "interests",
    "values": "what the work gives",
    "styles": "ways of working",
    "titles": "what their names mean",
    "letters": "the letters of their names",
}
_NAMES = frozenset({"titles", "letters"})  # parts that say little of the work itself


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
    page.say(
        "Close by O*NET's figures on the work"
        + (", some of them estimated here" if known.facts.get("estimated") else "")
        + ". For moves that also fit you: stempath advise."
    )


def _move(page: SourcedPage, known: OccupationPage, close: Close) -> None:
    facts = occupation_facts(page.rules, close.code)
    words = [page.rules.listing.closeness_words(close.closeness)]
    near = known.nearness.get(close.code)
    if near and (alike := _alike(near)):
        words.append(f"alike above all in {alike}")
    if near and near.way:
        words.append("usually more preparation" if near.way > 0 else "usually less preparation")
    if facts.get("estimated"):
        words.append("partly estimated")
    page.item(f"{_title(page, close.code)}: {'; '.join(words)}.")
    if facts.get("gated"):
        page.inset(f"Registration: {registration(facts, page.state, whole=page.more)}")
    if page.more and near:
        standings = [
            f"{PARTS.get(part, part)} {standing}"
            for part, standing in near.standings.items()
            if standing is not None
        ]
        page.inset(f"Of 1,000 others, nearer than so many: {', '.join(standings)}.")


def _alike(near: Nearness) -> str:
    """The parts in which it stands nearest, best first, those made of names aside."""
    known = {
        part: standing for part, standing in near.standings.items()
        if standing is not None and part not in _NAMES
    }  # fmt: skip
    best = sorted(known, key=lambda part: -known[part])[:ALIKE]
    return shown_value(tuple(PARTS.get(part, part) for part in best)) if best else ""


def _title(page: SourcedPage, code: str) -> str:
    return f"{page.rules.vocabularies['occupations'].name_of(code)} ({code})"
