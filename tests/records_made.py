"""Records as tests make them, and a filter written out plainly to compare with."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from core.records.record import Filter, Record
from core.types import Frame, Inspection, Region, Verdict

BEGIN = datetime(2026, 11, 27, 6, tzinfo=UTC)
NOW = datetime.now(UTC)
PATIENCE_S = 20.0  # only a test that fails waits that long


def make_record(number: int = 1, **values: object) -> Record:
    usual: dict[str, object] = {
        "at": BEGIN + timedelta(seconds=number),
        "station": "north",
        "recipe": "Hazelnut",
        "recipe_version": 4,
        "source": "camera:0",
        "name": f"part-{number:05}.png",
        "number": number,
        "score": 0.4,
        "verdict": Verdict.PASS,
        "latency_ms": 21.5,
        "width": 640,
        "height": 480,
    }
    return Record(**{**usual, **values})  # type: ignore[arg-type]


def make_many(count: int, seed: int = 0) -> list[Record]:
    """Records of all kinds, some of the same moment and score."""
    dice = random.Random(seed)
    verdicts = [Verdict.PASS] * 8 + [Verdict.REVIEW, Verdict.FAIL]
    return [
        make_record(
            number,
            at=BEGIN + timedelta(seconds=dice.randrange(count)),
            recipe=dice.choice(["Hazelnut", "Bolt M6", "50% grey"]),
            recipe_version=dice.randrange(1, 4),
            lot=dice.choice(["", "A-12", "a_12"]),
            name=dice.choice(["x'y.png", "100%.png", "a_b.png", "axb.png", "Ölring.png"]),
            score=dice.randrange(20) / 10,
            verdict=dice.choice(verdicts),
        )
        for number in range(1, count + 1)
    ]


def fits(record: Record, wanted: Filter) -> bool:
    """Whether a record is wanted, asked plainly."""
    said = record.confirmation.by if record.confirmation else ""
    opinion = record.confirmation.opinion if record.confirmation else None
    names = (record.name, record.source, record.lot, said)
    return all(
        (
            wanted.since is None or record.at >= wanted.since,
            wanted.until is None or record.at < wanted.until,
            not wanted.verdicts or record.verdict in wanted.verdicts,
            wanted.recipe is None or record.recipe == wanted.recipe,
            wanted.recipe_version is None or record.recipe_version == wanted.recipe_version,
            wanted.lot is None or record.lot == wanted.lot,
            wanted.score_from is None or record.score >= wanted.score_from,
            wanted.score_to is None or record.score <= wanted.score_to,
            any(wanted.text.lower() in name.lower() for name in names),
            not wanted.opinions or opinion in wanted.opinions,
            not wanted.only_unconfirmed or opinion is None,
        )
    )


def make_rejected(number: int, verdict: Verdict = Verdict.FAIL, **values: object) -> Record:
    """A record of so many minutes ago, of a part that was rejected unless told otherwise."""
    score = 1.5 if verdict is Verdict.FAIL else 0.4
    usual = {"at": NOW - timedelta(minutes=number), "recipe": "Nut", "name": f"{number:03}.png", "score": score}
    return make_record(number, **{**usual, "verdict": verdict, **values})


def make_part(number: int = 1, verdict: Verdict = Verdict.FAIL, side: int = 16) -> Inspection:
    """An inspected part with a picture unlike any other's."""
    image = np.random.default_rng(number).integers(0, 256, (side, side + 4, 3), np.uint8)
    score_map = np.linspace(0, 1.5, 64, dtype=np.float32).reshape(8, 8)
    region = Region(1, 2, 3, 4, 12, 1.5)
    return Inspection(Frame(image, f"{number}.png", number, 0.0), score_map, 1.5, verdict, (region,), latency_ms=20.0)


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Callable[[int], None]]:
    """A disk of its own at a folder; what it gives makes it larger. Skips the test where that can't be had."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small disk can only be mounted by root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place]
    if subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("a small disk may not be mounted here")

    def grow(megabytes: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={megabytes}m", place], check=True)

    try:
        yield grow
    finally:
        subprocess.run(["umount", "-l", place], check=True)
