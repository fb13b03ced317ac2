import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from live_stand_ins import PATIENCE_S, Reading, in_thread, join

from core.errors import SourceError
from core.sources.live import LiveSource
from core.sources.numbered import number_of, numbered_picture
from core.sources.opening import open_source
from core.sources.policy import STREAM
from core.sources.stream import StreamDevice, public_name
from core.types import SourceState

OPENING, LIVE, STALLED, LOST, RECONNECTING = SourceState
ROOT = Path(__file__).resolve().parents[1]
QUICK = replace(STREAM, open_timeout_s=0.3, close_wait_s=0.1)


class Server:
    """Listens on a free port. `serve` is what it does with a caller; by default it never answers."""

    def __init__(self, pictures: int = 0) -> None:
        self._pictures = pictures
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._callers: list[socket.socket] = []
        self.hang_up = threading.Event()
        self.port = self._listener.getsockname()[1]
        self._thread = in_thread(self._listen)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/video.mjpg"

    def close(self) -> None:
        self._closing.set()
        join(self._thread)
        for caller in self._callers:
            caller.close()
        self._listener.close()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                caller, _ = self._listener.accept()
            except TimeoutError:
                continue
            self._callers.append(caller)
            if self._pictures:
                self._send(caller)

    def _send(self, caller: socket.socket) -> None:
        """Send Motion JPEG as network cameras do, numbered from 1, until told to hang up."""
        caller.settimeout(PATIENCE_S)
        caller.recv(4096)
        head = "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=picture\r\n\r\n"
        try:
            caller.sendall(head.encode())
            number = 0
            while not self._closing.is_set() and not self.hang_up.is_set():
                number = number % self._pictures + 1
                jpeg = cv2.imencode(".jpg", numbered_picture(number, 160, 64))[1].tobytes()
                part = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                caller.sendall(part.encode() + jpeg + b"\r\n")
                self._closing.wait(0.01)
        except OSError:
            pass  # the caller has hung up
        caller.close()
        self.hang_up.clear()


@pytest.fixture
def silent() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def sending() -> Iterator[Server]:
    server = Server(pictures=1000)
    yield server
    server.close()


def wait_for_captures() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("capture of"):
            join(thread)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("rtsp://camera-3/left", "rtsp://camera-3/left"),
        ("RTSP://operator:s3cret@camera-3:554/left?password=s3cret#s3cret", "rtsp://camera-3:554/left"),
        ("http://s3cret@[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_nothing_secret_is_in_a_name(address: str, name: str) -> None:
    assert public_name(address) == name
    assert open_source(address).name == name


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://camera-3/left", "begin with ftp://"),
        ("rtsp:///left", "names no camera"),
        ("http://camera-3:port/", "can't be understood"),
        ("http://[::1/", "can't be understood"),
    ],
)
def test_what_is_no_address_is_a_sentence(address: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        open_source(address)


def test_pictures_come_over_the_network(sending: Server) -> None:
    reading = Reading(open_source(sending.address).frames())
    frames = [reading.until_frame() for _ in range(10)]
    reading.close()
    wait_for_captures()

    numbers = [number_of(frame.image) for frame in frames]
    assert numbers == sorted(set(numbers))
    assert frames[0].image.shape == (64, 160, 3)
    assert reading.states == [OPENING, LIVE]


def test_a_camera_that_hangs_up_is_lost_and_called_again(sending: Server) -> None:
    reading = Reading(open_source(sending.address).frames())
    reading.until_frame()
    sending.hang_up.set()
    lost = reading.until_state(LOST)
    reading.until_state(LIVE)
    reading.until_frame()
    reading.close()
    wait_for_captures()

    assert "sends no more pictures" in lost.sentence
    assert reading.states == [OPENING, LIVE, LOST, RECONNECTING, LIVE]


def test_one_that_never_answers_is_lost_in_time(silent: Server, capfd: pytest.CaptureFixture[str]) -> None:
    device = StreamDevice(silent.address, open_timeout_ms=300, read_timeout_ms=300)
    reading = Reading(LiveSource(device, STREAM).frames())
    lost = reading.until_state(LOST)
    reading.until_state(RECONNECTING)
    reading.close()
    wait_for_captures()

    assert f"{silent.address} does not answer" in lost.sentence
    assert capfd.readouterr() == ("", "")


def test_the_reader_is_not_held_up_by_one_that_never_answers(silent: Server) -> None:
    device = StreamDevice(silent.address, open_timeout_ms=3000, read_timeout_ms=3000)
    reading = Reading(LiveSource(device, QUICK).frames())
    reading.until_state(LOST)  # long before the device itself gives up
    began = time.perf_counter()
    reading.close()
    closed_in = time.perf_counter() - began
    wait_for_captures()

    assert closed_in < 2.0


def test_one_that_refuses_is_lost() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    reading = Reading(open_source(f"http://user:s3cret@127.0.0.1:{port}/x").frames())
    lost = reading.until_state(LOST)
    reading.close()
    wait_for_captures()

    assert f"http://127.0.0.1:{port}/x does not answer" in lost.sentence
    assert "s3cret" not in lost.sentence


ENDS_WHILE_IT_HANGS = """
import logging
import sys
logging.getLogger().addHandler(logging.NullHandler())  # the program logs to a file; some Pythons still close the stream
from core.sources.opening import open_source
from core.types import SourceNotice
frames = open_source(sys.argv[1]).frames()
print(next(frames).state, next(frames).state, flush=True)
"""


def test_a_stream_that_hangs_does_not_hold_up_the_end_of_the_program(silent: Server) -> None:
    command = [sys.executable, "-c", ENDS_WHILE_IT_HANGS, silent.address]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False)

    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, "OPENING OPENING", "")
