from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from recipe_versions import noise
from sitting import Sitting
from small import small_recipe
from teach_stand_ins import StandInTeacher, quickly_taught

from core.drafts.store import DraftStore
from core.images import write_image
from core.recipe_file import save_recipe
from core.recipes.joining import joined_good
from core.recipes.places import joined_folder
from core.records.places import archive_folder
from core.records.record import Filter, Opinion, Record
from core.records.recording import RecordingRules
from core.records.store import RecordStore
from core.types import Verdict
from gui.memory import Memory
from gui.pages.review.review_page import ReviewPage
from gui.pages.teach.teach_page import TeachPage
from gui.station.recording import StationRecording
from gui.wiring.review_setup import ReviewSetup
from gui.wiring.teach_setup import TeachSetup


class ReviewInWindow:
    """The whole window with the Review and Teach pages, and a station that records."""

    def __init__(self, sitting: Sitting, tmp_path: Path) -> None:
        self.sitting, self.recipes = sitting, tmp_path / "recipes"
        self.recipes.mkdir()
        self.path = self.recipes / "Nut.filbert"
        recipe = small_recipe()
        save_recipe(replace(recipe, card=recipe.card.model_copy(update={"name": "Nut"})), self.path)
        services = quickly_taught(sitting.services(), StandInTeacher())
        self.memory = Memory()
        self.recording = StationRecording(RecordingRules(station="one"))
        teach = TeachSetup(DraftStore(tmp_path / "drafts"), services, sitting.station, sitting.opener, sitting.window)
        ReviewSetup(self.recording, self.memory, sitting.opener, sitting.window, teach, self.recipes)

    def start(self) -> RecordStore:
        self.recording.start()
        self.sitting.wait_until(lambda: self.recording.recording.store is not None)
        return cast("RecordStore", self.recording.recording.store)

    def go(self) -> ReviewPage:
        self.sitting.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        return cast("ReviewPage", self.sitting.window.findChild(ReviewPage))


def record(number: int, image: str = "") -> Record:
    return Record(datetime.now(UTC), "one", "Nut", 1, "parts", f"{number}.png", number, 1.5, Verdict.FAIL, image=image)


@pytest.fixture
def review(sitting: Sitting, tmp_path: Path) -> Iterator[ReviewInWindow]:
    made = ReviewInWindow(sitting, tmp_path)
    yield made
    sitting.window.close()
    made.recording.close()
    made.memory.shutdown()


def test_the_page_shows_what_the_station_has_kept(review: ReviewInWindow) -> None:
    review.start().add([record(1), record(2)])
    page = review.go()
    review.sitting.wait_until(lambda: page.list.model.rowCount() == 2 and page.list.record is not None)
    review.sitting.qtbot.keyClick(page.list.table, Qt.Key.Key_2)
    store = review.recording.recording.store
    assert store is not None
    review.sitting.wait_until(lambda: store.count(Filter(opinions=(Opinion.BAD,))) == 1)


def test_before_the_store_is_open_it_is_said(review: ReviewInWindow) -> None:
    review.recording.start()
    review.sitting.wait_until(lambda: review.recording.recording.store is not None)
    review.recording.recording._store, store = None, review.recording.recording._store
    review.go()
    review.sitting.wait_until(lambda: "not open" in review.sitting.banner)
    review.recording.recording._store = store


def test_who_confirms_is_remembered(review: ReviewInWindow) -> None:
    review.start()
    page = review.go()
    page.part.name.setFocus()
    page.part.name.selectAll()
    review.sitting.qtbot.keyClicks(page.part.name, "Mara")
    assert review.memory.settings.reviewer == "Mara"


def test_new_records_are_offered(review: ReviewInWindow) -> None:
    review.start()
    page = review.go()
    review.sitting.wait_until(lambda: not page.work._searcher.busy)
    review.recording.saved.emit((record(1), record(2)))
    review.sitting.wait_until(page.list.counts._new.isVisible)
    assert page.list.counts._new.text() == "2 new"


def test_retrain_opens_teach_with_what_was_confirmed(review: ReviewInWindow) -> None:
    archive_folder().mkdir(parents=True)
    write_image(archive_folder() / "1.png", noise(1))
    review.start().add([record(1, "1.png")])
    page = review.go()
    review.sitting.wait_until(lambda: page.list.record is not None)
    review.sitting.qtbot.keyClick(page.list.table, Qt.Key.Key_1)
    review.sitting.wait_until(lambda: page.retraining.lessons is not None and page.retraining.lessons.good == 1)
    page._card.retrain_requested.emit()
    review.sitting.wait_until(lambda: review.sitting.window.findChild(TeachPage) is not None)
    teach = cast("TeachPage", review.sitting.window.findChild(TeachPage))
    review.sitting.wait_until(lambda: teach.state.draft.improves == review.path)
    assert teach.state.draft.folders == (joined_folder(review.path),)
    assert len(joined_good(review.path)) == 1
