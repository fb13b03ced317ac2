"""From a draft and its teaching to the recipe on the disk, and to the version it replaces."""

from dataclasses import replace
from pathlib import Path

import pytest
from small import part, small_taught

from core.drafts.draft import Draft, new_draft
from core.drafts.finishing import (
    compare_with_earlier,
    finished_recipe,
    recipe_path,
    save_finished,
)
from core.drafts.images import GoodImage
from core.drafts.improving import improved_values, improving_draft, known_pictures
from core.drafts.store import DraftStore
from core.errors import OutputError
from core.images import write_image
from core.places import RECIPES_VARIABLE
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.recipes.joining import join
from core.recipes.notes import change_notes
from core.recipes.summary import summary_of
from core.training.lines import Lines
from core.training.standing import Standing, VerdictCounts


@pytest.fixture
def recipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(RECIPES_VARIABLE, str(tmp_path / "recipes"))
    return tmp_path / "recipes"


@pytest.fixture
def images(tmp_path: Path) -> tuple[GoodImage, ...]:
    (tmp_path / "good").mkdir()
    found = []
    for number in range(4):
        path = tmp_path / "good" / f"{number}.png"
        write_image(path, part(number))
        found.append(GoodImage(path.name, path))
    return tuple(found)


def draft(**values: object) -> Draft:
    return new_draft().changed(name="Nut", **values)


def finished(chosen: Draft, lines: Lines | None = None) -> Recipe:
    return finished_recipe(chosen, small_taught(), lines or Lines())


def never() -> bool:
    return False


def test_a_new_recipe_is_called_after_the_product(recipes: Path) -> None:
    assert recipe_path(draft()) == recipes / "Nut.filbert"
    assert recipe_path(new_draft().changed(name=' M8: 40/60 "A2". ')) == recipes / "M8 40 60 A2.filbert"
    assert recipe_path(new_draft()) == recipes / "recipe.filbert"


def test_an_improved_recipe_goes_over_the_one_it_improves(recipes: Path, tmp_path: Path) -> None:
    assert recipe_path(draft(improves=tmp_path / "line 3.filbert")) == tmp_path / "line 3.filbert"


@pytest.mark.usefixtures("recipes")
def test_a_dragged_fail_line_is_where_the_threshold_goes() -> None:
    card = finished(draft(fail_at=1.5), Lines(fail=1.5, review=0.75)).card
    before = small_taught().recipe.card.scale
    assert card.scale.median == before.median
    assert card.scale.threshold - card.scale.median == pytest.approx(1.5 * (before.threshold - before.median))
    assert card.review_from == pytest.approx(0.5)
    assert card.held_out_scores == pytest.approx([score / 1.5 for score in small_taught().recipe.card.held_out_scores])
    assert (card.name, card.version) == ("Nut", 1)


def test_saving_twice_keeps_the_first_and_counts_on(recipes: Path, images: tuple[GoodImage, ...]) -> None:
    for version in (1, 2):
        saved = save_finished(finished(draft()), draft(), images)
        assert saved.recipe.card.version == version
        assert saved.remark == ""
    assert load_recipe(recipes / "Nut.filbert").card.version == 2
    assert load_recipe(recipes / "Nut.versions" / "Nut.v1.filbert").card.version == 1


def test_only_kept_images_are_kept_to_compare_on(recipes: Path, images: tuple[GoodImage, ...]) -> None:
    chosen = draft(left_out=("2.png",))
    save_finished(finished(chosen), chosen, images)
    assert len(list((recipes / "Nut.references" / "good").glob("*.png"))) == 3


def test_a_first_version_has_nothing_to_be_compared_with(recipes: Path) -> None:
    earlier = compare_with_earlier(finished(draft()), recipes / "Nut.filbert", never)
    assert earlier.comparison is None
    assert "no earlier version" in earlier.why_not


def test_a_lower_fail_line_is_found_worse_than_the_version_before(recipes: Path, images: tuple[GoodImage, ...]) -> None:
    save_finished(finished(draft()), draft(), images)
    stricter = finished(draft(fail_at=0.05), Lines(fail=0.05, review=0.05))
    earlier = compare_with_earlier(stricter, recipes / "Nut.filbert", never)
    assert earlier.comparison is not None
    assert earlier.comparison.worse
    assert earlier.comparison.after.good_rejected == 4
    assert not compare_with_earlier(finished(draft()), recipes / "Nut.filbert", never).comparison.worse  # type: ignore[union-attr]


def test_without_kept_pictures_there_is_a_reason_instead(recipes: Path) -> None:
    save_finished(finished(draft()), draft(), ())
    earlier = compare_with_earlier(finished(draft()), recipes / "Nut.filbert", never)
    assert earlier.comparison is None
    assert "no pictures are kept" in earlier.why_not


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(RECIPES_VARIABLE, str(tmp_path / "file" / "recipes"))
    with pytest.raises(OutputError, match="can't be made"):
        save_finished(finished(draft()), draft(), ())


@pytest.mark.usefixtures("recipes")
def test_the_summary_says_what_the_images_support() -> None:
    rows = dict(summary_of(finished(draft())))
    # 0 of 4 rejected: the rate r at which that has a chance of 5 % is (1 − r)⁴ = 0.05.
    assert rows["What that supports"].startswith(f"at most {100 * (1 - 0.05**0.25):.1f} %")
    assert rows["Recipe"] == "Nut, version 1"
    assert rows["Inspected"] == "the whole picture"
    assert "Defect images caught" not in rows


@pytest.mark.usefixtures("recipes")
@pytest.mark.parametrize(("share", "said"), [
    (0.01, "1 % of good parts"), (0.125, "12.5 % of good parts"), (0.00794, "0.79 % of good parts"),
    (0.0004, "hardly any good part: it was set by hand"),
])  # fmt: skip
def test_the_summary_says_what_fail_is_set_for_no_finer_than_that_is_known(share: float, said: str) -> None:
    recipe = finished(draft())
    card = recipe.card.model_copy(update={"false_reject_target": share})
    assert dict(summary_of(replace(recipe, card=card)))["FAIL is set to reject"] == said


@pytest.mark.usefixtures("recipes")
def test_the_summary_says_how_many_defects_are_caught_where_that_is_known() -> None:
    standing = Standing(VerdictCounts(4, 0, 0), VerdictCounts(3, 0, 2), VerdictCounts(5, 1, 4), most_rejected=0.5)
    rows = dict(summary_of(finished(draft()), standing))
    assert rows["Defect images caught"] == "2 of 3"
    assert rows["Drawn defects caught"].startswith("4 of 5")


def test_improving_takes_the_minimum_area_over_in_pixels() -> None:
    taught = small_taught()
    size = taught.recipe.card.taught_size
    assert size is not None
    share = 24 / (size.width * size.height)
    recipe = replace(taught.recipe, card=taught.recipe.card.model_copy(update={"min_area": share}))
    assert improved_values(recipe, Path("nut.filbert"))["min_area"] == 24


def test_a_recipe_knows_the_folders_it_was_taught_on(recipes: Path, images: tuple[GoodImage, ...]) -> None:
    folder, path = images[0].path.parent, recipes / "Nut.filbert"
    chosen = draft(folders=(folder,))
    save_finished(finished(chosen), chosen, images)
    assert (known_pictures(path).folders, known_pictures(path).remark) == ((folder,), "")


def test_images_that_were_left_out_stay_so_when_the_recipe_is_improved(
    recipes: Path, images: tuple[GoodImage, ...], tmp_path: Path
) -> None:
    folder, path = images[0].path.parent, recipes / "Nut.filbert"
    chosen = draft(folders=(folder,), left_out=("2.png",))
    save_finished(finished(chosen), chosen, images)
    join(path, [images[0].path], [])
    again, _ = improving_draft(path, DraftStore(tmp_path / "drafts"))
    assert again.folders == (folder, recipes / "Nut.joined")
    assert again.left_out == ("2.png",)


def test_a_version_of_captured_pictures_leaves_the_folders_noted_as_they_were(
    recipes: Path, images: tuple[GoodImage, ...]
) -> None:
    folder = images[0].path.parent
    for chosen in (draft(folders=(folder,)), draft()):
        save_finished(finished(chosen), chosen, images)
    assert known_pictures(recipes / "Nut.filbert").folders == (folder,)


def test_folders_that_cannot_be_noted_are_told_and_the_recipe_is_saved(
    recipes: Path, images: tuple[GoodImage, ...]
) -> None:
    (recipes / "Nut.notes.json").mkdir(parents=True)
    chosen = draft(folders=(images[0].path.parent,))
    saved = save_finished(finished(chosen), chosen, images)
    assert saved.remark.startswith("The recipe is saved, but not where its pictures came from: ")
    assert load_recipe(recipes / "Nut.filbert").card.name == "Nut"


def test_pictures_kept_beside_the_recipe_are_taken_where_its_folder_is_gone(
    recipes: Path, images: tuple[GoodImage, ...]
) -> None:
    folder, path = images[0].path.parent, recipes / "Nut.filbert"
    save_finished(finished(draft()), draft(), images)
    change_notes(path, folders=(folder,))
    folder.rename(folder.with_name("elsewhere"))
    known = known_pictures(path)
    assert known.folders == (recipes / "Nut.references" / "good",)
    assert "good, where its good images came from, is not there any more. The 4 good images kept" in known.remark


def test_of_a_recipe_nobody_knows_anything_about_that_is_said(tmp_path: Path) -> None:
    known = known_pictures(tmp_path / "nut.filbert")
    assert (known.folders, known.defects) == ((), None)
    assert known.remark.startswith("Nobody knows where its good images came from.")
