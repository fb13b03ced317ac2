"""Each part a station inspects becomes a record, and what people say of it at once is kept with it."""

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from records_made import PATIENCE_S, make_part

from core.errors import RecordsDiskFullError
from core.inspection.recorder import Recorder
from core.records.archive import ArchiveRules, ArchiveState, ArchiveStatus
from core.records.kept_pictures import read_kept_picture
from core.records.places import archive_folder
from core.records.record import Filter, Opinion, Record
from core.records.recording import Origin, Recording, RecordingRules, RecordingStatus
from core.records.status import RecordsState, WriterStatus
from core.records.store import RecordStore
from core.types import SkippedImage, Verdict

RULES = RecordingRules(station="north", archive=ArchiveRules(pass_share=0.0))
ORIGIN = Origin("Hazelnut", 4, "camera:0", lambda: "A-12")


@pytest.fixture
def started() -> Iterator[Callable[..., Recording]]:
    """Start recordings that are closed in the end."""
    made: list[Recording] = []

    def start(rules: RecordingRules = RULES, **values: object) -> Recording:
        recording = Recording(rules, **values)  # type: ignore[arg-type]
        recording.archive._free_bytes = lambda _folder: 10**12
        recording.start()
        made.append(recording)
        return recording

    yield start
    for recording in made:
        recording.close(PATIENCE_S)


def kept() -> list[Record]:
    store = RecordStore.open()
    records = list(store.iterate(Filter()))
    store.close()
    return records


def test_a_part_becomes_a_record_with_its_pictures(started: Callable[..., Recording]) -> None:
    recording = started()
    before = datetime.now(UTC)
    part = make_part(3)
    with Recorder([recording.sink(ORIGIN)]) as recorder:
        recorder.add(part)
        recorder.add(SkippedImage("4.png", 4, "4.png is damaged."))
        recorder.add(make_part(5, Verdict.NO_PART))
        recorder.add(make_part(6, Verdict.PASS))
    assert recording.close(PATIENCE_S) == 0
    first, second = kept()
    assert before <= first.at <= datetime.now(UTC)
    assert (first.station, first.recipe, first.recipe_version, first.source, first.lot) == (
        *("north", "Hazelnut", 4, "camera:0"),
        "A-12",
    )
    assert (first.name, first.number, first.score, first.verdict) == ("3.png", 3, 1.5, Verdict.FAIL)
    assert first.regions == part.regions
    assert (first.latency_ms, first.width, first.height) == (20.0, 20, 16)
    assert np.array_equal(read_kept_picture(archive_folder(), first.image), part.frame.image)
    assert (second.number, second.image, second.score_map) == (6, "", "")


def test_what_somebody_says_at_once_is_kept_with_the_record(started: Callable[..., Recording]) -> None:
    heard: list[Record] = []
    recording = started(on_saved=heard.extend)
    keep = recording.sink(ORIGIN)
    parts = [make_part(number, Verdict.REVIEW) for number in range(1, 6)]
    for part in parts:
        keep(part)
    recording.say(parts[1], Opinion.GOOD, "Anna")
    recording.say(parts[3], Opinion.BAD, "Anna")
    recording.close(PATIENCE_S)
    said = {record.number: record.confirmation.opinion for record in kept() if record.confirmation}
    assert said == {2: Opinion.GOOD, 4: Opinion.BAD}
    assert [record.number for record in heard] == [1, 2, 3, 4, 5]


def test_parts_nobody_looks_at_any_more_are_not_held(started: Callable[..., Recording]) -> None:
    recording = started()
    keep = recording.sink(ORIGIN)
    for number in range(20):
        keep(make_part(number))
    recording.writer.flush(PATIENCE_S)
    last = make_part(99)
    keep(last)
    recording.writer.flush(PATIENCE_S)
    recording.say(last, Opinion.UNSURE, "Anna")
    gc.collect()
    assert len(recording._answers._ids) <= 1
    recording.close(PATIENCE_S)
    assert [record.number for record in kept() if record.confirmation] == [99]


def test_a_damaged_store_is_told_of_and_recording_goes_on(
    started: Callable[..., Recording], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILBERT_RECORDS_DIR", str(tmp_path))
    (tmp_path / "records.sqlite").write_bytes(b"rubbish " * 1000)
    told: list[RecordingStatus] = []
    recording = started(on_status=told.append)
    recording.sink(ORIGIN)(make_part(1))
    recording.close(PATIENCE_S)
    assert [record.number for record in kept()] == [1]
    assert any("damaged" in status.remark for status in told)


def test_a_full_disk_is_told_of_with_what_waits(started: Callable[..., Recording]) -> None:
    full = threading.Event()

    class Full:
        remark = ""

        def add(self, _records: Sequence[Record], _batch: object = None) -> list[int]:
            raise RecordsDiskFullError("The disk is full.")

        def close(self) -> None:
            pass

    def hear(status: RecordingStatus) -> None:
        if status.records.state is RecordsState.DISK_FULL and status.records.waiting:
            full.set()

    recording = started(on_status=hear, open_store=lambda _url: Full())
    recording.sink(ORIGIN)(make_part(1))
    assert full.wait(PATIENCE_S)
    assert recording.status.sentence == "The disk is full. Records that wait in memory: 1."
    assert recording.status.records.state is RecordsState.DISK_FULL
    assert recording.close(PATIENCE_S) == 1


def test_the_worst_is_said_first() -> None:
    status = RecordingStatus(
        WriterStatus(RecordsState.DISK_FULL, "The disk is full.", waiting=1200),
        ArchiveStatus(ArchiveState.DISK_LOW, "Pictures are not kept."),
    )
    assert status.sentence == "The disk is full. Records that wait in memory: 1,200. Pictures are not kept."
    well = RecordingStatus(WriterStatus(RecordsState.OK, waiting=3), ArchiveStatus(ArchiveState.OK))
    assert (well.sentence, well.records.state) == ("", RecordsState.OK)


def test_other_rules_hold_from_the_next_part_on(started: Callable[..., Recording]) -> None:
    recording = started()
    keep = recording.sink(ORIGIN)
    keep(make_part(1))
    recording.change(RecordingRules(station="south", archive=ArchiveRules(on=False)))
    keep(make_part(2))
    recording.close(PATIENCE_S)
    first, second = kept()
    assert (first.station, bool(first.image)) == ("north", True)
    assert (second.station, bool(second.image)) == ("south", False)


def test_records_are_said_to_be_kept_only_while_they_are() -> None:
    no_room = ArchiveStatus(ArchiveState.DISK_LOW, "The disk is nearly full.")
    fine, full = WriterStatus(RecordsState.OK), WriterStatus(RecordsState.DISK_FULL, "The disk is full.", waiting=3)
    assert RecordingStatus(fine, no_room).sentence == "The disk is nearly full. Records still are kept."
    said = RecordingStatus(full, no_room).sentence
    assert said == "The disk is full. Records that wait in memory: 3. The disk is nearly full."
