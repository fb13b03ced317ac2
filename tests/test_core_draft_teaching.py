from pathlib import Path

import numpy as np
import pytest
from small import SMALL_LITE, part

from core.drafts import teaching
from core.drafts.basis import basis_of
from core.drafts.draft import Draft, new_draft
from core.drafts.images import GoodImage, list_good_images
from core.drafts.result import load_result
from core.drafts.teaching import lesson_of, teach_draft
from core.errors import Cancelled, TeachingError
from core.images import write_image
from core.region.alignment import Alignment
from core.region.region_of_interest import RegionOfInterest
from core.region.shapes import Rectangle
from core.training.progress import ignore_progress, never


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "PRESETS", {"lite": SMALL_LITE})


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    for number in range(4):
        write_image(folder / f"{number}.png", part(number))
    return folder


def drafted(parts: Path) -> tuple[Draft, tuple[GoodImage, ...]]:
    draft = new_draft().changed(name="Nut", folders=(parts,), false_reject=0.05)
    return draft, list_good_images(draft, parts / "captured").images


def test_what_was_taught_is_kept_beside_the_draft(parts: Path, tmp_path: Path) -> None:
    draft, images = drafted(parts)
    taught, basis = teach_draft(draft, images[:3], tmp_path, ignore_progress, never)
    assert (taught.recipe.card.name, taught.recipe.card.false_reject_target) == ("Nut", 0.05)
    assert taught.held_out.names == ("0.png", "1.png", "2.png")
    kept = load_result(tmp_path)
    assert kept is not None
    assert kept[0].recipe.card == taught.recipe.card
    np.testing.assert_array_equal(kept[0].held_out.scores(), taught.held_out.scores())
    assert kept[1] == basis == basis_of(draft, images[:3])


def test_a_teaching_that_is_stopped_leaves_the_one_before(parts: Path, tmp_path: Path) -> None:
    draft, images = drafted(parts)
    teach_draft(draft, images, tmp_path, ignore_progress, never)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(Cancelled):
        teach_draft(draft, images[:2], tmp_path, ignore_progress, lambda: True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_result_without_its_basis_is_none(parts: Path, tmp_path: Path) -> None:
    draft, images = drafted(parts)
    teach_draft(draft, images, tmp_path, ignore_progress, never)
    (tmp_path / "basis.txt").unlink()
    assert load_result(tmp_path) is None
    assert load_result(tmp_path / "never") is None


def test_other_images_another_region_or_preset_is_another_basis(parts: Path) -> None:
    draft, images = drafted(parts)
    region = RegionOfInterest(shapes=(Rectangle(x=0, y=0, width=0.5, height=1),))
    others = [
        basis_of(draft, images[:3]),
        basis_of(draft.changed(region=region), images),
        basis_of(draft.changed(preset="fine"), images),
        basis_of(draft.changed(defects=parts), images),
    ]
    assert len({basis_of(draft, images), *others}) == 5
    threshold_and_name = draft.changed(false_reject=0.2, review=0.3, fail_at=1.2, min_area=9, name="Bolt")
    assert basis_of(threshold_and_name, images) == basis_of(draft, images)


def test_the_mark_is_that_of_the_picture_it_was_drawn_on(parts: Path) -> None:
    draft, images = drafted(parts)
    drawn = draft.changed(alignment=Alignment(x=0.3, y=0.3, width=0.4, height=0.4, reference="2.png"))
    mark = lesson_of(drawn, images).mark
    assert mark is not None
    assert mark.alignment.reference == "2.png"
    with pytest.raises(TeachingError, match=r"2\.png, on which the mark was drawn"):
        lesson_of(drawn, images[:2])


def test_an_unknown_preset_has_a_sentence(parts: Path) -> None:
    draft, images = drafted(parts)
    with pytest.raises(TeachingError, match="no preset moon"):
        lesson_of(draft.changed(preset="moon"), images)
