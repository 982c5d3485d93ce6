"""A store on an S3-compatible object store: several processes deposit, nothing is lost, a backup restores."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.backup import back_up, restore
from data.store import Store
from tests.faults.conftest import PROJECT
from tests.faults.writer import deposit

ROOT = "s3://ville/castellum"
PATIENCE = 60
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "essai",
    "AWS_SECRET_ACCESS_KEY": "essai",
    "AWS_REGION": "eu-west-3",
    "AWS_ALLOW_HTTP": "true",
}


@pytest.fixture
def object_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An object store on this computer with one empty bucket, known to this process and its children."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", address.rpartition(":")[2]]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        create_bucket(f"{address}/ville")
        for name, value in (ACCOUNT | {"AWS_ENDPOINT_URL": address}).items():
            monkeypatch.setenv(name, value)
        yield ROOT
    finally:
        server.kill()
        server.wait()


def create_bucket(url: str) -> None:
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(url, method="PUT"), timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)


def writer_there(name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.writer", "deposit", name, str(count)]
    environment = os.environ | {"CASTELLUM_STORE": ROOT}
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)


def test_un_entrepot_sur_stockage_objet_ne_perd_rien(object_store: str, tmp_path: Path) -> None:
    """Two writers, more deposits than what a tidying leaves apart, then a backup restored elsewhere."""
    assert deposit(Store(object_store), "alpha", 1, b"un") == "2026-001"
    writers = [writer_there(name, 9) for name in ("beta", "gamma")]
    given = [number for writer in writers for number in writer.communicate(timeout=PATIENCE * 2)[0].split()]
    assert sorted(given) == [f"2026-{number:03d}" for number in range(2, 20)]
    store = Store(object_store)
    assert store.deposits()["depot"].tolist() == ["2026-001", *sorted(given)]
    assert store.received("2026-001") == ("alpha.csv", b"un")
    back_up(object_store, tmp_path / "sauvegarde.tar")
    restore(tmp_path / "sauvegarde.tar", tmp_path / "local")
    assert len(Store(tmp_path / "local").history("activite")) == len(store.history("activite"))
