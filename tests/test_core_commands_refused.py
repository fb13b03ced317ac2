"""Bad input: one sentence that says what to do, exit code 2, no traceback; and one bad image never ends a run."""

import csv
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import CommandLine
from small import part, small_recipe

from core.commands import training
from core.demo.parts import write_dataset
from core.images import read_image, write_image
from core.recipe_file import save_recipe

Spoil = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recipe") / "nut.filbert"
    save_recipe(small_recipe(), path)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder with two good images."""
    folder = tmp_path / "good nuts"
    folder.mkdir()
    for number in range(2):
        write_image(folder / f"größe {number}.png", part(number))
    return folder


def spoil_some(folder: Path) -> None:
    """Put a text file named .png and half a picture among the good ones."""
    (folder / "a text.png").write_text("This is no picture.", encoding="utf-8")
    whole = (folder / "größe 0.png").read_bytes()
    (folder / "half.png").write_bytes(whole[: len(whole) // 2])


def test_train_needs_a_folder_with_images(filbert: CommandLine, tmp_path: Path) -> None:
    message = filbert.refused("train", tmp_path, "--recipe", tmp_path / "nut")
    assert message.startswith(f"{tmp_path} holds no images.")
    assert not list(tmp_path.iterdir())


def test_train_needs_more_than_one_image(filbert: CommandLine, good: Path, tmp_path: Path) -> None:
    (good / "größe 1.png").unlink()
    message = filbert.refused("train", good, "--recipe", tmp_path / "nut")
    assert "1 good image" in message
    assert "Filbert needs at least 2" in message
    assert not (tmp_path / "nut.filbert").exists()


def test_train_needs_a_folder_that_exists(filbert: CommandLine, tmp_path: Path) -> None:
    message = filbert.refused("train", tmp_path / "missing", "--recipe", tmp_path / "nut")
    assert message.startswith(f"{tmp_path / 'missing'} does not exist.")


@pytest.mark.parametrize(
    ("place", "told"),
    [("missing/nut.filbert", "its folder does not exist"), ("a file/nut.filbert", "its folder does not exist")],
)
def test_train_asks_where_to_save_before_it_teaches(
    filbert: CommandLine, good: Path, tmp_path: Path, place: str, told: str
) -> None:
    (tmp_path / "a file").touch()
    message = filbert.refused("train", good, "--recipe", tmp_path / place)
    assert message.startswith(f"{tmp_path / place} can't be written: {told}")


def test_train_does_not_save_over_a_folder(filbert: CommandLine, good: Path, tmp_path: Path) -> None:
    (tmp_path / "nut.filbert").mkdir()
    assert "is a folder" in filbert.refused("train", good, "--recipe", tmp_path / "nut")


@pytest.mark.parametrize("other", ["good nuts/größe 0.png", "notes.txt"])
def test_train_does_not_save_over_what_is_no_recipe(
    filbert: CommandLine, good: Path, tmp_path: Path, other: str
) -> None:
    (tmp_path / "notes.txt").write_text("Buy nuts.", encoding="utf-8")
    content = (tmp_path / other).read_bytes()
    assert "is there already and is no recipe" in filbert.refused("train", good, "--recipe", tmp_path / other)
    assert (tmp_path / other).read_bytes() == content


@pytest.mark.parametrize("area", ["11%", "6600"])  # of 256 × 256
def test_train_refuses_too_large_an_area_before_it_teaches(
    filbert: CommandLine, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: str
) -> None:
    monkeypatch.setattr(training, "teach", None)  # calling it would end with code 1
    message = filbert.refused("train", good, "--recipe", tmp_path / "nut", "--min-area", area)
    assert "would hide large defects" in message


def test_train_needs_a_recipes_name(filbert: CommandLine, good: Path) -> None:
    assert "No recipe is named" in filbert.refused("train", good, "--recipe", "")


def test_lite_takes_no_weights(filbert: CommandLine, good: Path, tmp_path: Path) -> None:
    message = filbert.refused("train", good, "--recipe", tmp_path / "nut", "--weights", tmp_path / "w.pth")
    assert "Leave --weights out" in message


def test_weights_that_are_none_are_refused(filbert: CommandLine, good: Path, tmp_path: Path) -> None:
    (tmp_path / "w.pth").write_text("no weights", encoding="utf-8")
    arguments = ("--recipe", tmp_path / "nut", "--preset", "vgg19", "--weights", tmp_path / "w.pth")
    assert "w.pth is not a readable weights file" in filbert.refused("train", good, *arguments)


def test_train_skips_what_it_cant_read_and_says_so(filbert: CommandLine, good: Path, tmp_path: Path) -> None:
    spoil_some(good)
    run = filbert("train", good, "--recipe", tmp_path / "nut", "--json")
    (fields,) = run.lines
    assert run.code == 0
    assert fields["images"] == 2
    assert [skipped["name"] for skipped in fields["skipped"]] == ["a text.png", "half.png"]
    for skipped in fields["skipped"]:
        assert f"Skipped: {skipped['reason']}" in run.err


def test_inspect_skips_what_it_cant_read_and_goes_on(
    filbert: CommandLine, good: Path, recipe: Path, tmp_path: Path
) -> None:
    spoil_some(good)
    run = filbert("inspect", good, "--recipe", recipe, "--out", tmp_path / "out", "--json")
    assert run.code == 0
    assert [line["name"] for line in run.lines] == ["a text.png", "größe 0.png", "größe 1.png", "half.png"]
    assert ["skipped" in line for line in run.lines] == [True, False, False, True]
    assert run.message.startswith("2 inspected: ")
    assert run.message.endswith("; 2 skipped.")
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [bool(row["skipped"]) for row in rows] == [True, False, False, True]
    assert rows[0]["skipped"] == run.lines[0]["skipped"]


def test_inspect_of_nothing_readable_is_an_error(filbert: CommandLine, recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("no picture", encoding="utf-8")
    run = filbert("inspect", tmp_path, "--recipe", recipe, "--json")
    assert run.code == 2
    assert [line["name"] for line in run.lines] == ["a.png"]
    assert run.message.startswith(f"No image of {tmp_path.name} could be read.")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("missing", "missing does not exist."),
        ("missing.png", "missing.png does not exist."),
        ("camera:", "No camera is named."),
        ("belt.mp4", "belt.mp4 is empty."),
        ("", "No source is named."),
    ],
)
def test_inspect_names_the_source_it_cant_open(
    filbert: CommandLine, recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "belt.mp4").touch()
    assert filbert.refused("inspect", source, "--recipe", recipe).startswith(told)


@pytest.mark.parametrize("command", ["inspect", "evaluate"])
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda _: b"", "is empty"),
        (lambda content: content[: len(content) // 2], "is damaged"),
        (lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:], "is damaged"),
        (lambda _: pickle.dumps({"a": 1}), "is not a Filbert recipe"),
        (lambda content: content.replace(rb"format_version\":6", rb"format_version\":9"), "was made by a newer"),
    ],
    ids=["empty", "cut short", "flipped byte", "pickle", "newer"],
)
def test_a_recipe_that_is_none_is_refused(
    filbert: CommandLine, recipe: Path, tmp_path: Path, command: str, spoil: Spoil, told: str
) -> None:
    write_dataset(tmp_path, seed=0, good=0, test_good=1, per_defect=0, size=64)
    bad = tmp_path / "bad.filbert"
    bad.write_bytes(spoil(recipe.read_bytes()))
    message = filbert.refused(command, tmp_path, "--recipe", bad)
    assert str(bad) in message
    assert told in message


def test_a_missing_recipe_is_refused(filbert: CommandLine, good: Path, tmp_path: Path) -> None:
    assert "There is no recipe" in filbert.refused("inspect", good, "--recipe", tmp_path / "missing.filbert")


@pytest.mark.parametrize("place", ["a file", "a file/out"])
def test_results_that_cant_be_written_end_the_run(
    filbert: CommandLine, good: Path, recipe: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "a file").touch()
    message = filbert.refused("inspect", good, "--recipe", recipe, "--out", tmp_path / place)
    assert message.startswith(f"Results can't be written to {tmp_path / place}: ")
    assert message.endswith("Choose another folder.")


@pytest.mark.parametrize("out", ["", "results"])
def test_results_dont_go_among_the_images(filbert: CommandLine, good: Path, recipe: Path, out: str) -> None:
    assert "lies in the folder that is inspected" in filbert.refused(
        "inspect", good, "--recipe", recipe, "--out", good / out
    )
    assert len(list(good.iterdir())) == 2


def test_maps_need_a_folder(filbert: CommandLine, good: Path, recipe: Path) -> None:
    assert "--out DIR" in filbert.refused("inspect", good, "--recipe", recipe, "--maps")


def test_evaluate_needs_a_dataset(filbert: CommandLine, recipe: Path, tmp_path: Path) -> None:
    assert "holds no test images" in filbert.refused("evaluate", tmp_path, "--recipe", recipe)
    assert "does not exist" in filbert.refused("evaluate", tmp_path / "missing", "--recipe", recipe)


def test_evaluate_skips_what_it_cant_read(filbert: CommandLine, recipe: Path, tmp_path: Path) -> None:
    write_dataset(tmp_path, seed=0, good=0, test_good=2, per_defect=1, size=64)
    (tmp_path / "test" / "good" / "000.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "ground_truth" / "cut" / "000_mask.png").write_text("no mask", encoding="utf-8")
    (tmp_path / "ground_truth" / "hole" / "000_mask.png").unlink()
    run = filbert("evaluate", tmp_path, "--recipe", recipe, "--json")
    (fields,) = run.lines
    assert run.code == 0
    assert (fields["images"], fields["skipped"], fields["without_mask"]) == (4, 2, 1)
    assert run.err.count("Skipped: ") == 2
    assert "1 of 4 defective images have no mask" in run.err


def test_evaluate_refuses_a_mask_that_lies_otherwise_than_its_picture(
    filbert: CommandLine, recipe: Path, tmp_path: Path
) -> None:
    write_dataset(tmp_path, seed=0, good=0, test_good=2, per_defect=1, size=64)
    for place in ("test/cut/000.png", "ground_truth/hole/000_mask.png"):  # the picture is upright, or the mask is
        write_image(tmp_path / place, read_image(tmp_path / place)[:, :40])
    run = filbert("evaluate", tmp_path, "--recipe", recipe, "--json")
    assert run.lines[0]["skipped"] == 2
    assert "000_mask.png has 64 × 64 pixels, its picture 40 × 64." in run.err
    assert "000_mask.png has 40 × 64 pixels, its picture 64 × 64." in run.err
    assert "have no mask" not in run.err


def test_evaluate_of_nothing_readable_is_an_error(filbert: CommandLine, recipe: Path, tmp_path: Path) -> None:
    write_dataset(tmp_path, seed=0, good=0, test_good=1, per_defect=0, size=64)
    (tmp_path / "test" / "good" / "000.png").write_bytes(b"")
    assert "No test image" in filbert.refused("evaluate", tmp_path, "--recipe", recipe)


@pytest.mark.parametrize(
    "arguments",
    [
        ("train",),
        ("train", "x", "--recipe", "y", "--false-reject", "0"),
        ("train", "x", "--recipe", "y", "--false-reject", "nan"),
        ("train", "x", "--recipe", "y", "--seed", "-1"),
        ("train", "x", "--recipe", "y", "--preset", "huge"),
        ("inspect", "x", "--recipe", "y", "--js"),
        ("fly",),
    ],
    ids=" ".join,
)
def test_a_typing_error_is_answered_with_the_usage(filbert: CommandLine, arguments: tuple[str, ...]) -> None:
    run = filbert(*arguments)
    assert run.code == 2
    assert run.out == ""
    assert run.err.startswith("usage: filbert")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("threshold", "x", "--line", "inf"), "inf is not a score above 0, such as 1.2."),
        (("threshold", "x", "--line", "high"), "high is not a score above 0, such as 1.2."),
        (("threshold", "x", "--min-area", "2mm"), "2mm is not an area, such as 200 or 0.1%."),
        (("train", "x", "--recipe", "y", "--false-reject", "1%"), "1% is not a share between 0 and 1, such as 0.01."),
        (("train", "x", "--recipe", "y", "--seed", "1.5"), "1.5 is not a whole number from 0 to 4294967295."),
        (("inspect", "x", "--recipe", "y", "--parts", "all"), "all is not a whole number from 1 on."),
        (("inspect", "x", "--recipe", "y", "--seconds", "1m"), "1m is not a number of seconds above 0."),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-1],
)
def test_a_value_that_is_none_is_named_with_what_it_should_be(
    filbert: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    assert filbert.refused(*arguments).endswith(told)
