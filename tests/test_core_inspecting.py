"""The command `inspect` on sources without an end, and on one that is in trouble."""

import io
from pathlib import Path

import numpy as np
import pytest
from command_line import CommandLine
from small import frame_of, small_recipe

from core.commands import inspecting
from core.commands.inspecting import ResultReporter
from core.errors import SourceError
from core.recipe_file import save_recipe
from core.sources.patience import PATIENCE_S
from core.terminal import Terminal
from core.types import Inspection, SkippedImage, SourceNotice, SourceState, Verdict

LOST = SourceNotice(SourceState.LOST, "Camera 0 is not plugged in. Plug it in.")
LIVE = SourceNotice(SourceState.LIVE)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(inspecting, "perf_counter", clock)
    return clock


def test_a_source_in_trouble_for_too_long_is_given_up(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    watch = inspecting._Watch(Terminal(as_json=True))
    watch.notice(LOST)
    clock.now = PATIENCE_S - 0.1
    watch.notice(LOST)
    clock.now = PATIENCE_S + 0.1
    with pytest.raises(SourceError, match="not plugged in"):
        watch.notice(LOST)
    assert capsys.readouterr().err.count("LOST") == 1  # told once


def test_a_source_that_is_given_up_is_not_said_to_be_tried_again(clock: Clock) -> None:
    watch = inspecting._Watch(Terminal(as_json=True))
    trying = SourceNotice(SourceState.RECONNECTING, "Camera 0 is not plugged in. Plug it in. Filbert goes on trying.")
    watch.notice(trying)
    clock.now = 15.1
    with pytest.raises(SourceError) as told:
        watch.notice(trying)
    assert str(told.value) == ("Camera 0 is not plugged in. Plug it in. No picture has come for 15 s, so the run ends.")


def test_a_trouble_that_only_lasts_is_told_once(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    watch = inspecting._Watch(Terminal(as_json=True))
    for tenth in range(10, 40):
        watch.notice(SourceNotice(SourceState.STALLED, f"Cam 1 has given no new picture for {tenth / 10} s. Check it."))
    watch.notice(SourceNotice(SourceState.STALLED, "Cam 1 gives garbage. Check it."))
    assert [line.split()[4] for line in capsys.readouterr().err.splitlines() if "STALLED" in line] == [
        "given",
        "garbage.",
    ]


def test_a_source_that_comes_back_is_waited_for_again(clock: Clock) -> None:
    watch = inspecting._Watch(Terminal(as_json=True))
    for second in range(0, 100, 10):
        clock.now = second
        watch.notice(LIVE if second % 20 else LOST)


def test_so_many_parts_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    save_recipe(small_recipe(), tmp_path / "nut.filbert")
    square = "test:numbers?paced=false&width=256&height=256"  # as the good parts were
    run = CommandLine(monkeypatch)("inspect", square, "--recipe", tmp_path / "nut.filbert", "--parts", "3", "--json")
    assert [line["number"] for line in run.lines] == [1, 2, 3]
    assert {line["verdict"] for line in run.lines} == {"NO PART"}  # numbered noise is no hazelnut
    assert run.code == 2
    assert "could be judged" in run.message


def test_a_source_that_gave_nothing_is_not_said_to_be_unreadable() -> None:
    reporter = ResultReporter(Terminal(as_json=True))
    assert (
        reporter.why_none("inbox")
        == "inbox gave no image to inspect. Check that new ones come, or wait longer for them."
    )
    reporter.take(SkippedImage("1.png", 1, "1.png is empty."))
    assert reporter.why_none("inbox") == "No image of inbox could be read. Check the files named above."


def test_what_was_not_judged_is_counted_apart(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = ResultReporter(Terminal(as_json=True))
    for verdict in (Verdict.PASS, Verdict.NO_PART, Verdict.REVIEW, Verdict.FAIL):
        score_map = np.zeros((2, 2), np.float32)
        reporter.take(Inspection(frame_of(np.zeros((4, 4, 3), np.uint8)), score_map, 0.5, verdict, (), 1.0))
    assert reporter.summary() == "3 inspected: 1 PASS, 1 REVIEW, 1 FAIL; 1 NO PART; 0 skipped."
    assert len(capsys.readouterr().out.splitlines()) == 4


class Screen(io.StringIO):
    """What people look at while a command runs."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("kind", "bars"), [(Screen, True), (io.StringIO, False)])
def test_a_log_file_has_no_bar_between_the_results(
    monkeypatch: pytest.MonkeyPatch, kind: type[io.StringIO], bars: bool
) -> None:
    where = kind()
    monkeypatch.setattr("sys.stderr", where)
    monkeypatch.setattr("sys.stdout", where)
    terminal = Terminal(as_json=False)
    for number in terminal.reported(range(50), 50, "Inspecting"):
        terminal.result({}, f"part {number}")
    text = where.getvalue()
    assert ("Inspecting" in text) == bars
    if not bars:
        assert text.splitlines() == [f"part {number}" for number in range(50)]
