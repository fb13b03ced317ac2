from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from recipe_versions import contents, noise, written
from small import small_recipe

from core.errors import OutputError, RecipeError
from core.files import write_new
from core.images import read_image
from core.recipe import Recipe
from core.recipe_file import load_recipe, save_recipe
from core.recipes.carrying import duplicate_recipe, export_recipe, import_recipe, look_at
from core.recipes.catalogue import Catalogue, CatalogueEntry, by_code, search
from core.recipes.details import details_of
from core.recipes.joining import join, joined_good
from core.recipes.naming import check_name, free_name
from core.recipes.notes import RecipeNotes, change_notes, load_notes
from core.recipes.references import Pictures, read_reference, references_of
from core.recipes.saving import bring_back, save_new_version
from core.recipes.scanner import ScanBuffer


def named(name: str, **values: object) -> Recipe:
    recipe = small_recipe()
    return replace(recipe, card=recipe.card.model_copy(update={"name": name, **values}))


def saved(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.filbert" for name in names]
    for path, name in zip(paths, names, strict=True):
        save_recipe(named(name), path)
    return paths


def names_of(entries: Sequence[CatalogueEntry]) -> list[str]:
    return [entry.name for entry in entries]


def pixels(paths: Sequence[Path]) -> set[bytes]:
    return {read_image(path).tobytes() for path in paths}


def test_recipes_are_listed_by_name_with_what_is_noted(tmp_path: Path) -> None:
    _, hazel = saved(tmp_path, "walnut", "Hazelnut")
    change_notes(hazel, code="HZ-01", text="the old tray")
    entries = Catalogue(tmp_path).read().entries
    assert names_of(entries) == ["Hazelnut", "walnut"]
    assert entries[0].notes == RecipeNotes(code="HZ-01", text="the old tray")
    assert entries[0].picture is not None
    np.testing.assert_array_equal(entries[0].picture, small_recipe().thumbnail)


def test_one_that_is_damaged_says_so_and_hides_none(tmp_path: Path) -> None:
    good, damaged = saved(tmp_path, "good", "damaged")
    damaged.write_bytes(good.read_bytes()[:-1])
    entries = Catalogue(tmp_path).read().entries
    assert names_of(entries) == ["damaged", "good"]
    assert "is damaged" in entries[0].trouble
    assert entries[0].card is None
    assert entries[1].trouble == ""


def test_a_folder_that_is_not_there_holds_no_recipes(tmp_path: Path) -> None:
    listed = Catalogue(tmp_path / "none").read()
    assert listed.entries == ()
    assert listed.remarks == ()


def test_versions_and_hidden_files_are_no_recipes_of_their_own(tmp_path: Path) -> None:
    (path,) = saved(tmp_path, "nut")
    save_new_version(named("nut"), path)
    (tmp_path / ".half.filbert").write_bytes(b"half")
    assert names_of(Catalogue(tmp_path).read().entries) == ["nut"]


def test_the_active_recipe_is_listed_wherever_it_lies_and_once(tmp_path: Path) -> None:
    (inside,) = saved(tmp_path / "recipes", "inside")
    (outside,) = saved(tmp_path / "elsewhere", "outside")
    catalogue = Catalogue(tmp_path / "recipes")
    assert names_of(catalogue.read([outside, inside]).entries) == ["inside", "outside"]


def test_a_file_that_changed_is_read_again_and_one_that_did_not_is_not(tmp_path: Path) -> None:
    one, _ = saved(tmp_path, "one", "two")
    catalogue = Catalogue(tmp_path)
    before = {entry.path.name: entry.card for entry in catalogue.read().entries}
    save_recipe(named("one", version=2, taught_with="a newer Filbert"), one)
    after = {entry.path.name: entry.card for entry in catalogue.read().entries}
    assert after["two.filbert"] is before["two.filbert"]
    assert after["one.filbert"] is not None
    assert after["one.filbert"].version == 2


def entry_of(name: str, code: str = "", text: str = "", archived: bool = False) -> CatalogueEntry:
    return CatalogueEntry(
        Path(f"{name}.filbert"), named(name).card, None, RecipeNotes(code=code, text=text, archived=archived)
    )


ENTRIES = (
    entry_of("Hazelnut", "HZ-01", "tray 4"),
    entry_of("Hazelnut, large", "HZ-03"),
    entry_of("Walnut", "hz-01x", archived=True),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Hazelnut", "Hazelnut, large"]),
        ("hazel", ["Hazelnut", "Hazelnut, large"]),
        ("LARGE hazel", ["Hazelnut, large"]),
        ("tray", ["Hazelnut"]),
        ("hz-03", ["Hazelnut, large"]),
        ("100%' OR", []),
    ],
)
def test_every_word_is_looked_for_in_name_code_and_notes(text: str, found: list[str]) -> None:
    assert names_of(search(ENTRIES, text)) == found


def test_archived_recipes_are_found_among_the_archived() -> None:
    assert names_of(search(ENTRIES, "", archived=True)) == ["Walnut"]


@pytest.mark.parametrize(
    ("code", "name"),
    [("HZ-01", "Hazelnut"), (" hz-03 ", "Hazelnut, large"), ("walnut", "Walnut"), ("HZ-0", None), ("", None)],
)
def test_a_code_is_a_whole_code_or_a_name(code: str, name: str | None) -> None:
    entry = by_code(ENTRIES, code)
    assert (entry.name if entry is not None else None) == name


def test_a_code_comes_before_a_name_and_an_archived_recipe_last() -> None:
    named_alike, coded = entry_of("A1"), entry_of("other", "a1")
    assert by_code([named_alike, coded], "A1") is coded
    old, new = entry_of("old", "a1", archived=True), entry_of("new", "a1")
    assert by_code([old, new], "a1") is new


def keys(buffer: ScanBuffer, text: str, start: float, gap: float) -> float:
    for number, letter in enumerate(text):
        buffer.key(letter, start + number * gap)
    return start + (len(text) - 1) * gap


def test_a_scanner_is_told_from_a_person_by_its_speed() -> None:
    buffer = ScanBuffer()
    end = keys(buffer, "HZ-01", 10.0, 0.01)
    assert buffer.enter(end + 0.01) == "HZ-01"
    end = keys(buffer, "hazel", 20.0, 0.15)
    assert buffer.enter(end + 0.15) == ""


def test_what_a_person_typed_before_is_no_part_of_the_scan() -> None:
    buffer = ScanBuffer()
    keys(buffer, "haz", 1.0, 0.2)
    end = keys(buffer, "HZ-03", 5.0, 0.01)
    assert buffer.enter(end + 0.01) == "HZ-03"
    assert buffer.enter(end + 0.02) == ""


def test_notes_that_are_damaged_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "nut.filbert"
    file = tmp_path / "nut.notes.json"
    file.write_text('{"code": ')
    loaded = load_notes(path)
    assert loaded.notes == RecipeNotes()
    assert "damaged" in loaded.remark
    change_notes(path, code="A")
    assert (tmp_path / "nut.notes.json.damaged").read_text() == '{"code": '
    assert load_notes(path).notes.code == "A"


def test_what_a_newer_filbert_noted_stays(tmp_path: Path) -> None:
    path = tmp_path / "nut.filbert"
    (tmp_path / "nut.notes.json").write_text('{"format_version": 9, "code": "A", "shelf": 4}')
    change_notes(path, archived=True)
    assert '"shelf": 4' in (tmp_path / "nut.notes.json").read_text().replace('"shelf":4', '"shelf": 4')


def test_a_code_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="at most 80 characters"):
        change_notes(tmp_path / "nut.filbert", code="x" * 81)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("there", "name", "free"),
    [
        ([], "Nut", "Nut"),
        (["Nut"], "Nut", "Nut (2)"),
        (["Nut", "Nut (2)"], "Nut", "Nut (3)"),
        (["Nut", "Nut (2)"], "Nut (2)", "Nut (3)"),
    ],
)
def test_a_free_name_is_found(tmp_path: Path, there: list[str], name: str, free: str) -> None:
    saved(tmp_path, *there)
    assert free_name(name, tmp_path) == free


@pytest.mark.parametrize("name", ["", "  ", "x" * 200])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecipeError):
        check_name(name, tmp_path)


def test_a_copy_has_another_name_its_first_version_and_the_same_pictures(tmp_path: Path) -> None:
    path = tmp_path / "Nut.filbert"
    good, defects = written(tmp_path / "good", [noise(1), noise(2)]), written(tmp_path / "bad", [noise(3)])
    save_new_version(named("Nut"), path, Pictures(good, defects))
    save_new_version(named("Nut"), path)
    change_notes(path, code="N1", text="tray 4")
    before = contents(tmp_path)
    copy = duplicate_recipe(path, tmp_path, "Nut, roasted")
    assert copy == tmp_path / "Nut, roasted.filbert"
    card = load_recipe(copy).card
    assert (card.name, card.version) == ("Nut, roasted", 1)
    assert card.model_copy(update={"name": "Nut", "version": 2}) == load_recipe(path).card
    kept = references_of(copy)
    assert pixels(kept.good) == pixels(good)
    assert pixels(kept.defects) == pixels(defects)
    assert load_notes(copy).notes == RecipeNotes(text="tray 4")
    assert {name: content for name, content in contents(tmp_path).items() if "roasted" not in name} == before


def test_a_recipe_goes_out_in_one_file_and_comes_in_whole(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (path,) = saved(here, "Nut")
    good, defects = written(tmp_path / "good", [noise(1)]), written(tmp_path / "bad", [noise(2), noise(3)])
    save_new_version(named("Nut"), path, Pictures(good, defects))
    change_notes(path, code="N1", text="tray 4", archived=True, folders=(tmp_path,))
    file = export_recipe(path, tmp_path / "stick")
    assert file == tmp_path / "stick.filbert"
    file = file.rename(tmp_path / "moved.filbert")
    assert look_at(file, there).name == "Nut"
    arrived = import_recipe(file, there, "Nut")
    assert arrived == there / "Nut.filbert"
    recipe, original = load_recipe(arrived), load_recipe(path)
    assert recipe.card == original.card
    assert recipe.tensors.keys() == original.tensors.keys()
    assert all(recipe.tensors[name].equal(tensor) for name, tensor in original.tensors.items())
    assert load_notes(arrived).notes == RecipeNotes(code="N1", text="tray 4")
    kept = references_of(arrived)
    assert (pixels(kept.good), pixels(kept.defects)) == (pixels(good), pixels(defects))
    assert read_reference(kept.good[0])[1] == "good/000.png"


def test_an_exported_file_is_a_recipe_as_it_is(tmp_path: Path) -> None:
    (path,) = saved(tmp_path, "Nut")
    recipe = load_recipe(export_recipe(path, tmp_path / "out.filbert"))
    assert recipe.card == load_recipe(path).card
    assert recipe.tensors.keys() == load_recipe(path).tensors.keys()


def test_an_exported_file_with_one_byte_changed_is_refused(tmp_path: Path) -> None:
    (path,) = saved(tmp_path, "Nut")
    file = export_recipe(path, tmp_path / "out.filbert")
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(RecipeError, match="damaged"):
        import_recipe(file, tmp_path / "there", "Nut")
    assert not (tmp_path / "there").exists()


def test_an_import_of_a_name_that_is_there_writes_over_nothing(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    saved(here, "Nut")
    saved(there, "Nut")
    before = contents(there)
    file = export_recipe(here / "Nut.filbert", tmp_path / "out.filbert")
    arrival = look_at(file, there)
    assert (arrival.is_taken, arrival.free) == (True, "Nut (2)")
    with pytest.raises(RecipeError, match="Nut \\(2\\)"):
        import_recipe(file, there, "Nut")
    assert contents(there) == before
    second = import_recipe(file, there, arrival.free)
    assert load_recipe(second).card.name == "Nut (2)"
    assert {name: content for name, content in contents(there).items() if "(2)" not in name} == before


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert contents(tmp_path) == {"file": b"one"}


def test_nothing_is_exported_over_a_recipe_in_use(tmp_path: Path) -> None:
    path, other = saved(tmp_path, "Nut", "Other")
    (tmp_path / "Other.references").mkdir()
    before = contents(tmp_path)
    for target in (path, other):
        with pytest.raises(OutputError, match="in use"):
            export_recipe(path, target)
    assert contents(tmp_path) == before


def test_the_details_are_versions_and_pictures(tmp_path: Path) -> None:
    path = tmp_path / "Nut.filbert"
    good, defects = written(tmp_path / "good", [noise(1), noise(2)]), written(tmp_path / "bad", [noise(3)])
    save_new_version(named("Nut"), path, Pictures(good, defects))
    save_new_version(named("Nut", seed=5), path)
    bring_back(path, 1)
    details = details_of(path)
    assert [(version.number, version.present, version.same_as) for version in details.versions] == [
        (1, False, None),
        (2, False, None),
        (3, True, 1),
    ]
    assert (details.good, details.defects) == (2, 1)
    assert [picture.is_good for picture in details.pictures] == [True, True, False]


def test_parts_of_the_shift_join_once_and_go_where_the_last_answer_says(tmp_path: Path) -> None:
    (path,) = saved(tmp_path, "Nut")
    files = written(tmp_path / "shift", [noise(1), noise(2), noise(3)])
    broken = tmp_path / "shift" / "broken.png"
    broken.write_bytes(b"no picture")
    joined = join(path, [files[0], files[1], files[0], broken], [files[2]])
    assert pixels(joined_good(path)) == pixels(files[:2])
    assert pixels(references_of(path).defects) == pixels(files[2:])
    assert [remark for remark in joined.remarks if "broken.png" in remark]
    join(path, [], [files[1]])
    assert pixels(joined_good(path)) == pixels(files[:1])
    join(path, [files[1]], [])
    assert pixels(joined_good(path)) == pixels(files[:2])
    assert pixels(references_of(path).defects) == pixels(files[2:])
