"""The little English that reading what people type takes: small words, plurals, endings."""

from __future__ import annotations

from functools import cache

_PLURALS = (
    ("wives", "wife"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ies", "y"),
)
_NO_PLURAL = ("ss", "us", "is")
_LEAST_PLURAL = 5  # letters
_ENDINGS = (
    "icians", "ician", "ations", "ation", "ating", "ators", "ator", "ists", "ist", "ical", "ings",
    "ing", "ians", "ian", "ers", "ors", "er", "or", "ics", "ic", "als", "al", "ed", "es", "s", "y",
    "e",
)  # fmt: skip
_LEAST_ROOT = 3  # letters


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that only join others: alone they name nothing.
JOINING = _words("a an and am as at be by do for from i im in is it my of on or the to with")
RANK = _words(
    """agent apprentice assistant attendant casual chief former graduate guy head junior lead
    officer person principal qualified retired senior staff trainee worker"""
)
# In which people speak of a qualification without naming it, or its field.
FILLING = JOINING | _words(
    """award awarded completed course did done finished got graduated have held highest hold
    holding i ive level major majoring now obtained qualification qualified studied study was
    year yr"""
)
CONTINUING = _words("and but now plus then")
STUDYING = _words(
    """candidate doing enrolled ongoing progress pursuing semester student studying undertaking
    underway"""
)
NOT_HELD = STUDYING | _words(
    """almost current currently deferred didnt dropped due expected expecting failed finishing
    graduating half halfway hoping incomplete left nearly never no none not partial partway
    planning quit some started still stopped unfinished want withdrew without"""
)
# In which people say that they do not know, beside the words that say so.
HEDGING = JOINING | _words(
    """all be bit guess honest honestly just later me moment now one quite really right so sorry
    still that them think this what which yet"""
)
DENYING = _words("didnt dropped finished left longer never no not quit stopped withdrew")
# In which people speak of their work without saying what it is.
EMPTY = JOINING | _words(
    """about after all also always around been cut day does doing each every get go goes going
    good got has have help helping ive job jobs keep kind like look looking lot lots made make
    makes making me mostly much new not other our out over people place places put really role
    see set so some stuff take that their them then there they thing things this time up use used
    using very want was we week well were what when where which who will work worked working
    works year years you"""
)
# In which people say that they have no work, or none yet.
NO_WORK = _words(
    """anymore between currently far had havent job jobs jobless just ever left longer looking never
    nil no none nothing not now present redundant school started still student study studying
    unemployed unemployment uni university without worked yet"""
)


@cache
def singular(word: str) -> str:
    """An English plural as its singular; any other word as it is. Short words are left alone."""
    if len(word) < _LEAST_PLURAL or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    for ending, single in _PLURALS:
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word[:-1]


@cache
def root(word: str) -> str:
    """What `teach`, `teacher` and `teaching` share."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_ROOT:
            return word.removesuffix(ending)
    return word


def in_sentence(name: str) -> str:
    """A name as it stands within a sentence: an acronym or a word such as DevOps keeps its form."""
    first, space, rest = name.partition(" ")
    return (first.lower() if first[1:].islower() else first) + space + rest


def capital(words: str) -> str:
    """Words as they stand at the beginning of a line."""
    return words[:1].upper() + words[1:]
