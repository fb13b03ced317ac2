"""What Ctrl-C leaves of a teaching: `python -m benchmarks.cancel [--times 50] [--seed 0] [--json]`.

Starts `main.py train` as a user does and interrupts it at a random moment, from its first instant to its end; half
of the times where no recipe is, half of them over one with kept pictures. After each: nothing of the process may run,
no temporary file may be left, and the recipe must be the old one or the new one, whole, with every earlier version.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.start_to_result import MAIN
from core.demo.parts import draw_part
from core.errors import FilbertError
from core.images import write_image
from core.recipes.references import read_reference, references_of
from core.recipes.versions import versions
from core.terminal import Terminal

IMAGES = 6
PATIENCE_S = 120.0
INTERRUPTED = (130, -signal.SIGINT)  # the second while Python itself is still starting


@dataclass(frozen=True)
class Ended:
    """One interrupted run: when it was, after how long it ended, its exit code, and what was wrong, if anything."""

    over_a_recipe: bool
    interrupted_after_s: float
    ended_after_s: float
    exit_code: int
    wrong: tuple[str, ...]


class Station:
    """A folder for recipes, one for temporary files, and the good images."""

    def __init__(self, place: Path) -> None:
        self.good, self.recipes, self.temporary = place / "good", place / "recipes", place / "temporary"
        self.recipe = self.recipes / "nut.filbert"
        self._home, self._first = place / "home", place / "first"
        for folder in (self.good, self.recipes, self.temporary, self._home):
            folder.mkdir()
        for number in range(IMAGES):
            write_image(self.good / f"{number}.png", draw_part(5, number).image)

    def start(self) -> subprocess.Popen[str]:
        """Begin to teach, as a process in a group of its own."""
        places = {name: str(self._home) for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
        environment = {**os.environ, **places, "TMPDIR": str(self.temporary), "FILBERT_SETTINGS_DIR": str(self._home)}
        command = [sys.executable, str(MAIN), "train", str(self.good), "--recipe", str(self.recipe), "--json"]
        return subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def teach_whole(self) -> float:
        """Teach without an interruption and keep the outcome for later; how long it took, in seconds."""
        started = time.perf_counter()
        process = self.start()
        _, said = process.communicate(timeout=10 * PATIENCE_S)
        if process.returncode:
            raise SystemExit(f"Teaching ended with {process.returncode}: {said}")
        shutil.copytree(self.recipes, self._first)
        return time.perf_counter() - started

    def set_up(self, over_a_recipe: bool) -> None:
        """Empty the recipes' folder, or put the one taught at first there."""
        shutil.rmtree(self.recipes)
        if over_a_recipe:
            shutil.copytree(self._first, self.recipes)
        else:
            self.recipes.mkdir()

    def interrupt(self, after_s: float, over_a_recipe: bool) -> Ended | None:
        """Teach, interrupt, and look at what is left; None if it had ended by itself before that moment."""
        self.set_up(over_a_recipe)
        process = self.start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(after_s)  # what it prints is too little to fill a pipe
            process.communicate()
            return None
        sent = time.perf_counter()
        process.send_signal(signal.SIGINT)
        try:
            printed, said = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            printed, said = process.communicate()
        ended_after = time.perf_counter() - sent
        wrong = (*self._wrong_at_its_end(process, printed, said), *self._left_over(over_a_recipe, process.returncode))
        return Ended(over_a_recipe, after_s, ended_after, process.returncode, wrong)

    def _wrong_at_its_end(self, process: subprocess.Popen[str], printed: str, said: str) -> Iterator[str]:
        code = process.returncode
        pythons_own = "Traceback" in said and MAIN.name not in said  # it had not come to Filbert yet
        if code not in (0, *INTERRUPTED) and not pythons_own:
            yield f"exit code {code}: {said[-300:]}"
        if "Traceback" in said and code != -signal.SIGINT and not pythons_own:
            yield f"a traceback: {said[-300:]}"
        if bool(printed) != (code == 0):
            yield f"exit code {code}, but {len(printed)} characters of result"
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        yield "a process that still runs"

    def _left_over(self, over_a_recipe: bool, code: int) -> Iterator[str]:
        yield from (f"a temporary file {path.name}" for path in self.temporary.rglob("*"))
        yield from (f"a temporary file {path}" for path in self.recipes.rglob("*.part"))
        if len(list(self.good.iterdir())) != IMAGES:
            yield "other good images"
        expected = over_a_recipe + (code == 0)
        try:
            found = versions(self.recipe) if self.recipe.exists() else ()
            pictures = references_of(self.recipe)
            for picture in (*pictures.good, *pictures.defects):
                read_reference(picture)
        except FilbertError as error:
            yield str(error)
            return
        yield from (version.trouble for version in found if version.trouble)
        # Interrupted in the instant between saving and the end, it is saved all the same.
        if len(found) not in (expected, over_a_recipe + 1) or (not found and any(self.recipes.iterdir())):
            yield f"{len(found)} versions and {len(list(self.recipes.iterdir()))} files"


def main() -> None:
    """Measure and print; the exit code is 1 when anything was left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)
    terminal = Terminal(arguments.json)
    with tempfile.TemporaryDirectory() as name:
        station = Station(Path(name))
        whole_s = station.teach_whole()
        numbers = terminal.counted(range(arguments.times), arguments.times, "Interrupting")
        ended = [_interrupted(station, moments, whole_s, bool(number % 2)) for number in numbers]
    terminal.result(_fields(ended, whole_s), _text(ended, whole_s))
    sys.exit(any(run.wrong for run in ended))


def _interrupted(station: Station, moments: random.Random, whole_s: float, over_a_recipe: bool) -> Ended:
    """One that was interrupted: on a machine that has become quicker, a later moment comes after the end."""
    while True:
        after_s = moments.uniform(0, whole_s)
        ended = station.interrupt(after_s, over_a_recipe)
        if ended is not None:
            return ended
        whole_s = after_s


def _fields(ended: Sequence[Ended], whole_s: float) -> dict[str, object]:
    return {
        "times": len(ended),
        "clean": sum(not run.wrong for run in ended),
        "saved_all_the_same": sum(run.exit_code == 0 for run in ended),
        "uninterrupted_seconds": whole_s,
        "longest_seconds_to_end": max((run.ended_after_s for run in ended), default=0.0),
        "runs": [asdict(run) for run in ended],
    }


def _text(ended: Sequence[Ended], whole_s: float) -> str:
    fields = _fields(ended, whole_s)
    lines = [
        f"{fields['clean']} of {len(ended)} left nothing; {fields['saved_all_the_same']} were interrupted too late"
        f" and had saved (a whole one takes {whole_s:.1f} s).",
        f"From Ctrl-C to the end {fields['longest_seconds_to_end']:.2f} s at most.",
    ]
    lines += [
        f"after {run.interrupted_after_s:.2f} s ({'over a recipe' if run.over_a_recipe else 'no recipe'}): {wrong}"
        for run in ended
        for wrong in run.wrong
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
