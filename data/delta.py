"""One Delta Lake table: create, append, read. Nothing else in the project speaks to Delta."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

ATTEMPTS = 20
FILES_AT_MOST = 16
TIDYING = "rangement"


class Conflict(Exception):
    """Somebody else committed first; read again and retry."""


class DeltaFolder:
    """A table in a folder or under an object-store URL, with a handle that is kept up to date."""

    def __init__(self, root: str, name: str, schema: pa.Schema) -> None:
        self.location = f"{root.rstrip('/')}/{name}"
        self.schema = schema
        self._handle: DeltaTable | None = None

    def ensure(self) -> DeltaTable:
        """The table at its latest version, created when absent (by whoever comes first)."""
        if self._handle is None:
            self._handle = self._open_or_create()
        self._handle.update_incremental()
        return self._handle

    def exists(self) -> bool:
        """Whether somebody has created it; asking creates nothing."""
        return self._handle is not None or DeltaTable.is_deltatable(self.location)

    def version(self) -> int:
        return self.ensure().version()

    def snapshot(self) -> DeltaTable:
        """A handle of one's own on the latest version, which stays there until something is committed."""
        self.ensure()
        return DeltaTable(self.location)

    def append(self, rows: pa.Table) -> None:
        """Append rows in one commit, whatever others append meanwhile."""
        for _ in range(ATTEMPTS):
            try:
                return write_deltalake(self.snapshot(), rows.cast(self.schema), mode="append")
            except CommitFailedError as error:
                # Two writers that create the table together leave a second commit of its schema.
                failure = error
        raise failure

    def append_after(self, snapshot: DeltaTable, rows: pa.Table, sequences: dict[str, int]) -> None:
        """Append rows in one commit that takes the next number of each of `sequences`.

        Raises:
            Conflict: one of these sequences has moved on since `snapshot`; nothing was written.
        """
        transactions = [Transaction(name, number) for name, number in sequences.items()]
        properties = CommitProperties(app_transactions=transactions)
        try:
            write_deltalake(snapshot, rows.cast(self.schema), mode="append", commit_properties=properties)
        except CommitFailedError as error:
            raise Conflict(str(error)) from error

    def tidy(self, most_files: int = FILES_AT_MOST) -> None:
        """Rewrite many small files as one; readers and writers go on, a conflict is left for later.

        Not `optimize.compact`: two of them at once leave every row twice (deltalake 1.6.6).
        """
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
        handle = self.ensure()
        if handle.version() % most_entries == 0:
            with suppress(CommitFailedError):
                handle.create_checkpoint()

    def read(self, **equal: str) -> pa.Table:
        """Every row at the latest version, or those whose columns have these values."""
        filters = [(name, "=", value) for name, value in equal.items()]
        return self.ensure().to_pyarrow_table(filters=filters or None)

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
