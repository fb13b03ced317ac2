"""Teaching a product: from a source of good images to a recipe."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.model.assembly import new_extractor, taught_tensors
from core.model.autoencoder import Autoencoder
from core.model.detector import Detector
from core.model.presets import LITE, Preset
from core.model.weights import digest_of, load_weights
from core.recipe import Recipe, RecipeCard, local_now
from core.sources.base import Source
from core.training.calibration import review_line, set_scale
from core.training.crossfit import (
    Fold,
    HeldOutResiduals,
    PartsLearner,
    cut_into_folds,
    held_out_grids,
    held_out_maps,
    on_one_level,
)
from core.training.feature_store import FeatureStore
from core.training.fitting import fit_autoencoder, sampled_components
from core.training.good_set import GoodSet, read_good_set
from core.training.held_out import HeldOutTable, Measured, table_of
from core.training.progress import OnProgress, Plan, ShouldStop, ignore_progress, never
from core.types import SkippedImage

READ, HOLD_OUT, SCORE, TEACH = (
    "Looking at the good images",
    "Learning with images held out",
    "Scoring the held-out images",
    "Learning from all good images",
)


@dataclass(frozen=True)
class Lesson:
    """What the engineer chooses: name, preset, seed, and the shares of good parts that may be rejected or looked at.

    `review` is the share of good parts that may score over the REVIEW line; None leaves the band out.
    """

    name: str
    preset: Preset = LITE
    seed: int = 0
    false_reject: float = 0.01
    weights: Path | None = None
    version: int = 1
    review: float | None = None


@dataclass(frozen=True, eq=False)
class Taught:
    """A recipe, the images it could not be taught on, and what each of the others gave while it was held out."""

    recipe: Recipe
    skipped: tuple[SkippedImage, ...]
    held_out: HeldOutTable


def teach(
    source: Source, lesson: Lesson, on_progress: OnProgress = ignore_progress, should_stop: ShouldStop = never
) -> Taught:
    """Learn the good parts of a source.

    Raises TeachingError when there are too few images, SourceError when the source goes away, WeightsError
    when the backbone's weights can't be had, and Cancelled when `should_stop` says so.
    """
    preset = lesson.preset
    plan = Plan(_expected_costs(source, preset), on_progress, should_stop)
    plan.report(READ, 0)
    weights = load_weights(preset.backbone, lesson.weights)
    extractor = new_extractor(preset, weights)
    with FeatureStore(preset.grid_size**2, len(extractor.mean), plan.heed_stop) as store:
        good_set = read_good_set(source, extractor, preset, store, lambda done: plan.report(READ, done))
        latent = preset.latent_size or latent_size(good_set, preset, lesson.seed)
        detector, held_out = _learn(good_set, latent, lesson, plan)
    recipe = _recipe(lesson, detector, latent, held_out, good_set, weights)
    plan.report(SCORE, 1)
    names, paths = [image.name for image in good_set.images], [image.path for image in good_set.images]
    return Taught(recipe, good_set.skipped, table_of(names, paths, held_out, recipe.card.scale))


def latent_size(good_set: GoodSet, preset: Preset, seed: int) -> int:
    """As many components as hold the preset's share of the variance, and at most what a layer has room for."""
    components = sampled_components(good_set, range(len(good_set)), seed)
    return min(components.count_for(preset.latent_variance), len(components.mean) // 2)


def _learn(good_set: GoodSet, latent: int, lesson: Lesson, plan: Plan) -> tuple[Detector, list[Measured]]:
    """The detector, and what every good image gave when it was held out."""
    preset, seed = lesson.preset, lesson.seed
    folds = cut_into_folds(len(good_set), preset.folds, seed)
    everything = list(range(len(good_set)))

    def fit_fold(rest: Fold, fold: int) -> Autoencoder:
        def on_step(step: int) -> None:
            plan.report(HOLD_OUT, (fold + step / preset.steps) / len(folds))

        return fit_autoencoder(good_set, rest, latent, preset, seed + 1 + fold, on_step)

    residuals = HeldOutResiduals(good_set, folds, fit_fold)
    autoencoder = fit_autoencoder(
        good_set, everything, latent, preset, seed, lambda step: plan.report(TEACH, step / preset.steps)
    )
    plan.report(SCORE, 0)
    learner = PartsLearner(good_set, folds, residuals, preset, seed)
    grids = held_out_grids(good_set, folds, learner.learn, residuals, lambda done: plan.report(SCORE, 0.75 * done))
    parts = on_one_level(learner.learn(everything, None), grids)
    detector = Detector(preset, good_set.extractor, autoencoder, parts.distance, parts.memory, parts.memory_share)
    return detector, list(held_out_maps(grids, parts, detector.score_map))


def _recipe(
    lesson: Lesson,
    detector: Detector,
    latent: int,
    held_out: Sequence[Measured],
    good_set: GoodSet,
    weights: dict[str, Tensor],
) -> Recipe:
    scores = np.array([one.score for one in held_out])
    scale = set_scale(scores, float(np.median([one.median for one in held_out])), lesson.false_reject)
    card = RecipeCard(
        name=lesson.name,
        version=lesson.version,
        preset=lesson.preset,
        latent_size=latent,
        backbone_sha256=digest_of(weights),
        scale=scale,
        review_from=review_line(scores, scale, lesson.review),
        false_reject_target=lesson.false_reject,
        held_out_scores=tuple(scale.apply(scores).tolist()),
        seed=lesson.seed,
        taught_at=local_now(),
        taught_with=f"Filbert {_own_version()}, torch {torch.__version__}",
        taught_size=good_set.size,
    )
    # What comes with the program is named by its hash; what doesn't goes into the file.
    backbone = {} if lesson.preset.backbone == "efficientnet_lite0" else weights
    return Recipe(card, good_set.thumbnail, taught_tensors(detector), backbone, good_set.scene)


def _own_version() -> str:
    try:
        return version("filbert")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "(not installed)"


def _expected_costs(source: Source, preset: Preset) -> dict[str, float]:
    """What each stage will take, counted in looks at one image (measured on two cores)."""
    step, learner = {"efficientnet_lite0": (2.0, 60.0), "vgg19": (20.0, 1.0)}[preset.backbone]
    images = source.total or 30
    folds = min(preset.folds, images)
    fit = preset.steps * step + 20  # the principal components it starts from
    return {
        READ: images + 10,  # the network has to be built first
        HOLD_OUT: folds * fit,
        TEACH: fit,
        SCORE: 2.5 * images + (folds + 1) * learner,
    }
