"""The scenario of the demonstration city: TOML tables read by the modules of `data.demo`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """One table of the scenario, such as ``activities``."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
