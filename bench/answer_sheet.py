"""What a checker must know of a file, and must find in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

KEY = ("periode", "structure", "action", "territoire", "public", "mesure")
CODED = ("structure", "territoire", "public", "mesure")


@dataclass(frozen=True)
class Sheet:
    """Allowed codes and wrong lines of one file.

    Attributes:
        codes: the codes allowed in each column that refers to a list.
        errors: lines of the file to refuse, by kind of error.
        doubled: lines whose key comes back at a line of `errors["duplicate"]`.
    """

    codes: dict[str, list[str]]
    errors: dict[str, list[int]] = field(default_factory=dict)
    doubled: list[int] = field(default_factory=list)

    @classmethod
    def beside(cls, path: Path) -> Sheet:
        return cls(**json.loads(_sheet_path(path).read_text(encoding="utf-8")))

    def write_beside(self, path: Path) -> None:
        _sheet_path(path).write_text(json.dumps(asdict(self)), encoding="utf-8")


def _sheet_path(path: Path) -> Path:
    return path.with_suffix(path.suffix + ".json")
