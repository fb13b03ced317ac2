"""Which processor the detector runs on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from core.errors import FilbertError
from core.threads import step_back


def pick_device(wish: str = "auto") -> torch.device:
    """The device for "auto", "cpu", "cuda" or "mps"; auto takes the fastest there is.

    Raises FilbertError when the one wished for isn't there.
    """
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wish == "auto":
        return torch.device(next(name for name, there in present.items() if there))
    if not present.get(wish, False):
        raise FilbertError(f"This machine has no {wish} device for torch. Use --device auto.")
    return torch.device(wish)


def device_label(device: torch.device) -> str:
    """What the screen calls the device."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "mps":
        return "Apple GPU"
    return f"CPU, {usable_cores()} cores"


def usable_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parts_at_once(device: torch.device) -> int:
    """How many parts torch is best given at the same time there.

    Of a picture's hundred and fifty operations most are too short for two threads to be worth their waiting for each
    other; where there are few cores, two pictures side by side take less time than one after another on two threads.
    """
    return 2 if device.type == "cpu" and 2 <= usable_cores() <= 3 else 1


def share_cores(parts: int) -> None:
    """Give torch its share of the cores in the calling thread, one of so many that inspect; the window goes first."""
    step_back()
    use_threads(usable_cores() // parts)


def leave_a_core_free() -> None:
    """Keep torch off one core in the calling thread, so that the window stays quick while it inspects."""
    use_threads(usable_cores() - 1)


def use_threads(count: int) -> None:
    """Have torch use so many threads in the calling thread, one at the least; it counts them for each thread."""
    torch.set_num_threads(max(1, count))


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep torch to one thread inside: many small operations lose more by waking a second than it does for them.

    Beside another busy program it is thirty times more (a thousand small eigenproblems: 0.7 s against 20 s).
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
