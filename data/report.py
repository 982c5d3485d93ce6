"""What a reader is told about a file: problems, repairs, and the report that gathers them.

A problem says what, where, what was expected and what to do. A repair says what was read and how it
was understood. Nothing that comes from a file is quoted without passing through `quotable`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "confirm", "information"]

SEVERITIES: tuple[Severity, ...] = ("error", "confirm", "information")
QUOTED_LENGTH = 60
HEADING_LENGTH = 200
FIRST_LINES = 10


def quotable(text: object, limit: int = QUOTED_LENGTH) -> str:
    """A value as a message may show it: one line, no hidden character, at most `limit` characters."""
    kept = str(text)[: 4 * limit]
    if len(kept) <= limit and kept.isprintable() and "  " not in kept and kept == kept.strip():
        return kept
    visible = kept if kept.isprintable() else "".join(map(_shown, kept))
    visible = " ".join(visible.split())
    return visible if len(visible) <= limit else visible[: limit - 1].rstrip() + "…"


def quoted(text: object, limit: int = QUOTED_LENGTH) -> str:
    """The same between French quotation marks, for the middle of a sentence."""
    return f"«\u00a0{quotable(text, limit)}\u00a0»"


def listed(numbers: Iterable[object], limit: int = FIRST_LINES) -> str:
    """« 3, 4 et 12 », cut after `limit` items with the number of those left out."""
    shown = [str(number) for number in numbers]
    if len(shown) > limit:
        return f"{', '.join(shown[:limit])} et {len(shown) - limit} de plus"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} et {shown[-1]}"


def counted(count: int, singular: str, plural: str) -> str:
    """« 1 ligne absente », « 1 204 lignes absentes »: the count and its words, agreed as French does."""
    return f"{count:,} {plural if count > 1 else singular}".replace(
        ",", "\u202f", 1 if count < 1_000_000 else 2
    )


def at_lines(numbers: Iterable[object]) -> str:
    """« ligne 3 », « lignes 3 et 4 », for the middle of a sentence."""
    known = list(numbers)
    return f"ligne{'s' if len(known) > 1 else ''} {listed(known)}"


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops a deposit (error), needs a yes (confirm) or is worth knowing (information).

    `cause` groups problems of one kind. `line` is the line of the file or the row of the sheet; `column` the
    heading as read and `letter` its place (« G »); `cell` its name in a workbook (« G7 »). An error with a
    line means that this row cannot be trusted and must not be stored. `answered`: it was a doubt until
    somebody answered. `count`: how many it stands for, at the end of a list too long to be told whole.
    """

    severity: Severity
    cause: str
    message: str
    line: int | None = None
    column: str | None = None
    letter: str | None = None
    cell: str | None = None
    value: str | None = None
    suggestion: str | None = None
    answered: bool = False
    count: int = 1

    def __post_init__(self) -> None:
        for name, limit in (
            ("column", HEADING_LENGTH),
            ("value", QUOTED_LENGTH),
            ("suggestion", HEADING_LENGTH),
        ):
            text = getattr(self, name)
            if text is not None:
                object.__setattr__(self, name, quotable(text, limit))


@dataclass(frozen=True)
class Repair:
    """Something understood rather than read as it stood: said, counted, with its first lines."""

    cause: str
    message: str
    count: int = 1
    lines: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(int(line) for line in self.lines[:FIRST_LINES]))


@dataclass(frozen=True)
class Group:
    """Problems of one cause and severity: how many, and the first of them."""

    severity: Severity
    cause: str
    count: int
    first: tuple[Problem, ...]


@dataclass(frozen=True)
class Report:
    """Everything a reader is told about one file."""

    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return self._of("error")

    @property
    def to_confirm(self) -> tuple[Problem, ...]:
        return self._of("confirm")

    @property
    def information(self) -> tuple[Problem, ...]:
        return self._of("information")

    @property
    def refused_lines(self) -> frozenset[int]:
        """Lines that an error concerns: their rows must not be stored."""
        return frozenset(problem.line for problem in self.errors if problem.line is not None)

    def count(self, severity: Severity) -> int:
        """How many problems of this severity, with those that are only told by their number."""
        return sum(problem.count for problem in self._of(severity))

    def _of(self, severity: Severity) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == severity)

    def grouped(self) -> tuple[Group, ...]:
        """Problems by severity (errors first), then cause, in the order in which they were met."""
        groups: dict[tuple[Severity, str], list[Problem]] = {}
        for problem in self.problems:
            groups.setdefault((problem.severity, problem.cause), []).append(problem)
        ordered = sorted(groups.items(), key=lambda item: SEVERITIES.index(item[0][0]))
        return tuple(
            Group(severity, cause, sum(each.count for each in members), tuple(members[:FIRST_LINES]))
            for (severity, cause), members in ordered
        )

    def merge(self, *others: Report) -> Report:
        """This report followed by the others."""
        reports = (self, *others)
        return Report(
            tuple(problem for report in reports for problem in report.problems),
            tuple(repair for report in reports for repair in report.repairs),
        )

    def to_json(self) -> str:
        """The whole report as JSON text, readable by `json.loads`."""
        content = {
            "problems": [asdict(problem) for problem in self.problems],
            "repairs": [asdict(repair) for repair in self.repairs],
        }
        return json.dumps(content, ensure_ascii=False)


class UnreadableFile(Exception):
    """A file that cannot be read at all; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def unreadable(cause: str, message: str, **place: object) -> UnreadableFile:
    """The exception to raise for a file that is refused as a whole."""
    return UnreadableFile(Problem("error", cause, message, **place))  # type: ignore[arg-type]
