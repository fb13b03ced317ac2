"""What is said of drift while the shift goes on: the same as its report says."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, time, timedelta
from itertools import islice

import numpy as np
import pytest
from records_made import PATIENCE_S
from report_stand_ins import START, Scores, good, make_report, mixed, series

from core.errors import RecordsError
from core.records.record import Filter, Record
from core.reports.live_drift import LiveDrift, ShiftDrift
from core.reports.report import Scope
from core.reports.wording import trend_sentences
from core.shifts import ShiftTimes

TIMES = ShiftTimes((time(6), time(14), time(22)), UTC)


def dice(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def nothing(_wanted: Filter) -> Iterable[Record]:
    return ()


def parts(*scores: Scores) -> list[Record]:
    made = series(np.concatenate(scores))
    return [replace(record, id=number) for number, record in enumerate(made, start=1)]


def batched(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    waiting = iter(records)
    while some := list(islice(waiting, size)):
        yield some


def said(drift: ShiftDrift, records: list[Record]) -> list[str]:
    return [drift.add(some) for some in batched(records, 130)]


def reported(records: list[Record]) -> str:
    (trend,) = make_report(records, Scope(), TIMES, START).trends
    return trend_sentences(trend, UTC)[-1]


def test_good_parts_are_no_reason_to_say_anything() -> None:
    assert set(said(ShiftDrift(TIMES, nothing), parts(good(dice(1), 4000)))) == {""}


def test_another_light_is_told_as_the_report_tells_it() -> None:
    records = parts(good(dice(1), 1500), good(dice(2), 500) + 0.3)
    told = said(ShiftDrift(TIMES, nothing), records)
    assert told[:10] == [""] * 10
    assert told[-1] == f"nut, version 1. {reported(records)}"
    assert "the camera or the light changed" in told[-1]


def test_worse_parts_are_told_apart_from_it() -> None:
    records = parts(good(dice(1), 1500), mixed(dice(2), 1500, 0.2))
    told = said(ShiftDrift(TIMES, nothing), records)
    assert told[-1] == f"nut, version 1. {reported(records)}"
    assert "parts got worse" in told[-1]


def test_what_was_inspected_before_the_program_began_counts() -> None:
    records = parts(good(dice(1), 1500), good(dice(2), 500) + 0.3)
    asked: list[Filter] = []

    def earlier(wanted: Filter) -> Iterable[Record]:
        asked.append(wanted)
        return [*records, replace(records[0], id=1, station="another", score=9.0)]  # what came since is there, too

    told = said(ShiftDrift(TIMES, earlier), records[1600:])
    assert "the camera or the light changed" in told[-1]
    assert told[-1] == f"nut, version 1. {reported(records)}"
    (wanted,) = asked
    assert (wanted.since, wanted.until, wanted.recipe) == (START, START + timedelta(hours=8), "nut")


def test_another_shift_another_recipe_or_an_earlier_clock_begins_anew() -> None:
    drift = ShiftDrift(TIMES, nothing)
    records = parts(good(dice(1), 1500), good(dice(2), 500) + 0.3)
    assert said(drift, records)[-1]
    assert drift.add([replace(records[0], recipe="bolt")]) == ""
    assert drift.add([records[-1]])  # back to the one before
    assert drift.add([replace(records[0], at=START - timedelta(minutes=1))]) == ""
    assert drift.add([records[-1]]) == ""


def test_where_the_records_cannot_be_read_the_rest_is_followed() -> None:
    def earlier(_wanted: Filter) -> Iterable[Record]:
        raise RecordsError("The server is away.")

    assert said(ShiftDrift(TIMES, earlier), parts(good(dice(1), 1500), good(dice(2), 500) + 0.3))[-1]


@pytest.mark.parametrize("closes_early", [False, True])
def test_it_is_told_once_from_a_thread_of_its_own(closes_early: bool) -> None:
    told: list[str] = []
    heard = threading.Event()

    def hear(sentence: str) -> None:
        told.append(sentence)
        heard.set()

    live = LiveDrift(TIMES, nothing, hear)
    for some in batched(parts(good(dice(1), 1500), good(dice(2), 300) + 0.3), 100):
        live.take(some)
    if closes_early:
        live.close()
        assert told == []
        return
    live.start()
    assert heard.wait(PATIENCE_S)
    live.close()
    assert all("the camera or the light changed" in sentence for sentence in told)
