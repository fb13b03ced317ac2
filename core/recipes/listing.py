"""The command `recipes`: which recipes and versions there are, and what each promises."""

from pathlib import Path
from typing import Any

from core.binomial import upper_bound
from core.errors import RecipeError
from core.exit_codes import DONE
from core.files import readable_name
from core.image_folders import is_folder
from core.recipe import RecipeCard
from core.recipe_file import SUFFIX
from core.recipes.places import recipe_files
from core.recipes.references import references_of
from core.recipes.versions import Version, versions
from core.terminal import Terminal
from core.training.calibration import promise, rejected_count


def list_recipes(place: Path, terminal: Terminal) -> int:
    """Tell of one recipe, or of all in a folder, a line of JSON each; those in deeper folders are left out.

    A recipe without a single version that can be read is told of like the others. Raises FilbertError.
    """
    for path in _recipes_in(place) if place.is_dir() else [place]:
        found, kept = versions(path), references_of(path)
        fields = {
            "recipe": str(path),
            "versions": [version_fields(version) for version in found],
            "good_references": len(kept.good),
            "defect_references": len(kept.defects),
        }
        pictures = f"{len(kept.good)} good images and {len(kept.defects)} defect images kept to compare versions on."
        lines = [str(path), *(f"  {version_line(version)}" for version in reversed(found)), f"  {pictures}"]
        terminal.result(fields, "\n".join(lines))
    return DONE


def _recipes_in(folder: Path) -> list[Path]:
    is_folder(folder)  # raises where it may not be looked into
    try:
        found = recipe_files(folder)
    except OSError as error:
        raise RecipeError(
            f"{readable_name(folder)} can't be read ({error.strerror}). Ask for the right to read it."
        ) from error
    if not found:
        raise RecipeError(f"{readable_name(folder)} holds no recipes. Name a folder with files ending in {SUFFIX}.")
    return found


def version_fields(version: Version) -> dict[str, Any]:
    """A version as fields for programs; of one that can't be read, why."""
    fields: dict[str, Any] = {"version": version.number, "file": str(version.path), "present": version.present}
    card = version.card
    return {**fields, "trouble": version.trouble} if card is None else {**fields, **_card_fields(version, card)}


def _card_fields(version: Version, card: RecipeCard) -> dict[str, Any]:
    rejected = rejected_count(card.held_out_scores)
    return {
        "name": card.name,
        "same_as": version.same_as,
        "taught_at": card.taught_at.isoformat(timespec="seconds"),
        "taught_with": card.taught_with,
        "preset": card.preset.name,
        "images": card.good_count,
        "false_reject_target": card.false_reject_target,
        "held_out_rejected": rejected,
        "false_reject_upper_bound": upper_bound(rejected, card.good_count),
        "review_from": card.review_from,
    }


def version_line(version: Version) -> str:
    """A version as a line for people."""
    start = f"{'present' if version.present else 'earlier'}  version {version.number}"
    card = version.card
    if card is None:
        return f"{start}: {version.trouble}"
    same = "" if version.same_as is None else f", the same as version {version.same_as}"
    return (
        f"{start}: {card.name}{same}, taught {card.taught_at:%Y-%m-%d %H:%M} with {card.taught_with} "
        f"({card.preset.name}) on {card.good_count} good images. {promise(card.held_out_scores)}"
    )
