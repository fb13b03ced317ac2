"""Several parts inspected at once, their results in the order of the pictures."""

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Generic, TypeVar

T = TypeVar("T")

Task = Callable[[], T]
"""Work that gives one of the results."""


@dataclass(frozen=True)
class _End:
    """What comes last: the error that ended it, or none."""

    error: BaseException | None


class Overlap(Generic[T]):
    """Does up to `width` of the tasks a generator gives at the same time, each in a thread of a pool.

    The generator is read in a thread of its own, which asks for a task only when one may begin at once: what a camera
    shows then is never old when its turn comes. Where nothing gets old, so many tasks may be read `ahead`, and no
    thread waits for a file. At most `width` finished results wait for whoever takes them.
    `enter_thread` is called once in each thread of the pool.
    """

    def __init__(self, tasks: Generator[Task[T]], width: int, enter_thread: Callable[[], None], ahead: int = 0) -> None:
        self._tasks = tasks
        self._free = threading.Semaphore(width + ahead)
        self._results: Queue[Future[T] | _End] = Queue(width)
        self._pool = ThreadPoolExecutor(width, "inspection", enter_thread)
        self._reader = threading.Thread(target=self._read, name="reading the source", daemon=True)
        self._closed = threading.Event()

    def results(self) -> Generator[T]:
        """Give the results in order, and raise what a task or the generator of them raised in its place.

        Closing them waits until what has begun is done and the generator of the tasks is closed: that must not be
        waiting for ever.
        """
        self._reader.start()
        try:
            while not isinstance(result := self._results.get(), _End):
                yield result.result()
            if result.error is not None:
                raise result.error
        finally:
            self._close()

    def _read(self) -> None:
        error: BaseException | None = None
        try:
            with closing(self._tasks):
                self._begin_all()
        except BaseException as raised:  # noqa: BLE001 - raised again in the thread that takes the results
            error = raised
        self._results.put(_End(error))

    def _begin_all(self) -> None:
        while True:
            self._free.acquire()
            task = None if self._closed.is_set() else next(self._tasks, None)
            if task is None or self._closed.is_set():
                return
            future = self._pool.submit(task)
            future.add_done_callback(self._on_done)
            self._results.put(future)

    def _on_done(self, _: Future[T]) -> None:
        self._free.release()

    def _close(self) -> None:
        self._closed.set()
        while self._reader.is_alive():  # it may wait for room
            with suppress(Empty):
                self._results.get(timeout=0.01)
        self._pool.shutdown()
