"""What a person waits for: `python -m benchmarks.start_to_result GOOD_DIR [--json]`.

From the start of the process to the saved recipe of a folder of good images, and from the command
`main.py demo` to the first live verdict on the screen (offscreen here).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from core.terminal import Terminal

MAIN = Path(__file__).resolve().parents[1] / "main.py"


def run_filbert(*arguments: str) -> tuple[float, dict[str, Any]]:
    """Run the program; the seconds it took as a whole, and the JSON it printed."""
    started = time.perf_counter()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(MAIN), *arguments, "--json"]
    run = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - started, json.loads(run.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("good", type=Path, metavar="GOOD_DIR")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        seconds, taught = run_filbert("train", str(arguments.good), "--recipe", str(Path(place) / "recipe.filbert"))
    _, demo = run_filbert("demo", "--seconds", "1")
    fields = {
        "images_taught": taught["images"],
        "start_to_recipe_seconds": seconds,
        "demo_first_verdict_seconds": demo["seconds_to_first_verdict"],
    }
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
