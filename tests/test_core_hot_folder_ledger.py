import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hot_stand_ins import HotLine, put

from core.errors import SourceError
from core.sources.arrivals import Stamp
from core.sources.ledger import Ledger, ledger_file

ROOT = Path(__file__).resolve().parents[1]

KILLED_AFTER_SOME = """
import os, signal, sys
from pathlib import Path
from core.sources.hot_folder import HotFolderSource
from core.types import Frame, Verdict

source = HotFolderSource(Path(sys.argv[1]), move=sys.argv[3] == "move", ledger_place=Path(sys.argv[2]))
for item in source.frames():
    if isinstance(item, Frame):
        if item.number == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        source.settle(item, Verdict.PASS)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledgers" / "a.jsonl"


def opened(path: Path) -> Ledger:
    return Ledger(path, Path("hot"))


def test_what_is_noted_is_there_for_the_next(path: Path) -> None:
    ledger = opened(path)
    ledger.note("a.png", Stamp(1, 2))
    ledger.note("b.png", Stamp(3, 4), "failed")
    ledger.note("a.png", Stamp(5, 6))

    again = opened(path)

    assert again.entry("a.png") == (Stamp(5, 6), "")
    assert again.waiting_to_be_moved() == [("b.png", (Stamp(3, 4), "failed"))]
    assert again.entry("c.png") is None


def test_a_name_in_no_encoding_is_kept(path: Path) -> None:
    name = os.fsdecode(b"part \xff.png")
    opened(path).note(name, Stamp(1, 2))

    entry = opened(path).entry(name)
    assert entry is not None
    assert entry.stamp == Stamp(1, 2)


@pytest.mark.parametrize("cut", range(1, 30, 3))
def test_a_line_that_was_cut_off_costs_only_itself(path: Path, cut: int) -> None:
    ledger = opened(path)
    ledger.note("a.png", Stamp(1, 2))
    ledger.note("b.png", Stamp(1, 2))
    path.write_bytes(path.read_bytes()[:-cut])

    after = opened(path)
    after.note("c.png", Stamp(1, 2))

    again = opened(path)
    assert again.entry("a.png") is not None or cut >= len('\n["b.png", 1, 2, ""]')
    assert again.entry("b.png") is None
    assert again.entry("c.png") is not None


@pytest.mark.parametrize("content", [b"", b"\xff\x00garbage", b"[1, 2]\n{}\nnull\n[[], {}, 3, 4]"])
def test_a_damaged_ledger_is_begun_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    ledger = opened(path)
    ledger.note("a.png", Stamp(1, 2))

    assert opened(path).entry("a.png") is not None


def test_a_ledger_that_may_not_be_read(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(SourceError, match="where inspected files are noted, can't be read"):
        opened(path)


def test_files_that_are_gone_are_dropped_at_the_start(path: Path) -> None:
    ledger = opened(path)
    for name in "abc":
        ledger.note(name, Stamp(1, 2))

    ledger.tidy({"b", "d"})

    assert [ledger.entry(name) is not None for name in "abc"] == [False, True, False]
    assert len(path.read_text().splitlines()) == 2  # the header and b


def test_an_empty_folder_may_be_a_drive_that_is_not_connected(path: Path) -> None:
    ledger = opened(path)
    ledger.note("a", Stamp(1, 2))

    ledger.tidy(set())
    ledger.forget_all_but(set())

    assert opened(path).entry("a") is not None


def test_the_file_does_not_grow_for_ever(path: Path) -> None:
    ledger = opened(path)
    longest = 0
    for number in range(5000):
        ledger.note(f"{number}.png", Stamp(1, 2))
        ledger.note("shot.png", Stamp(1, number))
        ledger.forget_all_but({"shot.png", f"{number}.png"})
        longest = max(longest, path.stat().st_size)

    assert longest < 1100 * 40
    assert len(json.dumps(ledger.waiting_to_be_moved())) == 2
    assert ledger.entry("shot.png") == (Stamp(1, 4999), "")


def test_a_full_disk_while_it_is_shortened_costs_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = opened(path)
    ledger.note("a", Stamp(1, 2))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        ledger.tidy({"b"})

    assert opened(path).entry("a") is not None
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_each_folder_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")

    assert ledger_file(tmp_path / "a", tmp_path) == ledger_file(tmp_path / "link", tmp_path)
    assert ledger_file(tmp_path / "a", tmp_path) != ledger_file(tmp_path / "b", tmp_path)
    assert ledger_file(tmp_path / "a").is_absolute()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
@pytest.mark.parametrize("moving", ["move", "stay"])
def test_a_killed_program_inspects_the_rest_after_its_restart(tmp_path: Path, moving: str) -> None:
    line = HotLine(tmp_path, move=moving == "move")
    for number in range(1, 8):
        put(line.folder / f"{number}.png", changed_at=number)
    command = [sys.executable, "-c", KILLED_AFTER_SOME, str(line.folder), str(line.ledger_place), moving]

    killed = subprocess.run(command, cwd=ROOT, check=False, timeout=120)
    line.reopen()

    assert killed.returncode == -signal.SIGKILL
    assert line.names() == ["4.png", "5.png", "6.png", "7.png"]
