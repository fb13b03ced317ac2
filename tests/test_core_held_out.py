"""The held-out table: which image was how odd while held out, the ranking, the areas, and the table's file."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage
from small import ListedSource, frame_of, part, small_lesson

from core.errors import TeachingError
from core.inspection.extent import extent_of, stacked
from core.inspection.judge import Scale, find_regions, score_of, verdict_of
from core.sources.folder import FolderSource
from core.training.held_out import HeldOutTable, measured, ranking, table_of
from core.training.held_out_file import load_held_out, save_held_out
from core.training.lesson import Taught
from core.training.teaching import teach
from core.types import ScoreMap, Verdict

SCALE = Scale(2.0, 6.0)


@pytest.fixture(scope="module")
def taught() -> Taught:
    scratched = part(3).copy()
    scratched[20:110, 60:70] = (255, 0, 255)
    images = [part(0), part(1), part(2), scratched, part(4), part(5)]
    return teach(ListedSource([frame_of(image, number) for number, image in enumerate(images)]), small_lesson())


def bumps(seed: int, side: int = 96) -> ScoreMap:
    """A smooth map with several peaks."""
    noise = np.random.default_rng(seed).normal(size=(side, side))
    smooth = ndimage.gaussian_filter(noise, 4, mode="nearest")
    return np.asarray(smooth / smooth.max() * 1.8, np.float32)


def largest_by_scipy(score_map: ScoreMap, level: float) -> int:
    labels, count = ndimage.label(score_map >= level, structure=np.ones((3, 3)))
    return int(np.bincount(labels.ravel())[1:].max()) if count else 0


def table() -> HeldOutTable:
    found = [measured(bumps(seed) * 4 + 2) for seed in range(3)]
    return table_of(["a", "b", "ü\udcff"], [Path("x/a.png"), None, Path("c.png")], found, SCALE)


def test_every_good_image_has_the_score_the_recipe_rests_on(taught: Taught) -> None:
    assert taught.held_out.names == tuple(f"{number}.png" for number in range(6))
    np.testing.assert_allclose(taught.held_out.scores(), taught.recipe.card.held_out_scores, rtol=1e-6)
    for image, score in zip(taught.held_out, taught.recipe.card.held_out_scores, strict=True):
        assert image.score == pytest.approx(score)
        assert image.score_map.max() == pytest.approx(score, rel=0.5)
        assert max(image.score_map.shape) <= 64


def test_a_defective_image_among_the_good_ones_is_at_the_top_of_the_ranking(taught: Taught) -> None:
    ranked = ranking(taught.held_out)
    assert ranked[0].name == "3.png"
    scores = [image.score for image in ranked]
    assert scores == sorted(scores, reverse=True)
    assert {image.number for image in ranked} == set(range(6))


def test_images_of_a_folder_say_where_they_lie(tmp_path: Path) -> None:
    for number in range(2):
        Image.fromarray(part(number)).save(tmp_path / f"{number}.png")
    taught = teach(FolderSource(tmp_path), small_lesson())
    assert taught.held_out.paths == (tmp_path / "0.png", tmp_path / "1.png")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("min_area", [0.0, 1e-4, 1e-3, 0.01, 0.05, 0.1])
def test_a_score_is_the_level_at_which_an_area_is_large_enough(seed: int, min_area: float) -> None:
    found, needed = bumps(seed), max(1, int(np.ceil(min_area * 96 * 96)))
    score = score_of(found, min_area)
    assert largest_by_scipy(found, score) >= needed
    assert largest_by_scipy(found, float(np.nextafter(np.float32(score), np.float32(np.inf)))) < needed


def test_two_areas_that_are_too_small_do_not_add_up() -> None:
    found = np.zeros((10, 10), np.float32)
    found[1:3, 1:3] = found[6:8, 6:8] = 2.0
    assert score_of(found, 0.04) == 2.0
    assert score_of(found, 0.05) == 0.0


def test_a_region_below_the_minimum_area_makes_no_fail() -> None:
    found = np.zeros((100, 100), np.float32)
    found[10:15, 10:15] = 1.5  # 25 places of 10,000
    found[50:80, 50:80] = 1.2
    assert [region.area for region in find_regions(found, 100, 100)] == [25, 900]
    assert [region.area for region in find_regions(found, 100, 100, min_area=0.0026)] == [900]
    assert verdict_of(score_of(found, 0.0026)) is Verdict.FAIL
    assert verdict_of(score_of(found, 0.0901)) is Verdict.PASS
    assert verdict_of(score_of(np.full((4, 4), np.nan, np.float32), 0.1)) is Verdict.ERROR


@pytest.mark.parametrize("min_area", [0.0, 0.0005, 0.003, 0.02, 0.1])
def test_the_curve_gives_nearly_the_same_score_as_the_map(min_area: float) -> None:
    maps = [bumps(seed) for seed in range(20)]
    curves = stacked([extent_of(one) for one in maps])
    exact = [score_of(one, min_area) for one in maps]
    np.testing.assert_allclose(curves.scores(min_area), exact, atol=0.06)


def test_a_curve_is_exact_without_a_minimum_area_even_on_a_large_map() -> None:
    large = np.zeros((1500, 1100), np.float32)
    large[701, 333] = 5.0
    assert stacked([extent_of(large)]).scores(0.0)[0] == 5.0


def test_a_table_moves_with_its_line() -> None:
    before = table()
    after = before.rescaled(0.5)
    np.testing.assert_allclose(after.scores(0.01), before.scores(0.01) * 2, rtol=1e-5)
    np.testing.assert_allclose(after[1].score_map, before[1].score_map * 2, rtol=2e-3)


def test_a_table_comes_back_from_its_file(tmp_path: Path) -> None:
    before = table()
    save_held_out(before, tmp_path / "t.heldout")
    after = load_held_out(tmp_path / "t.heldout")
    assert (after.names, after.paths) == (before.names, before.paths)
    np.testing.assert_array_equal(after.maps, before.maps)
    np.testing.assert_array_equal(after.scores(0.01), before.scores(0.01))


@pytest.mark.parametrize("cut", [0, 5, 200, -1])
def test_a_damaged_table_is_refused_in_a_sentence(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "t.heldout"
    save_held_out(table(), path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(TeachingError, match=r"damaged\. Teach the product once more"):
        load_held_out(path)


def test_a_missing_table_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TeachingError, match="There are no held-out scores"):
        load_held_out(tmp_path / "t.heldout")
