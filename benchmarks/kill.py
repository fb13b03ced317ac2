"""What `kill -9` leaves: `python -m benchmarks.kill [--times 200] [--seed 0] [--json]`. Linux.

Half of it inspects parts and records them with their pictures, and says each record's number once it is saved; it is
killed at a random moment. Then the store must be whole, hold every record that was said to be saved, and none twice,
and every picture that is there must be a whole one. The other half saves one version of a recipe after another: the
old or the new one must be there, whole, and no version that was said to be saved may be missing.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from time import sleep

import numpy as np

from core.errors import FilbertError
from core.inspection.recorder import Recorder
from core.inspection.run import Run
from core.places import RECORDS_VARIABLE
from core.records.damage import is_whole
from core.records.kept_pictures import read_kept_picture, read_kept_score_map
from core.records.places import archive_folder, records_file
from core.records.record import Filter, Record
from core.records.recording import Origin, Recording, RecordingRules
from core.records.store import RecordStore
from core.terminal import Terminal
from core.types import Frame, Inspection, Region, Verdict

LONGEST_S = 0.8
_SIDE = 64


@dataclass(frozen=True)
class Outcome:
    """What so many kills left; `wrong` says what should not have been."""

    kills: int
    saved: int
    wrong: tuple[str, ...]


class Parts:
    """A source without an end; `begin` makes its numbers unlike those of the run before."""

    name, total = "parts", None

    def __init__(self, begin: int) -> None:
        self._begin = begin

    def frames(self) -> Iterator[Frame]:
        """Give one part after another."""
        number = self._begin
        while True:
            image = np.full((_SIDE, _SIDE, 3), number % 256, np.uint8)
            yield Frame(image, f"{number}.png", number, 0.0)
            number += 1


class Judges:
    """Judges at once: it is the recording that is looked at."""

    device_label, parts_at_once = "abacus", 1

    def enter_thread(self) -> None:
        """Nothing is to be made ready."""

    def inspect(self, frame: Frame) -> Inspection:
        """Find one part in ten defective."""
        score_map = np.full((8, 8), 0.4, np.float32)
        verdict = Verdict.FAIL if frame.number % 10 == 0 else Verdict.PASS
        regions = (Region(1, 2, 3, 4, 12, 1.5),) if verdict is Verdict.FAIL else ()
        return Inspection(frame, score_map, 1.5 if regions else 0.4, verdict, regions, 1.0)


def inspect_and_record(begin: int, say: Callable[[int], None]) -> None:
    """Inspect without an end; say each record that is saved."""

    def saved(records: Sequence[Record]) -> None:
        for record in records:
            say(record.number)

    recording = Recording(RecordingRules(), on_saved=saved)
    recording.start()
    with Recorder([recording.sink(Origin("nut", 1, "parts"))]) as recorder:
        for outcome in Run(Parts(begin), Judges()).outcomes():
            if isinstance(outcome, Inspection):
                recorder.add(outcome)


def save_without_end(path: Path, say: Callable[[int], None]) -> None:
    """Save a recipe as a new version again and again; say each version that is saved."""
    from core.recipe_file import load_recipe  # noqa: PLC0415 - imports torch
    from core.recipes.saving import save_new_version  # noqa: PLC0415

    recipe = load_recipe(path)
    while True:
        say(save_new_version(recipe, path).recipe.card.version)


def killed(work: Callable[[Callable[[int], None]], None], after_s: float) -> list[int]:
    """Begin some work in a process of its own, kill it so many seconds after its first word, and give all it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(partial(_say, writing))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        first = pipe.readline()
        sleep(after_s)
        os.kill(child, signal.SIGKILL)
        said = first + pipe.read()
    os.waitpid(child, 0)
    return [int(line) for line in said.decode().split("\n")[:-1] if line]


def _say(pipe: int, number: int) -> None:
    os.write(pipe, f"{number}\n".encode())


def kill_inspections(times: int, dice: random.Random) -> Outcome:
    """Kill a program that inspects, again and again over the same store."""
    said: list[int] = []
    wrong: list[str] = []
    for kill in range(times):
        begin = (kill + 1) * 1_000_000
        said += killed(lambda say, begin=begin: inspect_and_record(begin, say), dice.uniform(0, LONGEST_S))  # type: ignore[misc]
        wrong += [f"kill {kill}: {what}" for what in wrong_with_records(said)]
    return Outcome(times, len(said), tuple(wrong))


def wrong_with_records(said: Sequence[int]) -> list[str]:
    """What is not as it should be after a kill."""
    if not is_whole(records_file()):
        return ["the store is damaged"]
    store = RecordStore.open()
    wrong = [store.remark] if store.remark else []
    records = list(store.iterate(Filter()))
    store.close()
    counted = Counter(record.number for record in records)
    wrong += [f"record {number} is missing" for number in said if not counted[number]]
    wrong += [f"record {number} is there {count} times" for number, count in counted.items() if count > 1]
    for record in records[-2000:]:
        if record.image:
            wrong += _wrong_with_pictures(record)
    return wrong


def _wrong_with_pictures(record: Record) -> list[str]:
    try:
        image = read_kept_picture(archive_folder(), record.image)
        read_kept_score_map(archive_folder(), record.score_map)
    except FilbertError as error:
        return [str(error)]
    return [] if (image == record.number % 256).all() else [f"the picture of {record.number} is another's"]


def kill_savings(times: int, dice: random.Random, path: Path) -> Outcome:
    """Kill a program that saves a recipe, again and again."""
    from core.recipe_file import load_recipe  # noqa: PLC0415 - imports torch

    saved, wrong = 0, []
    newest = load_recipe(path).card.version
    for kill in range(times):
        said = killed(lambda say: save_without_end(path, say), dice.uniform(0, LONGEST_S))
        saved += len(said)
        newest = max([newest, *said])
        try:
            present = load_recipe(path).card.version
        except FilbertError as error:
            wrong.append(f"kill {kill}: {error}")
            continue
        if present not in (newest, newest + 1):
            wrong.append(f"kill {kill}: version {present} is there, {newest} was said to be saved")
        newest = present
        wrong += [f"kill {kill}: {what}" for what in _wrong_with_versions(path, newest)]
        _leave_few(path)
    return Outcome(times, saved, tuple(wrong))


def _wrong_with_versions(path: Path, newest: int) -> list[str]:
    from core.recipe_file import load_recipe  # noqa: PLC0415 - imports torch
    from core.recipes.versions import versions  # noqa: PLC0415

    there = {version.number for version in versions(path)}
    wrong = [f"version {number} is missing" for number in range(max(1, newest - 5), newest + 1) if number not in there]
    for number in sorted(there)[-3:-1]:
        from core.recipes.versions import file_of_version  # noqa: PLC0415

        try:
            load_recipe(file_of_version(path, number).path)
        except FilbertError as error:
            wrong.append(str(error))
    return wrong


def _leave_few(path: Path) -> None:
    """Remove all but the newest versions, or the disk fills."""
    from core.recipes.versions import kept_files  # noqa: PLC0415 - imports torch

    inside = sorted((file.number, file.path) for file in kept_files(path) if file.path.parent != path.parent)
    for _, old in inside[:-8]:
        old.unlink()


def small_recipe(path: Path) -> None:
    """Teach a small recipe and save it."""
    from core.model.presets import LITE  # noqa: PLC0415 - imports torch
    from core.recipes.saving import save_new_version  # noqa: PLC0415
    from core.sources.drawn import DrawnSource  # noqa: PLC0415
    from core.training.lesson import Lesson  # noqa: PLC0415
    from core.training.teaching import teach  # noqa: PLC0415

    preset = replace(LITE, components=8, own_directions=2, memory_size=20, steps=2, folds=2)
    taught = teach(DrawnSource(0, 4, defect_share=0, first=0), Lesson("nut", preset, 0))
    save_new_version(taught.recipe, path)


def main() -> None:
    """Kill, look, and say what was found; exit code 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=("records", "recipes"))
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    terminal, dice, outcomes = Terminal(arguments.json), random.Random(arguments.seed), {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ[RECORDS_VARIABLE] = folder
        if arguments.only != "recipes":
            outcomes["records"] = kill_inspections(arguments.times, dice)
        if arguments.only != "records":
            recipe = Path(folder) / "nut.filbert"
            teaching = os.fork()  # torch's threads must not be in the process that is forked later
            if teaching == 0:
                small_recipe(recipe)
                os._exit(0)
            os.waitpid(teaching, 0)
            outcomes["recipes"] = kill_savings(arguments.times, dice, recipe)
    for name, outcome in outcomes.items():
        text = f"{name}: killed {outcome.kills} times, {outcome.saved:,} said to be saved, {len(outcome.wrong)} wrong"
        terminal.result({"what": name, **asdict(outcome)}, "\n".join([text, *outcome.wrong[:20]]))
    if any(outcome.wrong for outcome in outcomes.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
