"""The command `train`, on the same functions as the window. Returns its exit code."""

import time
from dataclasses import replace
from pathlib import Path

from core.errors import OutputError
from core.interrupt import interruptible
from core.model.presets import PRESETS
from core.recipe_file import SUFFIX, check_writable
from core.recipes.comparing import compare_with_present, comparison_fields
from core.recipes.comparison import Comparison
from core.recipes.references import Pictures
from core.recipes.saving import save_new_version
from core.sources.folder import FolderSource
from core.terminal import Terminal, TrainingBar
from core.training.calibration import promise, rejected_count, upper_bound
from core.training.teaching import Lesson, Taught, teach

DONE = 0


def train(
    good_folder: Path,
    recipe_path: Path,
    preset: str,
    seed: int,
    false_reject: float,
    weights: Path | None,
    review: float | None,
    terminal: Terminal,
) -> int:
    """Teach the good images of a folder and save the recipe. Raises FilbertError."""
    started = time.perf_counter()
    if not recipe_path.name:
        raise OutputError(f"No recipe is named. Name a file ending in {SUFFIX} after --recipe.")
    path = recipe_path if recipe_path.suffix else recipe_path.with_suffix(SUFFIX)
    check_writable(path)
    source = FolderSource(good_folder)
    lesson = Lesson(path.stem, PRESETS[preset], seed, false_reject, weights, review=review)
    with interruptible() as should_stop:  # saving is inside too: Ctrl-C comes before it, or is too late
        with TrainingBar() as bar:
            taught = teach(source, lesson, bar.show, should_stop)
        comparison = compare_with_present(taught.recipe, path, terminal, should_stop)
        pictures = Pictures([image for image in taught.held_out.paths if image is not None])
        saved = save_new_version(taught.recipe, path, pictures)
    if saved.remark:
        terminal.note(saved.remark)
    _report_teaching(replace(taught, recipe=saved.recipe), path, comparison, time.perf_counter() - started, terminal)
    return DONE


def _report_teaching(
    taught: Taught, path: Path, comparison: Comparison | None, seconds: float, terminal: Terminal
) -> None:
    card = taught.recipe.card
    for skipped in taught.skipped:
        terminal.note(f"Skipped: {skipped.reason}")
    rejected = rejected_count(card.held_out_scores)
    fields = {
        "recipe": str(path),
        "name": card.name,
        "version": card.version,
        "preset": card.preset.name,
        "seed": card.seed,
        "images": card.good_count,
        "skipped": [{"name": skipped.name, "reason": skipped.reason} for skipped in taught.skipped],
        "latent_size": card.latent_size,
        "false_reject_target": card.false_reject_target,
        "review_from": card.review_from,
        "held_out_rejected": rejected,
        "false_reject_upper_bound": upper_bound(rejected, card.good_count),
        "held_out_scores": card.held_out_scores,
        **({} if comparison is None else {"comparison": comparison_fields(comparison)}),
        "seconds": seconds,
    }
    text = (
        f"{path}: {card.name}, version {card.version}, taught on {card.good_count} good images in {seconds:.0f} s"
        f" ({len(taught.skipped)} skipped).\n{promise(card.held_out_scores)}"
    )
    terminal.result(fields, text)
