"""Two versions on the same pictures: the verdicts counted by hand, and when the new one is called worse."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from recipe_versions import with_threshold, written
from small import part, raw_score, small_recipe

from core.errors import Cancelled, RecipeError
from core.inspection.judge import Scale
from core.recipe import Recipe
from core.recipes.comparison import ComparedCounts, ComparedImage, Comparison, Judged, compare
from core.recipes.references import References
from core.recipes.wording import sentences, verdict_sentence
from core.types import Image, Verdict

GOOD, DEFECTS = 3, 2


def scratched(number: int) -> Image:
    """A part with a white bar across it."""
    image = part(number).copy()
    height, width = image.shape[:2]
    image[height // 3 : height // 3 + height // 12, width // 5 : -width // 5] = 255
    return image


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> References:
    folder = tmp_path_factory.mktemp("kept")
    good = written(folder / "good", [part(number) for number in range(100, 100 + GOOD)])
    return References(
        tuple(good), tuple(written(folder / "defects", [scratched(n) for n in range(200, 200 + DEFECTS)]))
    )


@pytest.fixture(scope="module")
def raw() -> tuple[list[float], list[float]]:
    """The scores of the pictures before any scale, of good parts and of defects."""
    good = [raw_score(small_recipe(), part(number)) for number in range(100, 100 + GOOD)]
    return sorted(good), sorted(raw_score(small_recipe(), scratched(n)) for n in range(200, 200 + DEFECTS))


def at(threshold: float) -> Recipe:
    """The small recipe with another raw threshold, and without the check of the scene, which isn't meant here."""
    recipe = small_recipe()
    scale = Scale(recipe.card.scale.median, threshold)
    return replace(recipe, card=recipe.card.model_copy(update={"scale": scale}), scene=None)


def test_counts_are_those_of_the_scores_and_thresholds(kept: References, raw: tuple[list[float], list[float]]) -> None:
    good, bad = raw
    assert good[-1] < bad[0]  # or the picture would be no test
    between, low, high = (good[-1] + bad[0]) / 2, (good[0] + good[1]) / 2, (bad[0] + bad[1]) / 2
    result = compare(at(between), at(low), kept, device="cpu")
    assert result.before == ComparedCounts(0, 0, 0, defects_caught=2, defects_to_review=0)
    assert result.after == ComparedCounts(GOOD - 1, 0, 0, defects_caught=2, defects_to_review=0)
    assert result.worse
    assert (result.good, result.defects) == (GOOD, DEFECTS)
    assert compare(at(between), at(high), kept, device="cpu").after.defects_caught == 1


def test_scores_stand_on_each_recipes_own_scale(kept: References, raw: tuple[list[float], list[float]]) -> None:
    good, bad = raw
    median, threshold = small_recipe().card.scale.median, bad[0]
    result = compare(at(threshold), with_threshold(at(threshold), 2), kept, device="cpu")
    before = sorted(image.before.score for image in result.images)
    after = sorted(image.after.score for image in result.images)
    expected = (np.array([*good, *bad]) - median) / (threshold - median)
    np.testing.assert_allclose(before, np.sort(expected), rtol=1e-4)
    np.testing.assert_allclose(after, np.sort(expected) / 2, rtol=1e-4)


def test_a_recipe_is_no_worse_than_itself(kept: References) -> None:
    result = compare(small_recipe(), small_recipe(), kept, device="cpu")
    assert not result.worse
    assert result.before == result.after
    assert all(image.before == image.after for image in result.images)


def test_without_pictures_it_says_why_it_cannot_compare() -> None:
    with pytest.raises(RecipeError, match=r"can't be compared: no pictures are kept beside the recipe\."):
        compare(small_recipe(), small_recipe(), References((), ()))


def test_a_damaged_picture_is_told_of_and_the_others_are_compared(kept: References, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(b"no picture")
    result = compare(small_recipe(), small_recipe(), References((kept.good[0], damaged), ()), device="cpu")
    assert len(result.images) == 1
    assert any("damaged.png is not an image" in sentence for sentence in sentences(result))
    with pytest.raises(RecipeError, match=r"no kept picture can be read\. .*damaged\.png"):
        compare(small_recipe(), small_recipe(), References((), (damaged,)), device="cpu")


def test_it_says_how_far_it_is_and_stops_when_told(kept: References) -> None:
    heard: list[tuple[int, int]] = []
    compare(small_recipe(), small_recipe(), kept, lambda done, of: heard.append((done, of)), device="cpu")
    assert heard == [(number, GOOD + DEFECTS) for number in range(1, GOOD + DEFECTS + 1)]
    heard.clear()
    with pytest.raises(Cancelled):
        compare(
            *(small_recipe(), small_recipe(), kept),
            lambda done, of: heard.append((done, of)),
            should_stop=lambda: len(heard) == 2,
            device="cpu",
        )
    assert len(heard) == 2


def made_up(*images: tuple[bool, Verdict, Verdict]) -> Comparison:
    compared = tuple(
        ComparedImage(Path(f"{n}.png"), f"{n}.png", is_good, Judged(0.5, before), Judged(0.5, after))
        for n, (is_good, before, after) in enumerate(images)
    )
    return Comparison(compared, (), *(ComparedCounts.of(compared, later) for later in (False, True)))


PASS, REVIEW, FAIL, NO_PART = Verdict.PASS, Verdict.REVIEW, Verdict.FAIL, Verdict.NO_PART


@pytest.mark.parametrize(
    ("images", "worse", "says"),
    [
        ([(False, FAIL, PASS)], True, "1 more defect is missed."),
        ([(False, FAIL, REVIEW)], True, "1 more defect is missed."),
        ([(False, FAIL, NO_PART)], True, "1 more defect is missed."),
        ([(True, PASS, FAIL), (True, PASS, FAIL)], True, "2 more good images are rejected."),
        ([(True, PASS, NO_PART)], True, "1 more good image is not judged."),
        ([(False, FAIL, PASS), (True, PASS, FAIL)], True, "1 more defect is missed and 1 more good image is rejected."),
        ([(True, PASS, REVIEW)], False, "no worse on the kept images."),
        ([(True, FAIL, PASS), (False, PASS, FAIL)], False, "no worse on the kept images."),
        ([(False, FAIL, PASS), (False, PASS, FAIL)], False, "no worse on the kept images."),
    ],
)
def test_worse_is_fewer_caught_or_more_rejected(
    images: list[tuple[bool, Verdict, Verdict]], worse: bool, says: str
) -> None:
    result = made_up(*images)
    assert result.worse is worse
    assert verdict_sentence(result).endswith(says)


def test_each_picture_that_changed_sides_is_named() -> None:
    told = sentences(made_up((False, FAIL, PASS), (False, PASS, FAIL), (True, FAIL, PASS), *[(True, PASS, FAIL)] * 5))
    assert "Caught before, missed now: 0.png." in told
    assert "Missed before, caught now: 1.png." in told
    assert "Not accepted before, accepted now: 2.png." in told
    assert "Accepted before, not now: 3.png, 4.png, 5.png and 2 more." in told
    assert "Defects caught: 1 of 2 before, 1 now." in told
    assert "Good images rejected: 1 of 6 before, 5 now." in told


def test_what_it_cannot_tell_is_said() -> None:
    assert any("No defect images are kept" in sentence for sentence in sentences(made_up((True, PASS, PASS))))
    assert any("No good images are kept" in sentence for sentence in sentences(made_up((False, FAIL, FAIL))))
