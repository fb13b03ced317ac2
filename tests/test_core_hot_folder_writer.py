"""Any number of writers, rests and restarts: nothing half, nothing twice, nothing left out, all in order."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hot_stand_ins import HotLine, encoded, noise, touch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.types import Frame, SourceNotice, Verdict

A_WHILE_S = 9.0  # longer than a source tries to read a file


KINDS = (".png", ".bmp", ".tif", ".ppm", ".webp")  # without loss, so that pixels can be compared


def name_of(index: int) -> str:
    return f"part {index}{KINDS[index % len(KINDS)]}"


@dataclass(frozen=True)
class Writing:
    """One file: when it is begun, rests between its pieces in seconds, where it is cut, whether under another name."""

    begin_s: float
    rests_s: list[float]
    cuts: list[float]
    renamed: bool


WRITINGS = st.builds(
    Writing,
    begin_s=st.floats(0, 6),
    rests_s=st.lists(st.floats(0, 3), max_size=4),
    cuts=st.lists(st.floats(0.02, 1), min_size=4, max_size=4),
    renamed=st.booleans(),
)


class Writer:
    """Writes files in pieces, each file opened anew for every piece, so that no lock gives it away."""

    def __init__(self, line: HotLine) -> None:
        self.line = line
        self.completed: dict[str, float] = {}
        self.files = 0

    @property
    def is_done(self) -> bool:
        """Whether all has been written for a while."""
        done = len(self.completed) == self.files
        return done and self.line.clock.now > max(self.completed.values()) + A_WHILE_S

    def plan(self, index: int, writing: Writing) -> None:
        self.files += 1
        name = name_of(index)
        path = self.line.folder / name
        temporary = path.with_name(f"{name}.part") if writing.renamed else path
        content = encoded(noise(index), path.suffix)
        pieces = len(writing.rests_s)
        ends = sorted(int(cut * (len(content) - 1)) for cut in writing.cuts[:pieces])
        at = writing.begin_s + index / 1000  # no two are complete in the same moment
        begin = 0
        for end, rest in zip(ends, writing.rests_s, strict=True):
            self.line.plan(at, self._append(temporary, content[begin:end]))
            at, begin = at + rest, end
        self.line.plan(at, self._append(temporary, content[begin:]))
        self.line.plan(at, self._complete(temporary, path))

    def _append(self, path: Path, piece: bytes) -> Callable[[], None]:
        def act() -> None:
            with path.open("ab") as file:
                file.write(piece)
            touch(path, self.line.clock.now)

        return act

    def _complete(self, path: Path, final: Path) -> Callable[[], None]:
        def act() -> None:
            # The plan is only followed while the source waits, so several files may be completed in one moment.
            at = max([self.line.clock.now, *(when + 1e-6 for when in self.completed.values())])
            touch(path, at)
            path.rename(final)
            self.completed[final.name] = at

        return act


@pytest.mark.parametrize("move", [False, True])
@settings(max_examples=40, deadline=None)
@given(
    writings=st.lists(WRITINGS, min_size=1, max_size=10),
    killed_at=st.lists(st.integers(1, 30), max_size=4),
    behind=st.integers(0, 3),
)
def test_each_file_is_inspected_whole_once_and_in_order(
    move: bool, writings: list[Writing], killed_at: list[int], behind: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        line = HotLine(Path(place), move=move)
        writer = Writer(line)
        for index, writing in enumerate(writings):
            writer.plan(index, writing)
        runs: list[list[str]] = [[]]
        settled: list[str] = []
        waiting: list[Frame] = []  # given, but the recorder is behind
        pictures = 0
        while not writer.is_done:
            item = next(line.items)
            if isinstance(item, SourceNotice):
                continue
            assert isinstance(item, Frame), item
            np.testing.assert_array_equal(item.image, noise(int(item.name[5:].partition(".")[0])))
            pictures += 1
            runs[-1].append(item.name)
            waiting.append(item)
            assert item.number == len(runs[-1])
            if pictures in killed_at:
                waiting = []
                runs.append([])
                line.reopen()
            while len(waiting) > behind:
                line.source.settle(waiting[0], Verdict.PASS)
                settled.append(waiting.pop(0).name)
        settled += [frame.name for frame in waiting]

        wanted = [name_of(index) for index in range(len(writings))]
        assert sorted(settled) == sorted(wanted)
        for run in runs:
            assert run == sorted(run, key=lambda name: writer.completed[name])
