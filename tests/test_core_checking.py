"""The command `check`."""

from pathlib import Path

from command_line import CommandLine
from small import part

from core.images import write_image


def test_remarks_are_told_and_are_no_errors(filbert: CommandLine, tmp_path: Path) -> None:
    for number in range(3):
        write_image(tmp_path / f"{number}.png", part(number))
    write_image(tmp_path / "copy.png", part(0))
    (tmp_path / "bad.png").write_bytes(b"no picture")
    run = filbert("check", tmp_path, "--json")
    [line] = run.lines
    assert run.code == 0
    assert line["images"] == 4
    assert {remark["kind"] for remark in line["remarks"]} == {"too few", "duplicate"}
    [copy] = [remark for remark in line["remarks"] if remark["kind"] == "duplicate"]
    assert sorted(copy["images"] + copy["beside"]) == ["0.png", "copy.png"]
    assert [item["name"] for item in line["skipped"]] == ["bad.png"]


def test_people_get_sentences(filbert: CommandLine, tmp_path: Path) -> None:
    write_image(tmp_path / "0.png", part(0))
    run = filbert("check", tmp_path)
    assert run.out.startswith("1 image can be read.\n")


def test_a_folder_that_is_not_there_is_bad_input(filbert: CommandLine, tmp_path: Path) -> None:
    run = filbert("check", tmp_path / "none")
    assert run.code == 2
    assert "none" in run.message
