"""One sitting at the terminal: an interview and its draft, the advice, and what comes after."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from stempath.cli.drafts import offer
from stempath.cli.faults import Ended, ends_by_signal, hush, say, tell
from stempath.cli.outcome import Outcome
from stempath.cli.person import COMMAND_LINE, Stated
from stempath.interview.asking import Asker, Back, Stop
from stempath.interview.state import Answers
from stempath.interview.walk import Interview, Mode
from stempath.model.fact import Value
from stempath.problem import ExitCode, Place, StempathError

if TYPE_CHECKING:
    from pathlib import Path

    from stempath.model.advice import Advice
    from stempath.profile.drafts import Keeper
    from stempath.profile.read import Profile
    from stempath.profile.unfinished import Unfinished

SHARPEN, LISTS, CHANGE, DONE = "sharpen", "lists", "change", "done"
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Sitting:
    """What is asked, shown and kept while somebody sits at the terminal.

    Every answer is on disk, in a draft, before the next question is put. The draft goes when a
    profile holds the answers, and not before.
    """

    def __init__(self, outcome: Outcome, asker: Asker, *, adaptive: bool = False) -> None:
        from stempath import api
        from stempath.terminal import redraws

        self.outcome, self.asker, self.adaptive = outcome, asker, adaptive
        outcome.bare = not redraws()
        self.rules = outcome.rules
        self.drafts = api.drafts(self.rules)
        self.keeper: Keeper | None = None
        self.started = datetime.now()
        self.interview: Interview | None = None
        self.advice: Advice | None = None
        self.pending = False  # there are answers that no profile holds yet
        self.lost: StempathError | None = None  # why the last answer is not on disk

    # --- the whole sitting ---------------------------------------------------------------------

    def begin(self, known: Stated) -> None:
        """Go on with a draft or start anew; ask, advise, and offer what may come after."""
        with self._ending(known):
            opened = known.profile.path if known.profile else None
            offered = None
            if known.open_ended and sys.stdin.isatty():
                offered = offer(self.drafts, self.asker, opened)
            interview = self._resumed(*offered) if offered else self._fresh(known)
            with self._held():
                new = self.outcome.opened is None
                path = self._advised(interview.run(), show_first=True)
                if new:
                    say(f"Only you can read it. To delete it: stempath profile forget {path.name}")
                self._after(interview)

    def edit(self, profile: Profile) -> None:
        """Look over the answers of a profile, change what is not right, and save it."""
        with self._ending(None):
            interview = self._start(Answers(profile.facts), "edit")
            with self._held():
                facts = interview.run()
                if facts == dict(profile.facts):
                    self._drop_draft()
                    say("Nothing was changed.")
                    return
                self._advised(facts, show_first=False)

    def _fresh(self, known: Stated) -> Interview:
        mode: Mode = "adaptive" if self.adaptive else "full"
        interview = self._start(Answers(known.facts), mode)
        if known.profile and interview.has_open():
            say("What is still open is asked now. Advice without questions: add --no-input")
        return interview

    def _start(self, answers: Answers, mode: Mode, at: str = "") -> Interview:
        self.interview = Interview(self.rules, self.asker, answers, self._keep, mode=mode, at=at)
        return self.interview

    @contextmanager
    def _held(self) -> Iterator[None]:
        """The draft, in nobody else's hands until the sitting ends."""
        if self.keeper is None:
            try:
                self.keeper = self.drafts.new(self.started)
            except StempathError as error:
                self._cannot_keep(error)
        try:
            yield
        finally:
            if self.keeper:
                self.keeper.release()

    @contextmanager
    def _ending(self, known: Stated | None) -> Iterator[None]:
        """Say what became of the answers, however the sitting ends."""
        try:
            with ends_by_signal():
                yield
        except (KeyboardInterrupt, EOFError) as error:
            if isinstance(error, EOFError) and known and not sys.stdin.isatty():
                self._refuse_empty_pipe(known)
            code = error.code if isinstance(error, Ended) else int(ExitCode.INTERRUPTED)
            try:
                say(self._farewell())
            except OSError:  # the terminal is gone
                hush(sys.stdout, sys.stderr)
            raise typer.Exit(code) from None
        except Stop:
            say(self._farewell())
            raise typer.Exit(ExitCode.DONE) from None
        except StempathError as error:
            if not self.pending:
                raise
            tell(error.problems)
            say(self._farewell())
            raise typer.Exit(error.exit_code) from None

    def _farewell(self) -> str:
        if self.pending and (self.lost or self.keeper is None):
            return "Your answers could not be kept on disk."
        if self.pending:
            shared = self.outcome.shared
            rules = f"--rules {shared.rules} " if shared.rules else ""
            plain = " --plain" if shared.plain else ""
            return f"Your answers are kept. To go on: stempath {rules}advise{plain}"
        if self.outcome.opened:
            return f"Your answers are saved: {self.outcome.opened.path}"
        return "Stopped. Nothing was answered yet."

    def _refuse_empty_pipe(self, known: Stated) -> None:
        """An empty pipe answers nothing: say what is missing, as without --plain."""
        from stempath import api

        if self.interview is None or not self.interview.answers.given:
            place = known.place if known.profile else Place(COMMAND_LINE)
            problems = api.still_missing(known.facts, place)
            raise StempathError(problems, ExitCode.USAGE) from None

    # --- drafts --------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Put the answers on disk. Where that fails the interview goes on, and it is said once."""
        from stempath.profile.drafts import Draft

        if self.interview is None or not self.interview.answers.given:
            return
        self.pending = True
        if self.keeper is None:
            return
        answers = self.interview.answers
        opened = self.outcome.opened
        draft = Draft(
            started=self.started, saved=datetime.now(), mode=self.interview.mode,
            at=self.interview.at, stated=answers.stated, given=answers.given, via=answers.via,
            profile=opened.path.absolute() if opened else None,
            save=self.outcome.save.absolute() if self.outcome.save else None,
        )  # fmt: skip
        try:
            self.keeper.keep(draft)
        except StempathError as error:
            if self.lost is None:
                self._cannot_keep(error)
            self.lost = error
        else:
            self.lost = None

    def _cannot_keep(self, error: StempathError) -> None:
        tell(error.problems)
        say("Until that is mended your answers are kept only while this interview runs.")

    def _drop_draft(self) -> None:
        self.pending, self.lost = False, None
        if self.keeper:
            self.keeper.forget()

    def _resumed(self, one: Unfinished, keeper: Keeper) -> Interview:
        """The interview of a draft, where it was left."""
        from stempath import api

        draft, self.keeper = one.draft, keeper
        for problem in one.dropped:
            say(f"Left out, because it no longer reads: {problem}")
        self.started = draft.started
        stated = dict(draft.stated)
        if draft.profile and self.outcome.opened is None:
            try:
                self.outcome.opened = api.open_profile(self.rules, draft.profile)
            except StempathError as error:
                tell(error.problems)
                say("The answers of the draft are used without it.")
        if self.outcome.opened:  # it may have changed since
            stated = dict(self.outcome.opened.facts)
        self.outcome.save = self.outcome.save or draft.save
        mode: Mode = "edit" if draft.mode == "edit" else "full"
        if mode == "full" and (self.adaptive or draft.mode == "adaptive"):
            mode = "adaptive"
        answers = Answers(stated, dict(draft.given), dict(draft.via))
        self.pending = True
        return self._start(answers, mode, "" if one.dropped else draft.at)

    # --- after the questions -------------------------------------------------------------------

    def _advised(self, facts: dict[str, Value], *, show_first: bool) -> Path:
        """Advise, show, save; the draft goes once the profile is safe."""
        advice = self.outcome.advise(facts)
        if show_first:
            self.outcome.first(advice, self.outcome.changes(advice))
        else:
            self._tell_changes(facts, advice)
        path = self.outcome.keep(facts, advice)
        self.advice = advice
        self._drop_draft()
        return path

    def _tell_changes(self, facts: dict[str, Value], advice: Advice) -> None:
        """What the answers that were changed do to the advice, and what it tells now."""
        from stempath import api
        from stempath.screen.changed import changed_lines, new_notes

        first = _count(self.rules.listing.first)
        before = dict(self.outcome.opened.facts) if self.outcome.opened else {}
        lines = changed_lines(api.what_if(self.rules, before, facts))
        for line in lines or [f"The first {first} of each list stay as they were."]:
            self.asker.say(line)
        if notes := new_notes(self.advice or api.advise(self.rules, before), advice):
            self.asker.say("New in what your advice tells you:")
            for words in notes:
                self.asker.say(f"- {words}")

    def _after(self, interview: Interview) -> None:
        """Sharpen, look at the lists, change answers, until that's all."""
        at, said = "", False
        while True:
            ways = {}
            if telling := interview.most_telling():
                ways[SHARPEN] = "Sharpen this: the open question that would change most"
            elif not said:
                self._say_nothing_tells(interview)
            said = telling is None
            ways |= {LISTS: "Show the lists, with reasons", CHANGE: "Change an answer"}
            ways[DONE] = "That's all"
            try:
                picked = self.asker.choose("What next?", ways, at or next(iter(ways)))
                if picked == DONE:
                    self._tell_more()
                    return
                if picked == SHARPEN:
                    self._sharpen(interview)
                elif picked == LISTS and self.advice:
                    self.outcome.lists(self.advice)
                else:
                    interview.review(whole=True)
                    self._if_changed(interview)
            except Back:
                self._if_changed(interview)
            except EOFError:
                if sys.stdin.isatty() or self.pending:
                    raise
                return  # the answers that were piped in end here
            at = DONE

    def _sharpen(self, interview: Interview) -> None:
        """Ask one telling question after another, and say what each answer changed."""
        while fact := interview.most_telling():
            interview.ask(fact, back=True, counted=False)
            interview.at = ""
            self._keep()
            self._if_changed(interview)

    def _say_nothing_tells(self, interview: Interview) -> None:
        """That no open question is worth asking, and which can still be answered."""
        first = _count(self.rules.listing.first)
        left = interview.left_open()
        open_ = f" Still open, under Change an answer: {'; '.join(left)}." if left else ""
        self.asker.say(f"Nothing more would change the first {first} of each list.{open_}")

    def _tell_more(self) -> None:
        """Other commands for the profile, to copy."""
        if self.outcome.opened:
            name = _name(self.outcome.opened.path)
            say(f"To try other answers: stempath what-if --profile {name} NAME=VALUE")
            say(f"To share it without private answers: stempath export {name}")

    def _if_changed(self, interview: Interview) -> None:
        """Advise anew where the answers are others than those that were saved."""
        facts = interview.facts
        if self.outcome.opened and facts == dict(self.outcome.opened.facts):
            self._drop_draft()
            return
        self._advised(facts, show_first=False)


def _name(path: Path) -> str:
    """A profile as commands name it: by its name alone where it lies in the profile folder."""
    from stempath import api

    return path.stem if path.parent == api.profile_folder() else shlex.quote(str(path))


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
