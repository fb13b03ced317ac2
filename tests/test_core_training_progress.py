"""What teaching tells and heeds while it goes on: losses, glimpses, seconds left, an early end, a stop anywhere."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from small import SMALL_LITE, ListedGoodSet, ListedSource, frame_of, part, random_tensor, small_lesson

from core.errors import Cancelled
from core.model.autoencoder import Autoencoder
from core.model.token_norm import TokenBatchNorm
from core.sources.base import Source
from core.training import costs
from core.training.costs import expected_costs
from core.training.fitting import fit_autoencoder, short
from core.training.lesson import Taught
from core.training.progress import GLIMPSE_S, Plan
from core.training.remaining import Remaining
from core.training.settling import settle_norms
from core.training.teaching import teach
from core.types import Glimpse, TrainingProgress

STEPS = replace(SMALL_LITE, steps=8)


def good(count: int = 4) -> ListedSource:
    return ListedSource([frame_of(part(number), number) for number in range(count)])


def marked(count: int = 2) -> ListedSource:
    images = [part(number + 20).copy() for number in range(count)]
    for image in images:
        image[80:150, 100:160] = (255, 0, 255)
    return ListedSource([frame_of(image, 100 + number) for number, image in enumerate(images)])


class Ticking:
    """A clock that goes on by so much whenever somebody looks at it."""

    def __init__(self, step: float) -> None:
        self.now, self._step = 0.0, step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def taught_with(
    defects: Source | None = None, clock: Callable[[], float] | None = None, drawn: int = 0
) -> tuple[Taught, list[TrainingProgress]]:
    reports: list[TrainingProgress] = []
    lesson = small_lesson(preset=STEPS)
    taught = teach(good(), lesson, reports.append, defects=defects, clock=clock or Ticking(0.1), drawn=drawn)
    return taught, reports


@pytest.fixture(scope="module")
def watched() -> tuple[Taught, list[TrainingProgress]]:
    return taught_with(marked(), drawn=3)


def test_losses_come_for_what_is_learned_and_for_what_is_held_out(
    watched: tuple[Taught, list[TrainingProgress]],
) -> None:
    losses = watched[1][-1].losses
    assert [step for step, _ in losses.taught] == list(range(1, 3 * 8 + 1))  # two folds and the detector itself
    assert losses.held_out
    assert {step for step, _ in losses.held_out} <= set(range(1, 2 * 8 + 1))
    assert all(np.isfinite(loss) and loss > 0 for _, loss in (*losses.taught, *losses.held_out))


def test_glimpses_show_held_out_good_images_and_the_defects_given(
    watched: tuple[Taught, list[TrainingProgress]],
) -> None:
    shown = [report.glimpses for report in watched[1] if report.glimpses]
    assert shown
    for glimpses in shown:
        assert {one.name for one in glimpses if one.defective} == {"100.png", "101.png"}
        good_ones = [one for one in glimpses if not one.defective]
        assert good_ones
        assert max(float(one.score_map.max()) for one in good_ones) == pytest.approx(1, abs=1e-3)
        assert {one.image.ndim for one in glimpses} == {3}


def test_defects_stand_out_in_the_end_and_are_scored(watched: tuple[Taught, list[TrainingProgress]]) -> None:
    taught, reports = watched
    assert taught.defects is not None
    assert taught.defects.table.names == ("100.png", "101.png")
    assert taught.defects.table.scores().min() > taught.held_out.scores().max()
    last = next(report.glimpses for report in reversed(reports) if report.glimpses)
    assert max(float(one.score_map.max()) for one in last if one.defective) > 1


def test_drawn_defects_are_scored_and_say_what_was_drawn(watched: tuple[Taught, list[TrainingProgress]]) -> None:
    drawn = watched[0].drawn
    assert drawn is not None
    assert [name.split(": ")[1].split(",")[0] for name in drawn.table.names] == ["scratch", "spot", "dent"]
    assert np.isfinite(drawn.table.scores()).all()


def test_watching_changes_nothing_of_what_is_taught(watched: tuple[Taught, list[TrainingProgress]]) -> None:
    unwatched = teach(good(), small_lesson(preset=STEPS), clock=lambda: 0.0)
    for name, tensor in watched[0].recipe.tensors.items():
        assert torch.equal(tensor, unwatched.recipe.tensors[name]), name


def test_glimpses_come_at_least_every_two_seconds_and_not_all_the_time() -> None:
    clock, told = Ticking(0.0), []
    plan = Plan({"a": 1.0}, lambda progress: told.append((clock.now, progress)), lambda: False, clock=clock)
    glimpse = Glimpse("x", np.zeros((2, 2, 3), np.uint8), np.zeros((2, 2), np.float32))
    plan.watch(lambda: (glimpse,))
    for _ in range(200):
        clock.now += 0.1
        plan.heed_stop()
    moments = [moment for moment, progress in told if progress.glimpses]
    gaps = np.diff(moments)
    assert gaps.max() <= 2.0
    assert gaps.min() >= GLIMPSE_S - 0.1


def test_looking_takes_a_fifth_of_the_time_at_most() -> None:
    clock = Ticking(0.0)
    plan = Plan({"a": 1.0}, lambda _: None, lambda: False, clock=clock)
    looked = 0

    def look() -> tuple[Glimpse, ...]:
        nonlocal looked
        looked += 1
        clock.now += 3.0
        return ()

    plan.watch(look)
    while clock.now < 180:
        clock.now += 0.5
        plan.heed_stop()
    assert 3.0 * looked <= 180 / 5


def test_a_look_that_reads_does_not_look_again() -> None:
    plan = Plan({"a": 1.0}, lambda _: None, lambda: False, clock=Ticking(10.0))
    depth = 0

    def look() -> tuple[Glimpse, ...]:
        nonlocal depth
        depth += 1
        plan.heed_stop()
        return ()

    plan.watch(look)
    plan.heed_stop()
    assert depth == 1


def test_the_seconds_left_are_right_when_the_costs_are_not() -> None:
    remaining = Remaining({"read": 10, "fold": 30, "own": 10}, {"fold": "learn", "own": "learn"}, now=0.0)
    # Reading takes 1 s a unit as it turns out, learning 4 s.
    assert remaining.reached("read", 0.0, 0.0) == (0.0, None)
    assert remaining.reached("read", 0.5, 5.0)[1] == pytest.approx(5 + 40)  # what is known is reading's pace
    remaining.reached("read", 1.0, 10.0)
    fraction, left = remaining.reached("fold", 0.5, 10.0 + 15 * 4)
    assert fraction == pytest.approx(25 / 50)
    assert left == pytest.approx((15 + 10) * 4)
    assert remaining.now(80.0) == pytest.approx(90)
    assert remaining.reached("own", 1.0, 170.0) == (pytest.approx(1.0), pytest.approx(0.0))


def test_the_estimate_before_the_start_grows_no_faster_than_the_images(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "seconds_of_a_look", lambda _: 0.02)
    few, many = (costs.estimate_seconds(count, SMALL_LITE) for count in (60, 600))
    assert few == pytest.approx(0.02 * sum(expected_costs(60, SMALL_LITE).values()))
    assert few < many < 10 * few
    assert costs.estimate_seconds(60, SMALL_LITE, defects=10, drawn=5) > few


def test_a_look_is_timed_with_the_presets_own_network() -> None:
    assert 0 < costs.seconds_of_a_look(SMALL_LITE) < 60


class Finishing:
    """Wishes to finish from some step on."""

    def __init__(self, at: int) -> None:
        self.steps, self._at = 0, at

    @property
    def finishing(self) -> bool:
        return self.steps >= self._at

    def begun(self, autoencoder: Autoencoder) -> None:
        pass

    def stepped(self, step: int, _: float) -> None:
        self.steps = step


@pytest.mark.parametrize(("at", "steps"), [(0, 5), (3, 8), (18, 20), (99, 20)])
def test_a_training_that_is_finished_makes_a_quarter_of_the_steps_more(at: int, steps: int) -> None:
    preset = replace(SMALL_LITE, steps=20)
    assert short(preset) == 5
    made = Finishing(at)
    good_set = ListedGoodSet(random_tensor(3, 64, 12).abs())
    network = fit_autoencoder(good_set, range(3), 4, preset, 0, lambda _: None, made)
    assert made.steps == steps
    assert not network.training


def test_a_training_that_is_finished_keeps_a_good_network() -> None:
    features = random_tensor(3, 64, 12).abs()
    preset = replace(SMALL_LITE, steps=60)

    def left(at: int) -> float:
        network = fit_autoencoder(ListedGoodSet(features), range(3), 4, preset, 0, lambda _: None, Finishing(at))
        return float((features - network(features)).square().mean())

    whole, early, nothing = left(99), left(10), float(features.square().mean())
    assert whole < nothing
    assert early < whole + 0.2 * (nothing - whole)


def test_statistics_are_settled_to_those_of_the_pictures() -> None:
    autoencoder = Autoencoder(6, 2, ())
    batches = [random_tensor(2, 50, 6, seed=seed) * 3 + 1 for seed in range(4)]
    settle_norms(autoencoder, batches)
    first = autoencoder.first(torch.cat([batch.flatten(0, 1) for batch in batches]))
    norm = next(module for module in autoencoder.modules() if isinstance(module, TokenBatchNorm))
    assert norm.running_mean is not None
    torch.testing.assert_close(norm.running_mean, first.mean(dim=0), rtol=1e-4, atol=1e-4)
    assert norm.momentum == 0.1


@pytest.mark.parametrize("at", [0, 6, 20])
def test_finishing_holds_every_image_out_all_the_same(at: int) -> None:
    reports: list[TrainingProgress] = []
    lesson = small_lesson(preset=STEPS)
    taught = teach(good(), lesson, reports.append, should_finish=lambda: len(reports) > at)
    assert len(taught.recipe.card.held_out_scores) == len(taught.held_out) == 4
    assert np.isfinite(taught.held_out.scores()).all()
    assert reports[-1].finishing
    assert reports[-1].fraction == pytest.approx(1)
    steps = len(reports[-1].losses.taught)
    assert steps < 3 * 8


def test_a_stop_at_any_report_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    reports: list[TrainingProgress] = []
    lesson = small_lesson()

    def run(stop_at: int) -> None:
        reports.clear()

        def should_stop() -> bool:
            return len(reports) >= stop_at

        standing_still = Ticking(0.0)  # so that there are as many reports each time
        teach(good(2), lesson, reports.append, should_stop, clock=standing_still, defects=marked(1), drawn=1)

    run(10**9)
    for stop_at in range(1, len(reports), 2):
        with pytest.raises(Cancelled):
            run(stop_at)
        assert len(reports) <= stop_at + 1  # one that was due by the clock may come with the one that stops it
        assert list(tmp_path.iterdir()) == []
