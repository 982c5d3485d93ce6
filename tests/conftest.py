"""What every test relies on: its own store, no network, one demonstration city built once."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from data.store import Store

PROJECT = Path(__file__).parent.parent
# A slow computer is no defect: properties are about results.
settings.register_profile("castellum", deadline=None)
settings.load_profile("castellum")

# The same examples on every run; `--hypothesis-profile exploration` looks for new ones.
settings.register_profile("stable", deadline=None, derandomize=True)
settings.register_profile("exploration", deadline=None, max_examples=500)
settings.load_profile("stable")

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Refuse every connection that leaves this computer."""
    connect = socket.socket.connect

    def connect_nearby(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test called the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_nearby)
        yield


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes the store and the catalogue of the person who runs it."""
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("CASTELLUM_CATALOGUE", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all the processes of one test run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demo_store(shared_folder: Path) -> Path:
    """The demonstration store, built once a run by whoever comes first. Only read it: the others do too."""
    folder = shared_folder / "demonstration"
    with (shared_folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build_demonstration(folder)
    return folder


@pytest.fixture
def demo_store_copy(demo_store: Path, tmp_path: Path) -> Path:
    """A demonstration store that the test may change."""
    return shutil.copytree(demo_store, tmp_path / "demonstration")


@pytest.fixture(scope="session")
def tiny_city() -> Path:
    """The catalogue of a second city, Valmont, all small. Only read it."""
    return PROJECT / "tests" / "data" / "tiny_city"


@pytest.fixture
def tiny_city_copy(tiny_city: Path, tmp_path: Path) -> Path:
    """The catalogue of Valmont, for a test that breaks it."""
    return shutil.copytree(tiny_city, tmp_path / "catalogue")


def build_demonstration(folder: Path) -> None:
    """Build the demonstration store as `make demo` does; `folder` appears when it is complete."""
    unfinished = folder.with_suffix(".unfinished")
    environment = os.environ | {"CASTELLUM_STORE": str(unfinished)}
    command = [sys.executable, "-m", "data", "demo"]
    built = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        raise RuntimeError(f"the demonstration store cannot be built:\n{built.stdout}\n{built.stderr}")
    unfinished.rename(folder)
