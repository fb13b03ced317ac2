import pytest

from core.sources.news import News
from core.types import SourceNotice, SourceState

OPENING, LIVE, STALLED, LOST, RECONNECTING = (
    SourceState.OPENING,
    SourceState.LIVE,
    SourceState.STALLED,
    SourceState.LOST,
    SourceState.RECONNECTING,
)


def heard(*said: tuple[SourceState, str]) -> list[int]:
    """Which of the notices, counted from 0, have something new in them."""
    news = News()
    return [number for number, (state, sentence) in enumerate(said) if news.is_in(SourceNotice(state, sentence))]


def test_each_state_is_news_and_that_seconds_pass_is_none() -> None:
    assert heard((LIVE, ""), (STALLED, "None for 0.4 s."), (STALLED, "None for 12 s."), (LIVE, "")) == [0, 1, 3]


def test_another_reason_is_news() -> None:
    assert heard((LOST, "It does not answer."), (LOST, "It sends no more."), (LOST, "It sends no more.")) == [0, 1]


def test_a_camera_that_hangs_all_night_is_news_once_in_each_state() -> None:
    night = [(STALLED, "Still for 7 s."), (LOST, "Still for 9 s. It goes on."), (RECONNECTING, "Still for 9 s.")] * 1000
    assert heard((LIVE, ""), *night, (LIVE, ""), *night) == [0, 1, 2, 3, 3001, 3002, 3003, 3004]


@pytest.mark.parametrize("well", [OPENING, LIVE])
def test_the_same_trouble_is_news_again_after_all_was_well(well: SourceState) -> None:
    assert heard((LOST, "Gone."), (well, ""), (LOST, "Gone.")) == [0, 1, 2]
