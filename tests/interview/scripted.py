"""An asker that answers from a script, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from stempath.interview.asking import Answer, Back, Prompt, Stop
from stempath.problem import Problem

BACK, STOP, CTRL_C, CTRL_D, KEEP = "<back>", "<stop>", "<ctrl-c>", "<ctrl-d>", "<keep>"
MOST = 300  # prompts of one interview
_RAISED: Mapping[object, Callable[[], BaseException]] = {
    BACK: Back, STOP: Stop, CTRL_C: KeyboardInterrupt, CTRL_D: EOFError,
}  # fmt: skip


class Scripted:
    """Answers in turn to each fact (the last one again and again), and to each choice.

    `steps`, where given, are the answers to whatever is asked, in order; then the table rules.
    """

    def __init__(
        self,
        answers: Mapping[str, object] | None = None,
        *,
        chosen: Sequence[str] = (),
        steps: Sequence[object] = (),
    ) -> None:
        self.answers = {
            fact: list(given) if isinstance(given, list) else [given]
            for fact, given in (answers or {}).items()
        }
        self.chosen: Iterator[str] = iter(chosen)
        self.steps: Iterator[object] = iter(steps)
        self.prompts: list[Prompt] = []
        self.choices: list[tuple[str, dict[str, str], str]] = []
        self.problems: list[str] = []
        self.said: list[str] = []

    @property
    def asked(self) -> list[str]:
        return [prompt.part.fact for prompt in self.prompts]

    def ask(self, prompt: Prompt) -> Answer:
        self.prompts.append(prompt)
        assert len(self.prompts) < MOST, f"asks on and on: {self.asked[-3:]}, {self.problems[-3:]}"
        given: object = next(self.steps, _NOTHING)
        if given is _NOTHING:
            many = self.answers.get(prompt.part.fact, [None])
            given = many.pop(0) if len(many) > 1 else many[0]
        return self._done(given, prompt.now)

    def wrong(self, prompt: Prompt, problem: Problem) -> None:
        self.problems.append(problem.code)

    def confirm(self, words: str) -> bool:
        return self.choose(words, {"yes": "Yes", "no": "No"}, "no") == "yes"

    def choose(self, words: str, options: Mapping[str, str], at: str) -> str:
        assert at in options
        self.choices.append((words, dict(options), at))
        picked = str(self._done(next(self.chosen, at), at))
        assert picked in options, f"{picked} is none of {list(options)}"
        return picked

    def say(self, words: str) -> None:
        self.said.append(words)

    def _done(self, given: object, now: object) -> object:
        if isinstance(given, str) and given in _RAISED:
            raise _RAISED[given]()
        return now if given == KEEP else given


_NOTHING = object()
