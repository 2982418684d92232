"""How long the program takes to start, as a multiple of a bare Python.

Run: python tests/benchmarks/bench_start.py [ROUNDS]

Each round runs every command once, one after the other, so that a busy moment of the machine
touches all alike; the ratio of the medians is told. The first run of `advise` compiles the rules,
because the folder of kept rule sets is emptied before it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ANSWERS = """\
qualification = "bachelor"
goals = ["refresh-skills", "progression"]
occupation = "233211"
state = "NSW"
hours_per_week = 5
"""
MAIN = "import sys; from stempath.cli.main import run; sys.argv[0] = 'stempath'; sys.exit(run())"


def seconds(command: list[str], home: Path) -> float:
    """The time of one run, from start to end of the process."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "HOME": str(home)}
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Run all rounds and print a line for each command."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        answers = home / "answers.toml"
        answers.write_text(ANSWERS, "utf-8")
        program = [sys.executable, "-c", MAIN]
        advise = [*program, "advise", "--answers", str(answers), "--no-input", "--json"]
        commands = {
            "bare Python": [sys.executable, "-c", "pass"],
            "--version": [*program, "--version"],
            "--help": [*program, "--help"],
            "advise, first run": advise,
            "advise, warm": advise,
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                if name == "advise, first run":
                    shutil.rmtree(home / "stempath", ignore_errors=True)
                times[name].append(seconds(command, home))
        bare = statistics.median(times["bare Python"])
        for name, many in times.items():
            middle = statistics.median(many)
            print(f"{name:<20} {1000 * middle:8.1f} ms   {middle / bare:6.1f} times bare Python")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
