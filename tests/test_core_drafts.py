import json
from pathlib import Path

import pytest

from core.drafts.draft import Draft, new_draft
from core.drafts.store import DraftStore
from core.errors import DraftError, OutputError
from core.region.region_of_interest import RegionOfInterest
from core.region.shapes import Rectangle


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts")


def file_of(store: DraftStore, draft: Draft) -> Path:
    return store.folder / draft.key / "draft.json"


def test_a_draft_comes_back_as_it_was(store: DraftStore, tmp_path: Path) -> None:
    draft = new_draft().changed(
        name="Nut Ø 8",
        source="camera:0",
        folders=(tmp_path / "good",),
        left_out=("a.png", "ß/b.png"),
        false_reject=0.02,
        min_area=24,
        step="threshold",
        region=RegionOfInterest(shapes=(Rectangle(x=0.1, y=0.2, width=0.5, height=0.5),)),
    )
    saved = store.save(draft)
    assert DraftStore(store.folder).load(draft.key) == saved
    assert saved.changed(saved_at=None) == draft
    assert json.loads(file_of(store, draft).read_text(encoding="utf-8"))["left_out"] == ["a.png", "ß/b.png"]


def test_no_drafts_before_the_first(store: DraftStore) -> None:
    assert store.listed().drafts == ()
    assert not store.folder.exists()


def test_the_draft_saved_last_stands_first(store: DraftStore) -> None:
    first, second = new_draft(), new_draft()
    store.save(first)
    store.save(second)
    store.save(first)
    assert [draft.key for draft in store.listed().drafts] == [first.key, second.key]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format_version": 99}', b"[" * 100_000, b"\xff\xfe\x00"])
def test_a_damaged_draft_costs_a_sentence_and_nothing_else(store: DraftStore, content: bytes) -> None:
    good, bad = store.save(new_draft()), store.save(new_draft())
    picture = store.captured_folder(bad.key) / "1.png"
    picture.write_bytes(b"picture")
    file_of(store, bad).write_bytes(content)
    listed = store.listed()
    assert [draft.key for draft in listed.drafts] == [good.key]
    assert len(listed.remarks) == 1
    assert bad.key in listed.remarks[0]
    assert file_of(store, bad).with_name("draft.json.damaged").read_bytes() == content
    assert picture.read_bytes() == b"picture"


def test_what_a_newer_filbert_added_is_kept(store: DraftStore) -> None:
    draft = store.save(new_draft())
    values = json.loads(file_of(store, draft).read_text(encoding="utf-8"))
    file_of(store, draft).write_text(json.dumps({**values, "moon": "full"}), encoding="utf-8")
    store.save(store.load(draft.key).changed(name="Nut"))
    kept = json.loads(file_of(store, draft).read_text(encoding="utf-8"))
    assert (kept["moon"], kept["name"]) == ("full", "Nut")


def test_deleting_takes_all_that_lies_beside(store: DraftStore) -> None:
    draft, other = store.save(new_draft()), store.save(new_draft())
    (store.result_folder(draft.key) / "x").write_bytes(b"x")
    store.delete(draft.key)
    store.delete(draft.key)
    assert [path.name for path in store.folder.iterdir()] == [other.key]


@pytest.mark.parametrize("key", ["", "..", "a/b", "../other"])
def test_no_key_leads_out_of_the_folder(store: DraftStore, key: str) -> None:
    with pytest.raises(DraftError):
        store.delete(key)


def test_a_value_that_is_not_allowed_has_a_sentence() -> None:
    with pytest.raises(DraftError, match="false_reject can't be 2"):
        new_draft().changed(false_reject=2)
    with pytest.raises(DraftError, match="no moon"):
        new_draft().changed(moon=1)


def test_a_folder_that_cannot_be_made_has_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="can't be made"):
        DraftStore(tmp_path / "file" / "drafts").save(new_draft())
