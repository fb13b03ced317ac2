"""What `inspect --out` writes, and what is said when it can't be written."""

import csv
import errno
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small import part

from core.commands.results_folder import COLUMNS, ResultsFolder
from core.errors import OutputError
from core.images import read_image
from core.types import Frame, Inspection, SkippedImage, Verdict


def inspection_of(name: str) -> Inspection:
    frame = Frame(part()[:64, :48], name, 1, captured_at=0.0)
    return Inspection(frame, np.full((4, 4), 0.25, np.float32), 0.25, Verdict.PASS, (), 12.34)


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_is_whole_before_the_next(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path, with_maps=True) as results:
        assert (tmp_path / "results.csv").read_bytes() == ",".join(COLUMNS).encode() + b"\r\n"
        results.add(inspection_of("a.png"))
        (row,) = rows_of(tmp_path)
        assert row["heatmap"] == "a.png.heatmap.png"
        results.add_skipped(SkippedImage("b.png", 2, 'b.png is "damaged", remove it.'))
        assert [row["name"] for row in rows_of(tmp_path)] == ["a.png", "b.png"]
    assert rows_of(tmp_path)[1]["skipped"] == 'b.png is "damaged", remove it.'


def test_images_of_nested_folders_get_nested_results(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path / "new" / "out", with_maps=True) as results:
        results.add(inspection_of("kind one/größe/a b.png"))
    (row,) = rows_of(tmp_path / "new" / "out")
    assert read_image(tmp_path / "new" / "out" / row["heatmap"]).shape == (64, 48, 3)
    np.testing.assert_array_equal(np.load(tmp_path / "new" / "out" / row["map"]), np.full((4, 4), 0.25, np.float32))


def test_a_row_says_why_nothing_was_judged_and_what_is_wrong_with_the_station(tmp_path: Path) -> None:
    dark = replace(inspection_of("a.png"), verdict=Verdict.NOT_READY, reason="It is dark.", warning="Check the light.")
    with ResultsFolder(tmp_path, with_maps=False) as results:
        results.add(dark)
        results.add(inspection_of("b.png"))
    told = [(row["verdict"], row["skipped"], row["reason"], row["warning"]) for row in rows_of(tmp_path)]
    assert told == [("NOT READY", "", "It is dark.", "Check the light."), ("PASS", "", "", "")]


def test_maps_are_written_only_when_asked_for(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path, with_maps=False) as results:
        results.add(inspection_of("a.png"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png.heatmap.png", "results.csv"]


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "good").touch()
    with (
        ResultsFolder(tmp_path, with_maps=False) as results,
        pytest.raises(OutputError, match=r"The folder .*good can't be made: .* Choose another folder\."),
    ):
        results.add(inspection_of("good/a.png"))
    assert rows_of(tmp_path) == []


class FullDisk:
    """A table that takes nothing any more."""

    def write(self, _: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        """Let go of nothing."""


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path, with_maps=False) as results:
        results._table.close()
        results._table = FullDisk()  # type: ignore[assignment]
        with pytest.raises(OutputError, match=r"results\.csv can't be written: No space left on device\."):
            results.add_skipped(SkippedImage("a.png", 1, "a.png is damaged."))


def test_an_error_inside_leaves_the_rows_there_are(tmp_path: Path) -> None:
    def interrupted() -> None:
        with ResultsFolder(tmp_path, with_maps=False) as results:
            results.add(inspection_of("a.png"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [row["name"] for row in rows_of(tmp_path)] == ["a.png"]
