"""The search for an answer in a long list: what is not certain is asked, never assumed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from stempath.interview.asking import Back, Prompt, Several
from stempath.model.answers import NONE
from stempath.model.english import JOINING
from stempath.model.past_work import past_work
from stempath.model.vocabulary import Vocabulary
from stempath.tables import fold, squash
from stempath.terminal.ways import (
    AGAIN,
    DESCRIBE,
    LEAVE,
    NO,
    NONE_OF_THESE,
    WHOLE,
    YES,
    YES_NO,
    Retyped,
)

if TYPE_CHECKING:
    from stempath.terminal.asker import TerminalAsker

NEAREST = 5
MOST_SHARING = 20  # entries that one everyday word may mean
LEAST_DESCRIBING = 3  # words
MOST_SHOWN = 60  # entries of a list that may be shown as a whole
# `no job`, `none yet`, `no licences`: that there is none, and nothing else.
_NONE = re.compile(r"(?:none|no|nil|nothing)(?: (?!idea|clue)\w+){0,2}", re.IGNORECASE)

Found = str | list[str] | Several | None  # an id, several, several facts, or nothing


class Search:
    """One prompt answered from one list, through the lines and choices of a terminal."""

    def __init__(self, terminal: TerminalAsker, prompt: Prompt, words: Vocabulary) -> None:
        self.terminal, self.prompt, self.words = terminal, prompt, words

    def one(self, old: str, *, skips: bool) -> Found:
        """What is meant, however it was typed; None where it is skipped. `old` is in place."""
        terminal, default = self.terminal, old
        typed = terminal.line(self.words, default, skips=skips)
        while typed:
            try:
                with terminal.deeper():
                    found = self._found(typed)
                if found != AGAIN:
                    return found
                default = ""
            except Retyped as other:
                typed = other.typed
                continue
            except Back:
                default = typed if terminal.points else old
            terminal.once_more(self.prompt)
            typed = terminal.line(self.words, default, skips=skips)
        return None

    def several(self, old: Sequence[str]) -> Sequence[str] | Several:
        """One after another until Enter alone, or NONE; back first takes out the last one."""
        chosen, added, terminal = list(old), list[str](), self.terminal
        while True:
            if chosen:
                names = joined([self.words.name_of(id_) for id_ in chosen])
                terminal.say(f"So far: {names}", "  ")
                terminal.say("Another? Naming one of them again takes it out.", "  ")
            ways = terminal.ways
            terminal.ways = replace(ways, back=ways.back or bool(added))
            try:
                found = self.one("", skips=self.prompt.part.optional or bool(chosen))
            except Back:
                if not added:
                    raise
                found = added[-1]  # named again, it is taken out
            finally:
                terminal.ways = ways
            if found == NONE:
                return chosen or NONE
            if not found or isinstance(found, Several):
                return found or chosen
            for id_ in [found] if isinstance(found, str) else found:
                if id_ in chosen:
                    chosen.remove(id_)
                    added = [other for other in added if other != id_]
                    terminal.say(f"Taken out: {self.words.name_of(id_)}", "  ")
                else:
                    chosen.append(id_)
                    added.append(id_)

    def _found(self, typed: str) -> Found:
        """What the person meant; AGAIN where it has to be typed once more."""
        if typed in self.words:
            return typed
        exact, read = self.words.find(typed), self.prompt.reading(typed)
        if read and (exact is None or len(read[0].facts) > 1):
            facts, shown = read
            if not self._right(f"Understood: {shown}"):
                return AGAIN
            self.terminal.say(f"= {shown}", "  ")
            return facts
        if exact:
            return exact
        if self.prompt.part.optional and self.terminal.left_open(typed, self.words):
            return None
        if self.prompt.part.kind == "choices" and (listed := self._listed(typed)):
            return listed
        if _NONE.fullmatch(typed):
            if self.prompt.part.kind == "choices":
                return NONE
            if self.prompt.part.optional:
                return None
        if self.prompt.describe:  # it asks for work, which may be past
            past = past_work(typed)
            if past.none_now and not past.job and self.prompt.part.optional:
                return None
            if past.job:
                found = self.words.find(past.job)
                return found or self._nearest(past.job, skipping=past.none_now)
        return self._nearest(typed)

    def _listed(self, typed: str) -> list[str]:
        """Several names with commas between them; none where one of them is not certain."""
        found = [self.words.find(item) for item in re.split("[;,]", typed) if item.strip()]
        ids = [id_ for id_ in found if id_]
        return ids if len(ids) == len(found) > 1 else []

    def _right(self, lead: str) -> bool:
        options = {YES: "Yes, that is right", NO: "No: type it again"}
        return self.terminal.pick(options, YES_NO, YES, lead) == YES

    def _nearest(self, typed: str, *, skipping: bool = False) -> Found:
        """One of those that come nearest, or share the word; or another way of saying it.

        Where nothing comes near, `skipping` is what Enter alone does, if it can be skipped.
        """
        words, describe = self.words, self.prompt.describe
        optional = self.prompt.part.optional
        sharing = [id_ for id_ in words.names if _is_called(words, id_, typed)]
        shared = 1 < len(sharing) <= MOST_SHARING
        near = sharing if shared else [] if typed.isdecimal() else words.nearest(typed, NEAREST)
        lead = f"“{typed}” is not in the list as it stands. The nearest:"
        if shared:
            lead = f"“{typed}” can mean any of these. Which one?"
        elif not near:
            if describe and _describes(typed) and (found := describe(typed))[0]:
                return self._one_of(found[0], f"“{typed}” is no title in the list. {found[1]}")
            lead = f"Nothing like “{typed}” is in the list."
            if optional and describe:
                lead += " You can skip it: the advice then starts from your other answers."
        options = {id_: words.name_of(id_) for id_ in near}
        none = f"{NONE_OF_THESE} " if near else ""
        options[AGAIN] = _sentence(f"{none}type it again")
        if describe:
            options[DESCRIBE] = _sentence(f"{none}describe it")
        if len(words.names) <= MOST_SHOWN:
            options[WHOLE] = _sentence(f"{none}show the whole list")
        if len(options) == 1:  # typing it again is all that is left
            self.terminal.say(lead, "  ")
            return AGAIN
        if optional:
            options[LEAVE] = _sentence(f"{none}skip it")
        likely = LEAVE if skipping and optional and not near else self._likely(near)
        chosen = self.terminal.pick(options, words, likely, lead)
        if chosen == WHOLE:
            return self._one_of(list(words.names), f"The whole list, {len(words.names)} entries:")
        if chosen == LEAVE:
            return None
        return self._described() if chosen == DESCRIBE else chosen

    def _likely(self, near: Sequence[str]) -> str | None:
        """What Enter alone takes: the only one there is; of several none, so it asks again."""
        if len(near) == 1:
            return near[0]
        return None if near and self.terminal.points else AGAIN

    def _described(self) -> Found:
        """An id found by a description in the person's own words; None where none fits."""
        assert self.prompt.describe is not None
        self.terminal.strong("Describe it in a few words of your own: what is done, and with what?")
        typed = self.terminal.line(None, "", skips=True)
        if not typed:
            return AGAIN
        near, sentence = self.prompt.describe(typed)
        if not near:
            self.terminal.say(sentence, "  ")
            return AGAIN
        return self._one_of(near, sentence)

    def _one_of(self, near: Sequence[str], lead: str) -> Found:
        options = {id_: self.words.name_of(id_) for id_ in near}
        options[AGAIN] = f"{NONE_OF_THESE} type it again"
        if self.prompt.part.optional:
            options[LEAVE] = f"{NONE_OF_THESE} skip it"
        chosen = self.terminal.pick(options, self.words, self._likely(near), lead)
        return None if chosen == LEAVE else chosen


def joined(names: Sequence[str]) -> str:
    """Names in a row; some have commas of their own."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _is_called(words: Vocabulary, id_: str, typed: str) -> bool:
    """Whether `typed` is one of the everyday words of an entry."""
    return squash(typed) in map(squash, words.aliases.get(id_, ()))


def _describes(typed: str) -> bool:
    """Whether it reads as a description: a word or two are the name of a job."""
    words = fold(typed).split()
    return len(words) >= LEAST_DESCRIBING and len(set(words) - JOINING) > 1


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
