"""Starting writers in processes of their own, so that one can be killed and several can race."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.failing_disk import small_disk

PROJECT = Path(__file__).parent.parent.parent
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disque") as place:
        yield place


@pytest.fixture
def start_writer(tmp_path: Path) -> Iterator[Start]:
    """Start `python -m tests.faults.writer` on the store of this test; ended with the test."""
    writers: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.faults.writer", *arguments]
        environment = os.environ | {"CASTELLUM_STORE": str(tmp_path / "store")}
        writer = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        writers.append(writer)
        return writer

    yield start
    for writer in writers:
        writer.kill()
        writer.communicate()
