"""What README and docs say of the project, held against the project."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.platform_check import APT_LINE

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
SUMMED_UP = (
    *("core/sources", "core/demo", "core/drafts", "core/good_images", "core/region", "core/recipes"),
    *("core/records", "core/reports", "core/commands"),
    *(f"gui/pages/{page}" for page in ("inspect", "recipes", "reports", "review", "station", "teach")),
    *("gui/widgets", "gui/look", "gui/pictures", "gui/station", "gui/wiring"),
)
"""Folders with one line for all that is in them."""


def tree() -> Iterator[str]:
    """Paths of the tree under "What is where"; two spaces more are one folder deeper."""
    block = re.search(r"## What is where\s+```\n(.*?)```", README, re.DOTALL)
    assert block
    folders: list[str] = []
    for line in block[1].splitlines():
        name = line.split()[0]
        del folders[(len(line) - len(line.lstrip())) // 2 :]
        yield "".join(folders) + name
        folders.append(name)


def modules() -> set[str]:
    paths = {path.relative_to(ROOT) for package in ("core", "gui") for path in (ROOT / package).rglob("*.py")}
    inside = {path for path in paths if path.parent.as_posix() not in SUMMED_UP and path.name != "__init__.py"}
    return {path.as_posix() for path in inside}


def test_the_apt_line_is_the_one_the_window_asks_for() -> None:
    line = re.search(r"^sudo apt-get install .*$", README, re.MULTILINE)
    assert line
    assert line[0].replace("python3-venv ", "") == APT_LINE


def test_the_tree_names_what_is_there() -> None:
    named = list(tree())
    assert len(named) > 50
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_tree_leaves_no_module_out() -> None:
    assert modules() - set(tree()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    here = [target for target in targets if target and "://" not in target]
    assert [target for target in here if not (page.parent / target).exists()] == []
