"""What is read of a kept rule set without arrays: its head, and the questions of the interview."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from stempath.engine import cache
from stempath.engine.cache_head import head_of, vocabulary_part
from stempath.engine.ruleset import RuleSet


def test_the_head_tells_ids_titles_and_lists(shipped_rules: RuleSet) -> None:
    head = head_of(cache.dump(shipped_rules))
    assert head is not None
    assert head["fingerprint"] == shipped_rules.fingerprint
    assert head["titles"] == {facts["id"]: facts["title"] for facts in shipped_rules.offering_facts}
    assert set(shipped_rules.designs) <= set(head["titles"])
    for name in ("sectors", "occupations", "states"):
        assert name in head["vocabularies"]
        assert list(head[vocabulary_part(name)][0]) == list(shipped_rules.vocabularies[name].names)


def test_a_damaged_head_is_none(small_rules: RuleSet) -> None:
    data = cache.dump(small_rules)
    for spot in (0, 25, 50, len(data) // 2, len(data) - 1):
        damaged = bytearray(data)
        damaged[spot] ^= 1
        assert head_of(bytes(damaged)) is None
    assert head_of(b"") is None and head_of(data[:30]) is None


def test_the_head_is_read_without_arrays(tmp_path: Path, small_rules: RuleSet) -> None:
    kept = tmp_path / "kept.bin"
    kept.write_bytes(cache.dump(small_rules))
    code = (
        "import sys; from pathlib import Path; from stempath.engine.cache_head import head_of\n"
        "assert head_of(Path(sys.argv[1]).read_bytes())\n"
        "assert 'numpy' not in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(kept)], check=True, cwd=Path(__file__).parents[2]
    )


def test_offerings_and_moves_are_found_by_id_without_reading_them(shipped_rules: RuleSet) -> None:
    loaded = cache.load(cache.dump(shipped_rules))
    assert loaded is not None
    for about, name, facts in (
        ("offering", "id", loaded.offering_facts),
        ("move", "code", loaded.move_facts),
    ):
        places = {key: index for key, (of, index) in loaded.places.items() if of == about}
        assert places == {record[name]: index for index, record in enumerate(facts)}
    assert loaded.facts_of(next(iter(loaded.titles))) == shipped_rules.offering_facts[0]


def test_questions_come_back_as_they_were_compiled(shipped_rules: RuleSet) -> None:
    loaded = cache.load(cache.dump(shipped_rules))
    assert loaded is not None
    assert tuple(loaded.questions) == tuple(shipped_rules.questions)
    assert any(part.when for question in loaded.questions for part in question.parts)
    assert {question.place.file for question in loaded.questions} == {""}  # of no machine
