"""recipes, compare, bring-back, and train over an earlier version."""

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import CommandLine
from recipe_versions import contents, noise, recipe_of, with_threshold, written
from small import part, small_recipe

from core.binomial import upper_bound
from core.images import read_image
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.recipes.references import Pictures, read_reference, references_of
from core.recipes.saving import save_new_version

LENIENT, STRICT = 1e9, 1e-9  # times the threshold: nothing is ever rejected, or everything


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nut.filbert"


def two_versions(path: Path, first: float, second: float) -> None:
    """Save two versions whose thresholds are so many times the small recipe's, with one defect kept to compare on."""
    pictures = Pictures(defects=written(path.parent / "holes", [part(301)]))
    save_new_version(without_scene(with_threshold(small_recipe(), first)), path, pictures)
    save_new_version(without_scene(with_threshold(small_recipe(), second)), path)


def without_scene(recipe: Recipe) -> Recipe:
    return replace(recipe, scene=None)


def test_recipes_lists_every_version_of_every_recipe_in_a_folder(path: Path, filbert: CommandLine) -> None:
    for seed in (1, 2):
        save_new_version(recipe_of(seed), path)
    save_new_version(recipe_of(3), path.with_name("bolt.filbert"), Pictures(written(path.parent / "g", [part()])))
    card, count = small_recipe().card, small_recipe().card.good_count
    bolt, nut = filbert("recipes", path.parent, "--json").lines
    assert (bolt["recipe"], nut["recipe"]) == (str(path.with_name("bolt.filbert")), str(path))
    assert [(v["version"], v["present"]) for v in nut["versions"]] == [(1, False), (2, True)]
    assert (bolt["good_references"], bolt["defect_references"]) == (1, 0)
    rejected = sum(score >= 1 for score in card.held_out_scores)
    for version in (*nut["versions"], *bolt["versions"]):
        assert (version["name"], version["preset"], version["images"]) == ("nut", "lite", count)
        assert version["taught_at"] == card.taught_at.isoformat(timespec="seconds")
        assert version["taught_with"] == card.taught_with
        assert version["false_reject_target"] == 0.01
        assert version["false_reject_upper_bound"] == upper_bound(rejected, count)
        assert load_recipe(Path(version["file"])).card.version == version["version"]


def test_recipes_tells_people_the_same(path: Path, filbert: CommandLine) -> None:
    for seed in (1, 2):
        save_new_version(recipe_of(seed), path)
    path.with_name("nut.filbert.previous").unlink()
    path.with_name("nut.versions").joinpath("nut.v1.filbert").write_bytes(b"damaged")
    run = filbert("recipes", path)
    assert run.code == 0
    name, present, earlier, kept = run.out.splitlines()
    assert name == str(path)
    assert present.startswith("  present  version 2: nut, taught 20")
    assert "good images rejected when held out" in present
    assert "  earlier  version 1: " in earlier
    assert "is not a Filbert recipe" in earlier
    assert kept == "  0 good images and 0 defect images kept to compare versions on."


def test_recipes_finds_nothing_with_a_sentence(path: Path, filbert: CommandLine) -> None:
    assert "There is no recipe" in filbert.refused("recipes", path)
    assert "holds no recipes" in filbert.refused("recipes", path.parent)


def test_compare_with_an_earlier_version(path: Path, filbert: CommandLine) -> None:
    two_versions(path, STRICT, LENIENT)
    (fields,) = filbert("compare", path, "--version", "1", "--json").lines
    assert fields["worse"] is True
    assert (fields["before"]["version"], fields["after"]["version"]) == (1, 2)
    assert (fields["good"], fields["defects"]) == (0, 1)
    assert (fields["before_counts"]["defects_caught"], fields["after_counts"]["defects_caught"]) == (1, 0)
    (hole,) = fields["images"]
    assert (hole["name"], hole["kind"]) == ("holes/000.png", "defect")
    assert (hole["before"]["verdict"], hole["after"]["verdict"]) == ("FAIL", "PASS")
    run = filbert("compare", path, "--version", "1")
    assert run.code == 0
    assert run.out.startswith("The new version is worse on the kept images: 1 more defect is missed.\n")


def test_compare_with_another_file(path: Path, filbert: CommandLine) -> None:
    two_versions(path, LENIENT, LENIENT)
    better = path.with_name("better.filbert")
    save_new_version(without_scene(with_threshold(small_recipe(), STRICT)), better)
    (fields,) = filbert("compare", path, better, "--json").lines
    assert fields["worse"] is False
    assert (fields["before_counts"]["defects_caught"], fields["after_counts"]["defects_caught"]) == (0, 1)


def test_compare_refuses_what_it_cannot(path: Path, filbert: CommandLine) -> None:
    save_new_version(recipe_of(1), path)
    save_new_version(recipe_of(2), path)
    assert "no pictures are kept beside the recipe" in filbert.refused("compare", path, "--version", "1")
    assert "has no version 7. There are: 1, 2." in filbert.refused("compare", path, "--version", "7")
    assert "There is no recipe" in filbert.refused("compare", path, path.with_name("missing.filbert"))
    for wrong in (("compare", path), ("compare", path, path, "--version", "1")):
        assert filbert(*wrong).code == 2


def test_bring_back_makes_a_new_version_and_says_so(path: Path, filbert: CommandLine) -> None:
    for seed in (1, 2):
        save_new_version(recipe_of(seed), path)
    run = filbert("bring-back", path, "--version", "1")
    assert run.code == 0
    assert run.out.startswith(f"{path}: version 3, the same as version 1, taught 20")
    assert run.out.endswith("Version 2 stays in the list.\n")
    assert load_recipe(path).card.seed == 1
    (fields,) = filbert("bring-back", path, "--version", "2", "--json").lines
    assert (fields["version"], fields["same_as"]) == (4, 2)


def test_bring_back_refuses_and_changes_nothing(path: Path, filbert: CommandLine) -> None:
    save_new_version(recipe_of(1), path)
    before = contents(path.parent)
    assert "is the present one" in filbert.refused("bring-back", path, "--version", "1")
    assert "has no version 2" in filbert.refused("bring-back", path, "--version", "2")
    assert "There is no recipe" in filbert.refused("bring-back", path.with_name("bolt.filbert"), "--version", "1")
    assert contents(path.parent) == before


def test_train_keeps_pictures_and_compares_the_next_time(path: Path, tmp_path: Path, filbert: CommandLine) -> None:
    good = tmp_path / "good"
    originals = {f"good/{file.name}": read_image(file) for file in written(good, [part(n) for n in range(3)])}
    first = filbert("train", good, "--recipe", path, "--json")
    assert "comparison" not in first.lines[0]
    assert "compared" not in first.err
    kept = dict(reversed(read_reference(file)) for file in references_of(path).good)
    assert kept.keys() == originals.keys()
    assert all((kept[name] == originals[name]).all() for name in originals)
    again = filbert("train", good, "--recipe", path, "--seed", "5", "--json")
    assert again.lines[0]["version"] == 2
    assert again.lines[0]["comparison"]["good"] == 3
    assert "No defect images are kept" in again.err
    assert load_recipe(path.with_name("nut.versions") / "nut.v1.filbert").card.seed == 0


def test_train_says_why_it_does_not_compare(path: Path, tmp_path: Path, filbert: CommandLine) -> None:
    save_new_version(recipe_of(1), path)
    written(tmp_path / "good", [part(n) for n in range(2)])
    run = filbert("train", tmp_path / "good", "--recipe", path)
    assert run.code == 0
    assert "The two versions can't be compared: no pictures are kept beside the recipe." in run.err
    assert "version 2" in run.out


def test_train_warns_of_a_worse_version_and_says_how_to_go_back(
    path: Path, tmp_path: Path, filbert: CommandLine
) -> None:
    lenient = without_scene(with_threshold(small_recipe(), LENIENT))
    good = written(tmp_path / "good", [part(n) for n in range(2)])
    save_new_version(lenient, path, Pictures(written(tmp_path / "odd", [noise(1, 256)])))  # it lets even that pass
    run = filbert("train", good[0].parent, "--recipe", path)
    assert "The new version is worse on the kept images: 1 more good image is " in run.err
    assert "filbert bring-back brings it back" in run.err
    assert load_recipe(path).card.version == 2
