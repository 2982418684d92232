"""One occupation from a day at work to the moves next to it; and lists of occupations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from rich.text import Text

from stempath.engine.occupation_page import OccupationPage
from stempath.model.day import READERS, Day
from stempath.model.fact import Facts
from stempath.screen.at_work import at_work
from stempath.screen.award import award
from stempath.screen.getting_in import getting_in
from stempath.screen.market import market
from stempath.screen.near import closest_moves
from stempath.screen.needs import ratings, skills
from stempath.screen.sourced import SourcedPage

FEW_ALIASES = 5
CODES = 8  # columns of the codes in a list
_HR, _LEARNER = READERS
# What comes first, by reader: who hires asks for skills and award, who learns how to get in.
ORDER: Mapping[str | None, tuple[str, ...]] = {
    None: ("work", "skills", "entry", "market", "award", "ratings", "moves"),
    _HR: ("work", "skills", "award", "market", "entry", "ratings", "moves"),
    _LEARNER: ("work", "entry", "skills", "moves", "market", "award", "ratings"),
}


class OccupationScreen(SourcedPage):
    """Occupations as their sources state them, whoever looks."""

    def one(self, known: OccupationPage) -> None:
        """All of it, or the most telling: `more` is set when the page is made."""
        facts, portrait = known.facts, known.portrait
        self._head(known)
        parts = {
            "work": partial(at_work, self, known),
            "skills": partial(skills, self, portrait),
            "entry": partial(getting_in, self, portrait, facts),
            "market": partial(market, self, portrait, facts),
            "award": partial(award, self, portrait),
            "ratings": partial(ratings, self, facts),
            "moves": partial(closest_moves, self, known),
        }
        for name in ORDER[self.reader]:
            parts[name]()
        if self.more:
            self.addresses()
        else:
            self._ways_on(known)

    def _head(self, known: OccupationPage) -> None:
        facts = known.facts
        self.heading(str(facts["title"]))
        osca = str(facts.get("osca") or "").replace(";", ", ")
        codes = [f"ANZSCO {facts['code']}"]
        if osca:
            codes.append(f"OSCA {osca}{' (in part)' if known.portrait.osca_partial else ''}")
        if self.more and facts.get("isco"):
            codes.append(f"ISCO {str(facts['isco']).replace(';', ', ')}")
        if self.more and facts.get("onet"):
            codes.append(f"O*NET {facts['onet']}")
        group = f"{facts.get('unit_group_title') or ''} ({facts['unit_group']})".strip()
        aliases = known.aliases if self.more else known.aliases[:FEW_ALIASES]
        left = len(known.aliases) - len(aliases)
        sectors = map(str, facts["sectors"] if isinstance(facts["sectors"], tuple) else ())
        called = ", ".join(aliases) + (f" and {left} more" if left else "")
        self.rows(
            [
                ("Codes", self.joined(codes)),
                ("Unit group", group),
                ("Also called", called),
                ("Areas", ", ".join(map(self.rules.vocabularies["sectors"].name_of, sectors))),
            ]
        )
        if self.more:
            said_by = known.portrait.said_by.get("occupation", ())
            sources = known.portrait.sources
            self.source(sources, [(id_, facts.get("year")) for id_ in said_by])

    def _ways_on(self, known: OccupationPage) -> None:
        """What else there is to see of it."""
        self.console.print()
        code = known.facts["code"]
        self.say(f"Everything, with evidence and addresses: stempath occupation {code} --more")
        if self.reader is None and known.portrait.days:
            self.say("The same for who hires, or who wants to learn it: --for hr, --for learner")

    # --- lists -----------------------------------------------------------------------------------

    def several(
        self, found: Sequence[Facts], count: int, days: Mapping[str, tuple[Day, ...]]
    ) -> None:
        """Occupations with their codes, and whether a day is written; `count`: in all."""
        self.heading("1 occupation" if count == 1 else f"{count} occupations")
        for facts in found:
            code = str(facts["code"])
            own = days.get(code, ())
            title = Text(str(facts["title"]))
            if own:
                title.append(f" {self.dot} {_written(code, own)}")
            self.row(code, title, indent=CODES)
        self.console.print()
        self.say("One of them: stempath occupation CODE")

    def days(self, days: Sequence[Day]) -> None:
        """Days by their occupations, in the order given."""
        self.heading("1 day at work" if len(days) == 1 else f"{len(days)} days at work")
        names = self.rules.vocabularies["occupations"]
        for day in days:
            self.row(day.occupation, Text(names.name_of(day.occupation)), indent=CODES)
            self.row("", Text(day.title), indent=CODES)
        self.console.print()
        self.say("Illustrations in our own words. One of them: stempath occupation CODE")

    def areas(self, counts: Mapping[str, tuple[int, int]], total: int) -> None:
        """Every area with how many occupations it has, and how many of them with a day."""
        self.heading(f"{total} occupations, by area")
        areas = self.rules.vocabularies["sectors"]
        for id_, (count, told) in counts.items():
            words = [areas.name_of(id_), f"{told} with a day at work", f"--sector {id_}"]
            self.row(str(count).rjust(4), Text(self.joined(words)), indent=6)
        self.console.print()
        self.say("One of them: stempath occupation, and its title, a word for it, or its code")
        self.say("The days at work: stempath occupation --days")


def _written(code: str, days: Sequence[Day]) -> str:
    own = any(day.occupation == code for day in days)
    return "a day at work" if own else "a day in its unit group"
