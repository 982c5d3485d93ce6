"""The actions of an axis as a table: the same line of time, for who reads it in a spreadsheet or by ear."""

from __future__ import annotations

from analysis.axis_timeline import ActionLine, Timeline
from analysis.data_table import DataTable

COLUMNS = ("Action", "Où elle en est", "Dates", "Qui")
IN_FILE = ("action", "nature", "statut", "dates", "responsables", "description", "promesses", "demonstration")


def actions_table(shown: Timeline, axis: str, label: str) -> DataTable:
    """One row an action or event, in the order of the line of time; `axis` is its code."""
    return DataTable(
        caption=f"{label}, les actions et les événements",
        columns=COLUMNS,
        rows=tuple((one.title, one.status, one.dates, one.who) for one in shown.actions),
        value_columns=IN_FILE,
        values=tuple(_values(one) for one in shown.actions),
        file_name=f"actions_{axis}",
        demonstration=any(one.demonstration for one in shown.actions),
    )


def _values(one: ActionLine) -> tuple[str, ...]:
    return (
        one.title,
        "événement" if one.is_event else "action",
        one.status,
        one.dates,
        one.who,
        one.description,
        " | ".join(one.promises),
        "oui" if one.demonstration else "non",
    )
