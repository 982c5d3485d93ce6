"""Cells, rows and columns of a sheet that call for a word to the reader."""

from __future__ import annotations

from dataclasses import dataclass, field

Place = tuple[int, int]


@dataclass
class Marks:
    """Cells (row and column from 0) and rows or columns (from 0) that call for a word."""

    errors: dict[Place, str] = field(default_factory=dict)
    uncomputed: list[Place] = field(default_factory=list)
    doubtful: list[Place] = field(default_factory=list)
    outside: list[Place] = field(default_factory=list)
    percents: list[Place] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
