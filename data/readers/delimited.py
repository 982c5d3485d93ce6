"""Text tables (.csv, .txt, .tsv) to a grid: encoding, separator, quotes, line ends, uneven rows."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from data.readers.bulk_cells import followed_by, frame_of
from data.readers.encoding import Decoded, decode
from data.readers.fast_csv import FAST_FROM, PlainRows, plain_cells, read_plain_rows
from data.readers.grid import Grid
from data.readers.lines import check_bounds, check_height, check_width, split_lines
from data.readers.odd_rows import split_odd_rows
from data.readers.records import MAX_CELL, Records, Row, split_records
from data.readers.row_kinds import is_total_label
from data.readers.separators import Separator, choose_separator, declared_separator, unwrap_quoted_lines
from data.readers.trimmed_rows import announced_width, header_fields, short_rows_problem, trimmed_lines
from data.report import Problem, Repair, at_lines, counted

MAX_ROW_PROBLEMS = 20_000
# Cause of a row that only lacks its last cells: no error once they are known to matter little.
TRIMMED = "trimmed_row"
_NAMES = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
_WHOLE_NUMBER = re.compile(r"\s*-?\d+\s*")
_DECIMALS = re.compile(r"\d{1,3}\s*")


def read_delimited(content: bytes) -> Grid:
    """The grid of a text table.

    Raises:
        UnreadableFile: empty file, endless line, over 200 columns or 2,000,000 lines.
    """
    is_large = len(content) >= FAST_FROM
    grid = _read_large(content) if is_large else None
    if grid is not None:
        return grid
    decoded = decode(content)
    if is_large and not decoded.problems:
        grid = _read_large(decoded.text.encode(), decoded.repairs)
    return _read_text(decoded) if grid is None else grid


def _read_large(content: bytes, repairs: tuple[Repair, ...] = ()) -> Grid | None:
    """The grid of a table that is regular but for a few rows; nothing when everything needs care."""
    rows = read_plain_rows(content)
    records = split_odd_rows(content, rows) if rows is not None else None
    if rows is None or records is None or _may_be_trimmed(records, rows):
        return None
    separator = rows.separator
    check_width(separator.width)
    check_height(len(rows.lines) + len(rows.odd))
    odd = {line: row for line, row in zip(records.starts, records.rows, strict=True) if isinstance(row, list)}
    lines = np.append(rows.lines + 1, list(odd)) if odd else rows.lines + 1
    order = np.argsort(lines) if odd else None
    columns = followed_by(rows.table, list(odd.values()), _full_width(records, separator)).columns
    del rows
    cells = plain_cells(columns, order)
    if cells is None:
        return None
    return Grid(
        cells=cells,
        lines=lines if order is None else lines[order],
        repairs=(*repairs, *_unwrapped_repair(records.wrapped), *_quote_repairs(records)),
        problems=_told(records, separator, frozenset()),
        separator=separator.character,
    )


def _may_be_trimmed(records: Records, rows: PlainRows) -> bool:
    """Short rows are so many that all the rows must be looked at."""
    is_wider = announced_width(records, rows.separator) > rows.separator.width
    others = len(rows.lines) - sum(isinstance(row, str) for row in records.rows)
    return is_wider or bool(trimmed_lines(records, rows.separator, others))


def _read_text(decoded: Decoded) -> Grid:
    lines, repairs = split_lines(decoded.text)
    check_bounds(lines)
    lines, unwrapped = unwrap_quoted_lines(lines)
    declared = declared_separator(lines[0])
    body = ["", *lines[1:]] if declared else lines
    separator = choose_separator(body, declared)
    check_width(separator.width)
    records = split_records(body, separator.character, separator.width)
    if announced_width(records, separator) > separator.width:
        separator = Separator(separator.character, announced_width(records, separator))
        records = split_records(body, separator.character, separator.width)
    wrapped = [*unwrapped, *records.wrapped]
    repairs += (*_declared_repair(declared), *_unwrapped_repair(wrapped), *_quote_repairs(records))
    return Grid(
        cells=frame_of(records.rows, separator, _full_width(records, separator)),
        lines=np.asarray(records.starts, dtype=np.int64),
        repairs=(*decoded.repairs, *repairs),
        problems=(*decoded.problems, *_told(records, separator, trimmed_lines(records, separator))),
        separator=separator.character,
    )


def _full_width(records: Records, separator: Separator) -> int:
    header = _wider_header(records, separator.width)
    return max(map(len, header.values()), default=separator.width)


def _told(records: Records, separator: Separator, trimmed: frozenset[int]) -> tuple[Problem, ...]:
    """What must be said of the rows."""
    header = _wider_header(records, separator.width)
    told = {*records.open_quotes, *records.too_long, *header}
    return (
        *_quote_problems(records),
        *_long_problems(records),
        *_uneven_problems(records, separator, told, trimmed),
        *(short_rows_problem(line, names, separator) for line, names in header.items()),
    )


def _quote_problems(records: Records) -> list[Problem]:
    message = (
        "Ligne {line} : un guillemet est ouvert et n’est jamais refermé. Ajoutez le guillemet de fin, ou "
        "supprimez celui du début ; les lignes suivantes ont été lues normalement."
    )
    return [
        Problem("error", "open_quote", message.format(line=line), line=line) for line in records.open_quotes
    ]


def _long_problems(records: Records) -> list[Problem]:
    limit = counted(MAX_CELL, "caractère", "caractères")
    advice = (
        f"une case, ou la ligne entière, est trop longue pour un tableau (plus de {limit}). "
        "Raccourcissez-la ; un guillemet ou une fin de ligne manque peut-être."
    )
    return [
        Problem("error", "cell_too_long", f"Ligne {line} : {advice}", line=line) for line in records.too_long
    ]


def _wider_header(records: Records, width: int) -> dict[int, list[str]]:
    """The first row, by its line, when it holds more texts than the other rows have fields."""
    line, fields = header_fields(records)
    return {line: fields} if len(fields) > width else {}


def _uneven_problems(
    records: Records, separator: Separator, told: set[int], trimmed: frozenset[int]
) -> list[Problem]:
    width = separator.width
    first, last = _full_rows(records, width)
    uneven = [
        (row, line)
        for place, (row, line) in enumerate(zip(records.rows, records.starts, strict=True))
        if isinstance(row, list)
        and len(row) != width
        and line not in told
        and (_is_uneven(row, width, place < first, place > last) or _cuts_number(row, separator))
    ]
    problems = [
        _uneven_problem(row, line, separator, TRIMMED if line in trimmed else "uneven_row")
        for row, line in uneven[:MAX_ROW_PROBLEMS]
    ]
    return problems + _left_out(len(uneven))


def _full_rows(records: Records, width: int) -> tuple[int, int]:
    """Places of the first and last rows that have the expected number of fields."""
    places = range(len(records.rows))
    first = next((place for place in places if _is_full(records.rows[place], width)), 0)
    return first, next((place for place in reversed(places) if _is_full(records.rows[place], width)), 0)


def _is_full(row: Row, width: int) -> bool:
    return isinstance(row, str) or len(row) == width


def _is_uneven(fields: list[str], width: int, is_above: bool, is_below: bool) -> bool:
    filled = [field for field in fields if field.strip()]
    if not filled or (len(fields) > width and not any(field.strip() for field in fields[width:])):
        return False
    if is_above:
        return len(fields) > width
    return not (is_below and (len(filled) == 1 or is_total_label(filled[0])))


def _cuts_number(fields: list[str], separator: Separator) -> bool:
    """A cell too many, even empty, beside a number and what may be its decimals: « 62 », « 5 »."""
    if separator.character != "," or len(fields) <= separator.width:
        return False
    return any(
        _WHOLE_NUMBER.fullmatch(number) and _DECIMALS.fullmatch(decimals)
        for number, decimals in pairwise(fields)
    )


def _uneven_problem(fields: list[str], line: int, separator: Separator, cause: str) -> Problem:
    name, width = _NAMES[separator.character], separator.width
    if len(fields) > width:
        advice = (
            f"Un texte ou un nombre contient sans doute une {name} : mettez-le entre guillemets."
            if separator.character != ";"
            else "Un texte contient sans doute un point-virgule : mettez-le entre guillemets."
        )
    else:
        advice = (
            "Il manque une ou plusieurs cases : complétez la ligne, en laissant vides les cases sans valeur."
        )
    message = (
        f"Ligne {line} : {len(fields)} case(s) lue(s), {width} attendues (séparateur : {name}). {advice}"
    )
    return Problem("error", cause, message, line=line)


def _left_out(count: int) -> list[Problem]:
    if count <= MAX_ROW_PROBLEMS:
        return []
    message = (
        f"{count - MAX_ROW_PROBLEMS} autres lignes n’ont pas le bon nombre de cases : le fichier n’est pas "
        "lisible ainsi."
    )
    return [Problem("error", "uneven_rows_left_out", message)]


def _declared_repair(declared: str | None) -> tuple[Repair, ...]:
    if declared is None:
        return ()
    message = (
        f"La première ligne annonce le séparateur ({_NAMES[declared]}) : elle n’a pas été lue comme une "
        "donnée."
    )
    return (Repair("declared_separator", message, 1, (1,)),)


def _unwrapped_repair(lines: list[int]) -> tuple[Repair, ...]:
    if not lines:
        return ()
    message = "Des lignes entières étaient entre guillemets ; elles ont été redécoupées en cases."
    return (Repair("whole_line_quoted", message, len(lines), tuple(lines)),)


def _quote_repairs(records: Records) -> tuple[Repair, ...]:
    if not records.stray_quotes:
        return ()
    lines = records.stray_quotes
    message = f"Des guillemets mal placés ont été ignorés ({at_lines(lines)}) ; vérifiez ces textes."
    return (Repair("stray_quotes", message, len(lines), tuple(lines)),)
