"""Lines and fields to columns of text, cut and gathered in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data.readers.records import Row
from data.readers.separators import Separator

# Fewer blocks than by default: each asks the system for memory again.
_BLOCK = 8 * 1_048_576

Fields = Sequence[Sequence[str]]


def frame_of(rows: Sequence[Row], separator: Separator, width: int) -> pd.DataFrame:
    """One text column per field, `width` in all. Rows that are still lines of text are cut in bulk."""
    lines = [row for row in rows if isinstance(row, str)]
    fields = [row for row in rows if isinstance(row, list)]
    if not lines or separator.width == 1:
        every = [[row] if isinstance(row, str) else row for row in rows]
        return gathered(table_of_fields(every, width).columns)
    table = bulk_table("\n".join(lines).encode(), separator, quote=False)
    is_field = np.fromiter((isinstance(row, list) for row in rows), dtype=bool, count=len(rows))
    order = np.argsort(np.argsort(is_field, kind="stable"))
    return gathered(followed_by(table, fields, width).take(order).columns)


def bulk_table(
    body: pa.Buffer | bytes,
    separator: Separator,
    quote: bool,
    on_uneven: Callable[[csv.InvalidRow], str] | None = None,
) -> pa.Table:
    """The rows of lines that each are one record, as text that nobody has checked to be Unicode.

    Raises:
        pyarrow.ArrowInvalid: a row has not the width of the separator, and `on_uneven` does not skip it.
    """
    names = [str(place) for place in range(separator.width)]
    return csv.read_csv(
        pa.BufferReader(body),
        # Threads would save a tenth of a second, and cost 40 MB and the pages of one more heap each.
        csv.ReadOptions(column_names=names, use_threads=False, block_size=_BLOCK),
        csv.ParseOptions(
            delimiter=separator.character,
            quote_char='"' if quote else False,
            ignore_empty_lines=False,
            invalid_row_handler=on_uneven,
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=False,
        ),
    )


def table_of_fields(rows: Fields, width: int) -> pa.Table:
    """Rows that are already cut; what lacks is missing, what is beyond the width is left."""
    columns = [
        pa.array([(row[place] or None) if place < len(row) else None for row in rows], pa.string())
        for place in range(width)
    ]
    return pa.table(columns, names=[str(place) for place in range(width)])


def followed_by(table: pa.Table, rows: Fields, width: int) -> pa.Table:
    """The rows of a table, then some that are already cut, `width` columns in all."""
    for place in range(table.num_columns, width):
        table = table.append_column(str(place), pa.nulls(len(table), pa.string()))
    return pa.concat_tables([table, table_of_fields(rows, width)])


def gathered(columns: list[pa.ChunkedArray], order: np.ndarray | None = None) -> pd.DataFrame:
    """Columns of categories: a million cells often hold twenty texts, and each check then looks at twenty.

    Args:
        columns: texts, given back one after the other: those of a large file are never held twice.
        order: the row that comes first, second...

    Raises:
        pyarrow.ArrowInvalid: some text is not Unicode.
    """
    return pd.DataFrame({place: _categories(columns.pop(0), order) for place in range(len(columns))})


def _categories(texts: pa.ChunkedArray, order: np.ndarray | None) -> pd.Categorical:
    encoded = pc.dictionary_encode(texts).combine_chunks()
    # Whether these bytes are Unicode at all is asked of the distinct texts, not of a million cells.
    encoded.dictionary.validate(full=True)
    codes = encoded.indices.fill_null(-1).to_numpy()
    in_order = codes if order is None else codes[order]
    return pd.Categorical.from_codes(in_order, pd.Index(encoded.dictionary.to_pandas()), validate=False)
