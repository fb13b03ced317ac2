"""The names of sources: from what a user chose to one string, and back."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SourceError
from core.sources.hot_settings import HotFolderSettings, parse_hot_folder
from core.sources.spec import SourceKind, StreamSettings, kind_of, parse_stream, title_of


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("camera:046d:0825@1-1.2:1.0?width=640&height=480", SourceKind.CAMERA),
        ("hot:/line/drops", SourceKind.HOT_FOLDER),
        ("test:training", SourceKind.TEST),
        ("rtsp://camera-3/left", SourceKind.STREAM),
        ("http://camera-3/cam.mp4", SourceKind.STREAM),
        ("shift.MP4", SourceKind.VIDEO),
        ("C:\\parts", SourceKind.FOLDER),
        ("part.png", SourceKind.FOLDER),
        ("", None),
        ("  ", None),
    ],
)
def test_the_kind_is_in_the_name(spec: str, kind: SourceKind | None) -> None:
    assert kind_of(spec) is kind


@pytest.mark.parametrize(
    ("settings", "spec"),
    [
        (HotFolderSettings("/line/drops"), "hot:/line/drops"),
        (HotFolderSettings("/line/drops", True, ".done"), "hot:/line/drops?move=yes&ready=.done"),
        (HotFolderSettings("D:\\drops", ready=".ok"), "hot:D:\\drops?ready=.ok"),
    ],
)
def test_a_hot_folder_is_named_as_the_command_line_has_it(settings: HotFolderSettings, spec: str) -> None:
    assert settings.spec == spec


@given(
    st.text(min_size=1).filter(str.strip).filter(lambda text: "=" not in text.rpartition("?")[2]),
    st.booleans(),
    st.text(alphabet=".done +&%=é-"),
)
def test_every_hot_folder_is_understood_again(folder: str, move: bool, ready: str) -> None:
    settings = HotFolderSettings(folder, move, ready)

    assert parse_hot_folder(settings.spec.removeprefix("hot:")) == settings


@pytest.mark.parametrize(
    "text", ["", " ", "?move=yes", "drops?move=perhaps", "drops?speed=9", "drops?ready=/etc", "drops?ready=a*"]
)
def test_a_hot_folder_that_can_not_be_one_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(SourceError, match=r"\.$"):
        parse_hot_folder(text)


def test_user_and_password_are_taken_out_of_an_address() -> None:
    settings = parse_stream("rtsp://line:p%40ss@camera-3:554/left?channel=2")

    assert settings == StreamSettings("rtsp://camera-3:554/left?channel=2", "line", "p@ss")


@given(st.text(min_size=1).filter(lambda text: text.isprintable()), st.text().filter(lambda text: text.isprintable()))
def test_user_and_password_come_back_whatever_is_in_them(user: str, password: str) -> None:
    settings = StreamSettings("rtsp://camera-3:554/left?channel=2", user, password)

    assert parse_stream(settings.spec) == settings
    assert urlsplit(settings.spec).hostname == "camera-3"


def test_an_address_that_can_not_be_one_is_refused() -> None:
    with pytest.raises(SourceError):
        parse_stream("camera-3/left")


@pytest.mark.parametrize(
    ("spec", "title"),
    [
        ("rtsp://line:secret@camera-3/left?token=1", "rtsp://camera-3/left"),
        ("camera:046d:0825@1-1.2?name=HD%20Webcam", "HD Webcam"),
        ("hot:/line/drops?move=yes", "/line/drops"),
        ("/line/parts", "/line/parts"),
        ("", ""),
    ],
)
def test_a_title_has_nothing_secret_in_it(spec: str, title: str) -> None:
    assert title_of(spec) == title
