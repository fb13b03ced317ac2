"""Features on the disk come back as they went in."""

import errno
import tempfile
from typing import Any

import pytest
import torch
from small import random_tensor

from core.errors import Cancelled, TeachingError
from core.training.feature_store import FeatureStore


def test_features_come_back_in_any_order() -> None:
    features = random_tensor(5, 6, 3)
    with FeatureStore(6, 3) as store:
        for picture in features:
            store.append(picture)
        assert len(store) == 5
        assert torch.equal(store.read([3, 0, 3]), features[[3, 0, 3]])


def test_a_picture_can_be_put_in_anothers_place() -> None:
    first, second, third = random_tensor(3, 6, 3)
    with FeatureStore(6, 3) as store:
        store.append(first)
        store.append(second)
        store.replace(0, third)
        assert torch.equal(store.read([0, 1]), torch.stack([third, second]))
        assert len(store) == 2


def test_a_full_disk_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def seek(self, _: int) -> None:
            pass

        def write(self, _: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            pass

    def full() -> Any:
        return Full()

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with FeatureStore(6, 3) as store, pytest.raises(TeachingError, match=r"No space left.*Free some space"):
        store.append(torch.zeros(6, 3))


def test_no_place_for_temporary_files_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Any:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    with pytest.raises(TeachingError, match=r"No usable temporary directory.*TMPDIR"):
        FeatureStore(6, 3)


def test_each_reading_is_a_chance_to_stop() -> None:
    def stop() -> None:
        raise Cancelled

    with FeatureStore(6, 3, on_read=stop) as store:
        store.append(torch.zeros(6, 3))
        with pytest.raises(Cancelled):
            store.read([0])
