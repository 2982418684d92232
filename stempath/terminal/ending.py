"""Signals to end, while a prompt is drawn: they end the prompt first, and then the program."""

from __future__ import annotations

import signal
from typing import TypeVar

from prompt_toolkit.application import Application
from questionary import Question

Answer = TypeVar("Answer")
SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")  # Ctrl-C is a key here


def run(application: Application[Answer]) -> Answer:
    """The answer to a prompt.

    A signal whose handler raises does so once the prompt is erased and the terminal as it was.
    Raised amidst the drawing it would be lost, shown as a fault, or leave a terminal without echo.
    """
    arrived: list[int] = []

    def end() -> None:
        if arrived and application.future and not application.future.done():
            application.exit(exception=KeyboardInterrupt())

    def note(number: int, _frame: object) -> None:
        arrived.append(number)
        if application.loop:
            application.loop.call_soon_threadsafe(end)

    handlers = {
        number: handler
        for name in SIGNALS
        if (number := getattr(signal, name, None)) and callable(handler := signal.getsignal(number))
    }
    for number in handlers:
        signal.signal(number, note)
    try:
        application.pre_run_callables.append(end)
        answer: Answer = Question(application).unsafe_ask()
        return answer
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in arrived[:1]:
            handlers[number](number, None)
