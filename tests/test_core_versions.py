"""Versions, without importing what has them."""

import platform

import pytest
import torch

from core import versions as module


def test_versions_are_those_of_what_is_installed() -> None:
    found = module.versions()

    assert found["Python"] == platform.python_version()
    assert found["torch"].split("+")[0] == torch.__version__.split("+")[0]


def test_what_is_not_installed_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGES", {"Abacus": "filbert-abacus"})

    assert module.versions()["Abacus"] == "–"
