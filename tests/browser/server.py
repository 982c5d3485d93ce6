"""A dashboard of one's own on a free port of this computer, for browser tests and screenshots."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PROJECT = Path(__file__).parents[2]
SECONDS_TO_START = 60


@contextmanager
def dashboard(store: Path, port: int | None = None, **environment: str) -> Iterator[str]:
    """Serve `dashboard.py` on this store; gives its address, stops it on leaving.

    Raises:
        RuntimeError: the server did not start; its log is in the message.
    """
    with dashboard_process(store, port, **environment) as (address, _):
        yield address


@contextmanager
def dashboard_process(store: Path, port: int | None = None, **environment: str) -> Iterator[tuple[str, int]]:
    """The same, with the number of its process."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    variables = os.environ | {"CASTELLUM_STORE": str(store)} | environment
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=variables, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: IO[str]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the dashboard did not start:\n{log.read()}")
