"""A signal to end that comes while a prompt is drawn ends it, and nothing else is seen of it."""

from __future__ import annotations

import os
import signal
import time

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompts_made import ENTER, JOBS, prompt

from stempath.cli.faults import Ended, ends_by_signal
from stempath.terminal.lists import ListAsker

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals here")


class Sending(DummyOutput):
    """A terminal at which a signal comes while it is drawn on for the `at`-th time.

    At none: while nobody types. Its size is looked at from time to time, apart from any drawing.
    """

    def __init__(self, number: signal.Signals, at: int) -> None:
        self.number, self.at, self.drawn, self.last = number, at, 0, time.monotonic()

    def flush(self) -> None:
        self.drawn, self.last = self.drawn + 1, time.monotonic()
        if self.drawn == self.at:
            os.kill(os.getpid(), self.number)

    def get_size(self) -> Size:
        if not self.at and self.drawn and time.monotonic() > self.last + 0.2:
            os.kill(os.getpid(), self.number)
        return Size(rows=40, columns=80)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("at", "keys"), [(1, ENTER), (2, "nu"), (3, "nurse\r"), (0, "nurse")])
def test_a_signal_ends_the_prompt(
    number: signal.Signals, at: int, keys: str, capfd: pytest.CaptureFixture[str]
) -> None:
    output = Sending(number, at)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        pipe.send_text(keys)
        with ends_by_signal(), pytest.raises(Ended) as ended:
            handler = signal.getsignal(number)
            try:
                ListAsker().ask(prompt("search", JOBS))
            finally:
                assert signal.getsignal(number) is handler
    assert ended.value.code == 128 + number
    said = "".join(capfd.readouterr())
    assert "Question 3 of 9" in said
    assert "xception" not in said
