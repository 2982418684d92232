"""Two occupations side by side, and the move from each to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.text import Text

from stempath.engine.compare import Comparison, Way
from stempath.engine.occupation_page import OccupationPage
from stempath.engine.words import NOT_STATED, shown_value
from stempath.model.fact import Facts
from stempath.screen.award import NO_EFFECT
from stempath.screen.getting_in import entry, registration_words
from stempath.screen.market import market_rows
from stempath.screen.near import alike
from stempath.screen.needs import VALUES
from stempath.screen.skills import BASIS, CELLS, more_words, short_words, skill_name, skill_names
from stempath.screen.sourced import LABELS, SourcedPage
from stempath.screen.words import NO_PROMISE
from stempath.tables import clean

TWO_COLUMNS = 80  # columns; in fewer, one occupation follows the other
BETWEEN = 2  # columns
FEW = 5  # skills that fall short each way, without `more`
MUCH = 10  # of 100: figures that differ by less are called alike
UNIQUE = 3

Side = tuple[str, str]


class CompareScreen(SourcedPage):
    """Two occupations, whoever looks."""

    def show(self, found: Comparison) -> None:
        """Both with their facts, then the way there and the way back, and why they differ."""
        here, there = (self._named(page) for page in (found.here, found.there))
        self._beside(found)
        self._way(here, there, found.out)
        self._way(there, here, found.back)
        self._difference(found)
        self._foot(found)

    # --- both ------------------------------------------------------------------------------------

    def _beside(self, found: Comparison) -> None:
        pages = (found.here, found.there)
        columns = [dict(self._rows(page)) for page in pages]
        labels = list(dict.fromkeys(label for rows in columns for label in rows))
        if self.plain or self.console.width < TWO_COLUMNS:
            for page, rows in zip(pages, columns, strict=True):
                self.heading(self._named(page))
                self.rows(list(rows.items()))
            return
        self.heading("Side by side")
        self._two("", [Text(self._named(page), style="bold") for page in pages])
        for label in labels:
            words = [rows.get(label, "") for rows in columns]
            if any(words):
                self._two(label, [Text(clean(one or NOT_STATED)) for one in words])

    def _two(self, label: str, texts: Sequence[Text]) -> None:
        """A label and two paragraphs beside it, each in a column of its own."""
        width = (self.console.width - LABELS - BETWEEN) // 2
        wrapped = [list(text.wrap(self.console, width)) for text in texts]
        for number, (left, right) in enumerate(zip_longest(*wrapped, fillvalue=Text())):
            mark = f"{label}:" if label and number == 0 else ""
            left.rstrip()
            right.rstrip()
            gap = " " * (width - left.cell_len + BETWEEN if right.cell_len else 0)
            self.console.print(
                Text.assemble((mark.ljust(LABELS), "bold"), left, gap, right), soft_wrap=True
            )

    def _rows(self, page: OccupationPage) -> Iterator[Side]:
        facts, portrait = page.facts, page.portrait
        areas = self.rules.vocabularies["sectors"]
        sectors = facts["sectors"] if isinstance(facts["sectors"], tuple) else ()
        yield "Areas", ", ".join(areas.name_of(str(id_)) for id_ in sectors)
        yield "Usual entry", entry(self.rules, facts)
        level = facts.get("skill_level")
        yield "Skill level", f"{level} of 5 in ANZSCO, 1 the highest" if level else NOT_STATED
        yield "Registration", registration_words(self, facts)
        for label, words in market_rows(self, portrait, facts, part_time=True):
            yield label, words or NOT_STATED
        yield "Modern award", self._award(page)
        yield from _ratings(facts)

    def _award(self, page: OccupationPage) -> str:
        """The awards by name, with the year; that none was found."""
        covers, lines = page.portrait.covers, page.portrait.lines
        named = [cover for cover in covers if cover.award]
        if not named:
            year = max((cover.year or 0 for cover in covers), default=0)
            return f"{NO_EFFECT}{f' ({year})' if year else ''}"
        titles = []
        for cover in named if self.more else named[:1]:
            found = lines.get(cover.award or "", ())
            title = found[0].title if found else NOT_STATED
            where = f", {cover.condition}" if cover.condition else ""
            titles.append(f"{title} ({cover.award}){where}, {cover.year}")
        left = more_words(len(named) - len(titles))
        return f"{'; '.join(titles)}{left}"

    # --- each way --------------------------------------------------------------------------------

    def _way(self, here: str, there: str, way: Way) -> None:
        self.heading(f"From {here} to {there}")
        words = self.rules.listing.closeness_words(way.closeness) or "not near"
        parts = alike(way.nearness, figures=self.more) if way.nearness else ""
        if way.nearness and parts:
            words += f"; alike above all in {parts}"
        self.row("", self.barred(way.closeness, f"{words}.", CELLS), indent=0)
        self.row(
            "", self.barred(way.held, f"brings {way.held} of 100 of what it asks for.", CELLS),
            indent=0,
        )  # fmt: skip
        if self.more and way.met:
            self.rows([("Held in full", f"{skill_names(self.rules, way.met)}.")])
        gaps = way.gaps if self.more else way.gaps[:FEW]
        left = more_words(len(way.gaps) - len(gaps))
        said = f"{short_words(self, self.rules, gaps)}{left}." if gaps else ""
        self.rows([("To build", said or "nothing falls short, by these figures.")])

    # --- why they differ -------------------------------------------------------------------------

    def _difference(self, found: Comparison) -> None:
        """In two sentences or three: levels, what one has that the other lacks, closeness."""
        self.heading("Why the two ways differ")
        here, there = (str(page.facts["title"]) for page in (found.here, found.there))
        said = [
            *_levels(found.here.facts, found.there.facts, here, there),
            *self._shares(found, here, there),
            *_closeness(found, here, there),
        ]
        for words in said:
            self.say(words)

    def _shares(self, found: Comparison, here: str, there: str) -> Iterator[str]:
        """Which way more is missing, and skills of each that the other does without."""
        out, back = found.out, found.back
        if abs(out.held - back.held) < MUCH:
            yield (
                f"About as much carries over one way as the other: {out.held} of 100 of what "
                f"{there} asks for, and {back.held} of what {here} asks for."
            )
        else:
            easier, harder = (there, here) if out.held > back.held else (here, there)
            more, less = max(out.held, back.held), min(out.held, back.held)
            yield (
                f"{harder} asks for more that {easier} does not use ({less} of 100 are brought to "
                f"it, against {more} the other way)."
            )
        for title, other, way in ((there, here, out), (here, there, back)):
            alone = [gap.skill for gap in way.gaps if not gap.held][:UNIQUE]
            if alone:
                names = tuple(skill_name(self.rules, skill) for skill in alone)
                yield f"{title} asks for {shown_value(names)}, and {other} does not."

    def _foot(self, found: Comparison) -> None:
        self.console.print()
        self.say(BASIS)
        if any(page.facts.get("estimated") for page in (found.here, found.there)):
            self.say("Some of these figures are borrowed from neighbouring occupations.")
        self.say(NO_PROMISE)
        codes = [str(page.facts["code"]) for page in (found.here, found.there)]
        if not self.more:
            self.say("Every skill that falls short, and all awards: --more.")
        self.say(
            f"Sources and more of each: `stempath occupation {codes[0]}`, `stempath occupation "
            f"{codes[1]}`."
        )

    def _named(self, page: OccupationPage) -> str:
        return f"{page.facts['title']} ({page.facts['code']})"


def _ratings(facts: Facts) -> Iterator[Side]:
    """What O*NET rates the work to give, and stress tolerance: just the figures, where stated."""
    stated = [
        f"{name.replace('_', ' ')} {value:g}"
        for name in VALUES
        if (value := facts.get(name)) is not None
    ]
    if stated:
        yield "Work values", f"{', '.join(stated)}; each of 7, by O*NET"
    if (stress := facts.get("stress_tolerance")) is not None:
        yield "Stress", f"{stress:g} of 5: how much tolerating stress matters, by O*NET"


def _levels(one: Facts, other: Facts, here: str, there: str) -> Iterator[str]:
    """Which way goes up, by the usual level of entry; else by ANZSCO's level."""
    first, second = one.get("usual_aqf"), other.get("usual_aqf")
    if isinstance(first, int) and isinstance(second, int):
        if first == second:
            yield f"Both are usually entered at AQF level {first}."
            return
        low, high = (here, there) if first < second else (there, here)
        yield (
            f"To {high} is a way up: people usually enter it at AQF level {max(first, second)}, "
            f"and {low} at level {min(first, second)}."
        )
        return
    first, second = one.get("skill_level"), other.get("skill_level")
    if isinstance(first, int) and isinstance(second, int) and first != second:
        low, high = (here, there) if first > second else (there, here)
        yield f"To {high} is a way up in ANZSCO's levels, and to {low} a way down."


def _closeness(found: Comparison, here: str, there: str) -> Iterator[str]:
    out, back = found.out.closeness, found.back.closeness
    if abs(out - back) < MUCH:
        return
    near, far = (here, there) if out > back else (there, here)
    yield (
        f"Closeness is seen from where one starts: to {near}, fewer others are nearer than {far}. "
        "A long way up counts as farther."
    )
