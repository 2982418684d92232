"""The award that somebody's work usually asks for: taken as held where none is told."""

from __future__ import annotations

from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Facts


def usual_award(rules: RuleSet, facts: Facts) -> str | None:
    """The first qualification of the level that the work named is usually entered with.

    None where a qualification is told, or no work is; the level of the award that opens work which
    is not open to all counts before the usual one.
    """
    occupation = facts.get("occupation")
    if facts.get("qualification") or not occupation:
        return None
    own = rules.move_facts[rules.origins[0].rows[str(occupation)]]
    level = own.get("core_aqf", own.get("usual_aqf"))
    levels = rules.vocabularies["qualifications"].columns["aqf"]
    return next((id_ for id_, aqf in levels.items() if aqf == level), None)
