"""What changes for who reads the figures, as CHANGELOG.md tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.typography import spaced

CHANGE_LOG = Path(__file__).parents[1] / "CHANGELOG.md"


@dataclass(frozen=True)
class Chapter:
    """One subject of one edition, and its lines."""

    edition: str
    title: str
    lines: tuple[str, ...]


def change_log(path: Path = CHANGE_LOG) -> tuple[Chapter, ...]:
    """The chapters of the file, in its order; nothing when there is no such file."""
    if not path.exists():
        return ()
    chapters: list[Chapter] = []
    edition = ""
    for block in path.read_text(encoding="utf-8").split("\n#"):
        marks, _, rest = block.partition(" ")
        title, _, body = rest.partition("\n")
        if marks == "#":
            edition = spaced(title.strip())
        elif marks == "##":
            chapters.append(Chapter(edition, title.strip(), _lines(body)))
    return tuple(chapters)


def _lines(body: str) -> tuple[str, ...]:
    """The items of a list, each on one line, without marks of emphasis."""
    items = ("\n" + body).split("\n- ")[1:]
    return tuple(spaced(" ".join(item.split()).replace("**", "")) for item in items)
