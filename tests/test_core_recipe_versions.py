"""Versions of a recipe: saved over one another, listed, brought back, and never lost whatever fails."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
import torch
from recipe_versions import contents, recipe_of

from core.errors import OutputError, RecipeError
from core.recipe_file import load_recipe, save_recipe
from core.recipes.saving import bring_back, save_new_version
from core.recipes.versions import load_version, next_number, versions

PARTS = [1, 2, 3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nut.filbert"


def save_three(path: Path) -> None:
    for seed in PARTS:
        save_new_version(recipe_of(seed), path)


def seeds(path: Path) -> list[tuple[int, int | None]]:
    """Number and seed of every version, as they are listed."""
    return [(version.number, version.card and version.card.seed) for version in versions(path)]


def test_every_version_stays(path: Path) -> None:
    save_three(path)
    assert seeds(path) == [(1, 1), (2, 2), (3, 3)]
    assert [version.present for version in versions(path)] == [False, False, True]
    assert [load_recipe(version.path).card.version for version in versions(path)] == [1, 2, 3]
    assert sorted(contents(path.parent)) == [
        *("nut.filbert", "nut.filbert.previous", "nut.versions/nut.v1.filbert", "nut.versions/nut.v2.filbert"),
    ]


def test_the_first_version_alone_makes_no_folder(path: Path) -> None:
    assert save_new_version(recipe_of(7), path).recipe.card.version == 1
    assert list(contents(path.parent)) == ["nut.filbert"]


def test_a_version_brought_back_is_a_new_one_with_the_old_content(path: Path) -> None:
    save_three(path)
    old = load_recipe(path.with_name("nut.versions") / "nut.v1.filbert")
    assert bring_back(path, 1).card.version == 4
    present = load_recipe(path)
    assert present.card == old.card.model_copy(update={"version": 4})
    assert all(torch.equal(present.tensors[name], tensor) for name, tensor in old.tensors.items())
    assert seeds(path) == [(1, 1), (2, 2), (3, 3), (4, 1)]
    assert [version.same_as for version in versions(path)] == [None, None, None, 1]


def test_the_present_version_needs_no_bringing_back(path: Path) -> None:
    save_three(path)
    before = contents(path.parent)
    with pytest.raises(RecipeError, match=r"Version 3 of .*nut\.filbert is the present one\."):
        bring_back(path, 3)
    assert contents(path.parent) == before


def test_a_version_that_never_was_is_refused_with_those_there_are(path: Path) -> None:
    save_three(path)
    for attempt in (bring_back, load_version):
        with pytest.raises(RecipeError, match=r"has no version 9\. There are: 1, 2, 3\. Choose one of these\."):
            attempt(path, 9)


def test_where_there_is_no_recipe_a_sentence_says_so(path: Path) -> None:
    for attempt in (versions, lambda path: bring_back(path, 1)):
        with pytest.raises(RecipeError, match=r"There is no recipe .*nut\.filbert\."):
            attempt(path)


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def test_a_damaged_version_is_listed_and_refused_and_the_others_are_not_touched(path: Path) -> None:
    save_three(path)
    damage(path.with_name("nut.versions") / "nut.v1.filbert")
    before = contents(path.parent)
    assert seeds(path) == [(1, None), (2, 2), (3, 3)]
    assert "is damaged" in versions(path)[0].trouble
    with pytest.raises(RecipeError, match=r"nut\.v1\.filbert is damaged"):
        bring_back(path, 1)
    assert contents(path.parent) == before


def test_the_last_version_is_there_twice_and_mends_itself(path: Path) -> None:
    save_three(path)
    damage(path.with_name("nut.versions") / "nut.v2.filbert")
    assert seeds(path) == [(1, 1), (2, 2), (3, 3)]
    save_new_version(recipe_of(4), path)
    path.with_name("nut.filbert.previous").unlink()
    assert seeds(path) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_a_recipe_that_was_lost_or_damaged_can_be_had_from_its_versions(path: Path) -> None:
    save_three(path)
    path.write_bytes(b"damaged")
    assert seeds(path) == [(1, 1), (2, 2), (3, None)]
    assert bring_back(path, 2).card.version == 4
    path.unlink()
    assert bring_back(path, 1).card.seed == 1
    assert load_recipe(path).card.seed == 1


def test_what_is_saved_over_stays_even_if_it_could_not_be_read(path: Path) -> None:
    path.write_bytes(b"a recipe of the next Filbert")
    save_new_version(recipe_of(1), path)
    assert contents(path.parent)["nut.versions/nut.v1.filbert"] == b"a recipe of the next Filbert"
    assert seeds(path) == [(1, None), (2, 1)]


def test_what_an_earlier_filbert_left_as_previous_is_a_version_too(path: Path) -> None:
    for number in PARTS[:2]:
        recipe = recipe_of(number)
        save_recipe(replace(recipe, card=recipe.card.model_copy(update={"version": number})), path)
    assert seeds(path) == [(1, 1), (2, 2)]
    save_new_version(recipe_of(3), path)
    assert seeds(path) == [(1, 1), (2, 2), (3, 3)]


def test_another_stations_recipe_of_the_same_number_takes_no_versions_place(path: Path, tmp_path: Path) -> None:
    save_three(path)
    elsewhere = tmp_path / "elsewhere" / "nut.filbert"
    elsewhere.parent.mkdir()
    save_new_version(recipe_of(40), elsewhere)
    shutil.copy(elsewhere, path)  # it calls itself version 1
    assert seeds(path) == [(1, 1), (2, 2), (3, 40)]
    save_new_version(recipe_of(5), path)
    assert seeds(path) == [(1, 1), (2, 2), (3, 40), (4, 5)]


def test_recipes_in_one_folder_keep_their_versions_apart(tmp_path: Path) -> None:
    for name in ("nut.filbert", "nut.rec", "nut.v1.filbert", "nuts.filbert"):
        save_new_version(recipe_of(1), tmp_path / name)
        save_new_version(recipe_of(2), tmp_path / name)
    for name in ("nut.filbert", "nut.rec", "nut.v1.filbert", "nuts.filbert"):
        assert seeds(tmp_path / name) == [(1, 1), (2, 2)]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("fails_at", range(1, 5))
def test_a_disk_that_fails_at_any_step_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, fails_at: int
) -> None:
    """Saving over a version renames three files: the kept one, .previous, and the recipe. The fourth never comes."""
    save_new_version(recipe_of(1), path)
    old, renamed, rename = path.read_bytes(), [], Path.replace

    def fail(source: Path, target: Path) -> Path:
        renamed.append(target)
        if len(renamed) == fails_at:
            raise OSError(code, os.strerror(code))
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", fail)
    if fails_at < 4:
        with pytest.raises(OutputError, match=r"can't be written: (the disk is full|its folder may not be written to)"):
            save_new_version(recipe_of(2), path)
        assert path.read_bytes() == old
        assert seeds(path) == [(1, 1)]
        monkeypatch.undo()
    save_new_version(recipe_of(2), path)
    monkeypatch.undo()
    assert seeds(path) == [(1, 1), (2, 2)]
    assert not [name for name in contents(path.parent) if name.endswith(".part")]


def test_a_full_disk_leaves_all_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_three(path)
    before = contents(path.parent)

    def fail(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    for attempt in (lambda: save_new_version(recipe_of(4), path), lambda: bring_back(path, 1)):
        with pytest.raises(OutputError, match="the disk is full"):
            attempt()
        assert contents(path.parent) == before


class PowerCut(BaseException):
    """Ends everything, as a power cut does: nothing is cleaned up, but no code runs after it either."""


@pytest.mark.parametrize("cut_before", ["nut.v3.filbert", "nut.filbert.previous", "nut.filbert"])
def test_a_power_cut_between_any_two_steps_leaves_every_version_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch, cut_before: str
) -> None:
    save_three(path)
    rename = Path.replace

    def cut(source: Path, target: Path) -> Any:
        if target.name == cut_before:
            raise PowerCut
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(PowerCut):
        save_new_version(recipe_of(4), path)
    monkeypatch.undo()
    assert seeds(path) == [(1, 1), (2, 2), (3, 3)]
    assert next_number(path) == 4
    save_new_version(recipe_of(4), path)
    assert seeds(path) == [(1, 1), (2, 2), (3, 3), (4, 4)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_told_of(path: Path) -> None:
    save_new_version(recipe_of(1), path)
    old = path.read_bytes()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="may not be written to"):
            save_new_version(recipe_of(2), path)
    finally:
        path.parent.chmod(0o700)
    assert path.read_bytes() == old


def test_a_file_in_the_way_of_the_versions_is_told_of(path: Path) -> None:
    save_new_version(recipe_of(1), path)
    path.with_name("nut.versions").write_text("in the way")
    old = path.read_bytes()
    with pytest.raises(OutputError, match=r"nut\.filbert can't be kept in nut\.versions"):
        save_new_version(recipe_of(2), path)
    assert path.read_bytes() == old
