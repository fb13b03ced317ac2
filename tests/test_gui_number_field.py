from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from stage import put_on_stage

from gui.widgets.number_stepper import NumberStepper

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture(params=["en_US", "de_DE", "fr_FR"])
def country(request: pytest.FixtureRequest) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(("typed", "value"), [("2.5", 2.5), ("2,5", 2.5), ("12", 12.0), ("0,3", 0.3)])
def test_a_number_is_the_same_with_a_point_or_a_comma_in_every_country(
    window: QWidget, typed: str, value: float
) -> None:
    stepper = NumberStepper("Rejected", 0.1, 20.0, 0.5, "%", 1)
    put_on_stage(window, stepper, 300, 60)
    told: list[float] = []
    stepper.changed.connect(told.append)
    stepper._field.selectAll()
    QTest.keyClicks(stepper._field, typed)
    QTest.keyClick(stepper._field, Qt.Key.Key_Return)
    assert stepper.value == pytest.approx(value)
    assert told == [pytest.approx(value)]
    assert stepper._field.text() == f"{value:.1f} %"


def test_tab_comes_by_every_part_of_a_stepper(window: QWidget) -> None:
    stage = QWidget()
    before, stepper, after = QPushButton("before"), NumberStepper("Days", 0, 9, 1), QPushButton("after")
    row = QHBoxLayout(stage)
    for widget in (before, stepper, after):
        row.addWidget(widget)
    put_on_stage(window, stage, 500, 80)
    before.setFocus()
    passed = []
    while QApplication.focusWidget() is not after and len(passed) < 9:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget().accessibleName())
    assert passed == ["Days", "Days: less", "Days: more", ""]
