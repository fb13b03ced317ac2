"""Lines set anew without teaching, and what they do to the images there are."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from small import frame_of, part, small_recipe

from core.binomial import upper_bound
from core.inspection.extent import POINTS, Extents
from core.inspection.pipeline import Inspector
from core.recipe_file import load_recipe, save_recipe
from core.training.changes import Change, ImageKind
from core.training.lines import Lines, by_default, lines_for, share_of_picture, share_over, with_lines
from core.training.standing import Judging, min_area_warning
from core.types import Verdict


def peaks(*scores: float) -> Extents:
    """Images each with one area: at the score it is 1 % of the picture, and it grows to all of it towards 0."""
    areas = np.linspace(0.01, 1, POINTS, dtype=np.float32)
    levels = np.linspace(1, 0, POINTS, dtype=np.float32)
    return Extents(np.tile(areas, (len(scores), 1)), np.outer(scores, levels).astype(np.float32))


GOOD = peaks(0.1, 0.2, 0.5, 0.9, 1.1)


def test_lines_divide_the_images_into_three() -> None:
    standing = Judging(GOOD, peaks(0.5, 3.0), peaks(2.0)).standing(Lines(1.0, 0.5))
    assert (standing.good.passed, standing.good.reviewed, standing.good.failed) == (2, 2, 1)
    assert (standing.defects.reviewed, standing.defects.failed) == (1, 1)
    assert standing.drawn.failed == 1


def test_the_statement_is_the_exact_one_sided_interval() -> None:
    standing = Judging(peaks(*[0.5] * 87)).standing(Lines())
    assert standing.most_rejected == pytest.approx(1 - 0.05 ** (1 / 87))
    assert standing.sentence == (
        "At most 3.4 % of good parts fail, with 95 % confidence, from 87 images (0 failed when held out)."
    )


@pytest.mark.parametrize(("rejected", "count"), [(0, 5), (3, 60), (50, 1000), (4000, 10_000)])
def test_the_bound_is_that_of_an_independent_library(rejected: int, count: int) -> None:
    expected = stats.binomtest(rejected, count, alternative="less").proportion_ci(0.95, method="exact").high
    assert upper_bound(rejected, count) == pytest.approx(expected, abs=1e-9)


def test_images_whose_verdict_changes_are_named() -> None:
    judging = Judging(GOOD, peaks(0.95))
    changes = judging.standing(Lines(0.8, 0.4), before=Lines()).changes
    assert tuple(changes) == (
        Change(ImageKind.GOOD, 2, Verdict.PASS, Verdict.REVIEW),
        Change(ImageKind.GOOD, 3, Verdict.PASS, Verdict.FAIL),
        Change(ImageKind.DEFECT, 0, Verdict.PASS, Verdict.FAIL),
    )
    assert not judging.standing(Lines(), before=Lines()).changes


def test_a_minimum_area_lets_small_areas_pass_and_says_what_that_costs() -> None:
    judging = Judging(GOOD, peaks(1.02))
    wide = Lines(min_area=0.1)
    before, now = judging.standing(Lines()), judging.standing(wide)
    assert (before.defects.failed, now.defects.failed) == (1, 0)
    assert min_area_warning(wide, before, now) == (
        "A defect smaller than 10 % of the picture passes, however odd it looks."
        " 1 of the defects here are no longer caught."
    )
    assert not min_area_warning(Lines(), before, before)


def test_a_new_line_moves_every_score_exactly() -> None:
    recipe = small_recipe()
    moved = with_lines(recipe, Lines(0.5, 0.25))
    before, after = (Inspector(one, "cpu").score_map(part(9)) for one in (recipe, moved))
    np.testing.assert_allclose(after, before * 2, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(moved.card.held_out_scores, np.array(recipe.card.held_out_scores) * 2, rtol=1e-6)
    assert moved.card.review_from == 0.5
    assert recipe.held_out is not None
    assert moved.held_out is not None
    np.testing.assert_allclose(moved.held_out.scores(0.01), recipe.held_out.scores(0.01) * 2, rtol=1e-5)


def test_going_back_to_the_default_undoes_all_lines() -> None:
    recipe = small_recipe()
    there = with_lines(recipe, Lines(0.4, 0.1, 0.02))
    assert there.card.min_area == 0.02
    back = by_default(there)
    assert back.card.scale.threshold == pytest.approx(recipe.card.scale.threshold, rel=1e-5)
    assert (back.card.review_from, back.card.min_area, back.card.false_reject_target) == (1.0, 0.0, 0.01)
    np.testing.assert_allclose(back.card.held_out_scores, recipe.card.held_out_scores, rtol=1e-5)


def test_a_recipe_with_a_minimum_area_inspects_by_it(tmp_path: Path) -> None:
    marked = part(9).copy()
    marked[100:112, 60:72] = (255, 0, 255)
    recipe = small_recipe()
    inspector = Inspector(with_lines(recipe, Lines(min_area=0.1)), "cpu")
    score_map = inspector.score_map(marked)
    inspection = inspector.inspect(frame_of(marked))
    assert inspection.score < score_map.max()
    save_recipe(with_lines(recipe, Lines(min_area=0.1)), tmp_path / "r.filbert")
    loaded = load_recipe(tmp_path / "r.filbert")
    assert loaded.card.min_area == 0.1
    assert loaded.held_out is not None
    assert recipe.held_out is not None
    np.testing.assert_array_equal(loaded.held_out.levels, recipe.held_out.levels)


def test_a_recipe_that_knows_no_areas_keeps_its_scores_as_the_most_they_can_be() -> None:
    earlier = replace(small_recipe(), held_out=None)
    after = with_lines(earlier, Lines(1.0, 1.0, 0.05))
    assert after.card.held_out_scores == earlier.card.held_out_scores


@given(st.floats(0.001, 0.24), st.integers(0, 100))
def test_the_share_over_a_line_is_what_it_was_set_for(share: float, seed: int) -> None:
    scores = np.random.default_rng(seed).exponential(size=400)
    line = lines_for(scores, share).fail
    assert share_over(scores, line) <= share * 1.001 + 1e-9
    # What is beyond the upper quarter of an exponential is exponential again, about that quarter's edge.
    edge = np.quantile(scores, 0.75)
    by_tail = edge + (scores[scores > edge].sum() - 100 * edge) / 100 * np.log(0.25 / share)
    if by_tail > 1.05 * scores.max():  # else the highest scores hold the line up, and fewer parts are over it
        assert share_over(scores, line) == pytest.approx(share, rel=1e-3)


def test_lines_follow_the_shares_asked_for() -> None:
    scores = np.linspace(0, 1, 101)
    lines = lines_for(scores, 0.02, 0.1, 0.01)
    assert (scores >= lines.fail).mean() <= 0.02
    assert (scores >= lines.review).mean() <= 0.1
    assert lines.review < lines.fail
    assert lines.min_area == 0.01


def test_a_share_of_the_picture_is_never_more_than_a_recipe_takes() -> None:
    assert share_of_picture(64, 640, 100) == pytest.approx(0.001)
    assert share_of_picture(1e9, 640, 480) == 0.1


@pytest.mark.parametrize("wrong", [(0.0, 0.0, 0.0), (1.0, 1.1, 0.0), (1.0, 1.0, 0.2), (1.0, 1.0, -0.1)])
def test_lines_that_no_recipe_can_have_are_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="no such lines"):
        Lines(*wrong)
