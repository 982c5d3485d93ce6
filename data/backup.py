"""Backing up a store to one file while it is in use, and restoring it whole or not at all.

The journal is copied first: whatever its events speak of was written before them, so it is in the tables
copied afterwards; rows that came since have no event and stay invisible. When restoring, the journal comes
last: a restoration that dies half-way shows nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import obstore
from deltalake import DeltaTable
from obstore.store import LocalStore, ObjectStore, from_url

from data.schemas import TABLES
from data.store import Store

JOURNAL, LOG = "depots", "_delta_log"
CONTENTS = (*TABLES, "fichiers", "habitudes", "operations")
MANIFEST = "sauvegarde.json"
FORMAT = 1
ATTEMPTS = 5
_NAME = re.compile(rf"(?P<table>{'|'.join((JOURNAL, *CONTENTS))})/(?:{LOG}/)?[\w.-]+")
_LOG_ENTRY = re.compile(r"(?P<version>\d{20})\.(?:json|checkpoint(?:\.[\w.-]+)?\.parquet)")


class BackupError(Exception):
    """A backup that cannot be made or restored; the message says why, in French."""


class Backup(NamedTuple):
    """What a backup holds: when it was made, how many deposits and files."""

    made_at: datetime
    deposits: int
    files: int


def back_up(root: str | Path, target: Path) -> Backup:
    """Write the store at `root` into the file `target`, which appears once it is complete.

    Raises:
        BackupError: there is no store there.
        OSError: `target` cannot be written.
    """
    if not DeltaTable.is_deltatable(f"{root}/{JOURNAL}"):
        raise BackupError("Aucun entrepôt à cet endroit : rien à sauvegarder.")
    unfinished = target.with_name(f"{target.name}.en-cours")
    made_at = datetime.now(UTC)
    try:
        with tarfile.open(unfinished, "w") as archive:
            digests = _write_tables(str(root), archive)
            deposits = _deposits_in(str(root), _last_version(digests))
            manifest = {
                "format": FORMAT,
                "date": made_at.isoformat(),
                "depots": deposits,
                "empreintes": digests,
            }
            _add(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(made_at, deposits, len(digests))


def restore(source: Path, root: str | Path) -> Backup:
    """Write the store that `source` holds under `root`, where there is none yet.

    Raises:
        BackupError: not a backup, a damaged one, or a store is there already; nothing is written.
        OSError: the place cannot be written.
    """
    manifest = _verified(source)
    store = _place(str(root))
    if _listed(store, f"{JOURNAL}/{LOG}"):
        raise BackupError("Un entrepôt existe déjà à cet endroit : choisissez un dossier vide.")
    with tarfile.open(source) as archive:
        for name in sorted(manifest["empreintes"], key=_writing_order):
            obstore.put(store, name, _content(archive, name))
    if len(Store(root).deposits()) != manifest["depots"]:
        raise BackupError("L'entrepôt restauré n'a pas tous ses dépôts : supprimez-le et recommencez.")
    made_at = datetime.fromisoformat(manifest["date"])
    return Backup(made_at, manifest["depots"], len(manifest["empreintes"]))


def _write_tables(root: str, archive: tarfile.TarFile) -> dict[str, str]:
    """The journal, then everything else; the fingerprint of each file written."""
    store = _place(root)
    digests: dict[str, str] = {}
    for table in (JOURNAL, *CONTENTS):
        if DeltaTable.is_deltatable(f"{root}/{table}"):
            for name, content in _table_files(store, root, table):
                _add(archive, name, content)
                digests[name] = hashlib.sha256(content).hexdigest()
    return digests


def _table_files(store: ObjectStore, root: str, table: str) -> Iterator[tuple[str, bytes]]:
    """The log of a table as it stands, then the files that its last version is made of."""
    log = _log_of(store, table)
    yield from log.items()
    for uri in DeltaTable(f"{root}/{table}", version=_last_version(log)).file_uris():
        name = f"{table}/{uri.rpartition('/')[2]}"
        yield name, _read(store, name)


def _log_of(store: ObjectStore, table: str) -> dict[str, bytes]:
    """Every entry of the log; read again when one was tidied away meanwhile."""
    for _ in range(ATTEMPTS):
        names = [name for name in _listed(store, f"{table}/{LOG}") if _LOG_ENTRY.fullmatch(Path(name).name)]
        try:
            return {name: _read(store, name) for name in sorted(names)}
        except FileNotFoundError:
            continue
    raise BackupError(f"Le journal de la table {table} change sans cesse : recommencez dans un instant.")


def _listed(store: ObjectStore, folder: str) -> list[str]:
    return [entry["path"] for page in obstore.list(store, folder) for entry in page]


def _read(store: ObjectStore, name: str) -> bytes:
    return bytes(obstore.get(store, name).bytes())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _verified(source: Path) -> dict[str, Any]:
    """The manifest, once every file has the fingerprint it says."""
    try:
        with tarfile.open(source) as archive:
            manifest: dict[str, Any] = json.loads(_content(archive, MANIFEST))
            for name, digest in manifest["empreintes"].items():
                if not _NAME.fullmatch(name):
                    raise BackupError(
                        "Cette sauvegarde contient un fichier inattendu : elle n'est pas restaurée."
                    )
                if hashlib.sha256(_content(archive, name)).hexdigest() != digest:
                    raise BackupError("Cette sauvegarde est abîmée : prenez-en une autre.")
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        raise BackupError("Ce fichier n'est pas une sauvegarde, ou il est abîmé.") from error
    return manifest


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(name)
    if stream is None:
        raise KeyError(name)
    return stream.read()


def _writing_order(name: str) -> tuple[bool, bool, str]:
    """Contents before logs, and the journal of deposits last: nothing shows before everything is there."""
    return name.startswith(f"{JOURNAL}/"), f"/{LOG}/" in name, name


def _place(root: str) -> ObjectStore:
    """A folder or an object-store URL, set up by the same variables of environment as the store itself."""
    return from_url(root) if "://" in root else LocalStore(root, mkdir=True)


def _last_version(names: Iterable[str]) -> int:
    """The version of the table whose log comes first among these names."""
    table = next(iter(names)).partition("/")[0]
    entries = (_LOG_ENTRY.fullmatch(Path(name).name) for name in names if name.startswith(f"{table}/{LOG}/"))
    return max(int(entry["version"]) for entry in entries if entry)


def _deposits_in(root: str, version: int) -> int:
    journal = DeltaTable(f"{root}/{JOURNAL}", version=version).to_pyarrow_table()
    return journal["evenement"].to_pylist().count("depot")
