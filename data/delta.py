"""One Delta Lake table: create, append, read. Nothing else in the project speaks to Delta."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Literal

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from data.store_failure import Busy, StoreFailure, failures_told, is_of_the_place

log = logging.getLogger("castellum.store")

ATTEMPTS = 20
FILES_AT_MOST = 16
TIDYING = "rangement"
LOG = "_delta_log"


class Conflict(Exception):
    """Somebody else committed first; read again and retry."""


class DeltaFolder:
    """A table in a folder or under an object-store URL, with a handle that is kept up to date.

    Reading creates nothing. Whatever fails in the place itself is a `StoreFailure`, and is not remembered.
    """

    def __init__(self, root: str, name: str, schema: pa.Schema) -> None:
        self.root = root.rstrip("/")
        self.name = name
        self.location = f"{self.root}/{name}"
        self.schema = schema
        self._handle: DeltaTable | None = None

    def ensure(self) -> DeltaTable:
        """The table at its latest version, created when absent (by whoever comes first)."""
        with self._failures_told():
            if self._handle is None:
                self._handle = self._open_or_create()
            return self._up_to_date(self._handle)

    def exists(self) -> bool:
        """Whether somebody has created it."""
        with self._failures_told():
            if "://" not in self.root and Path(self.root).exists() and not Path(self.root).is_dir():
                raise NotADirectoryError(self.root)
            return self._handle is not None or DeltaTable.is_deltatable(self.location)

    def version(self) -> int | None:
        """The latest version; None while nobody has created the table."""
        return self.ensure().version() if self.exists() else None

    def snapshot(self) -> DeltaTable:
        """A handle of one's own on the latest version, which stays there until something is committed."""
        self.ensure()
        with self._failures_told():
            return DeltaTable(self.location)

    def append(self, rows: pa.Table) -> None:
        """Append rows in one commit, whatever others append meanwhile."""
        with self._failures_told():
            for _ in range(ATTEMPTS):
                try:
                    snapshot = self.snapshot()
                    mode = self._schema_mode(snapshot)
                    return write_deltalake(snapshot, rows.cast(self.schema), mode="append", schema_mode=mode)
                except CommitFailedError as error:
                    # Two writers that create the table together leave a second commit of its schema.
                    if is_of_the_place(error):
                        raise
        raise Busy

    def append_after(self, snapshot: DeltaTable, rows: pa.Table, sequences: dict[str, int]) -> None:
        """Append rows in one commit that takes the next number of each of `sequences`.

        Raises:
            Conflict: one of these sequences has moved on since `snapshot`; nothing was written.
        """
        transactions = [Transaction(name, number) for name, number in sequences.items()]
        properties = CommitProperties(app_transactions=transactions)
        with self._failures_told():
            try:
                write_deltalake(
                    snapshot,
                    rows.cast(self.schema),
                    mode="append",
                    schema_mode=self._schema_mode(snapshot),
                    commit_properties=properties,
                )
            except CommitFailedError as error:
                if is_of_the_place(error):
                    raise
                raise Conflict(str(error)) from error

    def tidy(self, most_files: int = FILES_AT_MOST) -> None:
        """Rewrite many small files as one; readers and writers go on, what fails is left for later.

        Not `optimize.compact`: two of them at once leave every row twice (deltalake 1.6.6).
        """
        with self._left_for_later():
            if len(self.ensure().file_uris()) <= most_files:
                return
            snapshot = self.snapshot()
            number = (snapshot.transaction_version(TIDYING) or 0) + 1
            properties = CommitProperties(app_transactions=[Transaction(TIDYING, number)])
            rows = snapshot.to_pyarrow_table()
            with suppress(CommitFailedError):
                write_deltalake(snapshot, rows, mode="overwrite", commit_properties=properties)
                self.ensure().create_checkpoint()

    def shorten_log(self, most_entries: int = FILES_AT_MOST) -> None:
        """Let readers start from a summary of the log, for a table whose files are never rewritten."""
        with self._left_for_later():
            handle = self.ensure()
            if handle.version() % most_entries == 0:
                with suppress(CommitFailedError):
                    handle.create_checkpoint()

    def read(self, **equal: str) -> pa.Table:
        """Every row at the latest version, or those whose columns have these values.

        A column that the schema has since been given is missing in the rows written before.
        """
        if not self.exists():
            return self.schema.empty_table()
        filters = [(name, "=", value) for name, value in equal.items()]
        handle = self.ensure()
        with self._failures_told():
            return self._completed(handle.to_pyarrow_table(filters=filters or None))

    def _completed(self, rows: pa.Table) -> pa.Table:
        for field in self.schema:
            if field.name not in rows.column_names:
                rows = rows.append_column(field, pa.nulls(len(rows), field.type))
        return rows.select(self.schema.names)

    def _schema_mode(self, snapshot: DeltaTable) -> Literal["merge"] | None:
        """Whether the next rows bring a column that the table was created without."""
        known = {field.name for field in snapshot.schema().fields}
        return None if known.issuperset(self.schema.names) else "merge"

    def _up_to_date(self, handle: DeltaTable) -> DeltaTable:
        log_folder = Path(self.location, LOG)
        if "://" not in self.root:
            # Entries follow one another: two looks at a folder cost much less than reading it.
            last, following = (log_folder / f"{handle.version() + step:020d}.json" for step in (0, 1))
            if last.exists() and not following.exists():
                return handle
            # A folder that is gone looks, to Delta, like a table that has not changed.
            if not log_folder.is_dir():
                raise FileNotFoundError(self.location)
        handle.update_incremental()
        return handle

    def _failures_told(self) -> AbstractContextManager[None]:
        return failures_told(self.root, self.name)

    @contextmanager
    def _left_for_later(self) -> Iterator[None]:
        """Tidying is no part of a deposit: when it fails, what was deposited stays deposited."""
        try:
            with self._failures_told():
                yield
        except StoreFailure:
            log.warning("Tidying left for later: %s", self.name)

    def _open_or_create(self) -> DeltaTable:
        if "://" not in self.location:
            Path(self.location).mkdir(parents=True, exist_ok=True)
        for attempt in range(ATTEMPTS):
            try:
                return DeltaTable(self.location)
            except TableNotFoundError:
                try:
                    return DeltaTable.create(self.location, self.schema, mode="error")
                except DeltaError:
                    if attempt == ATTEMPTS - 1:
                        raise
        raise AssertionError("unreachable")
