from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.images import write_image
from core.inspection.judge import Scale
from core.training.finished_glimpses import finished_glimpses
from core.training.held_out import HeldOutTable, measured, table_of
from core.training.lesson import Scored


@dataclass(frozen=True, eq=False)
class StandInTaught:
    held_out: HeldOutTable
    defects: Scored | None = None


def table(folder: Path, **highest: float) -> HeldOutTable:
    """Pictures of the grey level of their place, each with one high place in a map that is 0 elsewhere."""
    folder.mkdir()
    found, paths = [], []
    for number, (name, score) in enumerate(highest.items()):
        paths.append(folder / f"{name}.png")
        write_image(paths[-1], np.full((300, 600, 3), number, np.uint8))
        score_map = np.zeros((256, 256), np.float32)
        score_map[5, 7] = score
        found.append(measured(score_map))
    return table_of([path.name for path in paths], paths, found, Scale(0, 1))


def test_they_have_the_scores_of_the_table_not_those_of_its_small_maps(tmp_path: Path) -> None:
    good = table(tmp_path / "good", a=0.5, b=0.25, c=0.75)
    defects = Scored(table(tmp_path / "bad", x=1.5, y=2.0, z=3.0))
    found = finished_glimpses(StandInTaught(good, defects), ("c.png", "z.png"))  # type: ignore[arg-type]
    assert [(one.name, one.highest, one.defective) for one in found] == [
        ("c.png", 0.75, False),
        ("a.png", 0.5, False),
        ("z.png", 3.0, True),
        ("x.png", 1.5, True),
    ]
    assert found[0].image.shape == (128, 256, 3)
    assert (found[0].image == 2).all()
    assert found[0].score_map.max() < 0.75  # a small map's places are means


def test_what_has_gone_is_left_out(tmp_path: Path) -> None:
    good = table(tmp_path / "good", a=0.5, b=0.25, c=0.75)
    (tmp_path / "good" / "a.png").unlink()
    found = finished_glimpses(StandInTaught(good))  # type: ignore[arg-type]
    assert [one.name for one in found] == ["b.png", "c.png"]
    for name in ("b.png", "c.png"):
        (tmp_path / "good" / name).unlink()
    assert finished_glimpses(StandInTaught(good)) == ()  # type: ignore[arg-type]
