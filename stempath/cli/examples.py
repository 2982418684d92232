"""Examples for the help of each command: (what it does, the line as it is typed)."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("answer a few questions, then read the advice", "stempath advise"),
        ("all that is known of one offering", 'stempath offering "cyber security"'),
        (
            "complete commands and values with TAB; zsh, fish and powershell likewise",
            "source <(stempath --show-completion bash)",
        ),
    ),
    "advise": (
        ("the interview: answers are kept as you go", "stempath advise"),
        ("line by line, for a screen reader or a simple terminal", "stempath advise --plain"),
        ("answers from a file, no questions", "stempath advise --answers answers.toml --no-input"),
        ("keep them as `mine`, for --profile mine in any command",
         "stempath advise --answers answers.toml --no-input --save mine"),
        (
            "answers as flags, spelled your way",
            'stempath advise --qualification "trade cert" --occupation sparky \\\n'
            "    --goals future-proofing --state QLD --no-input",
        ),
    ),
    "why": (
        ("the reasons for one move, for a saved profile", "stempath why 'Data Analyst' "
         "--profile mine"),
        ("every rule about an offering, and what it read", "stempath why 'google career' "
         "--answers answers.toml --more"),
    ),
    "why-not": (
        ("what shuts a move out", "stempath why-not 'Surveyor' --answers answers.toml"),
    ),
    "what-if": (
        ("with more time, and in another state", "stempath what-if --profile mine "
         "hours_per_week=10 state=QLD"),
        ("what would let a move in", "stempath what-if --profile mine --open Surveyor"),
    ),
    "moves": (
        ("what is near, what you bring and what is missing",
         'stempath moves --from "civil engineer" --state VIC'),
        ("the way to another area, step by step",
         "stempath moves --from 'data analyst' --to cyber-security"),
        ("from two occupations, or from a field of study",
         "stempath moves --from 'lab technician' --from welder"),
    ),
    "compare": (
        ("both ways, with shortage in one state", "stempath compare surveyor cartographer "
         "--state QLD"),
    ),
    "offering": (
        ("look for words in titles, providers and skills", "stempath offering solar"),
        ("the areas there are", "stempath offering --sector list"),
        ("what is free in one area", "stempath offering --sector energy --free"),
    ),
    "occupation": (
        ("what it is like, and how to get in", 'stempath occupation "civil engineer"'),
        ("all of it, with evidence and sources, for one state",
         "stempath occupation sparky --state QLD --more"),
        ("the days at work that are written", "stempath occupation --days"),
    ),
    "resources": (
        ("advisers, networks and helplines in Victoria", "stempath resources --state VIC"),
        ("for one area, with what is over", "stempath resources --sector research --all"),
    ),
    "quiz": (
        ("the quizzes there are", "stempath quiz"),
        ("eight questions: is a PhD for me?", "stempath quiz phd"),
    ),
    "batch": (
        ("one client a row; the results in a folder", "stempath batch clients.csv -o advice"),
    ),
    "export": (
        ("a plan to share, without private answers", "stempath export mine -o plan.md"),
        ("the same for programs", "stempath export answers.toml --format json"),
    ),
    "profile": (
        ("what is kept on this computer", "stempath profile list"),
        ("the answers of one", "stempath profile show mine"),
    ),
    "profile list": (("all of them, for programs", "stempath profile list --json"),),
    "profile show": (("the answers of one, by its name", "stempath profile show mine"),),
    "profile edit": (("change answers, and see what changes", "stempath profile edit mine"),),
    "profile diff": (
        ("two profiles: answers and advice that differ", "stempath profile diff mine other"),
        ("one, against the advice of today", "stempath profile diff mine"),
    ),
    "profile forget": (
        ("delete one, and all that belongs to it", "stempath profile forget mine --yes"),
    ),
    "rules": (
        ("read all rule files and tell what is wrong", "stempath rules check"),
        ("run the cases on a copy of yours", "stempath --rules my-rules rules test"),
    ),
    "rules check": (
        ("let warnings fail as well", "stempath rules check --strict"),
        ("a copy of yours", "stempath rules check --rules my-rules"),
    ),
    "rules test": (
        ("the cases", "stempath rules test"),
        ("and which rules no case would miss", "stempath rules test --each"),
    ),
    "rules schema": (("of what advise --json prints", "stempath rules schema --of advice"),),
    "rules show": (
        ("one rule, as it is written", "stempath rules show check-years-of-facts"),
    ),
    "map": (
        ("the tables of the rulebook, from O*NET's files",
         "stempath map build --onet db_29_3_text --out tables"),
        ("how well closeness ranks moves that others named",
         "stempath map evaluate --truth moves.csv"),
    ),
    "map build": (
        ("into a new folder", "stempath map build --onet db_29_3_text --out tables"),
        ("in place, in a copy of the rules",
         "stempath map build --rules my-rules --onet db_29_3_text --force \\\n"
         "    --out my-rules/catalogue/occupations"),
    ),
    "map evaluate": (
        ("closeness, by moves that others named", "stempath map evaluate --truth moves.csv"),
        ("what estimates are worth", "stempath map evaluate --onet db_29_3_text"),
    ),
    "map fit": (
        ("weights that explain the moves best, cross-validated",
         "stempath map fit --truth moves.csv --onet db_29_3_text"),
    ),
    "catalogue": (("read the catalogue and tell what is wrong", "stempath catalogue check"),),
    "catalogue check": (
        ("let warnings fail as well", "stempath catalogue check --strict"),
    ),
}  # fmt: skip
