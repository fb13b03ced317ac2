"""How fast records are written and found, and what memory they take."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep

from core.records.record import Filter, Opinion, Order, Record
from core.records.store import RecordStore
from core.records.writer import RecordWriter
from core.types import Region, Verdict

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_PAGE = 100
_TIMES = 5  # each query; the slowest counts
_AT_ONCE = 5000

_RARE = "part-00012345"
QUERIES: dict[str, tuple[Filter, Order]] = {
    "all, newest": (Filter(), Order.TIME),
    "all, highest score": (Filter(), Order.SCORE),
    "FAIL, newest": (Filter(verdicts=(Verdict.FAIL,)), Order.TIME),
    "FAIL, highest score": (Filter(verdicts=(Verdict.FAIL,)), Order.SCORE),
    "FAIL and REVIEW, newest": (Filter(verdicts=(Verdict.FAIL, Verdict.REVIEW)), Order.TIME),
    "one day, highest score": (
        Filter(since=_BEGIN + timedelta(days=3), until=_BEGIN + timedelta(days=4)),
        Order.SCORE,
    ),
    "one recipe, FAIL, highest score": (Filter(recipe="Bolt M6", verdicts=(Verdict.FAIL,)), Order.SCORE),
    "a recipe there is not": (Filter(recipe="None such"), Order.TIME),
    "a score there is not, newest": (Filter(score_from=50.0), Order.TIME),
    "confirmed good": (Filter(opinions=(Opinion.GOOD,)), Order.TIME),
    "FAIL, not confirmed": (Filter(verdicts=(Verdict.FAIL,), only_unconfirmed=True), Order.TIME),
    "text in many": (Filter(text="part"), Order.TIME),
    "text in one": (Filter(text=_RARE), Order.TIME),
    "text in none": (Filter(text="no part has this"), Order.TIME),
    "text in one, highest score": (Filter(text=_RARE), Order.SCORE),
    "FAIL with text, highest score": (Filter(text="lot-7", verdicts=(Verdict.FAIL,)), Order.SCORE),
}


def make(number: int, dice: random.Random) -> Record:
    """A record as a station leaves them: one in a hundred FAIL, as many REVIEW; one part a second."""
    kind = dice.random()
    verdict = Verdict.FAIL if kind < 0.01 else Verdict.REVIEW if kind < 0.02 else Verdict.PASS
    score = {Verdict.FAIL: 1.4, Verdict.REVIEW: 0.95}.get(verdict, dice.gauss(0.4, 0.1))
    regions = (Region(120, 80, 24, 18, 300, score),) if verdict is not Verdict.PASS else ()
    return Record(
        at=_BEGIN + timedelta(seconds=number),
        station="line-3",
        recipe=dice.choice(("Hazelnut", "Bolt M6")),
        recipe_version=4,
        source="camera:Top camera",
        name=f"part-{number:08}.png",
        number=number,
        score=score,
        verdict=verdict,
        regions=regions,
        latency_ms=48.0,
        width=1280,
        height=960,
        lot=f"lot-{number // 5000}",
    )


def fill(store: RecordStore, count: int) -> float:
    """Put so many records into a store; seconds."""
    dice, started = random.Random(0), perf_counter()
    for begin in range(0, count, _AT_ONCE):
        store.add([make(number, dice) for number in range(begin, min(count, begin + _AT_ONCE))])
    store.confirm(range(1, min(count, 1001)), Opinion.GOOD, "Anna", _BEGIN)
    return perf_counter() - started


def first_pages(store: RecordStore) -> dict[str, float]:
    """Milliseconds to the first page of each query, the slowest of some times."""
    slowest = {}
    for name, (wanted, order) in QUERIES.items():
        times = []
        for _ in range(_TIMES):
            started = perf_counter()
            store.page(wanted, order, True, 0, _PAGE)
            times.append((perf_counter() - started) * 1000)
        slowest[name] = max(times)
    return slowest


def other_ways(store: RecordStore, count: int) -> dict[str, float]:
    """Milliseconds of what else a page of records asks for."""
    ways: dict[str, Callable[[], object]] = {
        "count of all": lambda: store.count(Filter()),
        "count of FAIL": lambda: store.count(Filter(verdicts=(Verdict.FAIL,))),
        "count of a text": lambda: store.count(Filter(text=_RARE)),
        "last page": lambda: store.page(Filter(), Order.TIME, True, max(0, count - _PAGE), _PAGE),
        "page in the middle by score": lambda: store.page(Filter(), Order.SCORE, True, count // 2, _PAGE),
    }
    taken = {}
    for name, way in ways.items():
        started = perf_counter()
        way()
        taken[name] = (perf_counter() - started) * 1000
    return taken


def write_while_paging(store: RecordStore, seconds: float, rate: int, known: int) -> dict[str, float]:
    """Write so many records a second while a page is turned all the time, as somebody does who scrolls."""
    saved, turned, over = [0], [0.0], threading.Event()

    def count(records: Sequence[Record]) -> None:
        saved[0] += len(records)

    def turn() -> None:
        dice = random.Random(1)
        while not over.is_set():
            started = perf_counter()
            store.page(Filter(), Order.TIME, True, dice.randrange(max(1, known)), _PAGE)
            turned.append((perf_counter() - started) * 1000)

    writer = RecordWriter(lambda: store, on_saved=count)
    writer.start()
    turning = threading.Thread(target=turn)
    turning.start()
    dice, added, started = random.Random(2), 0, perf_counter()
    while (now := perf_counter() - started) < seconds:
        while added < now * rate:
            writer.add(make(known + added, dice))
            added += 1
        sleep(0.002)
    in_time = saved[0]
    flushed = perf_counter()
    writer.flush(60)
    flushed = perf_counter() - flushed
    over.set()
    turning.join()
    writer.close()
    pages = sorted(turned[1:])
    return {
        "added a second": added / seconds,
        "saved a second": in_time / seconds,
        "seconds to save the rest": flushed,
        "lost": float(added - saved[0]),
        "pages": float(len(pages)),
        "page p99, ms": pages[int(len(pages) * 0.99)] if pages else 0.0,
    }


def resident_megabytes(file: Path) -> float:
    """The memory of a process that has looked through a store as the Review page does."""
    out = subprocess.run(
        [sys.executable, "-m", "benchmarks.records", "--look", str(file)], check=True, capture_output=True, text=True
    ).stdout
    return float(out)


def _look(file: Path) -> None:
    import psutil  # noqa: PLC0415 - only here

    store = RecordStore.open(f"sqlite:///{file}")
    first_pages(store)
    other_ways(store, store.count(Filter()))
    for number, _ in enumerate(store.iterate(Filter())):
        if number > 50_000:
            break
    print(psutil.Process(os.getpid()).memory_info().rss / 1e6)


def measure(count: int, seconds: float, rate: int) -> dict[str, object]:
    """All figures."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.sqlite", Path(folder) / "large.sqlite"
        for file, size in ((small, 1000), (large, count)):
            store = RecordStore.open(f"sqlite:///{file}")
            filled = fill(store, size)
            store.close()
        opened = perf_counter()
        store = RecordStore.open(f"sqlite:///{large}")
        opened = perf_counter() - opened
        figures: dict[str, object] = {
            "records": count,
            "megabytes": large.stat().st_size / 1e6,
            "filled at records a second": count / filled,
            "seconds to open and check": opened,
            "first page, ms": first_pages(store),
            "others, ms": other_ways(store, count),
            "resident MB": {"1,000": resident_megabytes(small), f"{count:,}": resident_megabytes(large)},
            "written while paging": write_while_paging(store, seconds, rate, count),
        }
        store.close()
    return figures


def main() -> None:
    """Measure, and print a line each, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rate", type=int, default=2000)
    parser.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.look is not None:
        _look(arguments.look)
        return
    figures = measure(arguments.records, arguments.seconds, arguments.rate)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        if isinstance(value, dict):
            print(name)
            for inner, figure in value.items():
                print(f"  {inner:<34} {figure:10.1f}")
        else:
            print(f"{name:<36} {value:10,.1f}")


if __name__ == "__main__":
    main()
