"""The command that compares a recipe with a labelled dataset."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.dataset import TestImage, masks_missing, read_dataset, read_mask_of
from core.errors import Cancelled, ImageError
from core.exit_codes import DONE
from core.files import readable_name
from core.inspection.pipeline import Inspector
from core.interrupt import interruptible
from core.recipe_file import load_recipe
from core.sources.folder import read_picture
from core.terminal import Terminal
from core.training.evaluation import Evaluation
from core.types import Inspection, SkippedImage, Verdict


@dataclass(frozen=True, eq=False)
class JudgedImage:
    """A labelled image and what the recipe makes of it."""

    image: TestImage
    inspection: Inspection


def evaluate(folder: Path, recipe_path: Path, device: str, engine: str, terminal: Terminal) -> int:
    """Compare verdicts and score maps with a dataset in the MVTec layout. Raises FilbertError."""
    dataset = read_dataset(folder)
    recipe = load_recipe(recipe_path)
    inspector = Inspector(recipe, device, engine)
    if recipe.shortcoming:
        terminal.note(recipe.shortcoming)
    if lacking := masks_missing(dataset.test):
        terminal.note(lacking)
    evaluation, judged, skipped = Evaluation(), [], 0
    with interruptible() as should_stop:
        for number, image in enumerate(terminal.counted(dataset.test, len(dataset.test), "Evaluating"), start=1):
            if should_stop():
                raise Cancelled("Evaluating was interrupted; there are no figures.")
            outcome = _judge(image, number, inspector, evaluation)
            if isinstance(outcome, JudgedImage):
                judged.append(outcome)
            else:
                skipped += 1
                terminal.note(f"Skipped: {outcome.reason}")
    if not judged:
        raise ImageError(f"No test image of {readable_name(folder)} could be read. Check the files named above.")
    fields = {
        **asdict(evaluation.figures()),
        **_counts(judged, skipped),
        **_latency(judged),
        "engine": inspector.engine_name,
    }
    terminal.result(fields, _text(fields))
    return DONE


def _judge(image: TestImage, number: int, inspector: Inspector, evaluation: Evaluation) -> JudgedImage | SkippedImage:
    frame = read_picture(image.path, readable_name(image.path), number)
    if isinstance(frame, SkippedImage):
        return frame
    try:
        mask = None if image.mask_path is None else read_mask_of(image.mask_path, frame.image)
    except ImageError as error:
        return SkippedImage(frame.name, number, str(error))
    inspection = inspector.inspect(frame)
    evaluation.add(inspection.score_map, not image.is_good, mask)
    return JudgedImage(image, inspection)


def _counts(judged: Sequence[JudgedImage], skipped: int) -> dict[str, Any]:
    failed = [entry.image.is_good for entry in judged if entry.inspection.verdict is Verdict.FAIL]
    good = sum(entry.image.is_good for entry in judged)
    return {
        "images": len(judged),
        "skipped": skipped,
        "good": good,
        "good_rejected": sum(failed),
        "defective": len(judged) - good,
        "defects_caught": len(failed) - sum(failed),
        "to_review": sum(entry.inspection.verdict is Verdict.REVIEW for entry in judged),
        "not_judged": sum(not entry.inspection.verdict.about_part for entry in judged),
        "without_mask": sum(not entry.image.is_good and entry.image.mask_path is None for entry in judged),
    }


def _latency(judged: Sequence[JudgedImage]) -> dict[str, float]:
    milliseconds = [entry.inspection.latency_ms for entry in judged]
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"ms_per_image_p50": float(p50), "ms_per_image_p95": float(p95)}


def _text(fields: dict[str, Any]) -> str:
    figures = (
        f"{label} {'-' if fields[name] is None else format(fields[name], '.4f')}"
        for label, name in (("image AUROC", "image_auroc"), ("pixel AUROC", "pixel_auroc"), ("AUPRO", "aupro"))
    )
    return (
        f"{', '.join(figures)} on {fields['images']} images ({fields['skipped']} skipped).\n"
        f"{fields['defects_caught']} of {fields['defective']} defective parts caught, "
        f"{fields['good_rejected']} of {fields['good']} good parts rejected, "
        f"{fields['to_review']} to REVIEW, {fields['not_judged']} not judged.\n"
        f"{fields['ms_per_image_p50']:.0f} ms an image (median), {fields['ms_per_image_p95']:.0f} ms (95 %)."
    )
