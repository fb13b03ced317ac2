"""A recipe on one page: what an engineer prints and puts into the binder."""

from core.binomial import upper_bound
from core.recipe import Recipe
from core.region.taught_size import TaughtSize
from core.training.calibration import rejected_count
from core.training.standing import Standing

_LEAST_TARGET = 0.001

Rows = tuple[tuple[str, str], ...]


def summary_of(recipe: Recipe, standing: Standing | None = None) -> Rows:
    """What was taught and where the lines stand: what it is, and how much, in the order they are read.

    With `standing`, how the images of the teaching stand to the lines, also how many defects are caught.
    """
    card = recipe.card
    rejected = rejected_count(card.held_out_scores)
    bound = upper_bound(rejected, card.good_count)
    size = card.taught_size
    rows = [
        ("Recipe", f"{card.name}, version {card.version}"),
        ("Taught", f"{card.taught_at:%d %B %Y, %H:%M}, with {card.taught_with}"),
        ("Good images", f"{card.good_count}" + (f", {size.width} × {size.height} pixels" if size is not None else "")),
        ("Detector", f"preset {card.preset.name}, seed {card.seed}"),
        ("Inspected", _inspected(recipe)),
        ("FAIL from score", "1.00"),
        ("REVIEW from score", f"{card.review_from:.2f}" if card.review_from < 1 else "no REVIEW band"),
        ("FAIL is set to reject", _target(card.false_reject_target)),
        ("Good images rejected when held out", f"{rejected} of {card.good_count}"),
        ("What that supports", f"at most {100 * bound:.1f} % of good parts, with 95 % confidence"),
        ("Minimum area", _area(card.min_area, size)),
    ]
    return (*rows, *(_caught(standing) if standing is not None else ()))


def _caught(standing: Standing) -> Rows:
    defects, drawn = standing.defects, standing.drawn
    rows = [("Defect images caught", f"{defects.failed} of {defects.total}")] if defects.total else []
    if drawn.total:
        rows.append(("Drawn defects caught", f"{drawn.failed} of {drawn.total}, a plain check"))
    return tuple(rows)


def _inspected(recipe: Recipe) -> str:
    region, mark = recipe.card.region, recipe.card.alignment
    where = "the whole picture" if region is None else "a region drawn on the picture"
    return where if mark is None else f"{where}, which follows a mark on the part"


def _target(share: float) -> str:
    """The share asked for, or what the held-out scores say of a line set by hand: no figure of that is exact.

    A line drawn beyond all good images stands for no share anybody has asked for.
    """
    if share < _LEAST_TARGET:
        return "hardly any good part: it was set by hand"
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + " % of good parts"


def _area(share: float, size: TaughtSize | None) -> str:
    if not share:
        return "none: all regions count"
    area = f"{100 * share:.3g} % of the picture" if size is None else f"{share * size.width * size.height:.0f} pixels"
    return f"{area}; smaller defects are let through"
