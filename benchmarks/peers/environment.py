"""The virtual environment of the peers, made once in `.peers-venv` at the root of the checkout."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from benchmarks.peers.outcome import Unmeasured

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".peers-venv"
ANOMALIB = "anomalib==2.7.0"
SHARED = re.compile(r"(torch|torchvision)\b")
"""What both environments must have in the same version, so that the same network runs on the same library."""


def requirements() -> list[str]:
    """What the peers need: anomalib, and what Filbert's pyproject.toml says of the libraries they share."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [ANOMALIB, *(line for line in project["dependencies"] if SHARED.match(line))]


def peers_python(folder: Path = FOLDER) -> Path:
    """The environment's python; makes the environment first where it is missing or was made for other versions.

    What venv and pip print goes to stderr. Raises Unmeasured when it can't be made.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted, made_for = requirements(), folder / "made-for.txt"
    if made_for.is_file() and made_for.read_text(encoding="utf-8").splitlines() == wanted:
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True, stdout=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", *wanted], check=True, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the reason is printed above"
        raise Unmeasured(
            f"The peers' environment {folder.name} could not be made ({reason}), so the peers are left out. Name the "
            f"python of one that has {ANOMALIB} with --peers-python, or leave the peers out with --without-peers."
        ) from error
    made_for.write_text("\n".join(wanted), encoding="utf-8")
    return python
