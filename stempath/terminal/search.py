"""The search for an answer in a long list: what is not certain is asked, never assumed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from stempath.interview.asking import Back, Prompt, Several
from stempath.model.vocabulary import Vocabulary
from stempath.tables import squash
from stempath.terminal.ways import AGAIN, DESCRIBE, LEAVE, NO, YES, YES_NO, Retyped

if TYPE_CHECKING:
    from stempath.terminal.asker import TerminalAsker

NEAREST = 5
MOST_SHARING = 20  # entries that one everyday word may mean

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
            typed = terminal.line(self.words, default, skips=skips)
        return None

    def several(self, old: Sequence[str]) -> Sequence[str] | Several:
        """One after another until Enter alone; back takes out the last one before it leaves."""
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
        if found := self.words.find(typed):
            return found
        if self.prompt.part.kind == "choices" and (listed := self._listed(typed)):
            return listed
        if read := self.prompt.reading(typed):
            facts, shown = read
            self.terminal.say(f"Understood: {shown}", "  ")
            return facts if self._right() else AGAIN
        return self._nearest(typed)

    def _listed(self, typed: str) -> list[str]:
        """Several names with commas between them; none where one of them is not certain."""
        found = [self.words.find(item) for item in re.split("[;,]", typed) if item.strip()]
        ids = [id_ for id_ in found if id_]
        return ids if len(ids) == len(found) > 1 else []

    def _right(self) -> bool:
        options = {YES: "Yes, that is right", NO: "No: type it again"}
        return self.terminal.pick(options, YES_NO, None) == YES

    def _nearest(self, typed: str) -> str | None:
        """One of those that come nearest, or share the word; or another way of saying it."""
        words, terminal, describe = self.words, self.terminal, self.prompt.describe
        sharing = [id_ for id_ in words.names if _is_called(words, id_, typed)]
        near = sharing if 1 < len(sharing) <= MOST_SHARING else words.nearest(typed, NEAREST)
        if not near:
            terminal.say(f"Nothing like “{typed}” is in the list.", "  ")
            if not describe:
                return AGAIN
        elif near == sharing:
            terminal.say(f"“{typed}” can mean any of these. Which one?", "  ")
        else:
            terminal.say(f"“{typed}” is not in the list as it stands. The nearest:", "  ")
        options = {id_: words.name_of(id_) for id_ in near}
        options[AGAIN] = "None of these: type it again" if near else "Type it again"
        if describe:
            options[DESCRIBE] = "None of these: describe it" if near else "Describe it"
        chosen = terminal.pick(options, words, self._unpointed)
        return self._described() if chosen == DESCRIBE else chosen

    @property
    def _unpointed(self) -> str | None:
        """Enter alone never takes what is only near; line by line it types it again."""
        return None if self.terminal.points else AGAIN

    def _described(self) -> str | None:
        """An id found by a description in the person's own words; None where none fits."""
        terminal, words = self.terminal, self.words
        assert self.prompt.describe is not None
        terminal.strong("Describe it in a few words of your own: what is done, and with what?")
        typed = terminal.line(None, "", skips=True)
        if not typed:
            return AGAIN
        near, sentence = self.prompt.describe(typed)
        terminal.say(sentence, "  ")
        if not near:
            return AGAIN
        options = {id_: words.name_of(id_) for id_ in near}
        options[AGAIN] = "None of these: type it again"
        if self.prompt.part.optional:
            options[LEAVE] = "None of these: skip it"
        chosen = terminal.pick(options, words, self._unpointed)
        return None if chosen == LEAVE else chosen


def joined(names: Sequence[str]) -> str:
    """Names in a row; some have commas of their own."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _is_called(words: Vocabulary, id_: str, typed: str) -> bool:
    """Whether `typed` is one of the everyday words of an entry."""
    return squash(typed) in map(squash, words.aliases.get(id_, ()))
