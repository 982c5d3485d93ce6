"""Which lines of a text table have a quote that does not open after a separator and close before one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

# Large enough to be fast, small enough for what is known of each byte to weigh little.
_PIECE = 4 * 1_048_576


def misquoted_lines(content: bytes, separator: str) -> list[int]:
    """Lines, counted from 0, where quotes are not all in place; line feeds end lines."""
    if b'"' not in content:
        return []
    found: list[int] = []
    line = 0
    for piece in _pieces(content):
        if b'"' in piece:
            found += (line + _misquoted(piece, separator)).tolist()
        line += piece.count(b"\n")
    return found


def line_starts(content: bytes) -> np.ndarray:
    """Where each line starts, and where one more would."""
    ends = []
    place = 0
    for piece in _pieces(content):
        ends.append(np.flatnonzero(np.frombuffer(piece, dtype=np.uint8) == ord("\n")) + place)
        place += len(piece)
    tail = [] if content.endswith(b"\n") else [len(content)]
    return np.concatenate([[-1], *ends, tail]).astype(np.int64) + 1


def _pieces(content: bytes) -> Iterator[bytes]:
    """The bytes in a few pieces of whole lines."""
    start = 0
    while start < len(content):
        end = content.find(b"\n", start + _PIECE) + 1 or len(content)
        yield content[start:end]
        start = end


def _misquoted(piece: bytes, separator: str) -> np.ndarray:
    # A line feed on either side: the first and last quotes have neighbours too.
    codes = np.frombuffer(b"\n" + piece + b"\n", dtype=np.uint8)
    places = np.flatnonzero(codes == ord('"'))
    line = np.searchsorted(np.flatnonzero(codes[1:] == ord("\n")) + 1, places)
    _, first, counts = np.unique(line, return_index=True, return_counts=True)
    rank = np.arange(len(places)) - np.repeat(first, counts)
    neighbour = np.where(rank % 2 == 0, codes[places - 1], codes[places + 1])
    in_place = np.isin(neighbour, list(f'{separator}\n\r"'.encode()))
    is_last = np.append(line[1:] != line[:-1], True)[: len(places)]
    stays_open = is_last & (rank % 2 == 0)
    return np.unique(line[~in_place | stays_open])
