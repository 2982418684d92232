"""The library: everything that a command does is one call here."""

from stempath.api.advice import (
    advice_json,
    advise,
    explain,
    export_plan,
    opening,
    run_batch,
    what_if,
)
from stempath.api.catalogue import find_offerings, open_resources
from stempath.api.maps import build_map, evaluate_estimates, evaluate_map, fit_map
from stempath.api.moves import all_pairs, chains, compare, compare_json, moves, moves_json
from stempath.api.occupations import (
    days_written,
    find_occupations,
    occupation_json,
    open_occupation,
)
from stempath.api.persons import change_person, choose_word, read_person, still_missing
from stempath.api.profiles import (
    drafts,
    forget_profile,
    list_profiles,
    open_profile,
    profile_changes,
    profile_differences,
    profile_folder,
    save_profile,
)
from stempath.api.quizzes import load_quizzes, read_quiz_answers, save_quiz, take_quiz
from stempath.api.rules import (
    CaseReport,
    check_book,
    compiled_rules,
    completion_words,
    load_rules,
    read_book,
    schema,
    test_rules,
)

__all__ = [
    "CaseReport",
    "advice_json",
    "advise",
    "all_pairs",
    "build_map",
    "chains",
    "change_person",
    "check_book",
    "choose_word",
    "compare",
    "compare_json",
    "compiled_rules",
    "completion_words",
    "days_written",
    "drafts",
    "evaluate_estimates",
    "evaluate_map",
    "explain",
    "export_plan",
    "find_occupations",
    "find_offerings",
    "fit_map",
    "forget_profile",
    "list_profiles",
    "load_quizzes",
    "load_rules",
    "moves",
    "moves_json",
    "occupation_json",
    "open_occupation",
    "open_profile",
    "open_resources",
    "opening",
    "profile_changes",
    "profile_differences",
    "profile_folder",
    "read_book",
    "read_person",
    "read_quiz_answers",
    "run_batch",
    "save_profile",
    "save_quiz",
    "schema",
    "still_missing",
    "take_quiz",
    "test_rules",
    "what_if",
]
