from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from stand_ins import Gate
from teach_stand_ins import TeachSitting, good_folder, taught

from core.drafts.draft import new_draft
from core.drafts.store import DraftStore
from core.errors import TeachingError
from gui.look.theme import Appearance, apply_appearance, font
from gui.pages.teach.decision_bar import DecisionBar
from gui.pages.teach.training_words import Learned, idle_words
from gui.widgets.action_button import ActionButton


@pytest.fixture
def sitting(window: QWidget, qtbot: QtBot, tmp_path: Path) -> Iterator[TeachSitting]:
    sitting = TeachSitting(qtbot, window, DraftStore(tmp_path / "drafts"), good_folder(tmp_path / "good"))
    sitting.go_to_train()
    yield sitting
    sitting.shutdown()


def texts(sitting: TeachSitting) -> list[str]:
    return [label.text() for label in sitting.train.findChildren(QLabel) if label.isVisible()]


def test_it_says_beforehand_how_long_it_takes(sitting: TeachSitting) -> None:
    sitting.wait_until(lambda: "about 4 min" in texts(sitting))  # a minute for each of four images


def test_progress_curves_and_heatmaps_are_shown_while_it_learns(sitting: TeachSitting) -> None:
    sitting.teacher.gate = Gate()
    sitting.train.start()
    sitting.wait_until(lambda: "25 %" in texts(sitting))
    assert "about 12 s left" in texts(sitting)
    assert sitting.train._middle.loss._plot.best == (2, 0.5)
    assert sitting.train._glimpses._grid.accessibleDescription() == "1.png, good, held out, 0.40"
    assert not sitting.wizard.can_next
    assert not sitting.page._footer._leave.isEnabled()
    sitting.teacher.gate.open()
    sitting.wait_until(lambda: not sitting.training.running)
    assert sitting.page._footer._leave.isEnabled()


def test_in_the_end_the_pictures_have_the_scores_of_the_finished_detector(sitting: TeachSitting) -> None:
    shown: list[str] = []
    card = sitting.train._glimpses
    sitting.train._after.shown.connect(lambda: shown.append(card._grid.accessibleDescription()))
    sitting.teach()
    sitting.wait_until(lambda: bool(shown))
    assert shown[-1] == "0001.png, good, held out, 0.10; 0002.png, good, held out, 0.20"  # as the stand-in scores them
    assert "final scores" in texts(sitting)
    sitting.teacher.gate = Gate()
    sitting.train.start()
    sitting.wait_until(lambda: "25 %" in texts(sitting))
    assert "provisional scale" in texts(sitting)
    sitting.training.cancel()
    sitting.teacher.gate.open()
    sitting.wait_until(lambda: "final scores" in texts(sitting))  # those of the teaching that stands
    assert sitting.train._middle.loss._plot.best is not None
    sitting.state.begin()
    assert card.names == ()  # another draft's pictures are not these
    assert sitting.train._middle.loss._plot.best is None  # nor are the curves


def test_what_was_taught_lets_one_go_on(sitting: TeachSitting) -> None:
    sitting.teach()
    assert taught(sitting).held_out.names == ("0001.png", "0002.png", "0003.png", "0004.png")
    assert sitting.train.isComplete()
    assert "Done" in texts(sitting)


def test_other_images_ask_for_another_teaching(sitting: TeachSitting) -> None:
    sitting.teach()
    sitting.state.drop("0002.png")
    assert not sitting.train.isComplete()
    assert "Changed" in texts(sitting)
    sitting.state.keep("0002.png")
    assert sitting.train.isComplete()
    sitting.state.drop("0001.png")
    sitting.teach()
    assert sitting.teacher.given[-1] == ("0002.png", "0003.png", "0004.png")
    assert sitting.train.isComplete()


def test_another_threshold_asks_for_none(sitting: TeachSitting) -> None:
    sitting.teach()
    sitting.state.change(false_reject=0.05, fail_at=1.3)
    assert sitting.train.isComplete()
    sitting.teach()
    assert sitting.state.draft.fail_at is None  # it was on the scale of the one before


def test_cancel_changes_nothing(sitting: TeachSitting) -> None:
    sitting.teach()
    first = sitting.state.taught
    sitting.teacher.gate = Gate()
    sitting.train.start()
    assert sitting.page.close_what_is_over()
    sitting.teacher.gate.open()
    sitting.wait_until(lambda: not sitting.training.running)
    assert sitting.state.taught is first
    assert "It was cancelled; nothing has changed." in texts(sitting)


def test_no_other_draft_is_gone_on_with_while_it_learns(sitting: TeachSitting) -> None:
    other = sitting.store.save(new_draft().changed(name="Bolt", fail_at=0.8))
    own, told = sitting.state.draft.key, []
    sitting.state.failed.connect(told.append)
    sitting.teacher.gate = Gate()
    sitting.train.start()
    sitting.wizard.go_to("product")
    sitting.wait_until(lambda: [row._draft.key for row in sitting.product._drafts._rows] == [other.key])
    sitting.product._drafts._rows[0].chosen.emit(other)
    assert sitting.state.draft.key == own
    assert [failure.what for failure in told] == [
        "Another recipe is being taught now; this one waits among the unfinished teachings."
    ]
    sitting.teacher.gate.open()
    sitting.wait_until(lambda: not sitting.training.running)
    assert sitting.state.taught_is_current
    assert sitting.store.load(other.key).fail_at == 0.8
    sitting.product._drafts._rows[0].chosen.emit(other)
    assert sitting.state.draft.key == other.key


def test_finish_now_is_heard(sitting: TeachSitting) -> None:
    sitting.teacher.gate = Gate()
    sitting.train.start()
    sitting.training.finish_now()
    sitting.teacher.gate.open()
    sitting.wait_until(lambda: not sitting.training.running)
    assert sitting.teacher.finished_early
    sitting.teacher.gate.open()
    sitting.teach()
    assert not sitting.teacher.finished_early


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize(("scale", "width"), [(1.0, 607), (1.25, 640), (1.5, 676)])  # in a window of 1280 × 720
def test_what_can_be_done_about_a_teaching_is_read_whole(
    window: QWidget, qapp: QApplication, scale: float, width: int
) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    bar = DecisionBar()
    bar.set_compact(True)
    bar.show_running(finishing=False)
    put_on_stage(window, bar, width, 150)
    for _ in range(3):
        QApplication.processEvents()

    buttons = [button for button in bar.findChildren(ActionButton) if button.isVisible()]
    assert [button.text() for button in buttons] == ["Cancel", "Finish now"]
    for button in buttons:
        assert button.width() >= QFontMetricsF(font(button.word_px, 600)).horizontalAdvance(button.text()) + 16
    for label in bar.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())  # -1 for a label of one line
        assert label.wordWrap() or label.width() >= label.fontMetrics().horizontalAdvance(label.text())


def test_what_goes_wrong_is_said_and_can_be_tried_again(sitting: TeachSitting) -> None:
    said: list[str] = []
    sitting.state.failed.connect(lambda failure: said.append(failure.what))
    sitting.teacher.error = TeachingError("The folder good has gone. Bring it back, then start again.")
    sitting.teach()
    assert said == ["The folder good has gone. Bring it back, then start again."]
    assert said[0] in texts(sitting)
    assert sitting.state.taught is None
    sitting.teacher.error = None
    sitting.teach()
    assert sitting.state.taught is not None


def test_cleaning_asks_for_a_teaching_from_its_own_page(sitting: TeachSitting) -> None:
    sitting.teach()
    sitting.wizard.go_back()
    sitting.state.drop("0004.png")
    sitting.state.training_requested.emit()
    sitting.wait_until(lambda: not sitting.training.running)
    assert sitting.wizard.current is sitting.train
    assert sitting.teacher.given[-1] == ("0001.png", "0002.png", "0003.png")


def test_the_window_may_close_while_it_learns(sitting: TeachSitting) -> None:
    gate = sitting.teacher.gate = Gate()
    sitting.train.start()
    sitting.training.cancel()
    gate.open()
    sitting.page.shutdown()
    assert sitting.state.taught is None


def test_it_says_that_not_all_images_were_taught() -> None:
    assert idle_words(5, Learned(3, current=True), None).detail.startswith("2 of 5 images are left out: copies")
    assert idle_words(3, Learned(3, current=True), None).detail == "Training again would give the same."
    assert "2 good images" in idle_words(2, Learned(3, current=False), 60.0).said
    assert idle_words(1, None, None).figure == "Too few"
