"""A backup taken while others deposit restores to a consistent store."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from data.backup import back_up, restore
from data.store import Store
from tests.faults.writer import ROWS_PER_FILE

Start = Callable[..., subprocess.Popen[str]]

FILES = 20


def test_une_sauvegarde_prise_pendant_les_depots_est_coherente(start_writer: Start, tmp_path: Path) -> None:
    writer = start_writer("deposit", "alpha", str(FILES))
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == "2026-001"
    seen: list[int] = []
    while writer.poll() is None:
        place = len(seen)
        kept = back_up(tmp_path / "store", tmp_path / f"{place}.tar")
        seen.append(kept.deposits)
    assert len(seen) >= 3
    assert seen == sorted(seen)
    for place, deposits in enumerate(seen):
        assert_whole(tmp_path, place, deposits)


def assert_whole(folder: Path, place: int, deposits: int) -> None:
    """Every deposit of the journal has all its rows and its file; the latest value is the current one."""
    restore(folder / f"{place}.tar", folder / f"restaure-{place}")
    store = Store(folder / f"restaure-{place}")
    journal = store.deposits()
    assert journal["depot"].tolist() == [f"2026-{number:03d}" for number in range(1, deposits + 1)]
    assert len(store.history("activite")) == deposits * ROWS_PER_FILE
    assert set(store.current("activite")["valeur"]) == {deposits - 1}
    assert store.received(journal["depot"].iloc[-1])[1] == f"alpha {deposits - 1}".encode()
