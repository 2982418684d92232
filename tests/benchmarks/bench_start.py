"""How long the program takes to start, as a multiple of a bare Python.

Run with the Python of an environment that stempath is installed in:

    .venv/bin/python tests/benchmarks/bench_start.py [ROUNDS]

Each round runs every command once, one after the other, so that a busy moment of the machine
touches all alike; the ratio of the medians is told. "First run" starts with an empty folder of kept
rule sets: with the shipped rules, which a wheel carries compiled, and with a copy of them named by
--rules, which has to be read, checked and compiled. "Warm" is that copy from then on.
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

from stempath.rulebook.find import find_rules

ANSWERS = """\
qualification = "bachelor"
goals = ["refresh-skills", "progression"]
occupation = "233211"
state = "NSW"
hours_per_week = 5
"""


def seconds(command: list[str], home: Path) -> float:
    """The time of one run, from start to end of the process."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program keeps its bytecode
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Run all rounds and print a line for each command."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        answers = home / "answers.toml"
        answers.write_text(ANSWERS, "utf-8")
        program = [str(Path(sys.executable).with_name("stempath"))]
        advise = [*program, "advise", "--answers", str(answers), "--no-input", "--json"]
        rules = shutil.copytree(find_rules(), home / "rules")
        own = [*program, "--rules", str(rules), *advise[1:]]
        moves = [*program, "--rules", str(rules), "moves", "--from", "233211", "--json"]
        commands = {
            "bare Python": [sys.executable, "-c", "pass"],
            "--version": [*program, "--version"],
            "--help": [*program, "--help"],
            "advise, first run": advise,
            "advise, first run of other rules": own,
            "advise, warm": own,
            "moves, warm": moves,
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                if "first run" in name:
                    shutil.rmtree(home / "stempath", ignore_errors=True)
                times[name].append(seconds(command, home))
        bare = statistics.median(times["bare Python"])
        for name, many in times.items():
            middle = statistics.median(many)
            print(f"{name:<33} {1000 * middle:8.1f} ms   {middle / bare:6.1f} times bare Python")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
