"""The logs of the server: one JSON object a line, that says what failed and where, never a value.

The text of an error may quote a cell of a file: only its type and the lines of code it went through are kept.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

LOGGERS = ("castellum", "streamlit", "uvicorn")
# Warns of every computation made outside a visit, which `ahead` does on purpose.
OF_NO_USE = "streamlit.runtime.scriptrunner_utils.script_run_context"


class StructuredLines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "heure": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "source": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line |= _failure(record.exc_info[0], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def configure_logs() -> None:
    """Write ours and those of the server alike, once the server has made its own."""
    ours = logging.getLogger(LOGGERS[0])
    if not ours.handlers:
        ours.addHandler(logging.StreamHandler())
        ours.setLevel(logging.INFO)
        ours.propagate = False
    logging.getLogger(OF_NO_USE).setLevel(logging.ERROR)
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in LOGGERS:
            for handler in logging.getLogger(name).handlers:
                handler.setFormatter(StructuredLines())


def _failure(kind: type[BaseException], trace: Any) -> dict[str, Any]:
    frames = traceback.extract_tb(trace)
    return {"erreur": kind.__name__, "pile": [f"{one.filename}:{one.lineno} {one.name}" for one in frames]}
