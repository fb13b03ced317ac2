"""Teaching a product: from a source of good images to a recipe."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from core.inspection.extent import stacked
from core.inspection.pipeline import Inspector
from core.local_time import local_now
from core.model.assembly import new_extractor, taught_tensors
from core.model.autoencoder import Autoencoder
from core.model.detector import Detector
from core.model.presets import Preset
from core.model.scoring import PositionGaussian
from core.model.weights import digest_of, load_weights
from core.recipe import Recipe, RecipeCard
from core.sources.base import Source
from core.training.calibration import review_line, set_scale
from core.training.costs import DEFECTS, DRAWN, KINDS, READ, SCORE, UNKNOWN, expected_costs
from core.training.crossfit import ON_LEVEL, held_out_grids, held_out_maps, on_one_level
from core.training.feature_store import FeatureStore
from core.training.fitting import fit_autoencoder, sampled_components
from core.training.folds import Fold, HeldOutRebuilt, cut_into_folds
from core.training.following import Follow
from core.training.glimpses import Glimpses
from core.training.good_set import GoodSet
from core.training.held_out import Measured, table_of
from core.training.lesson import Lesson, Scored, Taught
from core.training.pictures import drawn_defects, pictures_of, pictures_to_show, score_pictures
from core.training.progress import Clock, OnProgress, Plan, ShouldStop, ignore_progress, never
from core.training.reading import read_good_set
from core.training.scorers import ScorersLearner
from core.types import Frame, SkippedImage
from core.versions import version_of

_READING = 0.9  # of the first stage; the rest is making features comparable


def teach(
    source: Source,
    lesson: Lesson,
    on_progress: OnProgress = ignore_progress,
    should_stop: ShouldStop = never,
    should_finish: ShouldStop = never,
    defects: Source | None = None,
    clock: Clock = time.perf_counter,
    drawn: int = 0,
) -> Taught:
    """Learn the good parts of a source.

    When `should_finish` says so, training refines no more: networks still to be taught take a quarter of their steps,
    the one under way comes to rest as soon, and all good images are read and held out as ever. `defects` are pictures
    of defective parts: nothing is learned from them, but some are shown meanwhile, and all are scored in the end. So
    are as many good images with a defect drawn on them as `drawn` says.

    Raises TeachingError when there are too few images, SourceError when a source goes away, WeightsError
    when the backbone's weights can't be had, and Cancelled when `should_stop` says so.
    """
    costs = expected_costs(source.total, lesson.preset, 0 if defects is None else defects.total, drawn)
    plan = Plan(costs, on_progress, should_stop, should_finish, KINDS, clock)
    plan.report(READ, 0)
    taught = _learn_good_set(source, lesson, defects, plan)
    if defects is None and not drawn:
        return taught
    scorer = Inspector(taught.recipe, "cpu")
    found = None if defects is None else _scored(scorer, pictures_of(defects), defects.total, DEFECTS, plan)
    originals = drawn_defects(source, taught.held_out, drawn, lesson.seed, taught.recipe) if drawn else None
    sane = None if originals is None else _scored(scorer, originals, drawn, DRAWN, plan)
    return replace(taught, defects=found, drawn=sane)


def _learn_good_set(source: Source, lesson: Lesson, defects: Source | None, plan: Plan) -> Taught:
    """What the good images alone teach; of the defects some are shown meanwhile."""
    preset = lesson.preset
    weights = load_weights(preset.backbone, lesson.weights)
    extractor = new_extractor(preset, weights)
    first = extractor.backbone.channels[0]
    with (
        FeatureStore(preset.grid_size**2, len(extractor.mean), plan.heed_stop) as store,
        FeatureStore(preset.common_size**2, first, plan.heed_stop) as finest,
    ):
        good_set = read_good_set(
            source,
            extractor,
            preset,
            store,
            lambda done: plan.report(READ, _READING * done),
            lesson.region,
            lesson.mark,
            finest if preset.detail else None,
        )
        latent = preset.latent_size or latent_size(good_set, preset, lesson.seed)
        plan.report(READ, 1)
        folds = cut_into_folds(len(good_set), preset.folds, lesson.seed)
        shown = pictures_to_show(defects, good_set)
        glimpses = Glimpses(good_set, folds, shown, (preset.grid_size, preset.grid_size))
        detector, held_out = _learn(good_set, latent, lesson, plan, glimpses)
    recipe = _recipe(lesson, detector, latent, held_out, good_set, weights)
    names, paths = [image.name for image in good_set.images], [image.path for image in good_set.images]
    plan.report(SCORE, 1)
    return Taught(recipe, good_set.skipped, table_of(names, paths, held_out, recipe.card.scale))


def latent_size(good_set: GoodSet, preset: Preset, seed: int) -> int:
    """As many components as hold the preset's share of the variance, and at most what a layer has room for."""
    components = sampled_components(good_set, range(len(good_set)), seed)
    return min(components.count_for(preset.latent_variance), len(components.mean) // 2)


def _learn(
    good_set: GoodSet, latent: int, lesson: Lesson, plan: Plan, glimpses: Glimpses
) -> tuple[Detector, list[Measured]]:
    """The detector, and what every good image gave when it was held out."""
    preset, seed, folds = lesson.preset, lesson.seed, glimpses.folds
    everything = list(range(len(good_set)))
    plan.watch(glimpses.look)

    def fit(images: Fold, fold: int | None) -> Autoencoder:
        follow = Follow(plan, glimpses, fold, preset)
        own_seed = seed if fold is None else seed + 1 + fold
        return fit_autoencoder(good_set, images, latent, preset, own_seed, follow.report, follow)

    rebuilt = HeldOutRebuilt(good_set, folds, fit)
    autoencoder = fit(everything, None)
    plan.report(SCORE, 0)
    learner = ScorersLearner(good_set, folds, rebuilt, preset, latent, seed)
    grids = held_out_grids(good_set, folds, learner.learn, rebuilt, lambda done: plan.report(SCORE, 0.7 * done))
    scorers = on_one_level(learner.learn(everything, None), grids)
    beyond = ON_LEVEL if isinstance(scorers.distance, PositionGaussian) else None
    detector = Detector(preset, good_set.extractor, autoencoder, scorers, beyond)
    held_out = []
    for number, found in enumerate(held_out_maps(grids, scorers, detector.enlarger, good_set), start=1):
        held_out.append(found)
        plan.report(SCORE, 0.8 + 0.2 * number / len(good_set))
    plan.watch(None)
    return detector, held_out


def _scored(
    scorer: Inspector, items: Iterable[Frame | SkippedImage], total: int | None, stage: str, plan: Plan
) -> Scored | None:
    """Pictures as the recipe scores them, with the progress told."""
    plan.report(stage, 0)
    return score_pictures(scorer, items, lambda done: plan.report(stage, min(1, done / (total or max(UNKNOWN, done)))))


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
        taught_with=f"Filbert {version_of('filbert') or '(not installed)'}, torch {torch.__version__}",
        taught_size=good_set.size,
        region=lesson.region,
        alignment=lesson.mark.alignment if lesson.mark is not None else None,
    )
    # What comes with the program is named by its hash; what doesn't goes into the file.
    backbone = {} if lesson.preset.backbone == "efficientnet_lite0" else weights
    reference = lesson.mark.reference if lesson.mark is not None else None
    extents = stacked([one.extent for one in held_out]).scaled(scale.median, scale.threshold)
    return Recipe(card, good_set.thumbnail, taught_tensors(detector), backbone, good_set.scene, reference, extents)
