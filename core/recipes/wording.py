"""A comparison in sentences, the same in the window and on the command line."""

from collections.abc import Sequence

from core.recipes.comparison import ComparedImage, Comparison

_NAMED = 3


def verdict_sentence(comparison: Comparison) -> str:
    """The one sentence that matters: whether the new version is worse, and how."""
    before, after = comparison.before, comparison.after
    faults = [
        _more(before.defects_caught - after.defects_caught, "defect", "missed"),
        _more(after.good_rejected - before.good_rejected, "good image", "rejected"),
        _more(after.good_not_judged - before.good_not_judged, "good image", "not judged"),
    ]
    said = " and ".join(fault for fault in faults if fault)
    if said:
        return f"The new version is worse on the kept images: {said}."
    return "The new version is no worse on the kept images."


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """The comparison in full, the most important sentence first."""
    told = [verdict_sentence(comparison), *_figures(comparison), *_changes(comparison), *_missing(comparison)]
    return (*told, *(f"Not compared: {reason}" for reason in comparison.skipped))


def _more(count: int, what: str, how: str) -> str:
    if count <= 0:
        return ""
    return f"{count} more {what}{'s are' if count > 1 else ' is'} {how}"


def _figures(comparison: Comparison) -> list[str]:
    before, after, good, defects = comparison.before, comparison.after, comparison.good, comparison.defects
    told = []
    if defects:
        told.append(f"Defects caught: {before.defects_caught} of {defects} before, {after.defects_caught} now.")
    if good:
        told.append(f"Good images rejected: {before.good_rejected} of {good} before, {after.good_rejected} now.")
    if before.good_not_judged or after.good_not_judged:
        told.append(f"Good images not judged: {before.good_not_judged} before, {after.good_not_judged} now.")
    reviews = [counts.good_to_review + counts.defects_to_review for counts in (before, after)]
    if any(reviews):
        told.append(f"Images to REVIEW: {reviews[0]} before, {reviews[1]} now.")
    return told


def _changes(comparison: Comparison) -> list[str]:
    images = comparison.images
    groups = {
        "Caught before, missed now": [image for image in images if image.got_worse and not image.is_good],
        "Accepted before, not now": [image for image in images if image.got_worse and image.is_good],
        "Missed before, caught now": [image for image in images if image.got_better and not image.is_good],
        "Not accepted before, accepted now": [image for image in images if image.got_better and image.is_good],
    }
    return [f"{what}: {_names(group)}." for what, group in groups.items() if group]


def _names(images: Sequence[ComparedImage]) -> str:
    named = ", ".join(image.name for image in images[:_NAMED])
    more = len(images) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def _missing(comparison: Comparison) -> list[str]:
    told = []
    if not comparison.defects:
        told.append("No defect images are kept, so this can't tell whether fewer defects are caught.")
    if not comparison.good:
        told.append("No good images are kept, so this can't tell whether more of them are rejected.")
    return told
