"""What goes wrong with a store is said, and nothing that was kept is lost over it."""

import os
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from records_made import make_record, small_disk

from core.errors import RecordsDiskFullError, RecordsError
from core.records.network import _remote_drive, file_system_of, refusal_of_network
from core.records.record import Filter, Order
from core.records.store import RecordStore

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
server:/export /mnt/line\\0401 nfs4 rw 0 0
//server/share /mnt/share cifs rw 0 0
me@server:/ /mnt/far fuse.sshfs rw 0 0
portal /run/user/1/doc fuse.portal rw 0 0
/dev/sdb1 /mnt/share/disk ext4 rw 0 0
C: /mnt/c 9p rw 0 0
"""


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def fill(file: Path, count: int) -> None:
    store = RecordStore.open(url(file))
    store.add([make_record(number) for number in range(count)])
    store.close()


def test_a_file_that_is_no_database_is_put_aside_and_a_new_store_begun(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    content = b"This is a shopping list. " * 1000
    file.write_bytes(content)
    store = RecordStore.open(url(file))
    store.add([make_record()])
    assert store.count(Filter()) == 1
    store.close()
    (aside,) = tmp_path.glob("records.damaged-*.sqlite")
    assert aside.read_bytes() == content
    assert aside.name in store.remark


def test_a_store_with_a_page_of_rubbish_is_put_aside_with_its_log(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    fill(file, 3000)
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(size // 2)
        opened.write(os.urandom(16384))
    store = RecordStore.open(url(file))
    assert store.count(Filter()) == 0
    assert "kept aside" in store.remark
    store.close()
    (aside,) = tmp_path.glob("records.damaged-*.sqlite")
    assert aside.stat().st_size == size


def test_a_whole_store_is_left_alone_and_nothing_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "records.sqlite", 100)
    store = RecordStore.open(url(tmp_path / "records.sqlite"))
    assert (store.count(Filter()), store.remark) == (100, "")
    store.close()


def test_an_empty_file_is_a_new_store(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    file.touch()
    fill(file, 1)
    assert [entry.name for entry in tmp_path.glob("*damaged*")] == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/records.sqlite", "ext4"),
        ("/run/records.sqlite", "tmpfs"),
        ("/mnt/line 1/records.sqlite", "nfs4"),
        ("/mnt/share/a/records.sqlite", "cifs"),
        ("/mnt/share/disk/records.sqlite", "ext4"),
        ("/mnt/sharedisk/records.sqlite", "ext4"),
        ("/mnt/far/records.sqlite", "fuse.sshfs"),
        ("/mnt/c/records.sqlite", "9p"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_the_deepest_mount(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="these are Linux's paths")
@pytest.mark.parametrize("place", ["/mnt/line 1", "/mnt/share", "/mnt/far", "/mnt/c"])
def test_a_network_drive_is_refused_with_a_reason(place: str) -> None:
    sentence = refusal_of_network(Path(place) / "records.sqlite", MOUNTS)
    assert "network drive" in sentence
    assert "PostgreSQL" in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="these are Linux's paths")
@pytest.mark.parametrize("place", ["/home/me", "/run", "/mnt/share/disk", "/run/user/1/doc"])
def test_a_drive_of_this_computer_is_not_refused(place: str) -> None:
    assert refusal_of_network(Path(place) / "records.sqlite", MOUNTS) == ""


@pytest.mark.parametrize(
    ("path", "kinds", "expected"),
    [
        (r"C:\ProgramData\Filbert\records.sqlite", {"C:\\": 3}, ""),
        (r"Z:\records.sqlite", {"Z:\\": 4}, "Z:"),
        (r"\\plant\line3\records.sqlite", {}, r"\\plant\line3"),
    ],
)
def test_on_windows_shares_and_letters_that_stand_for_them_are_remote(
    monkeypatch: pytest.MonkeyPatch, path: str, kinds: dict[str, int], expected: str
) -> None:
    kernel = SimpleNamespace(GetDriveTypeW=lambda root: kinds.get(root, 1))  # 3 is fixed, 4 remote, 1 no such drive
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    resolved = SimpleNamespace(resolve=lambda: PureWindowsPath(path))
    assert _remote_drive(resolved) == expected  # type: ignore[arg-type]


def test_the_store_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.records.address.refusal_of_network", lambda _file: "It is far away.")
    with pytest.raises(RecordsError, match="far away"):
        RecordStore.open(url(tmp_path / "records.sqlite"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["nonsense", "mysql://server/filbert", "postgresql:/what"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RecordsError, match=r"no database URL\. Give one such as"):
        RecordStore.open(address)


def test_a_server_that_is_not_there_is_told_of_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install filbert[postgres]")
    with pytest.raises(RecordsError, match="can't be reached") as caught:
        RecordStore.open("postgresql://me:secret@127.0.0.1:1/filbert")
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordsError, match="psycopg is not installed"):
        RecordStore.open("postgresql://me@127.0.0.1:1/filbert")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordsError, match="can't be made"):
        RecordStore.open(url(tmp_path / "file" / "records.sqlite"))


def test_on_a_full_disk_nothing_kept_is_lost_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path, 4) as grow:
        store = RecordStore.open(url(tmp_path / "records.sqlite"))
        kept: list[int] = []

        def fill_up() -> None:
            while True:
                kept.extend(store.add([make_record(number) for number in range(200)]))

        with pytest.raises(RecordsDiskFullError, match="disk is full"):
            fill_up()
        assert sorted(record.id for record in store.page(Filter(), Order.TIME, True, 0, 10**6)) == kept
        store.close()
        grow(16)
        store = RecordStore.open(url(tmp_path / "records.sqlite"))
        assert store.remark == ""
        assert store.count(Filter()) == len(kept)
        kept += store.add([make_record(number) for number in range(200)])
        assert [record.id for record in store.get(kept)] == kept
        store.close()
