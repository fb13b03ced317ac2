"""How many parts a recipe, and each version of it, has passed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.types import Verdict


@dataclass(frozen=True)
class Passed:
    """Parts that were inspected, and those of them that passed."""

    inspected: int = 0
    passed: int = 0

    def __add__(self, other: "Passed") -> "Passed":
        return Passed(self.inspected + other.inspected, self.passed + other.passed)


NONE = Passed()


@dataclass(frozen=True)
class Yields:
    """What has passed of all that was recorded, by recipe, and by recipe and version."""

    recipes: dict[str, Passed] = field(default_factory=dict)
    versions: dict[tuple[str, int], Passed] = field(default_factory=dict)


def yields_of(tallies: Iterable[tuple[str, int, Verdict, int]]) -> Yields:
    """Add up how many parts got which verdict, as a store of records tells it."""
    found = Yields()
    for recipe, version, verdict, count in tallies:
        more = Passed(count, count if verdict is Verdict.PASS else 0)
        found.recipes[recipe] = found.recipes.get(recipe, NONE) + more
        found.versions[recipe, version] = found.versions.get((recipe, version), NONE) + more
    return found
