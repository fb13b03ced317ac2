"""Teaching: repeatable, honest about what was held out, looking at each picture once, and easy to stop."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from small import (
    SMALL_LITE,
    ListedGoodSet,
    ListedSource,
    frame_of,
    good_parts,
    part,
    random_tensor,
    small_lesson,
    small_recipe,
)
from torch import Tensor

from core.errors import Cancelled, TeachingError
from core.inspection.pipeline import Inspector
from core.model.assembly import new_extractor
from core.model.autoencoder import Autoencoder
from core.model.backbones import EfficientNetLite0
from core.model.detector import FeatureExtractor
from core.model.preparation import prepare, to_batch
from core.model.scorers import Scorers
from core.model.scoring import PositionGaussian
from core.model.weights import load_weights
from core.recipe import Recipe
from core.training import teaching
from core.training.crossfit import held_out_grids
from core.training.feature_store import FeatureStore
from core.training.fitting import fit_autoencoder
from core.training.folds import Fold, HeldOutRebuilt, cut_into_folds
from core.training.good_set import GoodSet, make_thumbnail
from core.training.reading import read_good_set
from core.training.scorers import ScorersLearner
from core.training.teaching import teach
from core.types import Image, ScoreMap, SkippedImage, TrainingProgress, Verdict


def map_of(recipe: Recipe, image: Image) -> ScoreMap:
    return Inspector(recipe, "cpu").score_map(image)


def test_the_same_seed_teaches_the_same_again() -> None:
    torch.manual_seed(12345)  # what else has drawn numbers must not matter
    again = teach(good_parts(), small_lesson(seed=0)).recipe
    first = small_recipe()
    np.testing.assert_allclose(again.card.held_out_scores, first.card.held_out_scores, atol=1e-6)
    np.testing.assert_allclose(map_of(again, part(50)), map_of(first, part(50)), atol=1e-6)


def test_another_seed_teaches_otherwise() -> None:
    other = teach(good_parts(), small_lesson(seed=1)).recipe
    assert not np.allclose(other.card.held_out_scores, small_recipe().card.held_out_scores, atol=1e-3)


def test_training_neither_needs_nor_uses_up_the_programs_random_numbers() -> None:
    features = random_tensor(3, 64, 12)
    networks = []
    for program in (1, 2):
        torch.manual_seed(program)
        before = torch.get_rng_state()
        good_set = ListedGoodSet(features)
        networks.append(fit_autoencoder(good_set, range(3), 4, SMALL_LITE, 0, lambda _: None).state_dict())
        assert torch.equal(torch.get_rng_state(), before)
    first, second = networks
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_training_brings_the_residual_down() -> None:
    features = random_tensor(3, 64, 12).abs()
    good_set = ListedGoodSet(features)
    spent = [
        fit_autoencoder(good_set, range(3), 4, replace(SMALL_LITE, steps=steps), 0, lambda _: None) for steps in (1, 60)
    ]
    start, end = ((features - network(features)).square().mean() for network in spent)
    assert end < start


def test_every_good_image_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    forward = EfficientNetLite0.forward

    def counted(self: EfficientNetLite0, pictures: Tensor) -> list[Tensor]:
        looked_at.append(len(pictures))
        return forward(self, pictures)

    monkeypatch.setattr(EfficientNetLite0, "forward", counted)
    teach(good_parts(3), small_lesson())
    assert looked_at == [1, 1, 1]


def test_a_recipe_says_what_it_rests_on() -> None:
    skipped = SkippedImage("b.png", 2, "b.png is damaged.")
    taught = teach(ListedSource([frame_of(part(0), 1), skipped, frame_of(part(1), 3)]), small_lesson(seed=7))
    card = taught.recipe.card
    assert taught.skipped == (skipped,)
    assert (card.name, card.seed, card.version, card.good_count) == ("nut", 7, 1, 2)
    assert card.preset == SMALL_LITE
    assert taught.recipe.backbone == {}  # lite's comes with the program
    np.testing.assert_array_equal(taught.recipe.thumbnail, make_thumbnail(part(0)))


def test_no_held_out_image_is_rejected_that_the_target_has_no_room_for() -> None:
    assert max(small_recipe().card.held_out_scores) < 1


@pytest.mark.parametrize(
    ("good", "skipped", "told"),
    [(0, 0, r"0 good images in nuts\."), (1, 0, r"1 good image in nuts\."), (1, 3, r"nuts \(3 could not be read\)\.")],
)
def test_too_few_images_are_refused_in_a_sentence(good: int, skipped: int, told: str) -> None:
    frames = [frame_of(part(number), number + 1) for number in range(good)]
    lost = [SkippedImage("x.png", number, "x.png is damaged.") for number in range(skipped)]
    with pytest.raises(TeachingError, match=f"{told} Filbert needs at least 2;"):
        teach(ListedSource([*frames, *lost], name="nuts"), small_lesson())


def test_images_of_different_sizes_are_taught_together() -> None:
    images = [part(0), part(1)[:100], part(2)[:, :60], np.ascontiguousarray(part(3)[::4, ::4])]
    recipe = teach(ListedSource([frame_of(image) for image in images]), small_lesson()).recipe
    assert recipe.card.good_count == 4


@pytest.mark.parametrize("value", [0, 128, 255])
def test_images_without_anything_on_them_can_be_taught(value: int) -> None:
    blank = np.full((64, 64, 3), value, np.uint8)
    recipe = teach(ListedSource([frame_of(blank, number) for number in (1, 2, 3)]), small_lesson()).recipe
    inspector = Inspector(recipe, "cpu")
    assert inspector.inspect(frame_of(blank)).verdict is Verdict.PASS
    foreign = inspector.inspect(frame_of(part(0)))
    assert foreign.verdict is Verdict.NO_PART
    assert foreign.score >= 1


def reports_of(source: ListedSource) -> list[TrainingProgress]:
    reports: list[TrainingProgress] = []
    teach(source, small_lesson(), reports.append)
    return reports


def test_progress_goes_from_nothing_to_all_without_going_back() -> None:
    reports = reports_of(ListedSource([frame_of(part(number)) for number in range(3)]))
    fractions = [report.fraction for report in reports]
    assert fractions[0] == 0
    assert fractions[-1] == pytest.approx(1)
    assert fractions == sorted(fractions)
    stages = list(dict.fromkeys(report.stage for report in reports))
    assert [stage.split()[0] for stage in stages] == ["Looking", "Learning", "Learning", "Scoring"]
    assert all(report.seconds_left is None or report.seconds_left >= 0 for report in reports)


def test_teaching_stops_wherever_it_is_told_to() -> None:
    source = ListedSource([frame_of(part(number)) for number in range(2)])
    reports = len(reports_of(source))
    for stop_at in {1, 2, reports // 2, reports}:
        asked: list[None] = []

        def should_stop(asked: list[None] = asked, stop_at: int = stop_at) -> bool:
            asked.append(None)
            return len(asked) >= stop_at

        with pytest.raises(Cancelled, match="nothing was saved"):
            teach(source, small_lesson(), should_stop=should_stop)
        assert len(asked) == stop_at


@pytest.mark.parametrize(("count", "folds"), [(10, 3), (2, 5), (7, 7)])
def test_folds_share_the_images_out(count: int, folds: int) -> None:
    parts = cut_into_folds(count, folds, seed=0)
    assert sorted(index for part in parts for index in part) == list(range(count))
    assert len(parts) == min(folds, count)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def numbered(count: int) -> ListedGoodSet:
    """Features (n, N, C) that tell which image they are of."""
    return ListedGoodSet(torch.arange(float(count)).view(-1, 1, 1).expand(count, 4, 2))


FOLDS = cut_into_folds(10, 3, seed=0)


class Recorder:
    """Stands for a network or a scorer that was taught on some images, and remembers who met it."""

    def __init__(self, taught_on: Sequence[int], seen: dict[int, set[int]]) -> None:
        self.taught_on, self.seen = set(taught_on), seen

    def __call__(self, asked: Tensor) -> Tensor:
        self.seen[int(asked[0, 0, 0])] = self.taught_on
        return asked * 0

    def of(self, asked: Tensor, _: Tensor) -> Tensor:
        return self(asked)[..., 0]


def assert_held_out(seen: dict[int, set[int]]) -> None:
    """Assert that each of ten images was met by something taught on all images outside its fold, and on none in it."""
    assert set(seen) == set(range(10))
    for image, taught_on in seen.items():
        fold = next(fold for fold in FOLDS if image in fold)
        assert taught_on == set(range(10)) - set(fold)


def rebuilt_recorded_in(seen: dict[int, set[int]]) -> HeldOutRebuilt:
    def fit(images: Fold, _: int) -> Autoencoder:
        return Recorder(images, seen)  # type: ignore[return-value]

    return HeldOutRebuilt(numbered(10), FOLDS, fit)


def test_no_image_is_rebuilt_by_a_network_that_saw_it() -> None:
    seen: dict[int, set[int]] = {}
    rebuilt = rebuilt_recorded_in(seen)
    for _ in rebuilt.of_all(range(10)):
        pass
    assert_held_out(seen)


def test_no_image_is_scored_by_what_saw_it() -> None:
    by_distance: dict[int, set[int]] = {}
    by_memory: dict[int, set[int]] = {}

    def learn(images: Fold, _: int | None) -> Scorers:
        memory = Recorder(images, by_memory)
        memory_scores: Any = lambda features: memory(features)[..., 0]  # noqa: E731
        return Scorers(Recorder(images, by_distance), memory_scores, 0.5)  # type: ignore[arg-type]

    held_out_grids(numbered(10), FOLDS, learn, rebuilt_recorded_in({}), lambda _: None)
    assert_held_out(by_distance)
    assert_held_out(by_memory)


def test_whitening_leaves_the_held_out_fold_out() -> None:
    good_set = ListedGoodSet(random_tensor(6, 16, 8))
    folds = cut_into_folds(6, 3, seed=0)

    def nothing_rebuilt(images: Fold, _: int) -> Autoencoder:
        return torch.zeros_like  # type: ignore[return-value]

    preset = replace(SMALL_LITE, common_size=4, window=1, stride=1, cells=4, memory_size=0, detail=0.0)
    learner = ScorersLearner(good_set, folds, HeldOutRebuilt(good_set, folds, nothing_rebuilt), preset, 0, 0)
    for number, fold in enumerate(folds):
        kept = [index for index in range(6) if index not in fold]
        parts = learner.learn(kept, number)
        assert isinstance(parts.distance, PositionGaussian)
        tokens = good_set.read(kept).flatten(0, 1)
        white = ((tokens - tokens.mean(dim=0)) @ parts.distance.whitening).double()
        np.testing.assert_allclose(np.cov(white.T.numpy(), bias=True), np.eye(8), atol=1e-3)


@pytest.fixture(scope="module")
def read() -> Iterator[tuple[FeatureExtractor, GoodSet]]:
    extractor = new_extractor(SMALL_LITE, load_weights("efficientnet_lite0"))
    with FeatureStore(SMALL_LITE.grid_size**2, 448) as store:
        yield extractor, read_good_set(good_parts(3), extractor, SMALL_LITE, store, lambda _: None)


@pytest.fixture(scope="module")
def standardised() -> Iterator[tuple[FeatureExtractor, GoodSet]]:
    preset = replace(SMALL_LITE, contrast_whole=0, contrast_local=0)
    extractor = new_extractor(preset, load_weights("efficientnet_lite0"))
    with FeatureStore(preset.grid_size**2, 448) as store:
        yield extractor, read_good_set(good_parts(3), extractor, preset, store, lambda _: None)


def test_stages_weigh_the_same_and_channels_within_a_stage(standardised: tuple[FeatureExtractor, GoodSet]) -> None:
    extractor, good_set = standardised
    tokens = good_set.read(range(3)).flatten(0, 1).double()
    torch.testing.assert_close(tokens.mean(dim=0), torch.zeros(448).double(), rtol=0, atol=1e-4)
    stages = torch.split(tokens.var(dim=0), list(extractor.backbone.channels))
    for stage in stages:
        torch.testing.assert_close(stage, stage.mean().expand_as(stage), rtol=1e-3, atol=0)
        assert float(stage.sum()) == pytest.approx(448 / 5, rel=1e-3)


def test_what_is_inspected_has_the_features_of_what_was_taught(read: tuple[FeatureExtractor, GoodSet]) -> None:
    extractor, good_set = read
    with torch.no_grad():
        features = extractor(to_batch([prepare(part(1), SMALL_LITE)]))
    torch.testing.assert_close(features[0], good_set.read([1])[0], rtol=0, atol=1e-4)


@pytest.mark.parametrize(
    ("size", "expected"), [((600, 300), (128, 64)), ((40, 100), (40, 100)), ((16, 4000), (1, 128))]
)
def test_a_thumbnail_is_small_and_keeps_its_shape(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert make_thumbnail(np.zeros((*size, 3), np.uint8)).shape == (*expected, 3)


def test_no_more_components_are_kept_than_the_layers_have_room_for() -> None:
    noise = ListedGoodSet(random_tensor(2, 64, 12))
    assert teaching.latent_size(noise, replace(SMALL_LITE, latent_variance=1.0), 0) == 12 // 2
    assert teaching.latent_size(noise, replace(SMALL_LITE, latent_variance=1e-6), 0) == 1
