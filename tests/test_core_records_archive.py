"""The pictures of parts: which are kept, as what, for how long, and what happens without room."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from records_made import BEGIN, make_part

from core.errors import FilbertError, RecordsError
from core.records.archive import (
    RESERVE,
    ArchiveRules,
    ArchiveState,
    ArchiveStatus,
    ImageArchive,
    Kept,
)
from core.records.kept_pictures import read_kept_picture, read_kept_score_map
from core.records.retention import days_of, tidy
from core.types import Verdict

DAY = BEGIN.astimezone().date()


def archive(folder: Path, told: list[ArchiveStatus] | None = None, **values: object) -> ImageArchive:
    rules = ArchiveRules(**{"pass_share": 0.25, **values})  # type: ignore[arg-type]
    listener = [].append if told is None else told.append
    return ImageArchive(folder, rules, listener, free_bytes=lambda _folder: RESERVE * 2)


def test_what_is_kept_is_what_was_seen(tmp_path: Path) -> None:
    part = make_part(7)
    kept = archive(tmp_path).keep(part, BEGIN)
    assert np.array_equal(read_kept_picture(tmp_path, kept.image), part.frame.image)
    assert np.allclose(read_kept_score_map(tmp_path, kept.score_map), part.score_map, rtol=1e-3, atol=1e-3)
    assert kept.image.startswith(f"{DAY.isoformat()}/")
    assert kept.image.endswith("-FAIL.png")
    assert sorted(path.name for path in (tmp_path / DAY.isoformat()).iterdir()) == sorted(
        name.partition("/")[2] for name in (kept.image, kept.score_map)
    )


def test_every_fail_and_review_and_an_even_share_of_pass_is_kept(tmp_path: Path) -> None:
    def kept_of(folder: Path) -> list[bool]:
        keeper = archive(folder)
        kinds = [Verdict.PASS, Verdict.FAIL, Verdict.PASS, Verdict.PASS, Verdict.REVIEW, Verdict.PASS] * 4
        return [keeper.keep(make_part(n, kind), BEGIN) != Kept() for n, kind in enumerate(kinds)]

    kept = kept_of(tmp_path / "one")
    assert kept == [False, True, False, False, True, True] * 4  # every fourth PASS
    assert kept_of(tmp_path / "other") == kept


@pytest.mark.parametrize(("share", "count"), [(0.0, 0), (0.02, 4), (0.1, 20), (0.33, 66), (1.0, 200)])
def test_the_share_of_pass_is_what_was_asked_for(tmp_path: Path, share: float, count: int) -> None:
    keeper = archive(tmp_path, pass_share=share)
    part = make_part(1, Verdict.PASS)
    assert sum(keeper.keep(part, BEGIN) != Kept() for _ in range(200)) == count


def test_one_that_is_off_keeps_nothing(tmp_path: Path) -> None:
    keeper = archive(tmp_path, on=False)
    assert keeper.keep(make_part(), BEGIN) == Kept()
    assert keeper.status.state is ArchiveState.OFF
    assert list(tmp_path.iterdir()) == []


def test_when_the_disk_runs_low_no_pictures_are_kept_until_there_is_room(tmp_path: Path) -> None:
    told: list[ArchiveStatus] = []
    free = [RESERVE]
    keeper = ImageArchive(tmp_path, ArchiveRules(), told.append, free_bytes=lambda _folder: free[0])
    assert keeper.keep(make_part(1), BEGIN) != Kept()
    free[0] = RESERVE - 1
    assert keeper.keep(make_part(2), BEGIN) == Kept()
    assert keeper.keep(make_part(3), BEGIN) == Kept()
    free[0] = RESERVE + 1  # too little more to begin again
    assert keeper.keep(make_part(4), BEGIN) == Kept()
    free[0] = RESERVE * 2
    assert keeper.keep(make_part(5), BEGIN) != Kept()
    assert [status.state for status in told] == [ArchiveState.DISK_LOW, ArchiveState.OK]
    assert "Free some space" in told[0].sentence


def test_a_folder_that_cannot_be_written_is_told_of_once_and_stops_nothing(tmp_path: Path) -> None:
    told: list[ArchiveStatus] = []
    (tmp_path / "file").touch()
    keeper = ImageArchive(tmp_path / "file", ArchiveRules(), told.append, free_bytes=lambda _folder: RESERVE * 2)
    assert [keeper.keep(make_part(n), BEGIN) for n in range(3)] == [Kept()] * 3
    assert [status.state for status in told] == [ArchiveState.NOT_KEPT]


def test_two_parts_of_the_same_moment_have_pictures_of_their_own(tmp_path: Path) -> None:
    keeper = archive(tmp_path)
    names = {keeper.keep(make_part(n), BEGIN).image for n in range(5)}
    assert len(names) == 5


def fill(folder: Path, day: date, files: int, size: int = 1000) -> None:
    place = folder / day.isoformat()
    place.mkdir()
    for number in range(files):
        (place / f"{number:03}.png").write_bytes(bytes(size))


def left(folder: Path) -> dict[str, int]:
    return {path.name: len(list(path.iterdir())) for _, path in days_of(folder)}


def test_pictures_go_when_they_are_too_old(tmp_path: Path) -> None:
    for age in (-1, 0, 29, 30, 31, 400):
        fill(tmp_path, DAY - timedelta(days=age), 3)
    (tmp_path / "notes").mkdir()
    (tmp_path / "2026-13-45").mkdir()
    assert tidy(tmp_path, DAY, 30, 10**9) == 12_000
    ages = {(DAY - day).days for day, _ in days_of(tmp_path)}
    assert ages == {-1, 0, 29, 30}
    assert {path.name for path in tmp_path.iterdir()} >= {"notes", "2026-13-45"}


def test_of_too_many_the_oldest_go(tmp_path: Path) -> None:
    for age in (2, 1, 0):
        fill(tmp_path, DAY - timedelta(days=age), 10)
    assert tidy(tmp_path, DAY, 30, 15_500) == 15_000
    assert left(tmp_path) == {(DAY - timedelta(days=1)).isoformat(): 5, DAY.isoformat(): 10}
    yesterday = tmp_path / (DAY - timedelta(days=1)).isoformat()
    assert sorted(path.name for path in yesterday.iterdir()) == [f"{number:03}.png" for number in range(5, 10)]


def test_no_folder_is_nothing_to_tidy(tmp_path: Path) -> None:
    assert tidy(tmp_path / "none", DAY, 30, 1000) == 0


def test_the_archive_tidies_up_by_its_rules_in_a_thread_of_its_own(tmp_path: Path) -> None:
    fill(tmp_path, DAY - timedelta(days=31), 3)
    fill(tmp_path, DAY - timedelta(days=30), 3)
    keeper = ImageArchive(tmp_path, ArchiveRules(days=30), today=lambda: DAY)
    keeper.start()
    keeper.close()
    keeper.tidy()  # the thread may have been ended before it began
    assert left(tmp_path) == {(DAY - timedelta(days=30)).isoformat(): 3}


def test_a_damaged_heatmap_is_told_of(tmp_path: Path) -> None:
    kept = archive(tmp_path).keep(make_part(), BEGIN)
    path = tmp_path / kept.score_map
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(RecordsError, match="not kept any more, or damaged"):
        read_kept_score_map(tmp_path, kept.score_map)


@pytest.mark.parametrize("name", ["", "../secret.png", "/etc/passwd", "a/../../b.png", "C:/x.png", "..\\x.png"])
@pytest.mark.parametrize("read", [read_kept_picture, read_kept_score_map])
def test_a_name_from_a_database_leads_nowhere_else(
    tmp_path: Path, name: str, read: Callable[[Path, str], object]
) -> None:
    with pytest.raises(FilbertError, match="No picture of this part was kept"):
        read(tmp_path, name)


def test_a_moment_belongs_to_the_stations_own_day(tmp_path: Path) -> None:
    late = datetime(2026, 11, 27, 23, 59, 59).astimezone()
    assert archive(tmp_path).keep(make_part(), late).image.startswith("2026-11-27/235959")
