"""A small disk of a test, and what makes it fail: no room left, a quota, a mount that is read-only."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DISK_SIZE = "8m"


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of its own where this computer lets us mount one, else a folder."""
    place.mkdir()
    mounted = run_command("mount", "-t", "tmpfs", "-o", f"size={DISK_SIZE}", "tmpfs", str(place))
    try:
        yield place
    finally:
        if mounted:
            run_command("umount", str(place))


def run_command(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


@contextmanager
def files_cannot_grow(_: Path) -> Iterator[None]:
    """What a quota does: writing fails after the first bytes of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def disk_is_full(disk: Path) -> Iterator[None]:
    """Fill the disk to its last byte; a quota instead where it is only a folder of a larger one."""
    if not disk.is_mount():
        with files_cannot_grow(disk):
            yield
        return
    filler = disk / "remplissage"
    try:
        with filler.open("wb", buffering=0) as stream:
            while stream.write(bytes(4096)):
                pass
    except OSError:
        pass
    yield
    filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Nothing can be written: the disk is mounted so, or the folders are closed to whoever runs this."""
    if disk.is_mount():
        assert run_command("mount", "-o", "remount,ro", str(disk))
        yield
        assert run_command("mount", "-o", "remount,rw", str(disk))
        return
    folders = [disk, *(path for path in disk.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield
    for folder in folders:
        folder.chmod(0o755)
