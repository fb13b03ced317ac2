"""Runs the command line as a user does: in this process, which is quick, or in one of its own, which is real."""

import io
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from small import SMALL_LITE, SMALL_VGG19

import main
from core.commands import training as commands
from core.model.presets import Preset

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What `--json` printed: every line of stdout an object."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def message(self) -> str:
        """The last line for people; bars are drawn over, so what counts is what stands behind the last return."""
        return self.err.rstrip("\n").splitlines()[-1].split("\r")[-1]


@dataclass(frozen=True)
class CommandLine:
    """The program in this process, its presets cut short unless others are given."""

    monkeypatch: pytest.MonkeyPatch
    presets: Mapping[str, Preset] = field(default_factory=lambda: {"lite": SMALL_LITE, "vgg19": SMALL_VGG19})

    def __call__(self, *arguments: str | Path) -> Run:
        out, err = io.StringIO(), io.StringIO()
        with self.monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["filbert", *map(str, arguments)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr("core.logs.set_up_logging", lambda: None)
            patch.setattr(commands, "PRESETS", self.presets)
            try:
                code = main.main()
            except SystemExit as end:  # argparse
                code = int(end.code or 0)
        return Run(code, out.getvalue(), err.getvalue())

    def refused(self, *arguments: str | Path) -> str:
        """Assert that the command ends as bad input should; its one sentence."""
        run = self(*arguments)
        assert run.code == 2
        assert run.out == ""
        assert "Traceback" not in run.err
        assert run.message.endswith(".")
        return run.message


def process_environment(home: Path) -> Mapping[str, str]:
    """A user of their own: no log, no weights, no setting of this machine is touched or found."""
    places = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TORCH_HOME")}
    return {**os.environ, **places, "HOME": str(home), "OMP_NUM_THREADS": "1"}


def process_arguments(*arguments: str | Path) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
