from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs import Dialogs
from gui.look.theme import TEXT_SCALES, Appearance, apply_appearance

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's, at any box of fixed size


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def opened(window: QWidget, kind: type[QDialog]) -> QDialog:
    [dialog] = window.findChildren(kind)
    assert dialog.isVisible()  # and the test goes on: it does not block
    return dialog


@pytest.mark.parametrize(("button", "resets"), [("Reset", True), ("Keep them", False)])
def test_a_reset_is_confirmed_by_its_own_button_only(qtbot: QtBot, window: QWidget, button: str, resets: bool) -> None:
    dialogs = Dialogs()
    confirmed: list[bool] = []
    dialogs.reset_confirmed.connect(lambda: confirmed.append(True))
    dialogs.ask_reset(window)
    box = opened(window, QMessageBox)
    assert isinstance(box, QMessageBox)
    [pressed] = [choice for choice in box.buttons() if choice.text() == button]
    pressed.click()
    assert bool(confirmed) == resets
    assert not box.isVisible()


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_the_question_is_read_to_its_end(qapp: QApplication, window: QWidget, scale: float) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    Dialogs().ask_reset(window)
    box = opened(window, QMessageBox)
    label = box.findChild(QLabel, "qt_msgbox_label")
    wrapping = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = label.fontMetrics().boundingRect(label.contentsRect(), int(wrapping), label.text())
    assert label.contentsRect().contains(needed)
    box.close()


def test_the_recipe_chosen_is_told(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    recipe = tmp_path / "nut.filbert"
    recipe.write_bytes(b"")
    dialogs = Dialogs()
    dialogs.ask_recipe(window)
    dialog = opened(window, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(recipe))
    with qtbot.waitSignal(dialogs.recipe_chosen) as chosen:
        dialog.accept()
    assert [Path(path) for path in chosen.args] == [recipe]


def test_the_folder_chosen_is_told(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    dialogs = Dialogs()
    dialogs.ask_folder(window)
    dialog = opened(window, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path.parent))
    dialog.selectFile(str(tmp_path))
    with qtbot.waitSignal(dialogs.folder_chosen) as chosen:
        dialog.accept()
    assert [Path(path) for path in chosen.args] == [tmp_path]


def test_no_answer_changes_nothing(qtbot: QtBot, window: QWidget) -> None:
    dialogs = Dialogs()
    dialogs.ask_recipe(window)
    dialog = opened(window, QFileDialog)
    with qtbot.assertNotEmitted(dialogs.recipe_chosen):
        dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.usefixtures("theme")
def test_the_question_can_be_answered_with_a_glove_and_enter_keeps_the_counts(window: QWidget) -> None:
    dialogs = Dialogs()
    dialogs.ask_reset(window)
    box = opened(window, QMessageBox)
    assert isinstance(box, QMessageBox)

    buttons = {button.text(): button for button in box.buttons()}
    assert all(button.height() >= 76 and button.width() >= 76 for button in buttons.values())
    assert box.defaultButton() is buttons["Keep them"]
    box.reject()
