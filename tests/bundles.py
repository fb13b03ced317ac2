"""Built programs, started as a user does, and the screen they are seen on."""

import contextlib
import json
import os
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PATIENCE = 120  # seconds: Wine starts slowly, and this machine may be busy with other work
_PAUSE = 0.1  # seconds between two looks at the screen


@dataclass(frozen=True)
class Bundle:
    """A built program, and how it is started here: without a network, in a home of its own."""

    folder: Path
    home: Path
    starter: list[str]
    suffix: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def named(self, path: Path) -> str:
        """A path as the program calls it."""
        return ("Z:" + str(path).replace("/", "\\")) if self.suffix else str(path)

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        named = [self.named(one) if isinstance(one, Path) else one for one in arguments]
        return [*self.starter, str(self.folder / (program + self.suffix)), *named]

    def start(self, program: str, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(program, *arguments),
            env={**os.environ, **self.environment, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    @contextlib.contextmanager
    def started(self, program: str, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
        """The running program, ended at the end if it hasn't by itself."""
        process = self.start(program, *arguments)
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def run(self, program: str, *arguments: str | Path) -> str:
        """What it printed; it must end well."""
        with self.started(program, *arguments) as process:
            out, errors = process.communicate(timeout=800)
        assert process.returncode == 0, errors + out
        return out

    def results(self, program: str, *arguments: str | Path) -> list[dict[str, object]]:
        """The lines of JSON it printed."""
        return results_in(self.run(program, *arguments))


def results_in(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


@dataclass(frozen=True)
class Screen:
    """A screen without a monitor: its name, and the file in which X keeps what is on it (XWD, version 7)."""

    display: str
    memory: Path

    def picture(self) -> NDArray[np.uint8]:
        """What is to be seen: rows, columns, and blue, green, red."""
        content = self.memory.read_bytes()
        header = struct.unpack_from(">25I", content)
        (start, columns, rows, stride), colours = (header[index] for index in (0, 4, 5, 12)), header[19]
        pixels = np.frombuffer(content, np.uint8, rows * stride, start + 12 * colours)
        return pixels.reshape(rows, stride // 4, 4)[:, :columns, :3]

    def wait_until(self, seen: Callable[[NDArray[np.uint8]], bool], running: subprocess.Popen[str]) -> None:
        """Wait until what is to be seen is so; `running` must not end before."""
        until = time.monotonic() + PATIENCE
        while not seen(self.picture()):
            assert time.monotonic() < until, "It was never to be seen."
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(_PAUSE)
            assert running.poll() is None, "It ended."
