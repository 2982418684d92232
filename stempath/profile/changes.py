"""What advice has become since a profile was saved."""

from __future__ import annotations

from stempath.model.advice import Advice
from stempath.profile.read import Profile


def changes(profile: Profile, advice: Advice) -> list[str]:
    """What the new advice has that the saved one had not, and the other way round, in words."""
    lines = []
    if profile.rulebook is not None and profile.rulebook != advice.rulebook:
        lines.append("The rulebook changed since this profile was saved.")
    for name, old, now in (
        ("offerings", profile.offerings, advice.offerings),
        ("moves", profile.moves, advice.moves),
    ):
        before = {id_: place for place, (id_, _title) in enumerate(old, 1)}
        after = {suggestion.id: place for place, suggestion in enumerate(now, 1)}
        for suggestion in now:
            place, was = after[suggestion.id], before.get(suggestion.id)
            words = f"{suggestion.title} ({suggestion.id})"
            if was is None:
                lines.append(f"New in {name}, at {place}: {words}")
            elif was != place:
                way = "up" if place < was else "down"
                lines.append(f"Moved {way} in {name}, from {was} to {place}: {words}")
        for id_, title in old:
            if id_ not in after:
                lines.append(f"No longer in {name}, where it was at {before[id_]}: {title} ({id_})")
    return lines
