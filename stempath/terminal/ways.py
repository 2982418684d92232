"""The ways out of a prompt, and the keys of choices that are no answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stempath.model.vocabulary import Vocabulary
from stempath.record import record

# No id is empty or has a space. SKIP is how a prompt is skipped, LEAVE a choice among others.
SKIP, AGAIN, DESCRIBE, LEAVE, WHOLE = "", " again", " describe", " leave", " whole"
OWN = {AGAIN, DESCRIBE, LEAVE, WHOLE}  # of a search, what is no entry of the list
SKIPS = "Skip"
NONE_OF_THESE = "None of these:"
YES, NO = "yes", "no"
YES_NO = Vocabulary(
    "yes-no", {YES: "Yes", NO: "No"}, {YES: ("y", "yeah", "yep"), NO: ("n", "nope", "nah")}
)


class Retyped(Exception):
    """Another word was typed instead of choosing among the nearest."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(typed)


@record(frozen=True, slots=True)
class Ways:
    """The ways out of a prompt beside its answer: back, and why it is asked."""

    back: bool = False
    why: Callable[[], Sequence[str]] | None = None
