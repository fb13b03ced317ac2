"""A recipe on one page: what an engineer prints and puts into the binder."""

from core.recipe import Recipe
from core.training.calibration import rejected_count, upper_bound

Rows = tuple[tuple[str, str], ...]


def summary_of(recipe: Recipe) -> Rows:
    """What was taught and where the lines stand: what it is, and how much, in the order they are read."""
    card = recipe.card
    rejected, bound = (
        rejected_count(card.held_out_scores),
        upper_bound(rejected_count(card.held_out_scores), card.good_count),
    )
    size = card.taught_size
    rows = [
        ("Recipe", f"{card.name}, version {card.version}"),
        ("Taught", f"{card.taught_at:%d %B %Y, %H:%M}, with {card.taught_with}"),
        ("Good images", f"{card.good_count}" + (f", {size.width} × {size.height} pixels" if size is not None else "")),
        ("Detector", f"preset {card.preset.name}, seed {card.seed}"),
        ("Inspected", _inspected(recipe)),
        ("FAIL from score", "1.00"),
        ("REVIEW from score", f"{card.review_from:.2f}" if card.review_from < 1 else "no REVIEW band"),
        ("Good parts rejected, target", f"{100 * card.false_reject_target:.3g} %"),
        ("Good images rejected when held out", f"{rejected} of {card.good_count}"),
        ("What that supports", f"at most {100 * bound:.1f} % of good parts, with 95 % confidence"),
        ("Smallest odd area that counts", _area(card.min_area)),
    ]
    return tuple(rows)


def _inspected(recipe: Recipe) -> str:
    region, mark = recipe.card.region, recipe.card.alignment
    where = "the whole picture" if region is None else "a region drawn on the picture"
    return where if mark is None else f"{where}, which follows a mark on the part"


def _area(share: float) -> str:
    return "any" if not share else f"{100 * share:.3g} % of the picture; smaller defects are let through"
